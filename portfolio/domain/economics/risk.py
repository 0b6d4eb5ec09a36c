"""What chance leaves of a plan: its cash drawn many times, each uncertain flow being multiplied by its factor.

A factor is drawn once for all the years of its flow. Source: European Commission, Guide to Cost-Benefit Analysis of
Investment Projects (2014), on risk assessment; Wilson (1927) for the interval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.basis.tolerance import ROUNDING_OF_A_SUM
from portfolio.domain.economics.cash import SUSTAINABLE_FROM
from portfolio.domain.economics.distributions import Factor, laws
from portfolio.domain.economics.flows import Array, Model, checked_model

TOO_FEW_DRAWS = Text(
    fr="Le nombre de tirages est {draws}, et une probabilité se compte sur un au moins. Demandez-en 10 000, par "
    "exemple.",
    en="The number of draws is {draws}, and a probability is counted on one at least. Ask for 10,000 for instance.",
)
NOT_A_COUNT = Text(
    fr="{successes} succès sur {n} essais n’est pas une proportion. Donnez de 0 à n succès, pour au moins un essai.",
    en="{successes} successes in {n} trials make no proportion. Give 0 to n successes, for one trial at least.",
)
NOT_SHARES = Text(
    fr="Les quantiles {low} et {high} ne vont pas du plus petit au plus grand entre 0 et 1, tous deux exclus. "
    "Donnez 0.05 et 0.95 par exemple.",
    en="The quantiles {low} and {high} do not rise between 0 and 1, both excluded. Give 0.05 and 0.95 for instance.",
)


class Interval(NamedTuple):
    """Two fractions, `low` ≤ `high`."""

    low: float
    high: float


class Probability(NamedTuple):
    """The share of the draws, and the interval of the probability at 95 %: fractions."""

    p: float
    low: float
    high: float


class Summary(NamedTuple):
    """Of the last cumulated cash of each draw, in euros: what it is compared with, its mean, median, standard deviation
    and range. Then two shares of the draws: last cash at most the reference, cash never below −0.005 €."""

    reference: float
    mean: float
    median: float
    sd: float
    minimum: float
    maximum: float
    p_below_reference: float
    p_sustainable: float


class Simulation(NamedTuple):
    """Cumulated cash in euros: `planned` (years), every factor being 1; `cumulated` (draws, years); and the summary of
    the draws against the plan."""

    planned: Array
    cumulated: Array
    summary: Summary


class Swing(NamedTuple):
    """The last cumulated cash in euros with one flow's factor at its low, then at its high quantile."""

    name: str
    low: float
    high: float


def simulate(model: Model, factors: Mapping[str, Factor], draws: int = 10_000, seed: int = 0) -> Simulation:
    """The cumulated cash of `draws` plans whose uncertain flows are multiplied by factors drawn at random.

    `model`: flow → euros a year, inflows positive, outflows negative, residual value left out; `factors`: flow →
    ("triangular", low, mode, high), ("uniform", low, high) or ("normal", mean, sd). The same seed, the same draws.
    Refused: a factor on a flow that the model does not have, an unknown or ill-ordered law, draws < 1, flows that do
    not last equally long, a missing or infinite number.
    """
    planned = sum(_cumulated(checked_model(model)).values(), np.zeros(1))
    cumulated = _drawn(model, factors, draws, seed)
    return Simulation(planned, cumulated, summary(cumulated, float(planned[-1])))


def summary(values: Array, reference: float) -> Summary:
    """What to read of the draws; `values` is the cumulated cash (draws, years), `reference` a last cumulated cash, both
    in euros. `sd` is that of the draws themselves (over their number). Refused: no draw."""
    if not values.shape[0]:
        raise Refused(TOO_FEW_DRAWS.fill(draws=0))
    final = values[:, -1]
    return Summary(
        reference,
        float(final.mean()),
        float(np.median(final)),
        float(final.std()),
        float(final.min()),
        float(final.max()),
        float(np.mean(final <= reference + ROUNDING_OF_A_SUM * max(1.0, abs(reference)))),
        float(np.mean(_is_sustainable(values))),
    )


