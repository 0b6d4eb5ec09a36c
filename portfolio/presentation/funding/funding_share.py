"""How far one project's cost is covered: a single bar, each part's share and word under it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from portfolio.domain.basis.text import HARD_SPACE, Language, Text
from portfolio.presentation.kit.bars import (
    SEGMENTS,
    THICKNESS,
    WORDS,
    LabelPlace,
    Segment,
    Tag,
    bar,
    bars_layout,
    places,
)
from portfolio.presentation.kit.labels import width_of
from portfolio.presentation.kit.money import euros
from portfolio.presentation.kit.numerals import percent
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import capital, join, typeset
from portfolio.presentation.kit.template import NARROWEST, NOTE_SIZE, SIDE, Figure, NothingToDraw, Part, note

UNCOVERED = Text("non couvert", "not covered")
COST = Text("coût total", "total cost")
TOP, TAG_LINE = 24, 36


class ProjectFunding(NamedTuple):
    """One project's cost and its lines by certainty, in euros, in the cost's tax regime. None is not known.

    Shares are of the cost; of the lines together when the cost is not known.
    """

    cost: Decimal | None
    secured: Decimal | None = None
    requested: Decimal | None = None
    to_be_found: Decimal | None = None
    not_reported: Decimal | None = None

    @property
    def lines(self) -> Decimal:
        return sum((getattr(self, segment) or Decimal(0) for segment in SEGMENTS), Decimal(0))

    @property
    def whole(self) -> Decimal:
        return self.cost if self.cost else self.lines

    @property
    def uncovered(self) -> Decimal:
        return max(Decimal(0), self.whole - self.lines)


class _Part(NamedTuple):
    """One stretch of the bar; `segment` is None for what no line covers."""

    segment: Segment | None
    start: Decimal
    amount: Decimal
    word: str


def figure(project: ProjectFunding, language: Language, theme: Theme) -> Figure:
    """Lines above the cost are drawn beyond a mark « coût total »: a plan that does not balance shows it.

    Raises NothingToDraw when neither a cost nor a line is known.
    """
    colours, parts = palette(theme), _parts(project, language)
    longest = max(project.whole, project.lines)
    tags = [_tag(part, project, longest, language) for part in parts]
    found = places(tags)
    height = TOP + THICKNESS + 6 + TAG_LINE * (1 + max(place.line for place in found))
    notes = [_note(part, place, project, colours, language) for part, place in zip(parts, found, strict=True)]
    shapes, marks = _excess(project, colours, language)
    return {
        "data": [_trace(part, project, language, colours) for part in parts],
        "layout": bars_layout(theme, language, height, float(longest), notes + marks) | {"shapes": shapes},
    }


def alt(project: ProjectFunding, language: Language) -> str:
    """« 48 % acquis, 19 % sollicité et 33 % à rechercher. »"""
    parts = [f"{percent(part.amount / project.whole, language)} {part.word}" for part in _parts(project, language)]
    return typeset(capital(join(parts, language)) + ".", language)


def _parts(project: ProjectFunding, language: Language) -> list[_Part]:
    parts, start = [], Decimal(0)
    for segment in SEGMENTS:
        amount = getattr(project, segment)
        if amount:
            parts.append(_Part(segment, start, amount, WORDS[segment].to(language)))
            start += amount
    if project.uncovered:
        parts.append(_Part(None, start, project.uncovered, UNCOVERED.to(language)))
    if not parts:
        raise NothingToDraw("neither a cost nor a funding line is known")
    return parts


def _tag(part: _Part, project: ProjectFunding, longest: Decimal, language: Language) -> Tag:
    pixels = float((NARROWEST - 2 * SIDE) / longest)
    share = percent(part.amount / project.whole, language)
    width = max(width_of(part.word), width_of(share, bold=True))
    return Tag(float(part.start) * pixels, float(part.start + part.amount) * pixels, width)


def _note(part: _Part, place: LabelPlace, project: ProjectFunding, colours: Palette, language: Language) -> Part:
    x = float(part.start + (part.amount if place.at_end else 0))
    y = TOP + THICKNESS + 6 + TAG_LINE * place.line
    text = f"<b>{percent(part.amount / project.whole, language)}</b><br>{part.word}"
    side = "right" if place.at_end else "left"
    return note(text, x, y, colours.text, yanchor="top", xanchor=side, align=side)


def _trace(part: _Part, project: ProjectFunding, language: Language, colours: Palette) -> Part:
    hover = (
        f"{part.word}{HARD_SPACE}: {euros(part.amount, language)} ({percent(part.amount / project.whole, language)})"
    )
    trace = bar(part.segment or "not_reported", [part.amount], [TOP + THICKNESS / 2], colours)
    if part.segment is None:
        trace["marker"] = {"color": colours.background, "line": {"color": colours.border, "width": 1}}
    return trace | {"hovertext": [hover]}


def _excess(project: ProjectFunding, colours: Palette, language: Language) -> tuple[list[Part], list[Part]]:
    """A mark at the cost when the lines pass it."""
    if project.lines <= project.whole:
        return [], []
    at = float(project.whole)
    line = {"color": colours.text, "width": 1.5}
    mark = {"type": "line", "x0": at, "x1": at, "y0": TOP - 6, "y1": TOP + THICKNESS + 4, "line": line}
    text = f"{COST.to(language)} {euros(project.whole, language, short=True)}"
    return [mark], [note(text, at, TOP - 7, colours.note, size=NOTE_SIZE, xanchor="right", yanchor="bottom")]
