"""What funders and the law compute of a funding plan. Pure; euros and fractions as floats, undefined as None.

They help to check and do not stand for the control of legality. Rates and thresholds are dated parameters: the defaults
are those in force on 1 January 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from portfolio.domain.basis.missing import number, scalar
from portfolio.domain.basis.tolerance import reaches


class OwnerShare(NamedTuple):
    """`rate`: what the owner brings over all that public persons bring; the most that the others may bring."""

    rate: float | None
    compliant: bool | None
    other_public_ceiling_eur: float | None


class PaymentSchedule(NamedTuple):
    """Euros of the advance, of each interim payment, and of the balance: negative, to be repaid."""

    advance: float
    interim: list[float]
    balance: float | None


def owner_share(lines: Iterable[tuple[float | None, bool, bool]], minimum: float = 0.20) -> OwnerShare:
    """The owner's share of the public money of an investment (code général des collectivités territoriales, article
    L1111-10, III).

    `lines` are (amount_eur, is_public, is_owner). Private money and donations are outside the ratio; the owner's loans
    are its own share. All None without public money, or when one of its amounts is not known.
    """
    public = [(number(amount), is_owner) for amount, is_public, is_owner in lines if is_public]
    total = sum(amount for amount, _ in public)
    if not total > 0:
        return OwnerShare(None, None, None)
    rate = sum(amount for amount, is_owner in public if is_owner) / total
    return OwnerShare(rate, reaches(rate, minimum), (1 - minimum) * total)


def payment_schedule(
    maximum_grant: float,
    rate: float,
    justified: Sequence[float],
    final_expense: float | None,
    advance_rate: float = 0.30,
    interim_ceiling: float = 0.80,
) -> PaymentSchedule:
    """What a State grant pays, and when (décret n° 2018-514 du 25 juin 2018).

    `justified`: the retained expenses at each claim, cumulated. What is paid never falls, and stops at the ceiling
    until the balance, which compares with the final expense; None while that is not known.
    """
    advance = advance_rate * maximum_grant
    paid, interim = advance, []
    for expense in justified:
        cumulated = max(paid, min(rate * expense, interim_ceiling * maximum_grant))
        interim.append(cumulated - paid)
        paid = cumulated
    balance = scalar(float(np.minimum(rate * number(final_expense), maximum_grant)) - paid)
    return PaymentSchedule(advance, interim, balance)


def detr_final_grant(forecast: float | None, rate: float | None, actual: float | None) -> float | None:
    """What a DETR or DSIL grant comes to: its rate, of the expense forecast or of the actual one where it is less."""
    return scalar(number(rate) * float(np.minimum(number(forecast), number(actual))))


def fonds_de_concours_ceiling(net_cost: float | None, other_grants: float | None) -> float | None:
    """The most a fonds de concours may be: half of what is left to pay, the other half being the beneficiary's (code
    général des collectivités territoriales, L5214-16 V). Negative: the other grants pay for more than all of it."""
    return scalar((number(net_cost) - number(other_grants)) / 2)


def grant_equivalent(nominal: float, repayments: ArrayLike, reference_rate: float) -> float:
    """What a soft loan gives away: its nominal less the present value of its repayments, at the end of years 1, 2, …"""
    due = np.asarray(repayments, dtype=float)
    years = np.arange(1, len(due) + 1)
    return float(nominal - np.sum(due / (1 + reference_rate) ** years))
