"""Progress, forecasts and the critical path: what a committee reads about a project's pace."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations, pairwise, permutations
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain import progress
from portfolio.domain.basis.text import Refused
from portfolio.domain.facts.choices import Confidence, Sense
from portfolio.domain.progress import (
    CriticalPath,
    EarnedSchedule,
    EarnedValue,
    achievement_rate,
    aggregate_rate,
    critical_path,
    declared_against_computed,
    earned_schedule,
    earned_value,
    planned_progress,
    progress_gap_points,
    projected_finish,
    raw_achievement_rate,
    weighted_progress,
)

NAN = math.nan
values = st.integers(-1000, 1000).map(float)
fractions = st.floats(0, 1)
weights = st.floats(0.001, 1000)


# Achievement rate


@pytest.mark.parametrize(
    ("baseline", "actual", "target", "rate"),
    [
        (20, 50, 80, 0.5),
        (30, 25, 10, 0.25),
        (0, 150, 600, 0.25),
        (-10, -5, 10, 0.25),
        (20, 10, 80, 0.0),
        (20, 90, 80, 1.0),
        (30, 35, 10, 0.0),
    ],
)
def test_the_rate_is_the_share_of_the_way_from_baseline_to_target(
    baseline: float, actual: float, target: float, rate: float
) -> None:
    assert achievement_rate(baseline, actual, target) == pytest.approx(rate)


@pytest.mark.parametrize("missing", [None, NAN, np.float64("nan")])
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("sense", [None, "at_least", "at_most"])
def test_a_missing_value_gives_no_rate_rather_than_zero(missing: float | None, place: int, sense: Any) -> None:
    baseline, actual, target = (missing if index == place else 5.0 for index in range(3))
    assert achievement_rate(baseline, actual, target, sense) is None
    assert raw_achievement_rate(baseline, actual, target) is None


def test_a_target_equal_to_its_baseline_has_no_rate_without_a_sense() -> None:
    assert achievement_rate(5, 6, 5) is None
    assert raw_achievement_rate(5, 6, 5) is None


@pytest.mark.parametrize(
    ("actual", "sense", "rate"),
    [
        (5, "at_least", 1.0),
        (6, "at_least", 1.0),
        (4, "at_least", 0.0),
        (5, "at_most", 1.0),
        (4, "at_most", 1.0),
        (6, "at_most", 0.0),
    ],
)
def test_a_target_to_keep_is_met_or_not_according_to_its_sense(actual: float, sense: Any, rate: float) -> None:
    assert achievement_rate(5, actual, 5, sense) == rate


def test_a_sense_changes_nothing_where_there_is_a_way_to_go() -> None:
    assert achievement_rate(20, 50, 80, Sense.AT_MOST) == achievement_rate(20, 50, 80, "at_least") == 0.5


def test_an_unknown_sense_is_refused_in_both_languages() -> None:
    with pytest.raises(Refused, match="higher") as refusal:
        achievement_rate(5, 6, 5, "higher")
    assert "at_least" in refusal.value.text.fr


@given(values, values, values)
def test_the_rate_stays_between_0_and_1(baseline: float, actual: float, target: float) -> None:
    rate = achievement_rate(baseline, actual, target)
    assert rate is None if baseline == target else rate is not None and 0 <= rate <= 1


@given(values, values, values)
def test_rising_and_falling_targets_share_one_formula(baseline: float, actual: float, target: float) -> None:
    assert achievement_rate(baseline, actual, target) == achievement_rate(-baseline, -actual, -target)
    assert raw_achievement_rate(baseline, actual, target) == raw_achievement_rate(-baseline, -actual, -target)


@given(values, values, values)
def test_the_raw_rate_is_the_rate_wherever_nothing_is_clamped(baseline: float, actual: float, target: float) -> None:
    raw = raw_achievement_rate(baseline, actual, target)
    if raw is not None:
        assert achievement_rate(baseline, actual, target) == min(1, max(0, raw))


@pytest.mark.parametrize(
    ("baseline", "actual", "target", "raw"), [(20, 10, 80, -1 / 6), (30, 35, 10, -0.25), (20, 95, 80, 1.25)]
)
def test_the_raw_rate_shows_a_regression_and_an_excess(
    baseline: float, actual: float, target: float, raw: float
) -> None:
    assert raw_achievement_rate(baseline, actual, target) == pytest.approx(raw)


# Aggregated rates


def test_indicators_aggregate_by_weight_over_what_is_known() -> None:
    assert aggregate_rate([0.5, 1.0], [1, 3]) == (0.875, 1.0)
    assert aggregate_rate([0.5, None, 1.0], [1, 1, 3]) == (0.875, 0.8)
    assert aggregate_rate(np.array([0.5, NAN]), np.array([3.0, 1.0])) == (0.5, 0.75)


@pytest.mark.parametrize("weight", [1, 0.1, 0.7, 1 / 3, 1e6])
@pytest.mark.parametrize("third", [1, 3, 5])
def test_a_coverage_of_exactly_two_thirds_passes_however_its_weights_round(weight: float, third: int) -> None:
    rate, coverage = aggregate_rate([0.2, 0.6, None] * third, [weight] * 3 * third)
    assert rate == pytest.approx(0.4)
    assert coverage == pytest.approx(2 / 3)


def test_coverage_counts_weight_not_indicators() -> None:
    assert aggregate_rate([0.2, None, 0.6], [2, 4, 3]) == (None, 5 / 9)
    assert aggregate_rate([1, None], [3, 1]) == (1.0, 0.75)


def test_the_minimum_coverage_is_the_programme_s_choice() -> None:
    assert aggregate_rate([0.5, None], [1, 1], 0.5) == (0.5, 0.5)
    assert aggregate_rate([0.5, None], [3, 1], 0.8) == (None, 0.75)


def test_nothing_known_covers_nothing_and_nothing_asked_has_no_coverage() -> None:
    assert aggregate_rate([None, NAN], [1, 1], 0) == (None, 0.0)
    unusable: list[tuple[Any, Any]] = [([], []), ([0.5], [0]), ([0.5, 0.5], [1, None]), ([0.5, 0.5], [2, -1])]
    for rates, weight in unusable:
        assert aggregate_rate(rates, weight) == (None, None)


def test_weights_and_rates_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="3 weights for 1 values"):
        aggregate_rate([0.5], [1, 1, 1])


@given(st.lists(st.tuples(st.none() | fractions, weights), min_size=1))
def test_an_aggregate_lies_between_its_rates_and_its_coverage_between_0_and_1(
    pairs: list[tuple[float | None, float]],
) -> None:
    rate, coverage = aggregate_rate([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    known = [pair[0] for pair in pairs if pair[0] is not None]
    assert coverage is not None and 0 <= coverage <= 1
    if rate is not None:
        assert min(known) - 1e-12 <= rate <= max(known) + 1e-12


# Milestones


def test_progress_weighs_the_milestones_reached() -> None:
    assert weighted_progress([1, 2, 5], [True, True, False]) == 0.375
    assert weighted_progress(np.array([1.0, 3.0]), np.array([False, True])) == 0.75
    assert weighted_progress([1, 1], [0.5, 1]) == 0.75
    assert weighted_progress([1, 1], [False, False]) == 0.0


@pytest.mark.parametrize(
    ("weight", "done"),
    [([], []), ([0, 0], [True, False]), ([1, None], [True, True]), ([1, 1], [True, None]), ([3, -1], [True, True])],
)
def test_progress_is_unknown_without_all_weights_and_answers(weight: Any, done: Any) -> None:
    assert weighted_progress(weight, done) is None


@given(st.lists(st.tuples(weights, st.booleans()), min_size=1))
def test_progress_stays_between_0_and_1_and_is_1_when_all_is_done(pairs: list[tuple[float, bool]]) -> None:
    weight = [pair[0] for pair in pairs]
    share = weighted_progress(weight, [pair[1] for pair in pairs])
    assert share is not None and 0 <= share <= 1
    assert weighted_progress(weight, [True] * len(pairs)) == 1


def test_planned_progress_counts_the_milestones_due_on_or_before_the_day() -> None:
    planned_on = [date(2025, 3, 31), date(2025, 9, 30), date(2026, 3, 31)]
    assert planned_progress([1, 1, 2], planned_on, date(2025, 3, 30)) == 0.0
    assert planned_progress([1, 1, 2], planned_on, date(2025, 9, 30)) == 0.5
    assert planned_progress([1, 1, 2], planned_on, date(2030, 1, 1)) == 1.0
    assert planned_progress([1, 3], [10.0, 20.0], 15.0) == 0.25
    assert planned_progress([1, 3], np.array([10.0, 20.0]), 20) == 1.0


def test_planned_progress_is_unknown_without_every_baseline_date() -> None:
    assert planned_progress([1, 1], [date(2025, 3, 31), None], date(2025, 9, 30)) is None
    assert planned_progress([1, 1], [10.0, NAN], 15.0) is None
    assert planned_progress([1], [10.0], None) is None
    assert planned_progress([1], [10.0], NAN) is None


def test_the_gap_with_the_plan_is_in_points() -> None:
    assert progress_gap_points(0.40, 0.55) == pytest.approx(-15)
    assert progress_gap_points(0.40, None) is None
    assert progress_gap_points(NAN, 0.55) is None


# Forecasts


def test_a_finish_that_slips_a_quarter_day_a_day_ends_a_third_further() -> None:
    assert projected_finish(90, 200, 0.25) == pytest.approx(90 + 110 / 0.75)
    assert projected_finish(90, 200, 0) == 200
    assert projected_finish(90, 200, -1) == 145


@pytest.mark.parametrize("slip", [1, 1.5, None, NAN])
def test_a_finish_that_flees_as_fast_as_time_passes_has_no_date(slip: float | None) -> None:
    assert projected_finish(90, 200, slip) is None


def test_a_forecast_needs_both_days() -> None:
    assert projected_finish(None, 200, 0.25) is None
    assert projected_finish(90, NAN, 0.25) is None


@given(st.floats(0, 3000), st.floats(1, 3000), st.floats(-2, 0.95))
def test_the_projected_finish_is_where_the_slip_catches_up(today: float, left: float, slip: float) -> None:
    finish = projected_finish(today, today + left, slip)
    assert finish is not None
    assert finish == pytest.approx(today + left + slip * (finish - today), rel=1e-6)


# Earned value, earned schedule


def test_earned_value_compares_what_is_earned_with_the_plan_and_the_cost() -> None:
    result = earned_value(200, 100, 80, 90)
    assert result == pytest.approx(EarnedValue(-20, -10, 0.8, 80 / 90, 225, 210))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((200, 100, 80, 0), EarnedValue(-20, 80, 0.8, None, None, 120)),
        ((200, 0, 80, 100), EarnedValue(80, -20, None, 0.8, 250, 220)),
        ((200, 100, 0, 90), EarnedValue(-100, -90, 0, 0, None, 290)),
        ((None, 100, 80, 100), EarnedValue(-20, -20, 0.8, 0.8, None, None)),
        ((200, NAN, 80, 100), EarnedValue(None, -20, None, 0.8, 250, 220)),
        ((200, 100, None, 100), EarnedValue(None, None, None, None, None, None)),
        ((200, 100, 80, None), EarnedValue(-20, None, 0.8, None, None, None)),
    ],
)
def test_only_what_needs_a_missing_or_zero_figure_is_unknown(arguments: Any, expected: EarnedValue) -> None:
    assert tuple(earned_value(*arguments)) == pytest.approx(tuple(expected))


PLAN = [0, 10, 20, 40, 70, 100]


@pytest.mark.parametrize(
    ("plan", "earned", "period"),
    [
        (PLAN, 35, 2.75),
        (PLAN, 0, 0),
        (PLAN, 5, 0.5),
        (PLAN, 40, 3),
        (PLAN, 100, 5),
        (PLAN, 130, 5),
        ([0, 10, 10, 10, 30], 10, 3),
        ([0, 10, 10, 10, 30], 20, 3.5),
        ([0, 0, 0, 8], 2, 2.25),
        ([0, 10, 20, 20], 20, 3),
        ([4, 8], 6, 0.5),
        ([4], 9, 0),
        (np.array([0.0, 10.0]), 5, 0.5),
    ],
    ids=str,
)
def test_the_earned_schedule_is_the_period_when_the_plan_earned_as_much(
    plan: Any, earned: float, period: float
) -> None:
    assert earned_schedule(plan, earned, 3, 5).es == pytest.approx(period)


def test_the_earned_schedule_gives_the_delay_and_the_length_it_announces() -> None:
    assert earned_schedule(PLAN, 35, 3, 5) == pytest.approx(EarnedSchedule(2.75, -0.25, 2.75 / 3, 5 * 3 / 2.75))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (([4, 8], 3, 1, 5), EarnedSchedule(None, None, None, None)),
        (([], 3, 1, 5), EarnedSchedule(None, None, None, None)),
        (([0, 8, None], 3, 1, 5), EarnedSchedule(None, None, None, None)),
        (([0, None, 8], 3, 1, 5), EarnedSchedule(None, None, None, None)),
        ((PLAN, None, 1, 5), EarnedSchedule(None, None, None, None)),
        ((PLAN, NAN, 1, 5), EarnedSchedule(None, None, None, None)),
        ((PLAN, 20, 0, 5), EarnedSchedule(2, 2, None, None)),
        ((PLAN, 20, None, 5), EarnedSchedule(2, None, None, None)),
        ((PLAN, 20, 4, None), EarnedSchedule(2, -2, 0.5, None)),
        ((PLAN, 0, 4, 5), EarnedSchedule(0, -4, 0, None)),
    ],
    ids=str,
)
def test_the_earned_schedule_is_unknown_before_the_plan_or_without_its_figures(
    arguments: Any, expected: EarnedSchedule
) -> None:
    assert tuple(earned_schedule(*arguments)) == tuple(expected)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(0, 700))
def test_reading_the_plan_at_the_earned_schedule_gives_back_what_is_earned(steps: list[int], earned: int) -> None:
    plan = np.cumsum([0, *steps])
    es = earned_schedule(plan, earned, 1, len(steps)).es
    assert es is not None and 0 <= es <= len(steps)
    assert np.interp(es, np.arange(plan.size), plan) == pytest.approx(min(earned, plan[-1]))


# Declared against computed


@pytest.mark.parametrize(
    ("declared", "flags"),
    [
        (("on_track", [30], -10, 0.5), (False, False, False)),
        (("on_track", [31], -10, 0.5), (True, False, False)),
        (("on_track", [0], -10.5, 0.5), (False, True, False)),
        (("on_track", [31], -11, 0.95), (True, True, False)),
        (("attainable", [400], -60, 0.95), (False, False, False)),
        (("needs_support", [400], -60, 0.95), (False, False, False)),
        (("compromised", [400], -60, 0.89), (False, False, False)),
        (("compromised", [], 0, 0.90), (False, False, True)),
        (("on_track", [], 0, 0.5), (False, False, False)),
        (("on_track", [2, None, 31], 0, 0.5), (True, False, False)),
        (("on_track", [2, None, -40], 0, 0.5), (None, False, False)),
        ((Confidence.ON_TRACK, [31], -10, 0.5), (True, False, False)),
        (("on_track", [None], -11, None), (None, True, False)),
        (("on_track", [31], NAN, None), (True, None, False)),
        (("compromised", [None], None, None), (False, False, None)),
        ((None, [31], -11, 0.95), (None, None, None)),
        (("not_reported", [31], -11, 0.95), (None, None, None)),
    ],
    ids=str,
)
def test_a_confidence_that_figures_contradict_is_flagged(declared: Any, flags: tuple[bool | None, ...]) -> None:
    result = declared_against_computed(*declared)
    assert tuple(result) == flags
    assert all(flag is None or type(flag) is bool for flag in result)


def test_rounding_neither_raises_nor_hides_a_flag_at_a_threshold() -> None:
    assert not declared_against_computed("on_track", [0], progress_gap_points(0.3, 0.4), 0.3).on_track_but_behind
    almost = weighted_progress([0.9] * 10, [True] * 9 + [False])
    assert almost is not None and almost < 0.9
    assert declared_against_computed("compromised", [0], 0, almost).compromised_but_nearly_done


def test_the_thresholds_are_the_programme_s_parameters() -> None:
    strict = declared_against_computed("on_track", [8], -3, 0.5, late_after_days=7, behind_under_points=-2)
    assert strict == (True, True, False)
    assert declared_against_computed("compromised", [0], 0, 0.9, nearly_done_from=0.95) == (False, False, False)


# Critical path


def dates(result: CriticalPath, name: str) -> tuple[float | None, ...]:
    return (
        result.earliest_start[name],
        result.earliest_finish[name],
        result.latest_start[name],
        result.latest_finish[name],
        result.float_[name],
    )


def test_studies_then_works_beside_a_shorter_purchase() -> None:
    result = critical_path(
        {"studies": 30, "purchase": 10, "works": 60},
        [("studies", "works"), ("purchase", "works")],
    )
    assert result.duration == 90
    assert sorted(result.critical) == ["studies", "works"]
    assert dates(result, "purchase") == (0, 10, 20, 30, 20)
    assert dates(result, "works") == (30, 90, 30, 90, 0)


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [("FS", 0, 5), ("FS", -2, 3), ("SS", 2, 2), ("FF", 3, 5), ("FF", 0, 2), ("SF", 4, 1), ("SF", 0, 0), ("SS", -9, 0)],
)
def test_each_kind_of_link_holds_its_own_ends_and_no_start_is_before_0(kind: str, lag: float, start: float) -> None:
    result = critical_path({"A": 5, "B": 3}, [("A", "B", kind, lag)])
    assert result.earliest_start == {"A": 0, "B": start}


def test_a_link_may_give_its_kind_without_a_lag() -> None:
    assert critical_path({"A": 5, "B": 3}, [("A", "B", "SS")]).duration == 5


def test_an_activity_that_feeds_others_may_still_finish_last() -> None:
    result = critical_path({"A": 10, "B": 2}, [("A", "B", "SS", 1)])
    assert (result.duration, result.critical) == (10, ("A",))
    assert dates(result, "B") == (1, 3, 8, 10, 7)


def test_the_schedule_stops_being_known_where_a_duration_or_a_lag_is() -> None:
    for missing in (None, NAN, math.inf):
        result = critical_path({"A": 3, "B": missing, "C": 4}, [("A", "B"), ("B", "C")])
        assert (result.duration, result.critical) == (None, ())
        assert result.earliest_start == {"A": 0, "B": 3, "C": None}
        assert result.latest_finish == {"A": None, "B": None, "C": None}
    assert critical_path({"A": 3, "B": 1}, [("A", "B", "FS", None)]).earliest_start == {"A": 0, "B": None}


def test_no_activity_has_no_duration_and_instant_ones_last_0_days() -> None:
    assert critical_path({}, []) == CriticalPath(None, (), {}, {}, {}, {}, {})
    assert critical_path({"A": 0, "B": 0}, [("A", "B")])[:2] == (0, ("A", "B"))


def test_days_with_decimals_leave_no_phantom_float() -> None:
    result = critical_path({"A": 0.1, "B": 0.2, "C": 0.3, "D": 0.6}, [("A", "B"), ("B", "C")])
    assert sorted(result.critical) == ["A", "B", "C", "D"]
    assert set(result.float_.values()) == {0}


@pytest.mark.parametrize(
    ("links", "members"),
    [
        ([("A", "A")], {"A"}),
        ([("A", "B"), ("B", "A", "SS", -5)], {"A", "B"}),
        ([("D", "A"), ("A", "B"), ("B", "C", "FF", 1), ("C", "A"), ("C", "E")], {"A", "B", "C"}),
    ],
)
def test_a_cycle_is_refused_naming_its_members_and_them_only(links: Any, members: set[str]) -> None:
    with pytest.raises(Refused) as refusal:
        critical_path(dict.fromkeys("ABCDE", 1.0), links)
    for sentence in (refusal.value.text.fr, refusal.value.text.en):
        assert {word for word in sentence.split() if word in set("ABCDE")} == members


@pytest.mark.parametrize(
    ("durations", "links", "named"),
    [
        ({"A": 1}, [("A", "works"), ("studies", "A")], ["works", "studies"]),
        ({"A": 1, "B": 1}, [("A", "B", "FX", 0)], ["A", "B", "FX"]),
        ({"A": 1, "B": -2}, [("A", "B")], ["B"]),
    ],
)
def test_what_cannot_be_scheduled_is_refused_in_both_languages(durations: Any, links: Any, named: list[str]) -> None:
    with pytest.raises(Refused) as refusal:
        critical_path(durations, links)
    for sentence in (refusal.value.text.fr, refusal.value.text.en):
        assert all(name in sentence for name in named)


class Arc(NamedTuple):
    before: str
    after: str
    kind: str
    lag: int


Network = tuple[dict[str, int], list[Arc]]


@st.composite
def networks(draw: st.DrawFn, most: int = 4, kinds: Sequence[str] = ("FS", "SS", "FF", "SF"), lag: int = 3) -> Network:
    """Durations of a few days and links that go one way along a shuffled list, hence without a cycle."""
    names = draw(st.permutations("ABCDEF"[: draw(st.integers(1, most))]))
    durations = {name: draw(st.integers(0, 4)) for name in names}
    links = [
        Arc(before, after, draw(st.sampled_from(kinds)), draw(st.integers(-lag, lag)))
        for before, after in combinations(names, 2)
        for _ in range(draw(st.integers(0, 2)))
    ]
    return durations, links


def is_respected(link: Arc, start: Callable[[str], Any], finish: Callable[[str], Any]) -> Any:
    """The link in plain words; True or False for dates, an array of them for arrays of dates."""
    first = start(link.before) if link.kind[0] == "S" else finish(link.before)
    second = start(link.after) if link.kind[1] == "S" else finish(link.after)
    return second >= first + link.lag


@given(networks(most=6))
def test_dates_are_in_order_links_are_respected_and_no_float_is_negative(network: Network) -> None:
    durations, links = network
    result = critical_path(durations, links)
    for starts, finishes in (
        (result.earliest_start, result.earliest_finish),
        (result.latest_start, result.latest_finish),
    ):
        assert all(is_respected(link, starts.__getitem__, finishes.__getitem__) for link in links)
        for name, days in durations.items():
            start, finish = starts[name], finishes[name]
            assert start is not None and finish is not None and result.duration is not None
            assert start >= 0 and finish == start + days <= result.duration
    for name in durations:
        early, _, late, _, slack = dates(result, name)
        assert early is not None and late is not None and slack is not None
        assert slack == late - early >= 0
        assert (name in result.critical) is (slack == 0)


@given(networks(most=6))
def test_a_chain_of_activities_without_float_leads_from_day_0_to_the_end(network: Network) -> None:
    durations, links = network
    result = critical_path(durations, links)
    start, finish = result.earliest_start, result.earliest_finish
    name = next(name for name in durations if finish[name] == result.duration and name in result.critical)
    while start[name] != 0:
        tight = [link for link in links if link.after == name and is_tight(link, result)]
        name = next(link.before for link in tight if link.before in result.critical)
    assert name in result.critical


def is_tight(link: Arc, result: CriticalPath) -> bool:
    start, finish = result.earliest_start, result.earliest_finish
    first = (start if link.kind[0] == "S" else finish)[link.before]
    second = (start if link.kind[1] == "S" else finish)[link.after]
    assert first is not None
    return second == first + link.lag


@given(networks(most=5, kinds=("FS",), lag=0))
def test_with_plain_links_the_duration_is_that_of_the_longest_chain(network: Network) -> None:
    durations, links = network
    linked = {(link.before, link.after) for link in links}
    chains = [
        chain
        for length in range(1, len(durations) + 1)
        for chain in permutations(durations, length)
        if all(pair in linked for pair in pairwise(chain))
    ]
    length_of = {chain: sum(durations[name] for name in chain) for chain in chains}
    through = {name: max(length_of[chain] for chain in chains if name in chain) for name in durations}
    upto = {name: max(length_of[chain] for chain in chains if chain[-1] == name) for name in durations}
    longest = max(length_of.values())
    result = critical_path(durations, [(before, after) for before, after in linked])
    assert result.duration == longest
    assert result.earliest_finish == upto
    assert result.float_ == {name: longest - through[name] for name in durations}
    assert set(result.critical) == {name for name in durations if through[name] == longest}


@given(networks())
def test_with_every_kind_of_link_and_lag_the_dates_are_those_of_all_schedules_tried(network: Network) -> None:
    durations, links = network
    names = list(durations)
    horizon = sum(durations.values()) + 3 * (len(names) - 1) + 1
    axes = np.meshgrid(*[np.arange(horizon)] * len(names), indexing="ij", sparse=True)
    starts = dict(zip(names, axes, strict=True))
    allowed = np.ones((horizon,) * len(names), dtype=bool)
    for link in links:
        allowed &= is_respected(link, starts.__getitem__, lambda name: starts[name] + durations[name])
    ends = np.zeros(allowed.shape, dtype=int)
    for name in names:
        ends = np.maximum(ends, starts[name] + durations[name])
    shortest = ends[allowed].min()
    best = np.argwhere(allowed & (ends == shortest))
    result = critical_path(durations, links)
    assert result.duration == shortest
    assert [result.latest_start[name] for name in names] == best.max(axis=0).tolist()
    assert [result.earliest_start[name] for name in names] == np.argwhere(allowed).min(axis=0).tolist()
    assert set(result.critical) == {name for name in names if result.float_[name] == 0}


def test_progress_offers_all_its_names_in_one_place() -> None:
    assert all(hasattr(progress, name) for name in progress.__all__)
