"""How a field's value is cleaned, checked, and how it travels in a payload."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.basis.text import Choice, Refused, Text, shown
from portfolio.domain.facts.field import Field
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.numbers import LARGEST, PLACES, decimal, found, series
from portfolio.domain.facts.series import Series, write_series

EARLIEST, LATEST = date(1980, 1, 1), date(2090, 12, 31)
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
    return check_value(field, None) if cleaned is None or cleaned == "" else cleaned


def to_wire(value: str | bool | int | Decimal | date | Series) -> str | int | bool:
    """A value as it travels in a payload: decimals, days and series as text, choices by their code."""
    if isinstance(value, tuple):
        return write_series(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Choice):
        return str(value.value)
    return value


def from_wire(field: Field, value: Any) -> Any:
    """The inverse of `to_wire`; `Refused` where the text is no value of this field."""
    if value is None:
        return None
    if field.kind in PLACES:
        return decimal(field, value)
    if field.kind is Kind.DATE and isinstance(value, str):
        return _date_of(field, value)
    return value


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise found(field, value)
    # Composed once what is invisible is gone, or a letter and its accent would stay apart around it.
    cleaned = unicodedata.normalize("NFC", value if value.isprintable() else _visible(value)).strip()
    if len(cleaned) > field.longest:
        raise found(
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
        raise found(field, value)
    return value


def _url(field: Field, value: Any) -> str:
    cleaned = _text(field, value)
    if not re.fullmatch(r"https?://[^\s<>\"]+", cleaned):
        raise found(field, value)
    return cleaned


def _date_of(field: Field, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise found(field, value) from error


def _date(field: Field, value: Any) -> date:
    if type(value) is not date:
        raise found(field, value)
    low, high = field.low or EARLIEST, field.high or LATEST
    if not low <= value <= high:  # type: ignore[operator]
        between = Text(fr="une date entre le {low} et le {high}", en="a date between {low} and {high}")
        raise found(field, value, because=between.fill(low=shown(low), high=shown(high)))
    return value


def _flag(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise found(field, value)
    return value


def _choice(field: Field, value: Any) -> Choice:
    assert field.choice is not None
    try:
        return field.choice.of(value)
    except ValueError as error:
        words = ", ".join(member.value for member in field.choice)
        raise found(field, value, because=Text(fr=f"l’un de : {words}", en=f"one of: {words}")) from error


__all__ = ["LARGEST", "PLACES", "check_value", "from_wire", "to_wire"]
_CHECKS = {
    Kind.CODE: _code,
    Kind.TEXT: _text,
    Kind.URL: _url,
    Kind.DATE: _date,
    Kind.MONEY: decimal,
    Kind.NUMBER: decimal,
    Kind.SHARE: decimal,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.SERIES: series,
}
