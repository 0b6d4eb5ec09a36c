"""Answering questions from the facts. Most are one SQL file in `queries/`; history compares versions, written once."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb

from portfolio.domain.commands import Seen
from portfolio.domain.deciding.reading import by_fact
from portfolio.domain.facts import FACTS, Fact, Field
from portfolio.domain.questions import (
    FactRows,
    Figures,
    Measure,
    Outlines,
    ProjectHistory,
    Question,
    References,
    Rows,
    Sequences,
    Since,
    UnknownTerritories,
)
from portfolio.indicators import Dimension, indicator
from portfolio.store import history, reference
from portfolio.store.filtering import bound, filtered_projects
from portfolio.store.measure import base, measure_all
from portfolio.store.reader import FactsReader
from portfolio.store.relations import KEPT, filled, source
from portfolio.store.rows import rows_as_dicts
from portfolio.store.schema import columns

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
            [found] = _figures(cursor, [question], day, now)
        case ProjectHistory():
            found = history.of_project(cursor, question, day)
        case Since():
            found = history.since(cursor, question, day)
        case Sequences():
            found = _sequences(cursor, question)
        case References():
            found = _references(cursor, question)
        case Outlines():
            found = reference.shapes()
        case UnknownTerritories():
            unknown = FactsReader(cursor, question.programme).unknown_territories(question.pairs)
            found = tuple((level, code, current) for (level, code), current in unknown.items())
        case _:
            raise TypeError(f"nothing answers {type(question).__name__}")
    return cast(A, found)


def answer_all(cursor: Cursor, questions: Iterable[Question[Any]], day: date, *, now: bool) -> dict[Question[Any], Any]:
    """What `answer` gives for each; the figures of the same rows are computed in one statement."""
    together: dict[Hashable, list[Question[Any]]] = {}
    for question in dict.fromkeys(questions):
        together.setdefault(_rows_read(question), []).append(question)
    found: dict[Question[Any], Any] = {}
    for asked in together.values():
        figures = [each for each in asked if isinstance(each, Figures)]
        answers = _figures(cursor, figures, day, now) if figures else [answer(cursor, asked[0], day, now=now)]
        found |= zip(asked, answers, strict=True)
    return found


def _rows_read(question: Question[Any]) -> Hashable:
    """Equal for the figures that one statement can compute; any other question is alone."""
    if not isinstance(question, Figures):
        return question
    rows = base(indicator(question.indicator), question.by, dict(question.filters))
    return question.programme, question.private, question.by, question.filters, rows


def rows_sql(question: Rows[Any], now: bool) -> tuple[str, dict[Dimension, Sequence[str | None]]]:
    """The query of a question that one file answers, and its filters by dimension."""
    kept_sql, kept = filtered_projects(dict(getattr(question, "filters", ())), now)
    sql = _query(_snake(type(question).__name__))
    return filled(sql, now=now).replace(KEPT, kept_sql), kept


def _rows(cursor: Cursor, question: Rows[Any], day: date, now: bool) -> tuple[Any, ...]:
    sql, kept = rows_sql(question, now)
    values = bound(sql, question.programme, day, kept if "$f_" in sql else {})
    own = (f.name for f in dataclasses.fields(question) if f.name not in {"programme", "filters"})
    asked = {name: getattr(question, name) for name in own if f"${name}" in sql}
    values |= {name: list(value) if isinstance(value, tuple) else value for name, value in asked.items()}
    made: Callable[..., Any] = question.row
    choices = _choices(question.row)
    return tuple(made(**_frozen(row, choices)) for row in rows_as_dicts(cursor, sql, values))


def _fact_rows(cursor: Cursor, question: FactRows[Any], day: date, now: bool) -> tuple[Fact, ...]:
    declaration = question.fact.declaration
    of_project = " AND project_id = $project_id" if question.project_id is not None else ""
    sql = (
        f"SELECT {columns(declaration)} FROM {source(declaration.name, now=now)} "
        f"WHERE programme = $programme{of_project} ORDER BY {', '.join(declaration.key)}"
    )
    values = bound(sql, question.programme, day, {})
    if of_project:
        values["project_id"] = question.project_id
    return tuple(declaration.fact(**row) for row in rows_as_dicts(cursor, sql, values))


def _figures(cursor: Cursor, questions: Sequence[Figures], day: date, now: bool) -> list[tuple[Measure, ...]]:
    """The figures of questions that differ by their indicator only, which read the same rows."""
    first = questions[0]
    found = measure_all(
        cursor,
        [indicator(each.indicator) for each in questions],
        first.programme,
        day,
        by=first.by,
        filters=dict(first.filters),
        private=first.private,
        now=now,
    )
    return [tuple(each) for each in found]


def _sequences(cursor: Cursor, question: Sequences) -> tuple[Seen, ...]:
    reader = FactsReader(cursor, question.programme)
    versions = {name: reader.versions(FACTS[name], keys) for name, keys in by_fact(question.rows).items()}
    last = {(name, key): versions[name][key][-1:] for name, key in question.rows}
    return tuple(Seen(*row, found[0].sequence if found else 0) for row, found in last.items())


def _references(cursor: Cursor, question: References) -> tuple[tuple[Fact, Field], ...]:
    reader = FactsReader(cursor, question.programme)
    asked = by_fact(question.rows).items()
    return tuple(each for name, keys in asked for each in reader.referring(FACTS[name], keys))


@cache
def _choices(row: type) -> dict[str, type[StrEnum]]:
    """The fields of a row that are one of a list, with the list."""
    hints = {name: (hint, *typing.get_args(hint)) for name, hint in typing.get_type_hints(row).items()}
    listed = {
        name: [one for one in kinds if isinstance(one, type) and issubclass(one, StrEnum)]
        for name, kinds in hints.items()
    }
    return {name: kinds[0] for name, kinds in listed.items() if kinds}


def _frozen(row: dict[str, Any], choices: dict[str, type[StrEnum]]) -> dict[str, Any]:
    """Codes become the choices they stand for, lists tuples: answers are shared between readers and must not change."""
    frozen = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return frozen | {name: kind(row[name]) for name, kind in choices.items() if row[name] is not None}


@cache
def _query(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
