"""From the log's rows to the histories of facts, set-wise, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from portfolio.domain.facts import FACTS, Declaration
from portfolio.store import schema
from portfolio.store.facts import FactsHead

Cursor = duckdb.DuckDBPyConnection


class Chunk(NamedTuple):
    """Rows of one programme's log, with the columns of `log.TOLD`, and where that log stands after them."""

    events: Sequence[Any]
    programme: str
    known: FactsHead


def apply(cursor: Cursor, chunk: Chunk) -> None:
    """Apply what comes after what is held.

    Histories come out ordered by (known_from, sequence) whatever the order in which events arrive, so applying in one
    chunk, in many, or from scratch gives the same rows.
    """
    for declaration in _take_in(cursor, chunk):
        key = _key(declaration)
        arrived = f"SELECT * FROM arrived_{declaration.name}"
        touched = f"({key}) IN (SELECT ({key}) FROM arrived_{declaration.name})"
        held = f"SELECT * EXCLUDE known_until FROM {declaration.name}_history WHERE {touched}"
        # Set aside first: the rows touched are deleted before they come back with when each version held.
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE versions AS {arrived} UNION ALL BY NAME {held}")
        cursor.execute(f"DELETE FROM {declaration.name}_history WHERE {touched}")
        _place(cursor, declaration, "versions")
        _forget(cursor, declaration)


def fill(cursor: Cursor, chunks: Iterable[Chunk]) -> None:
    """Fill empty histories with a whole log: every version is placed once, when all have arrived."""
    arrived: dict[str, Declaration] = {}
    for chunk in chunks:
        arrived |= {declaration.name: declaration for declaration in _take_in(cursor, chunk)}
    for declaration in arrived.values():
        _place(cursor, declaration, f"arrived_{declaration.name}")
        _forget(cursor, declaration)


def clear(cursor: Cursor) -> None:
    """Empty every table that the log fills."""
    for table in ("event", "head", "moved", *(f"{name}_history" for name in FACTS)):
        cursor.execute(f"DELETE FROM {table}")


def _take_in(cursor: Cursor, chunk: Chunk) -> list[Declaration]:
    """Note the events and where the log stands; put the rows they carry in `arrived_X`. The facts X they carry."""
    cursor.register("incoming", _arrow(chunk.events))
    carried = _carried(cursor)
    # Only of what is carried: a command's event carries one fact or two, and the shape of all costs more than the rest.
    shape = schema.payload_shape(carried)
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE parsed AS SELECT programme, sequence, kind, subject, actor, digest, "
        f"recorded_at, known_at, from_json(body, '{shape}') AS payload FROM incoming"
    )
    cursor.unregister("incoming")
    cursor.execute(
        "INSERT INTO event SELECT programme, sequence, kind, subject, actor, recorded_at, known_at, "
        "payload.undoes, payload.reason FROM parsed"
    )
    for declaration in carried:
        rows = _rows_of(declaration)
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS arrived_{declaration.name} AS {rows} LIMIT 0")
        cursor.execute(f"INSERT INTO arrived_{declaration.name} {rows}")
    _note(cursor, chunk, [declaration.name for declaration in carried])
    return carried


def _note(cursor: Cursor, chunk: Chunk, carried: list[str]) -> None:
    """Where the log now stands, and the last event that carried each fact."""
    cursor.execute("DELETE FROM head WHERE programme = ?", [chunk.programme])
    known = chunk.known
    head = (chunk.programme, known.sequence, known.digest, known.erasures, known.recorded_at)
    cursor.execute("INSERT INTO head VALUES (?, ?, ?, ?, ?)", head)
    if carried:
        last = ", ".join(f"max_by(digest, sequence) FILTER (payload.facts.{name} IS NOT NULL)" for name in carried)
        digests = cursor.execute(f"SELECT {last} FROM parsed").fetchall()[0]
        cursor.execute(
            "DELETE FROM moved WHERE programme = ? AND fact IN (SELECT unnest(?))", [chunk.programme, carried]
        )
        moved = [(chunk.programme, *each) for each in zip(carried, digests, strict=True)]
        cursor.executemany("INSERT INTO moved VALUES (?, ?, ?)", moved)


def _carried(cursor: Cursor) -> list[Declaration]:
    """The facts that the incoming payloads carry rows of; one that only a newer version knows is left out."""
    rows = cursor.execute("SELECT DISTINCT unnest(json_keys(body, '$.facts')) FROM incoming").fetchall()
    names = {name for (name,) in rows}
    return [declaration for name, declaration in FACTS.items() if name in names]


def _rows_of(declaration: Declaration) -> str:
    """The rows of one fact in the parsed payloads, with the columns of its history but for `known_until`."""
    fields = ", ".join(f"row.{field.name}" for field in declaration.fields)
    return (
        f"SELECT programme, sequence, known_from, coalesce(row.ended, false) AS ended, {fields} FROM (SELECT "
        f"programme, sequence, known_at AS known_from, unnest(payload.facts.{declaration.name}) AS row FROM parsed "
        f"WHERE payload.facts.{declaration.name} IS NOT NULL)"
    )


def _place(cursor: Cursor, declaration: Declaration, versions: str) -> None:
    """Put versions in the history, each with the moment at which the next one of its key took its place."""
    cursor.execute(
        f"INSERT INTO {declaration.name}_history BY NAME SELECT *, lead(known_from) OVER (PARTITION BY "
        f"{_key(declaration)} ORDER BY known_from, sequence) AS known_until FROM {versions}"
    )


def _forget(cursor: Cursor, declaration: Declaration) -> None:
    cursor.execute(f"DROP TABLE arrived_{declaration.name}")


def _key(declaration: Declaration) -> str:
    return ", ".join(("programme", *declaration.key))


def _arrow(events: Sequence[Any]) -> pa.Table:
    columns = dict(zip(events[0]._fields, zip(*events, strict=True), strict=True))
    texts = {name: pa.array(columns[name], pa.string()) for name in _TEXTS}
    instants = {name: pa.array(columns[name], pa.string()).cast(pa.timestamp("us")) for name in _INSTANTS}
    return pa.table({"sequence": pa.array(columns["sequence"], pa.int64()), **texts, **instants})


_TEXTS = ("programme", "kind", "subject", "actor", "digest", "body")
_INSTANTS = ("recorded_at", "known_at")
