"""The economic model of a project as a workbook whose figures are live formulas, and which is read back."""

from __future__ import annotations

import io
from typing import Any

from portfolio.domain.basis.text import Language, Text
from portfolio.domain.economics.flow_kinds import NOT_CASH, sign
from portfolio.domain.economics.model import Model
from portfolio.domain.facts import EconomicModel, Field
from portfolio.domain.facts.choices import Audience, FlowKind, FundingStatus, Scenario
from portfolio.domain.facts.kinds import Kind
from portfolio.presentation.economics import model_words as words
from portfolio.presentation.economics.model_words import letters
from portfolio.publish.model_formulas import SIGNED
from portfolio.publish.model_sheets import Book, book_of, write_note, write_scenario

TOP, KINDS, STATUSES = 3, 3, 5  # the row of the first term; the columns of the two lists
WIDTHS = (("A:B", 48), ("C:C", 4), ("D:E", 46), ("F:F", 30))


def model_workbook(model: Model, title: str, rate: float, language: Language) -> bytes:
    """An XLSX file: a first sheet with the model's terms, then one a scenario; that of reference when no flow is said
    yet. `rate` discounts, from a cell that can be changed. Risk factors are not in it."""
    import xlsxwriter  # noqa: PLC0415 - only a download needs it

    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book = book_of(file, language)
    _terms(book, model, title, rate)
    for scenario in model.scenarios or [Scenario.REFERENCE]:
        write_scenario(book, model, scenario, title, rate)
    file.close()
    return out.getvalue()


def _terms(book: Book, model: Model, title: str, rate: float) -> None:
    """Each term beside its name, then the rate that stands for one that the model does not set."""
    sheet = book.file.add_worksheet(book.say(words.MODEL_SHEET))
    sheet.write_string(0, 0, title, book.styles["title"])
    names = ", ".join(book.say(scenario.label) for scenario in Scenario)
    write_note(book, sheet, 1, words.CARRIED.fill(names=names))
    fields = EconomicModel.declaration.fields
    for row, field in enumerate(fields, TOP):
        sheet.write_string(row, 0, book.say(field.label))
        value = rate if field.name == "rate" else getattr(model.terms, field.name)
        if value is not None:
            _term(book, sheet, row, field, value)
        book.fixed[field.name] = _cell(book, row, 1)
    sheet.write_string(TOP + len(fields), 0, book.say(words.DEFAULT_RATE))
    if model.terms.rate is None:
        sheet.write_number(TOP + len(fields), 1, rate, book.styles["rate"])
    _lists(book, sheet)
    for columns, width in WIDTHS:
        sheet.set_column(columns, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _term(book: Book, sheet: Any, row: int, field: Field, value: Any) -> None:
    match field.kind:
        case Kind.CHOICE:
            sheet.write_string(row, 1, book.say(value.label))
            source = [book.say(audience.label) for audience in Audience]
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source})
        case Kind.SHARE:
            sheet.write_number(row, 1, float(value), book.styles["entered"])
        case Kind.NUMBER:
            sheet.write_number(row, 1, float(value), book.styles["left"])
        case _:
            sheet.write_string(row, 1, value)


def _lists(book: Book, sheet: Any) -> None:
    """The words that the columns of flows take; formulas compare with these cells."""
    _list(book, sheet, KINDS, words.KINDS, [kind.label for kind in FlowKind])
    _list(book, sheet, KINDS + 1, words.COUNTED, [words.COUNTS[_counted(kind)] for kind in FlowKind])
    _list(book, sheet, STATUSES, words.STATUSES, [status.label for status in FundingStatus])
    for name, column, choice in (("kind", KINDS, FlowKind), ("status", STATUSES, FundingStatus)):
        book.fixed[f"{name}_words"] = _cell(book, TOP, column, TOP + len(choice))
        book.fixed.update({f"{word.value}_label": _cell(book, row, column) for row, word in enumerate(choice, TOP)})


def _list(book: Book, sheet: Any, column: int, heading: Text, said: list[Text]) -> None:
    sheet.write_string(TOP - 1, column, book.say(heading), book.styles["heading"])
    for row, text in enumerate(said, TOP):
        sheet.write_string(row, column, book.say(text))


def _counted(kind: FlowKind) -> str:
    if kind is SIGNED or kind in NOT_CASH:
        return "signed" if kind is SIGNED else "not_cash"
    return "in" if sign(kind) > 0 else "out"


def _cell(book: Book, row: int, column: int, last: int | None = None) -> str:
    """A cell of the first sheet, or those down to before row `last`."""
    until = "" if last is None else f":${letters(column)}${last}"
    return f"'{book.say(words.MODEL_SHEET)}'!${letters(column)}${row + 1}{until}"
