"""A table as a file: CSV in the form a French spreadsheet opens, or XLSX. Exactly the rows shown."""

from __future__ import annotations

import csv
import io
import math
import re
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portfolio.domain.basis.text import Language
from portfolio.domain.facts.series import BAR
from portfolio.presentation.kit.block import Table

# A text that a spreadsheet would take for a formula gets an apostrophe, and so does one that looks like such a text
# with its apostrophe: taking one away, as our import does, gives back what was written. Numbers are left alone.
FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
# What a sheet may not be named.
NOT_IN_A_NAME, LONGEST_NAME = re.compile(r"[\[\]:*?/\\]"), 31
YES_NO: dict[Language, tuple[str, str]] = {"fr": ("oui", "non"), "en": ("yes", "no")}


def csv_bytes(table: Table, language: Language) -> bytes:
    """UTF-8 with its mark. French: semicolons, decimal comma, dd/mm/yyyy; English: commas, decimal point, ISO dates."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([neutral(column.label) for column in table.columns])
    for row in table.rows:
        writer.writerow([csv_cell(value, language) for value in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table, name: str = "") -> bytes:
    """A named sheet: numbers as numbers, dates as dates, text as text whatever it looks like; unknown stays empty."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(NOT_IN_A_NAME.sub(" ", name).strip(" '")[:LONGEST_NAME] or None)
    bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for j, column in enumerate(table.columns):
        sheet.write_string(0, j, column.label, bold)
    for i, row in enumerate(table.rows, start=1):
        for j, value in enumerate(row):
            _write(sheet, i, j, value, dated)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return out.getvalue()


def csv_cell(value: Any, language: Language) -> str:
    """A value as our CSV files write it; our import reads it back equal, in both languages."""
    if _is_unknown(value):
        return ""
    if _is_series(value):
        return BAR.join(csv_cell(each, language) for each in value)
    if isinstance(value, bool):
        return YES_NO[language][0 if value else 1]
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if language == "fr" else value.isoformat()
    if isinstance(value, int | float | Decimal):
        # All digits, never an exponent: 0.00001 rather than 1e-05.
        exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
        written = format(exact, "f")
        return written.replace(".", ",") if language == "fr" else written
    return neutral(_text(value))


def _is_series(value: Any) -> bool:
    """Amounts by year, as a fact keeps them."""
    return isinstance(value, tuple) and all(each is None or isinstance(each, Decimal) for each in value)


def neutral(text: str) -> str:
    """Text that no spreadsheet will run."""
    return f"'{text}" if FORMULA.match(text) else text


def _write(sheet: Worksheet, i: int, j: int, value: Any, dated: Format) -> None:
    if _is_unknown(value):
        return
    if isinstance(value, bool):
        sheet.write_boolean(i, j, value)
    elif isinstance(value, date):
        sheet.write_datetime(i, j, value, dated)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(i, j, float(value))
    else:
        sheet.write_string(i, j, _text(value))


def _is_unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _text(value: Any) -> str:
    """A list is read as one: « 01, 73 »."""
    return ", ".join(str(each) for each in value) if isinstance(value, tuple | list) else str(value)
