"""The cumulated cash of an economic model, year after year: whether it holds, when it runs out, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.economics.cash_frame import Frame, euros_axis, extent, roomy, rules, title, years_axis
from portfolio.presentation.economics.cash_line import COLON, DOT, CashLine, Fan, Point, band, compact, is_below, marks
from portfolio.presentation.kit.labels import plain, spoken, spread, width_of, wrapped
from portfolio.presentation.kit.numerals import UNKNOWN
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import capital, plural, typeset
from portfolio.presentation.kit.template import NARROWEST, NOTE_SIZE, SIDE, SIZE, Figure, Part, layout, note

__all__ = ["CashLine", "Fan", "alt", "figure"]

HEAD = Text("Trésorerie cumulée.", "Cumulated cash.")
HOLDS = Text("{point}, jamais sous zéro", "{point}, never below zero")
FALLS = Text("{point}, première année sous zéro", "{point}, the first year below zero")
THEN, AT = Text(", puis {end}", ", then {end}"), Text("{euros} en {year}", "{euros} in {year}")
STOPS, STOPPED = Text(", inconnue ensuite", ", not known after that"), Text("puis inconnue", "then unknown")
NOT_KNOWN = Text("non renseignée", "not reported")
WITHIN = Text("En {year}, 9 tirages sur 10 : de {low} à {high}.", "In {year}, 9 draws in 10: from {low} to {high}.")
OTHERS = (
    Text("Rien d’autre.", "Nothing else."),
    Text("Et une autre ligne, dans le tableau.", "And one more line, in the table."),
    Text("Et {n} autres lignes, dans le tableau.", "And {n} more lines, in the table."),
)
MOST_TOLD = 4
PLOT, TOP, BOTTOM = 292, 32, 30  # pixels: the plot, the words of the fan above it, the years below
ROOM, NAME_LINES, LINE, LABEL_GAP, BEFORE = 96, 3, 16, 5, 10  # of a label at the end of a line
EUROS = 48  # what the vertical axis takes, at least


class _End(NamedTuple):
    """What is written at the end of a line: its name, then in bold its last known year, and whether others go on."""

    name: list[str]
    value: list[str]

    @property
    def text(self) -> str:
        return "<br>".join([*map(plain, self.name), *(f"<b>{line}</b>" for line in self.value)])

    @property
    def height(self) -> int:
        return LINE * len(self.name + self.value) + LABEL_GAP

    @property
    def width(self) -> float:
        return max(*map(width_of, self.name), *(width_of(line, bold=True) for line in self.value))


def figure(lines: Sequence[CashLine], fan: Fan | None, language: Language, theme: Theme) -> Figure:
    """Years along, euros up: the main line over the others, late below zero, each named at its end; the fan behind.

    Raises NothingToDraw when no year of any line is known.
    """
    bare, colours = extent(lines, fan), palette(theme)
    main = [line for line in lines if line.emphasis == "main"][:1]
    others = [line for line in lines if line not in main]
    frame, ends = roomy(bare, _spare(main, language)), [_end(line, bare.last, language) for line in lines]
    plot = max(PLOT, len(ends) * max(end.height for end in ends))
    right = SIDE + BEFORE + round(max(end.width for end in ends))
    up = euros_axis(bare, frame, language, theme)
    across = NARROWEST - right - SIDE - max(EUROS, *(8 + width_of(text, SIZE) for text in up["ticktext"]))
    strokes = [part for line in others + main for part in marks(line, colours, language)]
    swatch, draws = title(colours, language) if fan else ([], [])
    named = _ends(lines, frame, plot, ends, colours)
    fallen = [part for line in main for part in _first_below(line, frame, (across, plot), colours, language)]
    return {
        "data": [*band(fan, colours), *rules(lines, frame, colours), *strokes],
        "layout": layout(
            theme,
            language,
            TOP + plot + BOTTOM,
            margin={"l": SIDE, "r": right, "t": TOP, "b": BOTTOM},
            xaxis=years_axis(bare, frame, across, theme),
            yaxis=up,
            shapes=swatch,
            annotations=[*draws, *named, *fallen],
        ),
    }


def alt(lines: Sequence[CashLine], language: Language, fan: Fan | None = None) -> str:
    """« Trésorerie cumulée. Référence : −61 k€ en 2031, première année sous zéro, puis 340 k€ en 2040. »"""
    last, colon = extent(lines, fan).last, COLON.to(language)
    sentences = [
        f"{capital(spoken(line.name, language))}{colon} {_description(line, last, language)}." for line in lines
    ]
    if len(lines) > MOST_TOLD:
        sentences[MOST_TOLD:] = [plural(len(lines) - MOST_TOLD, *OTHERS, language)]
    if fan:
        low, high = compact(fan.low[-1], language), compact(fan.high[-1], language)
        sentences.append(WITHIN.fill(year=fan.years[-1], low=low, high=high).to(language))
    return typeset(" ".join([HEAD.to(language), *sentences]), language)


def _description(line: CashLine, last: int, language: Language) -> str:
    """When it falls, where it ends, whether it stops before the others."""
    if not line.points:
        return NOT_KNOWN.to(language)
    end, below = line.points[-1], line.first_below
    first = AT.fill(euros=compact((below or end)[1], language), year=(below or end)[0])
    text = (FALLS if below else HOLDS).fill(point=first).to(language)
    if below and below != end:
        text += THEN.fill(end=AT.fill(euros=compact(end[1], language), year=end[0])).to(language)
    return text + (STOPS.to(language) if end[0] < last else "")


def _end(line: CashLine, last: int, language: Language) -> _End:
    name = wrapped(spoken(line.name, language), ROOM, NOTE_SIZE, most=NAME_LINES)
    if not line.points:
        return _End(name, [UNKNOWN])
    more = [STOPPED.to(language)] if line.points[-1][0] < last else []
    return _End(name, [*_dated(line.points[-1], language), *more])


def _dated(point: Point, language: Language) -> list[str]:
    """« 2031 : −61 k€ », on two lines where one would be too wide."""
    year, euros = f"{point[0]}{COLON.to(language)}", compact(point[1], language)
    return [whole] if width_of(whole := f"{year} {euros}", bold=True) <= ROOM else [year, euros]


def _ends(lines: Sequence[CashLine], frame: Frame, plot: int, ends: Sequence[_End], colours: Palette) -> list[Part]:
    """The labels in the right margin, each as near its line's end as the others let it; an unknown one at the foot."""
    gap = max(end.height for end in ends)
    wanted = [frame.height(line.points[-1][1]) * plot if line.points else 0 for line in lines]
    heights = spread(wanted, gap, gap / 2, plot - gap / 2)
    notes = []
    for line, end, height in zip(lines, ends, heights, strict=True):
        fallen = bool(line.points) and is_below(line.points[-1][1])
        main = colours.words["late" if fallen else "verified"]
        colour = main if line.emphasis == "main" else colours.note
        notes.append(note(end.text, 1, height / plot, colour, xref="paper", yref="paper", xshift=BEFORE))
    return notes


