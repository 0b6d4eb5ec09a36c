"""The two doors: `carry_out` is the only way in, `read` the only way out. Both ask `access.decide`."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import Actor
from portfolio.domain.access.private_logs import programme_of, project_of
from portfolio.domain.access.rules import Action, Allowed, Forbidden
from portfolio.domain.basis import days
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import COMMAND_ID, Command
from portfolio.domain.deciding import Stale, decide_all, fingerprint
from portfolio.domain.events import Decided
from portfolio.domain.facts.choices import Audience
from portfolio.domain.facts.values import check_value
from portfolio.domain.questions import PrivateModelRow, PrivateModels, PrivateQuestion, Question
from portfolio.store import anchors, log, problems
from portfolio.store.evidence import as_its_files_are
from portfolio.store.facts import FactsHead
from portfolio.store.problems import StoreProblem
from portfolio.store.reader import FactsReader
from portfolio.store.record import Record
from portfolio.store.remembered import Asked, RememberedAnswers
from portfolio.store.store import Store

__all__ = ["Forbidden", "Recorded", "Service", "Stale", "StoreProblem"]

A = TypeVar("A")
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


class Service:
    """An open installation. Thread-safe: one service a process, shared by every session."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = days.now) -> None:
        self.store = store  # for this floor alone
        self._clock = clock
        self._answers = RememberedAnswers(store)
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
        """Let the record and the facts file go; what is asked afterwards fails."""
        self.store.close()

    @property
    def where(self) -> str:
        """The record's place, without its password."""
        return self.store.record.where

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be recorded, or None."""
        return self.store.read_only

    @property
    def faults(self) -> list[Text]:
        """What was found of programmes whose record is not what was written: read up to there, and not written."""
        return self.store.faults_for_all

    @property
    def notice(self) -> Text | None:
        """What the service goes on without: said on every page, and nothing is refused for it."""
        return self.store.notice

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
        self.store.follow()
        return self.store.facts.heads()

    def read(self, question: Question[A], actor: Actor, as_of: date | None = None, *, heads: Heads | None = None) -> A:
        """The answer « au (as_of) », today when None. The same question on unchanged facts is not computed twice.

        A page that reads many answers gives the `heads` it began with, and the log is looked at once.
        """
        access.require(actor, question.right, access.Object(question.programme))
        heads = heads if heads is not None else self.heads()
        return self._answer(self._readable(question, actor, as_of, heads), as_of, heads)

    def read_all(
        self, questions: Sequence[Question[Any]], actor: Actor, as_of: date | None = None, *, heads: Heads | None = None
    ) -> list[Any]:
        """What `read` gives for each, in their order: the figures of the same rows are computed in one pass."""
        for question in questions:
            access.require(actor, question.right, access.Object(question.programme))
        heads = heads if heads is not None else self.heads()
        readable = [self._readable(each, actor, as_of, heads) for each in questions]
        return self._answers.of([self._asked(each, as_of, heads) for each in readable], heads)

    def _answer(self, question: Question[A], as_of: date | None, heads: Heads) -> A:
        [found] = self._answers.of([self._asked(question, as_of, heads)], heads)
        return cast(A, found)

    def _asked(self, question: Question[Any], as_of: date | None, heads: Heads) -> Asked:
        """Of today when no day is given, or one to come."""
        today = self.today(_of(question, heads))
        day = min(as_of or today, today)
        return Asked(question, day, day == today)

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
        return self._asked(question, as_of, heads).version(heads)

    def carry_out(self, command: Command, actor: Actor, command_id: str) -> Recorded:
        """Right → lock → catch up → seen before? → decide → append, commit → apply → re-read → acknowledged."""
        return self.carry_out_all([command], actor, command_id)

    def carry_out_all(self, commands: Sequence[Command], actor: Actor, command_id: str) -> Recorded:
        """Several commands of one programme, all or none, in one transaction; the first one's id stands for all. They
        may go to several of its logs: what is decided in one is then known to the next that they name."""
        check_value(COMMAND_ID, command_id)
        if not commands:
            return Recorded(None)
        self.store.check_writable()
        commands = [as_its_files_are(self.store.evidence, each) for each in commands]
        [_] = {command.programme for command in commands}
        asked = fingerprint(commands, actor)
        with self._turn, self.store.record.writing() as connection:
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
        self.store.catch_up()
        self.store.check_writable(*held)
        return held

    def _decided(
        self, commands: Sequence[Command], actor: Actor, held: Mapping[str, log.Head], at: datetime
    ) -> dict[str, list[Decided]]:
        """What each log gains, in the order in which the commands name them; without those that gain nothing."""
        found: dict[str, list[Decided]] = {}
        readers: list[FactsReader] = []
        with self.store.facts.reading() as cursor:
            for name in dict.fromkeys(command.log for command in commands):
                is_empty = held[name].sequence == 0 and project_of(name) is None
                readers.append(FactsReader(cursor, name, is_empty=is_empty, beside=tuple(readers)))
                own = [command for command in commands if command.log == name]
                found[name] = decide_all(own, readers[-1], at=at, actor=actor, after=held[name].sequence)
        return {name: decided for name, decided in found.items() if decided}

    def tidy(self) -> None:
        """Leave a copy of the facts for the next process, if they moved and then were left alone for a while."""
        self.store.leave_seed_when_idle()

    def _check_stored(self, head: log.Head) -> None:
        """Acknowledged means committed in the record and re-read from it."""
        try:
            self.store.catch_up()
            with self.store.record.reading() as connection:
                stored = log.digest_at(connection, head.programme, head.sequence)
        except problems.Unavailable as away:
            raise problems.Unavailable(problems.UNSURE) from away
        known = self.store.facts.heads().get(head.programme)
        is_behind = known is None or known.sequence < head.sequence
        # What the facts could not take is said on every page; recorded and re-read, it is acknowledged.
        if stored != head.digest or (is_behind and not self.store.is_faulty(head.programme)):
            raise problems.Damaged(problems.NOT_REREAD.fill(n=head.sequence, log=head.programme))


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


REUSED = Text(
    fr="Cet envoi porte le numéro d’un autre envoi déjà enregistré. Rien n’a été enregistré : rechargez la page.",
    en="This submission bears the number of another one already recorded. Nothing was recorded: reload the page.",
)
