"""How a funding status is read: its certainty, what is a resource, what will be paid back."""

from __future__ import annotations

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
# A guarantee is no resource; what comes in kind is shown apart from cash.
OUTSIDE_RESOURCES = (Instrument.GUARANTEE, Instrument.IN_KIND)
REPAID = (Instrument.LOAN, Instrument.REPAYABLE_ADVANCE)
