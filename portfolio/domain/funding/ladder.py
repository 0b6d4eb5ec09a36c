"""How a funding status is read: its certainty, what is a resource, what will be paid back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from portfolio.domain.facts import FundingLine, FundingLoss, Operation
from portfolio.domain.facts.choices import Certainty, FundingStatus, Instrument

# A refused line counts nowhere: it has no certainty.
CERTAINTY: dict[FundingStatus, Certainty | None] = {
    FundingStatus.NOT_REPORTED: Certainty.NOT_REPORTED,
    FundingStatus.TO_BE_FOUND: Certainty.TO_BE_FOUND,
    FundingStatus.INTENDED: Certainty.TO_BE_FOUND,
    FundingStatus.APPLIED: Certainty.REQUESTED,
    FundingStatus.NOTIFIED: Certainty.REQUESTED,
    FundingStatus.BUDGETED: Certainty.REQUESTED,
    FundingStatus.AWARDED: Certainty.SECURED,
    FundingStatus.VOTED: Certainty.SECURED,
    FundingStatus.REFUSED: None,
}
# A line's three amounts: what holds of it is the last one that its status gives.
SECURED = frozenset(status for status, certainty in CERTAINTY.items() if certainty is Certainty.SECURED)
# A guarantee is no resource; what comes in kind is shown beside cash.
OUTSIDE_RESOURCES = (Instrument.GUARANTEE, Instrument.IN_KIND)
REPAID = (Instrument.LOAN, Instrument.REPAYABLE_ADVANCE)


def is_resource(line: FundingLine) -> bool:
    """Whether a line brings money: neither refused, nor a guarantee, nor in kind."""
    return line.status is not FundingStatus.REFUSED and line.instrument not in OUTSIDE_RESOURCES


def amount_in_force(line: FundingLine, losses: Iterable[FundingLoss] = ()) -> Decimal | None:
    """What a line brings as it is known: its final amount, else the one awarded once it is secured, else the forecast;
    less what it lost. None while that amount is not known. The view `funding` computes the same."""
    awarded = line.awarded_eur if line.status in SECURED else None
    reached = next((each for each in (line.final_eur, awarded, line.amount_eur) if each is not None), None)
    lost = sum((loss.amount_eur for loss in losses if loss.key[:2] == line.key), Decimal(0))
    return None if reached is None else reached - lost


class PlanVersion(NamedTuple):
    """Uses and sources of one version of a funding plan, in euros; None when a part is not known, or there is none."""

    uses: Decimal | None
    sources: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """What sources do not cover; negative: what they bring in excess."""
        return None if self.uses is None or self.sources is None else self.uses - self.sources


class PlanVersions(NamedTuple):
    """The plan as it was forecast, as it was awarded, and as it ended (bilan)."""

    forecast: PlanVersion
    awarded: PlanVersion
    final: PlanVersion


def plan_versions(operations: Sequence[Operation], lines: Iterable[FundingLine]) -> PlanVersions:
    """Side by side: what lines were to bring, what those secured were awarded, what they came to in the end. Refused
    lines, guarantees and apports en nature are in none; what lines lost since is shown beside."""
    resources = [line for line in lines if is_resource(line)]
    secured = [line for line in resources if line.status in SECURED]
    cost = _sum([each.cost_eur for each in operations])
    return PlanVersions(
        PlanVersion(cost, _sum([line.amount_eur for line in resources])),
        PlanVersion(cost, _sum([amount_in_force(_unsettled(line)) for line in secured])),
        PlanVersion(_sum([each.final_cost_eur for each in operations]), _sum([line.final_eur for line in secured])),
    )


def _unsettled(line: FundingLine) -> FundingLine:
    """The line before its final amount."""
    return replace(line, final_eur=None)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    return None if not amounts or None in amounts else sum((each for each in amounts if each is not None), Decimal(0))
