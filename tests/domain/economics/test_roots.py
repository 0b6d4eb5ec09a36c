"""Internal rates of return: every one, in order, a multiple one once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portfolio.domain.economics import (
    internal_rates_of_return,
)

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


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


def rates_of_numpy(flows: Sequence[float], imaginary: float) -> list[float]:
    """What `numpy.roots` makes of the same question, a root that is imaginary by less than that share being taken for a
    real one."""
    growth = np.roots(flows)
    real = growth.real[np.abs(growth.imag) <= imaginary * np.abs(growth)]
    rates = np.sort(real[(real > 0.01) & (real < 11)] - 1)
    return [float(rate) for k, rate in enumerate(rates) if not k or rate - rates[k - 1] > 1e-6]


@pytest.mark.parametrize(
    "roots",
    [
        [(10, 3)],
        [(-50, 3), (100, 3)],
        [(7, 4)],
        [(5 * k, 1) for k in range(1, 10)],
    ],
    ids=["a triple rate", "two triple rates", "a rate four times", "nine rates five points apart"],
)
def test_rates_that_numpy_misses_are_found_to_the_millionth(roots: list[tuple[int, int]]) -> None:
    """Why the finder of this project stays: whatever it takes for real, `numpy.roots` is off by more than is allowed,
    or gives a rate twice. The flows are whole numbers that floats hold exactly."""
    whole = with_roots(roots)
    common = math.gcd(*whole)
    flows = [flow // common for flow in whole]
    assert all(abs(flow) < 2**53 for flow in flows)
    expected = near([root / 100 for root, _ in roots])
    assert internal_rates_of_return([float(flow) for flow in flows]) == expected
    for imaginary in (0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 1e-2):
        assert rates_of_numpy(flows, imaginary) != expected, imaginary


def test_numpy_agrees_where_rates_are_few_and_far_apart() -> None:
    for roots in ([(10, 1)], [(10, 1), (20, 1), (30, 1)], [(-95, 1), (-50, 1), (50, 1), (900, 1)]):
        flows = [float(flow) for flow in with_roots(roots)]
        assert rates_of_numpy(flows, 1e-9) == near(internal_rates_of_return(flows))


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
