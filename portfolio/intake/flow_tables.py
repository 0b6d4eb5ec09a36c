"""From a table of cells, one row a flow and one column a year, to flows; each cell that cannot be read is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from portfolio.domain.basis.codes import next_code
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario
from portfolio.domain.facts.economics import NEGATIVE
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.numbers import LARGEST
from portfolio.domain.facts.series import Series
from portfolio.intake.cell_values import is_blank, read_value, written
from portfolio.intake.findings import FileFinding
from portfolio.intake.flow_headings import CellPlaces, Headings, read_headings
from portfolio.intake.workbook_cells import Cell, Cells
from portfolio.presentation.economics.model_words import AFTER, COLUMNS

DECLARED = EconomicFlow.declaration
SAID = (*COLUMNS, *AFTER)
MOST_FLOWS = 1_000
# Of a flow of which no amount is known: a single year that is not would say nothing.
SHORTEST = 2
Row = Mapping[int, Cell]


class Bearing(NamedTuple):
    """What a table is read against: whose flows they are, of which scenario, from which year, over how many."""

    project_id: str
    scenario: Scenario
    first_year: int
    horizon: int | None


def read_flows(
    table: CellPlaces, heading: int, cells: Cells, bearing: Bearing
) -> tuple[list[EconomicFlow], list[FileFinding]]:
    """The flows under the line of headings that have a kind, and all that is wrong. An amount that cannot be read is
    left unknown; a flow without a code is given one, and so is the second of two that have the same."""
    headings = read_headings(table, heading, cells[heading], bearing.first_year, bearing.horizon)
    reader = _Reader(table, headings, bearing, list(headings.findings))
    if "kind" not in headings.fields:
        reader.find(heading, 1, NO_KINDS)
        return [], reader.findings
    rows = [(line, cells[line]) for line in sorted(cells) if line > heading and reader.says_something(cells[line])]
    if len(rows) > MOST_FLOWS:
        reader.find(rows[MOST_FLOWS][0], 1, TOO_MANY.fill(most=MOST_FLOWS))
    reader.take_codes(row for _, row in rows)
    found = [flow for line, row in rows[:MOST_FLOWS] for flow in reader.flow(line, row)]
    width = 0 if bearing.horizon is not None else headings.width
    return _shortened(found, width), sorted(reader.findings, key=lambda finding: finding.line or 0)


@dataclass
class _Reader:
    """Reads the rows of one table, and keeps what is wrong with them."""

    table: CellPlaces
    headings: Headings
    bearing: Bearing
    findings: list[FileFinding]
    taken: set[str] = field(default_factory=set)
    first_line: dict[str, int] = field(default_factory=dict)
    stray: set[int] = field(default_factory=set)

    def find(self, line: int, column: int, text: Text, year: int | None = None) -> None:
        self.findings.append(self.table.finding(line, column, text, year))

    def says_something(self, row: Row) -> bool:
        """Helpers and people's own columns apart."""
        read = {column for name, column in self.headings.fields.items() if name in SAID} | set(self.headings.years)
        return any(not is_blank(cell) for column, cell in row.items() if column in read)

    def take_codes(self, rows: Iterable[Row]) -> None:
        """Those that rows give themselves are given to no other."""
        column = self.headings.fields.get("flow_id", 0)
        self.taken |= {written(row[column]) for row in rows if column in row}

    def flow(self, line: int, row: Row) -> Iterator[EconomicFlow]:
        """Nothing for a row whose kind cannot be read."""
        values = {name: self._value(name, line, row) for name in self.headings.fields if name in SAID}
        kind = values.pop("kind")
        self._look_for_strays(line, row)
        if kind is not None:
            code = self._code(line, values.pop("flow_id", None), str(values.get("title") or ""), kind)
            amounts = self._amounts(line, row, kind, values.get("title") or code)
            bearing = self.bearing
            yield EconomicFlow(
                project_id=bearing.project_id,
                scenario=bearing.scenario,
                flow_id=code,
                kind=kind,
                amounts_eur=amounts,
                **values,
            )

    def _value(self, name: str, line: int, row: Row) -> Any:
        column = self.headings.fields[name]
        declared = replace(DECLARED.field(name), required=name == "kind", label={**COLUMNS, **AFTER}[name])
        try:
            return read_value(declared, row.get(column, ""))
        except Refused as refused:
            self.find(line, column, refused.text)
            return None

    def _code(self, line: int, said: str | None, title: str, kind: FlowKind) -> str:
        named = kind.value.replace("_", " ")
        if said is None:
            code = next_code(DECLARED, title, self.taken) or next_code(DECLARED, named, self.taken)
        elif self.first_line.setdefault(said, line) != line:
            column, first = self.headings.fields["flow_id"], self.first_line[said]
            code = next_code(DECLARED, said, self.taken)
            self.find(line, column, REPEATED.fill(code=said, first=first, other=code))
        else:
            code = said
        self.taken.add(code)
        return code

    def _amounts(self, line: int, row: Row, kind: FlowKind, flow: str) -> Series:
        amounts: list[Decimal | None] = [None] * max(SHORTEST, self.headings.width)
        for column, index in self.headings.years.items():
            year = self.bearing.first_year + index
            try:
                amounts[index] = read_amount(row.get(column, ""), year, kind, flow)
            except Refused as refused:
                self.find(line, column, refused.text, year)
        return tuple(amounts)

    def _look_for_strays(self, line: int, row: Row) -> None:
        """What stands under no heading, said once a column."""
        for column, cell in row.items():
            if column not in self.headings.columns and column not in self.stray and not is_blank(cell):
                self.stray.add(column)
                self.find(line, column, STRAY.fill(cell=written(cell)[:60]))


