"""Whether the cash holds, and when the money is back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.economics import (
    SUSTAINABLE_FROM,
    break_even_year,
    cumulated_cash_flow,
    discounted_payback,
    payback,
    unsustainable_years,
)

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


def test_cash_cumulates_from_the_first_year() -> None:
    assert cumulated_cash_flow([100, 20, 20], [100, 30, 5]).tolist() == [0, -10, 5]
    assert cumulated_cash_flow([[1, 1], [2, 2]], [[0, 0], [1, 1]]).tolist() == [[1, 2], [1, 2]]


def test_cash_is_unknown_from_the_first_missing_year_on() -> None:
    assert cumulated_cash_flow([1, None, 1], [0, 0, 0]) == pytest.approx([1, NAN, NAN], nan_ok=True)


def test_half_a_cent_is_a_rounding_and_more_is_a_debt() -> None:
    assert SUSTAINABLE_FROM == -0.005
    assert unsustainable_years([2026, 2027, 2028], [0, 0, 0], [0.005, 0.001, 0]) == [2027, 2028]
    assert unsustainable_years([2026, 2027], [0, 0], [0.005, 0]) == []


def test_a_year_whose_cash_is_unknown_is_not_called_unsustainable() -> None:
    assert unsustainable_years([0, 1, 2], [0, None, 0], [1, 5, 9]) == [0]


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ([-100, 60, 60, -50, 20, 40], 4.25),
        ([-100, 50, 50], 2.0),
        ([-100, 60, 80], 1.5),
        ([10, 20], 0.0),
        ([0, 0], 0.0),
        ([-100, 60], None),
        ([-100], None),
        ([50, -60, 20], 1.5),
        ([-0.1, -0.2, 0.3], 2.0),
    ],
)
def test_money_is_back_when_its_cumul_is_negative_no_more(flows: list[float], years: float | None) -> None:
    assert payback(flows) == (None if years is None else pytest.approx(years))


def test_discounting_puts_payback_off() -> None:
    assert discounted_payback([-100, 110, 50], 0.1) == pytest.approx(1.0)
    assert discounted_payback([-100, 60, 60.5], 0.1) == pytest.approx(1 + (100 - 60 / 1.1) / 50)
    assert discounted_payback([-100, 60, 50], 0.1) is None


def naive_payback(flows: Sequence[Fraction]) -> Fraction | None:
    """Straight from the definition, in exact fractions."""
    cumul = [sum(flows[: k + 1], Fraction(0)) for k in range(len(flows))]
    negative = [k for k, each in enumerate(cumul) if each < 0]
    if not negative:
        return Fraction(0)
    k = negative[-1]
    return None if k == len(flows) - 1 else k - cumul[k] / flows[k + 1]


def check_payback(found: float | None, expected: Fraction | None) -> None:
    if expected is None or found is None:
        assert found is expected is None
    else:
        assert found == pytest.approx(float(expected), abs=1e-9)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=30))
def test_payback_follows_its_definition(flows: list[int]) -> None:
    check_payback(payback(flows), naive_payback([Fraction(flow) for flow in flows]))


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=20), st.sampled_from([Fraction(1, 4), Fraction(-1, 5)]))
def test_discounted_payback_follows_its_definition(flows: list[int], rate: Fraction) -> None:
    exact = [flow / (1 + rate) ** t for t, flow in enumerate(flows)]
    check_payback(discounted_payback(flows, float(rate)), naive_payback(exact))


@pytest.mark.parametrize(
    ("revenue", "opex", "year"),
    [
        ([0, 5, 12, 8, 11, 12], [10] * 6, 4),
        ([10, 10], [10, 10], 0),
        ([0, 0], [0, 0], 0),
        ([20, 5], [10, 10], None),
        ([None, 5, 20], [10, 10, 10], 2),
        ([5, None, 20], [10, 10, 10], None),
        ([5, 20, 20], [10, 10, None], None),
        ([0, 0.3], [1, 0.1 + 0.2], 1),
        ([0, 300_000], [1, 1e6 * (0.1 + 0.2)], 1),
        ([], [], None),
    ],
)
def test_a_project_breaks_even_when_its_revenue_covers_its_costs_for_good(
    revenue: list[float], opex: list[float], year: int | None
) -> None:
    assert break_even_year(revenue, opex) == year
