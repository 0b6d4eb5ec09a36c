"""Small worlds put straight into the facts, through the same `apply` as the log's own events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace

import duckdb

from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import Ending, Fact
from portfolio.store.facts import Known, apply
from portfolio.store.log import canonical, stamp


def put(
    cursor: duckdb.DuckDBPyConnection,
    programme: str,
    history: Sequence[tuple[datetime, Sequence[Fact | Ending]]],
) -> None:
    """Apply one event for each (known_at, rows), in that order."""
    events = [
        SimpleNamespace(
            programme=programme,
            sequence=sequence,
            kind=EventKind.FACTS_IMPORTED.value,
            subject=f"programme/{programme}",
            actor="office",
            recorded_at=stamp(known_at),
            known_at=stamp(known_at),
            body=canonical(
                Event(EventKind.FACTS_IMPORTED, Subject("programme", (programme,)), tuple(rows)).payload()
            ).decode(),
        )
        for sequence, (known_at, rows) in enumerate(history, start=1)
    ]
    apply(cursor, events, {programme: Known(len(events), "", 0)})
