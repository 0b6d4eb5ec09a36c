"""The two doors: `carry_out` is the only way in, `read` the only way out. Both ask `access.decide`."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.access.private_logs import programme_of, project_of
from portfolio.domain.access.rules import Action, Allowed, Forbidden
from portfolio.domain.basis import days, media
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import COMMAND_ID, Command, NoteRestoration, Piece, SubmitEvidence
from portfolio.domain.deciding import Stale, decide_all, fingerprint
from portfolio.domain.events import Decided
from portfolio.domain.facts import Evidence, Programme, Project
from portfolio.domain.facts.choices import Audience
from portfolio.domain.facts.values import check_value
from portfolio.domain.questions import FactRows, PrivateModelRow, PrivateModels, PrivateQuestion, Programmes, Question
from portfolio.lru_cache import LruCache
from portfolio.store import anchors, backup, checkup, log, problems, verifying
from portfolio.store.answers import answer_all
from portfolio.store.evidence import NO_FILE, EvidenceFiles
from portfolio.store.facts import FactsHead
from portfolio.store.problems import StoreProblem
from portfolio.store.reader import FactsReader
from portfolio.store.record import Record
from portfolio.store.store import Progress, Store
from portfolio.store.versions import version

__all__ = ["Forbidden", "Recorded", "Service", "Stale", "StoreProblem"]

A = TypeVar("A")
KEPT_ANSWERS, KEPT_BACKUPS = 2_000, 14
# Beside the copies of the record, the files that they name.
EVIDENCE = "evidence"
# The log of what belongs to no programme.
INSTALLATION = "installation"
# No log has this name.
NOWHERE = "~"
Heads = Mapping[str, FactsHead]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a command. `sequence` is its event's, None when it changed nothing; `repeated`: it had been
    carried out before, under the same command id."""

    sequence: int | None
    repeated: bool = False
    rows: int = 0


class StoredFile(NamedTuple):
    """A file kept: its digest, its media type by its content, its size."""

    sha256: str
    media_type: str
    size_bytes: int


