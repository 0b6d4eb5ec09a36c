"""What a block shows, as values for a program: decimals as text, days as ISO, the unknown as null. The rows shown."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.block import Acts, Cards, Chart, Section, Table
from portfolio.presentation.kit.screen import Shown

Plain = str | int | float | bool | None | list[Any]


def plain(value: Any, language: Language) -> Plain:
    """A value as JSON holds it; `TypeError` for one that nobody thought of. Money is text, so that no cent is lost."""
    match value:
        case None | bool() | int():
            return value
        case Text():
            return value.to(language)
        case Enum():
            return plain(value.value, language)
        case str():
            return str(value)
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple() | list():
            return [plain(each, language) for each in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no form in JSON")


def as_data(shown: Shown, language: Language) -> dict[str, Any]:
    """A message with its columns and rows; of cards, each with what it reads."""
    match shown:
        case Chart() | Section() | Acts():
            return {"title": shown.title, **_table(shown.table, language)}
        case Cards():
            cards = [[each.label, each.value, each.delta, each.note] for each in shown.items]
            return {"title": shown.caption, "columns": ["label", "value", "delta", "note"], "rows": cards}
        case None:
            return {"title": "", "columns": [], "rows": []}


def _table(table: Table, language: Language) -> dict[str, Any]:
    rows = [[plain(value, language) for value in row] for row in table.rows]
    return {"columns": [column.label for column in table.columns], "rows": rows}
