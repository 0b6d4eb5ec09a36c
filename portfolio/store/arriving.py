"""Events on their way to the facts: their headers noted, the rows that they carry set out as `arrived_X`, fact by fact.

DuckDB reads the payloads of many events at once; those of a few are read in Python, which costs less than its plans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import orjson
import pyarrow as pa

from portfolio.domain.facts import FACTS, Declaration
from portfolio.domain.facts.kinds import Kind
from portfolio.store import schema

Cursor = duckdb.DuckDBPyConnection
HEADER = "sequence, known_at"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came: the facts of which rows did, the digest of the last event that carried each, and whether an event
    takes another back."""

    facts: list[Declaration]
    last: Mapping[str, str]
    is_undoing: bool
    is_table: bool

    def forget(self, cursor: Cursor) -> None:
        """Take the rows away once they have their place."""
        for declaration in self.facts:
            if self.is_table:
                cursor.execute(f"DROP TABLE arrived_{declaration.name}")
            else:
                cursor.unregister(f"arrived_{declaration.name}")


def take_in(cursor: Cursor, events: Sequence[Any]) -> Arrived:
    """Of many events. What a fact already has in `arrived_X` is added to."""
    cursor.register("incoming", _arrow(events))
    _check_objects(cursor)
    carrying = dict(cursor.execute(_CARRIED).fetchall())
    # One that only a newer version knows is left out.
    facts = [declaration for name, declaration in FACTS.items() if name in carrying]
    # Only of what is carried: the shape of all the facts costs more than the rest.
    shape = schema.payload_shape(facts)
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE parsed AS SELECT programme, sequence, kind, subject, actor, digest, "
        f"recorded_at, known_at, from_json(body, '{shape}') AS payload FROM incoming"
    )
    cursor.execute(
        "INSERT INTO event SELECT programme, sequence, kind, subject, actor, recorded_at, known_at, "
        "payload.undoes::BIGINT, payload.reason FROM parsed"
    )
    for declaration in facts:
        rows = _rows_of(declaration)
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS arrived_{declaration.name} AS {rows} LIMIT 0")
        cursor.execute(f"INSERT INTO arrived_{declaration.name} {rows}")
    undoing, last = _digests(cursor, facts, carrying)
    cursor.unregister("incoming")
    return Arrived(facts, last, undoing, is_table=True)


def _digests(cursor: Cursor, facts: list[Declaration], carrying: Mapping[str, int]) -> tuple[bool, dict[str, str]]:
    """Whether an event takes another back, and the digest of the last one that carried each fact. Refused: a fact that
    more events carry than were read, since its rows are not a list in one of them: none would be taken, nor said."""
    each = "".join(
        f", max_by(digest, sequence) FILTER ({rows} IS NOT NULL), count({rows})"
        for rows in (f"payload.facts.{declaration.name}" for declaration in facts)
    )
    [undoing, *found] = cursor.execute(f"SELECT bool_or(payload.undoes IS NOT NULL){each} FROM parsed").fetchall()[0]
    digests, counts = found[::2], found[1::2]
    for declaration, count in zip(facts, counts, strict=True):
        if count != carrying[declaration.name]:
            _refuse(cursor, f"json_type(body, '$.facts.{declaration.name}') <> 'ARRAY'", declaration.name)
    return undoing, dict(zip((declaration.name for declaration in facts), digests, strict=True))


def take_in_few(cursor: Cursor, events: Sequence[Any]) -> Arrived:
    """Of a few events, at the same ends."""
    payloads = [orjson.loads(event.body) for event in events]
    rows: dict[str, list[dict[str, Any]]] = {}
    last: dict[str, str] = {}
    for event, payload in zip(events, payloads, strict=True):
        header = {"programme": event.programme, "sequence": event.sequence, "known_from": _instant(event.known_at)}
        for name, carried in payload.get("facts", {}).items():
            if name in FACTS:
                last[name] = event.digest
                rows.setdefault(name, []).extend(header | row for row in carried)
        cursor.execute(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(event.programme, event.sequence, event.kind, event.subject, event.actor),
                *(_instant(event.recorded_at), _instant(event.known_at)),
                *(payload.get("undoes"), payload.get("reason")),
            ],
        )
    facts = [declaration for name, declaration in FACTS.items() if name in rows]
    for declaration in facts:
        cursor.register(f"arrived_{declaration.name}", _table(declaration, rows[declaration.name]))
    return Arrived(facts, last, any(payload.get("undoes") is not None for payload in payloads), is_table=False)


def _table(declaration: Declaration, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows of one fact with the columns of its history but for `known_until`."""
    columns: dict[str, pa.Array] = {
        "programme": pa.array([row["programme"] for row in rows], pa.string()),
        "sequence": pa.array([row["sequence"] for row in rows], pa.int64()),
        "known_from": pa.array([row["known_from"] for row in rows], pa.timestamp("us")),
        "ended": pa.array([_flag(row.get("ended", False)) for row in rows], pa.bool_()),
    }
    for field in declaration.fields:
        read, kind = READ.get(field.kind, TEXT)
        values = [row.get(field.name) for row in rows]
        columns[field.name] = pa.array([None if value is None else read(value) for value in values], kind)
    return pa.table(columns)


def _rows_of(declaration: Declaration) -> str:
    """The rows of one fact in the parsed payloads, with the columns of its history but for `known_until`."""
    fields = ", ".join(f"row.{each.name}::{schema.column_type(each)} AS {each.name}" for each in declaration.fields)
    return (
        f"SELECT programme, sequence, known_from, coalesce(row.ended::BOOLEAN, false) AS ended, {fields} FROM (SELECT "
        f"programme, sequence, known_at AS known_from, unnest(payload.facts.{declaration.name}) AS row FROM parsed "
        f"WHERE payload.facts.{declaration.name} IS NOT NULL)"
    )


def _check_objects(cursor: Cursor) -> None:
    """Refuse facts that are not set out by name: no key would be read of them, and nothing said."""
    _refuse(cursor, "json_type(body, '$.facts') <> 'OBJECT'", "facts")


def _refuse(cursor: Cursor, condition: str, what: str) -> None:
    found = cursor.execute(f"SELECT min(sequence) FROM incoming WHERE {condition}").fetchall()[0][0]
    if found is not None:
        raise ValueError(f"event {found}: what it says of {what} is not what is written there")


def _arrow(events: Sequence[Any]) -> pa.Table:
    columns = dict(zip(events[0]._fields, zip(*events, strict=True), strict=True))
    texts = {name: pa.array(columns[name], pa.string()) for name in _TEXTS}
    instants = {name: pa.array(columns[name], pa.string()).cast(pa.timestamp("us")) for name in _INSTANTS}
    return pa.table({"sequence": pa.array(columns["sequence"], pa.int64()), **texts, **instants})


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


_CARRIED = "SELECT name, count(*) FROM (SELECT unnest(json_keys(body, '$.facts')) AS name FROM incoming) GROUP BY name"
_TEXTS = ("programme", "kind", "subject", "actor", "digest", "body")
_INSTANTS = ("recorded_at", "known_at")
TEXT: tuple[Any, pa.DataType] = (str, pa.string())
# How a value of a payload is read; numbers as exactly as their column holds them.
READ: dict[Kind, tuple[Any, pa.DataType]] = {
    Kind.MONEY: (Decimal, pa.decimal128(15, 2)),
    Kind.NUMBER: (Decimal, pa.decimal128(18, 4)),
    Kind.SHARE: (Decimal, pa.decimal128(11, 10)),
    Kind.DATE: (date.fromisoformat, pa.date32()),
    Kind.FLAG: (_flag, pa.bool_()),
}
