"""Reading one cell. What is written is understood in French and English forms; what is ambiguous is refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.facts import Field
from portfolio.domain.facts.values import Kind, check_value
from portfolio.domain.words import Refused, Text

SPACES = re.compile("[\\s\u00a0\u202f]")
FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
TRUE, FALSE = {"true", "vrai", "oui", "yes", "1"}, {"false", "faux", "non", "no", "0"}


def read_cell(field: Field, text: str) -> Any:
    """The value of a cell, None when it is empty; raises `Refused` saying what was found and what was expected."""
    return check_value(field, _value(field, text.strip()))


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
        case _:
            return text


def read_number(field: Field, text: str) -> Decimal | str:
    """1234.56, 1 234,56 €, 1.234,56, 1,234.56; refused when a lone separator could be either (1,234; 1.234 in euros).

    What is not a number at all comes back as it was, for the field's own check to say so.
    """
    bare = SPACES.sub("", text).removesuffix("€").replace("−", "-")
    body = bare.lstrip("-")
    commas, points = body.count(","), body.count(".")
    if re.fullmatch(r"\d{1,3},\d{3}", body) or (
        field.kind is Kind.MONEY and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", body)
    ):
        raise Refused(_ambiguous(field, text))
    if commas and points:
        last = max(",.", key=body.rfind)
        other = "." if last == "," else ","
        whole, decimals = body.rsplit(last, 1)
        if last in whole or not re.fullmatch(rf"\d{{1,3}}(\{other}\d{{3}})+", whole):
            return text
        body = whole.replace(other, "") + "." + decimals
    elif commas > 1 or points > 1:
        separator = "," if commas else "."
        if not re.fullmatch(rf"\d{{1,3}}(\{separator}\d{{3}})+", body):
            return text
        body = body.replace(separator, "")
    else:
        body = body.replace(",", ".")
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", body):
        return text
    return Decimal(("-" if bare.startswith("-") else "") + body)


def read_date(field: Field, text: str) -> date:
    """2026-03-31 or 31/03/2026: the day always comes first between slashes."""
    try:
        french = FRENCH_DATE.fullmatch(text)
        if french:
            day, month, year = (int(part) for part in french.groups())
            return date(year, month, day)
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _no_date()
    except ValueError as error:
        raise Refused(
            Text(
                fr=f"« {field.label.fr} » vaut « {text[:60]} » ; attendu : une date, 2026-03-31 ou 31/03/2026.",
                en=f"“{field.label.en}” is “{text[:60]}”; expected: a date, 2026-03-31 or 31/03/2026.",
            )
        ) from error


def _no_date() -> date:
    raise ValueError("neither form of date")


def _flag(text: str) -> bool | str:
    lowered = text.lower()
    return True if lowered in TRUE else False if lowered in FALSE else text


def _ambiguous(field: Field, text: str) -> Text:
    return Text(
        fr=f"« {field.label.fr} » vaut « {text} », qui peut se lire de deux façons. "
        "Écrivez 1234 ou 1234.00 pour des milliers, 1.23 pour des décimales.",
        en=f"“{field.label.en}” is “{text}”, which can be read in two ways. "
        "Write 1234 or 1234.00 for thousands, 1.23 for decimals.",
    )
