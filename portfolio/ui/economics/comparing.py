"""What a model is compared with: another of its scenarios, or itself as it was known another day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.outcome import outcome
from portfolio.domain.facts.choices import Scenario
from portfolio.domain.questions import ProjectRow
from portfolio.presentation.economics.model_results import Line
from portfolio.presentation.kit.formats import day
from portfolio.ui.economics import reading, words
from portfolio.ui.kit import address
from portfolio.ui.kit.session import visit

COMPARED, AGAINST = "compare", "au2"


def compared(row: ProjectRow, model: Model) -> list[Line]:
    """Another scenario, or the reference as it was known another day, as the address says."""
    left, right = st.columns(2)
    with left:
        scenario = _another_scenario(model)
    with right:
        then = _another_day()
    terms, found = reading.terms(row.project_id), []
    if scenario is not None:
        found.append(Line(scenario.label, outcome(model, terms, scenario)))
    before = reading.model(row.project_id, then) if then else None
    if then and before is not None:
        on = Text(f"au {day(then, 'fr')}", f"on {day(then, 'en')}")
        found.append(Line(on, outcome(before, terms)))
    elif then:
        st.caption(visit().say(words.NO_MODEL_THEN))
    return found


def _another_scenario(model: Model) -> Scenario | None:
    here = visit()
    others = {each.value: here.say(each.label) for each in model.scenarios if each is not Scenario.REFERENCE}
    names = {"": here.say(words.NO_COMPARISON), **others}
    chosen = address.value(COMPARED)
    st.session_state[COMPARED] = chosen if chosen in names else ""
    st.selectbox(
        here.say(words.COMPARE_WITH),
        list(names),
        format_func=lambda code: names.get(code, code),
        key=COMPARED,
        on_change=lambda: address.put(COMPARED, st.session_state[COMPARED] or None),
    )
    code = st.session_state[COMPARED]
    return Scenario.of(code) if code else None


def _another_day() -> date | None:
    here = visit()
    asked = address.value(AGAINST)
    try:
        st.session_state[AGAINST] = date.fromisoformat(asked) if asked else None
    except ValueError:
        st.session_state[AGAINST] = None
    chosen: date | None = st.date_input(
        here.say(words.COMPARE_DAY),
        value=None,
        max_value=here.day,
        format="DD/MM/YYYY",
        key=AGAINST,
        on_change=lambda: address.put(
            AGAINST, st.session_state[AGAINST].isoformat() if st.session_state[AGAINST] else None
        ),
    )
    return chosen