class Service:
    """An open installation. Thread-safe: one service a process, shared by every session."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = days.now) -> None:
        self._store = store
        self._clock = clock
        self._answers = LruCache(KEPT_ANSWERS)
        # Writers of one process wait here in turn, rather than poll the record for its lock.
        self._turn = threading.Lock()

    @classmethod
    def open(cls, place: str, facts_folder: Path | None = None, clock: Callable[[], datetime] = days.now) -> Service:
        """Open an existing record; raises `problems.Missing` or `problems.Damaged`."""
        return cls(Store.open(place, facts_folder), clock)

    @staticmethod
    def create(place: str) -> None:
        """Make an empty record; refused where there is one, or where one was."""
        with contextlib.closing(Record(place)) as record:
            if not record.exists():
                anchors.check_new(record)
            record.create()

    @staticmethod
    def exists(place: str) -> bool:
        """Whether there is a record; raises `problems.Damaged` when something else is in its place."""
        with contextlib.closing(Record(place)) as record:
            return record.exists()

    def close(self) -> None:
        self._store.close()

    @property
    def where(self) -> str:
        """The record's place, without its password."""
        return self._store.record.where

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be recorded, or None."""
        return self._store.read_only

    @property
    def faults(self) -> list[Text]:
        """What was found of programmes whose record is not what was written: read up to there, and not written."""
        return self._store.faults_for_all

    @property
    def notice(self) -> Text | None:
        """What the service goes on without: said on every page, and nothing is refused for it."""
        return self._store.notice

    def now(self) -> datetime:
        """The clock, UTC."""
        return self._clock()

    def today(self, heads: Heads = MappingProxyType({})) -> date:
        """The day in Paris; never before what was last recorded in `heads`, were it under a clock that ran ahead."""
        return days.day_of(max([self._clock(), *(head.recorded_at for head in heads.values())]))

    def heads(self) -> Heads:
        """Catch up with the log, and say where each programme stands: what is read under it is not asked for twice.

        A log out of reach leaves what was known of it, and `read_only` says so.
        """
        self._store.follow()
        return self._store.facts.heads()

    def read(self, question: Question[A], actor: Actor, as_of: date | None = None, *, heads: Heads | None = None) -> A:
        """The answer « au (as_of) », today when None. The same question on unchanged facts is not computed twice.

        A page that reads many answers gives the `heads` it began with, and the log is looked at once.
        """
        access.require(actor, question.right, access.Object(question.programme))
        heads = heads if heads is not None else self.heads()
        question = self._readable(question, actor, as_of, heads)
        return self._answer(question, as_of, heads)

    def read_all(
        self, questions: Sequence[Question[Any]], actor: Actor, as_of: date | None = None, *, heads: Heads | None = None
    ) -> list[Any]:
        """What `read` gives for each, in their order: the figures of the same rows are computed in one pass."""
        for question in questions:
            access.require(actor, question.right, access.Object(question.programme))
        heads = heads if heads is not None else self.heads()
        return self._answers_to([self._readable(each, actor, as_of, heads) for each in questions], as_of, heads)

    def _answer(self, question: Question[A], as_of: date | None, heads: Heads) -> A:
        [found] = self._answers_to([question], as_of, heads)
        return cast(A, found)

    def _answers_to(self, questions: Sequence[Question[Any]], as_of: date | None, heads: Heads) -> list[Any]:
        """What is known already, and the rest from one snapshot of the facts."""
        found = [self._answers.get(self.version(each, as_of, heads)) for each in questions]
        missing: dict[tuple[date, bool], list[int]] = {}
        for at, question in enumerate(questions):
            if found[at] is None:
                today = self.today(_of(question, heads))
                day = min(as_of or today, today)
                missing.setdefault((day, day == today), []).append(at)
        if not missing:
            return found
        moment = self._store.facts.moment
        with self._store.facts.reading() as cursor:
            computed = {
                key: answer_all(cursor, (questions[at] for at in places), key[0], now=key[1])
                for key, places in missing.items()
            }
            heads = self._store.facts.heads_under(cursor, moment)
        for (day, now), places in missing.items():
            for at in places:
                found[at] = computed[day, now][questions[at]]
                self._answers.put(version(questions[at], day, heads), found[at])
        return found

    def private_models(
        self, actor: Actor, programme: str, as_of: date | None = None, *, heads: Heads | None = None
    ) -> tuple[str, ...]:
        """The projects whose model is not everyone's to read, and is this actor's. Nobody is told of the others."""
        heads = heads if heads is not None else self.heads()
        if not any(programme_of(name) == programme for name in heads if project_of(name)):
            return ()
        rows = self._answer(PrivateModels(programme=programme), as_of, heads)
        objects = ((row, _model(programme, row)) for row in rows)
        allowed = (row for row, held in objects if isinstance(access.decide(actor, Action.READ, held), Allowed))
        return tuple(row.project_id for row in allowed)

    def _readable(self, question: Question[A], actor: Actor, as_of: date | None, heads: Heads) -> Question[A]:
        """The question as far as this actor may have its answer: what is hidden is asked as if it were not there."""
        programme, project = programme_of(question.programme), project_of(question.programme)
        named = question.private if isinstance(question, PrivateQuestion) else ()
        asked = {project} if project else set(named)
        hidden = asked - set(self.private_models(actor, programme, as_of, heads=heads)) if asked else set()
        if (hidden and project) or isinstance(question, PrivateModels):  # which `private_models` alone may ask
            return dataclasses.replace(question, programme=NOWHERE)
        if isinstance(question, PrivateQuestion) and hidden:
            return dataclasses.replace(question, private=tuple(sorted(asked - hidden)))
        return question

    def version(self, question: Question[Any], as_of: date | None, heads: Heads) -> Hashable:
        """Equal for as long as `read` would give the same answer."""
        today = self.today(_of(question, heads))
        return version(question, min(as_of or today, today), heads)

    def carry_out(self, command: Command, actor: Actor, command_id: str) -> Recorded:
        """Right → lock → catch up → seen before? → decide → append, commit → apply → re-read → acknowledged."""
        return self.carry_out_all([command], actor, command_id)

    def carry_out_all(self, commands: Sequence[Command], actor: Actor, command_id: str) -> Recorded:
        """Several commands of one programme, all or none, in one transaction; the first one's id stands for all. They
        may go to several of its logs: what is decided in one is then known to the next that they name."""
        check_value(COMMAND_ID, command_id)
        if not commands:
            return Recorded(None)
        self._store.check_writable()
        commands = [self._with_files(each) if isinstance(each, SubmitEvidence) else each for each in commands]
        [_] = {command.programme for command in commands}
        asked = fingerprint(commands, actor)
        with self._turn, self._store.record.writing() as connection:
            held = self._locked(connection, commands)
            before = _carried_before(connection, held, command_id, asked)
            if before is not None:
                return before
            at = max([self._clock(), *(head.recorded_at for head in held.values())])
            decided = self._decided(commands, actor, held, at)
            if not decided:
                connection.rollback()  # or the head of a programme that has no event would stay
                return Recorded(None)
            heads = [
                log.append(connection, held[name], _entries(each, actor, command_id, asked), at)
                for name, each in decided.items()
            ]
        for head in heads:
            self._check_stored(head)
        rows = sum(len(each.event.rows) for of_log in decided.values() for each in of_log)
        return Recorded(heads[-1].sequence, rows=rows)

    def _locked(self, connection: log.Connection, commands: Sequence[Command]) -> dict[str, log.Head]:
        """The head of each log that the commands go to, the facts caught up with them."""
        # In one order, or two writers could wait for each other.
        held = {name: log.lock(connection, name) for name in sorted({command.log for command in commands})}
        self._store.catch_up()
        self._store.check_writable(*held)
        return held

    def _decided(
        self, commands: Sequence[Command], actor: Actor, held: Mapping[str, log.Head], at: datetime
    ) -> dict[str, list[Decided]]:
        """What each log gains, in the order in which the commands name them; without those that gain nothing."""
        found: dict[str, list[Decided]] = {}
        readers: list[FactsReader] = []
        with self._store.facts.reading() as cursor:
            for name in dict.fromkeys(command.log for command in commands):
                is_empty = held[name].sequence == 0 and project_of(name) is None
                readers.append(FactsReader(cursor, name, is_empty=is_empty, beside=tuple(readers)))
                own = [command for command in commands if command.log == name]
                found[name] = decide_all(own, readers[-1], at=at, actor=actor, after=held[name].sequence)
        return {name: decided for name, decided in found.items() if decided}

    def keep_file(self, actor: Actor, programme: str, project_id: str, name: str, content: bytes) -> StoredFile:
        """Keep a piece of evidence on the disk, before it is submitted. Refused as `media.media_type` says, and to
        whoever may not submit it."""
        plan = self.read(FactRows(programme=programme, fact=Programme), VISITOR)
        projects = self.read(FactRows(programme=programme, fact=Project, project_id=project_id), VISITOR)
        lead_id = projects[0].lead_id if projects else None
        access.require(actor, Action.MILESTONE, access.Object(programme, plan[0].kind if plan else None, lead_id))
        kind = media.media_type(content, name)
        self._store.check_writable()
        return StoredFile(self._store.evidence.keep(content), kind, len(content))

    def file(self, actor: Actor, programme: str, piece: Evidence, as_of: date | None = None) -> bytes:
        """The bytes of a piece of evidence known that day; `StoreProblem` when they are missing, or others."""
        pieces = self.read(FactRows(programme=programme, fact=Evidence, project_id=piece.project_id), actor, as_of)
        if piece not in pieces or piece.sha256 is None:
            raise problems.Missing(NO_FILE.fill(digest=piece.evidence_id))
        return self._store.evidence.read(piece.sha256)

    def verify(self, actor: Actor) -> Iterator[verifying.LogVerdict]:
        """Check the record from its first event."""
        access.require(actor, Action.AUDIT, access.Object(""))
        yield from verifying.verify(self._store.record, self._store.anchors)

    def differences_from_rebuilt(self, actor: Actor) -> list[str]:
        """The facts whose rows differ between this file and one built anew from the log; empty when all is well."""
        access.require(actor, Action.AUDIT, access.Object(""))
        return self._store.compare_with_rebuilt()

    def rebuild(self, actor: Actor, progress: Progress | None = None) -> None:
        """Make this process's facts anew from the log, as it is."""
        access.require(actor, Action.AUDIT, access.Object(""))
        self._store.rebuild(progress)

    def tidy(self) -> None:
        """Leave a copy of the facts for the next process, if they moved and then were left alone for a while."""
        self._store.leave_seed_when_idle()

    def back_up(self, actor: Actor, folder: Path, keep: int = KEPT_BACKUPS) -> backup.Backup:
        """Copy the record while it is in use; the copy is checked before it gets its name."""
        access.require(actor, Action.AUDIT, access.Object(""))
        # The files first: those that a copy of the record names are then there.
        faults = self._store.evidence.copy_to(EvidenceFiles(folder / EVIDENCE))
        made = backup.take(self._store.record, folder, self._clock(), keep)
        return dataclasses.replace(made, faults=(*made.faults, *faults))

    @classmethod
    def restore(cls, place: str, path: Path, actor: Actor, *, another: bool = False, **opening: Any) -> Service:
        """Put the record back as a backup is, and say so in it. What it held is copied aside first, beside the backup.

        `opening`: as for `open`. Other processes find their facts ahead of the record, and only read until rebuilt.
        """
        access.require(actor, Action.AUDIT, access.Object(""))
        with contextlib.closing(Record(place)) as record:
            backup.put_back(path, record, opening.get("clock", days.now)(), another=another)
        service = cls.open(place, **opening)
        service.rebuild(actor)
        note = NoteRestoration(programme=INSTALLATION, reason=path.name)
        service.carry_out(note, actor, f"restore-{uuid.uuid4()}")
        faults = EvidenceFiles(path.parent / EVIDENCE).copy_to(service._store.evidence)
        if faults:
            service.close()
            raise problems.Damaged(RESTORED_BUT.fill(n=len(faults), found=faults[0]))
        return service

    @property
    def backups(self) -> Path:
        """Where this record's backups lie unless another folder is given: beside it, or in the data folder."""
        return self._store.backups

    def examine(self, actor: Actor, folder: Path) -> Iterator[checkup.Matter]:
        """Whether all is well, in plain words, one matter after the other."""
        faults = checkup.following(self._store)
        faults += [fault for verdict in self.verify(actor) for fault in verdict.faults]
        faults += checkup.differences(self._store)
        yield from (checkup.Matter(fault, is_fault=True) for fault in dict.fromkeys(faults))
        if not faults:
            yield checkup.Matter(checkup.WELL, is_well=True)
        yield from checkup.files(self._store.evidence, self._digests())
        yield from checkup.room(self._store.record)
        yield from checkup.anchored(self._store.record, self._store.anchors, folder)
        yield from checkup.last_backup(folder, self._clock())

    def _with_files(self, command: SubmitEvidence) -> SubmitEvidence:
        """The command with what its files are, read from the files: what is said of them beside is not believed.
        Refused: a file that was not kept first, or of a content that is not accepted."""
        return dataclasses.replace(command, pieces=tuple(self._as_it_is(piece) for piece in command.pieces))

    def _as_it_is(self, piece: Piece) -> Piece:
        if piece.sha256 is None:
            return dataclasses.replace(piece, media_type=None, size_bytes=None)
        if not self._store.evidence.is_whole(piece.sha256):
            raise Refused(NO_FILE.fill(digest=piece.title))
        content = self._store.evidence.read(piece.sha256)
        kind = media.media_type(content, piece.title)
        return dataclasses.replace(piece, media_type=kind, size_bytes=len(content))

    def _digests(self) -> set[str]:
        """Of the files that some piece of evidence names, in any programme."""
        codes = [row.programme for row in self.read(Programmes(), VISITOR)]
        pieces = (each for code in codes for each in self.read(FactRows(programme=code, fact=Evidence), VISITOR))
        return {piece.sha256 for piece in pieces if piece.sha256 is not None}

    def _check_stored(self, head: log.Head) -> None:
        """Acknowledged means committed in the record and re-read from it."""
        try:
            self._store.catch_up()
            with self._store.record.reading() as connection:
                stored = log.digest_at(connection, head.programme, head.sequence)
        except problems.Unavailable as away:
            raise problems.Unavailable(problems.UNSURE) from away
        known = self._store.facts.heads().get(head.programme)
        is_behind = known is None or known.sequence < head.sequence
        # What the facts could not take is said on every page; recorded and re-read, it is acknowledged.
        if stored != head.digest or (is_behind and not self._store.is_faulty(head.programme)):
            raise RuntimeError(f"event {head.sequence} of {head.programme} was committed but could not be re-read")


