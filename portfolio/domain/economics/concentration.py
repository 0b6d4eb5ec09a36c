"""On how many funders a plan rests. With two to five of them the thresholds of competition law mean nothing: read the
effective number and the first funder's share."""

from __future__ import annotations

import math

import numpy as np

from portfolio.domain.basis.missing import Numbers, scalar
from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.economics.flows import Array, one_plan

WHOLE = 10_000  # the index of a single funder: 100 % squared

NEGATIVE_AMOUNT = Text(
    fr="Un financeur apporte {amount} €, un montant négatif, qui n’a pas de part du total. Corrigez-le.",
    en="A funder brings €{amount}, a negative amount, which is no share of the total. Correct it.",
)


def herfindahl_hirschman(amounts: Numbers) -> float | None:
    """Σ (share in %)², from 10 000/n for n equal funders to 10 000 for one; `amounts` in euros, one a funder.

    None: no amount, a total of 0, a missing amount. Refused: a negative or infinite amount.
    Source: Herfindahl (1950), Hirschman (1945).
    """
    return scalar(WHOLE * float(np.sum(_shares(amounts) ** 2)))


def effective_number(amounts: Numbers) -> float | None:
    """How many equal funders would be as concentrated: 1/Σ share², from 1 to the number of funders.

    None and refused: as `herfindahl_hirschman`.
    """
    return scalar(1 / float(np.sum(_shares(amounts) ** 2)))


def first_share(amounts: Numbers) -> float | None:
    """The share of the total that its largest amount makes, a fraction.

    None and refused: as `herfindahl_hirschman`.
    """
    return scalar(float(np.max(_shares(amounts))))


def _shares(amounts: Numbers) -> Array:
    """The amounts over their total; a single nan when that is not known, or nothing."""
    (amount,) = one_plan(amounts=amounts)
    if (amount < 0).any():
        raise Refused(NEGATIVE_AMOUNT.fill(amount=shown(float(amount.min()))))
    total = float(amount.sum())
    return amount / total if total > 0 else np.array([math.nan])
