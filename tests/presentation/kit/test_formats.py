"""What a person reads as a number, an amount, a share, a day: one example after another, in both languages.

In the expectations, « _ » stands for U+202F and « ~ » for U+00A0, which no one could tell apart in a source file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.presentation.kit import formats as f


def shown(text: str) -> str:
    return text.replace("_", "\u202f").replace("~", "\u00a0")


AMOUNTS: list[tuple[Any, str, str]] = [
    (6_240_000, "6_240_000~€", "€6,240,000"),
    (Decimal("311241.00"), "311_241~€", "€311,241"),
    (0, "0~€", "€0"),
    (1, "1~€", "€1"),
    (-1_234, "−1_234~€", "−€1,234"),
    (Decimal("0.50"), "1~€", "€1"),
    (Decimal("-0.49"), "0~€", "€0"),
    (None, "—", "—"),
    (float("nan"), "—", "—"),
    (float("inf"), "—", "—"),
]


@pytest.mark.parametrize(("amount", "fr", "en"), AMOUNTS)
def test_an_amount_is_read_in_whole_euros(amount: Any, fr: str, en: str) -> None:
    assert (f.euros(amount, "fr"), f.euros(amount, "en")) == (shown(fr), shown(en))


def test_cents_are_shown_when_asked_for() -> None:
    assert f.euros(Decimal("1260000.5"), "fr", cents=True) == shown("1_260_000,50~€")
    assert f.euros(Decimal("1260000.5"), "en", cents=True) == "€1,260,000.50"
    assert f.euros(Decimal("999999999999.99"), "fr", cents=True) == shown("999_999_999_999,99~€")


SHORT: list[tuple[Any, str, str]] = [
    (Decimal("127234000"), "127,2~M€", "€127.2m"),
    (2_000_000_000, "2,0~Md€", "€2.0bn"),
    (999_950_000, "1,0~Md€", "€1.0bn"),
    (999_949_999, "999,9~M€", "€999.9m"),
    (1_000_000, "1,0~M€", "€1.0m"),
    (Decimal("999999.60"), "1,0~M€", "€1.0m"),
    (999_999, "999_999~€", "€999,999"),
    (-3_100_000, "−3,1~M€", "−€3.1m"),
    (0, "0~€", "€0"),
    (None, "—", "—"),
]


@pytest.mark.parametrize(("amount", "fr", "en"), SHORT)
def test_a_short_amount_is_in_millions_from_one_million_on(amount: Any, fr: str, en: str) -> None:
    assert f.euros(amount, "fr", short=True) == shown(fr)
    assert f.euros(amount, "en", short=True) == shown(en)


def test_a_change_in_euros_carries_its_sign() -> None:
    assert f.signed_euros(12_400_000, "fr", short=True) == shown("+12,4~M€")
    assert f.signed_euros(12_400_000, "en", short=True) == "+€12.4m"
    assert f.signed_euros(-3_100_000, "fr", short=True) == shown("−3,1~M€")
    assert f.signed_euros(Decimal("0.2"), "fr") == shown("0~€")
    assert f.signed_euros(None, "fr") == "—"


def test_halves_are_rounded_away_from_zero_on_what_is_written() -> None:
    assert f.number(2.675, "en", 2) == "2.68"
    assert f.number(Decimal("-2.5"), "fr") == "−3"
    assert f.number(Decimal("0.5"), "fr") == "1"
    assert f.number(-0.2, "fr") == "0"


def test_numbers_keep_their_thousands_apart() -> None:
    assert f.number(1_234_567.5, "fr", 1) == shown("1_234_567,5")
    assert f.number(10**24, "en").count(",") == 8
    assert f.signed_number(-2, "fr") == "−2"
    assert f.signed_number(4, "en") == "+4"
    assert f.signed_number(0, "en") == "0"


def test_a_quantity_shows_only_the_decimals_it_needs() -> None:
    assert [f.quantity(x, "fr") for x in (12, 12.5, 1234.567, 100, 0, None)] == [
        "12",
        "12,5",
        shown("1_234,57"),
        "100",
        "0",
        "—",
    ]


SHARES: list[tuple[Any, str, str]] = [
    (0.52, "52_%", "52%"),
    (0, "0_%", "0%"),
    (1, "100_%", "100%"),
    (1.2, "120_%", "120%"),
    (Decimal("0.525"), "53_%", "53%"),
    (0.004, "< 1_%", "< 1%"),
    (0.998, "> 99_%", "> 99%"),
    (-0.1, "−10_%", "−10%"),
    (None, "—", "—"),
]


@pytest.mark.parametrize(("share", "fr", "en"), SHARES)
def test_a_share_is_read_in_percent(share: Any, fr: str, en: str) -> None:
    assert (f.percent(share, "fr"), f.percent(share, "en")) == (shown(fr), shown(en))


def test_points_agree_in_number() -> None:
    assert [f.signed_points(n, "fr") for n in (0, 1, 4, None)] == [
        shown(x) for x in ("0~point", "+1~point", "+4~points", "—")
    ]
    assert [f.signed_points(n, "en") for n in (0, 1, -1, 17)] == [
        shown(x) for x in ("0~points", "+1~point", "−1~point", "+17~points")
    ]
    assert f.signed_points(1.5, "fr", 1) == shown("+1,5~point")
    assert f.signed_points(1.5, "en", 1) == shown("+1.5~points")


def test_a_gap_in_days_is_late_early_or_on_time() -> None:
    assert [f.signed_days(n, "fr") for n in (48, -5, 0, None)] == [shown("+48_j"), shown("−5_j"), "à l’heure", "—"]
    assert [f.signed_days(n, "en") for n in (48, -5, 0, None)] == [shown("+48~d"), shown("−5~d"), "on time", "—"]
    assert f.days(1_200, "fr") == shown("1_200_j")


def test_days_and_months_are_written_out() -> None:
    november, december = date(2026, 11, 20), date(2026, 12, 1)
    assert [f.day(november, x) for x in LANGUAGES] == ["20 novembre 2026", "20 November 2026"]
    assert [f.day(december, x) for x in LANGUAGES] == ["1er décembre 2026", "1 December 2026"]
    assert [f.day(november, x, short=True) for x in LANGUAGES] == ["20 nov. 2026", "20 Nov 2026"]
    assert f.day(date(2026, 1, 11), "fr", short=True) == "11 janv. 2026"
    assert f.day(december, "fr", short=True, year=False) == "1er déc."
    assert [f.month(november, x) for x in LANGUAGES] == ["novembre 2026", "November 2026"]
    assert f.month(november, "fr", short=True, year=False) == "nov."
    assert f.day(None, "fr") == f.month(None, "en") == "—"


def test_an_instant_is_told_at_paris_time() -> None:
    winter, summer = datetime(2026, 11, 20, 13, 5, tzinfo=UTC), datetime(2026, 7, 1, 22, 30)
    assert f.moment(winter, "fr") == shown("20 nov. 2026 à 14~h~05")
    assert f.moment(winter, "en") == "20 Nov 2026 at 14:05"
    assert f.moment(summer, "fr") == shown("2 juil. 2026 à 0~h~30")
    assert f.moment(None, "fr") == "—"


def test_a_coverage_says_how_many_of_how_many() -> None:
    assert [f.count_of(26, 28, x) for x in LANGUAGES] == ["26 sur 28", "26 of 28"]
    assert f.count_of(None, 28, "fr") == "—"


def test_ratios_and_leverage() -> None:
    assert f.euros_per_euro(1.7, "fr") == shown("1,70~€ pour 1~€")
    assert f.euros_per_euro(1.7, "en") == "€1.70 per €1"
    assert f.euros_per_euro(None, "en") == "—"


def test_one_unit_serves_a_whole_chart_and_no_amount_becomes_zero() -> None:
    scale = f.scale_of(83_000_000)
    assert [scale.bare(x, "fr") for x in (51_800_000, 0, 20_000, -20_000, None)] == [
        "51,8",
        "0,0",
        "< 0,1",
        "> −0,1",
        "—",
    ]
    assert scale.write(20_000, "en") == "< €0.1m"
    assert f.scale_of(311_241).write(311_241, "fr") == shown("311~k€")
    assert f.scale_of(900).write(900, "en") == "€900"
    assert f.scale_of(None).write(None, "fr") == "—"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("read", [f.euros, f.signed_euros, f.percent, f.signed_points, f.days, f.signed_days, f.number])
def test_the_unknown_is_never_a_number(read: Callable[[Any, Language], str], language: Language) -> None:
    assert read(None, language) == read(float("nan"), language) == f.UNKNOWN
