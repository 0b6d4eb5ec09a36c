"""On how many funders a project rests."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.economics import (
    effective_number,
    first_share,
    herfindahl_hirschman,
)

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


def test_funders_count_by_what_they_bring() -> None:
    assert herfindahl_hirschman([50, 50]) == 5000
    assert effective_number([60, 30, 10]) == pytest.approx(1 / 0.46)
    assert first_share([60, 30, 10]) == 0.6
    assert (herfindahl_hirschman([7]), effective_number([7]), first_share([7])) == (10_000, 1, 1)


@pytest.mark.parametrize("amounts", [[], [0, 0], [NAN]])
def test_without_money_there_is_no_concentration(amounts: list[float]) -> None:
    assert herfindahl_hirschman(amounts) is effective_number(amounts) is first_share(amounts) is None


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=30))
def test_the_effective_number_lies_between_one_and_all_and_above_the_first_s_share(amounts: list[float]) -> None:
    index, number, share = herfindahl_hirschman(amounts), effective_number(amounts), first_share(amounts)
    assert index is not None and number is not None and share is not None
    assert 1 - 1e-9 <= number <= len(amounts) + 1e-9
    assert number == pytest.approx(10_000 / index)
    assert 1 / share <= number * (1 + 1e-9) and number <= 1 / share**2 * (1 + 1e-9)
    assert herfindahl_hirschman([*amounts, 0]) == pytest.approx(index)
