"""Earned value and earned schedule: work done against work planned and money spent."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.basis.missing import Numbers, number, ratio, scalar


class EarnedValue(NamedTuple):
    """Euros for `sv`, `cv` (negative: late, over cost) and the estimates at completion; ratios for `spi`, `cpi`."""

    sv: float | None
    cv: float | None
    spi: float | None
    cpi: float | None
    eac: float | None
    eac_atypical: float | None


class EarnedSchedule(NamedTuple):
    """Periods for `es`, `sv_t` (negative: late) and `ieac_t`; a ratio for `spi_t`."""

    es: float | None
    sv_t: float | None
    spi_t: float | None
    ieac_t: float | None


def earned_value(bac: float | None, pv: float | None, ev: float | None, ac: float | None) -> EarnedValue:
    """Schedule and cost variances, indices and estimates at completion, from euros at one date.

    `bac` budget at completion, `pv` planned, `ev` earned, `ac` actual cost; `eac` if the cost index goes on,
    `eac_atypical` if the rest costs what was planned. None: a figure that needs a missing value or divides by zero.
    Source: PMI, Standard for Earned Value Management; ISO 21508.
    """
    budget, planned, earned, cost = number(bac), number(pv), number(ev), number(ac)
    cpi = ratio(earned, cost)
    figures = (
        earned - planned,
        earned - cost,
        ratio(earned, planned),
        cpi,
        ratio(budget, cpi),
        cost + budget - earned,
    )
    return EarnedValue(*map(scalar, figures))


def earned_schedule(pv: Numbers, ev: float | None, at: float | None, planned_duration: float | None) -> EarnedSchedule:
    """The period at which the plan should have earned what is earned at period `at`, and what follows from it.

    `pv` is the planned value cumulated from period 0, in euros as `ev`; past its end, es stays at its last period.
    None: es when ev is under pv[0] or pv has a hole; a figure that needs a missing value or divides by zero.
    Source: Lipke, Schedule is Different (2003); Earned Schedule (2009).
    """
    now = number(at)
    es = _periods_earned(np.asarray(pv, dtype=float), number(ev))
    spi_t = ratio(es, now)
    return EarnedSchedule(*map(scalar, (es, es - now, spi_t, ratio(number(planned_duration), spi_t))))


def _periods_earned(plan: NDArray[np.float64], earned: float) -> float:
    reached = np.flatnonzero(plan <= earned)
    if not np.isfinite(plan).all() or not reached.size:
        return math.nan
    last = int(reached[-1])
    if last == plan.size - 1:
        return float(last)
    # Never a division by zero: the plan at last + 1 is above what is earned, hence above the plan at last.
    return last + float((earned - plan[last]) / (plan[last + 1] - plan[last]))
