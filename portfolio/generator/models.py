"""The economic model of a generated project: what it costs to run, who pays, and how likely it is to hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from portfolio.domain.deciding.modelling import assess
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.quick_model import Loan, Quick, quick_flows, usual_factors
from portfolio.domain.facts import EconomicFlow, EconomicModel, RiskFactor
from portfolio.domain.facts.choices import Family, FlowKind, Scenario
from portfolio.generator import distributions as given
from portfolio.generator.past import ProjectPast, cents

SAID_AFTER = timedelta(days=120)
SPREAD = {Scenario.PRUDENT: Decimal("0.9"), Scenario.AMBITIOUS: Decimal("1.1")}


def live(past: ProjectPast, seed: int) -> None:
    """A model for most projects, said a few months after they start; whole or not, and assessed when it is whole."""
    found = model_of(past, seed)
    if found is None:
        return
    day = past.starts_on + SAID_AFTER
    assessed = assess(found, day, draws=given.MODEL_DRAWS)
    for row in (found.terms, *found.flows, *found.factors, *([assessed] if assessed else [])):
        past.learn(day, row)


def model_of(past: ProjectPast, seed: int) -> Model | None:
    """The rows, none for a project that has no model. Its shape is drawn: one that holds, one that leans on a single
    funder, one that runs out, one that does not say all."""
    chance = random.Random(f"{seed}/{past.project_id}/model")
    [shape] = chance.choices(list(given.MODEL_SHAPES), list(given.MODEL_SHAPES.values()))
    if shape == "none":
        return None
    quick = _quick(past, shape, chance)
    flows = [each for each in quick_flows(past.project_id, quick) if _is_declared(each, shape)]
    flows += list(_other_scenarios(flows, chance))
    horizon = None if shape == "unsaid" and chance.random() < given.HALF else Decimal(quick.horizon)
    terms = EconomicModel(project_id=past.project_id, first_year=Decimal(past.starts_on.year), horizon_years=horizon)
    factors: list[RiskFactor] = [] if shape == "unsaid" else usual_factors(flows)
    return Model(terms, tuple(flows), tuple(factors))


def _quick(past: ProjectPast, shape: str, chance: random.Random) -> Quick:
    """Costs a part of the investment to run; revenue and contribution make up that, more or less, as its shape says."""
    opex = _share(past.cost, chance.uniform(*given.OPEX_SHARE))
    revenue, contribution = (_share(opex, chance.uniform(*between)) for between in given.MODEL_INCOME[shape])
    kind = chance.choice((FlowKind.USER_REVENUE, FlowKind.CONTRACTED_REVENUE, FlowKind.SAVING))
    recurring = {FlowKind.OPERATING_COST: opex, kind: revenue, FlowKind.CONTRIBUTION: contribution or None}
    grant = _share(past.cost, chance.uniform(*given.MODEL_GRANT))
    borrows = chance.random() < given.BORROWS
    loan = Loan(_share(past.cost, given.LOAN_SHARE), 0.03, chance.choice((10, 15))) if borrows else None
    return Quick(
        horizon=chance.choice((15, 20)),
        invested_eur=past.cost,
        build_years=chance.choice((1, 2)),
        recurring=recurring,
        grant_eur=grant,
        loan=loan,
        contributor_id=past.funder(chance.choice((Family.REGION, Family.DEPARTMENT))).organisation_id,
        is_voted=chance.random() < given.VOTED_CONTRIBUTION,
        lead_id=past.lead.organisation_id,
    )


def _is_declared(flow: EconomicFlow, shape: str) -> bool:
    return shape != "unsaid" or flow.kind is not FlowKind.OPERATING_COST


def _other_scenarios(flows: list[EconomicFlow], chance: random.Random) -> Iterator[EconomicFlow]:
    """For some: the same with less revenue, and with more."""
    if chance.random() >= given.OTHER_SCENARIOS:
        return
    for scenario, factor in SPREAD.items():
        for flow in flows:
            earned = flow.kind in {FlowKind.USER_REVENUE, FlowKind.CONTRACTED_REVENUE, FlowKind.SAVING}
            said = tuple(cents(each * factor) if each and earned else each for each in flow.amounts_eur)
            yield replace(flow, scenario=scenario, amounts_eur=said)


def _share(amount: Decimal, share: float | Decimal) -> Decimal:
    return cents(amount * Decimal(str(round(share, 4))))
