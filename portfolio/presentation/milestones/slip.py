"""Whether promises hold: the date promised for each milestone, by the day it was said. Flat is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from portfolio.domain.basis.text import HARD_SPACE, Language, Text
from portfolio.presentation.kit.dates import day, signed_days
from portfolio.presentation.kit.labels import plain, spread
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.scales import month_lines, month_ticks
from portfolio.presentation.kit.sentences import join, typeset
from portfolio.presentation.kit.template import (
    SIZE,
    TOP,
    Figure,
    NothingToDraw,
    Part,
    axis,
    dated_layout,
    note,
    time_axis,
)

DIAGONAL = Text("atteint<br>le jour dit", "reached<br>on the day")
SAID, PROMISED = Text("dit le", "said on"), Text("pour le", "for")
NO_GAP = Text("sans date initiale", "no initial date")
PLOT, LABEL_GAP = 300, 19
MOST_TOLD = 6
DIAGONAL_ROOM = 0.36  # of the days shown: its words at the narrowest


class SlipLine(NamedTuple):
    """One milestone: what was promised each time someone said it, as (said on, promised for), oldest first.

    A milestone that was reached ends with its day of reaching, said and promised on the same day.
    """

    number: str
    reports: tuple[tuple[date, date], ...]
    planned_on: date | None
    reached: bool = False

    @property
    def slip(self) -> int | None:
        """Days after the date first planned, negative before it; None where one of the two is not known."""
        return (self.reports[-1][1] - self.planned_on).days if self.planned_on and self.reports else None


def figure(lines: Sequence[SlipLine], language: Language, theme: Theme) -> Figure:
    """A line a milestone, its slip at its end; on the diagonal, the day promised is the day it is said.

    Raises NothingToDraw when nothing was ever said.
    """
    drawn = _drawn(lines)
    colours = palette(theme)
    said, promised = _room(
        [at for line in drawn for at, _ in line.reports], [on for line in drawn for _, on in line.reports]
    )
    marks, months = month_lines(*promised, language)
    plot = max(PLOT, LABEL_GAP * (len(drawn) + 1))
    up = [at.isoformat() for at in promised]
    diagonal, beside = _diagonal(said, promised, colours, language)
    return {
        "data": [*diagonal, *(_line(line, colours, language) for line in drawn)],
        "layout": dated_layout(
            theme,
            language,
            plot,
            xaxis=time_axis(theme, *said, month_ticks(*said, language), showline=True),
            yaxis=axis(theme, type="date", range=up, tickvals=marks, ticktext=months, showgrid=True),
            annotations=[*beside, *_labels(drawn, promised, plot, colours, language)],
        ),
    }


def alt(lines: Sequence[SlipLine], language: Language) -> str:
    """« Dernière date promise : J5 18 décembre 2026 (+48 j) et J6 … »"""
    parts = [f"{line.number} {day(line.reports[-1][1], language)} ({_gap(line, language)})" for line in _drawn(lines)]
    head = Text("Dernière date promise : ", "Last date promised: ").to(language)
    return typeset(f"{head}{join(parts, language, most=MOST_TOLD)}.", language)


def _drawn(lines: Sequence[SlipLine]) -> list[SlipLine]:
    drawn = [line for line in lines if line.reports]
    if not drawn:
        raise NothingToDraw("no date was ever promised")
    return drawn


def _room(said: Sequence[date], promised: Sequence[date]) -> tuple[tuple[date, date], tuple[date, date]]:
    """Both ranges, with a little room around; below, enough for a glimpse of the diagonal when it is near."""
    across, up = max(60, (max(said) - min(said)).days), max(60, (max(promised) - min(promised)).days)
    return (
        (min(said) - timedelta(days=round(0.04 * across)), max(said) + timedelta(days=round(0.1 * across))),
        (min(promised) - timedelta(days=round(0.18 * up)), max(promised) + timedelta(days=round(0.06 * up))),
    )


def _line(line: SlipLine, colours: Palette, language: Language) -> Part:
    late = not line.reached and (line.slip or 0) > 0
    colour = colours.late if late else colours.primary
    number = plain(line.number)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [at.isoformat() for at, _ in line.reports],
        "y": [on.isoformat() for _, on in line.reports],
        "line": {"color": colour, "width": 2.5},
        "marker": {"size": 7, "color": colour},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{number}</b> {SAID.to(language)} {day(at, language, short=True)}"
            f"<br>{PROMISED.to(language)} {day(on, language, short=True)}"
            for at, on in line.reports
        ],
        "cliponaxis": False,
    }


def _gap(line: SlipLine, language: Language) -> str:
    return NO_GAP.to(language) if line.slip is None else signed_days(line.slip, language)


def _labels(
    lines: Sequence[SlipLine], promised: tuple[date, date], plot: int, colours: Palette, language: Language
) -> list[Part]:
    """« J7 +107 j » above the end of each line, moved apart when ends are near."""
    span = (promised[1] - promised[0]).days
    wanted = [(line.reports[-1][1] - promised[0]).days / span * plot + 16 for line in lines]
    heights = spread(wanted, LABEL_GAP, 8, plot + TOP - 8)
    notes = []
    for line, height in zip(lines, heights, strict=True):
        text = f"<b>{plain(line.number)}</b>{HARD_SPACE}{_gap(line, language)}"
        at = line.reports[-1][0].isoformat()
        more = {"yref": "paper", "xanchor": "right", "xshift": 5, "size": SIZE, "bgcolor": colours.veil}
        notes.append(note(text, at, height / plot, colours.text, **more))
    return notes


def _diagonal(
    said: tuple[date, date], promised: tuple[date, date], colours: Palette, language: Language
) -> tuple[list[Part], list[Part]]:
    """The days at which what is promised is due at once, and its words; nothing when the two ranges hardly meet."""
    first, last = max(said[0], promised[0]), min(said[1], promised[1])
    if (last - first).days < 0.1 * (said[1] - said[0]).days:
        return [], []
    days = [first.isoformat(), last.isoformat()]
    line = {"color": colours.planned, "width": 1.2, "dash": "dot"}
    third = first + (last - first) / 3
    words = note(DIAGONAL.to(language), third.isoformat(), third.isoformat(), colours.note, xshift=8, yanchor="top")
    if (said[1] - third) / (said[1] - said[0]) < DIAGONAL_ROOM:
        # No promise is made for the past: the corner under the diagonal is always free.
        corner = {"x": said[1].isoformat(), "y": promised[0].isoformat()}
        words |= {**corner, "xanchor": "right", "xshift": -2, "yanchor": "bottom", "yshift": 4}
    return [{"type": "scatter", "mode": "lines", "x": days, "y": days, "line": line, "hoverinfo": "skip"}], [words]
