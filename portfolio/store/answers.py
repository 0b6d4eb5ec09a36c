"""Answering questions from the facts. Most are one SQL file in `queries/`; history compares versions, written once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb

from portfolio.domain.days import cutoff
from portfolio.domain.facts import FACTS, Declaration, Fact, Key
from portfolio.domain.questions import (
    Change,
    FactRows,
    Figures,
    Happening,
    Measure,
    Outlines,
    ProjectHistory,
    Question,
    Rows,
    SeenRow,
    Sequences,
    Since,
    UnknownTerritories,
)
from portfolio.indicators import indicator
from portfolio.store import reference
from portfolio.store.measure import bound, kept_projects, measure
from portfolio.store.reader import FactsReader
from portfolio.store.schema import PLACEHOLDER, columns
from portfolio.store.store import rows_as_dicts

Cursor = duckdb.DuckDBPyConnection
A = TypeVar("A")
QUERIES = Path(__file__).parent / "queries"


def answer(cursor: Cursor, question: Question[A], day: date, *, now: bool) -> A:
    """The answer « au (day) »; `now` reads the latest rows, which today's cutoff would give, faster."""
    found: Any
    match question:
        case Rows():
            found = _rows(cursor, question, day, now)
        case FactRows():
            found = _fact_rows(cursor, question, day, now)
        case Figures():
            found = _figures(cursor, question, day, now)
        case ProjectHistory():
            found = _history(cursor, question, day)
        case Since():
            found = _since(cursor, question, day)
        case Sequences():
            found = _sequences(cursor, question)
        case Outlines():
            found = reference.shapes()
        case UnknownTerritories():
            unknown = FactsReader(cursor, question.programme).unknown_territories(question.pairs)
            found = tuple((level, code, current) for (level, code), current in unknown.items())
        case _:
            raise TypeError(f"nothing answers {type(question).__name__}")
    return cast(A, found)


def _rows(cursor: Cursor, question: Rows[Any], day: date, now: bool) -> tuple[Any, ...]:
    kept_sql, kept = kept_projects(dict(getattr(question, "filters", ())), now)
    sql = _query(_snake(type(question).__name__))
    sql = PLACEHOLDER.sub(lambda m: kept_sql if m[1] == "kept" else _at(m[1], now), sql)
    values = bound(sql, question.programme, day, kept if "$f_" in sql else {})
    if "$project_id" in sql:
        values["project_id"] = question.project_id  # type: ignore[attr-defined]
    made: Callable[..., Any] = question.row
    return tuple(made(**_frozen(row)) for row in rows_as_dicts(cursor, sql, values))


def _fact_rows(cursor: Cursor, question: FactRows[Any], day: date, now: bool) -> tuple[Fact, ...]:
    declaration = question.fact.declaration
    of_project = " AND project_id = $project_id" if question.project_id is not None else ""
    sql = (
        f"SELECT {columns(declaration)} FROM {_at(declaration.name, now)} WHERE programme = $programme{of_project} "
        f"ORDER BY {', '.join(declaration.key)}"
    )
    values = bound(sql, question.programme, day, {})
    if of_project:
        values["project_id"] = question.project_id
    return tuple(declaration.fact(**row) for row in rows_as_dicts(cursor, sql, values))


def _figures(cursor: Cursor, question: Figures, day: date, now: bool) -> tuple[Measure, ...]:
    asked = indicator(question.indicator)
    return tuple(
        measure(cursor, asked, question.programme, day, by=question.by, filters=dict(question.filters), now=now)
    )


