"""The words of a figure: what people typed made harmless, how wide a text is, how labels are kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.template import NOTE_SIZE, SIZE

Label = Text | str  # a declared word, or what a person typed

# Widths of the letters of the sans, as shares of its size.
KINDS = (
    ("\u202f", 0.12),
    (" \u00a0", 0.2),
    ("ijlI.,:;'’·|", 0.26),
    ("frt()-°/", 0.33),
    ("sczJ", 0.45),
    ("mwMW%—…", 0.8),
)
WIDTHS = {letter: width for letters, width in KINDS for letter in letters}
CAPITAL, ORDINARY, BOLDER = 0.59, 0.51, 1.055


def spoken(label: Label, language: Language) -> str:
    """The label as a sentence says it."""
    return label.to(language) if isinstance(label, Text) else label


def words(label: Label, language: Language) -> str:
    """The label as a figure writes it."""
    return plain(spoken(label, language))


def plain(text: str) -> str:
    """What a person typed, harmless in a plotly text, which reads <b>, <a href> and entities as markup."""
    one_line = " ".join(_pieces(text))
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pieces(text: str) -> list[str]:
    """Cut at ordinary spaces and line breaks: str.split would cut at the unbreakable ones too."""
    return [piece for piece in re.split(r"[ \t\r\n]+", text) if piece]


def wrapped(text: str, pixels: float, size: int = SIZE, most: int = 2) -> list[str]:
    """A text on as many lines as it needs to be that narrow; past `most`, it ends with « … »."""
    lines = [""]
    for word in _pieces(text):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > pixels:
            lines.append(word)
        else:
            lines[-1] = longer
    cut = [*lines[: most - 1], lines[most - 1] + " …"] if len(lines) > most else lines
    return [_clipped(line, pixels, size) for line in cut]


def _clipped(line: str, pixels: float, size: int) -> str:
    while width_of(line, size) > pixels:
        line = line.removesuffix("…").rstrip()[:-1].rstrip() + "…"
    return line


def width_of(text: str, size: int = NOTE_SIZE, bold: bool = False) -> float:
    """The width of a text in pixels, within some hundredths: from the font's own advances, by kinds of letters."""
    units = sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else ORDINARY) for letter in text)
    return units * size * (BOLDER if bold else 1)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near as can be to those wanted, kept in their order and at least `gap` apart within low…high.

    Labels that do not all fit are spaced evenly over the room there is.
    """
    count = len(wanted)
    order = sorted(range(count), key=lambda index: wanted[index])
    room = min(gap, (high - low) / max(1, count - 1))
    # Take i gaps off the i-th: « at least a gap apart » becomes « not falling », which pooling neighbours solves.
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        total, size = wanted[index] - rank * room, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            total, size = total + pools[-1][0], size + pools.pop()[1]
        pools.append((total, size))
    bases = [total / size for total, size in pools for _ in range(size)]
    placed = dict(zip(order, [min(max(b, low), high - (count - 1) * room) for b in bases], strict=True))
    return [placed[index] + order.index(index) * room for index in range(count)]
