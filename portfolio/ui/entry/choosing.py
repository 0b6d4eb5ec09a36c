"""Which fact to enter, which of its rows or a new one, and the parts of its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.facts import FACTS, Agreement, Declaration, Fact, Handover, Operation, Project, Replacement
from portfolio.domain.questions import FactRows, ProjectRow
from portfolio.presentation.kit.sentences import capital
from portfolio.presentation.project import entries
from portfolio.presentation.project.entries import Names
from portfolio.ui.entry import words
from portfolio.ui.entry.parts import Part, part_of, with_cost
from portfolio.ui.entry.rows import may, rows_of_fact
from portfolio.ui.kit import address
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit

FACT, ROW, NEW = "fait", "ligne", "+"
# One row at most for what it is part of: there is nothing to choose.
SINGLE = {"project", "legal_form"}


def choose_fact(declarations: Sequence[Declaration], row: ProjectRow | None) -> Declaration:
    """One of them, each with how many rows there are; the one of the address first."""
    here = visit()
    labels = {each.name: _counted(each, row) for each in declarations}
    asked = address.value(FACT)
    st.session_state[FACT] = asked if asked in labels else next(iter(labels))
    st.pills(
        here.say(words.WHICH_FACT),
        list(labels),
        format_func=lambda name: labels.get(name, name),
        key=FACT,
        required=True,
        label_visibility="collapsed",
        on_change=_other_fact,
    )
    return FACTS[st.session_state[FACT]]


def _counted(declaration: Declaration, row: ProjectRow | None) -> str:
    label = capital(visit().say(declaration.label))
    count = 0 if declaration.name in {"programme", "project"} else len(rows_of_fact(declaration, row))
    return f"{label} · {count}" if count else label


def choose_row(declaration: Declaration, row: ProjectRow | None, known: Names) -> Fact | None:
    """None for a new row; `known`: what the codes of its like stand for."""
    here = visit()
    rows = {"/".join(each.key): each for each in rows_of_fact(declaration, row)}
    if declaration.name in SINGLE:
        return next(iter(rows.values()), None)
    changeable = list(rows) if may(declaration.name, row, is_new=False) else []
    labels = {NEW: here.say(words.ADD_ONE)}
    labels |= {key: entries.name_of(rows[key], known, here.view) for key in changeable}
    if declaration.name == "programme":
        labels = {key: labels[key] for key in (*changeable, NEW)}
    asked = address.value(ROW)
    key = f"{ROW}:{declaration.name}"
    st.session_state[key] = asked if asked in labels else next(iter(labels))
    if len(labels) > 1:
        st.selectbox(
            here.say(words.WHICH_ROW),
            list(labels),
            format_func=lambda code: labels.get(code, code),
            key=key,
            width=560,
            on_change=lambda: address.put(ROW, st.session_state[key]),
        )
    return rows.get(str(st.session_state[key]))


def parts(declaration: Declaration, held: Fact | None, row: ProjectRow | None, known: Names) -> tuple[Part, ...]:
    """The row of the form; of a project, its cost too while it has one operation at most."""
    here = visit()
    fixed: dict[str, Any] = {}
    if declaration.is_of_a_project and row is not None:
        fixed["project_id"] = row.project_id
    if declaration in {Agreement.declaration, Replacement.declaration} and here.actor.persona is Persona.FUNDER:
        fixed["funder_id"] = here.actor.organisation
    if declaration is Handover.declaration and row is not None and row.lead is not None:
        fixed["lead_id"] = row.lead
    part = part_of(declaration, held, fixed if held is None else {}, known)
    if declaration is not Project.declaration:
        return (part,)
    operations = ask(FactRows(programme=here.code, fact=Operation, project_id=row.project_id)) if row else ()
    return (part,) if len(operations) > 1 else with_cost(part, next(iter(operations), None))


def _other_fact() -> None:
    address.put(FACT, st.session_state[FACT])
    address.put(ROW, None)
