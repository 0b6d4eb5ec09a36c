"""Small worlds put straight into the facts, through the same `apply` as the log's own events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb

from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import Ending, Fact
from portfolio.store import kept_views
from portfolio.store.applying import Chunk, apply
from portfolio.store.facts import FactsHead
from portfolio.store.log import canonical, stamp


class LogRow(NamedTuple):
    """A row of the log as `apply` reads it."""

    programme: str
    sequence: int
    kind: str
    subject: str
    actor: str
    digest: str
    recorded_at: str
    known_at: str
    body: str


def put(
    cursor: duckdb.DuckDBPyConnection,
    programme: str,
    history: Sequence[tuple[datetime, Sequence[Fact | Ending]]],
) -> None:
    """Apply one event for each (known_at, rows), in that order."""
    imported, whole = EventKind.FACTS_IMPORTED, Subject("programme", (programme,))
    lay(cursor, programme, *((at, Event(imported, whole, tuple(rows))) for at, rows in history))


def lay(
    cursor: duckdb.DuckDBPyConnection,
    programme: str,
    *known: tuple[datetime, Event],
    actor: str = "office",
    after: int = 0,
) -> None:
    """Apply events straight to some facts, as the sequences that follow `after`: a base for the rules, without any
    record."""
    rows = [
        LogRow(
            programme,
            number,
            event.kind.value,
            str(event.subject),
            actor,
            f"{number:064}",
            stamp(at),
            stamp(at),
            canonical(event.payload()).decode(),
        )
        for number, (at, event) in enumerate(known, after + 1)
    ]
    apply(cursor, Chunk(rows, programme, FactsHead(after + len(rows), "", 0)))
    kept_views.refresh(cursor)
