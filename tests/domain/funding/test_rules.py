"""What funders and the law compute, as sentences with examples; what is not known is never taken for nothing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.funding.rules import (
    detr_final_grant,
    fonds_de_concours_ceiling,
    grant_equivalent,
    owner_share,
    payment_schedule,
)

EUROS = st.floats(0, 1e9, allow_nan=False)
RATES = st.floats(0.01, 1)


def test_the_owner_brings_a_fifth_of_the_public_money_and_not_of_the_cost() -> None:
    lines = [(100_000, False, False), (800_000, True, False), (100_000, True, True)]
    share = owner_share(lines)
    assert share.rate == pytest.approx(1 / 9)
    assert share.compliant is False
    assert share.other_public_ceiling_eur == pytest.approx(720_000)


def test_a_fifth_exactly_is_enough() -> None:
    assert owner_share([(0.8, True, False), (0.2, True, True)]).compliant is True
    assert owner_share([(80.0, True, False), (19.99, True, True)]).compliant is False


def test_where_the_law_asks_for_less_it_is_said() -> None:
    assert owner_share([(90, True, False), (10, True, True)], minimum=0.10).compliant is True


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [(100, False, False)],
        [(100, False, True)],
        [(0, True, True)],
        [(100, True, True), (None, True, False)],
        [(100, True, True), (math.nan, True, False)],
    ],
    ids=["no line", "private only", "a private owner", "nothing", "an amount not known", "not a number"],
)
def test_without_public_money_or_with_some_unknown_there_is_no_share(lines: list[tuple[float, bool, bool]]) -> None:
    assert owner_share(lines) == (None, None, None)


def test_an_unknown_private_amount_changes_nothing() -> None:
    assert owner_share([(80, True, False), (20, True, True), (None, False, False)]).rate == pytest.approx(0.2)


@given(st.lists(st.tuples(st.floats(0.01, 1e9), st.booleans(), st.booleans()), min_size=1))
def test_a_share_lies_between_nothing_and_all_and_says_whether_others_keep_under_their_ceiling(
    lines: list[tuple[float, bool, bool]],
) -> None:
    share = owner_share(lines)
    if share.rate is None or share.other_public_ceiling_eur is None:
        assert not any(is_public for _, is_public, _ in lines)
        return
    assert -1e-12 <= share.rate <= 1 + 1e-12
    others = sum(amount for amount, is_public, is_owner in lines if is_public and not is_owner)
    if abs(share.rate - 0.2) > 1e-6:
        assert share.compliant is (others <= share.other_public_ceiling_eur)


def test_a_state_grant_is_advanced_paid_on_expenses_up_to_its_ceiling_and_settled() -> None:
    assert payment_schedule(240_000, 0.3, [300_000, 700_000], 760_000) == (72_000, [18_000, 102_000], 36_000)


def test_expenses_below_those_forecast_leave_money_to_be_repaid() -> None:
    assert payment_schedule(240_000, 0.3, [300_000, 700_000], 600_000).balance == pytest.approx(-12_000)


def test_until_the_final_expense_is_known_there_is_no_balance() -> None:
    assert payment_schedule(240_000, 0.3, [], None) == (72_000, [], None)


@given(EUROS, RATES, st.lists(EUROS, max_size=6), EUROS)
def test_what_is_paid_never_falls_nor_passes_the_grant_and_ends_at_what_is_due(
    maximum: float, rate: float, expenses: list[float], final: float
) -> None:
    plan = payment_schedule(maximum, rate, expenses, final)
    assert all(each >= 0 for each in plan.interim)
    assert plan.advance + sum(plan.interim) <= max(0.8 * maximum, plan.advance) * (1 + 1e-9) + 1e-6
    assert plan.balance is not None
    total = plan.advance + sum(plan.interim) + plan.balance
    assert total == pytest.approx(min(rate * final, maximum), rel=1e-9, abs=1e-5)


def test_a_detr_grant_follows_the_lesser_expense() -> None:
    assert detr_final_grant(200_000, 0.4, 180_000) == pytest.approx(72_000)
    assert detr_final_grant(200_000, 0.4, 230_000) == pytest.approx(80_000)
    assert detr_final_grant(None, 0.4, 230_000) is None
    assert detr_final_grant(200_000, 0.4, None) is None


def test_a_fonds_de_concours_matches_what_its_beneficiary_pays() -> None:
    assert fonds_de_concours_ceiling(600_000, 200_000) == 200_000
    assert fonds_de_concours_ceiling(600_000, None) is None
    assert fonds_de_concours_ceiling(100_000, 150_000) == -25_000


@given(st.floats(1, 1e9), st.integers(1, 40), st.floats(0, 0.2))
def test_a_loan_at_the_reference_rate_gives_nothing_away(nominal: float, years: int, rate: float) -> None:
    annuity = nominal / years if rate < 1e-6 else nominal * rate / (1 - (1 + rate) ** -years)
    assert grant_equivalent(nominal, [annuity] * years, rate) == pytest.approx(0, abs=nominal * 1e-4)


def test_a_loan_without_interest_gives_away_its_interest() -> None:
    assert grant_equivalent(100_000, [20_000] * 5, 0.04) == pytest.approx(10_963.55, abs=0.01)
    assert grant_equivalent(100_000, [20_000] * 5, 0.0) == 0
