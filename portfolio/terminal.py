"""What the terminal prints: JSON for programs, plain tables and sentences for people."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click
import orjson

from portfolio.domain.words import Language, Text
from portfolio.intake.findings import Finding


def language() -> Language:
    """French, unless the terminal's own language is English."""
    return "en" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("en") else "fr"


def say(text: Text, *, err: bool = False) -> None:
    click.echo(text.to(language()), err=err)


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


def finding_line(finding: Finding) -> str:
    """file, line, column: what was found and what was expected."""
    place = [finding.file]
    if finding.line is not None:
        place.append(Text(f"ligne {finding.line}", f"line {finding.line}").to(language()))
    if finding.column:
        place.append(Text(f"colonne {finding.column}", f"column {finding.column}").to(language()))
    return f"{', '.join(place)} : {finding.text.to(language())}"


def as_dict(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}


def _cell(value: Any) -> str:
    if value is None or value == ():
        return "—"
    if isinstance(value, float):
        return f"{value:.4f}"
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return as_dict(value)
    raise TypeError(type(value).__name__)
