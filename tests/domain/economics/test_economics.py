"""Economic models: what a project is worth, whether its cash holds, and which projects outlive their grants."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portfolio.domain import economics
from portfolio.domain.basis.text import Refused
from portfolio.domain.economics import (
    STATUSES,
    SUSTAINABLE_FROM,
    Plans,
    Status,
    Verdicts,
    annuity,
    assess,
    break_even_factor,
    break_even_year,
    cumulated_cash_flow,
    debt_service_coverage,
    discount_factor,
    discounted_payback,
    effective_number,
    financial_npv_c,
    financial_npv_k,
    first_share,
    funding_gap,
    herfindahl_hirschman,
    internal_rates_of_return,
    net_present_value,
    payback,
    probability_of_sustainability,
    simulate,
    summary,
    tornado,
    unsustainable_years,
    wilson_interval,
    working_capital_flow,
)
from portfolio.domain.economics.worked import WORKED, Worked

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


# What a project is worth


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


# Internal rates of return


def near(expected: Sequence[float]) -> Any:
    return pytest.approx(list(expected), abs=1e-6)


def with_roots(roots: Sequence[tuple[int, int]], *factors: Sequence[int]) -> list[int]:
    """Whole flows whose rates of return are these (in hundredths, with their multiplicity) and those of the factors."""
    flows = [1]
    powers = [(100, -(100 + root)) for root, times in roots for _ in range(times)]
    for factor in (*powers, *factors):
        product = [0] * (len(flows) + len(factor) - 1)
        for i, a in enumerate(flows):
            for j, b in enumerate(factor):
                product[i + j] += a * b
        flows = product
    return flows


def test_a_textbook_project_returns_what_its_textbook_says() -> None:
    """Gitman (2003), p. 348, as numpy-financial gives it."""
    assert internal_rates_of_return([-100, 39, 59, 55, 20]) == pytest.approx([0.28095], abs=5e-5)


def test_the_oil_pump_has_two_rates() -> None:
    """The pump of Lorie and Savage (1955), with the figures that textbooks give it: 25 % and 400 %."""
    assert internal_rates_of_return([-1_600, 10_000, -10_000]) == near([0.25, 4.0])


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ([-100, 110], [0.1]),
        ([100, -110], [0.1]),
        ([-100, 0, 121], [0.1]),
        ([-100, 230, -132], [0.1, 0.2]),
        ([-100, 100], [0.0]),
        ([-100, 50], [-0.5]),
        ([-1000, 3600, -4310, 1716], [0.1, 0.2, 0.3]),
    ],
)
def test_every_rate_is_found_in_order(flows: list[float], expected: list[float]) -> None:
    assert internal_rates_of_return(flows) == near(expected)


@pytest.mark.parametrize(
    "flows",
    [[], [0, 0, 0], [5], [0, 5, 0], [1, 2, 3], [-1, -2], [100, -100, 100], [None, 5, -3], [-1, NAN, 3]],
    ids=[
        "no year",
        "nothing",
        "one year",
        "one flow",
        "never out",
        "never in",
        "none real",
        "unknown first",
        "unknown",
    ],
)
def test_there_may_be_no_rate(flows: list[float]) -> None:
    assert internal_rates_of_return(flows) == []


@pytest.mark.parametrize(
    ("flows", "expected"),
    [([-1, 11], []), ([-1, 10.99], [9.99]), ([-100, 1], []), ([-100, 1.1], [-0.989]), ([-1, 50], [])],
)
def test_rates_lie_between_minus_99_and_1000_percent_both_out(flows: list[float], expected: list[float]) -> None:
    assert internal_rates_of_return(flows) == near(expected)


@pytest.mark.parametrize("times", [2, 3, 4, 5])
@pytest.mark.parametrize("root", [-0.5, -0.03, 0.0, 0.07, 0.1, 1.3])
def test_a_multiple_rate_is_given_once(root: float, times: int) -> None:
    flows = np.poly([1 + root] * times)
    assert internal_rates_of_return(flows) == near([root])
    assert internal_rates_of_return(-1234.56 * flows) == near([root])


@pytest.mark.parametrize("flows", [[-1000, 2200, -1210], [1000, -3300, 3630, -1331], [100, -230, 132.25], [-4, 12, -9]])
def test_a_present_value_that_only_touches_zero_has_its_rate(flows: list[float]) -> None:
    assert len(internal_rates_of_return(flows)) == 1


def test_a_present_value_that_comes_close_to_zero_has_none() -> None:
    assert internal_rates_of_return([1000, -2200, 1210.0001]) == []
    assert internal_rates_of_return([1000, -2200, 1209.999]) == near([0.1 - 1e-3, 0.1 + 1e-3])


@pytest.mark.parametrize("scale", [1e-300, 1e-12, 1, 1e12, 1e300])
@pytest.mark.parametrize("before", [0, 3])
@pytest.mark.parametrize("after", [0, 4])
def test_neither_the_unit_nor_empty_years_change_a_rate(scale: float, before: int, after: int) -> None:
    flows = [0.0] * before + [scale * flow for flow in (-1000, 3600, -4310, 1716)] + [0.0] * after
    assert internal_rates_of_return(flows) == near([0.1, 0.2, 0.3])


@pytest.mark.parametrize("years", [20, 40, 60])
def test_a_long_project_with_renewals_and_dismantling_has_all_its_rates(years: int) -> None:
    flows = [-1e6, -5e5, *[1e5] * (years - 2), -8e5]
    flows[years // 2] -= 4e5
    found = internal_rates_of_return(flows)
    assert len(found) == signs_seen(flows)
    for rate in found:
        assert is_nil_at(flows, rate)


@given(
    st.lists(st.integers(-19, 60).map(lambda k: 5 * k), unique=True, max_size=4),
    st.lists(st.sampled_from([(1, 0, 1), (1, -1, 1), (1, 2), (1, 1, 1), (4, 1)]), max_size=12),
)
def test_a_polynomial_made_of_known_rates_gives_them_all(roots: list[int], factors: list[tuple[int, ...]]) -> None:
    flows = with_roots([(root, 1) for root in roots], *factors)
    assume(all(abs(flow) < 2**1000 for flow in flows))
    assert internal_rates_of_return([float(flow) for flow in flows]) == near(sorted(root / 100 for root in roots))


@given(
    st.lists(
        st.tuples(st.integers(-9, 30).map(lambda k: 10 * k), st.integers(1, 2)),
        unique_by=lambda root: root[0],
        min_size=1,
        max_size=3,
    ),
    st.integers(-6, 6),
)
def test_double_rates_are_found_among_others(roots: list[tuple[int, int]], power: int) -> None:
    flows = [flow * 10.0**power for flow in with_roots(roots)]
    assert internal_rates_of_return(flows) == near(sorted(root / 100 for root, _ in roots))


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=61))
def test_the_present_value_is_nil_at_each_rate_and_no_change_of_its_sign_is_missed(flows: list[int]) -> None:
    found = internal_rates_of_return(flows)
    assert found == sorted(found) and all(-0.99 < rate < 10 for rate in found)
    assert all(is_nil_at(flows, rate) for rate in found)
    for low, high in changes_of_sign(flows):
        assert any(low - 1e-9 <= rate <= high + 1e-9 for rate in found)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=30), st.lists(st.integers(1, 100), min_size=1, max_size=30))
def test_an_outlay_followed_by_income_has_one_rate_at_most(out: list[int], back: list[int]) -> None:
    flows = [*(-each for each in out), *back]
    found = internal_rates_of_return(flows)
    lowest, highest = (value_at(flows, Fraction(rate)) for rate in ("-0.99", "10"))
    assert len(found) == (lowest * highest < 0)
    assert internal_rates_of_return([-each for each in flows]) == found


def is_nil_at(flows: Sequence[float], rate: float) -> bool:
    discounted = [flow * (1 + rate) ** -t for t, flow in enumerate(flows)]
    return abs(math.fsum(discounted)) <= 1e-9 * math.fsum(map(abs, discounted))


def changes_of_sign(flows: Sequence[float]) -> list[tuple[float, float]]:
    """Between which rates of a grid the present value changes its sign, in exact fractions."""
    seen = [(rate, value_at(flows, rate)) for rate in (Fraction(k, 97) for k in range(-95, 960, 7))]
    return [(float(a), float(b)) for (a, before), (b, after) in pairwise(seen) if before * after < 0]


def value_at(flows: Sequence[float], rate: Fraction) -> Fraction:
    """What the flows are worth in the last year."""
    value = Fraction(0)
    for flow in flows:
        value = value * (1 + rate) + Fraction(flow)
    return value


def signs_seen(flows: Sequence[float]) -> int:
    """Roots by the signs of the present value on a fine grid from −99 % to 1 000 %."""
    growth = np.concatenate([np.linspace(0.0100001, 1, 4001), np.linspace(1, 10.9999, 4001)[1:]])
    years = np.arange(len(flows))
    # Over its size, for a power of 60 years to be told from nothing.
    terms = np.array([np.asarray(flows) * each ** -(years - years[-1] * (each < 1)) for each in growth])
    signs = np.sign(terms.sum(axis=1) / np.abs(terms).sum(axis=1))
    return int(np.count_nonzero(np.diff(signs[signs != 0])))


# Cash


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


# Concentration


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


# Chance

MODEL = {"revenue": [0, 60, 60], "opex": [0, -50, -50], "works": [-10, 0, 0]}
FACTORS = {
    "revenue": ("triangular", 0.6, 1, 1.2),
    "opex": ("uniform", 0.9, 1.3),
    "works": ("normal", 1, 0.2),
}


def test_the_same_seed_draws_the_same_plans_however_the_factors_are_listed() -> None:
    one, same = simulate(MODEL, FACTORS, 500, 7), simulate(MODEL, dict(reversed(FACTORS.items())), 500, 7)
    assert np.array_equal(one.cumulated, same.cumulated)
    assert not np.array_equal(one.cumulated, simulate(MODEL, FACTORS, 500, 8).cumulated)
    assert probability_of_sustainability(MODEL, FACTORS, 500, 7).p == one.summary.p_sustainable


def test_a_factor_multiplies_its_flow_in_every_year() -> None:
    found = simulate(MODEL, {"revenue": ("uniform", 2, 2), "opex": ("triangular", 1, 1, 1)}, draws=3)
    assert found.planned.tolist() == [-10, 0, 10]
    assert found.cumulated.tolist() == [[-10, 60, 130]] * 3


@given(
    st.lists(st.tuples(euros, euros, euros), min_size=1, max_size=20),
    st.floats(-2, 2),
    st.floats(-2, 2),
)
def test_cash_is_linear_in_the_factors(years: list[tuple[float, float, float]], first: float, second: float) -> None:
    model = {name: [year[place] for year in years] for place, name in enumerate(("a", "b", "c"))}
    found = simulate(model, {"a": ("uniform", first, first), "b": ("normal", second, 0)}, draws=2)
    expected = np.cumsum([first * a + second * b + c for a, b, c in years])
    assert found.cumulated == pytest.approx(np.array([expected, expected]), abs=1e-6)
    assert found.planned == pytest.approx(np.cumsum([sum(year) for year in years]))


def test_without_a_factor_every_draw_is_the_plan() -> None:
    assert probability_of_sustainability({"cash": [5, -5]}, {}, draws=50).p == 1.0
    assert probability_of_sustainability({"cash": [5, -6]}, {}, draws=50).p == 0.0


def test_the_probability_is_the_one_that_the_distribution_gives() -> None:
    """P(X ≥ 50/55) of a triangular(0.6, 1, 1.2): 1 − (x − 0.6)²/(0.6 × 0.4)."""
    found = probability_of_sustainability(
        {"revenue": [55] * 20, "opex": [-50] * 20}, {"revenue": ("triangular", 0.6, 1, 1.2)}
    )
    assert found.p == pytest.approx(0.6019284, abs=0.0196)
    assert found.low < found.p < found.high
    assert found[1:] == wilson_interval(round(found.p * 10_000), 10_000)


@pytest.mark.parametrize(
    ("factor", "mean", "sd"),
    [
        (("triangular", 0.6, 1, 1.2), 2.8 / 3, math.sqrt((0.36 + 1 + 1.44 - 0.6 - 0.72 - 1.2) / 18)),
        (("uniform", 0.8, 1.4), 1.1, 0.6 / math.sqrt(12)),
        (("normal", 1.05, 0.1), 1.05, 0.1),
    ],
)
def test_draws_follow_their_law(factor: tuple[str, float], mean: float, sd: float) -> None:
    found = simulate({"revenue": [1.0]}, {"revenue": factor}, draws=40_000, seed=3).summary
    assert found.mean == pytest.approx(mean, abs=5 * sd / 200)
    assert found.sd == pytest.approx(sd, rel=0.02)


def test_draws_are_summed_up_in_eight_lines() -> None:
    paths = np.array([[0.0, 4.0], [-1.0, 2.0], [1.0, -3.0], [0.0, 9.0]])
    found = summary(paths, 4.0)
    assert found == (4.0, 3.0, 3.0, pytest.approx(math.sqrt((1 + 1 + 36 + 36) / 4)), -3.0, 9.0, 0.75, 0.5)


def test_a_plan_is_compared_with_its_draws() -> None:
    found = simulate(MODEL, FACTORS, 2_000).summary
    assert found.reference == 10
    assert found.minimum < found.median < found.maximum
    assert 0 <= found.p_sustainable <= 1


def test_the_factor_that_moves_cash_most_comes_first() -> None:
    swings = tornado(MODEL, FACTORS)
    assert [swing.name for swing in swings] == ["revenue", "opex", "works"]
    # The others stay at their centre: 1 for revenue and works, 1.1 for opex, hence 120 − 110 − 10.
    assert swings[0].low == pytest.approx(120 * (0.6 + math.sqrt(0.05 * 0.6 * 0.4)) - 120)
    assert swings[0].high == pytest.approx(120 * (1.2 - math.sqrt(0.05 * 0.6 * 0.2)) - 120)
    assert swings[1][1:] == pytest.approx((-100 * 0.92 + 110, -100 * 1.28 + 110))
    assert swings[2][1:] == pytest.approx((-10 * (-1.6448536 * 0.2), -10 * 1.6448536 * 0.2))
    assert tornado(MODEL, {}) == []


@given(st.floats(0.01, 0.49), st.sampled_from(sorted(FACTORS)))
def test_a_swing_is_what_the_draws_show(share: float, name: str) -> None:
    factor = {name: FACTORS[name]}
    (swing,) = tornado(MODEL, factor, share, 1 - share)
    final = simulate(MODEL, factor, 20_000).cumulated[:, -1]
    ends = sorted((swing.low, swing.high))
    assert np.mean(final < ends[0]) == pytest.approx(share, abs=0.02)
    assert np.mean(final > ends[1]) == pytest.approx(share, abs=0.02)


def test_an_interval_is_wilson_s() -> None:
    assert wilson_interval(602, 1000) == pytest.approx((0.5713271941, 0.6318921471))
    assert wilson_interval(0, 10).low == 0.0
    assert wilson_interval(10, 10).high == pytest.approx(1.0)


@given(st.integers(1, 10_000), st.floats(0, 1), st.floats(0.1, 4))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(n: int, share: float, z: float) -> None:
    successes = round(share * n)
    low, high = wilson_interval(successes, n, z)
    assert 0 <= low <= successes / n + 1e-12 and successes / n - 1e-12 <= high <= 1
    assert wilson_interval(n - successes, n, z) == pytest.approx((1 - high, 1 - low))


# How far a flow may fall


@pytest.mark.parametrize(
    ("model", "name", "factor"),
    [
        ({"revenue": [0, 60], "opex": [0, -50]}, "revenue", (50 - 0.005) / 60),
        ({"revenue": [60, 60], "opex": [-30, -90]}, "revenue", (120 - 0.005) / 120),
        ({"revenue": [0, 60], "works": [-10, 0]}, "revenue", None),
        ({"revenue": [1, 1], "opex": [-50, -50]}, "revenue", None),
        ({"revenue": [60], "opex": [-50]}, "opex", 0.0),
        ({"revenue": [0, 60], "opex": [0, 0]}, "revenue", 0.0),
        ({"cash": [-1, 5]}, "cash", 0.0),
        ({"advance": [5, -5, 0], "cost": [-1, 0, 0], "grant": [0, 1, 0]}, "advance", (1 - 0.005) / 5),
        ({"advance": [0.3, -0.1, -0.2], "grant": [0, 0, -1]}, "advance", None),
    ],
    ids=[
        "one year",
        "the worst year",
        "too late",
        "too small",
        "a cost",
        "nothing to pay",
        "alone",
        "paid back",
        "paid back to the cent",
    ],
)
def test_the_smallest_factor_is_the_one_that_keeps_cash_from_running_out(
    model: dict[str, list[float]], name: str, factor: float | None
) -> None:
    assert break_even_factor(model, name) == (None if factor is None else pytest.approx(factor))


def test_the_factor_is_sought_between_its_bounds() -> None:
    model = {"revenue": [60.0], "opex": [-50.0]}
    assert break_even_factor(model, "revenue", low=0.9) == 0.9
    assert break_even_factor(model, "revenue", high=0.5) is None
    assert break_even_factor(model, "opex", low=1.3) is None


@given(st.lists(st.tuples(st.integers(-100, 100), st.integers(-100, 100)), min_size=1, max_size=25))
def test_no_smaller_factor_would_do(years: list[tuple[int, int]]) -> None:
    model = {"varied": [year[0] for year in years], "sure": [year[1] for year in years]}
    varied, sure = (np.cumsum(model[name]) for name in ("varied", "sure"))

    def lowest(factor: float) -> float:
        return float((factor * varied + sure).min())

    factor = break_even_factor(model, "varied")
    tried = np.linspace(0, 10, 401)
    if factor is None:
        assert all(lowest(each) < SUSTAINABLE_FROM for each in tried)
    else:
        assert 0 <= factor <= 10 and lowest(factor) >= SUSTAINABLE_FROM - 1e-9
        assert all(lowest(each) < SUSTAINABLE_FROM for each in tried if each < factor - 1e-9)


# Durability

AMOUNTS = ("own_revenue", "committed", "opex", "investment", "grant", "contribution")
# A project built in years 0 and 1 by grants, then run for three years on its revenue and 20 a year of its commune.
LASTING: dict[str, Any] = {
    "own_revenue": [0, 0, 90, 90, 90],
    "committed": [0, 0, 20, 20, 20],
    "opex": [0, 0, 100, 100, 100],
    "investment": [500, 500, 0, 0, 0],
    "grant": [500, 530, 0, 0, 0],
    "contribution": [0, 0, 20, 20, 20],
}


def plan(last: int | None = None, **changed: Any) -> dict[str, Any]:
    """One model: its cash follows from its amounts unless it is given, and one funder gives all contributions."""
    model = {name: np.array(values, dtype=float) for name, values in {**LASTING, **changed}.items()}
    came, went = ("own_revenue", "grant", "contribution"), ("opex", "investment")
    cash = sum(model[name] for name in came) - sum(model[name] for name in went)
    whole = {"cash": cash, "without_first": cash - model["contribution"], **model}
    return {**whole, "last": len(whole["cash"]) - 1 if last is None else last}


def stacked(models: Sequence[dict[str, Any]]) -> Plans:
    width = max(len(model["cash"]) for model in models)
    tables = {
        name: np.array([[*model[name], *[0.0] * (width - len(model[name]))] for model in models])
        for name in Plans._fields
        if name != "last"
    }
    return Plans(**tables, last=np.array([model["last"] for model in models]))


def judged(model: dict[str, Any], probability: float = 0.9, **minimums: float) -> dict[str, Any]:
    """The verdict on one model, unwrapped."""
    found = assess(stacked([model]), [probability], **minimums)._asdict()
    return {
        name: tuple(each[0] for each in value) if isinstance(value, tuple) else value[0]
        for name, value in found.items()
    }


def status(model: dict[str, Any], probability: float = 0.9, **minimums: float) -> Status:
    return STATUSES[judged(model, probability, **minimums)["status"]]


def test_a_project_that_passes_every_gate_is_durable() -> None:
    found = judged(plan())
    assert STATUSES[found["status"]] is Status.DURABLE
    assert found["never_negative"] == (0, 1)
    assert found["coverage"] == (pytest.approx(1.1), 1)
    assert found["n_minus_1"] == (0, 1)
    assert found["probability"] == (0.9, 1)
    assert (found["first_negative_year"], found["n_minus_1_year"]) == (-1, -1)


def test_its_figures_say_how_it_lives_after_its_grants() -> None:
    found = judged(plan())
    assert found["post_grant_year"] == 2
    assert found["years_of_autonomy"] == 3
    assert found["coverage_own"] == pytest.approx(0.9)
    assert found["subsidy_dependence"] == pytest.approx((1030 + 60) / (1030 + 60 + 270))


def test_a_project_whose_cash_runs_out_once_is_not_durable_whatever_else_is_unknown() -> None:
    model = plan(own_revenue=[0, 0, 10, 90, NAN], opex=[0, 0, 100, 100, NAN])
    found = judged(model, NAN)
    assert STATUSES[found["status"]] is Status.NOT_DURABLE
    assert found["never_negative"] == (-40, 0)
    assert found["first_negative_year"] == 2


@pytest.mark.parametrize(
    "model",
    [
        plan(opex=[0, 0, NAN, NAN, NAN]),
        plan(opex=[0, 0, 0, 0, 0]),
        plan(last=-1),
        plan(own_revenue=[0, 0, 90, NAN, 90]),
        plan(committed=[0, 0, 20, 20, NAN]),
        plan(without_first=[0, 0, 10, 10, NAN]),
        plan(investment=[500, 500, 0, 0, 5]),
        plan(grant=[500, 530, 0, 0, NAN]),
    ],
    ids=[
        "costs unknown",
        "no costs",
        "horizon unknown",
        "revenue unknown",
        "commitment unknown",
        "first funder unknown",
        "no steady year",
        "grants unknown",
    ],
)
def test_a_gate_that_lacks_its_data_is_not_assessable_rather_than_failed(model: dict[str, Any]) -> None:
    assert status(model) is Status.NOT_ASSESSABLE


def test_a_probability_that_was_not_computed_is_not_a_low_one() -> None:
    assert status(plan(), NAN) is Status.NOT_ASSESSABLE
    assert status(plan(), 0.79) is Status.FRAGILE


@pytest.mark.parametrize(
    ("model", "gate"),
    [
        (plan(committed=[0, 0, 9, 9, 9]), "coverage"),
        (plan(without_first=[0, 0, 10, -40, 30]), "n_minus_1"),
    ],
)
def test_a_project_that_fails_a_gate_is_fragile(model: dict[str, Any], gate: str) -> None:
    found = judged(model)
    assert STATUSES[found["status"]] is Status.FRAGILE
    assert [name for name in ("never_negative", "coverage", "n_minus_1", "probability") if found[name][1] == 0] == [
        gate
    ]


def test_the_year_in_which_the_first_funder_would_be_missed_is_told() -> None:
    found = judged(plan(without_first=[0, 5, 10, -40, 30]))
    assert (found["n_minus_1_year"], found["n_minus_1"]) == (3, (-25, 0))


@pytest.mark.parametrize(("committed", "own"), [(10, 90), (30, 70), (0.1 + 0.2, 99.7)])
def test_costs_covered_exactly_are_covered(committed: float, own: float) -> None:
    model = plan(own_revenue=[0, 0, *[own] * 3], committed=[0, 0, *[committed] * 3], contribution=[0, 0, 40, 40, 40])
    assert judged(model)["coverage"][1] == 1
    assert judged(plan(), 0.1 + 0.7)["probability"][1] == 1


def test_the_thresholds_are_the_programme_s_choice() -> None:
    assert status(plan(), 0.7, probability_minimum=0.7) is Status.DURABLE
    assert status(plan(), coverage_minimum=1.2) is Status.FRAGILE


def test_a_project_without_grant_nor_works_is_steady_from_the_start() -> None:
    model = plan(
        own_revenue=[90, 90],
        committed=[20, 20],
        opex=[100, 100],
        investment=[0, 0],
        grant=[0, 0],
        contribution=[20, 20],
    )
    found = judged(model)
    assert found["coverage"][0] == pytest.approx(1.1)
    assert found["post_grant_year"] == -1
    assert found["years_of_autonomy"] == 0


def test_autonomy_counts_the_years_lived_on_own_cash_only() -> None:
    assert judged(plan(own_revenue=[0, 0, 90, 90, 90], grant=[500, 520, 0, 0, 0]))["years_of_autonomy"] == 2
    assert judged(plan(grant=[500, 500, 0, 0, 0]))["years_of_autonomy"] == 0
    assert judged(plan(grant=[500, 500, 0, 0, 30]))["years_of_autonomy"] == 0
    assert judged(plan(grant=[500, 500, 0, 0, 30]))["post_grant_year"] == -1


def test_a_short_project_is_judged_on_its_own_years() -> None:
    short = plan()
    long = plan(**{name: [*values, *[0] * 15] for name, values in LASTING.items()}, last=4)
    for name, value in judged(short).items():
        assert judged(long)[name] == pytest.approx(value), name
    blind = {**long, **{name: np.where(np.arange(20) > 4, NAN, long[name]) for name in ("cash", "opex")}}
    assert status(blind) is Status.DURABLE


def test_no_model_is_no_verdict() -> None:
    empty = Plans(*[np.zeros((0, 3))] * 8, last=np.zeros(0, dtype=int))
    assert assess(empty, []).status.tolist() == []


# The oracle: one model at a time, in plain loops, from the words of the definitions.


def path(flows: Sequence[float], last: int) -> tuple[float, float, int]:
    """The lowest cumulated cash, whether it holds (1, 0, nan) and the first year in which it does not."""
    total, lowest, first, is_known = 0.0, INFINITE, -1, last >= 0
    for t in range(last + 1 if last >= 0 else len(flows)):
        if math.isnan(flows[t]):
            is_known = False
            break
        total += flows[t]
        lowest = min(lowest, total)
        if total < -0.005 and first < 0:
            first = t
    if first >= 0:
        return lowest, 0.0, first
    return (lowest, 1.0, -1) if is_known else (NAN, NAN, -1)


def spent_last(spent: Sequence[Sequence[float]], last: int, width: int) -> int | None:
    """The last year in which one of the amounts was spent, −1 if never, None if it is not known."""
    for t in reversed(range(last + 1 if last >= 0 else width)):
        if any(amounts[t] > 0 for amounts in spent):
            return t
        if any(math.isnan(amounts[t]) for amounts in spent):
            return None
    return -1


def over(above: Sequence[float], below: Sequence[float]) -> float:
    return sum(above) / sum(below) if sum(below) != 0 else NAN


def oracle(model: dict[str, Any], chance: float) -> dict[str, Any]:
    last, width = model["last"], len(model["cash"])
    lowest, holds, first = path(model["cash"], last)
    without, holds_without, first_without = path(model["without_first"], last)
    grant_end = spent_last([model["grant"]], last, width)
    effort_end = spent_last([model["grant"], model["investment"]], last, width)
    steady = [] if effort_end is None else list(range(effort_end + 1, last + 1))
    own, committed, opex = ([model[name][t] for t in steady] for name in ("own_revenue", "committed", "opex"))
    coverage = over([*own, *committed], opex)
    passes = [
        holds,
        NAN if math.isnan(coverage) else float(coverage >= 1 - 1e-9),
        holds_without,
        NAN if math.isnan(chance) else float(chance >= 0.8 - 1e-9),
    ]
    if holds == 0:
        verdict = Status.NOT_DURABLE
    elif any(math.isnan(each) for each in passes):
        verdict = Status.NOT_ASSESSABLE
    else:
        verdict = Status.FRAGILE if 0 in passes else Status.DURABLE
    lived = range(last + 1)
    given = [model[name][t] for name in ("grant", "contribution") for t in lived]
    return {
        "status": STATUSES.index(verdict),
        "never_negative": (lowest, passes[0]),
        "first_negative_year": first,
        "coverage": (coverage, passes[1]),
        "n_minus_1": (without, passes[2]),
        "n_minus_1_year": first_without,
        "probability": (chance, passes[3]),
        "years_of_autonomy": autonomy(model, grant_end),
        "post_grant_year": grant_end + 1 if grant_end is not None and 0 <= grant_end < last else -1,
        "coverage_own": over(own, opex),
        "subsidy_dependence": over(given, [*given, *(model["own_revenue"][t] for t in lived)]),
    }


def autonomy(model: dict[str, Any], grant_end: int | None) -> float:
    if grant_end is None or model["last"] < 0:
        return NAN
    total, years = 0.0, 0
    for t in range(model["last"] + 1):
        total += model["cash"][t] - model["contribution"][t]
        if t > grant_end:
            if math.isnan(total):
                return NAN
            if total < -0.005:
                return years
            years += 1
    return min(years, model["last"])


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """A model of up to ten years, with few or no holes, whose cash is near nothing as often as not."""
    years = draw(st.integers(1, 10))
    holes = st.just(NAN) if draw(st.booleans()) else st.nothing()
    amount = st.sampled_from([0.0, 0.0, 0.005, 1.0, 20.0]) | holes
    signed = st.sampled_from([0.0, -0.001, -0.005, 5.0, -5.0, 30.0]) | holes
    model: dict[str, Any] = {name: np.array(draw(st.lists(amount, min_size=years, max_size=years))) for name in AMOUNTS}
    for name in ("investment", "grant"):
        model[name][draw(st.integers(0, years)) :] = 0.0
    for name in ("cash", "without_first"):
        model[name] = np.array(draw(st.lists(signed, min_size=years, max_size=years)))
    return {**model, "last": draw(st.sampled_from([years - 1, years - 1, years - 1, -1, (years - 1) // 2]))}


@given(st.lists(st.tuples(models(), st.sampled_from([NAN, 0.0, 0.5, 0.8, 1.0])), min_size=1, max_size=6))
def test_all_models_at_once_are_judged_as_one_at_a_time(cases: list[tuple[dict[str, Any], float]]) -> None:
    found = assess(stacked([model for model, _ in cases]), [chance for _, chance in cases])
    width = max(len(model["cash"]) for model, _ in cases)
    for row, (model, chance) in enumerate(cases):
        # An unknown horizon hides no year, so that the padding counts as years without flows.
        padded = {k: v if k == "last" else [*v, *[0.0] * (width - len(v))] for k, v in model.items()}
        for name, expected in oracle(padded, chance).items():
            value: Any = getattr(found, name)
            seen = [each[row] for each in value] if isinstance(value, tuple) else value[row]
            np.testing.assert_allclose(seen, expected, rtol=1e-12, atol=1e-12, equal_nan=True, err_msg=name)


def test_verdicts_are_numbers_of_known_kinds() -> None:
    found: Verdicts = assess(stacked([plan(), plan(last=-1)]), [0.9, NAN])
    for name in ("status", "first_negative_year", "n_minus_1_year", "post_grant_year"):
        assert getattr(found, name).dtype.kind == "i", name
    assert [STATUSES[code].label.fr for code in found.status] == ["pérenne", "non évaluable"]


# What is refused

ONE = {"revenue": [1.0, 2.0]}
TABLE = np.zeros((2, 3))
PLANS = stacked([plan(), plan()])


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (lambda: net_present_value([1, 2], -1), "rate is -1.0"),
        (lambda: discount_factor(-1.5, 2), "rate is -1.5"),
        (lambda: annuity(100, INFINITE, 3), "rate is inf"),
        (lambda: discounted_payback([1, 2], -2), "rate is -2"),
        (lambda: funding_gap([1], [1], [1], [1], [1], -1), "rate is -1"),
        (lambda: net_present_value([1, INFINITE], 0.04), "infinite"),
        (lambda: net_present_value(5, 0.04), "flows 1"),  # type: ignore[call-overload]
        (lambda: annuity(100, 0.04, 2.5), "2.5 instalments"),
        (lambda: annuity(100, 0.04, 0), "0.0 instalments"),
        (lambda: annuity(-100, 0.04, 2), "€-100"),
        (lambda: financial_npv_c([1, 2], [1], [1, 2], [1, 2], [1, 2], 0.04), "investment 2, replacement 1"),
        (lambda: financial_npv_c([1], [1], [1], [1], 0, 0.04), "residual 1"),  # type: ignore[arg-type]
        (lambda: financial_npv_c(TABLE, TABLE, TABLE, TABLE, TABLE, 0.04), "shape 2×3"),
        (lambda: financial_npv_k([1], [1], [1], [1], [1, 2], [1], 0.04), "debt_service 2"),
        (lambda: internal_rates_of_return(TABLE), "shape 2×3"),
        (lambda: internal_rates_of_return([1, -INFINITE]), "infinite"),
        (lambda: cumulated_cash_flow([1], [1, 2]), "inflows 1, outflows 2"),
        (lambda: unsustainable_years([1], [1, 2], [1, 2]), "years 1"),
        (lambda: break_even_year([1], [1, 2]), "revenue 1, opex 2"),
        (lambda: working_capital_flow([1], [1, 2]), "current_assets 1"),
        (lambda: debt_service_coverage([1], [1, 2]), "cash_flow 1"),
        (lambda: herfindahl_hirschman([5, -1]), "€-1"),
        (lambda: simulate({}, {}), "no flow"),
        (lambda: simulate({"revenue": []}, {}), "no year"),
        (lambda: simulate({"a": [1], "b": [1, 2]}, {}), "a 1, b 2"),
        (lambda: simulate({"a": [1, None]}, {}), "“a” holds"),
        (lambda: simulate(ONE, {}, draws=0), "draws is 0"),
        (lambda: simulate(ONE, {"opex": ("uniform", 0, 1)}), "no flow “opex” to vary. Choose among revenue"),
        (lambda: simulate(ONE, {"revenue": ("cauchy", 0, 1)}), "cauchy"),
        (lambda: simulate(ONE, {"revenue": ()}), "cannot be drawn"),
        (lambda: simulate(ONE, {"revenue": ("uniform", 0, 1, 2)}), "cannot be drawn"),
        (lambda: simulate(ONE, {"revenue": ("uniform", 0, NAN)}), "“revenue” holds"),
        (lambda: simulate(ONE, {"revenue": ("uniform", 0, "one")}), "“revenue” holds"),
        (lambda: simulate(ONE, {"revenue": ("uniform", 1, 0)}), "out of order"),
        (lambda: simulate(ONE, {"revenue": ("triangular", 1, 0.9, 2)}), "out of order"),
        (lambda: simulate(ONE, {"revenue": ("triangular", 1, 2.1, 2)}), "out of order"),
        (lambda: simulate(ONE, {"revenue": ("normal", 1, -0.1)}), "out of order"),
        (lambda: probability_of_sustainability(ONE, {}, draws=-3), "draws is -3"),
        (lambda: summary(np.zeros((0, 3)), 0), "draws is 0"),
        (lambda: tornado(ONE, {}, 0, 0.95), "quantiles 0 and 0.95"),
        (lambda: tornado(ONE, {}, 0.9, 0.1), "quantiles"),
        (lambda: wilson_interval(0, 0), "0 successes in 0"),
        (lambda: wilson_interval(11, 10), "11 successes in 10"),
        (lambda: break_even_factor(ONE, "opex"), "no flow “opex”"),
        (lambda: break_even_factor(ONE, "revenue", 2, 1), "from 2 to 1"),
        (lambda: break_even_factor(ONE, "revenue", 0, INFINITE), "to inf"),
        (lambda: assess(PLANS, [0.5]), "one probability a model"),
        (lambda: assess(PLANS, [0.5, 1.5]), "Row 1 .* “probability”"),
        (lambda: assess(PLANS._replace(last=np.array([4, 5])), [0.5, 0.5]), "Row 1 .* “last”"),
        (lambda: assess(PLANS._replace(last=np.array([-2, 4])), [0.5, 0.5]), "Row 0 .* “last”"),
        (lambda: assess(PLANS._replace(last=np.array([4])), [0.5, 0.5]), "one last year"),
        (lambda: assess(PLANS._replace(opex=-PLANS.opex), [0.5, 0.5]), "negative amount in “opex”"),
        (lambda: assess(PLANS._replace(opex=PLANS.opex[:, 1:]), [0.5, 0.5]), "cash 2×5"),
        (lambda: assess(Plans(*[np.zeros(3)] * 8, last=np.array([2])), [0.5]), "tables"),
        (lambda: assess(Plans(*[np.zeros((1, 0))] * 8, last=np.array([-1])), [0.5]), "tables"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_what_was_found(asked: Callable[[], object], why: str) -> None:
    with pytest.raises(Refused, match=why) as refusal:
        asked()
    assert refusal.value.text.fr != refusal.value.text.en


def test_every_public_name_is_there() -> None:
    assert all(hasattr(economics, name) for name in economics.__all__)
    assert economics.__all__ == sorted(economics.__all__, key=lambda name: (not name.isupper(), name))


@pytest.mark.parametrize("example", WORKED, ids=lambda example: example.label.en)
def test_a_published_example_is_given_again(example: Worked) -> None:
    found = example.compute()
    assert len(found) == len(example.published)
    assert found == pytest.approx(example.published, abs=example.tolerance)
