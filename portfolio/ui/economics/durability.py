"""The page of durability: figures of the plan, projects × gates, cash, legal forms, stress, the end of grants."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.outcome import outcome
from portfolio.domain.facts.choices import LegalFormKind, Scenario
from portfolio.domain.questions import Durabilities, DurabilityRow, Figures, Filters
from portfolio.indicators import INDICATORS
from portfolio.presentation.economics import durability, durability_words
from portfolio.presentation.economics import model_tab as economics
from portfolio.presentation.economics.model_results import Line
from portfolio.presentation.kit.block import Card, Files, Table
from portfolio.presentation.plan.cards import write_figure
from portfolio.ui.economics import reading, words
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask, memoised, organisations, private
from portfolio.ui.kit.session import visit
from portfolio.ui.project.project_list import LONGEST_NAME

SHOWN = ("durable_share", "durable_euro_share", "not_assessable_share", "single_funder_eur")
BY_FORM = ("durable_share", "fragile_share", "not_durable_share", "not_assessable_share", "operating_coverage")
PROJECT = "modele"


@memoised
def rows(filters: Filters) -> tuple[DurabilityRow, ...]:
    """The projects kept, each with the gates of its model where this visitor may read it."""
    return ask(Durabilities(programme=visit().code, filters=filters, private=private()))


def cards(filters: Filters) -> None:
    """The figures of what is kept, each with how many projects it is known for."""
    here = visit()
    made = []
    for key in SHOWN:
        [found] = ask(Figures(programme=here.code, indicator=key, filters=filters, private=private()))
        note = here.view.of(found.known, found.total)
        made.append(Card(here.say(INDICATORS[key].label), write_figure(key, found.value, here.view), note=note))
    pieces.cards(made)


def heat(filters: Filters) -> None:
    """Projects × gates, the worst first, each a link to its model."""
    here, found = visit(), rows(filters)
    st.header(pieces.safe(durability_words.message(found, reading.thresholds(), here.view)), anchor=False)
    pieces.table(heat_table(filters))
    if not any(row.has_model for row in found):
        st.caption(here.say(words.NO_MODEL_READ))
        return
    st.caption(here.say(words.OPEN_MODEL))
    with st.container(horizontal=True):
        for row in [each for each in found if each.has_model][:12]:
            pieces.project_link(row.project_id, row.title, most=LONGEST_NAME, onglet="modele")


@memoised
def heat_table(filters: Filters) -> Table:
    here = visit()
    forms = {each.value: here.say(each.label) for each in LegalFormKind}
    return durability.heat_table(rows(filters), reading.thresholds(), forms, here.view)


def cash(filters: Filters) -> None:
    """One project's cash by year, with its fan and without its first funder."""
    here = visit()
    offered = {row.project_id: row.title for row in rows(filters) if row.has_model}
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
    project_id = st.session_state[PROJECT]
    model, terms = reading.model(project_id), reading.terms(project_id)
    if model is None:
        pieces.empty(words.NO_MODEL, words.NO_MODEL_NEXT)
        return
    lines = [Line(each.label, outcome(model, terms, each)) for each in model.scenarios or [Scenario.REFERENCE]]
    first = lines[0].outcome.path.first_funder
    funder = organisations()[first].name if first is not None and first in organisations() else first
    pieces.chart(economics.path(lines, model, funder, here.view))


def by_form(filters: Filters) -> None:
    """Shares of durable projects and coverage, legal form by legal form."""
    here, found = visit(), rows(filters)
    _message_and_table(
        durability_words.form_message(found, reading.thresholds(), here.view), form_table(filters), words.NO_MODEL
    )
    st.caption(here.view.of(sum(row.has_model for row in found), len(found)))


@memoised
def form_table(filters: Filters) -> Table:
    here = visit()
    asked = {
        key: ask(Figures(programme=here.code, indicator=key, by=("legal_form",), filters=filters, private=private()))
        for key in BY_FORM
    }
    return durability.form_table(asked, here.view)


def stress(filters: Filters) -> None:
    _message_and_table(
        durability_words.stress_message(rows(filters), visit().view), stress_table(filters), words.NO_FIRST_FUNDER
    )


def _message_and_table(message: str | None, content: Table, nothing: Text) -> None:
    """What the table says, then the table; or what is missing."""
    if message is None or not content.rows:
        st.markdown(visit().say(nothing))
        return
    st.header(pieces.safe(message), anchor=False)
    pieces.table(content)


@memoised
def stress_table(filters: Filters) -> Table:
    return durability.stress_table(rows(filters), visit().view)


def leaving(filters: Filters) -> None:
    here = visit()
    [ending] = ask(Figures(programme=here.code, indicator="contracts_ending", filters=filters, private=private()))
    message = durability_words.leaving_message(rows(filters), ending.value, here.view)
    _message_and_table(message, leaving_table(filters), words.NO_EXIT)
    st.caption(f"{here.say(INDICATORS['contracts_ending'].meaning)} {here.view.of(ending.known, ending.total)}")


@memoised
def leaving_table(filters: Filters) -> Table:
    return durability.leaving_table(rows(filters), visit().view)


def files(filters: Filters) -> Files:
    here = visit()
    return [
        (here.say(words.HEAT), lambda: heat_table(filters)),
        (here.say(words.BY_FORM), lambda: form_table(filters)),
        (here.say(words.STRESS), lambda: stress_table(filters)),
        (here.say(words.GRANT_EXIT), lambda: leaving_table(filters)),
    ]
