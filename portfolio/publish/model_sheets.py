"""One scenario of an economic model as a sheet: its flows by year, then what formulas make of them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from portfolio.domain.basis.text import Choice, Language, Text
from portfolio.domain.economics.model import Model, giver
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario
from portfolio.presentation.economics import model_words as words
from portfolio.publish.model_figures import ModelFigures, Value, figures
from portfolio.publish.model_formulas import FIRST, FIRST_YEAR, HEAD, Layout

# Rows left empty for flows to come, within what the formulas sum.
SPARE = 20
EUROS = {"fr": '#,##0.00\u00a0"€";[Red]-#,##0.00\u00a0"€"', "en": '"€"#,##0.00;[Red]-"€"#,##0.00'}
FORMATS = {
    **dict.fromkeys(("t", "steady", "lowest_year"), "0"),
    **dict.fromkeys(("crossing", "payback"), "0.00"),
    **dict.fromkeys(("gap", "coverage_own", "coverage"), "0.0%"),
    **dict.fromkeys(("first", "giver"), "General"),
    "factor": "0.0000",
    "rate": "0.00%",
}
HEADING = {"bold": True, "bg_color": "#E8EDF4", "bottom": 1, "text_wrap": True, "valign": "top"}
WIDTHS = {"flow_id": 22, "kind": 36, "title": 36, "funder_id": 20, "status": 20}
WIDTH, NOTE_HEIGHT = 18, 33
FROZEN = 2  # columns: the code and the kind


class Book(NamedTuple):
    """The workbook being written, its language, its styles by name, and the cells of its first sheet that formulas
    read."""

    file: Any
    language: Language
    styles: dict[str, Any]
    fixed: dict[str, str]

    def say(self, text: Text) -> str:
        return words.say(text, self.language)


def book_of(file: Any, language: Language) -> Book:
    """A workbook of xlsxwriter with the styles that its sheets share."""
    # A helper says nothing of a flow that gives nothing.
    formats = {**FORMATS, "euros": EUROS[language], "given": f"{EUROS[language]};"}
    styles = {name: file.add_format({"num_format": code}) for name, code in formats.items()}
    styles["rate"].set_align("left")
    styles["title"] = file.add_format({"bold": True, "font_size": 14})
    styles["heading"] = file.add_format(HEADING)
    styles["year"] = file.add_format({**HEADING, "align": "right"})
    styles["note"] = file.add_format({"text_wrap": True, "valign": "top"})
    styles["first"].set_align("right")
    styles["section"] = file.add_format({**HEADING, "text_wrap": False})
    styles["left"] = file.add_format({"align": "left"})
    styles["entered"] = file.add_format({"num_format": "0.00%", "align": "left", "bg_color": "#FFF9E5"})
    return Book(file, language, styles, {})


def write_note(book: Book, sheet: Any, row: int, note: Text) -> None:
    """A sentence over the first columns, on as many lines as it needs."""
    sheet.merge_range(row, 0, row, len(words.COLUMNS) - 1, book.say(note), book.styles["note"])
    sheet.set_row(row, NOTE_HEIGHT)


def write_scenario(book: Book, model: Model, scenario: Scenario, title: str, rate: float) -> None:
    """A sheet named after the scenario, with spare rows among those that its formulas sum."""
    flows, years = sorted(model.of(scenario), key=_rank), max(model.years(scenario), 1)
    layout, found = Layout(len(flows) + SPARE, years, book.fixed), figures(model, scenario, years, rate)
    sheet = book.file.add_worksheet(book.say(scenario.label))
    sheet.write_string(0, 0, f"{title} – {book.say(scenario.label)}", book.styles["title"])
    write_note(book, sheet, 1, words.EMPTY_IS_UNKNOWN)
    write_note(book, sheet, 2, words.HOW_TO_ADD)
    _headings(book, sheet, layout, int(model.terms.first_year))
    for row, flow in enumerate(flows, FIRST):
        _flow(book, sheet, layout, row, flow)
    for place in range(layout.flows):
        beside = {"given": 0.0} | (found.beside.get(flows[place].flow_id, {}) if place < len(flows) else {})
        for name in words.HELPERS:
            at = FIRST + place, layout.beside[name]
            _formula(book, sheet, at, layout.of_flow(name, at[0]), beside.get(name), name)
    _computed(book, sheet, layout, found)
    _shape(book, sheet, layout)


def _rank(flow: EconomicFlow) -> tuple[int, str, str]:
    """By kind; contributions by who gives, so that of equals the first is the one that the domain takes."""
    given = giver(flow) if flow.kind is FlowKind.CONTRIBUTION else ""
    return list(FlowKind).index(flow.kind), given, flow.flow_id


def _headings(book: Book, sheet: Any, layout: Layout, first_year: int) -> None:
    sheet.set_row(HEAD, NOTE_HEIGHT)
    for column, label in enumerate(words.COLUMNS.values()):
        sheet.write_string(HEAD, column, book.say(label), book.styles["heading"])
    for year in range(layout.years):
        sheet.write_number(HEAD, FIRST_YEAR + year, first_year + year, book.styles["year"])
    for name, label in {**words.AFTER, **words.HELPERS}.items():
        sheet.write_string(HEAD, layout.beside[name], book.say(label), book.styles["heading"])


def _flow(book: Book, sheet: Any, layout: Layout, row: int, flow: EconomicFlow) -> None:
    """What is not known stays empty."""
    columns = {name: column for column, name in enumerate(words.COLUMNS)} | layout.beside
    for name in (*words.COLUMNS, *words.AFTER):
        value = getattr(flow, name)
        if value is not None:
            sheet.write_string(row, columns[name], book.say(value.label) if isinstance(value, Choice) else value)
    for year, amount in enumerate(flow.amounts_eur[: layout.years]):
        if amount is not None:
            sheet.write_number(row, FIRST_YEAR + year, float(amount), book.styles["euros"])


def _computed(book: Book, sheet: Any, layout: Layout, found: ModelFigures) -> None:
    for label, first in ((words.COMPUTED, next(iter(words.LINES))), (words.RESULTS_HEADING, next(iter(words.RESULTS)))):
        sheet.set_row(layout.rows[first] - 1, None, book.styles["section"])
        sheet.write_string(layout.rows[first] - 1, 0, book.say(label), book.styles["section"])
    for name, label in words.LINES.items():
        # A kind is written as in its list: the formulas of its line compare with this cell.
        sheet.write_string(layout.rows[name], 0, book.say(label))
        for year, value in enumerate(found.by_year[name]):
            at = layout.rows[name], FIRST_YEAR + year
            _formula(book, sheet, at, layout.by_year(name, year), float(value), name)
    for name, label in words.RESULTS.items():
        sheet.write_string(layout.rows[name], 0, book.say(label))
        at = layout.rows[name], FIRST_YEAR
        _formula(book, sheet, at, layout.in_all(name), found.in_all[name], name)


def _formula(book: Book, sheet: Any, at: tuple[int, int], formula: str, value: Value, name: str) -> None:
    """With the value that it comes to, an empty text where there is none."""
    known = "" if value is None or (isinstance(value, float) and math.isnan(value)) else value
    sheet.write_formula(*at, formula, book.styles.get(name, book.styles["euros"]), known)


def _shape(book: Book, sheet: Any, layout: Layout) -> None:
    """Headings that stay, columns wide enough, and the words that two columns take."""
    sheet.freeze_panes(HEAD + 1, FROZEN)
    for column, width in enumerate(WIDTHS.values()):
        sheet.set_column(column, column, width)
    # Amounts typed in the spare rows are euros too.
    sheet.set_column(FIRST_YEAR, FIRST_YEAR + layout.years - 1, WIDTH, book.styles["euros"])
    sheet.set_column(FIRST_YEAR + layout.years, FIRST_YEAR + layout.years + len(words.HELPERS), WIDTH)
    for name in ("kind", "status"):
        column = list(words.COLUMNS).index(name)
        source = {"validate": "list", "source": f"={book.fixed[f'{name}_words']}"}
        sheet.data_validation(FIRST, column, FIRST + layout.flows - 1, column, source)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
