"""Small worlds for the examples: the rows of one thing said in a few words, everything else at its plainest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Fact,
    FundingLine,
    FundingLoss,
    Milestone,
    Observation,
    Operation,
    Organisation,
    Project,
    ResultIndicator,
    StatusReport,
    Submission,
    Target,
    Verification,
)
from portfolio.domain.facts.choices import (
    Answer,
    Confidence,
    Family,
    FundingStatus,
    Instrument,
    LossKind,
    Sense,
    TargetKind,
)

Rows = tuple[Fact, ...]


def projects(*ids: str) -> Rows:
    return tuple(Project(project_id=each, title=f"Projet fictif {each}") for each in ids)


def cost(project_id: str, amount: int | None, operation_id: str = "O1") -> Rows:
    cost_eur = None if amount is None else Decimal(amount)
    return (Operation(project_id=project_id, operation_id=operation_id, title="travaux", cost_eur=cost_eur),)


def line(
    project_id: str,
    family: Family,
    amount: int | None,
    status: FundingStatus,
    instrument: Instrument | None = None,
    *,
    awarded: int | None = None,
    final: int | None = None,
    lost: int | None = None,
) -> Rows:
    """A funding line, its funder and what it lost; funder and line are named after family, status and instrument."""
    line_id = "-".join((family.value, status.value, instrument.value if instrument else "cash"))
    return (
        Organisation(organisation_id=family.value, name=f"{family.label.fr} (fictif)", family=family),
        FundingLine(
            project_id=project_id,
            line_id=line_id,
            funder_id=family.value,
            amount_eur=None if amount is None else Decimal(amount),
            status=status,
            instrument=instrument,
            awarded_eur=None if awarded is None else Decimal(awarded),
            final_eur=None if final is None else Decimal(final),
        ),
        *([] if lost is None else [_loss(project_id, line_id, lost)]),
    )


def _loss(project_id: str, line_id: str, amount: int) -> FundingLoss:
    return FundingLoss(
        project_id=project_id,
        line_id=line_id,
        loss_id="P1",
        kind=LossKind.LAPSED,
        amount_eur=Decimal(amount),
        lost_on=date(2026, 3, 31),
    )


def milestone(
    project_id: str,
    milestone_id: str,
    weight: int | None,
    planned_on: date | None,
    reached_on: date | None = None,
) -> Rows:
    return (
        Milestone(
            project_id=project_id,
            milestone_id=milestone_id,
            title=f"jalon {milestone_id}",
            weight=None if weight is None else Decimal(weight),
            planned_on=planned_on,
            reached_on=reached_on,
        ),
    )


def result(
    project_id: str,
    indicator_id: str,
    baseline: int | None,
    actual: int | None,
    target: int | None,
    *,
    sense: Sense | None = None,
    revised: int | None = None,
) -> Rows:
    """A result indicator with, when given, one observation, one original target and one revised target."""
    named: dict[str, Any] = {"project_id": project_id, "indicator_id": indicator_id}
    start = None if baseline is None else Decimal(baseline)
    rows: list[Fact] = [ResultIndicator(**named, title="prises", unit="prises", baseline=start, sense=sense)]
    if actual is not None:
        rows.append(Observation(**named, observation_id="V1", value=Decimal(actual), observed_on=date(2026, 3, 31)))
    for kind, value in ((TargetKind.ORIGINAL, target), (TargetKind.REVISED, revised)):
        if value is not None:
            due_on = date(2027, 12, 31)
            rows.append(Target(**named, target_id=kind.value, kind=kind, value=Decimal(value), due_on=due_on))
    return tuple(rows)


def report(project_id: str, confidence: Confidence) -> Rows:
    return (StatusReport(project_id=project_id, confidence=confidence, reported_on=date(2026, 6, 1)),)


def awaits(project_id: str, family: Family, *milestones: str) -> Rows:
    """An agreement of a funder, named after its family, that waits for milestones."""
    named: dict[str, Any] = {"project_id": project_id, "agreement_id": family.value}
    return (
        Organisation(organisation_id=family.value, name=f"{family.label.fr} (fictif)", family=family),
        Agreement(**named, funder_id=family.value),
        *(AgreementMilestone(**named, milestone_id=each) for each in milestones),
    )


def submitted(project_id: str, milestone_id: str, version: int) -> Rows:
    on = date(2026, 6, 1)
    named: dict[str, Any] = {"project_id": project_id, "milestone_id": milestone_id}
    return (Submission(**named, version=Decimal(version), submitted_on=on),)


def verified(project_id: str, milestone_id: str, *families: Family) -> Rows:
    """Funders that have verified the first version of a milestone's file."""
    named: dict[str, Any] = {"project_id": project_id, "milestone_id": milestone_id, "version": Decimal(1)}
    on = date(2026, 6, 2)
    return tuple(
        Verification(**named, funder_id=family.value, answer=Answer.VERIFIED, answered_on=on) for family in families
    )
