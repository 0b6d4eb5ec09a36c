"""Worked examples published by others, which these formulas give again: printed on the method page, and tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from portfolio.domain.basis.text import Text
from portfolio.domain.basis.tolerance import ROUNDING
from portfolio.domain.economics.appraisal import annuity, net_present_value
from portfolio.domain.economics.risk import wilson_interval
from portfolio.domain.economics.roots import internal_rates_of_return


class Worked(NamedTuple):
    """What is given, what its source prints, within its own rounding, and what these formulas give."""

    label: Text
    given: Text
    source: Text
    published: tuple[float, ...]
    tolerance: float
    compute: Callable[[], tuple[float, ...]]


def _present() -> tuple[float, ...]:
    return (net_present_value([-40_000, 5_000, 8_000, 12_000, 30_000], 0.08) or 0.0,)


def _payment() -> tuple[float, ...]:
    return (annuity(200_000, 0.075 / 12, 180) or 0.0,)


WORKED = (
    Worked(
        Text("Valeur actuelle nette", "Net present value"),
        Text(
            "−40\u202f000, puis 5\u202f000, 8\u202f000, 12\u202f000 et 30\u202f000, à 8 %",
            "−40,000, then 5,000, 8,000, 12,000 and 30,000, at 8%",
        ),
        Text(
            "L. J. Gitman (2003), manuel de gestion financière, p. 346",
            "L. J. Gitman, Principles of Managerial Finance, 2003, p. 346",
        ),
        (3_065.22,),
        0.01,
        _present,
    ),
    Worked(
        Text("Taux de rentabilité interne", "Internal rate of return"),
        Text("−100, puis 39, 59, 55 et 20", "−100, then 39, 59, 55 and 20"),
        Text(
            "L. J. Gitman (2003), manuel de gestion financière, p. 348",
            "L. J. Gitman, Principles of Managerial Finance, 2003, p. 348",
        ),
        (0.28095,),
        5e-6,
        lambda: tuple(internal_rates_of_return([-100, 39, 59, 55, 20])),
    ),
    Worked(
        Text("Deux taux de rentabilité", "Two rates of return"),
        Text("−1\u202f600, puis 10\u202f000 et −10\u202f000", "−1,600, then 10,000 and −10,000"),
        Text(
            "J. H. Lorie et L. J. Savage (1955), article sur le rationnement du capital",
            "J. H. Lorie and L. J. Savage, Three Problems in Rationing Capital (1955)",
        ),
        (0.25, 4.0),
        ROUNDING,
        lambda: tuple(internal_rates_of_return([-1_600, 10_000, -10_000])),
    ),
    Worked(
        Text("Annuité d’un emprunt", "Payment of a loan"),
        Text("200\u202f000 à 7,5 %/12 par mois, 180 mois", "200,000 at 7.5%/12 a month, 180 months"),
        Text(
            "Documentation de numpy-financial 1.0.0, fonction pmt",
            "Documentation of numpy-financial 1.0.0, function pmt",
        ),
        (1_854.02,),
        0.01,
        _payment,
    ),
    Worked(
        Text("Intervalle de Wilson à 95 %", "Wilson interval at 95%"),
        Text("602 succès sur 1\u202f000", "602 successes of 1,000"),
        Text("E. B. Wilson, JASA (1927), formule", "E. B. Wilson, Probable Inference (1927), formula"),
        (0.5713, 0.6319),
        1e-4,
        lambda: tuple(wilson_interval(602, 1_000)),
    ),
)
