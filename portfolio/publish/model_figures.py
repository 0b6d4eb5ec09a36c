"""What the formulas of a scenario's sheet come to, as the domain computes it: the values that its cells are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from portfolio.domain import economics
from portfolio.domain.economics.model import Array, Model, amounts, first_giver, giver, is_committed, total
from portfolio.domain.economics.stacked_models import plans_of
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario
from portfolio.publish.model_formulas import IN, OUT, OWN

Value = float | str | None


class ModelFigures(NamedTuple):
    """By year, nan where not known; in all, None where undefined; beside each flow, who gives it and how much."""

    by_year: dict[str, Array]
    in_all: dict[str, Value]
    beside: dict[str, dict[str, Value]]


def figures(model: Model, scenario: Scenario, years: int, rate: float) -> ModelFigures:
    """Euros over `years`, as `model_formulas` names them."""
    flows = model.of(scenario)
    lines = {kind.value: total(flows, {kind}, years) for kind in FlowKind}
    lines |= _cash(flows, lines, years) | _project(lines, flows, rate, years)
    calendar = float(model.terms.first_year) + np.arange(years, dtype=float)
    in_all = _in_all(lines, calendar, rate) | _coverages(model, scenario) | {"first": first_giver(flows, years)}
    return ModelFigures(lines, in_all, _beside(flows, years))


def _cash(flows: Sequence[EconomicFlow], lines: dict[str, Array], years: int) -> dict[str, Array]:
    """Working capital comes in or goes out as its sign says."""
    signed = lines[FlowKind.WORKING_CAPITAL.value]
    inflows, outflows = (_sum(lines, kinds, years) + np.maximum(way * signed, 0) for way, kinds in ((1, IN), (-1, OUT)))
    cumulated = np.round(economics.cumulated_cash_flow(inflows, outflows), 2)
    given = _given(flows, first_giver(flows, years), years)
    return {
        "inflows": inflows,
        "outflows": outflows,
        "cash": inflows - outflows,
        "cumulated": cumulated,
        "first_given": given,
        "without_first": np.round(cumulated - np.cumsum(given), 2),
    }


def _project(lines: dict[str, Array], flows: Sequence[EconomicFlow], rate: float, years: int) -> dict[str, Array]:
    """What the project makes whoever pays for it, and the years after both its last investment and its last grant."""
    own = _sum(lines, OWN, years)
    earned = own - lines["operating_cost"] - lines["replacement"] + lines["residual_value"]
    net = earned - lines["investment"]
    return {
        "t": np.arange(years, dtype=float),
        "factor": np.asarray(economics.discount_factor(rate, np.arange(years)), dtype=float),
        "own": own,
        "committed": total([flow for flow in flows if is_committed(flow)], {FlowKind.CONTRIBUTION}, years),
        "steady": _steady(lines["investment"], lines["grant"]),
        "net_revenue": earned,
        "net": net,
        "cumulated_net": np.round(np.cumsum(net), 2),
        "crossing": _crossing(net),
    }


def _steady(investment: Array, grant: Array) -> Array:
    """1 after both the last investment and the last grant, 0 before; nan where what is not known could be the last."""
    known = np.nan_to_num(investment) + np.nan_to_num(grant)
    later, lacking = (np.cumsum(each[::-1])[::-1] for each in (known, np.isnan(investment + grant)))
    return np.where(later > 0, 0.0, np.where(lacking > 0, np.nan, 1.0))


def _crossing(net: Array) -> Array:
    """Years from t = 0 to where the cumulated flow passes from under 0 to 0 or over; nan in the other years."""
    cumulated = np.round(np.cumsum(net), 2)
    found = np.full(net.size, np.nan)
    for year in np.flatnonzero((cumulated[:-1] < 0) & (cumulated[1:] >= 0)) + 1:
        found[year] = year - 1 - cumulated[year - 1] / net[year]
    return found


def _in_all(lines: dict[str, Array], calendar: Array, rate: float) -> dict[str, Value]:
    read = (lines["investment"], lines["replacement"], lines["own"], lines["operating_cost"], lines["residual_value"])
    gap, cumulated = economics.funding_gap(*read, rate), lines["cumulated"]
    lowest = int(np.nanargmin(cumulated)) if np.isfinite(cumulated).any() else None
    return {
        "lowest": None if lowest is None else float(cumulated[lowest]),
        "lowest_year": None if lowest is None else float(calendar[lowest]),
        "fnpv": economics.financial_npv_c(*read, rate),
        "dic": gap.dic,
        "dnr": gap.dnr,
        "gap": gap.rate,
        "payback": economics.payback(lines["net"]),
    }


def _coverages(model: Model, scenario: Scenario) -> dict[str, Value]:
    """In the steady state, nan where not known."""
    found = economics.gate_values(plans_of([model], scenario))
    return {"coverage_own": float(found.coverage_own[0]), "coverage": float(found.coverage[0])}


def _beside(flows: Sequence[EconomicFlow], years: int) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for flow in flows:
        if flow.kind is FlowKind.CONTRIBUTION:
            name, own = giver(flow), float(np.nansum(amounts(flow, years)))
            found[flow.flow_id] = {
                "giver": name,
                "given": own,
                "given_in_all": round(_given(flows, name, years).sum(), 2),
            }
    return found


def _given(flows: Sequence[EconomicFlow], name: str | None, years: int) -> Array:
    """What is known of the recurrent contributions of one funder, by year."""
    own = [flow for flow in flows if flow.kind is FlowKind.CONTRIBUTION and giver(flow) == name]
    return sum((np.nan_to_num(amounts(flow, years)) for flow in own), np.zeros(years))


def _sum(lines: dict[str, Array], names: Sequence[str], years: int) -> Array:
    return sum((lines[name] for name in names), np.zeros(years))
