"""Sentences computed from rows: plurals, lists, numbers in words, quotations, spans of time, French spacing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portfolio.domain.basis.text import HARD_SPACE, NARROW_SPACE, Language, Text
from portfolio.presentation.kit.numerals import UNKNOWN, is_singular, number

WORDS = (
    Text("zéro", "zero"),
    Text("un", "one"),
    Text("deux", "two"),
    Text("trois", "three"),
    Text("quatre", "four"),
    Text("cinq", "five"),
    Text("six", "six"),
    Text("sept", "seven"),
    Text("huit", "eight"),
    Text("neuf", "nine"),
    Text("dix", "ten"),
)
WEEK, WEEKS_UNTIL, MONTHS_UNTIL = 7, 90, 730
DAYS_A_MONTH, DAYS_A_YEAR = 30.4375, 365.25


def plural(
    n: int | None, none: Text, one: Text, many: Text, language: Language, *, feminine: bool = False, **values: object
) -> str:
    """The wording for n; `{n}` and `{words}` in it become « 1 234 » and, up to ten, « trois », its other placeholders
    these values. An unknown n: « — »."""
    if n is None:
        return UNKNOWN
    chosen = none if n == 0 else one if is_singular(n, language) else many
    return chosen.to(language).format(n=number(n, language), words=in_words(n, language, feminine), **values)


def counted(n: int, one: Text, many: Text, language: Language) -> str:
    """« 1 projet », « 12 projets »: the `{n}` of the wording that agrees with it; zero as each language counts it."""
    return (one if is_singular(n, language) else many).to(language).format(n=number(n, language))


def in_words(n: int | None, language: Language, feminine: bool = False) -> str:
    """Zero to ten in words, for titles: « trois », « une » if feminine; digits beyond, « — » if unknown."""
    if n is None:
        return UNKNOWN
    if not 0 <= n < len(WORDS):
        return number(n, language)
    return "une" if feminine and n == 1 and language == "fr" else WORDS[n].to(language)


def join(items: Sequence[str], language: Language, most: int | None = None) -> str:
    """« a », « a et b », « a, b et c »; past `most`, « a, b et 12 autres ». Nothing for an empty list."""
    left = len(items) - most if most is not None else 0
    if left > 1:
        items = [*items[:most], f"{number(left, language)} {'autres' if language == 'fr' else 'others'}"]
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {'et' if language == 'fr' else 'and'} {items[-1]}"


def quoted(text: str, language: Language) -> str:
    """« text », with its unbreakable spaces / “text”."""
    return f"«{HARD_SPACE}{text}{HARD_SPACE}»" if language == "fr" else f"“{text}”"


def capital(text: str) -> str:
    """The same sentence with its first letter in capital, accents kept: « État »."""
    return text[:1].upper() + text[1:]


def span(days: int | None, language: Language) -> str:
    """A length of time in the unit people would use: « 12 jours », « 8 semaines », « 14 mois », « 3 ans »."""
    if days is None:
        return UNKNOWN
    if days < WEEKS_UNTIL:
        if days < 2 * WEEK or days % WEEK:
            return plural(days, Text("aucun jour", "no day"), Text("1 jour", "1 day"), DAYS, language)
        return plural(days // WEEK, WEEKS, WEEKS, WEEKS, language)
    if days < MONTHS_UNTIL:
        return plural(round(days / DAYS_A_MONTH), MONTHS, MONTHS, MONTHS, language)
    return plural(round(days / DAYS_A_YEAR), YEARS, YEARS, YEARS, language)


DAYS, WEEKS = Text("{n} jours", "{n} days"), Text("{n} semaines", "{n} weeks")
MONTHS, YEARS = Text("{n} mois", "{n} months"), Text("{n} ans", "{n} years")


def typeset(text: str, language: Language) -> str:
    """A French sentence typed with plain spaces gets its unbreakable ones; English is left alone.

    U+202F before ; ? ! % and « j » after a number, U+00A0 before : and around « », before € M€ Md€ and after n°.
    """
    if language == "en":
        return text
    for pattern, replacement in _SPACING:
        text = pattern.sub(replacement, text)
    return text


_SPACING = (
    (re.compile(r"[ \u00a0](?=[;?!%](?:\W|$))"), NARROW_SPACE),
    (re.compile(r"(?<=\d)[ \u00a0](?=j(?:\W|$))"), NARROW_SPACE),
    (re.compile(r" (?=:(?:\s|$))"), HARD_SPACE),
    (re.compile(r"(?<=«) | (?=»)"), HARD_SPACE),
    (re.compile(r"(?<=\d) (?=(?:M|Md|k)?€)"), HARD_SPACE),
    (re.compile(r"(?<=[nN]°) "), HARD_SPACE),
)
