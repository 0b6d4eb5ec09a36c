"""Does the cash hold, and when is the money back: cumulated cash flows, payback, break-even.

Euros at the end of years t = 0…n; residual value is not cash. Source: European Commission, Guide to Cost-Benefit
Analysis of Investment Projects (2014), on financial sustainability.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from portfolio.domain.basis.missing import Numbers
from portfolio.domain.basis.tolerance import HALF_A_CENT, ROUNDING_OF_A_SUM
from portfolio.domain.economics.appraisal import discount_factor
from portfolio.domain.economics.flows import Array, aligned, one_plan

# A plan is sustainable when its cumulated cash never falls below this, in euros.
SUSTAINABLE_FROM = -HALF_A_CENT


def is_overdrawn(cumulated_eur: float) -> bool:
    """Whether cumulated cash is negative, beyond a rounding; False of nan."""
    return cumulated_eur < SUSTAINABLE_FROM


def cumulated_cash_flow(inflows: Numbers, outflows: Numbers) -> Array:
    """Cash since t = 0 at the end of each year, in euros; both are amounts ≥ 0, years last, residual value left out.

    nan: a year with a missing amount, and every year after it. Refused: lengths that differ, an infinite amount.
    """
    received, paid = aligned(inflows=inflows, outflows=outflows)
    return np.cumsum(received - paid, axis=-1)


def unsustainable_years(years: Sequence[int], inflows: Numbers, outflows: Numbers) -> list[int]:
    """Those of `years`, one a flow, at whose end the cumulated cash is below −0.005 €.

    A year whose cash is not known is not listed. Refused: lengths that differ, several plans, an infinite amount.
    """
    named, received, paid = one_plan(years=years, inflows=inflows, outflows=outflows)
    return [int(year) for year in named[cumulated_cash_flow(received, paid) < SUSTAINABLE_FROM]]


def payback(flows: Numbers) -> float | None:
    """Years from t = 0 until the flows have paid their outlay for good: k − C_k/F_{k+1}, where C is the cumulated flow
    F and k the last year with C < 0, the way to year k + 1 being taken as straight. 0 if none is negative.

    None: C is still negative in the last year; a missing year, no year at all. Refused: several plans, an infinite
    flow.
    """
    (flow,) = one_plan(flows=flows)
    return _years_to_recover(flow)


def discounted_payback(flows: Numbers, rate: float | None) -> float | None:
    """As `payback`, of the flows discounted to t = 0. None too: a missing rate. Refused too: a rate of −1 or less."""
    (flow,) = one_plan(flows=flows)
    return _years_to_recover(flow * np.asarray(discount_factor(rate, np.arange(flow.size)), dtype=float))


def break_even_year(revenue: Numbers, opex: Numbers) -> int | None:
    """The first index from t = 0 from which revenue ≥ opex for good; both in euros, amounts ≥ 0.

    None: never; a missing year that could put it off; no year at all. Refused: lengths that differ, several plans.
    """
    earned, spent = one_plan(revenue=revenue, opex=opex)
    margin = earned - spent
    # Written so that a missing year counts as one that may fall short.
    short = np.flatnonzero(~(margin >= -ROUNDING_OF_A_SUM * (np.abs(earned) + np.abs(spent))))
    if not short.size:
        return 0 if margin.size else None
    last = int(short[-1])
    return None if last == margin.size - 1 or math.isnan(margin[last]) else last + 1


def _years_to_recover(flow: Array) -> float | None:
    if not flow.size or np.isnan(flow).any():
        return None
    cumulated = np.cumsum(flow)
    negative = np.flatnonzero(cumulated < -ROUNDING_OF_A_SUM * np.cumsum(np.abs(flow)))
    if not negative.size:
        return 0.0
    last = int(negative[-1])
    if last == flow.size - 1:
        return None
    # Never over a year: what rounding leaves of the cumul at last + 1 is none.
    return last + min(1.0, float(-cumulated[last] / flow[last + 1]))