def probability_of_sustainability(
    model: Model, factors: Mapping[str, Factor], draws: int = 10_000, seed: int = 0
) -> Probability:
    """The share of the draws whose cumulated cash is never below −0.005 €, with its Wilson interval at 95 %.

    Arguments and refusals: as `simulate`.
    """
    sustainable = int(np.count_nonzero(_is_sustainable(_drawn(model, factors, draws, seed))))
    return Probability(sustainable / draws, *wilson_interval(sustainable, draws))


def wilson_interval(successes: float, n: float, z: float = 1.959963984540054) -> Interval:
    """The interval of a probability seen as `successes` out of `n`; z = 1.96 for 95 %. Fractions, within [0, 1].

    Refused: n < 1, successes not within 0…n.
    """
    if not (n >= 1 and 0 <= successes <= n):
        raise Refused(NOT_A_COUNT.fill(successes=shown(successes), n=shown(n)))
    p, weight = successes / n, z * z / n
    centre = (p + weight / 2) / (1 + weight)
    reach = z * math.sqrt(p * (1 - p) / n + weight / n / 4) / (1 + weight)
    return Interval(max(0.0, centre - reach), min(1.0, centre + reach))


def tornado(model: Model, factors: Mapping[str, Factor], low: float = 0.05, high: float = 0.95) -> list[Swing]:
    """What each factor alone does to the last cumulated cash, largest swing first: it is put at its `low` then `high`
    quantile, the others staying at the mode of a triangular, the middle of a uniform, the mean of a normal.

    Refused: as `simulate`; quantiles that are not 0 < low < high < 1.
    """
    if not 0 < low < high < 1:
        raise Refused(NOT_SHARES.fill(low=shown(low), high=shown(high)))
    flows = checked_model(model)
    total = {name: float(flow.sum()) for name, flow in flows.items()}
    drawn = laws(factors, flows)
    centre = sum(each * (drawn[name].centre() if name in drawn else 1.0) for name, each in total.items())
    swings = [
        Swing(name, *(centre + total[name] * (law.quantile(share) - law.centre()) for share in (low, high)))
        for name, law in drawn.items()
    ]
    return sorted(swings, key=lambda swing: -abs(swing.high - swing.low))


def _drawn(model: Model, factors: Mapping[str, Factor], draws: int, seed: int) -> Array:
    """The cumulated cash of each draw (draws, years). It is linear in the factors: each flow is cumulated once, and the
    draws are one product of matrices."""
    if draws < 1:
        raise Refused(TOO_FEW_DRAWS.fill(draws=shown(draws)))
    flows = checked_model(model)
    drawn = laws(factors, flows)
    chance = np.random.default_rng(seed)
    cumulated = _cumulated(flows)
    years = next(iter(flows.values())).size
    sure = sum((flow for name, flow in cumulated.items() if name not in drawn), np.zeros(years))[:, None]
    multiplied = np.array([law.draw(chance, draws) for law in drawn.values()]).reshape(len(drawn), draws)
    varied = np.array([cumulated[name] for name in drawn]).reshape(len(drawn), years)
    # Years first while computing, so that the least of each draw is taken over whole rows; and not by @, whose threads
    # wait for one another on a busy machine.
    found: Array = np.einsum("fy,fd->yd", varied, multiplied)
    found += sure
    return found.T


def _cumulated(flows: Mapping[str, Array]) -> dict[str, Array]:
    return {name: np.cumsum(flow) for name, flow in flows.items()}


def _is_sustainable(cumulated: Array) -> NDArray[np.bool_]:
    return np.asarray(cumulated.min(axis=1) >= SUSTAINABLE_FROM)
