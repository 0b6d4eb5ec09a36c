"""Ten lines that make a whole model: what is invested, what it costs to run, who pays, for how long."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import streamlit as st

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.economics.legal_forms import roles
from portfolio.domain.economics.quick_model import RECURRING, Loan, Quick, quick_flows, usual_factors
from portfolio.domain.facts import Field
from portfolio.domain.facts.choices import FlowKind, LegalFormKind, Scenario
from portfolio.domain.facts.economics import HIGHEST_RATE, PERCENT_TYPED
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.questions import ProjectRow
from portfolio.presentation.kit.formats import euros
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import words
from portfolio.ui.economics.draft import Draft
from portfolio.ui.kit import fields, pieces
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import organisations
from portfolio.ui.kit.session import visit

ABREAST = 260
FIRST = "quick"
TOLD = f"{FIRST}:told"


def _money(name: str, fr: str, en: str, *, required: bool = False) -> Field:
    return Field(name, Kind.MONEY, Text(fr, en), required=required)


def _years(name: str, fr: str, en: str, *, required: bool = False, most: int = 60) -> Field:
    return Field(name, Kind.NUMBER, Text(fr, en), required=required, low=Decimal(1), high=Decimal(most), whole=True)


INVESTED = _money("invested", "investissement (€)", "investment (€)", required=True)
BUILD = _years("build", "années de travaux", "years of works", most=20)
HORIZON = _years("horizon", "horizon (années)", "horizon (years)", required=True)
RUN = _money("operating_cost", "exploitation, par an (€)", "running cost, a year (€)", required=True)
PAYING = {
    FlowKind.GRANT: _money("grant", "subventions d’investissement (€)", "investment grants (€)"),
    FlowKind.LOAN: _money("loan", "emprunt (€)", "loan (€)"),
    FlowKind.USER_REVENUE: _money("user_revenue", "recettes des usagers, par an (€)", "user revenue, a year (€)"),
    FlowKind.CONTRACTED_REVENUE: _money(
        "contracted_revenue", "recettes contractuelles, par an (€)", "contracted revenue, a year (€)"
    ),
    FlowKind.SAVING: _money("saving", "économies, par an (€)", "savings, a year (€)"),
    FlowKind.CONTRIBUTION: _money("contribution", "contribution, par an (€)", "contribution, a year (€)"),
}
RATE = Field(
    "rate",
    Kind.SHARE,
    Text("taux de l’emprunt (3 %, ou 0,03)", "rate of the loan (3%, or 0.03)"),
    required=False,
    high=HIGHEST_RATE,
    too_high=PERCENT_TYPED,
)
LOAN_YEARS = _years("loan_years", "durée de l’emprunt (années)", "length of the loan (years)")
CONTRIBUTOR = Field("contributor", Kind.CODE, Text("qui contribue", "who contributes"), required=False)
VOTED = Field(
    "voted", Kind.FLAG, Text("contribution votée ou attribuée", "contribution voted or awarded"), required=False
)
REPLACED = _money("replaced", "renouvellement (€)", "replacement (€)")
REPLACED_IN = _years("replaced_in", "renouvelé après (années)", "replaced after (years)")


def form(row: ProjectRow, draft: Draft) -> None:
    """Each line follows what is typed; the grid then holds what they say."""
    here = visit()
    asked = _asked(row, draft)
    who = roles(LegalFormKind.of(row.legal_form) if row.legal_form else None)
    st.caption(safe(here.say(words.ROLES.fill(invests=who.invests, demand=who.bears_demand, pays=who.pays))))
    grid = st.grid(columns="auto", min_column_width=ABREAST)
    names = {code: each.name for code, each in organisations().items()}
    for field in asked:
        with grid.container(gap="xxsmall"):
            fields.draw(_key(draft, field), field, names if field is CONTRIBUTOR else None)
    replaced = [flow for flow in draft.flows if flow.scenario is Scenario.REFERENCE]
    if replaced:
        st.caption(f":material/warning: {here.say(words.FILL_REPLACES.fill(n=len(replaced)))}")
    st.button(
        here.say(words.FILL_MODEL), icon=":material/bolt:", on_click=_fill, args=(row, draft), key=f"{FIRST}:fill"
    )
    found = st.session_state.pop(TOLD, None)
    if isinstance(found, Refused):
        pieces.refusal(found)
    elif found is not None:
        st.info(safe(here.say(found)), icon=":material/bolt:")


def _asked(row: ProjectRow, draft: Draft) -> list[Field]:
    """What a model of that legal form usually has, and what this one has."""
    form = roles(LegalFormKind.of(row.legal_form) if row.legal_form else None).usual
    usual = {*form, *(flow.kind for flow in draft.flows if flow.kind in PAYING)}
    paying = [PAYING[kind] for kind in FlowKind if kind in usual]
    loan = [RATE, LOAN_YEARS] if FlowKind.LOAN in usual else []
    given = [CONTRIBUTOR, VOTED] if FlowKind.CONTRIBUTION in usual else []
    return [INVESTED, BUILD, HORIZON, RUN, *paying, *loan, *given, REPLACED, REPLACED_IN]


def _fill(row: ProjectRow, draft: Draft) -> None:
    """The flows of reference that the lines say take the place of those there were; nothing is recorded."""
    try:
        said = _read(draft, _asked(row, draft))
        quick = _quick(said, row)
        flows = quick_flows(row.project_id, quick)
    except Refused as refused:
        st.session_state[TOLD] = refused
        return
    drafts.put_scenario(draft, Scenario.REFERENCE, flows)
    drafts.put(
        row, terms=replace(draft.terms, horizon_years=Decimal(quick.horizon)), factors=tuple(usual_factors(flows))
    )
    own = euros(quick.own_eur, visit().language)
    st.session_state[TOLD] = words.FILLED_OWN.fill(own=own) if quick.own_eur else words.FILLED


def _read(draft: Draft, asked: list[Field]) -> dict[str, Any]:
    """What each line says; one refusal with all that is wrong."""
    said: dict[str, Any] = {}
    wrong: list[Refused] = []
    for field in asked:
        try:
            said[field.name] = fields.read(_key(draft, field), field)
        except Refused as refused:
            wrong.append(refused)
    if wrong:
        fr, en = (" ".join(dict.fromkeys(each.text.to(language) for each in wrong)) for language in ("fr", "en"))
        raise Refused(Text(fr, en))
    return said


def _quick(said: dict[str, Any], row: ProjectRow) -> Quick:
    recurring: dict[FlowKind, Decimal | None] = {kind: said.get(kind.value) for kind in RECURRING}
    borrowed, years = said.get("loan"), said.get("loan_years")
    for amount, needed, why in (
        (borrowed, years, words.LOAN_NEEDS_YEARS),
        (borrowed, said.get("rate"), words.LOAN_NEEDS_RATE),
        (said.get("replaced"), said.get("replaced_in"), words.REPLACED_NEEDS_YEARS),
    ):
        if amount and needed is None:
            raise Refused(why)
    return Quick(
        horizon=int(said["horizon"]),
        invested_eur=said["invested"],
        build_years=int(said.get("build") or 1),
        recurring=recurring,
        grant_eur=said.get("grant"),
        loan=Loan(borrowed, float(said["rate"]), int(years or 1)) if borrowed else None,
        replaced_eur=said.get("replaced"),
        replaced_in=int(said["replaced_in"]) if said.get("replaced_in") else None,
        contributor_id=said.get("contributor"),
        is_voted=bool(said.get("voted")),
        lead_id=row.lead,
    )


def _key(draft: Draft, field: Field) -> str:
    return f"{FIRST}:{draft.terms.project_id}:{field.name}"