def _spare(main: Sequence[CashLine], language: Language) -> float:
    """The share of the plot left above and below the lines: enough there for the label of the first year below zero."""
    labels = [len(_dated(line.first_below, language)) for line in main if line.first_below]
    return (16 + LINE * max(labels, default=0)) / PLOT


def _first_below(
    line: CashLine, frame: Frame, plot: tuple[float, float], colours: Palette, language: Language
) -> list[Part]:
    """When cash runs out: before that year and below, where the line never was, else after it and off the line."""
    point = line.first_below
    if not point or point == line.points[-1]:
        return []  # the end of the line says it
    texts, before = _dated(point, language), frame.place(point[0]) * plot[0]
    wide = max(width_of(text, bold=True) for text in texts) + DOT
    falls = line.points[line.points.index(point) + 1][1] < point[1]
    place = {"xanchor": "right", "xshift": -DOT, "yanchor": "top", "yshift": -3, "bgcolor": colours.veil}
    if before < wide <= plot[0] - before:
        to_zero = (frame.height(0) - frame.height(point[1])) * plot[1]
        over = to_zero if to_zero < LINE + 8 else 0  # or zero would cross it out
        place |= {"xanchor": "left", "xshift": DOT} | ({"yanchor": "bottom", "yshift": 3 + over} if falls else {})
    elif before < wide:
        place |= {"xshift": wide - before - DOT, "yshift": -6}
    return [note("<br>".join(f"<b>{text}</b>" for text in texts), *point, colours.words["late"], **place)]
