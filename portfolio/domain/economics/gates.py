"""The gates of durability, each with what it found, whether it holds, and where it fails: from values to a verdict.

`GATES` declares what each judges; the SQL of the indicators is written from the same rows.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from portfolio.domain.basis.missing import scalar
from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.basis.tolerance import reaches
from portfolio.domain.economics.cash import is_overdrawn
from portfolio.domain.economics.durability import GateValues, Status

Number = float | Decimal | None


class GateKey(Choice):
    CASH = "cash", Text("Trésorerie jamais négative", "Cash never negative")
    COVERAGE = "coverage", Text("Charges couvertes en régime établi", "Costs covered in the steady state")
    FIRST_FUNDER = "first_funder", Text("Tient sans le premier financeur", "Holds without the first funder")
    PROBABILITY = "probability", Text("Probabilité de pérennité", "Probability of sustainability")


class Gate(NamedTuple):
    """`holds` is None where its data are missing; `year`, from t = 0, is where it first fails, and `euros` what is then
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
    def lowest_eur(self) -> Number: ...
    @property
    def first_negative_year(self) -> int | None: ...
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


class ModelValues(NamedTuple):
    """The `Values` of one model that was computed."""

    lowest_eur: float | None
    first_negative_year: int | None
    coverage: float | None
    coverage_gap_eur: float | None
    without_first_eur: float | None
    first_negative_without_first: int | None
    probability: float | None


def values_of(found: GateValues, probability: Decimal | None, row: int = 0) -> ModelValues:
    """Those of one of the models that were computed together."""
    return ModelValues(
        known(found.lowest_eur[row]),
        year(found.first_negative_year[row]),
        known(found.coverage[row]),
        known(found.coverage_gap_eur[row]),
        known(found.without_first_eur[row]),
        year(found.first_negative_without_first[row]),
        _float(probability),
    )


def known(value: float) -> float | None:
    """A figure as a scalar, None where it is not known."""
    return scalar(float(value))


def year(index: int) -> int | None:
    """A year from t = 0, None where there is none."""
    return None if index < 0 else int(index)


class Rule(NamedTuple):
    """What a gate judges: one of `Values`, a column of the same name in SQL. It must reach one of `Thresholds`, a
    parameter; without one it is cumulated cash, which must not be overdrawn."""

    key: GateKey
    value: str
    threshold: str | None = None

    @property
    def parameter(self) -> str:
        """The key of its threshold among the parameters."""
        return f"durability_{self.threshold}_minimum"


# A plan whose cash runs out is not durable, whatever else is not known.
DECISIVE = Rule(GateKey.CASH, "lowest_eur")
GATES = (
    DECISIVE,
    Rule(GateKey.COVERAGE, "coverage", "coverage"),
    Rule(GateKey.FIRST_FUNDER, "without_first_eur"),
    Rule(GateKey.PROBABILITY, "probability", "probability"),
)


def judged(values: Values, thresholds: Thresholds) -> tuple[Status, tuple[Gate, ...]]:
    """The verdict and its gates: not durable once cash is negative, then not assessable where something is missing,
    then fragile where a gate fails, else durable. Missing is not failing."""
    gates = tuple(_gate(rule, values, thresholds) for rule in GATES)
    held = [gate.holds for gate in gates]
    if held[GATES.index(DECISIVE)] is False:
        return Status.NOT_DURABLE, gates
    if None in held:
        return Status.NOT_ASSESSABLE, gates
    return (Status.DURABLE if all(held) else Status.FRAGILE), gates


def _gate(rule: Rule, values: Values, thresholds: Thresholds) -> Gate:
    value = _float(getattr(values, rule.value))
    threshold = 0.0 if rule.threshold is None else float(getattr(thresholds, rule.threshold))
    if value is None:
        return Gate(rule.key, None, threshold, None)
    if not is_overdrawn(value) if rule.threshold is None else reaches(value, threshold):
        return Gate(rule.key, value, threshold, True)
    first, euros = _failure(rule.key, values)
    return Gate(rule.key, value, threshold, False, first, _float(euros))


def _failure(key: GateKey, values: Values) -> tuple[int | None, Number]:
    """Where a gate first fails, and the euros that are then missing."""
    match key:
        case GateKey.CASH:
            return values.first_negative_year, -(values.lowest_eur or 0)
        case GateKey.FIRST_FUNDER:
            return values.first_negative_without_first, -(values.without_first_eur or 0)
        case GateKey.COVERAGE:
            return None, values.coverage_gap_eur
        case GateKey.PROBABILITY:
            return None, None


def _float(value: Number) -> float | None:
    return None if value is None else float(value)
