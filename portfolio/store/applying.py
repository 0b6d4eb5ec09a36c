"""From the log's rows to the histories of facts, set-wise, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import duckdb

from portfolio.domain.facts import FACTS, Declaration
from portfolio.store import arriving, kept_views
from portfolio.store.facts import FactsHead

Cursor = duckdb.DuckDBPyConnection
# What reading a payload that is sealed, and is not what we write, may raise; and what a disk may, full or failing.
UNREADABLE = (
    duckdb.DataError,
    duckdb.IntegrityError,
    duckdb.InvalidInputException,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    ArithmeticError,
)
# A commit that could not be written is one of a transaction, to DuckDB: with one writer, no other fails.
NO_ROOM = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException, OSError)
# A command brings one event: its payload is then read here rather than by DuckDB, which plans for many.
FEW = 64


class Chunk(NamedTuple):
    """Rows of one programme's log, with the columns of `log.WHOLE`, and where that log stands after them."""

    events: Sequence[Any]
    programme: str
    known: FactsHead


def apply(cursor: Cursor, chunk: Chunk) -> Mapping[str, str]:
    """Apply what comes after what is held; by fact, the digest of the last event that carried rows of it.

    Histories come out ordered by (known_from, sequence) whatever the order in which events arrive, so applying in one
    chunk, in many, or from scratch gives the same rows.
    """
    take_in = arriving.take_in_few if len(chunk.events) <= FEW else arriving.take_in
    arrived = take_in(cursor, chunk.events)
    _note(cursor, chunk, arrived.last)
    designated = _designated(cursor, chunk, arrived.facts)
    kept_views.note(cursor, arrived.facts, designated, is_undoing=arrived.is_undoing)
    for declaration in arrived.facts:
        _slot_in(cursor, declaration)
    arrived.forget(cursor)
    return arrived.last


def _slot_in(cursor: Cursor, declaration: Declaration) -> None:
    """Put the rows that arrived among the versions of their keys, wherever their day places them."""
    if _come_last(cursor, declaration):
        _put_last(cursor, declaration)
        return
    key, name = _key(declaration), declaration.name
    touched = f"({key}) IN (SELECT ({key}) FROM arrived_{name})"
    held = f"SELECT * EXCLUDE known_until FROM {name}_history WHERE {touched}"
    # Set aside first: the rows touched are deleted before they come back with when each version held.
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE versions AS SELECT * FROM arrived_{name} UNION ALL BY NAME {held}")
    cursor.execute(f"DELETE FROM {name}_history WHERE {touched}")
    _place(cursor, declaration, "versions")


def _come_last(cursor: Cursor, declaration: Declaration) -> bool:
    """Whether each row that arrived is alone of its key, and no version of it is known from later: so it is of what is
    done live, rather than imported."""
    key, name = _key(declaration), declaration.name
    rows, keys, later = cursor.execute(
        f"SELECT count(*), count(DISTINCT ({key})), (SELECT count(*) FROM {name}_history AS held "
        f"JOIN arrived_{name} AS came USING ({key}) WHERE held.known_from > came.known_from) FROM arrived_{name}"
    ).fetchall()[0]
    return bool(rows == keys and not later)


def _put_last(cursor: Cursor, declaration: Declaration) -> None:
    """Each row that arrived takes the place of the last version of its key."""
    name = declaration.name
    same = " AND ".join(f"held.{part} = came.{part}" for part in ("programme", *declaration.key))
    cursor.execute(
        f"UPDATE {name}_history AS held SET known_until = came.known_from FROM arrived_{name} AS came "
        f"WHERE held.known_until IS NULL AND {same}"
    )
    cursor.execute(f"INSERT INTO {name}_history BY NAME FROM arrived_{name}")


def fill(cursor: Cursor, chunks: Iterable[Chunk]) -> None:
    """Fill empty histories with a whole log: every version is placed once, when all have arrived."""
    arrived: dict[str, Declaration] = {}
    for chunk in chunks:
        found = arriving.take_in(cursor, chunk.events)
        _note(cursor, chunk, found.last)
        arrived |= {declaration.name: declaration for declaration in found.facts}
    for declaration in arrived.values():
        _place(cursor, declaration, f"arrived_{declaration.name}")
        cursor.execute(f"DROP TABLE arrived_{declaration.name}")
    kept_views.fill(cursor)


def clear(cursor: Cursor) -> None:
    """Empty every table that the log fills."""
    for table in ("event", "head", "moved", *(f"{name}_history" for name in FACTS)):
        cursor.execute(f"DELETE FROM {table}")
    kept_views.clear(cursor)


def _designated(cursor: Cursor, chunk: Chunk, carried: list[Declaration]) -> kept_views.Projects | None:
    """The projects that are not those of these rows, and of which what follows may differ all the same, each with its
    log; None: any of them may."""
    found: kept_views.Projects = set()
    for declaration in carried:
        name = declaration.name
        if name == kept_views.ORGANISATION:
            codes = cursor.execute(f"SELECT DISTINCT organisation_id FROM arrived_{name}").fetchall()
            found |= kept_views.designating(cursor, chunk.programme, [code for (code,) in codes])
        elif not declaration.is_of_a_project and any(name in kept_views.facts_of(view) for view in kept_views.KEPT):
            return None
    return found


def _note(cursor: Cursor, chunk: Chunk, last: Mapping[str, str]) -> None:
    """Where the log now stands, and the digest of the last event that carried each fact."""
    known, programme = chunk.known, chunk.programme
    head = (known.sequence, known.digest, known.erasures, known.recorded_at, programme)
    of_head = "UPDATE head SET sequence = ?, digest = ?, erasures = ?, recorded_at = ? WHERE programme = ?"
    if cursor.execute(of_head, head).fetchall() == [(0,)]:
        cursor.execute(
            "INSERT INTO head (sequence, digest, erasures, recorded_at, programme) VALUES (?, ?, ?, ?, ?)", head
        )
    for fact, digest in last.items():
        of_fact = (digest, programme, fact)
        changed = cursor.execute("UPDATE moved SET digest = ? WHERE programme = ? AND fact = ?", of_fact).fetchall()
        if changed == [(0,)]:
            cursor.execute("INSERT INTO moved (digest, programme, fact) VALUES (?, ?, ?)", of_fact)


def _place(cursor: Cursor, declaration: Declaration, versions: str) -> None:
    """Put versions in the history, each with the moment at which the next one of its key took its place."""
    cursor.execute(
        f"INSERT INTO {declaration.name}_history BY NAME SELECT *, lead(known_from) OVER (PARTITION BY "
        f"{_key(declaration)} ORDER BY known_from, sequence) AS known_until FROM {versions}"
    )


def _key(declaration: Declaration) -> str:
    return ", ".join(("programme", *declaration.key))
