"""What the indicators of economic models share: where they read, and small worlds for their examples, flows in a few
words, assessed when a probability is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.model import Model, digest
from portfolio.domain.facts import EconomicFlow, EconomicModel, LegalForm, RiskAssessment
from portfolio.domain.facts.choices import FlowKind, FundingStatus, LegalFormKind, Scenario
from portfolio.indicators.declaration import Example
from portfolio.indicators.example_rows import Rows, projects

RELATION = "project_durability"
MODELS = Text(
    "Modèles économiques des projets non abandonnés, scénario de référence",
    "The economic models of projects that are not abandoned, scenario of reference",
)
IN_FORCE = "(SELECT value FROM parameters_in_force($day) WHERE key = '{key}')"
NO_MODEL = Example(Text("aucun modèle", "no model"), projects("A"), None, known=0, total=1)
REVENUE, OPEX, GIVEN = FlowKind.USER_REVENUE, FlowKind.OPERATING_COST, FlowKind.CONTRIBUTION
SPENT, GRANTED = (FlowKind.INVESTMENT, "100|0|0"), (FlowKind.GRANT, "100|0|0")
# Runs on its own revenue; on a contribution that is voted; runs out in its third year; gives no costs.
ALONE = (SPENT, GRANTED, (REVENUE, "0|60|60"), (OPEX, "0|50|50"))
HELPED = (SPENT, GRANTED, (REVENUE, "0|20|20"), (GIVEN, "0|40|40"), (OPEX, "0|50|50"))
DRY = (SPENT, GRANTED, (REVENUE, "0|60|30"), (OPEX, "0|50|50"))


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
            amounts_eur=amounts,  # type: ignore[arg-type]
            status=FundingStatus.VOTED if kind is FlowKind.CONTRIBUTION else None,
        )
        for number, (kind, amounts) in enumerate(flows)
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
