"""A cell is read in the forms people write, refused when it could mean two things, and says what was expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.basis.text import LANGUAGES, Language, Refused, Text
from portfolio.domain.facts import CLASSES, Fact, Field, FundingLine, Milestone, Organisation, ProjectTerritory
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.values import check_value
from portfolio.intake.cells import read_cell, write_number
from portfolio.publish.spreadsheets import csv_cell, neutral
from tests.support.files import SIRENS, facts_of

EUROS = FundingLine.declaration.field("amount_eur")
WEIGHT = Milestone.declaration.field("weight")
SHARE = ProjectTerritory.declaration.field("share")
DAY = Milestone.declaration.field("planned_on")
NOTE = Milestone.declaration.field("note")
TITLE = Milestone.declaration.field("title")
CODE = Milestone.declaration.field("milestone_id")
FLAG = Field("fini", Kind.FLAG, Text("fini", "done"), required=False)
OTHER_AMOUNTS = "1e9 1E9 ١٢٣ １２３ ∞ NaN Infinity +5 --5 5- (5) .5 5. 1_000 0x10 1/4 1.23.456 1,23,456 1,5,5 - €"
OTHER_DATES = """02/13/2026 31/02/2026 29/02/2026 00/01/2026 0202 2026-02-30 2026-13-01 2026-2-3 1/1/26 2026 2026-03
20260331 2026/03/31 31-03-2026 31.03.2026 45000 46112.5 2026-03-31T10:00 2026-W14-2 31/03/2026/1"""
HARD, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


def refusal(field: Field, text: str) -> Text:
    with pytest.raises(Refused) as refused:
        read_cell(field, text)
    return refused.value.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        (f"1{HARD}234,56", "1234.56"),
        (f"1{NARROW}234,56", "1234.56"),
        (f"1{THIN}234,56", "1234.56"),
        (f"1{NARROW}234,56{HARD}€", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("1234.56€", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("12 345 678", "12345678"),
        ("0,5", "0.5"),
        ("0", "0"),
        ("007", "7"),
        ("1234.5", "1234.5"),
        ("1000000000000", "1000000000000"),
        ("  12,50  ", "12.5"),
    ],
)
def test_an_amount_is_read_in_french_and_english_forms(text: str, value: str) -> None:
    assert read_cell(EUROS, text) == Decimal(value)
    assert read_cell(EUROS, text).as_tuple().exponent == -2, "to the cent, as the column keeps it"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 345,678", "12345.678"),
        ("12345.678", "12345.678"),
        ("1234,5", "1234.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.2340", "1.2340"),
        ("10,25", "10.25"),
    ],
)
def test_a_number_keeps_up_to_four_decimals(text: str, value: str) -> None:
    assert read_cell(WEIGHT, text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("-5", "-5"), ("−5", "-5"), ("- 5", "-5"), ("-1 234,5", "-1234.5"), ("-0", "0"), ("-12,25", "-12.25")],
)
def test_a_number_without_a_floor_may_be_negative(text: str, value: str) -> None:
    assert read_cell(Field("ecart", Kind.NUMBER, Text("écart", "gap")), text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0,25", "0.25"), ("0.25", "0.25"), ("25 %", "0.25"), ("25%", "0.25"), (f"12,5{NARROW}%", "0.125"), ("1", "1")],
)
def test_a_share_is_a_fraction_or_a_percentage(text: str, value: str) -> None:
    assert read_cell(SHARE, text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "123,456", f"-1,234{HARD}€"])
def test_an_amount_that_could_be_read_in_two_ways_is_refused_with_both(text: str) -> None:
    said = refusal(EUROS, text)
    thousands = text.removesuffix(f"{HARD}€").lstrip("-").replace(",", "").replace(".", "")
    for language in (said.fr, said.en):
        assert text in language and thousands in language
    assert "deux façons" in said.fr and "two ways" in said.en


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "123,456"])
def test_a_number_that_could_be_read_in_two_ways_is_refused_and_both_ways_out_are_read(text: str) -> None:
    said = refusal(WEIGHT, text)
    *_, thousands, decimals = [word.strip(",.") for word in said.en.split() if word[0].isdigit()]
    assert read_cell(WEIGHT, thousands) == 1000 * read_cell(WEIGHT, decimals)


@pytest.mark.parametrize(
    "text",
    [
        *OTHER_AMOUNTS.split(),
        *("1 23", "12 34", "1 2345", "1.234 567", "1,234.567.890", "0 123", "1\t234", "1\u2007234", "9" * 41),
        *("12 M€", "12 k€", "12 EUR", "€ 12", "12 $", "12 %", "1234 €€", "douze"),
    ],
)
def test_any_other_form_of_an_amount_is_refused_with_the_list_of_those_that_are_read(text: str) -> None:
    said = refusal(EUROS, text)
    forms = "1234.56 · 1234,56 · 1 234,56 € · 1.234,56 · 1,234.56"
    assert "« montant »" in said.fr and forms in said.fr
    assert "“amount”" in said.en and forms in said.en
    for form in forms.split(" · "):
        assert read_cell(EUROS, form) == Decimal("1234.56")


@pytest.mark.parametrize(("field", "text"), [(WEIGHT, "5 €"), (WEIGHT, "5 %"), (SHARE, "0,5 €"), (EUROS, "5 %")])
def test_a_sign_that_is_not_the_column_s_own_is_refused(field: Field, text: str) -> None:
    assert text in refusal(field, text).fr


@pytest.mark.parametrize(
    ("field", "text", "expected_fr", "expected_en"),
    [
        (EUROS, "-5", "au moins 0", "at least 0"),
        (EUROS, "1000000000000,01", "au plus", "at most"),
        (EUROS, "12 345,678", "2 décimales", "2 decimals"),
        (WEIGHT, "0,12345", "4 décimales", "4 decimals"),
        (SHARE, "120 %", "entre 0 et 1", "between 0 and 1"),
        (SHARE, "1,5", "entre 0 et 1", "between 0 and 1"),
    ],
)
def test_a_number_out_of_bounds_is_refused_with_its_bounds(
    field: Field, text: str, expected_fr: str, expected_en: str
) -> None:
    said = refusal(field, text)
    assert expected_fr in said.fr and expected_en in said.en


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("31/03/2026", date(2026, 3, 31)),
        ("01/02/2026", date(2026, 2, 1)),
        ("1/2/2026", date(2026, 2, 1)),
        (" 2026-02-01 ", date(2026, 2, 1)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_iso_or_has_its_day_first(text: str, value: date) -> None:
    assert read_cell(DAY, text) == value


@pytest.mark.parametrize(
    "text",
    [
        *OTHER_DATES.split(),
        *("2026-03-31 00:00:00", "31 mars 2026", "٠١/٠٢/٢٠٢٦", "٠١/٠٢/2026", "٢٠٢٦-٠٢-٠١", "hier"),
    ],
)
def test_any_other_date_is_refused_with_an_example_of_each_form(text: str) -> None:
    said = refusal(DAY, text)
    assert f"« {text} »" in said.fr and "2026-03-31 ou 31/03/2026" in said.fr
    assert f"“{text}”" in said.en and "2026-03-31 or 31/03/2026 (day first)" in said.en


@pytest.mark.parametrize("text", ["0202-01-01", "01/01/0202", "1979-12-31", "2091-01-01", "9999-12-31"])
def test_a_date_out_of_this_age_is_refused_with_the_years_that_are_not(text: str) -> None:
    said = refusal(DAY, text)
    assert "entre le 01/01/1980 et le 31/12/2090" in said.fr and "between 01 Jan 1980 and 31 Dec 2090" in said.en


@pytest.mark.parametrize("text", ["", "   ", "\t", HARD, NARROW, "\n"])
def test_a_blank_cell_is_unknown_and_never_zero(text: str) -> None:
    assert [read_cell(field, text) for field in (EUROS, WEIGHT, SHARE, DAY, NOTE, FLAG)] == [None] * 6


def test_a_blank_cell_is_refused_where_a_value_is_compulsory() -> None:
    said = refusal(TITLE, " ")
    assert "« nom » est obligatoire" in said.fr and "“name” is compulsory" in said.en


@pytest.mark.parametrize(
    ("text", "value"),
    [(text, True) for text in ("oui", "OUI", "vrai", "true", "yes", "1")]
    + [(text, False) for text in ("non", "Non", "faux", "FALSE", "no", "0")],
)
def test_yes_and_no_are_read_in_both_languages(text: str, value: bool) -> None:
    assert read_cell(FLAG, text) is value


@pytest.mark.parametrize("text", ["peut-être", "o", "x", "2", "vraiment"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    said = refusal(FLAG, text)
    assert text in said.fr and "oui ou non" in said.fr and "true or false" in said.en


@pytest.mark.parametrize("text", ["J1", "2024.01", "lot-2_b", "0", "007", "A" * 64])
def test_a_code_stays_as_it_is_written_with_its_zeros(text: str) -> None:
    assert read_cell(CODE, f" {text} ") == text


@pytest.mark.parametrize(
    "text", ["J 1", "é", "-J", ".J", "J/1", "=1+1", "J\u202e1", "J\x001", "J\u200b1", "A" * 65, "J1\nJ2", "٣", "<b>"]
)
def test_an_impossible_code_is_refused(text: str) -> None:
    said = refusal(CODE, text)
    assert "un code court" in said.fr and "a short code" in said.en


@pytest.mark.parametrize("fact", CLASSES)
def test_an_unknown_choice_is_refused_with_the_list_of_those_that_exist(fact: type[Fact]) -> None:
    for field in fact.declaration.fields:
        if field.choice is not None:
            for wrong in ("inconnu", next(iter(field.choice)).swapcase(), next(iter(field.choice)).label.fr + "…"):
                said = refusal(field, wrong)
                assert wrong[:60] in said.fr and wrong[:60] in said.en
                assert all(member.value in said.fr and member.value in said.en for member in field.choice)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("-12,5", "-12,5"),
        ("@SOMME(A1)", "@SOMME(A1)"),
        ("'=1+1", "=1+1"),
        ("''=1+1", "'=1+1"),
        ("'tis", "'tis"),
        ("l'eau", "l'eau"),
        ("'", "'"),
        ("<img onerror=alert(1)>", "<img onerror=alert(1)>"),
        ("1e9", "1e9"),
        ("NULL", "NULL"),
        ("e\u0301cole", "école"),
        ("a\u202eb", "ab"),
        ("a\u200bb", "ab"),
        ("a\x1b[31mb", "a[31mb"),
        ("un\r\ndeux\rtrois\nquatre", "un\ndeux\ntrois\nquatre"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("  bords  ", "bords"),
    ],
)
def test_a_text_is_kept_as_text_without_what_cannot_be_seen(text: str, value: str) -> None:
    assert read_cell(NOTE, text) == value


def test_a_text_too_long_is_refused_with_both_lengths() -> None:
    assert read_cell(NOTE, "é" * 400) == "é" * 400
    said = refusal(NOTE, "é" * 401)
    assert "au plus 400 caractères (401 trouvés)" in said.fr and "at most 400 characters (401 found)" in said.en


@pytest.mark.parametrize(
    "field", [EUROS, WEIGHT, SHARE, DAY, NOTE, CODE, FLAG, FundingLine.declaration.field("status")]
)
def test_a_cell_of_a_million_characters_is_refused_in_few_words(field: Field) -> None:
    for text in ("9" * 10**6, "1" + " " * 10**6 + "234", "x" * 10**6):
        said = refusal(field, text)
        assert len(said.fr) < 500 and len(said.en) < 500


@pytest.mark.parametrize("siren", SIRENS)
def test_a_siren_keeps_its_leading_zeros(siren: str) -> None:
    assert read_cell(Organisation.declaration.field("siren"), siren) == siren


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "https://a b", "example.org", 'https://x"y'])
def test_an_address_that_is_not_one_of_the_web_is_refused(url: str) -> None:
    field = next(f for fact in CLASSES for f in fact.declaration.fields if f.kind is Kind.URL)
    assert "https://" in refusal(field, url).en


@given(text=st.text())
def test_a_refusal_names_the_field_in_both_languages_whatever_was_written(text: str) -> None:
    for field in (EUROS, WEIGHT, SHARE, DAY, CODE):
        try:
            read_cell(field, text)
        except Refused as refused:
            assert field.label.fr in refused.text.fr and field.label.en in refused.text.en


@given(text=st.text())
def test_taking_the_apostrophe_of_an_export_away_gives_the_text_back(text: str) -> None:
    exported = neutral(text)
    assert not exported.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert exported.removeprefix("'") == text or exported == text


@pytest.mark.parametrize("fact", CLASSES)
@given(data=st.data())
@settings(max_examples=30)
def test_a_value_written_as_our_csv_cell_is_read_back_equal_in_both_languages(
    fact: type[Fact], data: st.DataObject
) -> None:
    row = data.draw(facts_of(fact))
    for language in LANGUAGES:
        cells = {field: csv_cell(getattr(row, field.name), language) for field in fact.declaration.fields}
        back: dict[str, Any] = {field.name: read_cell(field, cell) for field, cell in cells.items()}
        assert fact(**{name: value for name, value in back.items() if value is not None}) == row


def test_yes_and_no_are_written_and_read_back_in_both_languages() -> None:
    for language in LANGUAGES:
        assert [read_cell(FLAG, csv_cell(value, language)) for value in (True, False)] == [True, False]


@pytest.mark.parametrize(
    ("kind", "value", "french", "english"),
    [
        (Kind.MONEY, "1234567.5", "1 234 567,50", "1,234,567.50"),
        (Kind.MONEY, "1234", "1 234", "1234"),
        (Kind.NUMBER, "1.234", "1,2340", "1.2340"),
        (Kind.NUMBER, "-0.5", "-0,5", "-0.5"),
        (Kind.SHARE, "0.125", "12,5 %", "12.5%"),
        (Kind.SHARE, "0.3333333333", "33,33333333 %", "33.33333333%"),
    ],
)
def test_a_number_is_written_as_it_will_be_read(kind: Kind, value: str, french: str, english: str) -> None:
    field = Field("value", kind, Text("valeur", "value"))
    assert write_number(field, Decimal(value), "fr").replace("\u202f", " ") == french
    assert write_number(field, Decimal(value), "en") == english


@given(
    st.sampled_from([Kind.MONEY, Kind.NUMBER, Kind.SHARE]),
    st.integers(-(10**14), 10**14),
    st.integers(0, 10),
    st.sampled_from(["fr", "en"]),
)
def test_every_number_written_is_read_back_the_same(kind: Kind, digits: int, places: int, language: Language) -> None:
    field = Field("value", kind, Text("valeur", "value"), low=Decimal(-(10**12)))
    try:
        value = check_value(field, Decimal(digits).scaleb(-places))
    except Refused:
        return
    assert read_cell(field, write_number(field, value, language)) == value
