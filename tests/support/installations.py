"""Small worlds, installations and oracles that the tests of the stores and of the doors share."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portfolio import maintenance
from portfolio.domain.access.actor import OFFICE, VISITOR, Actor, Persona
from portfolio.domain.basis.days import cutoff
from portfolio.domain.commands import ImportFacts, ReportStatus, Seen
from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import (
    FACTS,
    Ending,
    Fact,
    FundingLine,
    Key,
    Milestone,
    Organisation,
    Programme,
    Project,
    StatusReport,
)
from portfolio.domain.facts.choices import Confidence, Family, FundingStatus, ProgrammeKind
from portfolio.domain.questions import FactRows, Sequences
from portfolio.service import Recorded, Service
from portfolio.store import log, schema
from portfolio.store.record import EVENT, Record
from portfolio.store.store import Store

# Longer runs of the random tests: 14 makes more than two hundred kills.
EFFORT = int(os.environ.get("PORTFOLIO_TEST_EFFORT", "1"))
NOW = datetime(2026, 6, 15, 9, 0)
COMMITTEE = Actor(Persona.COMMITTEE)
LEAD, OTHER_LEAD = Actor(Persona.LEAD, "LEAD-1"), Actor(Persona.LEAD, "LEAD-2")
FUNDER = Actor(Persona.FUNDER, "ETAT")
Rows = dict[tuple[str, Key], Fact]
PROCESSES = multiprocessing.get_context("forkserver")
# What DuckDB and SQLAlchemy import at their first use, imported once for all the processes.
PROCESSES.set_forkserver_preload(
    ["tests.support.installations", "pandas", "psycopg", "sqlalchemy.dialects.postgresql.psycopg"]
)
# Streamlit leaves its page behind as the main module, which every process would run first: this is the one of pytest.
MAIN = sys.modules["__main__"]
_numbers = itertools.count(1)


def new_name(prefix: str = "plan") -> str:
    """A programme code, or a command id, that no other test uses."""
    return f"{prefix}-{next(_numbers)}"


@dataclass
class Clock:
    """A clock that the test sets."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def small_plan(programme: str, kind: ProgrammeKind = ProgrammeKind.FICTIONAL) -> tuple[Fact, ...]:
    """Two leads; P1 of the first with a milestone reached, J1, and one to come, J2; P2 of the second; P3 abandoned."""
    return (
        Programme(programme_id=programme, name_fr="Plan d’essai", name_en="Trial plan", kind=kind),
        Organisation(organisation_id="LEAD-1", name="Communauté fictive", family=Family.EPCI),
        Organisation(organisation_id="LEAD-2", name="Commune fictive", family=Family.COMMUNE),
        Organisation(organisation_id="ETAT", name="État (fictif)", family=Family.STATE),
        Project(project_id="P1", title="Réseau fictif", lead_id="LEAD-1"),
        Project(project_id="P2", title="École fictive", lead_id="LEAD-2"),
        Project(project_id="P3", title="Projet arrêté", lead_id="LEAD-1", abandoned_on=date(2026, 1, 31)),
        Milestone(
            project_id="P1",
            milestone_id="J1",
            title="Études",
            planned_on=date(2026, 1, 31),
            reached_on=date(2026, 2, 3),
        ),
        Milestone(project_id="P1", milestone_id="J2", title="Mise en service", planned_on=date(2026, 12, 31)),
        Milestone(project_id="P2", milestone_id="J1", title="Ouverture", planned_on=date(2026, 9, 1)),
        FundingLine(
            project_id="P1",
            line_id="L1",
            funder_id="ETAT",
            amount_eur=Decimal("1000000.01"),
            status=FundingStatus.AWARDED,
        ),
    )


def report(programme: str, comment: str | None = None, **other: Any) -> ReportStatus:
    asked: dict[str, Any] = {"project_id": "P1", "confidence": Confidence.ON_TRACK, **other}
    return ReportStatus(programme=programme, comment=comment, **asked)


