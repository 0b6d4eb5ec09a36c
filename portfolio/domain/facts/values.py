"""How a field's value is cleaned, checked, and how it travels in a payload."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.facts.field import Field
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.words import NARROW_SPACE, Choice, Refused, Text, shown

# Decimal places that the facts' columns keep; a finer value is refused rather than rounded behind one's back.
PLACES = {Kind.MONEY: 2, Kind.NUMBER: 4, Kind.SHARE: 10}
LARGEST = {Kind.MONEY: Decimal(10) ** 12, Kind.NUMBER: Decimal(10) ** 13, Kind.SHARE: Decimal(1)}
EARLIEST, LATEST = date(1980, 1, 1), date(2090, 12, 31)
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# Line breaks and tabs are ordinary in a text; other control and direction-changing characters are not.
KEPT_CONTROLS = "\n\t"
UNSAFE_CATEGORIES = {"Cc", "Cf", "Cs", "Co"}
SAFE_FORMATS = "\u200d\u00ad"


def check_value(field: Field, value: Any) -> Any:
    """The value, cleaned (text: NFC, trimmed, no control character); nothing is what the field declares for it.

    Raises `Refused`, naming the field.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        if field.required:
            missing = Text(fr=f"« {field.label.fr} » est obligatoire.", en=f"“{field.label.en}” is compulsory.")
            raise Refused(missing, field.name)
        return field.default
    cleaned = _CHECKS[field.kind](field, value)
    return check_value(field, None) if cleaned == "" else cleaned


def to_wire(value: str | bool | int | Decimal | date) -> str | int | bool:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Choice):
        return str(value.value)
    return value


def from_wire(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind in PLACES:
        return _decimal(field, value)
    if field.kind is Kind.DATE and isinstance(value, str):
        return _date_of(field, value)
    return value


def _found(field: Field, value: Any, *, because: Text | None = None) -> Refused:
    found, expected = shown(value), because or field.kind.label
    return Refused(
        Text(
            fr=f"« {field.label.fr} » vaut {found.fr} ; attendu : {expected.fr}.",
            en=f"“{field.label.en}” is {found.en}; expected: {expected.en}.",
        ),
        field.name,
    )


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise _found(field, value)
    # Composed once what is invisible is gone, or a letter and its accent would stay apart around it.
    cleaned = unicodedata.normalize("NFC", value if value.isprintable() else _visible(value)).strip()
    if len(cleaned) > field.longest:
        raise _found(
            field,
            value,
            because=Text(
                fr=f"au plus {field.longest} caractères ({len(cleaned)} trouvés)",
                en=f"at most {field.longest} characters ({len(cleaned)} found)",
            ),
        )
    return cleaned


def _visible(text: str) -> str:
    """Lines parted by one sign, whatever system parted them, and no character that does not show."""
    return "".join(c for c in "\n".join(text.splitlines()) if _is_safe(c))


def _is_safe(character: str) -> bool:
    unsafe = unicodedata.category(character) in UNSAFE_CATEGORIES
    return not unsafe or character in KEPT_CONTROLS or character in SAFE_FORMATS


def _code(field: Field, value: Any) -> str:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise _found(field, value)
    return value


def _url(field: Field, value: Any) -> str:
    cleaned = _text(field, value)
    if not re.fullmatch(r"https?://[^\s<>\"]+", cleaned):
        raise _found(field, value)
    return cleaned


def _date_of(field: Field, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _found(field, value) from error


def _date(field: Field, value: Any) -> date:
    if type(value) is not date:
        raise _found(field, value)
    low, high = field.low or EARLIEST, field.high or LATEST
    if not low <= value <= high:  # type: ignore[operator]
        between = Text(fr="une date entre le {low} et le {high}", en="a date between {low} and {high}")
        raise _found(field, value, because=between.fill(low=shown(low), high=shown(high)))
    return value


def _decimal(field: Field, value: Any) -> Decimal:
    """Exact or refused: floats never reach a fact, finer decimals than the column keeps are said, not rounded."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise _found(field, value)
    if isinstance(value, str) and not PLAIN_NUMBER.fullmatch(value):
        raise _found(field, value)
    number = Decimal(value)
    if number.is_zero():
        number = Decimal(0)  # minus nothing is nothing
    places = PLACES[field.kind]
    if not number.is_finite() or abs(number) > LARGEST[field.kind] or number != round(number, places):
        at_most = Text(
            fr="{kind}, au plus {places} décimales et {largest} au plus",
            en="{kind}, at most {places} decimals and {largest} at most",
        )
        largest = f"{LARGEST[field.kind]:,}"
        bound = Text(largest.replace(",", NARROW_SPACE), largest)
        raise _found(field, value, because=at_most.fill(kind=field.kind.label, places=places, largest=bound))
    low = Decimal(0) if field.low is None and field.kind is not Kind.NUMBER else field.low
    if (low is not None and number < low) or (field.high is not None and number > field.high):  # type: ignore[operator]
        raise _found(field, value, because=_bounds(low, field.high))
    return round(number, places)


def _bounds(low: Any, high: Any) -> Text:
    if high is None:
        return Text(fr="au moins {low}", en="at least {low}").fill(low=shown(low))
    return Text(fr="entre {low} et {high}", en="between {low} and {high}").fill(low=shown(low), high=shown(high))


def _flag(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _found(field, value)
    return value


def _choice(field: Field, value: Any) -> Choice:
    assert field.choice is not None
    try:
        return field.choice.of(value)
    except ValueError as error:
        words = ", ".join(member.value for member in field.choice)
        raise _found(field, value, because=Text(fr=f"l’un de : {words}", en=f"one of: {words}")) from error


_CHECKS = {
    Kind.CODE: _code,
    Kind.TEXT: _text,
    Kind.URL: _url,
    Kind.DATE: _date,
    Kind.MONEY: _decimal,
    Kind.NUMBER: _decimal,
    Kind.SHARE: _decimal,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
}
