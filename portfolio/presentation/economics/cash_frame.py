"""The room a figure of cumulated cash needs: the years and euros shown, its axes, its zero, the words of its fan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.economics.cash_line import LONE, PALE, CashLine, Fan, stroke
from portfolio.presentation.kit.money import scale_of
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.scales import round_ticks
from portfolio.presentation.kit.template import NothingToDraw, Part, axis, note

DRAWS = Text("9 tirages sur 10", "9 draws in 10")
YEAR, MOST_MARKED = 40, 25  # pixels a year takes across; years marked one by one


class Frame(NamedTuple):
    """The years and euros of all that is known, zero among them, with room around for the labels."""

    first: int
    last: int
    low: float
    high: float

    def place(self, year: int) -> float:
        return (year - self.first) / (self.last - self.first)

    def height(self, euros: float) -> float:
        return (euros - self.low) / (self.high - self.low)


def extent(lines: Sequence[CashLine], fan: Fan | None) -> Frame:
    """The years and euros known, without room around; raises NothingToDraw when no year of any line is."""
    points = [point for line in lines for point in line.points]
    if not points:
        raise NothingToDraw("no cash is known")
    years = [year for year, _ in points] + (fan.years if fan else [])
    euros = [0.0, *(euros for _, euros in points), *((*fan.low, *fan.high) if fan else ())]
    return Frame(min(years), max(years), min(euros), max(euros))


def roomy(bare: Frame, share: float) -> Frame:
    """The same with that share of its euros above and below; a lone year stands in the middle of three."""
    spare, alone = share * (bare.high - bare.low or 1.0), int(bare.first == bare.last)
    return Frame(bare.first - alone, bare.last + alone, bare.low - spare, bare.high + spare)


def euros_axis(bare: Frame, frame: Frame, language: Language, theme: Theme) -> Part:
    """Whole euros, in the unit the largest reads best in."""
    ticks = [tick for tick in round_ticks(bare.low, bare.high) if tick == int(tick)]
    unit = scale_of(max(-bare.low, bare.high))
    texts = [unit.write(tick, language) if tick else "0" for tick in ticks]
    return axis(
        theme, range=[frame.low, frame.high], tickvals=ticks, ticktext=texts, showgrid=True, ticklabelstandoff=6
    )


def years_axis(bare: Frame, frame: Frame, across: float, theme: Theme) -> Part:
    """As many years as stand side by side at the narrowest, and a mark for each of the others."""
    ticks = round_ticks(bare.first, bare.last, max(2, int(across // YEAR)))
    years = [int(tick) for tick in ticks if tick == int(tick)]
    mark = {"ticks": "outside", "ticklen": 4, "tickcolor": palette(theme).border}
    minor = {**mark, "tick0": 0, "dtick": 1 if bare.last - bare.first <= MOST_MARKED else 5}
    along, texts = [frame.first, frame.last], [str(year) for year in years]
    return axis(theme, range=along, tickvals=years, ticktext=texts, tickangle=0, minor=minor, **mark)


def title(colours: Palette, language: Language) -> tuple[list[Part], list[Part]]:
    """What the fan is, above the plot beside a patch of it."""
    corner = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1}
    sides = {"x0": 0, "x1": LONE, "y0": 9, "y1": 9 + LONE, "line": {"width": 0}}
    patch = {"type": "rect", **corner, **sides, "fillcolor": colours.steps[1], "opacity": PALE}
    more = {"xref": "paper", "yref": "paper", "xshift": LONE + 6, "yanchor": "bottom", "yshift": 6}
    return [patch], [note(DRAWS.to(language), 0, 1, colours.note, **more)]


def rules(lines: Sequence[CashLine], frame: Frame, colours: Palette) -> list[Part]:
    """Zero, over the fan, which would cover one of the axis; and dots from a line that stops early to its label."""
    dotted, last = {"color": colours.border, "width": 1, "dash": "dot"}, frame.last
    early = [line.points[-1] for line in lines if line.points and line.points[-1][0] < last]
    zero = stroke([(frame.first, 0), (last, 0)], {"color": colours.note, "width": 1.5})
    return [zero, *(stroke([end, (last, end[1])], dotted) for end in early)]
