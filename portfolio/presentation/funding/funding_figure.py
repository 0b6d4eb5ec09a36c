"""Funding by group of funders: secured solid, requested, status not reported, to be found hatched at the end."""

from __future__ import annotations

from collections.abc import Sequence
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
from portfolio.presentation.kit.labels import Label, spoken, width_of, words
from portfolio.presentation.kit.money import MoneyScale, scale_of
from portfolio.presentation.kit.numerals import UNKNOWN, percent
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import join, plural, typeset
from portfolio.presentation.kit.template import NARROWEST, SIDE, SIZE, Figure, NothingToDraw, Part, note

LABEL, GAP, WORD_LINE = 22, 14, 16
MOST_TOLD = 8
OTHERS = (
    Text("Rien d’autre.", "Nothing else."),
    Text("Et une autre ligne, dans le tableau.", "And one more row, in the table."),
    Text("Et {n} autres lignes, dans le tableau.", "And {n} more rows, in the table."),
)
END_MARGIN = 52  # room for the value written after the longest bar


class FundingRow(NamedTuple):
    """One group's euros by certainty. None is not known and draws nothing; the total is of what is known."""

    label: Label
    secured: Decimal | None = None
    requested: Decimal | None = None
    to_be_found: Decimal | None = None
    not_reported: Decimal | None = None  # an amount is known, its status is not

    def amount(self, segment: Segment) -> Decimal | None:
        amount: Decimal | None = getattr(self, segment)
        return amount

    @property
    def total(self) -> Decimal | None:
        known = [amount for segment in SEGMENTS if (amount := self.amount(segment)) is not None]
        return sum(known, Decimal(0)) if known else None


class _RowPlace(NamedTuple):
    """Where a row stands, in pixels from the top, and the words written under its bar."""

    top: float
    tags: dict[Segment, LabelPlace]
    has_bar: bool

    @property
    def middle(self) -> float:
        return self.top + LABEL + THICKNESS / 2

    @property
    def bottom(self) -> float:
        lines = 1 + max((place.line for place in self.tags.values()), default=-1)
        return self.top + LABEL + (THICKNESS if self.has_bar else 0) + WORD_LINE * lines + GAP


def scale(rows: Sequence[FundingRow]) -> MoneyScale:
    """The unit the values are written in; the caption says its words."""
    return scale_of(max((row.total or Decimal(0) for row in rows), default=None))


def figure(rows: Sequence[FundingRow], language: Language, theme: Theme) -> Figure:
    """One bar a row, in the order given; each word stands once, under the first bar where it is seen.

    Raises NothingToDraw when no row holds an amount above zero.
    """
    longest = _longest(rows)
    colours, unit, slots = palette(theme), scale(rows), _row_places(rows, longest, language)
    traces, notes = [], []
    for segment in SEGMENTS:
        if any(row.amount(segment) for row in rows):
            amounts, middles = [row.amount(segment) for row in rows], [slot.middle for slot in slots]
            traces.append(bar(segment, amounts, middles, colours) | _texts(segment, rows, unit, language))
    for row, slot in zip(rows, slots, strict=True):
        notes += _notes(row, slot, unit, language, colours)
    return {
        "data": traces,
        "layout": bars_layout(theme, language, slots[-1].bottom, float(longest), notes, right=END_MARGIN),
    }


def alt(rows: Sequence[FundingRow], language: Language) -> str:
    """« Collectivités : 83,0 M€, dont 51,8 acquis, 17,3 sollicité et 13,9 à rechercher. État : … »"""
    _longest(rows)
    unit, sentences = scale(rows), []
    for row in rows[:MOST_TOLD]:
        parts = [
            f"{unit.bare(row.amount(segment), language)} {WORDS[segment].to(language)}"
            for segment in SEGMENTS
            if row.amount(segment)
        ]
        of = "dont" if language == "fr" else "of which"
        detail = f", {of} {join(parts, language)}" if parts else ""
        label = spoken(row.label, language)
        colon = " :" if language == "fr" else ":"
        sentences.append(f"{label}{colon} {unit.write(row.total, language)}{detail}.")
    if len(rows) > MOST_TOLD:
        sentences.append(plural(len(rows) - MOST_TOLD, *OTHERS, language))
    return typeset(" ".join(sentences), language)


def _longest(rows: Sequence[FundingRow]) -> Decimal:
    longest = max((row.total or Decimal(0) for row in rows), default=Decimal(0))
    if longest <= 0:
        raise NothingToDraw("no amount is known")
    return longest


def _row_places(rows: Sequence[FundingRow], longest: Decimal, language: Language) -> list[_RowPlace]:
    told: set[Segment] = set()
    slots: list[_RowPlace] = []
    for row in rows:
        seen: list[Segment] = [segment for segment in SEGMENTS if row.amount(segment) and segment not in told]
        told.update(seen)
        tags = places([_tag(row, segment, longest, language) for segment in seen])
        slots.append(_RowPlace(slots[-1].bottom if slots else 0, dict(zip(seen, tags, strict=True)), bool(row.total)))
    return slots


def _bounds(row: FundingRow, segment: Segment) -> tuple[Decimal, Decimal]:
    start = sum((row.amount(other) or Decimal(0) for other in SEGMENTS[: SEGMENTS.index(segment)]), Decimal(0))
    return start, start + (row.amount(segment) or Decimal(0))


def _tag(row: FundingRow, segment: Segment, longest: Decimal, language: Language) -> Tag:
    pixels = float((NARROWEST - SIDE - END_MARGIN) / longest)
    start, end = _bounds(row, segment)
    return Tag(float(start) * pixels, float(end) * pixels, width_of(WORDS[segment].to(language), bold=True))


def _texts(segment: Segment, rows: Sequence[FundingRow], unit: MoneyScale, language: Language) -> Part:
    """The values inside the bars (hidden by plotly where they do not fit) and what hovering says."""
    inside, hover = [], []
    for row in rows:
        amount = row.amount(segment)
        share = percent(amount / row.total if amount and row.total else None, language)
        word = f"{WORDS[segment].to(language)}{HARD_SPACE}:"
        hover.append(f"{words(row.label, language)}<br>{word} {unit.write(amount, language)} ({share})")
        inside.append(unit.bare(amount, language) if amount and segment != "to_be_found" else "")
    return {"text": inside, "hovertext": hover}


def _notes(row: FundingRow, slot: _RowPlace, unit: MoneyScale, language: Language, colours: Palette) -> list[Part]:
    label = f"{words(row.label, language)} <b>{unit.write(row.total, language)}</b>"
    if row.total is None:
        label = f"{words(row.label, language)} <b>{UNKNOWN}</b>"
    notes = [note(label, 0, slot.top + LABEL / 2, colours.text, size=SIZE)]
    if row.to_be_found:
        text = unit.bare(row.to_be_found, language)
        at = float(row.total or 0)
        notes.append(note(text, at, slot.middle, colours.words["to_be_found"], size=SIZE, xshift=7))
    for segment, place in slot.tags.items():
        start, end = _bounds(row, segment)
        notes.append(
            note(
                f"<b>{WORDS[segment].to(language)}</b>",
                float(end if place.at_end else start),
                slot.top + LABEL + THICKNESS + WORD_LINE * (place.line + 0.62),
                colours.words[segment],
                xanchor="right" if place.at_end else "left",
            )
        )
    return notes
