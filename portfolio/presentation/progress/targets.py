"""A result indicator: values seen, against the original and the revised target, and the path from where it started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portfolio.domain.basis.text import Language, Text
from portfolio.domain.facts.choices import TargetKind
from portfolio.presentation.kit.dates import day
from portfolio.presentation.kit.labels import spread, width_of
from portfolio.presentation.kit.numerals import quantity
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.scales import month_ticks, round_ticks
from portfolio.presentation.kit.sentences import capital, join, typeset
from portfolio.presentation.kit.template import SIDE, Figure, Part, axis, cutoff_mark, dated_layout, note, time_axis
from portfolio.presentation.progress.indicator_path import PLOT, IndicatorPath, Span, Value, is_behind, require, span_of

__all__ = ["IndicatorPath", "Value", "alt", "figure"]

BASELINE, SEEN = Text("valeur initiale", "baseline"), Text("valeur constatée", "value seen")
LAST = Text("constaté", "seen")
NONE_SEEN = Text("aucune valeur constatée", "no value seen")
ON = Text("le", "on")
LABEL_GAP = 36
HALF_A_DATE = 30  # pixels: the date of the data may stand at the right edge
LATE = 0.7  # of the days shown: no room to the right of it


def figure(path: IndicatorPath, cutoff: date, language: Language, theme: Theme) -> Figure:
    """Dots for what was seen, ◇ for the original target, ◆ for the revised, dotted paths from a known baseline.

    Raises NothingToDraw when there is neither a value seen nor a target.
    """
    span, colours = span_of(path, cutoff), palette(theme)
    steps = round_ticks(span.low, span.high)
    margin = max((_width(word, value, language) for word, value, _ in _named(path, span, colours)), default=0)
    ticks = month_ticks(span.first, span.last, language, most=4)
    y = axis(theme, range=[span.low, span.high], tickvals=steps, ticktext=[quantity(k, language) for k in steps])
    shape, title = cutoff_mark(cutoff, language, colours)
    return {
        "data": [*_paths(path, colours), *_marks(path, colours, language)],
        "layout": dated_layout(
            theme,
            language,
            PLOT,
            right=round(max(margin, HALF_A_DATE)) + SIDE,
            xaxis=time_axis(theme, span.first, span.last, ticks, showline=True),
            yaxis=y | {"showgrid": True},
            shapes=[shape],
            annotations=[*_labels(path, span, colours, language), title],
        ),
    }


def alt(path: IndicatorPath, language: Language) -> str:
    """« Valeur constatée 412 000 le 20 novembre 2026, valeur initiale 0, cible initiale 440 000 et cible révisée … »"""
    require(path)
    parts = [NONE_SEEN.to(language)]
    if path.seen:
        parts = [_label(SEEN, path.seen[-1], language)]
    named = ((BASELINE, path.baseline), (_word("original"), path.original), (_word("revised"), path.revised))
    parts += [_label(word, value, language) for word, value in named if value]
    return typeset(capital(join(parts, language)) + ".", language)


def _label(word: Text, value: Value, language: Language) -> str:
    return f"{word.to(language)} {quantity(value.value, language)} {ON.to(language)} {day(value.on, language)}"


def _width(word: Text, value: Value, language: Language) -> float:
    """The room a name takes in the right margin, with the space before it."""
    return 14 + max(width_of(word.to(language)), width_of(quantity(value.value, language), bold=True))


def _word(kind: str) -> Text:
    return TargetKind.REVISED.label if kind == "revised" else TargetKind.ORIGINAL.label


def _targets(path: IndicatorPath) -> list[tuple[str, Value]]:
    return [(kind, value) for kind, value in (("original", path.original), ("revised", path.revised)) if value]


def _tint(kind: str, colours: Palette) -> str:
    return colours.text if kind == "revised" else colours.note


def _paths(path: IndicatorPath, colours: Palette) -> list[Part]:
    """A straight dotted path to each target: what is expected in between, unless stated otherwise."""
    if not path.baseline:
        return []
    start = path.baseline
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [start.on.isoformat(), target.on.isoformat()],
            "y": [float(start.value), float(target.value)],
            "line": {"color": _tint(kind, colours), "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        }
        for kind, target in _targets(path)
    ]


def _marks(path: IndicatorPath, colours: Palette, language: Language) -> list[Part]:
    page, outline = colours.background, {"width": 1.6, "color": colours.note}
    kinds: list[tuple[Text, list[Value], Part]] = [
        (SEEN, path.seen, {"size": 8, "color": colours.primary}),
        (BASELINE, [path.baseline] if path.baseline else [], {"size": 9, "color": page, "line": outline}),
    ]
    for kind, target in _targets(path):
        filling = colours.text if kind == "revised" else page
        line = outline | {"color": _tint(kind, colours)}
        kinds.append((_word(kind), [target], {"symbol": "diamond", "size": 11, "color": filling, "line": line}))
    return [_trace(word, values, marker, colours, language) for word, values, marker in kinds if values]


def _trace(word: Text, values: Sequence[Value], marker: Part, colours: Palette, language: Language) -> Part:
    return {
        "type": "scatter",
        "mode": "lines+markers" if word is SEEN else "markers",
        "x": [value.on.isoformat() for value in values],
        "y": [float(value.value) for value in values],
        "line": {"color": colours.primary, "width": 3},
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [_label(word, value, language) for value in values],
        "cliponaxis": False,
    }


def _named(path: IndicatorPath, span: Span, colours: Palette) -> list[tuple[Text, Value, str]]:
    """What is named in the right margin, with its colour: the targets, and the last value seen if near that margin."""
    named = [(_word(kind), target, _tint(kind, colours)) for kind, target in _targets(path)]
    if path.seen and span.place(path.seen[-1]) > LATE:
        named.append((LAST, path.seen[-1], colours.words["verified"]))
    return named


def _labels(path: IndicatorPath, span: Span, colours: Palette, language: Language) -> list[Part]:
    """Names in the right margin, moved apart; the baseline, and a last value far from it, beside their marks."""
    named, notes = _named(path, span, colours), []
    heights = spread([span.height(value) for _, value, _ in named], LABEL_GAP, 16, PLOT - 16)
    for (word, value, colour), height in zip(named, heights, strict=True):
        text = f"{word.to(language)}<br><b>{quantity(value.value, language)}</b>"
        notes.append(note(text, 1, height / PLOT, colour, xref="paper", yref="paper", xshift=10))
    if path.baseline:
        text = f"{BASELINE.to(language)} <b>{quantity(path.baseline.value, language)}</b>"
        shift = -15 if path.rising else 15
        notes.append(_note(text, path.baseline, colours.note) | {"xshift": -4, "yshift": shift})
    if path.seen and span.place(path.seen[-1]) <= LATE:
        text = f"<b>{quantity(path.seen[-1].value, language)}</b>"
        notes.append(_note(text, path.seen[-1], colours.words["verified"]) | _corner(path))
    return notes


def _note(text: str, value: Value, colour: str) -> Part:
    return note(text, value.on.isoformat(), float(value.value), colour)


def _corner(path: IndicatorPath) -> Part:
    """Where the last value is written: away from the expected path, in the corner its own curve leaves free."""
    last, previous = path.seen[-1], path.seen[-2] if len(path.seen) > 1 else None
    above = path.rising != is_behind(path, last)
    climbs = previous is not None and last.value >= previous.value
    free = "left" if above != climbs else "right"  # a lone value has no curve: to its right, above
    return {"xanchor": free, "xshift": 7 if free == "left" else -7, "yshift": 13 if above else -13}
