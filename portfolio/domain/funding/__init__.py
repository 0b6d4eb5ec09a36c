"""How a project is paid for: the ladder of a funding line, the rules of public money, and the checks of a plan."""

from __future__ import annotations

from portfolio.domain.funding.ladder import CERTAINTY, SECURED, amount_in_force, is_resource, plan_versions
from portfolio.domain.funding.rules import (
    OwnerShare,
    PaymentSchedule,
    detr_final_grant,
    fonds_de_concours_ceiling,
    grant_equivalent,
    owner_share,
    payment_schedule,
)

__all__ = [
    "CERTAINTY",
    "SECURED",
    "OwnerShare",
    "PaymentSchedule",
    "amount_in_force",
    "detr_final_grant",
    "fonds_de_concours_ceiling",
    "grant_equivalent",
    "is_resource",
    "owner_share",
    "payment_schedule",
    "plan_versions",
]
