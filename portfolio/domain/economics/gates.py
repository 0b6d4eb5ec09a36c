"""The gates of durability, each with what it found, whether it holds, and where it fails: from values to a verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.economics import Status

NEVER_BELOW = -0.005  # euros: half a cent is rounding
ROUNDING = 1e-9
Number = float | Decimal | None


class GateKey(Choice):
    CASH = "cash", Text("Trésorerie jamais négative", "Cash never negative")
    COVERAGE = "coverage", Text("Charges couvertes en régime établi", "Costs covered in the steady state")
    FIRST_FUNDER = "first_funder", Text("Tient sans le premier financeur", "Holds without the first funder")
    PROBABILITY = "probability", Text("Probabilité de pérennité", "Probability of sustainability")


class Gate(NamedTuple):
    """`holds` is None where its data lack; `year`, from t = 0, is where it first fails, and `euros` what is then
    missing: at the lowest of cumulated cash, or by year in the steady state."""

    key: GateKey
    value: float | None
    threshold: float
    holds: bool | None
    year: int | None = None
    euros: float | None = None


class Thresholds(NamedTuple):
    """Dated parameters."""

    coverage: float
    probability: float


class Values(Protocol):
    """What the gates are judged on, None where it is not known; euros and years as `DurabilityRow` says."""

    @property
    def is_negative_once(self) -> bool | None: ...
    @property
    def lowest_eur(self) -> Number: ...
    @property
    def first_negative_year(self) -> int | None: ...
    @property
    def cash_eur(self) -> Number: ...
    @property
    def coverage(self) -> float | None: ...
    @property
    def coverage_gap_eur(self) -> Number: ...
    @property
    def without_first_eur(self) -> Number: ...
    @property
    def first_negative_without_first(self) -> int | None: ...
    @property
    def probability(self) -> float | None: ...


def judged(values: Values, thresholds: Thresholds) -> tuple[Status, tuple[Gate, ...]]:
    """The verdict and its gates: not durable once negative, then not assessable where a datum lacks, then fragile where
    a gate fails, else durable. Missing is not failing."""
    gates = (
        _cash(values),
        _ratio(GateKey.COVERAGE, values.coverage, thresholds.coverage, values.coverage_gap_eur),
        _without_first(values),
        _ratio(GateKey.PROBABILITY, values.probability, thresholds.probability),
    )
    if values.is_negative_once:
        return Status.NOT_DURABLE, gates
    if any(gate.holds is None for gate in gates):
        return Status.NOT_ASSESSABLE, gates
    return (Status.DURABLE if all(gate.holds for gate in gates) else Status.FRAGILE), gates


def _cash(values: Values) -> Gate:
    lowest = _float(values.lowest_eur)
    if values.is_negative_once:
        return Gate(GateKey.CASH, lowest, 0.0, holds=False, year=values.first_negative_year, euros=_shortfall(lowest))
    return Gate(GateKey.CASH, _float(values.cash_eur), 0.0, None if values.cash_eur is None else True)


def _without_first(values: Values) -> Gate:
    lowest = _float(values.without_first_eur)
    if lowest is None:
        return Gate(GateKey.FIRST_FUNDER, None, 0.0, None)
    holds = lowest >= NEVER_BELOW
    year = None if holds else values.first_negative_without_first
    return Gate(GateKey.FIRST_FUNDER, lowest, 0.0, holds, year, None if holds else _shortfall(lowest))


def _ratio(key: GateKey, value: float | None, threshold: float, gap: Number = None) -> Gate:
    holds = None if value is None else value >= threshold - ROUNDING
    return Gate(key, value, threshold, holds, euros=_float(gap) if holds is False else None)


def _shortfall(lowest: float | None) -> float | None:
    return None if lowest is None else -lowest


def _float(value: Number) -> float | None:
    return None if value is None else float(value)
