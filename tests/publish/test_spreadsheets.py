"""The tables people take away: the values shown, in forms a spreadsheet reads, and nothing that it would run."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.domain.facts.choices import FundingStatus
from portfolio.presentation.kit.block import Column, Table
from portfolio.publish.spreadsheets import csv_bytes, csv_cell, neutral, xlsx_bytes

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = date(1899, 12, 30)
FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org")',
    "+33 6 12 34 56 78",
    "-12,5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
)
PLAIN = ("", "Réseau", "a=b", "l'eau", "'tis", " =1", "−5", "1e9", "#REF!", "2026-03-31", "0123")


def table(*rows: Sequence[Any], labels: Sequence[str] | None = None) -> Table:
    columns = labels or [f"colonne {number}" for number in range(len(rows[0]) if rows else 1)]
    return Table(tuple(Column(label) for label in columns), tuple(tuple(row) for row in rows))


def read_csv(content: bytes, language: Language) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if language == "fr" else ","))


class Sheet:
    """An XLSX file as the standard library reads it: the kind, text and style of each cell that is there."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.names = archive.namelist()
            parts = {name: ElementTree.fromstring(archive.read(name)) for name in self.names if name.endswith(".xml")}
        shared = parts.get("xl/sharedStrings.xml")
        texts = ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in shared or ()]
        self.cells: dict[str, tuple[str, str]] = {}
        self.styles: dict[str, str | None] = {}
        sheet = parts["xl/worksheets/sheet1.xml"]
        self.formulas = list(sheet.iter(f"{MAIN}f"))
        for cell in sheet.iter(f"{MAIN}c"):
            kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
            place = cell.get("r", "")
            self.cells[place] = (kind, texts[int(value)] if kind == "s" else value)
            self.styles[place] = cell.get("s")
        formats = parts["xl/styles.xml"]
        codes = {f.get("numFmtId"): f.get("formatCode") for f in formats.iter(f"{MAIN}numFmt")}
        self.formats = [codes.get(xf.get("numFmtId")) for xf in formats.find(f"{MAIN}cellXfs") or ()]

    def format_of(self, place: str) -> str | None:
        style = self.styles[place]
        return self.formats[int(style)] if style else None


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (None, "", ""),
        (Decimal("1234567.80"), "1234567,80", "1234567.80"),
        (Decimal("0.00"), "0,00", "0.00"),
        (Decimal("-12.5"), "-12,5", "-12.5"),
        (Decimal("1E+6"), "1000000", "1000000"),
        (Decimal("999999999999.99"), "999999999999,99", "999999999999.99"),
        (0, "0", "0"),
        (-3, "-3", "-3"),
        (0.25, "0,25", "0.25"),
        (0.1 + 0.2, "0,30000000000000004", "0.30000000000000004"),
        (1e-05, "0,00001", "0.00001"),
        (1e16, "10000000000000000", "10000000000000000"),
        (float("nan"), "", ""),
        (float("inf"), "", ""),
        (np.float64(0.5), "0,5", "0.5"),
        (date(2026, 3, 31), "31/03/2026", "2026-03-31"),
        (True, "oui", "yes"),
        (False, "non", "no"),
        (FundingStatus.AWARDED, "awarded", "awarded"),
        (("01", "73"), "01, 73", "01, 73"),
        ((), "", ""),
        ("01004", "01004", "01004"),
    ],
)
def test_a_value_is_written_in_the_form_of_each_language(value: Any, french: str, english: str) -> None:
    assert (csv_cell(value, "fr"), csv_cell(value, "en")) == (french, english)


def test_a_csv_file_opens_in_a_french_spreadsheet() -> None:
    content = csv_bytes(table(["Réseau ; suite", Decimal("1234.50"), date(2026, 3, 31), None]), "fr")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == (
        'colonne 0;colonne 1;colonne 2;colonne 3\r\n"Réseau ; suite";1234,50;31/03/2026;\r\n'
    )


