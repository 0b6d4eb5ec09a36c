"""The model as a spreadsheet: taken away with its formulas, read back, or pasted; each bad cell is named."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.facts import EconomicFlow, EconomicModel, RiskFactor
from portfolio.domain.facts.choices import Scenario
from portfolio.domain.questions import ProjectRow
from portfolio.intake.model_workbook import read_grid, read_model
from portfolio.publish.model_workbook import model_workbook
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import reading, words
from portfolio.ui.economics.draft import Draft
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.session import visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TOLD = 20


def form(row: ProjectRow, draft: Draft) -> None:
    """Out with live formulas; back in, or pasted, as a draft."""
    here = visit()
    if draft.flows:
        rate = float(draft.terms.rate) if draft.terms.rate is not None else reading.terms(row.project_id).rate
        model = draft.rows  # read now: the file is made later, where nobody visits
        st.download_button(
            here.say(words.TAKE_WORKBOOK),
            lambda: model_workbook(model, row.title, rate, here.language),
            f"modele-{row.project_id}.xlsx",
            XLSX,
            icon=":material/download:",
            on_click="ignore",
            key="model:workbook",
        )
    given = st.file_uploader(here.say(words.GIVE_WORKBOOK), type=["xlsx"], key=f"model:file:{draft.turn}")
    if given is not None:
        st.button(here.say(words.READ_WORKBOOK), on_click=_take, args=(row, draft, given.getvalue()), key="model:read")
    st.text_area(here.say(words.PASTE), key=f"model:paste:{draft.turn}", height=120, help=here.say(words.PASTE_HELP))
    st.button(here.say(words.READ_PASTED), on_click=_paste, args=(row, draft), key="model:pasted")
    found = st.session_state.get(_found(row), ())
    if found:
        st.warning(here.say(words.NOTHING_TAKEN), icon=":material/edit_off:")
    for finding in found[:MOST_TOLD]:
        place = f"**{safe(finding.column)}** · " if finding.column else ""
        st.error(f"{place}{safe(here.say(finding.text))}", icon=":material/edit_off:")


def _take(row: ProjectRow, draft: Draft, content: bytes) -> None:
    """What the workbook says takes the place of what is on screen; one bad cell leaves the draft as it was."""
    rows, findings = read_model(content, row.project_id, visit().today)
    st.session_state[_found(row)] = findings
    flows = tuple(each for each in rows if isinstance(each, EconomicFlow))
    factors = tuple(each for each in rows if isinstance(each, RiskFactor))
    said = [each for each in rows if isinstance(each, EconomicModel)]
    if not findings and (flows or said):
        drafts.put(row, terms=said[0] if said else draft.terms, flows=flows, factors=factors or draft.factors)


def _paste(row: ProjectRow, draft: Draft) -> None:
    """The same of a scenario; what was pasted stays, to be corrected, while a cell of it is bad."""
    text = st.session_state.get(f"model:paste:{draft.turn}") or ""
    horizon = None if draft.terms.horizon_years is None else int(draft.terms.horizon_years)
    scenario = st.session_state.get("model:scenario") or Scenario.REFERENCE
    flows, findings = read_grid(text, row.project_id, scenario, int(draft.terms.first_year), horizon)
    st.session_state[_found(row)] = findings
    if flows and not findings:
        others = tuple(flow for flow in draft.flows if flow.scenario is not scenario)
        drafts.put(row, flows=(*others, *flows))


def _found(row: ProjectRow) -> str:
    return f"model:findings:{visit().code}:{row.project_id}"
