"""What is known of a result indicator, and the room a figure of it needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from portfolio.presentation.kit.numerals import Number
from portfolio.presentation.kit.template import NothingToDraw

PLOT = 270  # pixels
SPARE = 0.14  # of the values' span, above and below, for labels


class Value(NamedTuple):
    """A value of the indicator on a day."""

    on: date
    value: Number


class IndicatorPath(NamedTuple):
    """What is known of one indicator; None is not known. Observations in any order; targets may fall."""

    observations: tuple[Value, ...]
    baseline: Value | None = None
    original: Value | None = None
    revised: Value | None = None

    @property
    def values(self) -> list[Value]:
        return [value for value in (self.baseline, self.original, self.revised, *self.observations) if value]

    @property
    def seen(self) -> list[Value]:
        return sorted(self.observations, key=lambda value: value.on)

    @property
    def rising(self) -> bool:
        """Whether the aim is to go up, judged from where it starts; True when nothing tells."""
        target, start = self.revised or self.original, self.baseline or (self.seen[0] if self.seen else None)
        return target is None or start is None or target.value >= start.value


class Span(NamedTuple):
    """The days and values the figure shows."""

    first: date
    last: date
    low: float
    high: float

    def place(self, value: Value) -> float:
        return (value.on - self.first) / (self.last - self.first)

    def height(self, value: Value) -> float:
        """Pixels above the bottom of the plot."""
        return (float(value.value) - self.low) / (self.high - self.low) * PLOT


def require(path: IndicatorPath) -> None:
    """Raises NothingToDraw for a path with neither a value seen nor a target."""
    if not path.observations and not path.original and not path.revised:
        raise NothingToDraw("neither a value seen nor a target")


def span_of(path: IndicatorPath, cutoff: date) -> Span:
    """What is known and the date of the data, with room around for the labels."""
    require(path)
    values, days = [float(value.value) for value in path.values], [cutoff, *(value.on for value in path.values)]
    spare = SPARE * (max(values) - min(values) or abs(max(values)) or 1.0)
    around = timedelta(days=max(20, (max(days) - min(days)).days // 25))
    return Span(min(days) - around, max(days) + around, min(values) - spare, max(values) + spare)


def is_behind(path: IndicatorPath, last: Value) -> bool:
    """Whether the last value is short of the path to the target now in force; False without a path."""
    target = path.revised or path.original
    if not path.baseline or not target or target.on <= path.baseline.on:
        return False
    done = min(1.0, (last.on - path.baseline.on) / (target.on - path.baseline.on))
    start, end = float(path.baseline.value), float(target.value)
    expected = start + done * (end - start)
    return float(last.value) < expected if end > start else float(last.value) > expected
