"""From the cells of a file to rows of its fact, each with the line it stands on, or to findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.deciding.checks import check_happened
from portfolio.domain.facts import Declaration, Ending, Fact, Key
from portfolio.intake.findings import FileFinding
from portfolio.intake.schemas import ENDED, KNOWN_AT, check_cells, readings
from portfolio.intake.tables import TextTable


@dataclass(frozen=True)
class Unmade:
    """What could be read of a row with a bad cell: enough to look for what its other cells refer to."""

    declaration: Declaration
    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def key(self) -> Key:
        return _key(self.declaration, self.values)


@dataclass(frozen=True)
class At:
    """Where a row stood in which file."""

    file: str
    line: int

    def finding(self, text: Text, column: str | None = None) -> FileFinding:
        return FileFinding(self.file, self.line, column, text)

    def refused(self, refused: Refused) -> FileFinding:
        return self.finding(refused.text, refused.field)


@dataclass(frozen=True)
class RowAtLine(At):
    """A row with when it became known (None: now, which today means too)."""

    known_on: date | None
    row: Fact | Ending


@dataclass(frozen=True)
class Spoilt(At):
    """A row that was not made, since one of its cells is bad."""

    row: Unmade


@dataclass(frozen=True)
class Contents:
    """What a file says: its good rows, every finding, and the rows that have one."""

    rows: tuple[RowAtLine, ...]
    findings: tuple[FileFinding, ...]
    spoilt: tuple[Spoilt, ...]


def read_rows(table: TextTable, declaration: Declaration, today: date) -> Contents:
    """Read a whole file; a row with a finding hides none of the others."""
    read = readings(declaration, today)
    findings = check_cells(table, declaration, read)
    bad = {finding.line for finding in findings}
    rows: list[RowAtLine] = []
    spoilt: list[Spoilt] = []
    for line, cells in table.rows.items():
        values = {name: read[name](text) for name, text in zip(table.columns, cells, strict=True) if name in read}
        # A finding without a line is about the whole file: a compulsory column is missing.
        made = None if line in bad or None in bad else _place(table.name, line, declaration, values, today)
        if isinstance(made, RowAtLine):
            rows.append(made)
        else:
            findings += [made] if made else []
            legible = {name: None if isinstance(value, Refused) else value for name, value in values.items()}
            spoilt.append(Spoilt(table.name, line, Unmade(declaration, legible)))
    findings += _repeated(rows)
    return Contents(tuple(rows), tuple(sorted(findings, key=lambda f: f.place)), tuple(spoilt))


def _place(
    file: str, line: int, declaration: Declaration, values: Mapping[str, Any], today: date
) -> RowAtLine | FileFinding:
    known_on = values.get(KNOWN_AT.name)
    try:
        row = _row(declaration, values)
        if isinstance(row, Fact):
            check_happened(row, known_on or today)
    except Refused as refused:
        return FileFinding(file, line, refused.field, refused.text)
    return RowAtLine(file, line, None if known_on == today else known_on, row)


def _row(declaration: Declaration, values: Mapping[str, Any]) -> Fact | Ending:
    if values.get(ENDED.name) is True:
        return Ending(declaration, _key(declaration, values))
    return declaration.fact(**{field.name: values.get(field.name) for field in declaration.fields})


def _key(declaration: Declaration, values: Mapping[str, Any]) -> Key:
    return tuple(str(values.get(name)) for name in declaration.key)


def _repeated(rows: Sequence[RowAtLine]) -> Iterator[FileFinding]:
    """A key says one thing a date."""
    first: dict[tuple[Key, date | None], int] = {}
    for placed in rows:
        line = first.setdefault((placed.row.key, placed.known_on), placed.line)
        if line != placed.line:
            key = ", ".join(f"{n} {v}" for n, v in zip(placed.row.declaration.key, placed.row.key, strict=True))
            yield placed.finding(
                Text(
                    fr=f"la même clé ({key}) figure à la ligne {line}, à la même date. Gardez une seule ligne.",
                    en=f"the same key ({key}) stands on line {line}, at the same date. Keep a single row.",
                )
            )
