"""What a scenario of an economic model comes to: its cash by year, its appraisal, whom it lives on, its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from portfolio.domain import economics
from portfolio.domain.economics import GateValues, Status, gate_values
from portfolio.domain.economics.gates import Gate, Thresholds, judged, known, values_of, year
from portfolio.domain.economics.missing_inputs import MissingInputs, missing_inputs
from portfolio.domain.economics.model import Array, Model, amounts, cash, first_giver, giver
from portfolio.domain.economics.scenario_appraisal import Appraisal, appraisal
from portfolio.domain.economics.stacked_models import plans_of
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
    and appraisal are of the flows entered only."""

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
    found = gate_values(plans)
    status, gates = judged(values_of(found, model.probability), terms.thresholds)
    return ScenarioOutcome(
        scenario=scenario,
        first_year=int(model.terms.first_year),
        rate=rate,
        path=_path(flows, years),
        appraisal=appraisal(flows, years, rate, terms.inhabitants, terms.european),
        dependence=_dependence(flows, years, found),
        status=status,
        gates=gates,
        missing=missing_inputs(model, plans, scenario),
    )


def _path(flows: Sequence[EconomicFlow], years: int) -> CashPath:
    whole = cash(flows, years) if flows else np.full(years, np.nan)
    first = first_giver(flows, years)
    given = _givers(flows, years).get(first or "", np.zeros(years))
    return CashPath(whole, np.cumsum(whole), np.cumsum(whole - given), first)


def _dependence(flows: Sequence[EconomicFlow], years: int, found: GateValues) -> Dependence:
    given = [float(np.nansum(values)) for values in _givers(flows, years).values()]
    return Dependence(
        coverage_own=known(found.coverage_own[0]),
        subsidy_dependence=known(found.subsidy_dependence[0]),
        effective_funders=economics.effective_number(given) if given else None,
        first_share=economics.first_share(given) if given else None,
        post_grant_year=year(found.post_grant_year[0]),
        autonomy=known(found.years_of_autonomy[0]),
    )


def _givers(flows: Sequence[EconomicFlow], years: int) -> dict[str, Array]:
    """The recurrent contributions by year, of each who gives."""
    found: dict[str, Array] = {}
    for flow in flows:
        if flow.kind is FlowKind.CONTRIBUTION:
            found[giver(flow)] = found.get(giver(flow), np.zeros(years)) + amounts(flow, years)
    return found