def load(service: Service, programme: str, *rows: Fact | Ending, known_at: datetime | None = None) -> Recorded:
    """Import rows as the office does."""
    command = ImportFacts(programme=programme, rows=rows, known_at=known_at)
    return service.carry_out(command, OFFICE, new_name("import"))


def planned(service: Service, kind: ProgrammeKind = ProgrammeKind.FICTIONAL) -> str:
    """The code of a new programme holding the small plan."""
    programme = new_name()
    load(service, programme, *small_plan(programme, kind))
    return programme


def held(service: Service, programme: str, day: date | None = None) -> Rows:
    """Every row of a programme at the end of a day, or now, on one snapshot of the facts caught up with the log."""
    store = service.store
    store.catch_up()
    with store.facts.reading() as cursor:
        rows = [row for name in FACTS for row in _rows(cursor, name, programme, cutoff(day) if day else None)]
    found = {(row.declaration.name, row.key): row for row in rows}
    assert len(found) == len(rows), "a key is held twice"
    return found


def events(record: Record, programme: str) -> list[sa.Row[Any]]:
    """The programme's log, payloads beside."""
    with record.reading() as connection:
        return list(itertools.chain.from_iterable(log.chunks(connection, programme)))


def record_of(service: Service) -> Record:
    return service.store.record


def check_kept_is_rebuilt(service: Service) -> None:
    assert service.store.compare_with_rebuilt() == []


def imported(*rows: Fact | Ending, kind: EventKind = EventKind.FACTS_IMPORTED) -> Event:
    return Event(kind, Subject("programme", ("plan",)), rows)


@dataclass(frozen=True)
class Strange(Event):
    """An event sealed like any, whose payload is none of ours."""

    said: Any = None

    def payload(self) -> dict[str, Any]:
        return {"facts": self.said}


def append(
    record: Record, programme: str, known: Sequence[tuple[datetime, Event]], at: datetime = NOW, actor: str = "office"
) -> log.Head:
    """Append decided events as the service does, without asking any rule."""
    with record.writing() as connection:
        head = log.lock(connection, programme)
        entries = [log.LogEntry(event, actor, new_name("id"), "0" * 64, known_at) for known_at, event in known]
        return log.append(connection, head, entries, at)


def as_of(store: Store, name: str, programme: str, at: datetime | None) -> dict[Key, Fact]:
    """The rows of one fact at a cutoff, or now, built from the facts file."""
    return as_of_each(store, programme, [(name, at)])[0]


def as_of_each(store: Store, programme: str, asked: Sequence[tuple[str, datetime | None]]) -> list[dict[Key, Fact]]:
    """The same for many facts and cutoffs, on one snapshot."""
    with store.facts.reading() as cursor:
        answers = [_rows(cursor, name, programme, at) for name, at in asked]
    found = [{row.key: row for row in rows} for rows in answers]
    assert [len(rows) for rows in found] == [len(rows) for rows in answers], "a key is held twice"
    return found


def _rows(cursor: Any, name: str, programme: str, at: datetime | None) -> list[Fact]:
    declaration = FACTS[name]
    source, values = (name, [programme]) if at is None else (f"{name}_as_of(?)", [at, programme])
    sql = f"SELECT {schema.columns(declaration)} FROM {source} WHERE programme = ?"
    names = [each.name for each in declaration.fields]
    return [declaration.fact(**dict(zip(names, row, strict=True))) for row in cursor.execute(sql, values).fetchall()]


@dataclass(frozen=True, slots=True)
class Said:
    """A row said at an instant by the event of that sequence; the oracle's only idea of history."""

    known_at: datetime
    sequence: int
    key: Key
    row: Fact | None


