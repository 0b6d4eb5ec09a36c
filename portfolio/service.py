"""The two doors: `carry_out` is the only way in, `read` the only way out. Both ask `access.decide`."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from portfolio.domain import access, days
from portfolio.domain.access import Action, Actor, Denied
from portfolio.domain.commands import (
    Command,
    ErasePersonalData,
    ImportFacts,
    ReportStatus,
    ResetProgramme,
    Seen,
    UndoEvent,
)
from portfolio.domain.deciding import check_references, check_rows, decide
from portfolio.domain.deciding.checks import check_territories
from portfolio.domain.deciding.reading import current, one
from portfolio.domain.events import Event
from portfolio.domain.facts import FACTS, Ending, Fact, Programme, Project
from portfolio.domain.questions import Question
from portfolio.domain.words import Refused, Text
from portfolio.store import log, verifying
from portfolio.store.answers import answer
from portfolio.store.problems import StoreProblem
from portfolio.store.reader import Decided, FactsReader
from portfolio.store.record import Record
from portfolio.store.store import Progress, Store

__all__ = ["Forbidden", "Recorded", "Service", "Stale", "StoreProblem"]

A = TypeVar("A")
ACTIONS: dict[type[Command], Action] = {
    ImportFacts: Action.IMPORT,
    ReportStatus: Action.REPORT,
    UndoEvent: Action.UNDO,
    ResetProgramme: Action.RESET,
    ErasePersonalData: Action.ERASE,
}
KEPT_ANSWERS = 2_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a command. `sequence` is its event's, None when it changed nothing; `repeated`: it had been
    carried out before, under the same command id."""

    sequence: int | None
    repeated: bool = False
    rows: int = 0


class Forbidden(Refused):
    """A right is missing; `rule` names the one that said no."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(denied.reason)
        self.rule = denied.rule


class Stale(Refused):
    """A row that the form showed has changed since: base, mine and theirs, side by side. None: no such row."""

    def __init__(self, base: Fact | None, mine: Fact | None, theirs: Fact | None) -> None:
        super().__init__(STALE)
        self.base, self.mine, self.theirs = base, mine, theirs


class Service:
    """An open installation. Thread-safe: one service a process, shared by every session."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = days.now) -> None:
        self._store = store
        self._clock = clock
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._guard = threading.Lock()
        # Writers of one process wait here in turn, rather than poll the record for its lock.
        self._turn = threading.Lock()

    @classmethod
    def open(cls, place: str, facts_folder: Path | None = None, clock: Callable[[], datetime] = days.now) -> Service:
        """Open an existing record; raises `problems.Missing` or `problems.Damaged`."""
        return cls(Store.open(place, facts_folder), clock)

    @staticmethod
    def create(place: str) -> None:
        """Make an empty record; refused where there is one."""
        record = Record(place)
        with contextlib.closing(record):
            record.create()

    def close(self) -> None:
        self._store.close()

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be recorded, or None."""
        return self._store.read_only

    def now(self) -> datetime:
        """The clock, UTC."""
        return self._clock()

    def today(self) -> date:
        """The day in Paris."""
        return days.day_of(self._clock())

    def read(self, question: Question[A], actor: Actor, as_of: date | None = None) -> A:
        """The answer « au (as_of) », today when None. The same question on unchanged facts is not computed twice."""
        day = min(as_of or self.today(), self.today())
        _allow(actor, question.right, access.Object(question.programme))
        self._store.catch_up()
        with self._store.facts.reading() as cursor:
            head = cursor.execute("SELECT list(h ORDER BY h.programme) FROM head AS h").fetchall()[0][0]
            key = (question, day, repr(head))
            found = self._kept(key)
            if found is None:
                found = answer(cursor, question, day, now=day == self.today())
                self._keep(key, found)
        return cast(A, found)

    def carry_out(self, command: Command, actor: Actor, command_id: str) -> Recorded:
        """Right → lock → catch up → seen before? → decide → append, commit → apply → re-read → acknowledged."""
        return self.carry_out_all([command], actor, command_id)

    def carry_out_all(self, commands: Sequence[Command], actor: Actor, command_id: str) -> Recorded:
        """Several commands of one programme, all or none, in one transaction; the first one's id stands for all."""
        if not commands:
            return Recorded(None)
        self._store.check_writable()
        programme = commands[0].programme
        with self._turn, self._store.record.writing() as connection:
            head = log.lock(connection, programme)
            self._store.catch_up()
            self._store.check_writable()
            before = _carried_before(connection, commands, command_id)
            if before is not None:
                return before
            at = max(self._clock(), head.recorded_at)
            with self._store.facts.reading() as cursor:
                reader = FactsReader(cursor, programme, is_empty=head.sequence == 0)
                entries = _decide_all(commands, actor, command_id, reader, at, head)
            if not entries:
                return Recorded(None)
            head = log.append(connection, head, entries, at)
            for command in commands:
                if isinstance(command, ErasePersonalData):
                    log.erase(connection, head, FACTS[command.fact], command.key)
        self._store.catch_up()
        self._check_stored(programme, head)
        return Recorded(head.sequence, rows=sum(len(entry.event.rows) for entry in entries))

    def verify(self, actor: Actor) -> Iterator[verifying.Verdict]:
        """Check the record from its first event."""
        _allow(actor, Action.AUDIT, access.Object(""))
        yield from verifying.verify(self._store.record)

    def rebuilt_equals_kept(self) -> list[str]:
        """The facts whose rows differ between this file and one built anew from the log; empty when all is well."""
        return self._store.compare_with_rebuilt()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make this process's facts anew from the log."""
        self._store.rebuild(progress)

    def _check_stored(self, programme: str, head: log.Head) -> None:
        """Acknowledged means committed in the record and re-read from it."""
        with self._store.record.reading() as connection:
            stored = log.digest_at(connection, programme, head.sequence)
        known = self._store.facts.known().get(programme)
        if stored != head.digest or known is None or known.sequence < head.sequence:
            raise RuntimeError(f"event {head.sequence} of {programme} was committed but could not be re-read")

    def _kept(self, key: Any) -> Any:
        with self._guard:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: Any, found: Any) -> None:
        with self._guard:
            self._answers[key] = found
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)


