"""Progress over time: planned (dotted), declared and, once funders verify, verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.dates import day
from portfolio.presentation.kit.labels import spread, width_of
from portfolio.presentation.kit.numerals import percent
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.scales import month_ticks
from portfolio.presentation.kit.sentences import capital, join, typeset
from portfolio.presentation.kit.template import (
    NARROWEST,
    SIDE,
    SIZE,
    Figure,
    NothingToDraw,
    Part,
    axis,
    cutoff_mark,
    dated_layout,
    note,
    time_axis,
)

Curve = Literal["planned", "declared", "verified"]
CURVES: tuple[Curve, ...] = ("planned", "declared", "verified")
WORDS: dict[Curve, Text] = {
    "planned": Text("prévu", "planned"),
    "declared": Text("déclaré", "declared"),
    "verified": Text("vérifié", "verified"),
}
AT = Text("Au {day} : {values} du travail", "On {day}: {values} of the work")
PLOT, MONTH = 292, timedelta(days=30)
LABEL_GAP, HIGH = 21, 0.88
PLOT_ACROSS = NARROWEST - SIDE - 44  # at the narrowest, right margin included
TICK_WIDTH = 36


class CurvePoint(NamedTuple):
    """One day's shares of the work, as fractions (0.52). None is not known, or, for `verified`, not yet asked for."""

    day: date
    planned: float | None
    declared: float | None
    verified: float | None = None


def figure(
    points: Sequence[CurvePoint], cutoff: date, language: Language, theme: Theme, *, stepped: bool = False
) -> Figure:
    """Curves by day, a vertical at the date of the data, and there the last known value of each curve.

    `stepped` draws stairs, which is what the milestones of a single project make. Points need not be sorted.
    Raises NothingToDraw when no value is known.
    """
    ordered, ends = _checked(points, cutoff)
    first, last = min(ordered[0].day, cutoff), max(ordered[-1].day, cutoff, ordered[0].day + MONTH)
    colours, place = palette(theme), (cutoff - first) / (last - first)
    right = _right_margin(place, ends, language)
    ticks = month_ticks(first, last, language, max(2, (PLOT_ACROSS - right) // TICK_WIDTH))
    shape, title = cutoff_mark(cutoff, language, colours)
    return {
        "data": [_line(name, ordered, colours, language, stepped) for name in CURVES if name in ends],
        "layout": dated_layout(
            theme,
            language,
            PLOT,
            right=right,
            xaxis=time_axis(theme, first, last, ticks, showline=True),
            yaxis=_shares(theme, language),
            shapes=[shape],
            annotations=[*_labels(ends, cutoff, place, colours, language), title],
        ),
    }


def alt(points: Sequence[CurvePoint], cutoff: date, language: Language) -> str:
    """« Au 20 novembre 2026 : prévu 69 %, déclaré 60 % et vérifié 52 % du travail. »"""
    _, ends = _checked(points, cutoff)
    values = join([f"{WORDS[name].to(language)} {percent(value, language)}" for name, value in ends.items()], language)
    text = AT.fill(day=day(cutoff, language), values=values).to(language)
    return typeset(capital(text) + ".", language)


def _checked(points: Sequence[CurvePoint], cutoff: date) -> tuple[list[CurvePoint], dict[Curve, float]]:
    """The points by day; for each curve, the last value known on or before the cut-off, else its first."""
    ordered = sorted(points, key=lambda point: point.day)
    ends: dict[Curve, float] = {}
    for name in CURVES:
        known = [(point.day, value) for point in ordered if (value := getattr(point, name)) is not None]
        if known:
            ends[name] = next((value for at, value in reversed(known) if at <= cutoff), known[0][1])
    if not ends:
        raise NothingToDraw("no progress is known")
    return ordered, ends


def _shares(theme: Theme, language: Language) -> Part:
    """From nothing to the whole, by quarters; only the whole says « % »."""
    texts = ["0", "25", "50", "75", percent(1, language)]
    return axis(theme, range=[0, 1], tickvals=[k / 4 for k in range(5)], ticktext=texts, showgrid=True)


def _line(name: Curve, points: Sequence[CurvePoint], colours: Palette, language: Language, stepped: bool) -> Part:
    colour = {"planned": colours.planned, "declared": colours.declared, "verified": colours.primary}[name]
    width = {"planned": 2.0, "declared": 2.5, "verified": 4.0}[name]
    values = [getattr(point, name) for point in points]
    word = WORDS[name].to(language)
    return {
        "type": "scatter",
        "mode": "lines+markers",  # a lone known value between two unknown ones would otherwise draw nothing
        "x": [point.day.isoformat() for point in points],
        "y": values,
        "line": {
            "color": colour,
            "width": width,
            "dash": "dot" if name == "planned" else "solid",
            "shape": "hv" if stepped else "linear",
        },
        "marker": {"size": 1 if name == "planned" else width, "color": colour},
        "hoverinfo": "text",
        "hovertext": [
            f"{day(point.day, language, short=True)}<br>{word} {percent(value, language)}"
            for point, value in zip(points, values, strict=True)
        ],
        "cliponaxis": False,
    }


def _text(name: Curve, value: float, language: Language) -> str:
    return f"{WORDS[name].to(language)} {percent(value, language)}"


def _right_margin(place: float, ends: dict[Curve, float], language: Language) -> int:
    """The margin that leaves, at the narrowest width, room for the labels to the right of the vertical."""
    widest = max(width_of(_text(name, value, language), SIZE, bold=True) for name, value in ends.items()) + 10
    return max(SIDE, round((widest - (1 - place) * PLOT_ACROSS) / max(place, 0.5)))


def _labels(ends: dict[Curve, float], cutoff: date, place: float, colours: Palette, language: Language) -> list[Part]:
    high = ends.get("planned", 0) > HIGH  # the label of the plan then needs the height where the date is written
    left = place * PLOT_ACROSS > width_of(_text("planned", 1, language), SIZE) + 22 and not high
    right = [name for name in ends if name != "planned" or not left]
    # Rising order, so that of two equal values the declared one is written above.
    rising = sorted(right, key=lambda name: (ends[name], -CURVES.index(name)))
    heights = [y / PLOT for y in spread([ends[name] * PLOT for name in rising], LABEL_GAP, 8, PLOT - 8)]
    at = {"x": cutoff.isoformat()}
    notes = [
        _label(name, ends[name], colours, language) | at | {"y": y} for name, y in zip(rising, heights, strict=True)
    ]
    if left and "planned" in ends:
        moved = {"y": ends["planned"], "xanchor": "right", "xshift": -22}
        notes.append(_label("planned", ends["planned"], colours, language) | at | moved)
    return notes


def _label(name: Curve, value: float, colours: Palette, language: Language) -> Part:
    text = _text(name, value, language)
    text = f"<b>{text}</b>" if name == "verified" else text
    return note(text, 0, 0, colours.words.get(name, colours.note), size=SIZE, xshift=8)