def oracle(history: Sequence[Said], at: datetime | None) -> dict[Key, Fact]:
    """What holds at a cutoff, in plain Python: for each key the latest word known before it, unless it is an ending."""
    latest: dict[Key, Said] = {}
    for said in sorted(history, key=lambda s: (s.known_at, s.sequence)):
        if at is None or said.known_at < at:
            latest[said.key] = said
    return {key: said.row for key, said in latest.items() if said.row is not None}


def verdicts(record: Record) -> dict[str, list[str]]:
    """What the verification says of each programme, in English."""
    from portfolio.store.verifying import verify  # noqa: PLC0415 - read when the test runs

    return {verdict.programme: [fault.en for fault in verdict.faults] for verdict in verify(record)}


def faults_found(service: Service, folder: Path | None = None) -> list[str]:
    """What the doctor finds broken, in English; `folder`: of backups, unless they lie where they usually do."""
    found = maintenance.examine(service, OFFICE, folder or service.store.backups)
    return [matter.text.en for matter in found if matter.is_fault]


def tamper(record: Record, *statements: str) -> None:
    """Change the log behind its triggers' back."""
    with record.writing() as connection:
        if record.path is None:
            for table in ("event", "payload", "head"):
                connection.exec_driver_sql(f"alter table {table} disable trigger user")
        else:
            found = connection.exec_driver_sql("select name from sqlite_master where type = 'trigger'").scalars()
            for name in list(found):
                connection.exec_driver_sql(f"drop trigger {name}")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0, statement


def tell(service: Service, programme: str, comment: str, actor: Actor = LEAD) -> Recorded:
    return service.carry_out(report(programme, comment), actor, new_name("report"))


def comment_of(service: Service, programme: str, project_id: str = "P1") -> str | None:
    rows = service.read(FactRows(programme=programme, fact=StatusReport, project_id=project_id), VISITOR)
    return rows[0].comment if rows else None


def seen(service: Service, programme: str, fact: str, *key: str) -> Seen:
    """What a form that shows this row carries."""
    [row] = service.read(Sequences(programme=programme, rows=((fact, key),)), VISITOR)
    return Seen(fact, key, row.sequence)


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work(0)`, `work(1)`, … at the same moment, each in its thread; results or the exceptions raised."""
    barrier = threading.Barrier(count)
    results: list[Any] = [None] * count

    def run(number: int) -> None:
        barrier.wait()
        try:
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001 - handed to the test
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@dataclass
class Place:
    """Where an installation lies: its record's address and the folder of its facts."""

    record: str
    folder: Path
    clock: Clock = field(default_factory=Clock)
    _opened: list[Service] = field(default_factory=list)

    def create(self) -> Place:
        Service.create(self.record)
        return self

    def open(self) -> Service:
        service = Service.open(self.record, self.folder, self.clock)
        self._opened.append(service)
        return service

    def close(self, service: Service) -> None:
        self._opened.remove(service)
        service.close()

    def close_all(self) -> None:
        while self._opened:
            self._opened.pop().close()

    @property
    def service(self) -> Service:
        """The first one opened."""
        return self._opened[0]

    @property
    def file(self) -> Path:
        return Path(self.record)


@contextlib.contextmanager
def process(work: Callable[..., None], *arguments: Any) -> Iterator[tuple[Any, Any]]:
    """A process running `work(pipe, *arguments)`, killed if it is still there at the end; (process, pipe)."""
    sys.modules["__main__"] = MAIN
    ours, theirs = PROCESSES.Pipe()
    child = PROCESSES.Process(target=work, args=(theirs, *arguments), daemon=True)
    child.start()
    theirs.close()
    try:
        yield child, ours
    finally:
        child.kill()
        child.join()
        ours.close()


def received(pipe: Any) -> Iterator[Any]:
    """What a process sent until it ended or was killed."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            yield pipe.recv()


def sequences(record: Record, programme: str) -> list[int]:
    with record.reading() as connection:
        wanted = sa.select(EVENT.c.sequence).where(EVENT.c.programme == programme).order_by(EVENT.c.sequence)
        return list(connection.scalars(wanted))
