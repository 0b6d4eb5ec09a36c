"""What every figure shares: layout, axes, notes.

A figure cannot know the width it will be shown at. Heights are fixed, so vertical room is counted in pixels; across, a
label is placed so that it fits at NARROWEST, and then fits at any larger width.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from portfolio.domain.basis.text import Language
from portfolio.presentation.kit.dates import day
from portfolio.presentation.kit.palette import Palette, Theme, palette

Figure = dict[str, Any]
Part = dict[str, Any]

# For st.plotly_chart(figure, theme=None, config=CONFIG, alt=…).
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

FONT = "SourceSansTrois, sans-serif"
SIZE, NOTE_SIZE = 14, 13
CLEAR = "rgba(0,0,0,0)"
NARROWEST = 285  # pixels: what is left of a 320-pixel screen
SIDE = 8  # left and right margins, in pixels
TOP, BOTTOM = 32, 50  # above and below a plot along time: the date of the data, the months


class NothingToDraw(ValueError):
    """The rows hold nothing a figure could show; the page shows its empty state instead."""


def layout(theme: Theme, language: Language, height: int, **more: Any) -> Part:
    """What every figure shares, `height` pixels high: fonts, margins, no tool; `more` adds to it or replaces."""
    colours = palette(theme)
    font = {"family": FONT, "size": SIZE, "color": colours.text}
    return {
        "template": {},  # or plotly adds its own, 7 kB a figure
        "height": height,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": font,
        "margin": {"l": SIDE, "r": SIDE, "t": 8, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "separators": ",\u202f" if language == "fr" else ".,",
        "hoverlabel": {
            "bgcolor": colours.background,
            "bordercolor": colours.border,
            "font": {**font, "size": NOTE_SIZE},
            "align": "left",
            "namelength": 0,
        },
        **more,
    }


def rows_layout(theme: Theme, language: Language, height: float, across: list[float], **more: Any) -> Part:
    """For figures made of rows: no visible axis, `across` the horizontal range, heights in pixels from the top."""
    return layout(
        theme,
        language,
        round(height),
        xaxis=axis(theme, range=across, visible=False),
        yaxis=pixel_rows(theme, height),
        margin={"l": SIDE, "r": more.pop("right", SIDE), "t": 0, "b": 0},
        **more,
    )


def dated_layout(theme: Theme, language: Language, plot: float, **more: Any) -> Part:
    """For figures along time: a plot of that many pixels, room above for a date and below for months."""
    margin = {"l": SIDE, "r": more.pop("right", SIDE), "t": TOP, "b": BOTTOM}
    return layout(theme, language, round(TOP + plot + BOTTOM), margin=margin, **more)


def axis(theme: Theme, **more: Any) -> Part:
    """An axis that cannot be zoomed, without grid nor line unless asked for."""
    colours = palette(theme)
    return {
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,  # said explicitly: giving a line colour alone would draw it
        "ticks": "",
        "gridcolor": colours.grid,
        "linecolor": colours.border,
        "tickfont": {"size": SIZE, "color": colours.note},
        **more,
    }


def time_axis(theme: Theme, first: date, last: date, ticks: tuple[list[str], list[str]], **more: Any) -> Part:
    """A horizontal axis of days, with its ticks given as ISO days and texts, never turned."""
    days = [first.isoformat(), last.isoformat()]
    return axis(theme, type="date", range=days, tickvals=ticks[0], ticktext=ticks[1], tickangle=0, **more)


def pixel_rows(theme: Theme, height: float) -> Part:
    """A hidden vertical axis counted in pixels from the top, for figures made of rows."""
    return axis(theme, range=[height, 0], visible=False, automargin=False)


def note(text: str, x: Any, y: Any, colour: str, **more: Any) -> Part:
    """A direct label, left-aligned and centred on its height unless said otherwise."""
    size = more.pop("size", NOTE_SIZE)
    font = {"size": size, "color": colour}
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "font": font,
        "borderpad": 0,
        **more,
    }


def cutoff_mark(cutoff: date, language: Language, colours: Palette) -> tuple[Part, Part]:
    """The vertical at the date of the data, as a shape, and that date above it, as a note."""
    at, line = cutoff.isoformat(), {"color": colours.border, "width": 1}
    shape = {"type": "line", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line, "layer": "below"}
    above = {"yref": "paper", "xanchor": "center", "yanchor": "bottom", "yshift": 4}
    return shape, note(day(cutoff, language, short=True), at, 1, colours.note, **above)
