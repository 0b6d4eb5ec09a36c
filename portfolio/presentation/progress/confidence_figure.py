"""Confidence as the leads declared it: one square a project, level by level; bars when squares would be too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.labels import plain
from portfolio.presentation.kit.numerals import number
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import capital, join, plural, typeset
from portfolio.presentation.kit.template import SIZE, Figure, NothingToDraw, Part, note, rows_layout

Level = Literal["on_track", "attainable", "needs_support", "compromised", "not_reported"]
PROJECTS = Text("aucun projet", "no project"), Text("{n} projet", "{n} project"), Text("{n} projets", "{n} projects")
SQUARES_A_LINE, MOST_SQUARES = 18, 60
LABEL, LINE, GAP, THICKNESS = 24, 20, 6, 14


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    """One level: its word, how many projects, and their names if hovering should tell them, in the squares' order."""

    level: Level
    label: Text
    count: int
    names: tuple[str, ...] = ()


def figure(rows: Sequence[ConfidenceRow], language: Language, theme: Theme) -> Figure:
    """Levels in the order given, empty ones too; bars for all as soon as one level passes MOST_SQUARES.

    Raises NothingToDraw when no level holds a project.
    """
    most = _most(rows)
    colours, bars, top, traces, notes = palette(theme), most > MOST_SQUARES, 0, [], []
    for row in rows:
        label = f"{plain(row.label.to(language))} <b>{number(row.count, language)}</b>"
        notes.append(note(label, 0, top + LABEL / 2, colours.text, size=SIZE, xref="paper"))
        if row.count:
            draw = _bar if bars else _squares
            traces.append(draw(row, top + LABEL, colours, language))
        top += LABEL + LINE * (1 if bars else _lines(row)) + GAP
    across: list[float] = [0, most] if bars else [-0.5, SQUARES_A_LINE - 0.5]
    return {"data": traces, "layout": rows_layout(theme, language, top, across, annotations=notes)}


def alt(rows: Sequence[ConfidenceRow], language: Language) -> str:
    """« 28 projets : 6 sécurisés, 15 atteignables, … et 2 non renseigné. »"""
    _most(rows)
    parts = join([f"{row.label.to(language)} {number(row.count, language)}" for row in rows], language)
    total = sum(row.count for row in rows)
    told = plural(total, *PROJECTS, language)
    return typeset(capital(f"{told} : {parts}." if language == "fr" else f"{told}: {parts}."), language)


def _most(rows: Sequence[ConfidenceRow]) -> int:
    most = max((row.count for row in rows), default=0)
    if most <= 0:
        raise NothingToDraw("no project in any level")
    return most


def _lines(row: ConfidenceRow) -> int:
    return max(1, -(-row.count // SQUARES_A_LINE))


def _squares(row: ConfidenceRow, top: float, colours: Palette, language: Language) -> Part:
    places = range(row.count)
    word = plain(row.label.to(language))
    names = [plain(name) for name in row.names[: row.count]] + [""] * (row.count - len(row.names))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place % SQUARES_A_LINE for place in places],
        "y": [top + LINE * (place // SQUARES_A_LINE) + LINE / 2 - 2 for place in places],
        # The outline keeps squares apart in a column so narrow that they would touch.
        "marker": {
            "symbol": "square",
            "size": 14,
            "color": colours.confidence[row.level],
            "line": {"color": colours.background, "width": 1.2},
        },
        "hoverinfo": "text",
        "hovertext": [f"{name}<br>{word}" if name else word for name in names],
        "cliponaxis": False,
    }


def _bar(row: ConfidenceRow, top: float, colours: Palette, language: Language) -> Part:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row.count],
        "y": [top + THICKNESS / 2],
        "width": THICKNESS,
        "marker": {"color": colours.confidence[row.level], "line": {"width": 0}},
        "hoverinfo": "text",
        "hovertext": [f"{plain(row.label.to(language))}<br>{plural(row.count, *PROJECTS, language)}"],
    }
