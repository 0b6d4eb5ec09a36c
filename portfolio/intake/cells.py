"""Reading one cell. What is written is understood in French and English forms; what is ambiguous is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.basis.text import NARROW_SPACE, Language, Refused, Text
from portfolio.domain.facts import Field
from portfolio.domain.facts.kinds import Kind, Unit
from portfolio.domain.facts.series import parts
from portfolio.domain.facts.values import check_value
from portfolio.intake.tables import shortened

# Spaces that part thousands: ordinary, hard, narrow, thin. No other blank does.
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))
NUMBER = re.compile(r"(?P<sign>[-−]?) ?(?P<body>[0-9][0-9 .,]*?) ?(?P<unit>[€%]?)")
# The forms of a number, each with what parts its thousands; after points decimals follow a comma, and conversely.
FORMS = (
    (re.compile(r"[0-9]+([.,][0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,2}( [0-9]{3})+([.,][0-9]+)?"), " "),
    (re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?"), "."),
    (re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?"), ","),
)
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
AMBIGUOUS_DECIMALS = 3
LONGEST_NUMBER = 40
UNITS = {Kind.MONEY: ("", "€"), Kind.NUMBER: ("",), Kind.SHARE: ("", "%")}
WRITTEN = {
    Kind.MONEY: "1234.56 · 1234,56 · 1 234,56 € · 1.234,56 · 1,234.56",
    Kind.NUMBER: "1234.5 · 1234,5 · 1 234,5 · 1.234,50 · 1,234.50",
    Kind.SHARE: "0.25 · 0,25 · 25 %",
}
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FRENCH_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
TRUE, FALSE = {"true", "vrai", "oui", "yes", "1"}, {"false", "faux", "non", "no", "0"}
# The apostrophe that our own exports put before a text that looks like a formula.
NEUTRALISED = re.compile(r"'(?='*[=+\-@\t\r＝＋－＠])")


def read_cell(field: Field, text: str) -> Any:
    """The value of a cell, None when it is empty; raises `Refused` saying what was found and what was expected."""
    return check_value(field, _value(field, text.strip()))


def read_number(field: Field, text: str) -> Decimal:
    """1234.56, 1234,56, 1 234,56 €, 1.234,56 or 1,234.56; 25 % for a share.

    Refused: 1.234 and 1,234, which can be read in two ways, and any other form (1e9, +5, .5, ∞, other digits).
    """
    found = NUMBER.fullmatch(text.translate(SPACES)) if len(text) <= LONGEST_NUMBER else None
    if found is None or found["unit"] not in UNITS[field.kind]:
        raise _no_number(field, text)
    body = found["body"]
    if AMBIGUOUS.fullmatch(body):
        raise _ambiguous(field, text, body)
    for form, parting in FORMS:
        if form.fullmatch(body):
            sign = "-" if found["sign"] else ""
            number = Decimal(sign + body.replace(parting, "").replace(",", "."))
            return number.scaleb(-2) if found["unit"] == "%" else number
    raise _no_number(field, text)


def read_series(field: Field, text: str) -> tuple[Decimal | None, ...]:
    """600|400,5||1 234: each amount as `read_number` reads it; the first that cannot be read is named by its year."""
    amounts: list[Decimal | None] = []
    for year, part in enumerate(parts(text)):
        label = Text(f"{field.label.fr} (t = {year})", f"{field.label.en} (t = {year})")
        amounts.append(read_number(replace(field, kind=Kind.MONEY, label=label), part) if part else None)
    return tuple(amounts)


def write_number(field: Field, value: Decimal, language: Language) -> str:
    """The number as `read_number` reads it back, the same to its last decimal: « 1 234,50 », “1,234.50”, « 12,5 % ».

    Never a form that can be read in two ways: « 1234 » and not « 1,234 », « 1,2340 » and not « 1,234 »."""
    if field.unit is Unit.CALENDAR_YEAR:
        return str(int(value))
    percent = field.kind is Kind.SHARE
    plain = f"{abs(value.scaleb(2) if percent else value).normalize():f}"
    whole, _, decimals = plain.partition(".")
    if decimals:
        decimals = decimals.ljust(2, "0") if field.kind is Kind.MONEY else decimals
        decimals += "0" if len(decimals) == AMBIGUOUS_DECIMALS else ""
    french, sign = language == "fr", "-" if value < 0 else ""
    grouped = f"{int(whole):,}" if decimals or french else whole
    written = f"{grouped.replace(',', NARROW_SPACE)},{decimals}" if french else f"{grouped}.{decimals}"
    unit = f"{NARROW_SPACE}%" if french else "%"
    return f"{sign}{written.rstrip(',.')}{unit if percent else ''}"


def read_date(field: Field, text: str) -> date:
    """2026-03-31 or 31/03/2026: the day always comes first between slashes."""
    french = FRENCH_DATE.fullmatch(text)
    try:
        if french:
            day, month, year = (int(part) for part in french.groups())
            return date(year, month, day)
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # no such day in the calendar
        pass
    raise _found(
        field,
        text,
        Text(
            fr="attendu : une date, 2026-03-31 ou 31/03/2026 (le jour d’abord)",
            en="expected: a date, 2026-03-31 or 31/03/2026 (day first)",
        ),
    )


def _value(field: Field, text: str) -> Any:
    if not text:
        return None
    match field.kind:
        case Kind.MONEY | Kind.NUMBER | Kind.SHARE:
            return read_number(field, text)
        case Kind.DATE:
            return read_date(field, text)
        case Kind.FLAG:
            return _flag(text)
        case Kind.SERIES:
            return read_series(field, text)
        case Kind.TEXT:
            return _text(text)
        case _:
            return text


def _text(text: str) -> str:
    """Without the apostrophe of our own exports; line breaks are one sign, whatever system wrote them."""
    said = text[1:] if NEUTRALISED.match(text) else text
    return re.sub("\r\n?", "\n", said)


def _flag(text: str) -> bool | str:
    lowered = text.lower()
    return True if lowered in TRUE else False if lowered in FALSE else text


def _no_number(field: Field, text: str) -> Refused:
    forms = WRITTEN[field.kind]
    return _found(field, text, Text(fr=f"attendu : un nombre, {forms}", en=f"expected: a number, {forms}"))


def _ambiguous(field: Field, text: str, body: str) -> Refused:
    """Both readings, each in a form that can only be read so."""
    thousands, decimals = re.sub("[.,]", "", body), body.replace(",", ".")
    cents = Text("deux décimales au plus pour des centimes", "two decimals at most for cents")
    exact = cents if field.kind is Kind.MONEY else Text(f"{decimals}0 pour des décimales", f"{decimals}0 for decimals")
    return _found(
        field,
        text,
        Text(
            fr=f"cela peut se lire de deux façons. Écrivez {thousands} pour des milliers, {exact.fr}",
            en=f"this can be read in two ways. Write {thousands} for thousands, {exact.en}",
        ),
    )


def _found(field: Field, text: str, why: Text) -> Refused:
    shown = shortened(text)
    return Refused(
        Text(
            fr=f"« {field.label.fr} » vaut « {shown} » ; {why.fr}.",
            en=f"“{field.label.en}” is “{shown}”; {why.en}.",
        )
    )
