"""How amounts and numbers are checked: exact or refused, alone or year after year."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from portfolio.domain.basis.text import NARROW_SPACE, Refused, Text, shown
from portfolio.domain.facts.field import Field
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.series import Series, parts

# Decimal places that the facts' columns keep; a finer value is refused rather than rounded behind one's back.
PLACES = {Kind.MONEY: 2, Kind.NUMBER: 4, Kind.SHARE: 10}
LARGEST = {Kind.MONEY: Decimal(10) ** 12, Kind.NUMBER: Decimal(10) ** 13, Kind.SHARE: Decimal(1)}
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def found(field: Field, value: Any, *, because: Text | None = None) -> Refused:
    """What the field was found to be, and what was expected."""
    said, expected = shown(value), because or field.kind.label
    return Refused(
        Text(
            fr=f"« {field.label.fr} » vaut {said.fr} ; attendu : {expected.fr}.",
            en=f"“{field.label.en}” is {said.en}; expected: {expected.en}.",
        ),
        field.name,
    )


def decimal(field: Field, value: Any) -> Decimal:
    """Exact or refused: floats never reach a fact, finer decimals than the column keeps are said, not rounded."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise found(field, value)
    if isinstance(value, str) and not PLAIN_NUMBER.fullmatch(value):
        raise found(field, value)
    number = Decimal(value)
    if number.is_zero():
        number = Decimal(0)  # minus nothing is nothing
    low = Decimal(0) if field.low is None and field.kind is not Kind.NUMBER else field.low
    if field.too_high is not None and number.is_finite() and number > field.high:  # type: ignore[operator]
        raise _too_high(found(field, value, because=_bounds(low, field.high)), field.too_high)
    places = 0 if field.whole else PLACES[field.kind]
    if not number.is_finite() or abs(number) > LARGEST[field.kind] or number != round(number, places):
        at_most = Text(
            fr="{kind}, au plus {places} décimales et {largest} au plus",
            en="{kind}, at most {places} decimals and {largest} at most",
        )
        largest = f"{LARGEST[field.kind]:,}"
        bound = Text(largest.replace(",", NARROW_SPACE), largest)
        kept = at_most.fill(kind=field.kind.label, places=places, largest=bound)
        raise found(field, value, because=kept if places else WHOLE.fill(largest=bound))
    if (low is not None and number < low) or (field.high is not None and number > field.high):  # type: ignore[operator]
        raise found(field, value, because=_bounds(low, field.high))
    return round(number, places)


def series(field: Field, value: Any) -> Series | None:
    """A series, or its written form; each amount exact or refused, with its place; negative ones are let through."""
    texts = parts(value) if isinstance(value, str) else value
    if not isinstance(texts, tuple | list):
        raise found(field, value)
    if len(texts) > field.longest:
        raise Refused(TOO_LONG.fill(label=field.label, most=field.longest, found=len(texts)), field.name)
    if list(texts) in ([None], [""]):
        return None
    of_year = _amount_of(field)
    return tuple(
        None if each is None or each == "" else _amount(of_year, each, year) for year, each in enumerate(texts)
    )


WHOLE = Text(fr="un nombre entier, {largest} au plus", en="a whole number, {largest} at most")


@cache
def _amount_of(field: Field) -> Field:
    """One year of a series, as a field of its own."""
    return replace(field, kind=Kind.MONEY, required=False, low=-LARGEST[Kind.MONEY])


def _amount(field: Field, value: Any, year: int) -> Decimal:
    try:
        return decimal(field, value)
    except Refused:
        label = Text(f"{field.label.fr} (t = {year})", f"{field.label.en} (t = {year})")
        return decimal(replace(field, label=label), value)


def _bounds(low: Any, high: Any) -> Text:
    if high is None:
        return Text(fr="au moins {low}", en="at least {low}").fill(low=shown(low))
    return Text(fr="entre {low} et {high}", en="between {low} and {high}").fill(low=shown(low), high=shown(high))


def _too_high(refused: Refused, hint: Text) -> Refused:
    return Refused(Text("{why} {hint}", "{why} {hint}").fill(why=refused.text, hint=hint), refused.field)


TOO_LONG = Text(
    fr="« {label} » compte {found} années ; au plus {most}. Retirez celles qui dépassent l’horizon.",
    en="“{label}” has {found} years; at most {most}. Remove those beyond the horizon.",
)
