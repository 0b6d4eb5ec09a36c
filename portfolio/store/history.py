"""The past, from the versions of every fact: what each event changed, what differs between two days. Written once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import duckdb

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import cutoff
from portfolio.domain.facts import FACTS, Declaration, Fact, Key
from portfolio.domain.questions import Change, Happening, ProjectHistory, Since
from portfolio.store.rows import rows_as_dicts
from portfolio.store.schema import columns

Cursor = duckdb.DuckDBPyConnection


def of_project(cursor: Cursor, question: ProjectHistory, day: date) -> tuple[Happening, ...]:
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
    spoken_of = {each["sequence"]: _organisations(each["actor"], by_sequence[each["sequence"]]) for each in events}
    named = _named(cursor, question.programme, set().union(*spoken_of.values()))
    told = (_happening(event, by_sequence[event["sequence"]], named, spoken_of[event["sequence"]]) for event in events)
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


def since(cursor: Cursor, question: Since, day: date) -> tuple[Change, ...]:
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


def _organisations(actor: str, changes: list[Change]) -> set[str]:
    """Those that an event speaks of, its author's included."""
    fields = [(c, f.name) for c in changes for f in FACTS[c.fact].fields if f.refers_to == "organisation"]
    found = {getattr(row, name) for change, name in fields for row in (change.before, change.after) if row is not None}
    return {each for each in (*found, Actor.parse(actor).organisation) if each is not None}


def _named(cursor: Cursor, programme: str, codes: set[str]) -> dict[str, list[tuple[datetime, str]]]:
    """Of each organisation, the names it bore, each with the instant it became known, oldest first."""
    found: dict[str, list[tuple[datetime, str]]] = {}
    for row in rows_as_dicts(
        cursor,
        "SELECT organisation_id, name, known_from FROM organisation_history WHERE programme = $programme "
        "AND NOT ended AND list_contains($codes, organisation_id) ORDER BY known_from, sequence",
        {"programme": programme, "codes": sorted(codes)},
    ):
        found.setdefault(row["organisation_id"], []).append((row["known_from"], row["name"]))
    return found


def _called(names: list[tuple[datetime, str]], at: datetime) -> str:
    """The name it bore then; its first one, of what is told to have happened before it was known."""
    return next((name for known_from, name in reversed(names) if known_from <= at), names[0][1])


def _happening(
    event: dict[str, Any], changes: list[Change], named: dict[str, list[tuple[datetime, str]]], spoken_of: set[str]
) -> Happening:
    kept = ("sequence", "kind", "actor", "recorded_at", "known_at", "reason", "undoes", "undone_by")
    names = {code: _called(named[code], event["known_at"]) for code in spoken_of if code in named}
    return Happening(**{name: event[name] for name in kept}, changes=tuple(changes), names=names)
