"""The classes of a map: readable limits, their words, the départements in each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.money import EUROS, MoneyScale, scale_of
from portfolio.presentation.kit.numerals import Number, number, quantity
from portfolio.presentation.kit.palette import Theme, palette
from portfolio.presentation.kit.scales import class_limits
from portfolio.presentation.kit.template import NothingToDraw

Kind = Literal["euros", "count", "number"]

NONE, NOT_REPORTED = Text("aucun", "none"), Text("non renseigné", "not reported")
TO = Text("à", "to")
SHADES = {
    1: (3,),
    2: (2, 4),
    3: (1, 3, 5),
    4: (1, 2, 4, 5),
    5: (1, 2, 3, 4, 5),
}  # of palette.steps, by count of classes
FINEST = 4  # decimals of a limit


class MapRow(NamedTuple):
    """A département's value, 0 or more; None is not known. A département without a row has none, which is 0."""

    code: str
    value: Number | None
    detail: str = ""  # one more line when hovering, such as « 3 projets »


class MapClass(NamedTuple):
    """One class of the legend: its words, its colour, the codes in it."""

    text: str
    colour: str
    codes: tuple[str, ...]


def positive_values(rows: Sequence[MapRow]) -> dict[str, float]:
    """Values above zero by code. Raises ValueError for one below, NothingToDraw when there is none at all."""
    values = {row.code: float(row.value) for row in rows if row.value is not None}
    if any(value < 0 for value in values.values()):
        raise ValueError(f"a map shows values of 0 or more: {min(values, key=lambda code: values[code])} is below")
    positive = {code: value for code, value in values.items() if value > 0}
    if not positive:
        raise NothingToDraw("no département has a value")
    return positive


def scale(rows: Sequence[MapRow], kind: Kind) -> MoneyScale:
    """The unit of the legend; for what is not euros, plain numbers."""
    return scale_of(max(positive_values(rows).values())) if kind == "euros" else EUROS


def written(value: Number | None, rows: Sequence[MapRow], kind: Kind, language: Language) -> str:
    """A value as hovering tells it."""
    if kind == "euros":
        return scale(rows, kind).write(value, language)
    return number(value, language) if kind == "count" else quantity(value, language)


def classes(
    rows: Sequence[MapRow], codes: Sequence[str], kind: Kind, language: Language, theme: Theme
) -> list[MapClass]:
    """« aucun » first, then at most five classes of values, then « non renseigné » if some are; each code in one."""
    values, colours = positive_values(rows), palette(theme)
    unknown = {row.code for row in rows if row.value is None}
    unit = float(scale(rows, kind).divisor)
    limits = _limits([value / unit for value in values.values()], kind)
    found: list[list[str]] = [[] for _ in range(len(limits) + 1)]
    for code in codes:
        if code in values:
            found[sum(values[code] / unit >= limit for limit in limits)].append(code)
    none = tuple(code for code in codes if code not in values and code not in unknown)
    texts = _texts(limits, [value / unit for value in values.values()], kind, language)
    shades = [colours.steps[index] for index in SHADES[len(found)]]
    steps = [MapClass(text, shade, tuple(inside)) for text, shade, inside in zip(texts, shades, found, strict=True)]
    missing = tuple(code for code in codes if code in unknown)
    last = [MapClass(NOT_REPORTED.to(language), colours.unknown, missing)] if missing else []
    return [MapClass(NONE.to(language), colours.steps[0], none), *steps, *last]


def _limits(values: Sequence[float], kind: Kind) -> list[float]:
    """A few different counts are a class each; anything else is cut at round numbers."""
    different = sorted(set(values))
    few = kind == "count" and len(different) <= max(SHADES)
    return different[1:] if few else class_limits(values)


def _texts(limits: Sequence[float], values: Sequence[float], kind: Kind, language: Language) -> list[str]:
    """« < 1 », « 1 à 5 », « ≥ 5 »; whole numbers say « 1 », « 2 à 4 », « 5 à 9 »."""
    if kind == "count":
        return _counts([round(min(values)), *(round(limit) for limit in limits)], round(max(values)), language)
    texts = [quantity(limit, language, FINEST) for limit in limits]
    if not texts:
        return [quantity(max(values), language)]
    between = [f"{low} {TO.to(language)} {high}" for low, high in pairwise(texts)]
    return [f"< {texts[0]}", *between, f"≥ {texts[-1]}"]


def _counts(starts: Sequence[int], highest: int, language: Language) -> list[str]:
    ends = [*(following - 1 for following in starts[1:]), highest]
    return [
        number(start, language)
        if start == end
        else f"{number(start, language)} {TO.to(language)} {number(end, language)}"
        for start, end in zip(starts, ends, strict=True)
    ]
