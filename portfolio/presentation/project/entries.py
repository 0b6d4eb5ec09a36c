"""The rows that people enter by hand: how each is called in a list, and all of them in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FACTS, Declaration, Delegation, Fact, Field
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.values import PLACES
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.sentences import capital
from portfolio.presentation.project.history import NAMED_BY, write

# What codes stand for: of each fact that rows refer to, the names of its rows by code.
Names = Mapping[str, Mapping[str, str]]
MOST_WORDS = 60


def name_of(row: Fact, names: Names, view: View) -> str:
    """« J3 — Réception du local technique », « L2 — Région fictive »; a row that joins others by what it joins."""
    declaration = row.declaration
    said = next((getattr(row, name) for name in (*NAMED_BY[:3], "name_fr") if getattr(row, name, None)), None)
    if declaration.numbered is None and said is None:  # what it joins, or where it lies
        parts = [declaration.field(name) for name in declaration.key if name != "project_id"] or [declaration.fields[1]]
        return " · ".join(called(field, getattr(row, field.name), names, view) for field in parts)
    code = row.key[-1] if declaration.numbered else ""
    told = said or next(_first_words(row, names, view), "")
    return " — ".join(part for part in (code, told[:MOST_WORDS]) if part)


def called(field: Field, value: Any, names: Names, view: View) -> str:
    """A value as people read it; a code by the name of what it designates."""
    found = names.get(field.refers_to or "", {}).get(str(value))
    if found is not None:
        return found
    return str(value) if isinstance(value, str) and field.choice is None else write(field, value, view)


def table(declaration: Declaration, rows: Sequence[Fact], names: Names, view: View) -> Table:
    """Every row, with the fields that one of them at least knows."""
    known = [f for f in declaration.fields if any(getattr(row, f.name) is not None for row in rows)]
    shown = [field for field in known if field.name != "project_id"]
    columns = tuple(
        Column(
            capital(view.say(field.label)),
            partial(_written, field, names, view),
            is_number=field.kind in PLACES,
        )
        for field in shown
    )
    return Table(columns, tuple(tuple(getattr(row, field.name) for field in shown) for row in rows))


def passing(rows: Sequence[Fact], leaving: str, view: View) -> str:
    """« Passe de Région fictive à qui la remplace : ligne de financement × 2, acte attributif × 1. »"""
    ending = Delegation.declaration.name
    counts = Counter(name for name, _ in dict.fromkeys((row.declaration.name, row.key) for row in rows))
    what = ", ".join(f"{view.say(FACTS[name].label)} × {n}" for name, n in counts.items() if name != ending)
    said = PASSES.fill(name=leaving, what=what) if what else NOTHING_PASSES.fill(name=leaving)
    return view.say(said) + (view.say(ENDS) if ending in counts else "")


PASSES = Text("Passe de {name} à qui lui succède : {what}.", "Passes from {name} to its successor: {what}.")
NOTHING_PASSES = Text("{name} n’a rien qui passe.", "{name} has nothing that passes.")
ENDS = Text(" Les délégations de signature prennent fin.", " Delegations of signature end.")


def unchanged(row: Fact, asked: Collection[str], names: Names, view: View) -> str:
    """What is known of it and not `asked`, its key first: « Jalon : J5 · Date de réalisation : 2 avril 2025 »."""
    known = [f for f in row.declaration.fields if f.name not in asked and getattr(row, f.name) is not None]
    parts = [field for field in known if field.name != "project_id"] or known
    colon = Text("{label} : {value}", "{label}: {value}")
    return " · ".join(
        view.say(
            colon.fill(label=capital(view.say(each.label)), value=called(each, getattr(row, each.name), names, view))
        )
        for each in parts
    )


def _written(field: Field, names: Names, view: View, value: Any) -> str:
    """A table hands its numbers over as floats."""
    return called(field, Decimal(str(value)) if field.kind is Kind.NUMBER else value, names, view)


def _first_words(row: Fact, names: Names, view: View) -> Any:
    """What it says first, its key apart."""
    for field in row.declaration.fields:
        value = getattr(row, field.name)
        if field.name not in row.declaration.key and value is not None:
            yield called(field, value, names, view)
