"""Which projects outlive their grants: the figures of the gates, and the verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.economics import Plans, Status, gate_values
from portfolio.domain.economics.gates import Gate, GateKey, ModelValues, Thresholds, judged, values_of

IN_FORCE = Thresholds(1.0, 0.8)
NAN, INFINITE = math.nan, math.inf
euros = st.integers(-1000, 1000).map(float)
rates = st.floats(-0.5, 2)
flow_lists = st.lists(euros, min_size=1, max_size=40)


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


class Found(NamedTuple):
    """One model's figures, then its verdict: the status, the gates by key."""

    values: dict[str, Any]
    status: Status
    gates: dict[GateKey, Gate]


def found_of(model: dict[str, Any], probability: float | None = 0.9, thresholds: Thresholds = IN_FORCE) -> Found:
    values = gate_values(stacked([model]))
    chance = None if probability is None else Decimal(str(probability))
    status, gates = judged(values_of(values, chance), thresholds)
    return Found({k: v[0] for k, v in values._asdict().items()}, status, {gate.key: gate for gate in gates})


def status(model: dict[str, Any], probability: float | None = 0.9, thresholds: Thresholds = IN_FORCE) -> Status:
    return found_of(model, probability, thresholds).status


def test_a_project_that_passes_every_gate_is_durable() -> None:
    values, verdict, gates = found_of(plan())
    assert verdict is Status.DURABLE
    assert (values["lowest_eur"], values["without_first_eur"]) == (0, 0)
    assert values["coverage"] == pytest.approx(1.1)
    assert values["coverage_gap_eur"] == pytest.approx(-10)
    assert [gate.holds for gate in gates.values()] == [True] * 4
    assert (values["first_negative_year"], values["first_negative_without_first"]) == (-1, -1)


def test_its_figures_say_how_it_lives_after_its_grants() -> None:
    found = found_of(plan()).values
    assert found["post_grant_year"] == 2
    assert found["years_of_autonomy"] == 3
    assert found["coverage_own"] == pytest.approx(0.9)
    assert found["subsidy_dependence"] == pytest.approx((1030 + 60) / (1030 + 60 + 270))


def test_a_project_whose_cash_runs_out_once_is_not_durable_whatever_else_is_unknown() -> None:
    values, verdict, gates = found_of(plan(own_revenue=[0, 0, 10, 90, NAN], opex=[0, 0, 100, 100, NAN]), None)
    assert verdict is Status.NOT_DURABLE
    assert gates[GateKey.CASH] == Gate(GateKey.CASH, -40, 0, False, year=2, euros=40)
    assert values["first_negative_year"] == 2


