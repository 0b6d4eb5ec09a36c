"""What counts most: how far each factor alone moves the result of a model, around its reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio.domain.basis.text import HARD_SPACE, Language, Text
from portfolio.presentation.economics.cash_line import compact, is_below
from portfolio.presentation.kit.labels import Label, plain, spoken, width_of, words, wrapped
from portfolio.presentation.kit.money import euros
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import join, typeset
from portfolio.presentation.kit.template import NARROWEST, SIDE, SIZE, Figure, NothingToDraw, Part, note, rows_layout

HEAD = Text("Ce qui compte le plus : {bars}.", "What counts most: {bars}.")
FROM = Text("{name} (de {low} à {high})", "{name} (from {low} to {high})")
AROUND = Text("Référence : {euros}.", "Reference: {euros}.")
REFERENCE, ZERO = Text("référence {euros}", "reference {euros}"), Text(f"0{HARD_SPACE}€", "€0")
HEAD_ROOM, FOOT, LINE, ABOVE, THICKNESS, GAP = 26, 18, 18, 5, 22, 14  # pixels, from the top down
BESIDE = 6  # between an end of a bar and its value
MOST_TOLD = 5


class Bar(NamedTuple):
    """One factor, and the euros of the result at one and the other end of what it alone may vary by."""

    name: Label
    low: float
    high: float


class _BarPlace(NamedTuple):
    """Where a row stands, in pixels from the top, and its label."""

    bar: Bar
    label: list[str]
    top: float

    @property
    def middle(self) -> float:
        return self.top + LINE * len(self.label) + ABOVE + THICKNESS / 2

    @property
    def bottom(self) -> float:
        return self.middle + THICKNESS / 2 + GAP


class _Frame(NamedTuple):
    """The euros shown, and in pixels what the values take on either side of the bars."""

    low: float
    high: float
    left: float
    right: float

    def pixel(self, euros: float) -> float:
        """From the left edge of the figure, at the narrowest."""
        place = (euros - self.low) / (self.high - self.low)
        return self.left + place * (NARROWEST - self.left - self.right)


def figure(bars: Sequence[Bar], reference: float, language: Language, theme: Theme) -> Figure:
    """One row a factor, in the order given: a bar from low to high, late below zero, around the reference.

    Zero has its own vertical when it is among the euros shown. Raises NothingToDraw when there is no bar.
    """
    drawn, colours = _ordered(bars), palette(theme)
    slots, frame = _bar_places(drawn, language), _frame(drawn, reference, language)
    notes = [part for slot in slots for part in _texts(slot, frame, colours, language)]
    verticals, titles = _verticals(reference, slots[-1].bottom, frame, colours, language)
    height = slots[-1].bottom + FOOT
    margin = {"l": round(frame.left), "r": round(frame.right), "t": 0, "b": 0}
    more = {"barmode": "overlay", "shapes": verticals, "annotations": [*notes, *titles]}
    across = [frame.low, frame.high]
    return {
        "data": _bars(slots, colours, language),
        "layout": rows_layout(theme, language, height, across, **more) | {"margin": margin},
    }


def alt(bars: Sequence[Bar], reference: float, language: Language) -> str:
    """« Ce qui compte le plus : recettes des usagers (de −120 k€ à 340 k€) et … Référence : 200 k€. »"""
    phrases = [
        FROM.fill(name=spoken(bar.name, language), low=compact(bar.low, language), high=compact(bar.high, language))
        for bar in _ordered(bars)
    ]
    listed = join([text.to(language) for text in phrases], language, most=MOST_TOLD)
    around = AROUND.fill(euros=compact(reference, language)).to(language)
    return typeset(f"{HEAD.to(language).format(bars=listed)} {around}", language)


def _ordered(bars: Sequence[Bar]) -> list[Bar]:
    """The bars from their lowest euros: a factor at its lowest may well give the highest."""
    if not bars:
        raise NothingToDraw("no factor varies")
    return [Bar(bar.name, min(bar.low, bar.high), max(bar.low, bar.high)) for bar in bars]


def _bar_places(bars: Sequence[Bar], language: Language) -> list[_BarPlace]:
    slots: list[_BarPlace] = []
    for bar in bars:
        label = wrapped(spoken(bar.name, language), NARROWEST - 2 * SIDE)
        slots.append(_BarPlace(bar, label, slots[-1].bottom if slots else HEAD_ROOM))
    return slots


def _frame(bars: Sequence[Bar], reference: float, language: Language) -> _Frame:
    """From the lowest to the highest; a lone value stands in the middle."""
    low, high = min(reference, *(bar.low for bar in bars)), max(reference, *(bar.high for bar in bars))
    around = 0 if high > low else abs(high) or 1.0
    left, right = (
        SIDE + BESIDE + max(width_of(compact(value, language), SIZE) for value in values)
        for values in ([bar.low for bar in bars], [bar.high for bar in bars])
    )
    return _Frame(low - around, high + around, left, right)


def _bars(slots: Sequence[_BarPlace], colours: Palette, language: Language) -> list[Part]:
    """What is above zero, then what is below: two traces, so that a bar may be of two colours."""
    above = [(slot, max(slot.bar.low, 0.0), slot.bar.high) for slot in slots if not is_below(slot.bar.high)]
    below = [(slot, slot.bar.low, min(slot.bar.high, 0.0)) for slot in slots if is_below(slot.bar.low)]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "base": [start for _, start, _ in parts],
            "x": [end - start for _, start, end in parts],
            "y": [slot.middle for slot, _, _ in parts],
            "width": THICKNESS,
            "marker": {"color": colour, "line": {"color": colour, "width": 1}},  # its outline shows a bar of no length
            "hoverinfo": "text",
            "hovertext": [_hover(slot.bar, language) for slot, _, _ in parts],
            "cliponaxis": False,
        }
        for parts, colour in ((above, colours.primary), (below, colours.late))
        if parts
    ]


def _hover(bar: Bar, language: Language) -> str:
    name = FROM.fill(name=words(bar.name, language), low=euros(bar.low, language), high=euros(bar.high, language))
    return name.to(language)


def _texts(slot: _BarPlace, frame: _Frame, colours: Palette, language: Language) -> list[Part]:
    """The label above the bar, a value at each end; one value when both are the same."""
    label, bar = "<br>".join(map(plain, slot.label)), slot.bar
    at = {"xref": "paper", "xshift": SIDE - round(frame.left), "yanchor": "top", "bgcolor": colours.background}
    notes = [note(label, 0, slot.top, colours.text, size=SIZE, **at)]
    ends = [(bar.low, "right", -BESIDE)] if bar.low < bar.high else []
    for value, anchor, shift in [*ends, (bar.high, "left", BESIDE)]:
        colour = colours.words["late"] if is_below(value) else colours.text
        more = {"size": SIZE, "xanchor": anchor, "xshift": shift, "bgcolor": colours.background}
        notes.append(note(compact(value, language), value, slot.middle, colour, **more))
    return notes


def _verticals(
    reference: float, bottom: float, frame: _Frame, colours: Palette, language: Language
) -> tuple[list[Part], list[Part]]:
    """The reference, named above the rows, and zero, named below them."""
    named = f"<b>{REFERENCE.fill(euros=compact(reference, language)).to(language)}</b>"
    lines = [(reference, named, HEAD_ROOM / 2 - 2, colours.text, "solid")]
    if frame.low <= 0 <= frame.high:
        lines.append((0.0, ZERO.to(language), bottom + FOOT / 2 - 4, colours.note, "dot"))
    shapes, notes = [], []
    for value, text, y, colour, dash in lines:
        ends = {"x0": value, "x1": value, "y0": HEAD_ROOM - 4, "y1": bottom - 4}
        shapes.append({"type": "line", **ends, "line": {"color": colour, "width": 1.5, "dash": dash}})
        half, at = width_of(text.replace("<b>", "").replace("</b>", ""), bold=True) / 2, frame.pixel(value)
        inside = min(max(at, SIDE + half), NARROWEST - SIDE - half)
        notes.append(note(text, value, y, colour, xanchor="center", xshift=round(inside - at)))
    return shapes, notes