def _allow(actor: Actor, action: Action, object_: access.Object) -> None:
    decision = access.decide(actor, action, object_)
    if isinstance(decision, Denied):
        raise Forbidden(decision)


def _decide_all(
    commands: Sequence[Command], actor: Actor, command_id: str, reader: FactsReader, at: datetime, head: log.Head
) -> list[log.Entry]:
    entries: list[log.Entry] = []
    asked = _hash(commands)
    for command in commands:
        _allow(actor, ACTIONS[type(command)], _object(command, reader))
        event = decide(command, reader, at=at, actor=actor)
        if event is None:
            continue
        known_at = getattr(command, "known_at", None) or at
        check_rows(event, days.day_of(known_at))
        _check_seen(command, event, reader)
        reader.add(Decided(head.sequence + len(entries) + 1, known_at, event))
        suffix = f"#{len(entries)}" if entries else ""
        entries.append(log.Entry(event, str(actor), command_id + suffix, asked, known_at))
    events = [entry.event for entry in entries]
    check_references(events, reader)
    check_territories(events, reader)
    return entries


def _object(command: Command, reader: FactsReader) -> access.Object:
    """What the command acts on, as the rules of access see it."""
    plan = one(reader, Programme, command.programme)
    project_id = getattr(command, "project_id", None)
    if isinstance(command, UndoEvent):
        past = reader.past(command.sequence)
        project_id = past.subject.key[0] if past and past.subject.fact == "project" else None
    project = one(reader, Project, project_id) if project_id else None
    return access.Object(command.programme, plan.kind if plan else None, project.lead_id if project else None)


def _carried_before(connection: sa.Connection, commands: Sequence[Command], command_id: str) -> Recorded | None:
    found = log.find_command(connection, commands[0].programme, command_id)
    if found is None:
        return None
    sequence, asked = found
    if asked != _hash(commands):
        raise Refused(REUSED)
    return Recorded(sequence, repeated=True)


def _hash(commands: Sequence[Command]) -> str:
    """What was asked, whole: the same commands again have the same hash."""
    return hashlib.sha256("".join(command.hash() for command in commands).encode()).hexdigest()


def _check_seen(command: Command, event: Event, reader: FactsReader) -> None:
    """A form is judged on what it edited: a row that changed since it was shown is not overwritten."""
    for seen in command.seen:
        declaration = FACTS[seen.fact]
        held = current(reader, declaration, seen.key)
        if (held.sequence if held else 0) != seen.sequence:
            mine = next((row for row in event.rows if (row.declaration.name, row.key) == (seen.fact, seen.key)), None)
            raise Stale(
                _as_seen(seen, reader),
                None if isinstance(mine, Ending) else mine,
                held.row if held else None,
            )


def _as_seen(seen: Seen, reader: FactsReader) -> Fact | None:
    versions = reader.versions(FACTS[seen.fact], [seen.key])[seen.key]
    return next((version.row for version in versions if version.sequence == seen.sequence), None)


STALE = Text(
    fr="Quelqu’un d’autre a enregistré un changement depuis que vous avez ouvert ce formulaire. Rien n’a été "
    "enregistré : comparez, puis publiez de nouveau.",
    en="Someone else recorded a change since you opened this form. Nothing was recorded: compare, then publish again.",
)
REUSED = Text(
    fr="Cet envoi porte le numéro d’un autre envoi déjà enregistré. Rien n’a été enregistré : rechargez la page.",
    en="This submission bears the number of another one already recorded. Nothing was recorded: reload the page.",
)
