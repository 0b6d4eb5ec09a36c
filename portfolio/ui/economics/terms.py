"""What the flows are judged under: first year, horizon, rate, who may read them; and what they may vary by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.domain.basis.text import Refused
from portfolio.domain.economics.flow_kinds import NOT_CASH
from portfolio.domain.economics.quick_model import usual_factors
from portfolio.domain.facts import EconomicModel, RiskFactor
from portfolio.domain.facts.choices import Distribution, Scenario
from portfolio.domain.questions import ProjectRow
from portfolio.intake.cells import read_cell, write_number
from portfolio.presentation.kit.sentences import capital
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import words
from portfolio.ui.economics.draft import Draft
from portfolio.ui.kit import fields
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.session import visit

ABREAST = 260
ASKED = ("first_year", "horizon_years", "rate", "audience", "note")
FACTOR, FLOW, LAW = RiskFactor.declaration, "flow_id", "distribution"
NUMBERS = ("low", "centre", "high", "deviation")


def form(row: ProjectRow, draft: Draft) -> None:
    """Each field follows what is typed; one that cannot be read is told, and changes nothing."""
    grid = st.grid(columns="auto", min_column_width=ABREAST)
    prefix = f"terms:{row.project_id}:{draft.turn}"
    declaration = EconomicModel.declaration
    for name in ASKED:
        field, key = declaration.field(name), f"{prefix}:{name}"
        if key not in st.session_state:
            fields.prefill(key, field, getattr(draft.terms, name))
        with grid.container(gap="xxsmall"):
            fields.draw(key, field)
    try:
        said: dict[str, Any] = {name: fields.read(f"{prefix}:{name}", declaration.field(name)) for name in ASKED}
        draft.terms = replace(draft.terms, **said)
    except Refused as refused:
        draft.faults.append(visit().say(refused.text))
        st.error(safe(visit().say(refused.text)), icon=":material/edit_off:")
    cut(row, draft)


def cut(row: ProjectRow, draft: Draft) -> None:
    """Years beyond the horizon, offered to be cut: what they held is lost to the draft."""
    horizon = draft.terms.horizon_years
    if horizon is None or all(len(flow.amounts_eur) <= int(horizon) + 1 for flow in draft.flows):
        return
    count = int(horizon) + 1
    shorter = tuple(replace(flow, amounts_eur=flow.amounts_eur[:count]) for flow in draft.flows)
    st.button(
        visit().say(words.CUT_TO_HORIZON), key="model:cut", on_click=drafts.put, args=(row,), kwargs={"flows": shorter}
    )


def factors(row: ProjectRow, draft: Draft) -> None:
    """By how much each flow of reference may turn out to be multiplied."""
    here = visit()
    known = _flows(draft)
    st.caption(safe(here.say(words.FACTORS_HELP)))
    heads = {name: capital(here.say(FACTOR.field(name).label)) for name in (FLOW, LAW, *NUMBERS)}
    key = f"factors:{row.project_id}:{draft.turn}"
    if key not in draft.frames:
        lines = [_line(each, known) for each in draft.factors]
        draft.frames[key] = pd.DataFrame(lines, columns=list(heads), dtype=object)
    edited = st.data_editor(
        draft.frames[key],
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(heads, list(known)),
        key=key,
    )
    draft.factors = _read(edited, known, draft)
    if known and not draft.factors:
        st.button(
            here.say(words.USUAL_FACTORS),
            key="usual-factors",
            on_click=lambda: drafts.put(row, factors=tuple(usual_factors(draft.flows))),
        )


def _flows(draft: Draft) -> dict[str, str]:
    """The flows of reference: how each is called, and its code."""
    flows = [f for f in draft.flows if f.scenario is Scenario.REFERENCE and f.kind not in NOT_CASH]
    names = [flow.title or visit().say(flow.kind.label) for flow in flows]
    return {
        name if names.count(name) == 1 else f"{name} ({flow.flow_id})": flow.flow_id
        for name, flow in zip(names, flows, strict=True)
    }


def _line(factor: RiskFactor, known: dict[str, str]) -> list[str]:
    here = visit()
    name = next((name for name, code in known.items() if code == factor.flow_id), factor.flow_id)
    numbers = ((FACTOR.field(each), getattr(factor, each)) for each in NUMBERS)
    written = ("" if value is None else write_number(field, value, here.language) for field, value in numbers)
    return [name, here.say(factor.distribution.label), *written]


def _columns(heads: dict[str, str], flows: list[str]) -> dict[str, Any]:
    laws = [visit().say(each.label) for each in Distribution]
    return {
        FLOW: st.column_config.SelectboxColumn(heads[FLOW], options=flows, required=True),
        LAW: st.column_config.SelectboxColumn(heads[LAW], options=laws, required=True),
        **{name: st.column_config.TextColumn(heads[name]) for name in NUMBERS},
    }


def _read(frame: pd.DataFrame, known: dict[str, str], draft: Draft) -> tuple[RiskFactor, ...]:
    """The factors that the rows say; those that cannot be read are told."""
    laws = {visit().say(each.label): each for each in Distribution}
    found: dict[str, RiskFactor] = {}
    for line in frame.to_dict("records"):
        if line[FLOW] not in known or line[LAW] not in laws:
            continue
        code = known[line[FLOW]]
        try:
            numbers: dict[str, Any] = {name: read_cell(FACTOR.field(name), _text(line[name])) for name in NUMBERS}
            own: dict[str, Any] = {"project_id": draft.terms.project_id, "flow_id": code}
            found[code] = RiskFactor(**own, distribution=laws[line[LAW]], **numbers)
        except Refused as refused:
            draft.faults.append(visit().say(refused.text))
            st.error(safe(visit().say(refused.text)), icon=":material/edit_off:")
    return tuple(found.values())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
