"""The page of durability: what stands beside its blocks, a project's cash by year and the way to each model."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.economics.outcome import outcome
from portfolio.domain.facts.choices import Scenario
from portfolio.presentation.economics import model_tab as economics
from portfolio.presentation.economics.blocks import durabilities, with_model
from portfolio.presentation.economics.model_results import Line
from portfolio.presentation.kit.screen import Scope
from portfolio.ui.economics import reading, words
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask, organisations
from portfolio.ui.kit.session import visit
from portfolio.ui.project.project_list import LONGEST_NAME

PROJECT = "modele"
MOST_LINKS = 12


def ways_to_models(scope: Scope) -> None:
    """The models behind the table, each a link."""
    found = with_model(ask(durabilities(scope)))
    if not found:
        return
    st.caption(visit().say(words.OPEN_MODEL))
    with st.container(horizontal=True):
        for row in found[:MOST_LINKS]:
            pieces.project_link(row.project_id, row.title, most=LONGEST_NAME, onglet="modele")


def cash(scope: Scope) -> None:
    """One project's cash by year, with its fan and without its first funder."""
    here = visit()
    offered = {row.project_id: row.title for row in with_model(ask(durabilities(scope)))}
    if not offered:
        pieces.empty(words.NO_MODEL, words.NO_MODEL_NEXT)
        return
    chosen = address.value(PROJECT)
    st.session_state[PROJECT] = chosen if chosen in offered else next(iter(offered))
    st.selectbox(
        here.say(common.WHICH_PROJECT),
        list(offered),
        format_func=lambda code: offered.get(code, code),
        key=PROJECT,
        width=560,
        on_change=lambda: address.put(PROJECT, st.session_state[PROJECT]),
    )
    _path(st.session_state[PROJECT])


def _path(project_id: str) -> None:
    here, model, terms = visit(), reading.model(project_id), reading.terms(project_id)
    if model is None:
        pieces.empty(words.NO_MODEL, words.NO_MODEL_NEXT)
        return
    lines = [Line(each.label, outcome(model, terms, each)) for each in model.scenarios or [Scenario.REFERENCE]]
    first = lines[0].outcome.path.first_funder
    funder = organisations()[first].name if first is not None and first in organisations() else first
    pieces.chart(economics.path(lines, model, funder, here.view))
