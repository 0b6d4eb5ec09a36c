"""A long table is shown a page at a time, and says so; its file has every row."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from portfolio.presentation.kit.block import Column, Table
from portfolio.ui.kit.tables import MOST_AT_ONCE, page_key


def long_table(rows: int) -> Table:
    columns = (Column("Projet"), Column("Coût", is_number=True), Column("Rang", is_number=True))
    return Table(columns, tuple((f"P{n}", n, n) for n in range(rows)))


def shown(rows: int, *, phone: bool = False) -> None:
    """A page that shows a table of so many rows."""
    from datetime import date  # noqa: PLC0415 - the function is run as a script of its own

    import streamlit as st  # noqa: PLC0415

    from portfolio.domain.access.actor import VISITOR  # noqa: PLC0415
    from portfolio.ui.kit.session import Visit  # noqa: PLC0415
    from portfolio.ui.kit.tables import table  # noqa: PLC0415
    from tests.pages.test_tables import long_table  # noqa: PLC0415

    st.session_state["visit"] = Visit(VISITOR, "fr", "light", phone, (), None, None, date(2026, 11, 1), {})
    table(long_table(rows))


def run(rows: int, **more: Any) -> AppTest:
    return AppTest.from_function(shown, args=(rows,), kwargs=more).run()


def first_cells(app: AppTest) -> list[str]:
    [grid] = app.dataframe
    return list(grid.value["Projet"])


def turn_to(app: AppTest, page: int) -> AppTest:
    app.session_state[page_key(long_table(250))] = page
    return app.run()


def test_a_long_table_sends_a_page_of_its_rows_and_leads_to_the_others() -> None:
    app = run(250)
    assert first_cells(app) == [f"P{n}" for n in range(MOST_AT_ONCE)]
    assert "Lignes 1 à 100 sur 250" in app.caption[0].value
    app = turn_to(app, 3)
    assert first_cells(app) == [f"P{n}" for n in range(200, 250)]
    assert "Lignes 201 à 250 sur 250" in app.caption[0].value
    assert not app.exception


def test_a_page_that_is_no_longer_there_leads_to_one_that_is() -> None:
    app = turn_to(run(250), 9)
    assert first_cells(app) and not app.exception


@pytest.mark.parametrize("rows", [1, MOST_AT_ONCE])
def test_a_table_that_holds_on_a_page_has_no_pages(rows: int) -> None:
    app = run(rows)
    assert not app.exception and page_key(long_table(rows)) not in app.session_state
    assert not app.caption


def test_a_phone_is_shown_a_page_too() -> None:
    app = run(250, phone=True)
    assert not app.exception and len([each for each in app.markdown if each.value.startswith("**P")]) == MOST_AT_ONCE
