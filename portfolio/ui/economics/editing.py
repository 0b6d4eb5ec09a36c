"""Changing a model: ten lines first, then the grid, its terms, what it may vary by, and spreadsheets in and out."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.facts.choices import Scenario
from portfolio.domain.questions import ProjectRow
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import grid, quick, saving, spreadsheet, terms, words
from portfolio.ui.kit.choosing import tabs
from portfolio.ui.kit.form_outcome import outcome
from portfolio.ui.kit.session import visit

SCENARIO = "model:scenario"


def edit(row: ProjectRow) -> None:
    """The draft, and how it is recorded. What is wrong in it keeps it a draft."""
    here, draft = visit(), drafts.of(row)
    draft.faults = []
    with st.container(border=True):
        st.markdown(f"**{here.say(words.DRAFT)}**")
        parts = {
            "lignes": words.TEN_LINES,
            "grille": words.GRID,
            "cadre": words.FRAME,
            "facteurs": words.FACTORS,
            "tableur": words.SPREADSHEET,
        }
        made = tabs(parts, "partie")
        with made["lignes"]:
            quick.form(row, draft)
        with made["cadre"]:
            terms.form(row, draft)
        with made["grille"]:
            grid.edit(row, draft, _scenario())
        with made["facteurs"]:
            terms.factors(row, draft)
        with made["tableur"]:
            spreadsheet.form(row, draft)
        saving.bar(row, draft)


def last_outcome() -> None:
    """What became of the last click, once the draft is gone."""
    outcome(saving.FORM)


def _scenario() -> Scenario:
    here = visit()
    names = {each: here.say(each.label) for each in Scenario}
    chosen = st.segmented_control(
        here.say(words.SCENARIO),
        list(names),
        format_func=lambda each: names[each],
        default=Scenario.REFERENCE,
        required=True,
        key=SCENARIO,
    )
    return chosen or Scenario.REFERENCE
