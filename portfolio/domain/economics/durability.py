"""Which projects outlive their grants: the gates of durability, for all models in one pass.

A gate that lacks its data neither passes nor fails. Sources: the plan's own definitions of the gates; for cash
that never runs out, European Commission, Guide to Cost-Benefit Analysis of Investment Projects (2014).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from portfolio.domain.basis.missing import ROUNDING
from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.economics.cash import SUSTAINABLE_FROM
from portfolio.domain.economics.flows import Array
from portfolio.domain.economics.plans import Integers, Plans, at_year, checked, last_spent, years_from

NEVER = -1


class Status(Choice):
    DURABLE = "durable", Text("pérenne", "durable")
    FRAGILE = "fragile", Text("fragile", "fragile")
    NOT_DURABLE = "not_durable", Text("non pérenne", "not durable")
    NOT_ASSESSABLE = "not_assessable", Text("non évaluable", "not assessable")


# What the numbers of `Verdicts.status` stand for.
STATUSES = tuple(Status)


class GateArrays(NamedTuple):
    """Arrays (models,): the figure judged, and 1.0 if it passes, 0.0 if it fails; both nan where data are lacking."""

    value: Array
    passed: Array


class Verdicts(NamedTuple):
    """Arrays (models,). `status`: places in STATUSES. Gates: `never_negative` and `n_minus_1` judge the lowest
    cumulated cash, in euros; `coverage` and `probability` fractions. Years are indexes, −1 for none: `post_grant_year`
    is the first full one after the last grant. nan where not known: `years_of_autonomy`; `coverage_own`, own revenue
    over operating cost in steady state; `subsidy_dependence`, grants and contributions over these and own revenue, over
    the horizon."""

    status: Integers
    never_negative: GateArrays
    first_negative_year: Integers
    coverage: GateArrays
    n_minus_1: GateArrays
    n_minus_1_year: Integers
    probability: GateArrays
    years_of_autonomy: Array
    post_grant_year: Integers
    coverage_own: Array
    subsidy_dependence: Array


def assess(
    plans: Plans, probability: ArrayLike, *, coverage_minimum: float = 1.0, probability_minimum: float = 0.80
) -> Verdicts:
    """The gates and the status of each model. Status: not durable if its cash, as far as it is known, is negative once;
    else not assessable if a gate lacks its data; else fragile if a gate fails; else durable.

    `probability` (models,): that of sustainability, nan if not computed; the minimums are parameters of the programme.
    nan: what an unknown year or horizon could change; a coverage without a year of steady state or without operating
    cost. Refused: arrays that do not go together, an infinite or a negative amount, a last year or a probability out of
    bounds.
    """
    chance = np.asarray(probability, dtype=float)
    plans = checked(plans, chance)
    never_negative, first_negative_year = _cash_gate(plans.cash, plans.last)
    n_minus_1, n_minus_1_year = _cash_gate(plans.without_first, plans.last)
    coverage_own, with_committed = _coverages(plans)
    coverage, likely = _gate(with_committed, coverage_minimum), _gate(chance, probability_minimum)
    years_of_autonomy, post_grant_year = _after_grants(plans)
    return Verdicts(
        _status(never_negative, coverage, n_minus_1, likely),
        never_negative,
        first_negative_year,
        coverage,
        n_minus_1,
        n_minus_1_year,
        likely,
        years_of_autonomy,
        post_grant_year,
        coverage_own,
        _subsidy_dependence(plans),
    )


def _status(never_negative: GateArrays, *others: GateArrays) -> Integers:
    passed = np.array([gate.passed for gate in (never_negative, *others)])
    tests = [passed[0] == 0, np.isnan(passed).any(axis=0), (passed == 0).any(axis=0)]
    found = (Status.NOT_DURABLE, Status.NOT_ASSESSABLE, Status.FRAGILE)
    return np.select(tests, [STATUSES.index(each) for each in found], STATUSES.index(Status.DURABLE))


def _gate(value: Array, minimum: float) -> GateArrays:
    return GateArrays(value, np.where(np.isnan(value), math.nan, (value >= minimum - ROUNDING).astype(float)))


def _cash_gate(cash: Array, last: Integers) -> tuple[GateArrays, Integers]:
    """Whether the cumulated cash holds, and the first year in which it does not. The years before the first unknown one
    are enough to fail, and not enough to pass."""
    cumulated = np.cumsum(cash, axis=1)
    below = cumulated < SUSTAINABLE_FROM
    fails = below.any(axis=1)
    is_open = np.isnan(cumulated[:, -1]) | (last < 0)
    passed = np.where(fails, 0.0, np.where(is_open, math.nan, 1.0))
    value = np.where(is_open & ~fails, math.nan, np.fmin.reduce(cumulated, axis=1))
    return GateArrays(value, passed), np.where(fails, below.argmax(axis=1), NEVER)


def _coverages(plans: Plans) -> tuple[Array, Array]:
    """Own revenue over operating cost in steady state; then with the committed contributions."""
    # Where one of the two is known to be spent, the other changes nothing.
    is_spent = (plans.investment > 0) | (plans.grant > 0)
    last, is_known = last_spent(np.where(is_spent, 1.0, plans.investment + plans.grant))
    steady = years_from(last + 1, plans) & is_known[:, None]
    own, committed, opex = (
        np.where(steady, each, 0.0).sum(axis=1) for each in (plans.own_revenue, plans.committed, plans.opex)
    )
    return _ratio(own, opex), _ratio(own + committed, opex)


def _after_grants(plans: Plans) -> tuple[Array, Integers]:
    """Years in a row after the last grant at whose end the cash holds without any contribution; the first such year."""
    last, is_known = last_spent(plans.grant)
    cumulated = np.cumsum(plans.cash - plans.contribution, axis=1)
    stops = years_from(last + 1, plans) & ~(cumulated >= SUSTAINABLE_FROM)
    end = np.where(stops.any(axis=1), stops.argmax(axis=1), plans.last + 1)
    ends_unknown = (end <= plans.last) & np.isnan(at_year(end, cumulated))
    is_told = is_known & (plans.last >= 0) & ~ends_unknown
    is_followed = is_known & (last >= 0) & (last < plans.last)
    lived = np.minimum(end - last - 1.0, plans.last)  # the horizon caps it
    return np.where(is_told, lived, math.nan), np.where(is_followed, last + 1, NEVER)


def _subsidy_dependence(plans: Plans) -> Array:
    given, own = (plans.grant + plans.contribution).sum(axis=1), plans.own_revenue.sum(axis=1)
    return np.where(plans.last < 0, math.nan, _ratio(given, given + own))


def _ratio(over: Array, under: Array) -> Array:
    return np.asarray(np.divide(over, under, out=np.full(over.shape, math.nan), where=under != 0), dtype=float)
