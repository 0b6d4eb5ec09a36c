"""Readable steps: months along a time axis, round numbers along another, class limits of a map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from portfolio.domain.basis.text import Language
from portfolio.domain.basis.tolerance import ROUNDING
from portfolio.presentation.kit.dates import month

YEAR = 12
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
ROUND = (1.0, 2.0, 5.0)


def month_ticks(first: date, last: date, language: Language, most: int = 6) -> tuple[list[str], list[str]]:
    """ISO days and texts of at most `most` first-of-months: « janv. / 2026 », « juil. »; over many years, « 2030 ».

    The year is written under the first tick and under each January.
    """
    step = next((step for step in MONTH_STEPS if len(_months(first, last, step)) <= most), MONTH_STEPS[-1])
    found, texts, told = _months(first, last, step), [], 0
    for tick in found:
        short = month(tick, language, short=True, year=False)
        texts.append(str(tick.year) if step >= YEAR else short if tick.year == told else f"{short}<br>{tick.year}")
        told = tick.year
    return [tick.isoformat() for tick in found], texts


def month_lines(first: date, last: date, language: Language, most: int = 5) -> tuple[list[str], list[str]]:
    """The same for a vertical axis: every text on one line, « juil. 2027 »."""
    days, texts = month_ticks(first, last, language, most)
    return days, [
        text if text.isdigit() else month(date.fromisoformat(tick), language, short=True)
        for tick, text in zip(days, texts, strict=True)
    ]


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` multiples of 1, 2 or 5 times a power of ten, between low and high."""
    if high <= low:
        return [low]
    power = math.floor(math.log10((high - low) / most)) - 1
    steps = [digit * 10.0 ** (power + k) for k in range(4) for digit in ROUND]
    for step in steps:
        first, last = math.ceil(low / step - ROUNDING), math.floor(high / step + ROUNDING)
        if last - first < most:
            return [round(k * step, 12) for k in range(first, last + 1)]
    return [low, high]


def class_limits(values: Sequence[float], classes: int = 5) -> list[float]:
    """Limits between at most `classes` classes of positive values: 1, 2 or 5 times a power of ten, near the quantiles.

    n limits make n + 1 classes, none of them empty; one value, or values all alike, need no limit.
    """
    known = sorted(value for value in values if value > 0)
    if not known or known[0] == known[-1]:
        return []
    ladder = _ladder(known[0], known[-1])
    limits: list[float] = []
    for rank in range(1, classes):
        wanted = known[min(len(known) - 1, rank * len(known) // classes)]
        free = [step for step in ladder if not limits or step > limits[-1]]
        if free:
            limits.append(min(free, key=lambda step: abs(math.log(step / wanted))))
    return _without_empty_classes(known, limits)


def _ladder(low: float, high: float) -> list[float]:
    """The round numbers above the smallest value and up to the largest."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = [round(digit * 10.0**power, 12) for power in powers for digit in ROUND]
    return [step for step in steps if low < step <= high]


def _without_empty_classes(known: list[float], limits: list[float]) -> list[float]:
    kept: list[float] = []
    for limit in limits:
        below = sum(value < limit for value in known)
        if below > sum(value < kept[-1] for value in known) if kept else below > 0:
            kept.append(limit)
    return kept


def _months(first: date, last: date, step: int) -> list[date]:
    start, end = first.year * YEAR + first.month - 1, last.year * YEAR + last.month - 1
    start += 0 if first.day == 1 else 1
    aligned = range(-(-start // step) * step, end + 1, step)
    return [date(index // YEAR, index % YEAR + 1, 1) for index in aligned]