def _history(cursor: Cursor, question: ProjectHistory, day: date) -> tuple[Happening, ...]:
    """What each event changed of the project, latest first."""
    by_sequence: dict[int, list[Change]] = {}
    for declaration in FACTS.values():
        if declaration.fields[0].name == "project_id":
            for sequence, change in _changes_of(cursor, declaration, question, day):
                by_sequence.setdefault(sequence, []).append(change)
    events = rows_as_dicts(
        cursor,
        "SELECT event.*, undoing.sequence AS undone_by FROM event LEFT JOIN event AS undoing "
        "ON undoing.programme = event.programme AND undoing.undoes = event.sequence AND undoing.known_at < $t "
        "WHERE event.programme = $programme AND list_contains($sequences, event.sequence) "
        "ORDER BY event.known_at DESC, event.sequence DESC",
        {"programme": question.programme, "t": cutoff(day), "sequences": list(by_sequence)},
    )
    told = (_happening(event, by_sequence[event["sequence"]]) for event in events)
    return tuple(h for h in told if question.audit or not _cancelled(h))


def _cancelled(happening: Happening) -> bool:
    """An entry taken back, and its taking back, tell nothing."""
    return happening.undoes is not None or happening.undone_by is not None


def _changes_of(
    cursor: Cursor, declaration: Declaration, question: ProjectHistory, day: date
) -> Iterator[tuple[int, Change]]:
    rows = rows_as_dicts(
        cursor,
        f"SELECT sequence, ended, {columns(declaration)} FROM {declaration.name}_history "
        "WHERE programme = $programme AND project_id = $project_id AND known_from < $t ORDER BY known_from, sequence",
        {"programme": question.programme, "project_id": question.project_id, "t": cutoff(day)},
    )
    held: dict[Key, Fact | None] = {}
    for row in rows:
        sequence, ended = row.pop("sequence"), row.pop("ended")
        key = tuple(row[name] for name in declaration.key)
        after = None if ended else declaration.fact(**row)
        before = held.get(key)
        if before != after:
            yield sequence, Change(declaration.name, key, before, after)
        held[key] = after


def _since(cursor: Cursor, question: Since, day: date) -> tuple[Change, ...]:
    """Every row that is not the same on both days."""
    changes: list[Change] = []
    for declaration in FACTS.values():
        then, now = (_moved(cursor, declaration, question, day, at) for at in (question.since, day))
        changes += [
            Change(declaration.name, key, then.get(key), now.get(key))
            for key in sorted(then.keys() | now.keys())
            if then.get(key) != now.get(key)
        ]
    return tuple(changes)


def _moved(cursor: Cursor, declaration: Declaration, question: Since, day: date, at: date) -> dict[Key, Fact]:
    """As of the day `at`, the rows of one fact of which something became known between the two days."""
    key = ", ".join(declaration.key)
    rows = rows_as_dicts(
        cursor,
        f"SELECT {columns(declaration)} FROM {declaration.name}_as_of($at) WHERE programme = $programme AND ({key}) IN "
        f"(SELECT ({key}) FROM {declaration.name}_history WHERE programme = $programme "
        "AND known_from >= $since AND known_from < $t)",
        {"programme": question.programme, "at": cutoff(at), "since": cutoff(question.since), "t": cutoff(day)},
    )
    facts = [declaration.fact(**row) for row in rows]
    return {fact.key: fact for fact in facts}


def _sequences(cursor: Cursor, question: Sequences) -> tuple[SeenRow, ...]:
    found = []
    for name, key in question.rows:
        declaration = FACTS[name]
        where = " AND ".join(f"{part} = ?" for part in declaration.key)
        rows = cursor.execute(
            f"SELECT sequence FROM {name}_history WHERE programme = ? AND known_until IS NULL AND {where}",
            [question.programme, *key],
        ).fetchall()
        found.append(SeenRow(name, key, rows[0][0] if rows else 0))
    return tuple(found)


def _happening(event: dict[str, Any], changes: list[Change]) -> Happening:
    kept = ("sequence", "kind", "actor", "recorded_at", "known_at", "reason", "undoes", "undone_by")
    return Happening(**{name: event[name] for name in kept}, changes=tuple(changes))


def _at(name: str, now: bool) -> str:
    return name if now else f"{name}_as_of($t)"


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    """Lists become tuples: answers are shared between readers and must not change."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


@cache
def _query(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
