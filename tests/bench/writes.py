"""Writing: a command acknowledged over a bare committed row of SQLite; a rebuild over one reading of the log."""

from __future__ import annotations

import contextlib
import sqlite3
import statistics
from collections.abc import Iterator
from pathlib import Path

from portfolio import maintenance
from portfolio.domain.access.actor import OFFICE, VISITOR, Actor, Persona
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectRows
from portfolio.service import Service
from portfolio.store import log
from tests.bench.timing import Line, each

COMMANDS = 60


def measure(service: Service, programme: str, size: int, folder: Path, first: dict[str, float]) -> Iterator[Line]:
    """`first`: the commands' p50 at the smallest size."""
    bare = _bare(folder / "bare.sqlite")
    took = sorted(_commands(service, programme))
    p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
    yield Line("a command acknowledged, p50", size, p50, "a bare committed row", bare)
    yield Line("a command acknowledged, p95", size, p95, "a bare committed row", bare)
    if first:
        yield Line("a command acknowledged, p50", size, p50, "its own at the smallest size", first["p50"], 3.0)
    first.setdefault("p50", p50)
    reading = each(lambda: _read(service))
    yield Line(
        "rebuild", size, each(lambda: maintenance.rebuild(service, OFFICE)), "one reading of the log", reading, 4.0
    )


def _bare(path: Path) -> float:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.isolation_level = None
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("create table t (a text)")
        return statistics.median(
            each(lambda: connection.execute("insert into t values ('x')")) for _ in range(COMMANDS)
        )


def _commands(service: Service, programme: str) -> list[float]:
    rows = [r for r in service.read(ProjectRows(programme=programme), VISITOR) if r.lead and r.abandoned_on is None]
    took = []
    for n, row in enumerate(rows[:COMMANDS]):
        command = ReportStatus(
            programme=programme, project_id=row.project_id, confidence=Confidence.ON_TRACK, comment=f"banc {n}"
        )
        actor = Actor(Persona.LEAD, row.lead)
        took.append(each(lambda c=command, a=actor, n=n: service.carry_out(c, a, f"bench-{n}")))
    return took


def _read(service: Service) -> int:
    record = service.store.record
    with record.reading() as connection:
        return sum(len(rows) for name in log.heads(connection) for rows in log.chunks(connection, name))
