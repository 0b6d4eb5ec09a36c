"""Segments of a funding bar, and the words written once beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.domain.facts.choices import Certainty
from portfolio.presentation.kit.palette import Palette, Theme
from portfolio.presentation.kit.template import NARROWEST, NOTE_SIZE, SIDE, Part, rows_layout

# From the surest to the least, what is still to be found at the end of the bar, where its value is written.
Segment = Literal["secured", "requested", "not_reported", "to_be_found"]
SEGMENTS: tuple[Segment, ...] = ("secured", "requested", "not_reported", "to_be_found")
WORDS: dict[Segment, Text] = {
    "secured": Certainty.SECURED.label,
    "requested": Certainty.REQUESTED.label,
    "not_reported": Certainty.NOT_REPORTED.label,
    "to_be_found": Certainty.TO_BE_FOUND.label,
}
THICKNESS = 26
EDGE = 0.004  # of the longest bar, on either side: an outline is drawn astride
TAG_GAP = 8


class Tag(NamedTuple):
    """A word to write under a segment: where the segment starts and ends, in pixels at the narrowest width."""

    start: float
    end: float
    width: float


class LabelPlace(NamedTuple):
    """Where a word goes: at the start of its segment, or back from its end; on which line, 0 being the nearest."""

    at_end: bool
    line: int


def marker(segment: Segment, colours: Palette) -> Part:
    """Solid when secured or requested, hatched on the page when to be found, a pale outline when nobody said."""
    filling = colours.certainty[segment]
    if segment == "to_be_found":
        pattern = {"shape": "/", "fgcolor": filling, "bgcolor": colours.background, "size": 7, "solidity": 0.24}
        return {"color": colours.background, "pattern": pattern, "line": {"color": filling, "width": 1.4}}
    outline = colours.border if segment == "not_reported" else colours.background
    return {"color": filling, "line": {"color": outline, "width": 1}}


def bar(segment: Segment, amounts: Sequence[Decimal | None], middles: Sequence[float], colours: Palette) -> Part:
    """One trace: that segment of every row; what is unknown or nothing has no length."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": [
            float(amount) if amount else None for amount in amounts
        ],  # a bar of length 0 would still show its outline
        "y": list(middles),
        "width": THICKNESS,
        "marker": marker(segment, colours),
        "hoverinfo": "text",
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": colours.inside[segment]},
        "cliponaxis": False,
    }


def bars_layout(
    theme: Theme, language: Language, height: float, longest: float, notes: list[Part], *, right: int = SIDE
) -> Part:
    """Stacked bars along hidden axes; plotly hides the values that do not fit inside."""
    across = [-EDGE * longest, (1 + EDGE) * longest]
    fit = {"minsize": NOTE_SIZE, "mode": "hide"}
    more = {"barmode": "stack", "uniformtext": fit, "annotations": notes, "right": right}
    return rows_layout(theme, language, height, across, **more)


def places(tags: Sequence[Tag]) -> list[LabelPlace]:
    """A place for each word, in order, so that no two touch: at its start, else at its end, else a line lower."""
    taken: list[tuple[int, float, float]] = []
    found = []
    for tag in tags:
        place, left = next(
            (place, left) for place, left in _candidates(tag) if _is_free(left, left + tag.width, place.line, taken)
        )
        taken.append((place.line, left, left + tag.width))
        found.append(place)
    return found


def _candidates(tag: Tag) -> list[tuple[LabelPlace, float]]:
    edge = NARROWEST - 2 * SIDE
    ways = [(at_end, tag.end - tag.width if at_end else tag.start) for at_end in (False, True)]
    inside = [(at_end, left) for at_end, left in ways if left >= 0 and left + tag.width <= edge] or ways[:1]
    return [(LabelPlace(at_end, line), left) for line in range(len(SEGMENTS) + 1) for at_end, left in inside]


def _is_free(left: float, right: float, line: int, taken: Sequence[tuple[int, float, float]]) -> bool:
    return all(line != other or right + TAG_GAP <= start or left >= end + TAG_GAP for other, start, end in taken)
