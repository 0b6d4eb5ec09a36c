"""The grid: one row a flow, one column a year, scenario by scenario; each cell that cannot be read is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.economics.flow_kinds import BY_A_FUNDER, in_order
from portfolio.domain.economics.quick_model import CODES
from portfolio.domain.facts import EconomicFlow, Field
from portfolio.domain.facts.choices import FlowKind, FundingStatus, Scenario
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.series import Series
from portfolio.domain.questions import ProjectRow
from portfolio.intake.cells import write_number
from portfolio.intake.flow_tables import read_amount
from portfolio.presentation.kit.sentences import capital
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import words
from portfolio.ui.economics.draft import Draft
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import organisations
from portfolio.ui.kit.session import visit

AMOUNT = Field("amount", Kind.MONEY, Text("montant", "amount"), required=False, low=Decimal(-(10**12)))
CODE, KIND, TITLE, FUNDER, STATUS = "flow_id", "kind", "title", "funder_id", "status"
HEADINGS = {
    CODE: Text("code", "code"),
    KIND: Text("nature", "kind"),
    TITLE: Text("nom", "name"),
    FUNDER: Text("financeur", "funder"),
    STATUS: Text("statut", "status"),
}


def edit(row: ProjectRow, draft: Draft, scenario: Scenario) -> None:
    """The flows of a scenario as a grid; what can be read follows at once, what cannot is named under it."""
    here = visit()
    flows = sorted((flow for flow in draft.flows if flow.scenario is scenario), key=in_order)
    if not flows and scenario is not Scenario.REFERENCE and draft.flows:
        st.button(
            here.say(words.START_FROM_REFERENCE),
            key=f"copy:{scenario.value}",
            on_click=lambda: drafts.put(row, flows=(*draft.flows, *drafts.copied(draft.flows, scenario))),
        )
    years = _years(draft, flows)
    edited = st.data_editor(
        _frame(draft, scenario, flows, years),
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_order=[KIND, TITLE, FUNDER, STATUS, *map(str, years), CODE],
        column_config=_columns(years),
        key=f"grid:{_name(draft, scenario, years)}",
    )
    read, faults = _read(edited, draft, scenario, years)
    if not faults:
        drafts.put_scenario(draft, scenario, read)
    draft.faults += faults
    for fault in faults:
        st.error(safe(fault), icon=":material/edit_off:")
    st.caption(safe(here.say(words.GRID_HELP)))


def _name(draft: Draft, scenario: Scenario, years: Sequence[int]) -> str:
    return f"{draft.terms.project_id}:{scenario.value}:{draft.turn}:{years[0]}-{len(years)}"


def _frame(draft: Draft, scenario: Scenario, flows: Sequence[EconomicFlow], years: Sequence[int]) -> pd.DataFrame:
    """What the grid started from, for as long as it is the same grid: it keeps its edits apart, and a frame that held
    them already would make it another one, which forgets the next."""
    key = f"frame:{_name(draft, scenario, years)}"
    if key not in draft.frames:
        lines = [_line(flow, years) for flow in flows]
        draft.frames[key] = pd.DataFrame(lines, columns=[*HEADINGS, *map(str, years)], dtype=object)
    return draft.frames[key]


def _years(draft: Draft, flows: Sequence[EconomicFlow]) -> list[int]:
    """Those of the horizon, else of the longest flow."""
    longest = max((len(flow.amounts_eur) for flow in flows), default=1)
    horizon = draft.terms.horizon_years
    count = longest if horizon is None else max(longest, int(horizon) + 1)
    return [int(draft.terms.first_year) + t for t in range(count)]


def _line(flow: EconomicFlow, years: Sequence[int]) -> list[Any]:
    here = visit()
    known = ["" if each is None else write_number(AMOUNT, each, here.language) for each in flow.amounts_eur]
    headings = (
        here.say(flow.kind.label),
        flow.title or "",
        _funders().get(flow.funder_id or "", flow.funder_id or ""),
        here.say(flow.status.label) if flow.status else "",
    )
    return [flow.flow_id, *headings, *known, *[""] * (len(years) - len(known))]


def _columns(years: Sequence[int]) -> dict[str, Any]:
    here = visit()
    heads = {name: capital(here.say(text)) for name, text in HEADINGS.items()}
    kinds, statuses = ([here.say(each.label) for each in choice] for choice in (FlowKind, FundingStatus))
    names = sorted(_funders().values())
    return {
        CODE: st.column_config.TextColumn(heads[CODE], width="small"),
        KIND: st.column_config.SelectboxColumn(heads[KIND], options=kinds, required=True, pinned=True),
        TITLE: st.column_config.TextColumn(heads[TITLE]),
        FUNDER: st.column_config.SelectboxColumn(heads[FUNDER], options=names),
        STATUS: st.column_config.SelectboxColumn(heads[STATUS], options=statuses),
        **{str(year): st.column_config.TextColumn(str(year), width="small") for year in years},
    }


def _read(
    frame: pd.DataFrame, draft: Draft, scenario: Scenario, years: Sequence[int]
) -> tuple[list[EconomicFlow], list[str]]:
    """The flows that the grid says, and what is wrong in it, cell by cell."""
    flows: list[EconomicFlow] = []
    faults: list[str] = []
    taken = [str(code) for code in frame[CODE] if _is_filled(code)]
    for number, line in enumerate(frame.to_dict("records"), 1):
        if any(_is_filled(value) for value in line.values()):
            try:
                flows.append(_flow(line, draft, scenario, years, taken))
            except Refused as refused:
                faults.append(f"{visit().say(words.LINE.fill(n=number))} {visit().say(refused.text)}")
    repeated = sorted({code for code in taken if taken.count(code) > 1})
    faults += [visit().say(words.CODE_REPEATED.fill(code=code)) for code in repeated]
    return flows, faults


def _flow(
    line: Mapping[Any, Any], draft: Draft, scenario: Scenario, years: Sequence[int], taken: list[str]
) -> EconomicFlow:
    here = visit()
    kinds = {here.say(each.label): each for each in FlowKind}
    statuses = {here.say(each.label): each for each in FundingStatus}
    if not _is_filled(line[KIND]):
        raise Refused(words.KIND_NEEDED)
    kind = kinds[line[KIND]]
    code = str(line[CODE]) if _is_filled(line[CODE]) else _free(kind, taken)
    codes = {name: each for each, name in _funders().items()}
    funder = line[FUNDER] if _is_filled(line[FUNDER]) else None
    before = next((flow for flow in draft.flows if (flow.scenario, flow.flow_id) == (scenario, code)), None)
    return EconomicFlow(
        project_id=draft.terms.project_id,
        scenario=scenario,
        flow_id=code,
        kind=kind,
        title=line[TITLE] if _is_filled(line[TITLE]) else None,
        funder_id=codes.get(str(funder), funder) if funder and kind in BY_A_FUNDER else None,
        status=statuses.get(line[STATUS]) if kind is FlowKind.CONTRIBUTION else None,
        amounts_eur=_within(tuple(_amount(line[str(year)], year, kind, code) for year in years), draft),
        source_id=before.source_id if before else None,
    )


def _funders() -> dict[str, str]:
    """Each organisation by its code; two of one name are told apart by it."""
    found = {code: row.name for code, row in organisations().items()}
    names = list(found.values())
    return {code: name if names.count(name) == 1 else f"{name} ({code})" for code, name in found.items()}


def _within(amounts: Series, draft: Draft) -> Series:
    """Without the years beyond the horizon of which nothing is said."""
    horizon = draft.terms.horizon_years
    while horizon is not None and len(amounts) > int(horizon) + 1 and not amounts[-1]:
        amounts = amounts[:-1]
    return amounts


def _free(kind: FlowKind, taken: list[str]) -> str:
    """A code that no other flow of the grid bears."""
    stem = CODES[kind]
    code = next(each for n in count(1) if (each := stem if n == 1 else f"{stem}-{n}") not in taken)
    taken.append(code)
    return code


def _amount(value: Any, year: int, kind: FlowKind, code: str) -> Decimal | None:
    return read_amount(str(value), year, kind, code) if _is_filled(value) else None


def _is_filled(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and pd.isna(value)) and str(value).strip() != ""
