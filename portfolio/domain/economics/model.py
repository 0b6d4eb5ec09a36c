"""A project's economic model as its rows say it, read as arrays by year."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.economics.flow_kinds import NOT_CASH, sign
from portfolio.domain.facts import EconomicFlow, EconomicModel, RiskAssessment, RiskFactor
from portfolio.domain.facts.choices import Distribution, FlowKind, Scenario
from portfolio.domain.facts.series import write_series
from portfolio.domain.funding.ladder import SECURED

Array = NDArray[np.float64]


class Model(NamedTuple):
    """The rows of one project's model; `assessment` is the last one made, even of other inputs."""

    terms: EconomicModel
    flows: tuple[EconomicFlow, ...]
    factors: tuple[RiskFactor, ...] = ()
    assessment: RiskAssessment | None = None

    def of(self, scenario: Scenario) -> tuple[EconomicFlow, ...]:
        """The flows of one scenario."""
        return tuple(flow for flow in self.flows if flow.scenario is scenario)

    @property
    def scenarios(self) -> list[Scenario]:
        """Those that have a flow."""
        present = {flow.scenario for flow in self.flows}
        return [scenario for scenario in Scenario if scenario in present]

    @property
    def horizon(self) -> int | None:
        """The years followed after the first, None where the terms do not say."""
        return None if self.terms.horizon_years is None else int(self.terms.horizon_years)

    def years(self, scenario: Scenario = Scenario.REFERENCE) -> int:
        """How many years are followed: those of the horizon, else of the longest flow."""
        longest = max((len(flow.amounts_eur) for flow in self.of(scenario)), default=0)
        return longest if self.horizon is None else self.horizon + 1

    @property
    def probability(self) -> Decimal | None:
        """The probability of sustainability, while what it was computed from is as it was."""
        found = self.assessment
        return found.probability if found is not None and found.inputs == digest(self) else None


def digest(model: Model) -> str:
    """Of what a probability of sustainability is computed from: the view `model_digest` computes the same."""
    flows = sorted(model.of(Scenario.REFERENCE), key=lambda flow: flow.flow_id)
    lines = "\n".join(f"{flow.flow_id} {flow.kind.value} {write_series(flow.amounts_eur)}" for flow in flows)
    factors = "\n".join(_in_words(factor) for factor in sorted(model.factors, key=lambda factor: factor.flow_id))
    horizon = "-" if model.horizon is None else str(model.horizon)
    return hashlib.sha256(f"{horizon}\n{lines}\n{factors}".encode()).hexdigest()


def amounts(flow: EconomicFlow, years: int) -> Array:
    """Its euros by year, nan where they are not known."""
    known = [np.nan if each is None else float(each) for each in flow.amounts_eur[:years]]
    return np.array(known + [np.nan] * (years - len(known)))


def total(flows: Iterable[EconomicFlow], kinds: Collection[FlowKind], years: int) -> Array:
    """The euros of these kinds by year: 0 where the model has none of them, nan where one is not known."""
    return sum((amounts(flow, years) for flow in flows if flow.kind in kinds), np.zeros(years))


def has_costs(flows: Iterable[EconomicFlow]) -> bool:
    """Whether operating costs are given, were they 0; a model without any has forgotten them."""
    return any(flow.kind is FlowKind.OPERATING_COST for flow in flows)


def of_kinds(flows: Iterable[EconomicFlow], *kinds: FlowKind) -> list[EconomicFlow]:
    """The flows of these kinds, in the order they come."""
    return [flow for flow in flows if flow.kind in kinds]


def sum_of_known_eur(flows: Iterable[EconomicFlow]) -> Decimal:
    """The exact sum of the euros that are known, all years together."""
    return sum((amount for flow in flows for amount in flow.amounts_eur if amount), Decimal(0))


def cash(flows: Iterable[EconomicFlow], years: int) -> Array:
    """What comes in less what goes out, by year; the residual value is not cash."""
    counted = (flow for flow in flows if flow.kind not in NOT_CASH)
    return sum((sign(flow.kind) * amounts(flow, years) for flow in counted), np.zeros(years))


def signed(model: Model, scenario: Scenario = Scenario.REFERENCE) -> dict[str, Array]:
    """Each flow of cash by its code, what comes in positive, what goes out negative."""
    years = model.years(scenario)
    counted = (flow for flow in model.of(scenario) if flow.kind not in NOT_CASH)
    return {flow.flow_id: sign(flow.kind) * amounts(flow, years) for flow in counted}


def factors_of(model: Model) -> dict[str, tuple[str | float, ...]]:
    """The factors as a simulation takes them: (distribution, its numbers)."""
    known = signed(model)
    usable = (factor for factor in model.factors if factor.flow_id in known)
    return {factor.flow_id: (factor.distribution.value, *_numbers(factor)) for factor in usable}


def _numbers(factor: RiskFactor) -> list[float]:
    """In the order that each distribution gives them; a row holds those that it needs."""
    given = {
        Distribution.TRIANGULAR: (factor.low, factor.centre, factor.high),
        Distribution.UNIFORM: (factor.low, factor.high),
        Distribution.NORMAL: (factor.centre, factor.deviation),
    }[factor.distribution]
    return [float(each) for each in given if each is not None]


def is_committed(flow: EconomicFlow) -> bool:
    """Whether a funder has granted what it contributes: intentions and applications are not counted on."""
    return flow.kind is FlowKind.CONTRIBUTION and flow.status in SECURED


def giver(flow: EconomicFlow) -> str:
    """Who gives a contribution; one that is not named counts as another giver."""
    return flow.funder_id or flow.flow_id


def first_giver(flows: Iterable[EconomicFlow], years: int) -> str | None:
    """The recurrent funder that gives most over the horizon; of equals, the first by name."""
    given: dict[str, float] = {}
    for flow in flows:
        if flow.kind is FlowKind.CONTRIBUTION:
            given[giver(flow)] = given.get(giver(flow), 0.0) + float(np.nansum(amounts(flow, years)))
    return min(given, key=lambda name: (-given[name], name)) if given else None


def _in_words(factor: RiskFactor) -> str:
    numbers = (factor.low, factor.centre, factor.high, factor.deviation)
    written = ("-" if each is None else format(each, "f") for each in numbers)
    return " ".join((factor.flow_id, factor.distribution.value, *written))
