"""The plan's screens, as they are read: where it stands and what moved, and the first page of each persona."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from portfolio.domain.access.actor import VISITOR, Persona
from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence
from portfolio.presentation.kit.screen import Ask, Scope, one
from portfolio.presentation.plan import action_blocks, blocks, since_blocks, territories
from portfolio.ui.kit import filters, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.choosing import choose_figure
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.screen import Interactive, Placed, Screen, Sheet, SideBySide
from portfolio.ui.kit.session import visit
from portfolio.ui.plan import since, welcome, words

MAP = Placed(blocks.places, controls=lambda: choose_figure(territories.MAPPED, blocks.MAP_CHOICE))


WORRYING = (Confidence.COMPROMISED, Confidence.NEEDS_SUPPORT)


def _worrying(scope: Scope) -> None:
    """The projects that call for support, named, each a link."""
    counts = {each.of("confidence"): each.total for each in ask(scope.figure("project_count", "confidence"))}
    for level in WORRYING:
        if counts.get(level):
            pieces.confidence_names(level, ask(blocks.worrying(scope, level)), counts[level])


def _source(_: Scope) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(visit().say(words.PLAN_SOURCE))
        pieces.page_link("data/method.py", common.METHOD, icon=":material/menu_book:")


SITUATION = Sheet(
    "situation",
    Text("Situation", "Situation"),
    (
        blocks.cards,
        action_blocks.to_decide,
        action_blocks.disagreements,
        SideBySide((blocks.progress, blocks.funding)),
        SideBySide(((MAP,), (blocks.confidence, Interactive(_worrying, when=lambda scope: not scope.is_real))), (3, 2)),
        Placed(blocks.flow, is_table_first=lambda view: view.phone),
        Interactive(_source),
    ),
)
SINCE = Sheet(
    "depuis",
    Text("Depuis une date", "Since a date"),
    (
        Interactive(since.choose_start),
        Interactive(since.message),
        since_blocks.before_and_after,
        Interactive(since.topics),
    ),
    files=(since_blocks.compared, since_blocks.moved),
)


def _plan_sentence(ask: Ask, scope: Scope) -> Text:
    return words.plan_sentence(one(ask(scope.figure("project_count"))).total)


def _no_project(ask: Ask, scope: Scope) -> Callable[[], None] | None:
    """No project: because of the filters, of the day, or because there is none yet."""
    return None if one(ask(scope.figure("project_count"))).total else filters.nothing_matches


PLAN = Screen(
    file="committee/plan.py",
    path="plan",
    name=common.PLAN,
    question=Text("Où en est le plan ?", "Where does the plan stand?"),
    sentence=_plan_sentence,
    sheets=(SITUATION, SINCE),
    has_filters=True,
    instead=_no_project,
)


def _question(_: Ask, scope: Scope) -> Text:
    return words.AT_A_GLANCE_QUESTION if scope.reader == VISITOR else words.EXPECTED_OF_ME


def _sentence(_: Ask, scope: Scope) -> Text:
    return words.VISITOR_SENTENCE if scope.reader == VISITOR else words.HOME_SENTENCE


# Whoever looks after the plan as a whole.
DECIDING = {Persona.COMMITTEE, Persona.OFFICE}

HOME = Screen(
    file="home/home.py",
    path="accueil",
    name=common.HOME,
    question=_question,
    sentence=_sentence,
    sheets=(
        Sheet(
            "accueil",
            common.HOME,
            (
                Interactive(welcome.actions),
                Placed(action_blocks.disagreements, when=lambda scope: scope.reader != VISITOR),
                Placed(action_blocks.to_decide, when=lambda scope: scope.reader.persona in DECIDING),
                Interactive(welcome.entering),
                Interactive(welcome.heading),
                blocks.cards,
                Placed(blocks.places, when=lambda scope: scope.reader == VISITOR),
                Interactive(welcome.ways),
                Interactive(welcome.programmes),
            ),
        ),
    ),
)