def test_a_csv_file_in_english_has_commas_points_and_iso_dates() -> None:
    content = csv_bytes(table(["Network, next", Decimal("1234.50"), date(2026, 3, 31), None]), "en")
    assert content.decode("utf-8-sig").splitlines()[1] == '"Network, next",1234.50,2026-03-31,'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_file_has_exactly_the_rows_and_headings_of_its_table(language: Language) -> None:
    rows = [[f"ligne {number}", number] for number in range(500)]
    read = read_csv(csv_bytes(table(*rows, labels=("Nom", "Rang")), language), language)
    assert read == [["Nom", "Rang"], *([name, str(rank)] for name, rank in rows)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_rows_keeps_its_headings(language: Language) -> None:
    assert read_csv(csv_bytes(table(labels=("Nom", "Coût")), language), language) == [["Nom", "Coût"]]
    assert Sheet(xlsx_bytes(table(labels=("Nom", "Coût")))).cells == {"A1": ("s", "Nom"), "B1": ("s", "Coût")}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_is_neutralised_in_rows_and_headings(text: str) -> None:
    for language in LANGUAGES:
        heading, row = read_csv(csv_bytes(table([text], labels=(text,)), language), language)
        assert heading == row == [f"'{text}"]


@pytest.mark.parametrize("text", PLAIN)
def test_an_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize("number", [-5, -12.5, Decimal("-0.01")])
def test_a_negative_number_stays_a_number(number: Any) -> None:
    assert csv_cell(number, "en") == str(number) and csv_cell(number, "fr") == str(number).replace(".", ",")


@given(text=st.text())
def test_a_neutralised_text_is_never_run_and_always_given_back(text: str) -> None:
    exported = neutral(text)
    assert exported[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}
    assert exported in {text, f"'{text}"}
    assert neutral(f"'{exported}") != f"'{exported}" or exported == text


@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_any_text_comes_back_from_a_csv_file_cell_for_cell(rows: list[list[str]]) -> None:
    for language in LANGUAGES:
        read = read_csv(csv_bytes(table(*rows, labels=("a", "b")), language), language)[1:]
        assert read == [[neutral(cell) for cell in row] for row in rows]


def test_an_xlsx_file_has_numbers_as_numbers_dates_as_dates_and_text_as_text() -> None:
    day = date(2026, 3, 31)
    sheet = Sheet(xlsx_bytes(table(["Réseau", Decimal("1234.50"), 7, 0.25, day, True, FundingStatus.AWARDED])))
    assert list(sheet.cells.values())[7:] == [
        ("s", "Réseau"),
        ("n", "1234.5"),
        ("n", "7"),
        ("n", "0.25"),
        ("n", str((day - EPOCH).days)),
        ("b", "1"),
        ("s", "awarded"),
    ]
    assert sheet.format_of("E2") == "dd/mm/yyyy" and sheet.format_of("B2") is None


def test_what_is_unknown_is_an_empty_cell_and_never_a_zero() -> None:
    sheet = Sheet(xlsx_bytes(table([None, float("nan"), float("inf"), 0])))
    assert [place for place in sheet.cells if place.endswith("2")] == ["D2"]


@pytest.mark.parametrize("text", [*FORMULAS, "http://example.org", "0123", "1e9", "2026-03-31", "{=1}", "_x0041_", ""])
def test_a_text_of_an_xlsx_file_is_a_text_whatever_it_looks_like(text: str) -> None:
    sheet = Sheet(xlsx_bytes(table([text], labels=(text or "vide",))))
    assert sheet.formulas == [] and not [name for name in sheet.names if "rels/sheet" in name]
    assert {kind for kind, _ in sheet.cells.values()} == {"s"}
    written = sheet.cells["A2"][1] if "A2" in sheet.cells else ""
    assert written.replace("_x005F_", "_") == text or "\r" in text


@given(cents=st.integers(-(10**14), 10**14))
def test_an_amount_is_exact_to_the_cent_in_every_file(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert Decimal(csv_cell(amount, "en")) == Decimal(csv_cell(amount, "fr").replace(",", ".")) == amount


@pytest.mark.parametrize("amount", ["0.01", "0.10", "1000000.01", "999999999999.99", "-0.07", "183000000.00"])
def test_an_amount_is_exact_in_an_xlsx_file(amount: str) -> None:
    kind, value = Sheet(xlsx_bytes(table([Decimal(amount)]))).cells["A2"]
    assert kind == "n" and round(Decimal(value), 2) == Decimal(amount)


@pytest.mark.parametrize("day", [date(1980, 1, 1), date(2028, 2, 29), date(2090, 12, 31)])
def test_a_date_of_an_xlsx_file_is_the_day_that_a_spreadsheet_shows(day: date) -> None:
    _, serial = Sheet(xlsx_bytes(table([day]))).cells["A2"]
    assert EPOCH + timedelta(days=int(serial)) == day


def test_a_text_too_long_for_a_spreadsheet_is_cut_rather_than_lost() -> None:
    _, text = Sheet(xlsx_bytes(table(["é" * 40_000]))).cells["A2"]
    assert text == "é" * 32_767


def test_the_same_table_gives_the_same_csv_file() -> None:
    rows = table(["Réseau", Decimal("1.5"), date(2026, 1, 1)])
    assert csv_bytes(rows, "fr") == csv_bytes(rows, "fr")
