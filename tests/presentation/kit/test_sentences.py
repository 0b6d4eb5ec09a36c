"""Sentences computed from rows agree with their numbers, in both languages."""

from __future__ import annotations

import pytest

from portfolio.domain.basis.text import LANGUAGES, Text
from portfolio.presentation.kit.sentences import capital, in_words, join, plural, quoted, span, typeset

NONE = Text("aucune alerte", "no alert")
ONE = Text("{words} alerte", "{words} alert")
MANY = Text("{n} alertes", "{n} alerts")


@pytest.mark.parametrize(
    ("n", "fr", "en"),
    [
        (0, "aucune alerte", "no alert"),
        (1, "une alerte", "one alert"),
        (2, "2 alertes", "2 alerts"),
        (12_000, "12\u202f000 alertes", "12,000 alerts"),
        (None, "—", "—"),
    ],
)
def test_the_wording_follows_the_count(n: int | None, fr: str, en: str) -> None:
    assert [plural(n, NONE, ONE, MANY, language, feminine=True) for language in LANGUAGES] == [fr, en]


def test_numbers_up_to_ten_are_words() -> None:
    assert [in_words(n, "fr") for n in (0, 1, 4, 10, 11, None)] == ["zéro", "un", "quatre", "dix", "11", "—"]
    assert [in_words(n, "en") for n in (1, 10, 1_000)] == ["one", "ten", "1,000"]
    assert in_words(1, "fr", feminine=True) == "une"
    assert in_words(-3, "fr") == "−3"


def test_a_list_ends_with_and() -> None:
    assert [join(list("abc")[:n], "fr") for n in range(4)] == ["", "a", "a et b", "a, b et c"]
    assert join(["a", "b", "c"], "en") == "a, b and c"
    assert join(list("abcde"), "fr", most=2) == "a, b et 3 autres"
    assert join(list("abc"), "en", most=2) == "a, b and c"


def test_words_of_others_are_quoted() -> None:
    assert quoted("sans lui, tout glisse", "fr") == "«\u00a0sans lui, tout glisse\u00a0»"
    assert quoted("all slips", "en") == "“all slips”"


def test_a_title_starts_with_a_capital_and_keeps_its_accent() -> None:
    assert [capital(text) for text in ("état", "quatre alertes", "")] == ["État", "Quatre alertes", ""]


@pytest.mark.parametrize(
    ("days", "fr", "en"),
    [
        (0, "aucun jour", "no day"),
        (1, "1 jour", "1 day"),
        (12, "12 jours", "12 days"),
        (56, "8 semaines", "8 weeks"),
        (57, "57 jours", "57 days"),
        (426, "14 mois", "14 months"),
        (1_096, "3 ans", "3 years"),
        (None, "—", "—"),
    ],
)
def test_a_span_is_told_in_the_unit_people_use(days: int | None, fr: str, en: str) -> None:
    assert [span(days, language) for language in LANGUAGES] == [fr, en]


def test_french_sentences_get_their_unbreakable_spaces() -> None:
    plain = "Où en est-on ? 52 % et 48 j ; n° 12 : « oui » à 3 M€, le 20 nov. à 14:05"
    spaced = "Où en est-on_? 52_% et 48_j_; n°~12~: «~oui~» à 3~M€, le 20 nov. à 14:05"
    spaced = spaced.replace("_", "\u202f").replace("~", "\u00a0")
    assert typeset(plain, "fr") == spaced
    assert typeset(spaced, "fr") == spaced
    assert typeset(plain, "en") == plain
