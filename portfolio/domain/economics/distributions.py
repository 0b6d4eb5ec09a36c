"""By what an uncertain flow is multiplied: its law, triangular, uniform or normal, and what can be asked of it.

All are factors without unit, 1 being the plan as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from portfolio.domain.basis.missing import number
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.economics.flows import NOT_FINITE, Array, check_varied

Factor = Sequence[str | float]

UNKNOWN_LAW = Text(
    fr="Le facteur de «\u00a0{name}\u00a0» est «\u00a0{found}\u00a0», que l’on ne sait pas tirer au sort. Donnez "
    "triangular, low, mode, high\u00a0; uniform, low, high\u00a0; ou normal, mean, sd.",
    en="The factor of “{name}” is “{found}”, which cannot be drawn. Give triangular, low, mode, high; uniform, low, "
    "high; or normal, mean, sd.",
)
OUT_OF_ORDER = Text(
    fr="Le facteur de «\u00a0{name}\u00a0» est {found}, hors de l’ordre. Rangez low, mode et high du plus petit au "
    "plus grand, et donnez un écart-type sd positif ou nul.",
    en="The factor of “{name}” is {found}, which is out of order. Put low, mode and high from the least to the "
    "most, and give a standard deviation sd of 0 or more.",
)


class Triangular(NamedTuple):
    """From `low` to `high`, most likely `mode`."""

    low: float
    mode: float
    high: float

    def is_ordered(self) -> bool:
        return self.low <= self.mode <= self.high

    def centre(self) -> float:
        return self.mode

    def quantile(self, share: float) -> float:
        width, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode
        if share * width < rise:
            return self.low + math.sqrt(share * width * rise)
        return self.high - math.sqrt((1 - share) * width * fall)

    def draw(self, chance: np.random.Generator, draws: int) -> Array:
        if self.low == self.high:
            return np.full(draws, self.low)
        return chance.triangular(self.low, self.mode, self.high, draws)


class Uniform(NamedTuple):
    """Anywhere from `low` to `high` alike."""

    low: float
    high: float

    def is_ordered(self) -> bool:
        return self.low <= self.high

    def centre(self) -> float:
        return self.quantile(0.5)

    def quantile(self, share: float) -> float:
        return self.low + share * (self.high - self.low)

    def draw(self, chance: np.random.Generator, draws: int) -> Array:
        return chance.uniform(self.low, self.high, draws)


class Normal(NamedTuple):
    """About `mean`, with standard deviation `sd`; not cut at 0."""

    mean: float
    sd: float

    def is_ordered(self) -> bool:
        return self.sd >= 0

    def centre(self) -> float:
        return self.mean

    def quantile(self, share: float) -> float:
        return self.mean + self.sd * NormalDist().inv_cdf(share)

    def draw(self, chance: np.random.Generator, draws: int) -> Array:
        return chance.normal(self.mean, self.sd, draws)


Law = Triangular | Uniform | Normal
LAWS: dict[str, type[Law]] = {"triangular": Triangular, "uniform": Uniform, "normal": Normal}


def laws(factors: Mapping[str, Factor], flows: Mapping[str, Array]) -> dict[str, Law]:
    """The law of each factor, by the name of its flow and in the order of these names.

    Refused: a flow that the model does not have, an unknown law, figures too many or too few, not finite or out of
    order.
    """
    for name in factors:
        check_varied(name, flows)
    # In an order of their own, so that the same seed gives the same draws however the factors were listed.
    return {name: _law(name, factors[name]) for name in sorted(factors)}


def _law(name: str, factor: Factor) -> Law:
    kind, *figures = factor or ("",)
    law = LAWS.get(str(kind))
    written = ", ".join(str(each) for each in factor)
    if law is None or len(figures) != len(law._fields):
        raise Refused(UNKNOWN_LAW.fill(name=name, found=written))
    numbers = [math.nan if isinstance(each, str) else number(each) for each in figures]
    if not all(map(math.isfinite, numbers)):
        raise Refused(NOT_FINITE.fill(name=name))
    made = law(*numbers)
    if not made.is_ordered():
        raise Refused(OUT_OF_ORDER.fill(name=name, found=written))
    return made
