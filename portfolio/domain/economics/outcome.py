"""What a scenario of an economic model comes to: its cash by year, its appraisal, whom it lives on, its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portfolio.domain import economics
from portfolio.domain.economics import Plans, Status, Verdicts
from portfolio.domain.economics.flow_kinds import OWN_REVENUE
from portfolio.domain.economics.gates import Gate, Thresholds, judged
from portfolio.domain.economics.missing_inputs import MissingInputs, missing_inputs
from portfolio.domain.economics.model import Array, Model, amounts, cash, first_giver, giver, total
from portfolio.domain.economics.scenario_appraisal import Appraisal, appraisal
from portfolio.domain.economics.stacked_models import plans_of, steady
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario


class Terms(NamedTuple):
    """What is read beside the rows: the discount rate unless the model sets its own, the thresholds of the gates, the
    inhabitants of the project's territories, which funders are the European Union's."""

    rate: float
    thresholds: Thresholds
    inhabitants: float | None = None
    european: frozenset[str] = frozenset()


class CashPath(NamedTuple):
    """Euros by year from t = 0, nan from the first year that is not known; `first_funder` is the recurrent funder that
    gives most over the horizon, None when nobody does."""

    cash: Array
    cumulated: Array
    without_first: Array
    first_funder: str | None


class Dependence(NamedTuple):
    """On whom it lives: shares of euros over the horizon, years from t = 0. None: undefined, or not known."""

    coverage_own: float | None
    subsidy_dependence: float | None
    effective_funders: float | None
    first_share: float | None
    post_grant_year: int | None
    autonomy: float | None


class ScenarioOutcome(NamedTuple):
    """One scenario; `appraisal` is None when a flow that it reads is not known. Where `missing.cash` is not empty, cash
    and appraisal are of the only flows said."""

    scenario: Scenario
    first_year: int
    rate: float
    path: CashPath
    appraisal: Appraisal | None
    dependence: Dependence
    status: Status
    gates: tuple[Gate, ...]
    missing: MissingInputs

    @property
    def years(self) -> list[int]:
        """The calendar years."""
        return [self.first_year + t for t in range(len(self.path.cash))]


def outcome(model: Model, terms: Terms, scenario: Scenario = Scenario.REFERENCE) -> ScenarioOutcome:
    """All that a scenario comes to. The probability is the model's, assessed on its scenario of reference."""
    flows, years = model.of(scenario), max(model.years(scenario), 1)
    rate = terms.rate if model.terms.rate is None else float(model.terms.rate)
    plans = plans_of([model], scenario)
    verdicts = economics.assess(
        plans,
        np.array([np.nan if model.probability is None else float(model.probability)]),
        coverage_minimum=terms.thresholds.coverage,
        probability_minimum=terms.thresholds.probability,
    )
    status, gates = judged(_values(verdicts, plans), terms.thresholds)
    return ScenarioOutcome(
        scenario=scenario,
        first_year=int(model.terms.first_year),
        rate=rate,
        path=_path(flows, years),
        appraisal=appraisal(flows, years, rate, terms.inhabitants, terms.european),
        dependence=_dependence(flows, years, verdicts, plans),
        status=status,
        gates=gates,
        missing=missing_inputs(model, plans, scenario),
    )


class _Found(NamedTuple):
    """What the gates are judged on."""

    is_negative_once: bool
    lowest_eur: float | None
    first_negative_year: int | None
    cash_eur: float | None
    coverage: float | None
    coverage_gap_eur: float | None
    without_first_eur: float | None
    first_negative_without_first: int | None
    probability: float | None


def _values(verdicts: Verdicts, plans: Plans) -> _Found:
    """Without its operating costs a plan does not hold; it may still be seen to fail."""
    has_costs = _has_costs(plans)
    negative, stressed = _year(verdicts.first_negative_year), _year(verdicts.n_minus_1_year)
    coverage = _one(verdicts.coverage.value)
    return _Found(
        is_negative_once=negative is not None,
        lowest_eur=_one(verdicts.never_negative.value) if has_costs or negative is not None else None,
        first_negative_year=negative,
        cash_eur=_one(verdicts.never_negative.value) if has_costs and negative is None else None,
        coverage=coverage,
        coverage_gap_eur=None if coverage is None else _gap(plans),
        without_first_eur=_one(verdicts.n_minus_1.value) if has_costs or stressed is not None else None,
        first_negative_without_first=stressed,
        probability=_one(verdicts.probability.value),
    )


def _has_costs(plans: Plans) -> bool:
    """Whether operating costs are known in every year."""
    return not np.isnan(plans.opex).any()


def _gap(plans: Plans) -> float:
    """What revenue and committed contributions leave uncovered of costs, a year of the steady state."""
    years = steady(plans)
    shortfall = plans.opex[0, years] - plans.own_revenue[0, years] - plans.committed[0, years]
    return float(shortfall.mean())


def _path(flows: Sequence[EconomicFlow], years: int) -> CashPath:
    whole = cash(flows, years) if flows else np.full(years, np.nan)
    first = first_giver(flows, years)
    given = _givers(flows, years).get(first or "", np.zeros(years))
    return CashPath(whole, np.cumsum(whole), np.cumsum(whole - given), first)


def _dependence(flows: Sequence[EconomicFlow], years: int, verdicts: Verdicts, plans: Plans) -> Dependence:
    given = [float(np.nansum(values)) for values in _givers(flows, years).values()]
    return Dependence(
        coverage_own=_one(verdicts.coverage_own),
        subsidy_dependence=_dependence_on_grants(flows, years),
        effective_funders=economics.effective_number(given) if given else None,
        first_share=economics.first_share(given) if given else None,
        post_grant_year=_year(verdicts.post_grant_year),
        autonomy=_one(verdicts.years_of_autonomy) if _has_costs(plans) else None,
    )


def _dependence_on_grants(flows: Sequence[EconomicFlow], years: int) -> float | None:
    """Grants and contributions over all that comes in but loans, over the horizon."""
    given = float(total(flows, {FlowKind.GRANT, FlowKind.CONTRIBUTION}, years).sum())
    earned = float(total(flows, OWN_REVENUE, years).sum())
    return given / (given + earned) if given + earned > 0 else None


def _givers(flows: Sequence[EconomicFlow], years: int) -> dict[str, Array]:
    """The recurrent contributions by year, of each who gives."""
    found: dict[str, Array] = {}
    for flow in flows:
        if flow.kind is FlowKind.CONTRIBUTION:
            found[giver(flow)] = found.get(giver(flow), np.zeros(years)) + amounts(flow, years)
    return found


def _one(values: Array) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])


def _year(values: NDArray[np.int64]) -> int | None:
    return None if values[0] < 0 else int(values[0])
