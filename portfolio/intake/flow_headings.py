"""Over which columns a table of flows says what, and the year of each column of amounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.economics import LONGEST_HORIZON
from portfolio.intake.findings import FileFinding
from portfolio.intake.tables import shortened
from portfolio.intake.workbook_cells import Cell, Strange
from portfolio.presentation.economics.model_words import AFTER, ALSO, COLUMNS, FLOW, HELPERS, plain

EARLIEST, LATEST = 1900, 2200
YEAR = re.compile(r"[0-9]{4}")
LONGEST_HEADING, MOST_COLUMNS = 100, 200
# Each way of naming a column; a helper is named so as to be passed over.
NAMES = {
    plain(name): field
    for field, label in {**FLOW, **HELPERS, **COLUMNS, **AFTER}.items()
    for name in (label.fr, label.en, *ALSO.get(field, ()))
}


@dataclass(frozen=True)
class CellPlaces:
    """Where cells stand: how a place is named, from its line, its column and its year; and in which file."""

    file: str
    name: Callable[[int, int, int | None], str]

    def finding(self, line: int, column: int, text: Text, year: int | None = None) -> FileFinding:
        return FileFinding(self.file, line, self.name(line, column, year), text)


@dataclass(frozen=True)
class Headings:
    """The columns that have a heading: by field, and with their index from the first year when they hold amounts."""

    line: int
    columns: frozenset[int]
    fields: dict[str, int]
    years: dict[int, int]
    findings: tuple[FileFinding, ...]

    @property
    def width(self) -> int:
        """How many years they span, from the first of the model."""
        return max(self.years.values(), default=-1) + 1


def field_of(cell: Cell) -> str | None:
    """What a heading names, in either language."""
    return NAMES.get(plain(cell[:LONGEST_HEADING])) if isinstance(cell, str) else None


def is_heading(cells: Mapping[int, Cell]) -> bool:
    """Whether a line is that of headings: it names the kind of flow, and something else."""
    return len(cells) > 1 and any(field_of(cell) == "kind" for cell in cells.values())


def first_year(cells: Mapping[int, Cell]) -> int | None:
    """The earliest year among the headings."""
    return min((year for cell in cells.values() if (year := _year(cell)) is not None), default=None)


def read_headings(table: CellPlaces, line: int, cells: Mapping[int, Cell], first: int, horizon: int | None) -> Headings:
    """`first` is the year of t = 0. Found: a year that is none, said twice, before the first or beyond the horizon, and
    each one that is missing before another."""
    fields: dict[str, int] = {}
    years: dict[int, int] = {}
    findings: list[FileFinding] = []
    last = first + (LONGEST_HORIZON if horizon is None else horizon)
    for column, cell in sorted(cells.items())[:MOST_COLUMNS]:
        named, year = field_of(cell), _year(cell)
        if named is not None:
            fields.setdefault(named, column)
        elif year is None:
            findings += [table.finding(line, column, NOT_A_YEAR.fill(found=_shown(cell)))] if _is_like_one(cell) else []
        elif year in years.values() or not first <= year <= last:
            text = TWICE if year in years.values() else EARLY if year < first else LATE
            findings.append(table.finding(line, column, text.fill(year=year, first=first, last=last), year))
        else:
            years[column] = year
    findings += _missing(table, line, years, first)
    if len(cells) > MOST_COLUMNS:
        findings.append(table.finding(line, sorted(cells)[MOST_COLUMNS], TOO_WIDE.fill(most=MOST_COLUMNS)))
    indexes = {column: year - first for column, year in years.items()}
    return Headings(line, frozenset(cells), fields, indexes, tuple(findings))


def _missing(table: CellPlaces, line: int, years: Mapping[int, int], first: int) -> Iterator[FileFinding]:
    """Said where the next year stands."""
    if not years:
        yield table.finding(line, 1, NO_YEAR)
    before = first - 1
    for year, column in sorted((year, column) for column, year in years.items()):
        for missing in range(before + 1, year):
            yield table.finding(line, column, MISSING.fill(missing=missing, year=year), missing)
        before = year


def _year(cell: Cell) -> int | None:
    if isinstance(cell, str):
        return int(cell) if YEAR.fullmatch(cell.strip()) and cell.strip().isascii() else None
    if isinstance(cell, Decimal) and EARLIEST <= cell <= LATEST and cell == int(cell):
        return int(cell)
    return None


def _is_like_one(cell: Cell) -> bool:
    """A heading in words is someone's own column, and is passed over; one with a digit was meant as a year."""
    return not isinstance(cell, str) or any(sign.isdigit() for sign in cell)


def _shown(cell: Cell) -> str:
    if isinstance(cell, Strange):
        return shortened(cell.shown)
    return shortened(f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell))


NOT_A_YEAR = Text(
    fr="« {found} » n’est pas une année. Écrivez-la en quatre chiffres, 2026 par exemple.",
    en="“{found}” is not a year. Write it with four digits, 2026 for example.",
)
TWICE = Text(
    fr="L’année {year} figure deux fois parmi les titres. Gardez une seule colonne pour chaque année.",
    en="The year {year} appears twice among the headings. Keep a single column for each year.",
)
EARLY = Text(
    fr="L’année {year} précède la première du modèle, {first}. Retirez cette colonne, ou donnez au modèle une première "
    "année antérieure.",
    en="The year {year} comes before the first of the model, {first}. Remove this column, or give the model an earlier "
    "first year.",
)
LATE = Text(
    fr="L’année {year} dépasse l’horizon, dont la dernière est {last}. Retirez cette colonne, ou allongez l’horizon.",
    en="The year {year} is beyond the horizon, whose last is {last}. Remove this column, or make the horizon longer.",
)
MISSING = Text(
    fr="L’année {missing} manque avant {year}. Ajoutez sa colonne, vide si ses montants ne sont pas connus.",
    en="The year {missing} is missing before {year}. Add its column, empty if its amounts are not known.",
)
TOO_WIDE = Text(
    fr="Au-delà de {most} colonnes, rien n’est lu. Ne gardez que celles des flux et des années.",
    en="Nothing is read beyond {most} columns. Keep only those of flows and years.",
)
NO_YEAR = Text(
    fr="Aucun titre n’est une année. Donnez à chaque colonne de montants son année, 2026 par exemple.",
    en="No heading is a year. Give each column of amounts its year, 2026 for example.",
)
