"""Days, months, instants and gaps in days as a person reads them. None reads « — »."""

from __future__ import annotations

from datetime import UTC, date, datetime

from babel.dates import format_date

from portfolio.domain.basis.days import PARIS
from portfolio.domain.basis.text import HARD_SPACE, NARROW_SPACE, Language
from portfolio.presentation.kit.numerals import UNKNOWN, Number, locale_of, number, rounded, signed_number


def days(count: Number | None, language: Language) -> str:
    """« 48 j » / "48 d"."""
    text = number(count, language)
    return text if text == UNKNOWN else _with_days(text, language)


def signed_days(count: Number | None, language: Language) -> str:
    """A gap to a planned date: « +48 j » late, « −5 j » early, « à l’heure » for 0."""
    if rounded(count) == 0:
        return "à l’heure" if language == "fr" else "on time"
    text = signed_number(count, language)
    return text if text == UNKNOWN else _with_days(text, language)


def day(value: date | None, language: Language, short: bool = False, year: bool = True) -> str:
    """« 20 novembre 2026 », « 1er décembre 2026 »; `short`: « 20 nov. 2026 »; year=False: « 20 novembre »."""
    if value is None:
        return UNKNOWN
    pattern = ("d MMM" if short else "d MMMM") + (" y" if year else "")
    text = _date(value, pattern, language)
    return text.replace("1 ", "1er ", 1) if language == "fr" and value.day == 1 else text


def month(value: date | None, language: Language, short: bool = False, year: bool = True) -> str:
    """« novembre 2026 », « nov. 2026 », « nov. »."""
    return UNKNOWN if value is None else _date(value, ("MMM" if short else "MMMM") + (" y" if year else ""), language)


def moment(at: datetime | None, language: Language) -> str:
    """An instant at Paris time: « 20 nov. 2026 à 14 h 05 » / "20 Nov 2026 at 14:05". Naive instants are UTC."""
    if at is None:
        return UNKNOWN
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(PARIS)
    text = day(local.date(), language, short=True)
    if language == "fr":
        return f"{text} à {local.hour}{HARD_SPACE}h{HARD_SPACE}{local.minute:02d}"
    return f"{text} at {local:%H:%M}"


def _with_days(text: str, language: Language) -> str:
    return f"{text}{NARROW_SPACE}j" if language == "fr" else f"{text}{HARD_SPACE}d"


def _date(value: date, pattern: str, language: Language) -> str:
    return format_date(value, pattern, locale=locale_of(language))