@pytest.mark.parametrize(
    "model",
    [
        plan(opex=[0, 0, NAN, NAN, NAN]),
        {**plan(), "opex": np.array([NAN, 0, 100, 100, 100])},
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
        "costs unknown before the steady state",
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
    assert status(plan(), None) is Status.NOT_ASSESSABLE
    assert status(plan(), 0.79) is Status.FRAGILE


@pytest.mark.parametrize(
    ("model", "gate"),
    [
        (plan(committed=[0, 0, 9, 9, 9]), GateKey.COVERAGE),
        (plan(without_first=[0, 0, 10, -40, 30]), GateKey.FIRST_FUNDER),
    ],
)
def test_a_project_that_fails_a_gate_is_fragile(model: dict[str, Any], gate: GateKey) -> None:
    _, verdict, gates = found_of(model)
    assert verdict is Status.FRAGILE
    assert [key for key, each in gates.items() if not each.holds] == [gate]


def test_where_a_gate_fails_and_the_euros_that_are_missing_are_named() -> None:
    _, _, gates = found_of(plan(without_first=[0, 5, 10, -40, 30]))
    assert gates[GateKey.FIRST_FUNDER] == Gate(GateKey.FIRST_FUNDER, -25, 0, False, year=3, euros=25)
    _, _, gates = found_of(plan(committed=[0, 0, 9, 9, 6]))
    assert gates[GateKey.COVERAGE].euros == pytest.approx((1 + 1 + 4) / 3)


@pytest.mark.parametrize(("committed", "own"), [(10, 90), (30, 70), (0.1 + 0.2, 99.7)])
def test_costs_covered_exactly_are_covered(committed: float, own: float) -> None:
    model = plan(own_revenue=[0, 0, *[own] * 3], committed=[0, 0, *[committed] * 3], contribution=[0, 0, 40, 40, 40])
    assert found_of(model).gates[GateKey.COVERAGE].holds
    assert found_of(plan(), 0.1 + 0.7).gates[GateKey.PROBABILITY].holds


def test_the_thresholds_are_the_programme_s_choice() -> None:
    assert status(plan(), 0.7, IN_FORCE._replace(probability=0.7)) is Status.DURABLE
    assert status(plan(), thresholds=IN_FORCE._replace(coverage=1.2)) is Status.FRAGILE


def test_a_project_without_grant_nor_works_is_steady_from_the_start() -> None:
    model = plan(
        own_revenue=[90, 90],
        committed=[20, 20],
        opex=[100, 100],
        investment=[0, 0],
        grant=[0, 0],
        contribution=[20, 20],
    )
    found = found_of(model).values
    assert found["coverage"] == pytest.approx(1.1)
    assert found["post_grant_year"] == -1
    assert found["years_of_autonomy"] == 0


def test_autonomy_counts_the_years_lived_on_own_cash_only() -> None:
    assert found_of(plan(own_revenue=[0, 0, 90, 90, 90], grant=[500, 520, 0, 0, 0])).values["years_of_autonomy"] == 2
    assert found_of(plan(grant=[500, 500, 0, 0, 0])).values["years_of_autonomy"] == 0
    assert found_of(plan(grant=[500, 500, 0, 0, 30])).values["years_of_autonomy"] == 0
    assert found_of(plan(grant=[500, 500, 0, 0, 30])).values["post_grant_year"] == -1


def test_a_short_project_is_judged_on_its_own_years() -> None:
    short = plan()
    long = plan(**{name: [*values, *[0] * 15] for name, values in LASTING.items()}, last=4)
    for name, value in found_of(short).values.items():
        assert found_of(long).values[name] == pytest.approx(value), name
    blind = {**long, **{name: np.where(np.arange(20) > 4, NAN, long[name]) for name in ("cash", "opex")}}
    assert status(blind) is Status.DURABLE


def test_no_model_has_no_figure() -> None:
    empty = Plans(*[np.zeros((0, 3))] * 8, last=np.zeros(0, dtype=int))
    assert gate_values(empty).lowest_eur.tolist() == []


# The oracle: one model at a time, in plain loops, from the words of the definitions.


def path(flows: Sequence[float], last: int) -> tuple[float, int]:
    """The lowest cumulated cash, nan where it is not known to hold, and the first year in which it does not."""
    total, lowest, first, is_known = 0.0, INFINITE, -1, last >= 0
    for t in range(last + 1 if last >= 0 else len(flows)):
        if math.isnan(flows[t]):
            is_known = False
            break
        total += flows[t]
        lowest = min(lowest, total)
        if total < -0.005 and first < 0:
            first = t
    return (lowest if is_known or first >= 0 else NAN), first


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


def oracle(model: dict[str, Any]) -> dict[str, Any]:
    last, width = model["last"], len(model["cash"])
    lived = range(last + 1 if last >= 0 else width)
    has_costs = not any(math.isnan(model["opex"][t]) for t in lived)
    lowest, first = path(model["cash"], last)
    without, first_without = path(model["without_first"], last)
    grant_end = spent_last([model["grant"]], last, width)
    effort_end = spent_last([model["grant"], model["investment"]], last, width)
    steady = [] if effort_end is None else list(range(effort_end + 1, last + 1))
    own, committed, opex = ([model[name][t] for t in steady] for name in ("own_revenue", "committed", "opex"))
    coverage = over([*own, *committed], opex)
    given = [model[name][t] for name in ("grant", "contribution") for t in range(last + 1)]
    return {
        "lowest_eur": lowest if has_costs or first >= 0 else NAN,
        "first_negative_year": first,
        "coverage": coverage,
        "coverage_gap_eur": NAN if math.isnan(coverage) else (sum(opex) - sum(own) - sum(committed)) / len(steady),
        "coverage_own": over(own, opex),
        "without_first_eur": without if has_costs or first_without >= 0 else NAN,
        "first_negative_without_first": first_without,
        "years_of_autonomy": autonomy(model, grant_end) if has_costs else NAN,
        "post_grant_year": grant_end + 1 if grant_end is not None and 0 <= grant_end < last else -1,
        "subsidy_dependence": over(given, [*given, *(model["own_revenue"][t] for t in range(last + 1))]),
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


@given(st.lists(models(), min_size=1, max_size=6))
def test_all_models_at_once_have_the_figures_of_one_at_a_time(cases: list[dict[str, Any]]) -> None:
    found = gate_values(stacked(cases))
    width = max(len(model["cash"]) for model in cases)
    for row, model in enumerate(cases):
        # An unknown horizon hides no year, so that the padding counts as years without flows.
        padded = {k: v if k == "last" else [*v, *[0.0] * (width - len(v))] for k, v in model.items()}
        for name, expected in oracle(padded).items():
            seen = getattr(found, name)[row]
            np.testing.assert_allclose(seen, expected, rtol=1e-12, atol=1e-12, equal_nan=True, err_msg=name)


def test_years_are_whole_numbers() -> None:
    found = gate_values(stacked([plan(), plan(last=-1)]))
    for name in ("first_negative_year", "first_negative_without_first", "post_grant_year"):
        assert getattr(found, name).dtype.kind == "i", name


EACH = {"lowest_eur": (-1, -0.005, 3), "coverage": (0.9, 1 - 1e-10, 1.2), "without_first_eur": (-0.006, 0, 2)}


@pytest.mark.parametrize("lowest", [None, *EACH["lowest_eur"]])
@pytest.mark.parametrize("coverage", [None, *EACH["coverage"]])
@pytest.mark.parametrize("without", [None, *EACH["without_first_eur"]])
def test_the_verdict_follows_its_order_over_every_combination_of_unknowns(
    lowest: float | None, coverage: float | None, without: float | None
) -> None:
    """In the words of the definitions: negative once, then missing, then failing; missing is not failing."""
    for probability in (None, 0.79, 0.8, 1.0):
        values = ModelValues(lowest, None, coverage, None, without, None, probability)
        if lowest == -1:
            expected = Status.NOT_DURABLE
        elif None in (lowest, coverage, without, probability):
            expected = Status.NOT_ASSESSABLE
        elif coverage == 0.9 or without == -0.006 or probability == 0.79:
            expected = Status.FRAGILE
        else:
            expected = Status.DURABLE
        assert judged(values, IN_FORCE)[0] is expected, values
