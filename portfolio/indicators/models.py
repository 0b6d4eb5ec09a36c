"""Small worlds of economic models, for the examples: flows in a few words, assessed when a probability is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.economic_model import Model, digest
from portfolio.domain.facts import EconomicFlow, EconomicModel, LegalForm, RiskAssessment
from portfolio.domain.facts.choices import FlowKind, FundingStatus, LegalFormKind, Scenario
from portfolio.indicators.worlds import Rows


def model(project_id: str, horizon: int | None, *flows: tuple[FlowKind, str], probability: float | None = None) -> Rows:
    """A model whose flows of reference are these, each with its amounts by year; contributions are voted; assessed when
    a probability is given."""
    terms = EconomicModel(
        project_id=project_id,
        first_year=Decimal(2026),
        horizon_years=None if horizon is None else Decimal(horizon),
    )
    rows = tuple(
        EconomicFlow(
            project_id=project_id,
            scenario=Scenario.REFERENCE,
            flow_id=f"{kind.value}-{number}",
            kind=kind,
            amounts_eur=told,  # type: ignore[arg-type]
            status=FundingStatus.VOTED if kind is FlowKind.CONTRIBUTION else None,
        )
        for number, (kind, told) in enumerate(flows)
    )
    return (terms, *rows, *([] if probability is None else [_assessed(Model(terms, rows), probability)]))


def _assessed(found: Model, probability: float) -> RiskAssessment:
    share = Decimal(str(probability))
    return RiskAssessment(
        project_id=found.terms.project_id,
        probability=share,
        low=share,
        high=share,
        draws=Decimal(10_000),
        seed=Decimal(0),
        inputs=digest(found),
        assessed_on=date(2026, 3, 1),
    )


def contract(project_id: str, ends_on: date | None) -> Rows:
    return (LegalForm(project_id=project_id, form=LegalFormKind.CONCESSION, ends_on=ends_on),)
