"""What cannot be computed is refused with what was found; examples that others published are given again."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import strategies as st

from portfolio.domain import economics
from portfolio.domain.basis.text import Refused
from portfolio.domain.economics import (
    Plans,
    annuity,
    break_even_factor,
    break_even_year,
    cumulated_cash_flow,
    debt_service_coverage,
    discount_factor,
    discounted_payback,
    financial_npv_c,
    financial_npv_k,
    funding_gap,
    gate_values,
    herfindahl_hirschman,
    internal_rates_of_return,
    net_present_value,
    probability_of_sustainability,
    simulate,
    summary,
    tornado,
    unsustainable_years,
    wilson_interval,
    working_capital_flow,
)
from portfolio.domain.economics.worked import WORKED, Worked
from tests.domain.economics.test_durability import plan, stacked

NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


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
        (lambda: gate_values(PLANS._replace(last=np.array([4, 5]))), "Row 1 .* “last”"),
        (lambda: gate_values(PLANS._replace(last=np.array([-2, 4]))), "Row 0 .* “last”"),
        (lambda: gate_values(PLANS._replace(last=np.array([4]))), "one last year"),
        (lambda: gate_values(PLANS._replace(opex=-PLANS.opex)), "negative amount in “opex”"),
        (lambda: gate_values(PLANS._replace(opex=PLANS.opex[:, 1:])), "cash 2×5"),
        (lambda: gate_values(Plans(*[np.zeros(3)] * 8, last=np.array([2]))), "tables"),
        (lambda: gate_values(Plans(*[np.zeros((1, 0))] * 8, last=np.array([-1]))), "tables"),
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
