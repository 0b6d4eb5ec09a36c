"""A lead's page, as it is read: the quick update of one of its projects, its milestones, its alerts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.questions import ProjectRow, ProjectRows
from portfolio.presentation.kit.screen import Ask, Scope
from portfolio.presentation.plan import action_blocks
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.demo_tools import choose_a_lead
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.screen import Interactive, Screen, Sheet
from portfolio.ui.kit.session import visit
from portfolio.ui.lead import quick_update, submit_evidence, words


def _mine(scope: Scope) -> list[ProjectRow]:
    """The projects under way that this lead answers for."""
    is_lead = scope.reader.persona is Persona.LEAD
    return action_blocks.led_by(ask, scope.programme, scope.reader.organisation) if is_lead else []


def _not_a_lead(_: Ask, scope: Scope) -> Callable[[], None] | None:
    if scope.is_real:
        return lambda: pieces.empty(common.NO_LEAD, common.NO_LEAD_NEXT)
    if _mine(scope):
        return None
    missing = words.NOTHING_OF_MINE if scope.reader.persona is Persona.LEAD else words.NOT_A_LEAD
    return lambda: pieces.empty(missing, words.NOT_A_LEAD_NEXT, lambda: _choose(scope))


def _choose(scope: Scope) -> None:
    choose_a_lead(ask(ProjectRows(programme=scope.programme)))


def _update(scope: Scope) -> None:
    """One project's quick update, then its milestones."""
    mine = _mine(scope)
    row = quick_update.choose(mine)
    if len(mine) == 1:
        st.badge(safe(row.title), icon=":material/folder:", color="gray")
    quick_update.form(row)
    submit_evidence.section(row)


def _alerts(scope: Scope) -> None:
    pieces.acts(action_blocks.alerts_on(ask, scope.programme, _mine(scope), visit().view))


MY_PROJECT = Screen(
    file="leads/my_project.py",
    path="mon-projet",
    name=common.MY_PROJECT,
    question=words.MY_PROJECT_QUESTION,
    sentence=words.MY_PROJECT_SENTENCE,
    sheets=(Sheet("mon-projet", common.MY_PROJECT, (Interactive(_update), Interactive(_alerts))),),
    section=common.MY_WORK,
    instead=_not_a_lead,
)
