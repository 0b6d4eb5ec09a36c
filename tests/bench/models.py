"""How fast economic models are judged: all at once against one after the other, and draws against their own sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import numpy_financial as npf

from portfolio.domain.economics import Plans, Status, gate_values, simulate
from portfolio.domain.economics.gates import Thresholds, judged, values_of
from tests.bench.timing import Line, ms

MODELS, YEARS, SCENARIOS, DRAWS = 10_000, 21, 3, 10_000
# The loop is minutes long: some of it is timed, and told for all.
TIMED = 1_000


def measure() -> Iterator[Line]:
    """Over a loop of numpy-financial, and over sums of as many arrays."""
    plans, probability = drawn(MODELS * SCENARIOS)
    found = gate_values(plans)
    values = (values_of(found, each, row) for row, each in enumerate(probability[:TIMED]))
    assert {judged(each, Thresholds(1.0, 0.8))[0] for each in values} == set(Status)
    gates = ms(lambda: gate_values(plans), 3)
    loop = ms(lambda: one_by_one(plans), 1) * len(plans.cash) / TIMED
    what = f"gates of models × {YEARS - 1} years × {SCENARIOS} scenarios"
    yield Line(what, MODELS, gates, "a loop of numpy-financial npv and irr", loop)
    flows = {name: np.full(YEARS, euros) for name, euros in (("revenue", 120.0), ("opex", -100.0), ("saving", 5.0))}
    factors = {"revenue": ("triangular", 0.6, 1, 1.2), "opex": ("uniform", 0.9, 1.2), "saving": ("normal", 1, 0.2)}
    sums = np.random.default_rng(0).random((DRAWS, YEARS))
    simulated = ms(lambda: simulate(flows, factors, DRAWS), 9)
    yield Line(
        f"{DRAWS} draws of three factors",
        1,
        simulated,
        "summing arrays of as many draws",
        ms(lambda: sums.cumsum(axis=1), 9),
    )


def drawn(count: int) -> tuple[Plans, list[Decimal | None]]:
    """Plans of every status, and a probability for most."""
    chance = np.random.default_rng(1)
    shape = (count, YEARS)
    opex = chance.uniform(10, 50, (count, 1)) * (np.arange(YEARS) > 0)
    own = opex * chance.uniform(0.4, 1.6, (count, 1))
    given = opex * chance.uniform(0, 0.6, (count, 1))
    spent = np.zeros(shape)
    spent[:, 0] = chance.uniform(100, 500, count)
    opex[chance.random(count) < 0.1] = np.nan
    probability = [None if each < 0.1 else Decimal(str(round(each, 4))) for each in chance.random(count)]
    cash = own + given - np.nan_to_num(opex)
    last = np.full(count, YEARS - 1)
    return Plans(cash, cash - given, own, given, opex, spent, spent, given, last), probability


def one_by_one(plans: Plans) -> None:
    """What a script of numpy-financial does for each model: its present value and its rate of return."""
    for number in range(TIMED):
        flows = plans.own_revenue[number] - np.nan_to_num(plans.opex[number]) - plans.investment[number]
        npf.npv(0.04, flows)
        npf.irr(flows)