def _model(programme: str, row: PrivateModelRow) -> access.Object:
    audience, funders = Audience.of(row.audience), frozenset(row.funders or ())
    return access.Object(programme, lead_id=row.lead_id, funders=funders, audience=audience)


def _of(question: Question[Any], heads: Heads) -> Heads:
    """Where the logs stand that the question is about: its programme's, or all of them."""
    asked = question.programme
    return {name: head for name, head in heads.items() if asked in {"", name}}


def _entries(decided: Sequence[Decided], actor: Actor, command_id: str, asked: str) -> list[log.LogEntry]:
    """The events on their way to the log; the first bears the command's id, the others follow it."""
    ids = [command_id, *(f"{command_id}{log.NEXT}{number}" for number in range(1, len(decided)))]
    return [log.LogEntry(d.event, str(actor), i, asked, d.known_at) for d, i in zip(decided, ids, strict=True)]


def _carried_before(connection: log.Connection, logs: Iterable[str], command_id: str, asked: str) -> Recorded | None:
    """What this id was given to in one of the logs, if it was; refused when it was something else."""
    for name in logs:
        before = log.find_command(connection, name, command_id)
        if before is not None and not before.was(asked):
            raise Refused(REUSED)
        if before is not None:
            return Recorded(before.sequence, repeated=True)
    return None


RESTORED_BUT = Text(
    fr="Le registre est restauré, et {n} fichiers de preuve ne le sont pas. Le premier : {found}",
    en="The record is restored, and {n} files of evidence are not. The first: {found}",
)
REUSED = Text(
    fr="Cet envoi porte le numéro d’un autre envoi déjà enregistré. Rien n’a été enregistré : rechargez la page.",
    en="This submission bears the number of another one already recorded. Nothing was recorded: reload the page.",
)
