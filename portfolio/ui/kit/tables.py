"""Tables as pages show them: real headings where they are short, a grid where they are not, a page of the longest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.presentation.kit.block import Column, Table
from portfolio.presentation.kit.formats import UNKNOWN, number
from portfolio.ui.kit import words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.session import visit

MOST_IN_TABLE, MOST_COLUMNS, MOST_COLUMNS_ON_PHONE = 50, 12, 2
# Rows of a table shown at once.
MOST_AT_ONCE = 100


def table(content: Table) -> None:
    """A table with real headings; « — » where unknown, numbers to the right; beyond fifty rows, or more columns than a
    screen is wide, a grid that scrolls and keeps its first column.

    On a phone a table that would run off the screen is told row by row; a long one is shown a page at a time.
    """
    if len(content.rows) > MOST_AT_ONCE:
        _paged(content)
    else:
        _rows(content, as_grid=len(content.rows) > MOST_IN_TABLE or len(content.columns) > MOST_COLUMNS)


def page_key(content: Table) -> str:
    """Under which the page of a long table is remembered, for as long as it begins with the same row."""
    return f"rows:{hash((content.columns[0].label, len(content.columns), repr(content.rows[0])))}"


@st.fragment
def _paged(content: Table) -> None:
    """A hundred rows, and the way to the others: a page of ten thousand would be sent at each visit."""
    here, of = visit(), len(content.rows)
    pages = -(-of // MOST_AT_ONCE)
    key = page_key(content)
    page = min(st.session_state.get(key, 1), pages)
    st.session_state[key] = page
    first = (page - 1) * MOST_AT_ONCE
    _rows(replace(content, rows=content.rows[first : first + MOST_AT_ONCE]), as_grid=True)
    last = min(first + MOST_AT_ONCE, of)
    first_row, last_row, rows = (number(each, here.language) for each in (first + 1, last, of))
    st.caption(here.say(words.ROWS_SHOWN.fill(first=first_row, last=last_row, of=rows)))
    st.pagination(pages, key=key)


def _rows(content: Table, *, as_grid: bool) -> None:
    if visit().phone and len(content.columns) > MOST_COLUMNS_ON_PHONE:
        _as_rows(content)
        return
    frame = pd.DataFrame(list(content.rows), columns=[c.label for c in content.columns], dtype=object)
    writers = {c.label: _writer(c.write, escape=not c.is_number) for c in content.columns}
    if as_grid:
        plain = {c.label: frame[c.label].map(_writer(c.write, escape=False)) for c in content.columns}
        configured = {c.label: _in_grid(c, pinned=c is content.columns[0]) for c in content.columns}
        st.dataframe(pd.DataFrame(plain), hide_index=True, column_config=configured)
        return
    for column in content.columns:
        if column.is_number:
            frame[column.label] = pd.to_numeric(frame[column.label])
    # Headings are read as Markdown, and may be names that people wrote.
    shown = frame.rename(columns=safe).style.format({safe(label): write for label, write in writers.items()})
    st.table(shown, hide_index=True, border="horizontal")


def _in_grid(column: Column, *, pinned: bool) -> Any:
    return st.column_config.TextColumn(pinned=pinned, alignment="right" if column.is_number else "left")


def _as_rows(content: Table) -> None:
    """Each row under its first cell: what is known of it, heading by heading; of very many, what is not zero."""
    first, *others = content.columns
    nothing = (None, 0) if len(content.columns) > MOST_COLUMNS else (None,)
    colon = "\u00a0:" if visit().language == "fr" else ":"
    for name, *values in content.rows:
        said = [(column, value) for column, value in zip(others, values, strict=True) if value not in nothing]
        lines = [f"- {safe(column.label)}{colon} {safe(column.write(value))}" for column, value in said]
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{safe(first.write(name))}**")
            st.markdown("\n".join(lines) or UNKNOWN)


def _writer(write: Callable[[Any], str], *, escape: bool) -> Callable[[Any], str]:
    def written(value: Any) -> str:
        if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
            return UNKNOWN
        return safe(write(value)) if escape else write(value)

    return written