def read_amount(cell: Cell, year: int, kind: FlowKind, flow: str) -> Decimal | None:
    """The euros of a cell, None for an empty one. Refused, naming the calendar year: what is no amount, or a negative
    one of a kind that bears no sign."""
    declared = replace(
        DECLARED.field("amounts_eur"),
        kind=Kind.MONEY,
        label=Text(str(year), str(year)),
        required=False,
        low=-LARGEST[Kind.MONEY],
    )
    amount: Decimal | None = read_value(declared, cell)
    if amount is not None and amount < 0 and kind is not FlowKind.WORKING_CAPITAL:
        raise Refused(NEGATIVE.fill(flow=flow, year=year, amount=amount))
    return amount


def _shortened(flows: Sequence[EconomicFlow], width: int) -> list[EconomicFlow]:
    """Each without the last years that it does not know. Where only their `width` says how long the model is, and no
    flow knows the last year, they are left."""
    known = [max((n for n, each in enumerate(flow.amounts_eur, 1) if each is not None), default=0) for flow in flows]
    if max(known, default=0) < width:
        return list(flows)
    lengths = [length or SHORTEST for length in known]
    return [replace(flow, amounts_eur=flow.amounts_eur[:n]) for flow, n in zip(flows, lengths, strict=True)]


NO_KINDS = Text(
    fr="La première ligne ne nomme aucune colonne « nature ». Collez aussi les titres : nature, nom, puis les années.",
    en="The first line names no column “kind”. Paste the headings too: kind, name, then the years.",
)
TOO_MANY = Text(
    fr="Au-delà de {most} flux, rien n’est lu. Regroupez-les par nature.",
    en="Nothing is read beyond {most} flows. Group them by kind.",
)
REPEATED = Text(
    fr="Le code « {code} » est déjà celui de la ligne {first} ; ce flux est lu sous le code « {other} ». Donnez à "
    "chaque flux le sien.",
    en="The code “{code}” is already that of line {first}; this flow is read under the code “{other}”. Give each flow "
    "its own.",
)
STRAY = Text(
    fr="« {cell} » n’est sous aucun titre, et n’est pas lu. Donnez à cette colonne son année, ou videz-la.",
    en="“{cell}” stands under no heading, and is not read. Give this column its year, or empty it.",
)
