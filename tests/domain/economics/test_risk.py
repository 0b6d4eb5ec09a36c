"""What chance does to a plan, and how far a flow may fall."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.economics import (
    SUSTAINABLE_FROM,
    break_even_factor,
    probability_of_sustainability,
    simulate,
    summary,
    tornado,
    wilson_interval,
)

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


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
