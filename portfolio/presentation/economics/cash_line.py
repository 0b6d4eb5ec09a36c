"""Lines of cumulated cash, and the fan of simulated draws behind them: what is known of them, and their marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from portfolio.domain.basis.text import HARD_SPACE, Language, Text
from portfolio.presentation.kit.labels import Label, words
from portfolio.presentation.kit.money import euros as in_full
from portfolio.presentation.kit.money import scale_of
from portfolio.presentation.kit.palette import Palette
from portfolio.presentation.kit.template import Part

Point = tuple[int, float]  # a year and its euros
Spot = tuple[float, float]  # of a line, which may cross zero between two years
Pieces = list[Spot | tuple[None, None]]

COLON = Text(f"{HARD_SPACE}:", ":")
CENTS = 2  # decimals
THICK, THIN, DOT, LONE = 3.0, 1.8, 8, 12  # pixels; the last, a year of a fan that has no other
PALE = 0.5


class CashLine(NamedTuple):
    """Cumulated euros at the end of each year. The first None is where they stop being known, and where the line stops.

    One line is `main`, the others stand beside it; a `stress` takes something away from it.
    """

    name: Label
    first_year: int
    euros: tuple[float | None, ...]
    emphasis: Literal["main", "other", "stress"]

    @property
    def points(self) -> list[Point]:
        found: list[Point] = []
        for year, euros in enumerate(self.euros, self.first_year):
            if euros is None or not math.isfinite(euros):
                break
            found.append((year, round(float(euros), CENTS) or 0.0))  # never −0
        return found

    @property
    def first_below(self) -> Point | None:
        """The first year that cash is below zero, None when it never is."""
        return next((point for point in self.points if is_below(point[1])), None)


class Fan(NamedTuple):
    """The 5th and 95th percentiles of simulated draws, year after year, one at least."""

    first_year: int
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.first_year + len(self.low)))


def is_below(euros: float) -> bool:
    """Whether cash has run out, to the cent: less than half of one is a rounding, not a debt."""
    return round(euros, CENTS) < 0


def compact(euros: float, language: Language) -> str:
    """« −61 k€ », « 1,3 M€ »: an amount in the unit it reads best in."""
    return scale_of(euros).write(euros, language)


def band(fan: Fan | None, colours: Palette) -> list[Part]:
    """The fan as one shape, along its highs and back along its lows; a lone year as a thick line."""
    if not fan:
        return []
    filling = colours.steps[1]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*fan.years, *reversed(fan.years)],
            "y": [*fan.high, *reversed(fan.low)],
            "fill": "toself",
            "fillcolor": filling,
            "line": {"color": filling, "width": 0 if len(fan.low) > 1 else LONE},
            "opacity": PALE,
            "hoverinfo": "skip",
        }
    ]


def marks(line: CashLine, colours: Palette, language: Language) -> list[Part]:
    """One line, full if main and then late below zero, dashed if a stress; on it its years, to hover over."""
    if line.emphasis == "main":
        above, below = parted(line.points)
        return [
            stroke(above, {"color": colours.primary, "width": THICK}),
            stroke(below, {"color": colours.late, "width": THICK}),
            _dots(line, colours.primary, colours.late, language),
        ]
    dash = "dash" if line.emphasis == "stress" else "solid"
    whole = stroke(line.points, {"color": colours.planned, "width": THIN, "dash": dash})
    return [whole, _dots(line, colours.planned, colours.planned, language)]


def parted(points: Sequence[Point]) -> tuple[Pieces, Pieces]:
    """The stretches of a line above zero and those below it, cut where it crosses; None is between two stretches."""
    above: Pieces = []
    below: Pieces = []
    for one, two in pairwise(points):
        for start, end in _cut(one, two):
            side = below if is_below(min(start[1], end[1])) else above
            if not side or side[-1] != start:
                side += [(None, None), start]
            side.append(end)
    return above, below


def _cut(one: Point, two: Point) -> list[tuple[Spot, Spot]]:
    if is_below(one[1]) == is_below(two[1]):
        return [(one, two)]
    zero = (one[0] + one[1] / (one[1] - two[1]) * (two[0] - one[0]), 0.0)
    return [(one, zero), (zero, two)]


def stroke(spots: Sequence[Point] | Pieces, line: Part) -> Part:
    """Straight from spot to spot, interrupted at None, with nothing to hover over."""
    x, y = [spot[0] for spot in spots], [spot[1] for spot in spots]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "cliponaxis": False}


def _dots(line: CashLine, ink: str, late: str, language: Language) -> Part:
    """A dot a year, no larger than the line but for the last and, on the main line, the first below zero."""
    points, name = line.points, words(line.name, language)
    seen = {*points[-1:], *([line.first_below] if line.first_below and line.emphasis == "main" else [])}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [year for year, _ in points],
        "y": [euros for _, euros in points],
        "marker": {
            "size": [DOT if point in seen else THIN for point in points],
            "color": [late if is_below(euros) else ink for _, euros in points],
            "opacity": 1,
            "line": {"width": 0},  # or sizes that vary bring a white outline
        },
        "hoverinfo": "text",
        "hovertext": [f"{name}<br>{year}{COLON.to(language)} {in_full(euros, language)}" for year, euros in points],
        "cliponaxis": False,
    }
