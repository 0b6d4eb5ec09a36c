"""Economic models stacked as arrays, one row a model, so that their gates are judged in one pass."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from portfolio.domain.economics import Plans
from portfolio.domain.economics.flow_kinds import OWN_REVENUE
from portfolio.domain.economics.model import (
    Array,
    Model,
    amounts,
    cash,
    first_giver,
    giver,
    has_costs,
    is_committed,
    total,
)
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario


def plans_of(models: Sequence[Model], scenario: Scenario = Scenario.REFERENCE) -> Plans:
    """The models' flows by year, nan where not known, 0 beyond a model's own last year."""
    years = max((model.years(scenario) for model in models), default=1)
    stacked = [_arrays(model, scenario, max(years, 1)) for model in models]
    return Plans(
        **{name: np.array([each[name] for each in stacked]).reshape(len(models), -1) for name in NAMES},
        last=np.array([-1 if model.horizon is None else model.horizon for model in models], dtype=int),
    )


def steady(plans: Plans) -> slice:
    """The years of the steady state of the only plan there is: after its last investment and its last grant."""
    spent = np.flatnonzero((plans.investment[0] > 0) | (plans.grant[0] > 0))
    return slice(int(spent[-1]) + 1 if spent.size else 0, int(plans.last[0]) + 1)


NAMES = ("cash", "without_first", "own_revenue", "committed", "opex", "investment", "grant", "contribution")


def _arrays(model: Model, scenario: Scenario, width: int) -> dict[str, Array]:
    flows, years = model.of(scenario), model.years(scenario)
    first = first_giver(flows, years)
    whole = cash(flows, years)
    given = sum((amounts(flow, years) for flow in flows if _is_given_by(flow, first)), np.zeros(years))
    known = {
        "cash": whole,
        "without_first": whole - given,
        "own_revenue": total(flows, OWN_REVENUE, years),
        "committed": total([flow for flow in flows if is_committed(flow)], {FlowKind.CONTRIBUTION}, years),
        "opex": _opex(flows, years),
        "investment": total(flows, {FlowKind.INVESTMENT}, years),
        "grant": total(flows, {FlowKind.GRANT}, years),
        "contribution": total(flows, {FlowKind.CONTRIBUTION}, years),
    }
    return {name: np.concatenate([values, np.zeros(width - years)]) for name, values in known.items()}


def _opex(flows: Sequence[EconomicFlow], years: int) -> Array:
    """A model without operating costs has not given them: it is not that there are none."""
    return total(flows, {FlowKind.OPERATING_COST}, years) if has_costs(flows) else np.full(years, np.nan)


def _is_given_by(flow: EconomicFlow, first: str | None) -> bool:
    return flow.kind is FlowKind.CONTRIBUTION and giver(flow) == first
