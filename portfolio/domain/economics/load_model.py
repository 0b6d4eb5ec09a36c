"""What an economic model is judged from, asked through the door by screens and terminal alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from portfolio.domain.access.private_logs import programme_of, project_of
from portfolio.domain.economics.gates import GATES, Thresholds
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.outcome import Terms
from portfolio.domain.facts import EconomicFlow, EconomicModel, Organisation, RiskAssessment, RiskFactor
from portfolio.domain.facts.choices import Family
from portfolio.domain.questions import FactRows, FlowFunders, Inhabitants, Parameters, Question

Ask = Callable[[Question[Any]], Any]


def model_of(ask: Ask, log: str, project_id: str) -> Model | None:
    """The model that this log holds of the project, each flow with the funder that answers for it by now; None where it
    holds none."""
    terms, flows, factors, assessed = (
        ask(FactRows(programme=log, fact=fact, project_id=project_id))
        for fact in (EconomicModel, EconomicFlow, RiskFactor, RiskAssessment)
    )
    if not terms:
        return None
    followed = tuple(_followed(ask, log, project_id, flows)) if project_of(log) else flows
    return Model(terms[0], followed, factors, assessed[0] if assessed else None)


def _followed(ask: Ask, log: str, project_id: str, flows: Iterable[EconomicFlow]) -> Iterator[EconomicFlow]:
    """A private model names the funders of the day it was saved."""
    asked = FlowFunders(programme=programme_of(log), project_id=project_id, private=(project_id,))
    funders = {(row.scenario, row.flow_id): row.funder_id for row in ask(asked)}
    for flow in flows:
        yield replace(flow, funder_id=funders.get((flow.scenario.value, flow.flow_id)))


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
    """The parameters in force on the day of `ask`, by key."""
    return {row.key: row.value for row in ask(Parameters())}


def thresholds_of(rates: dict[str, float]) -> Thresholds:
    """What the gates ask of a model, from the parameters in force; `KeyError` names one that is missing."""
    return Thresholds(**{rule.threshold: rates[rule.parameter] for rule in GATES if rule.threshold is not None})
