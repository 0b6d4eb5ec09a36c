"""What a scenario is worth before any grant or loan, and whether it pays its debts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from portfolio.domain import economics
from portfolio.domain.economics import FundingGap
from portfolio.domain.economics.flow_kinds import OWN_REVENUE
from portfolio.domain.economics.model import Array, has_costs, total
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind


class Appraisal(NamedTuple):
    """Before any grant or loan, as definitions go; paybacks and the break-even in years from t = 0. None: undefined;
    the full cost is, too, without operating costs."""

    fnpv_c: float | None
    fnpv_k: float | None
    rates_of_return: list[float]
    gap: FundingGap
    payback: float | None
    discounted_payback: float | None
    break_even: int | None
    debt_coverage: float | None
    cost_per_inhabitant: float | None


def appraisal(
    flows: Sequence[EconomicFlow], years: int, rate: float, inhabitants: float | None, european: Collection[str]
) -> Appraisal | None:
    """Invested, replaced, earned, spent and left: the flows that the project makes whoever pays for it."""
    kinds = {kind: total(flows, {kind}, years) for kind in FlowKind}
    invested, replaced, left = (
        kinds[each] for each in (FlowKind.INVESTMENT, FlowKind.REPLACEMENT, FlowKind.RESIDUAL_VALUE)
    )
    revenue, opex = total(flows, OWN_REVENUE, years), kinds[FlowKind.OPERATING_COST]
    project = revenue - opex - invested - replaced + left
    service = kinds[FlowKind.INTEREST] + kinds[FlowKind.PRINCIPAL]
    own = _own_capital(invested - kinds[FlowKind.LOAN] - _european(flows, european, years))
    if not flows or not np.isfinite(project + service + own).all():
        return None
    available = revenue + kinds[FlowKind.CONTRIBUTION] - opex - replaced
    return Appraisal(
        fnpv_c=economics.financial_npv_c(invested, replaced, revenue, opex, left, rate),
        fnpv_k=economics.financial_npv_k(own, revenue, opex, replaced, service, left, rate),
        rates_of_return=economics.internal_rates_of_return(project),
        gap=economics.funding_gap(invested, replaced, revenue, opex, left, rate),
        payback=economics.payback(project),
        discounted_payback=economics.discounted_payback(project, rate),
        break_even=_break_even(revenue, opex),
        debt_coverage=_lowest(economics.debt_service_coverage(available, service)),
        cost_per_inhabitant=_per_inhabitant(opex + invested + replaced, inhabitants) if has_costs(flows) else None,
    )


def _own_capital(left: Array) -> Array:
    """What national capital brings, by year, of what loans and the Union leave to pay: what these bring ahead of the
    works pays the years after, and what they bring after the works gives capital back."""
    return np.diff(np.maximum(np.cumsum(left), 0), prepend=0.0)


def _break_even(revenue: Array, opex: Array) -> int | None:
    """Not before the first year that earns or spends: nothing runs before."""
    found, runs = economics.break_even_year(revenue, opex), np.flatnonzero((revenue > 0) | (opex > 0))
    return None if found is None or not opex.any() else max(found, int(runs[0]))


def _european(flows: Sequence[EconomicFlow], european: Collection[str], years: int) -> Array:
    """Grants of the European Union: nobody here bears them."""
    own = [flow for flow in flows if flow.funder_id in european]
    return total(own, {FlowKind.GRANT}, years)


def _per_inhabitant(cost: Array, inhabitants: float | None) -> float | None:
    """The full cost over the horizon, a year and an inhabitant."""
    return float(cost.sum() / len(cost) / inhabitants) if inhabitants else None


def _lowest(values: Array) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.min()) if known.size else None
