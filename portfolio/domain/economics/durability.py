"""What the gates of durability are judged on, for all models in one pass; `gates.py` judges.

Sources: the plan's own definitions of the gates; for cash that never runs out, European Commission, Guide to
Cost-Benefit Analysis of Investment Projects (2014).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.economics.cash import SUSTAINABLE_FROM
from portfolio.domain.economics.flows import Array
from portfolio.domain.economics.plans import Integers, Plans, Truths, at_year, checked, last_spent, years_from

NEVER = -1


class Status(Choice):
    DURABLE = "durable", Text("pérenne", "durable")
    FRAGILE = "fragile", Text("fragile", "fragile")
    NOT_DURABLE = "not_durable", Text("non pérenne", "not durable")
    NOT_ASSESSABLE = "not_assessable", Text("non évaluable", "not assessable")


class GateValues(NamedTuple):
    """Arrays (models,), nan where not known; years are indexes, −1 for none.

    Euros of cash are the lowest that it is cumulated, with and without the recurrent funder that gives most, known as
    soon as it is seen to run out; `coverage` is revenue and committed contributions over operating cost in the steady
    state, `coverage_own` revenue alone, the gap what is missing a year there; `post_grant_year` the first full year
    after the last grant; `subsidy_dependence` grants and contributions over these and own revenue, over the horizon.
    """

    lowest_eur: Array
    first_negative_year: Integers
    coverage: Array
    coverage_gap_eur: Array
    coverage_own: Array
    without_first_eur: Array
    first_negative_without_first: Integers
    years_of_autonomy: Array
    post_grant_year: Integers
    subsidy_dependence: Array


def gate_values(plans: Plans) -> GateValues:
    """The figures of each model. nan: what an unknown year, horizon or operating cost could change; a coverage without
    a year of steady state or without operating cost. Refused: arrays that do not go together, an infinite or a negative
    amount, a last year out of bounds."""
    plans = checked(plans)
    has_costs = np.asarray(~np.isnan(plans.opex).any(axis=1))
    lowest, first_negative = _lowest(plans.cash, plans.last, has_costs)
    without_first, first_negative_without = _lowest(plans.without_first, plans.last, has_costs)
    coverage, gap, coverage_own = _coverages(plans)
    autonomy, post_grant = _after_grants(plans)
    return GateValues(
        lowest,
        first_negative,
        coverage,
        gap,
        coverage_own,
        without_first,
        first_negative_without,
        np.where(has_costs, autonomy, math.nan),
        post_grant,
        _subsidy_dependence(plans),
    )


def _lowest(cash: Array, last: Integers, has_costs: Truths) -> tuple[Array, Integers]:
    """The lowest cumulated cash, and the first year in which it is negative. The years before the first unknown one are
    enough to fail, and not enough to hold; nor does a plan hold without its operating costs."""
    cumulated = np.cumsum(cash, axis=1)
    below = cumulated < SUSTAINABLE_FROM
    fails = below.any(axis=1)
    is_known = ~np.isnan(cumulated[:, -1]) & (last >= 0) & has_costs
    value = np.where(is_known | fails, np.fmin.reduce(cumulated, axis=1), math.nan)
    return value, np.where(fails, below.argmax(axis=1), NEVER)


def _coverages(plans: Plans) -> tuple[Array, Array, Array]:
    """In the steady state: revenue and committed contributions over operating cost, what they leave uncovered a year,
    and revenue alone over operating cost."""
    # Where one of the two is known to be spent, the other changes nothing.
    is_spent = (plans.investment > 0) | (plans.grant > 0)
    last, is_known = last_spent(np.where(is_spent, 1.0, plans.investment + plans.grant))
    steady = years_from(last + 1, plans) & is_known[:, None]
    own, committed, opex = (
        np.where(steady, each, 0.0).sum(axis=1) for each in (plans.own_revenue, plans.committed, plans.opex)
    )
    coverage = _ratio(own + committed, opex)
    gap = np.where(np.isnan(coverage), math.nan, _ratio(opex - own - committed, steady.sum(axis=1)))
    return coverage, gap, _ratio(own, opex)


def _after_grants(plans: Plans) -> tuple[Array, Integers]:
    """Years in a row after the last grant at whose end the cash holds without any contribution; the first such year."""
    last, is_known = last_spent(plans.grant)
    cumulated = np.cumsum(plans.cash - plans.contribution, axis=1)
    stops = years_from(last + 1, plans) & ~(cumulated >= SUSTAINABLE_FROM)
    end = np.where(stops.any(axis=1), stops.argmax(axis=1), plans.last + 1)
    ends_unknown = (end <= plans.last) & np.isnan(at_year(end, cumulated))
    is_counted = is_known & (plans.last >= 0) & ~ends_unknown
    is_followed = is_known & (last >= 0) & (last < plans.last)
    lived = np.minimum(end - last - 1.0, plans.last)  # the horizon caps it
    return np.where(is_counted, lived, math.nan), np.where(is_followed, last + 1, NEVER)


def _subsidy_dependence(plans: Plans) -> Array:
    given, own = (plans.grant + plans.contribution).sum(axis=1), plans.own_revenue.sum(axis=1)
    return np.where(plans.last < 0, math.nan, _ratio(given, given + own))


def _ratio(over: Array, under: Array) -> Array:
    return np.asarray(np.divide(over, under, out=np.full(over.shape, math.nan), where=under != 0), dtype=float)
