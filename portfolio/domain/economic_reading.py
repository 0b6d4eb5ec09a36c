"""What an economic model is judged from, asked through the door by screens and terminal alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portfolio.domain.economic_model import Model
from portfolio.domain.facts import EconomicFlow, EconomicModel, Organisation, RiskAssessment, RiskFactor
from portfolio.domain.facts.choices import Family
from portfolio.domain.gates import Thresholds
from portfolio.domain.outcomes import Terms
from portfolio.domain.questions import FactRows, Inhabitants, Parameters, Question

Ask = Callable[[Question[Any]], Any]


def model_of(ask: Ask, log: str, project_id: str) -> Model | None:
    """The model that this log holds of the project; None where it holds none."""
    terms, flows, factors, assessed = (
        ask(FactRows(programme=log, fact=fact, project_id=project_id))
        for fact in (EconomicModel, EconomicFlow, RiskFactor, RiskAssessment)
    )
    return Model(terms[0], flows, factors, assessed[0] if assessed else None) if terms else None


def terms_of(ask: Ask, programme: str, project_id: str) -> Terms:
    """Rates and thresholds in force, the inhabitants served, and which funders are the European Union's."""
    rates = parameters(ask)
    [found] = ask(Inhabitants(programme=programme, project_id=project_id)) or [None]
    funders = ask(FactRows(programme=programme, fact=Organisation))
    return Terms(
        rate=rates["discount_rate_eu_financial"],
        thresholds=thresholds_of(rates),
        inhabitants=found.inhabitants if found else None,
        european=frozenset(each.organisation_id for each in funders if each.family is Family.EUROPEAN_UNION),
    )


def parameters(ask: Ask) -> dict[str, float]:
    return {row.key: row.value for row in ask(Parameters())}


def thresholds_of(rates: dict[str, float]) -> Thresholds:
    return Thresholds(rates["durability_coverage_minimum"], rates["durability_probability_minimum"])
