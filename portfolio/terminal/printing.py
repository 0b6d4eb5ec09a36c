"""What the terminal prints: JSON for programs, plain tables and sentences for people. Never a control character, which
a file could hide in a cell to drive the terminal."""

from __future__ import annotations

import dataclasses
import math
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import click
import orjson

from portfolio.domain.basis.text import Language, Text
from portfolio.intake.findings import FileFinding

# Controls, directions, surrogates and private signs.
UNPRINTABLE = {"Cc", "Cf", "Cs", "Co"}


def language() -> Language:
    """French, unless the terminal's own language is English."""
    return "en" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("en") else "fr"


def tolerate_any_encoding() -> None:
    """A terminal without a letter shows « ? » in its place, rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: Text, *, err: bool = False) -> None:
    click.echo(printable(text.to(language())), err=err)


def printable(text: str) -> str:
    """On one line, and nothing but what can be seen."""
    return "".join(" " if c in "\n\t" else "" if unicodedata.category(c) in UNPRINTABLE else c for c in text)


def as_json(value: Any) -> str:
    """JSON with numbers as numbers: euros to the cent, dates as ISO text, unknown as null."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS).decode()


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Rows in aligned columns, « — » for what is unknown."""
    if not rows:
        return "—"
    header = list(rows[0])
    lines = [header, *([_cell(row[name]) for name in header] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def sheet_of(sheet: dict[str, Any]) -> str:
    """A project's own fields, one a line, then a table for each of its other facts."""
    one = "\n".join(f"{name}: {_cell(value)}" for name, value in sheet["project"].items() if value not in {None, ()})
    many = [f"\n{name}\n{table(_even(rows))}" for name, rows in sheet.items() if name != "project" and rows]
    return "\n".join([one, *many])


def tell(findings: Iterable[FileFinding]) -> None:
    """Every finding on its line: file, line, column, what was found and what was expected."""
    for finding in findings:
        click.echo(printable(finding_line(finding)), err=True)


def finding_line(finding: FileFinding) -> str:
    place = [finding.file]
    if finding.line is not None:
        place.append(Text(f"ligne {finding.line}", f"line {finding.line}").to(language()))
    if finding.column:
        place.append(Text(f"colonne {finding.column}", f"column {finding.column}").to(language()))
    return f"{', '.join(place)}{Text(' : ', ': ').to(language())}{finding.text.to(language())}"


def as_dict(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}


def acknowledged(sequence: int | None, repeated: bool) -> Text:
    """What became of a command."""
    if sequence is None:
        return Text(fr="Rien n’a changé : c’était déjà dit.", en="Nothing changed: it was already said.")
    if repeated:
        return Text(fr=f"Déjà enregistré (n° {sequence}).", en=f"Already recorded (no. {sequence}).")
    return Text(fr=f"Enregistré (n° {sequence}).", en=f"Recorded (no. {sequence}).")


def _even(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the same columns, since an unknown is left out of a row's own."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]


def _cell(value: Any) -> str:
    if value is None or value == () or (isinstance(value, float) and math.isnan(value)):
        return "—"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, tuple | list):
        return printable(", ".join(str(each) for each in value))
    return printable(str(value))


def _plain(value: Any) -> Any:
    """What orjson does not know: decimals as the numbers they are."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
