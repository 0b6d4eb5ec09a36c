"""What a project is worth, with and without its own money, and the gap that grants may fill."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.economics import (
    annuity,
    debt_service_coverage,
    discount_factor,
    discounted_payback,
    effective_number,
    financial_npv_c,
    financial_npv_k,
    first_share,
    funding_gap,
    herfindahl_hirschman,
    net_present_value,
    payback,
    working_capital_flow,
)

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


def test_a_textbook_project_is_worth_what_its_textbook_says() -> None:
    """Gitman, Principles of Managerial Finance (2003), p. 346, as numpy-financial gives it."""
    assert net_present_value([-40_000, 5_000, 8_000, 12_000, 30_000], 0.08) == pytest.approx(3065.22267, abs=1e-5)


def test_a_textbook_mortgage_is_repaid_by_its_textbook_payment() -> None:
    """numpy-financial: 200 000 over 15 years at 7.5 % a year, by month."""
    assert annuity(200_000, 0.075 / 12, 15 * 12) == pytest.approx(1854.0247200054619)


def test_a_euro_in_a_year_is_worth_less_today_and_a_euro_today_is_worth_a_euro() -> None:
    assert discount_factor(0.04, 0) == 1.0
    assert discount_factor(0.04, 2) == pytest.approx(1 / 1.0816)
    assert discount_factor(0.25, [0, 1, 2]) == pytest.approx([1, 0.8, 0.64])
    assert discount_factor(-0.5, 1) == 2.0


def test_many_plans_are_valued_at_once_years_last() -> None:
    values: Any = net_present_value(np.array([[-100.0, 110.0], [0.0, NAN], [-50.0, 0.0]]), 0.1)
    assert values == pytest.approx([0, NAN, -50], nan_ok=True)


@given(flow_lists, rates)
def test_a_present_value_is_the_sum_of_its_discounted_years(flows: list[float], rate: float) -> None:
    expected = sum(flow / (1 + rate) ** t for t, flow in enumerate(flows))
    scale = sum(abs(flow) / (1 + rate) ** t for t, flow in enumerate(flows))
    assert net_present_value(flows, rate) == pytest.approx(expected, abs=1e-9 * scale + 1e-9)


@given(flow_lists)
def test_without_discounting_a_present_value_is_a_sum(flows: list[float]) -> None:
    assert net_present_value(flows, 0) == sum(flows)


@given(st.lists(st.tuples(euros, euros), min_size=1), rates, st.integers(-5, 5))
def test_present_values_add_up(pairs: list[tuple[float, float]], rate: float, times: int) -> None:
    one, other = ([pair[side] for pair in pairs] for side in (0, 1))
    parts = net_present_value(one, rate), net_present_value(other, rate)
    assert parts[0] is not None and parts[1] is not None
    both = net_present_value([a + times * b for a, b in pairs], rate)
    assert both == pytest.approx(parts[0] + times * parts[1], rel=1e-9, abs=1e-9 * 2.0 ** len(pairs) * 6000)


@pytest.mark.parametrize("missing", [None, NAN])
def test_what_is_missing_leaves_a_value_unknown_rather_than_nil(missing: Any) -> None:
    assert net_present_value([-100, missing, 60], 0.04) is None
    assert net_present_value([-100, 60], missing) is None
    assert net_present_value([], 0.04) is None
    assert discount_factor(missing, 3) is None
    assert discount_factor(0.04, missing) is None
    assert annuity(missing, 0.04, 3) is annuity(100, missing, 3) is annuity(100, 0.04, missing) is None
    assert financial_npv_c([100, 0], [0, 0], [0, missing], [0, 0], [0, 0], 0.04) is None
    assert financial_npv_k([100, 0], [0, 0], [0, 0], [0, 0], [0, missing], [0, 0], 0.04) is None
    assert payback([-100, missing, 60]) is payback([]) is discounted_payback([-1, 2], missing) is None
    assert herfindahl_hirschman([60, missing]) is effective_number([60, missing]) is first_share([missing]) is None


def test_the_return_on_investment_knows_neither_grants_nor_loans() -> None:
    assert financial_npv_c([100, 0, 0], [0, 0, 10], [0, 80, 80], [0, 20, 20], [0, 0, 5], 0) == 15
    assert financial_npv_c([100, 0], [0, 0], [0, 110], [0, 0], [0, 0], 0.1) == pytest.approx(0)


def test_the_return_on_capital_bears_its_own_money_and_its_debt_instead_of_the_investment() -> None:
    assert financial_npv_k([40, 0, 0], [0, 80, 80], [0, 20, 20], [0, 0, 10], [0, 30, 30], [0, 0, 5], 0) == 15
    assert financial_npv_k([0, 0], [0, 110], [0, 0], [0, 0], [0, 0], [0, 0], 0.1) == pytest.approx(100)


def test_grants_may_pay_for_what_revenue_does_not() -> None:
    gap = funding_gap([100, 0], [0, 5], [0, 60], [0, 20], [0, 5], 0)
    assert gap == (100, 40, 0.6, 60, 25, 5)


@pytest.mark.parametrize(
    ("investment", "revenue", "rate"),
    [(100, 20, 1.0), (100, 10, 1.0), (100, 120, 0.0), (100, 500, 0.0), (0, 0, None), (0, 50, None)],
    ids=["no net revenue", "a loss", "revenue pays for it", "and more", "nothing", "no investment"],
)
def test_the_gap_is_all_of_it_without_net_revenue_and_none_when_revenue_pays(
    investment: float, revenue: float, rate: float | None
) -> None:
    assert funding_gap([investment, 0], [0, 0], [0, revenue], [0, 20], [0, 0], 0).rate == rate


def test_a_gap_keeps_what_is_known_when_a_year_is_missing() -> None:
    assert funding_gap([100, 0], [0, 0], [0, 60], [0, None], [0, 0], 0) == (100, None, None, 60, None, 0)
    assert funding_gap([100, 0], [0, 0], [0, 60], [0, 0], [0, 0], None) == (None,) * 6


def test_a_loan_is_repaid_by_equal_payments() -> None:
    assert annuity(200, 0.03, 10) == pytest.approx(23.446101321)
    assert annuity(1200, 0, 12) == 100
    assert annuity(0, 0.03, 10) == 0


@given(st.floats(1, 1e9), st.floats(-0.5, 1), st.integers(1, 60))
def test_payments_are_worth_their_principal(principal: float, rate: float, n: int) -> None:
    payment = annuity(principal, rate, n)
    assert payment is not None and payment > 0
    assert net_present_value([0, *[payment] * n], rate) == pytest.approx(principal, rel=1e-6)


@given(st.sampled_from([1e-18, 1e-12, -1e-12, 1e-300]))
def test_a_rate_of_almost_nothing_asks_almost_no_interest(rate: float) -> None:
    assert annuity(1200, rate, 12) == pytest.approx(100)


def test_working_capital_takes_cash_when_it_grows() -> None:
    assert working_capital_flow([3, 5, 4], [1, 1, 2]).tolist() == [-2, -2, 2]
    assert working_capital_flow([3, None, 4], [1, 1, 2]) == pytest.approx([-2, NAN, NAN], nan_ok=True)
    assert working_capital_flow([[3, 5], [0, 1]], [[0, 0], [0, 0]]).tolist() == [[-3, -2], [0, -1]]
    assert working_capital_flow([], []).tolist() == []


@given(flow_lists)
def test_working_capital_comes_back_when_it_ends(balances: list[float]) -> None:
    flows = working_capital_flow([*balances, 0], [0] * (len(balances) + 1))
    assert flows.sum() == 0


def test_a_year_without_debt_has_no_coverage() -> None:
    coverage = debt_service_coverage([30, 30, None, 30], [20, 0, 20, None])
    assert coverage == pytest.approx([1.5, NAN, NAN, NAN], nan_ok=True)
