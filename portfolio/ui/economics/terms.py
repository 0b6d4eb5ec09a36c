"""What the flows are judged under: first year, horizon, rate, who may read them; and what they may vary by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.domain.facts import EconomicModel, RiskFactor
from portfolio.domain.facts.choices import Distribution, Scenario
from portfolio.domain.questions import ProjectRow
from portfolio.domain.quick_model import usual_factors
from portfolio.domain.words import Refused
from portfolio.presentation.sentences import capital
from portfolio.ui import fields, pieces, texts
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics.draft import Draft
from portfolio.ui.session import visit

ABREAST = 260
ASKED = ("first_year", "horizon_years", "rate", "audience", "note")
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
        st.error(pieces.safe(visit().say(refused.text)), icon=":material/edit_off:")


def factors(row: ProjectRow, draft: Draft) -> None:
    """By how much each flow of reference may turn out to be multiplied."""
    here = visit()
    known = {flow.flow_id for flow in draft.flows if flow.scenario is Scenario.REFERENCE}
    st.caption(pieces.safe(here.say(texts.FACTORS_HELP)))
    declaration = RiskFactor.declaration
    lines = [[each.flow_id, here.say(each.distribution.label), *map(_float, _numbers(each))] for each in draft.factors]
    heads = {name: capital(here.say(declaration.field(name).label)) for name in ("flow_id", "distribution", *NUMBERS)}
    edited = st.data_editor(
        pd.DataFrame(lines, columns=list(heads)),
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(heads, sorted(known)),
        key=f"factors:{row.project_id}:{draft.turn}",
    )
    draft.factors = _read(edited, row.project_id, draft)
    if known and not draft.factors:
        st.button(
            here.say(texts.USUAL_FACTORS),
            key="usual-factors",
            on_click=lambda: drafts.put(row, factors=tuple(usual_factors(draft.flows))),
        )


def _columns(heads: dict[str, str], flows: list[str]) -> dict[str, Any]:
    laws = [visit().say(each.label) for each in Distribution]
    return {
        "flow_id": st.column_config.SelectboxColumn(heads["flow_id"], options=flows, required=True),
        "distribution": st.column_config.SelectboxColumn(heads["distribution"], options=laws, required=True),
        **{name: st.column_config.NumberColumn(heads[name], min_value=0.0, step=0.05) for name in NUMBERS},
    }


def _read(frame: pd.DataFrame, project_id: str, draft: Draft) -> tuple[RiskFactor, ...]:
    """The factors that the rows say; those that cannot be read are told."""
    words = {visit().say(each.label): each for each in Distribution}
    found: dict[str, RiskFactor] = {}
    for line in frame.to_dict("records"):
        if not line["flow_id"] or line["distribution"] not in words:
            continue
        numbers = {name: fields.decimal(line[name]) for name in NUMBERS}
        try:
            found[line["flow_id"]] = RiskFactor(
                project_id=project_id, flow_id=line["flow_id"], distribution=words[line["distribution"]], **numbers
            )
        except Refused as refused:
            draft.faults.append(visit().say(refused.text))
            st.error(pieces.safe(visit().say(refused.text)), icon=":material/edit_off:")
    return tuple(found.values())


def _numbers(factor: RiskFactor) -> list[Any]:
    return [getattr(factor, name) for name in NUMBERS]


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
