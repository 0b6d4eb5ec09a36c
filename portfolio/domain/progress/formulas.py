"""How far a project is, when it will finish, and whether what is declared agrees with what is computed.

Rates are fractions, gaps are points (hundredths), time is days or periods. Inside, what is missing is nan and spreads
through the arithmetic by itself; at the door it goes out as None, never as 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.basis.missing import Numbers, is_nan, number, ratio, scalar
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.basis.tolerance import exceeds, reaches
from portfolio.domain.facts.choices import Confidence, Sense

Day = TypeVar("Day", float, date)


UNKNOWN_SENSE = Text(
    fr="Le sens «\u00a0{sense}\u00a0» est inconnu. Choisissez at_least (au moins) ou at_most (au plus).",
    en="The sense “{sense}” is unknown. Choose at_least or at_most.",
)


class AggregateRate(NamedTuple):
    """Both are fractions; `coverage` is the share of the weight whose rate is known."""

    rate: float | None
    coverage: float | None


class ConfidenceFlags(NamedTuple):
    """One truth per rule; None where the rule applies and its figure is missing, or where nothing was declared."""

    on_track_but_late: bool | None
    on_track_but_behind: bool | None
    compromised_but_nearly_done: bool | None


def raw_achievement_rate(baseline: float | None, actual: float | None, target: float | None) -> float | None:
    """(actual − baseline)/(target − baseline), not clamped: negative after a regression, above 1 past the target.

    None: a missing value, target = baseline.
    """
    start = number(baseline)
    return scalar(ratio(number(actual) - start, number(target) - start))


def achievement_rate(
    baseline: float | None, actual: float | None, target: float | None, sense: str | None = None
) -> float | None:
    """Share of the way from baseline to target, clamped to [0, 1]; the same formula for rising and falling targets.

    None: a missing value; target = baseline, unless a sense says what meets it (then 1.0 or 0.0); elsewhere the sense
    changes nothing. Refused: a word that is not a Sense.
    Source: PILOTE, centre d'aide, « Comprendre le taux d'avancement ».
    """
    if sense is not None and sense not in [*Sense]:
        raise Refused(UNKNOWN_SENSE.fill(sense=sense))
    raw = raw_achievement_rate(baseline, actual, target)
    if raw is not None:
        return min(1.0, max(0.0, raw))
    seen, aim = number(actual), number(target)
    if sense is None or math.isnan(seen) or aim != number(baseline):
        return None
    return float(seen >= aim if sense == Sense.AT_LEAST else seen <= aim)


def aggregate_rate(rates: Numbers, weights: Numbers, minimum_coverage: float = 2 / 3) -> AggregateRate:
    """Σ w·rate/Σ w over the indicators whose rate is known, with the share of the weight they cover.

    Of indicators only: for territories, sum the values, then take one rate. None: the rate when coverage is under the
    minimum (exactly the minimum passes); both when a weight is missing or negative, or all are 0.
    """
    weight, rate = _paired(weights, rates)
    known = np.isfinite(rate)
    # A missing rate weighs 0 rather than being cut out, so that every sum rounds alike and coverage never exceeds 1.
    weighed = float((weight * known).sum())
    coverage = ratio(weighed, float(weight.sum()))
    mean = ratio(float((weight * np.where(known, rate, 0.0)).sum()), weighed)
    return AggregateRate(scalar(mean) if reaches(coverage, minimum_coverage) else None, scalar(coverage))


def weighted_progress(weights: Numbers, done: Numbers) -> float | None:
    """Σ w of milestones reached/Σ w, a fraction; `done` is a truth by milestone, or the part of it done.

    Verified progress is the same sum over the milestones that an agreement names. None: a missing truth, a missing or
    negative weight, no weight at all.
    """
    weight, part = _paired(weights, done)
    return scalar(ratio(float((weight * part).sum()), float(weight.sum())))


def planned_progress(weights: Numbers, planned_on: Iterable[Day | None], at: Day | None) -> float | None:
    """Σ w of milestones whose baseline date is on or before `at`/Σ w, a fraction; dates, or days counted from 0.

    None: a missing date, a missing or negative weight, no weight at all.
    """
    if at is None or is_nan(at):
        return None
    due = [None if day is None or is_nan(day) else float(day <= at) for day in planned_on]
    return weighted_progress(weights, due)


def progress_gap_points(progress: float | None, planned: float | None) -> float | None:
    """Progress minus planned progress, in points: 0.40 against 0.55 is −15. None: one of them is missing."""
    return scalar(100 * (number(progress) - number(planned)))


def projected_finish(today: float | None, expected: float | None, slip_rate: float | None) -> float | None:
    """today + (expected − today)/(1 − slip_rate): where a finish that keeps slipping ends; days on one scale.

    `slip_rate` is the days of slip per day elapsed between two reports. None: a missing value, slip_rate ≥ 1 (the
    finish flees as fast as time passes).
    """
    now, slip = number(today), number(slip_rate)
    return scalar(now + ratio(number(expected) - now, 1 - slip)) if slip < 1 else None


def declared_against_computed(
    confidence: str | None,
    days_late: Iterable[float | None],
    gap_points: float | None,
    progress: float | None,
    *,
    late_after_days: float = 30,
    behind_under_points: float = -10,
    nearly_done_from: float = 0.90,
) -> ConfidenceFlags:
    """What the lead's confidence says against what the figures say; the thresholds are parameters of the programme.

    `days_late`: of each milestone not reached, since its initial date; `gap_points`: progress less planned; `progress`:
    a fraction. None: see ConfidenceFlags; a word that is not a Confidence, as « not_reported », declares nothing.
    """
    if confidence not in [*Confidence]:
        return ConfidenceFlags(None, None, None)
    late, gap, part = [number(days) for days in days_late], number(gap_points), number(progress)
    on_track, compromised = confidence == Confidence.ON_TRACK, confidence == Confidence.COMPROMISED
    is_late = any(exceeds(days, late_after_days) for days in late)
    return ConfidenceFlags(
        # One milestone too late is enough, whatever is not known of the others.
        _judged(on_track, any(map(math.isnan, late)) and not is_late, is_late),
        _judged(on_track, math.isnan(gap), exceeds(-gap, -behind_under_points)),
        _judged(compromised, math.isnan(part), reaches(part, nearly_done_from)),
    )


def _judged(applies: bool, is_unknown: bool, contradicts: bool) -> bool | None:
    return None if applies and is_unknown else applies and contradicts


def _paired(weights: Numbers, values: Numbers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    weight, value = np.asarray(weights, dtype=float), np.asarray(values, dtype=float)
    if weight.shape != value.shape:
        raise ValueError(f"{weight.size} weights for {value.size} values")
    # A negative weight means nothing: as nan it makes the whole sum unknown, rather than a rate outside [0, 1].
    return np.where(weight >= 0, weight, math.nan), value
