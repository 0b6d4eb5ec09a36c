"""A table as a file: CSV in the form a French spreadsheet opens, or XLSX. Exactly the rows shown."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from portfolio.domain.words import Language
from portfolio.presentation.blocks.block import Table

# A text cell that a spreadsheet would take for a formula gets an apostrophe; numbers are left alone.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(table: Table, language: Language) -> bytes:
    """UTF-8 with its mark. French: semicolons, decimal comma, dd/mm/yyyy; English: commas, decimal point, ISO dates."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([neutral(column.label) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value, language) for value in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table) -> bytes:
    """One sheet: numbers as numbers, dates as dates, text as text whatever it looks like; unknown stays empty."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for j, column in enumerate(table.columns):
        sheet.write_string(0, j, column.label, bold)
    for i, row in enumerate(table.rows, start=1):
        for j, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(i, j, value, dated)
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                sheet.write_number(i, j, float(value))
            elif value is not None:
                sheet.write_string(i, j, str(value))
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return out.getvalue()


def neutral(text: str) -> str:
    """Text that no spreadsheet will run."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _cell(value: Any, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if language == "fr" else value.isoformat()
    if isinstance(value, int | float | Decimal):
        written = format(value, "f") if isinstance(value, Decimal) else repr(value)
        return written.replace(".", ",") if language == "fr" else written
    return neutral(str(value))
