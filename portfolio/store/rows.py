"""Rows of a query as dicts."""

from __future__ import annotations

from typing import Any

import duckdb


def rows_as_dicts(cursor: duckdb.DuckDBPyConnection, sql: str, values: Any = None) -> list[dict[str, Any]]:
    """Run a query and give its rows as dicts; decimals stay decimals."""
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
