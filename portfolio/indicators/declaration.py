"""How an indicator is declared. The same declaration is measured, shown, explained and tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Fact
from portfolio.domain.facts.kinds import Unit

EXAMPLE_DAY = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Example:
    """A small world and the figure it gives for the whole plan on `day`; `expect=None` means undefined. Its rows became
    known that day, or `days_before` it."""

    says: Text
    given: tuple[Fact, ...]
    expect: float | int | Decimal | None
    known: int | None = None
    total: int | None = None
    day: date = EXAMPLE_DAY
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the plan.

    `relation` is the fact or view whose rows it reads, `known` the SQL predicate of a row that is known, `formula`
    the SQL aggregate over the known rows (`$day` is the as-of day). `amounts` are euro columns split to the cent
    between territories, `weights` columns split in proportion. When `coverage_of` names a weight column, the figure
    is undefined while less than the parameter `coverage_minimum` of that weight is known.
    """

    key: str
    label: Text
    meaning: Text
    unit: Unit
    relation: str
    formula: str
    known: str
    undefined_when: Text
    source: Text
    examples: tuple[Example, ...]
    amounts: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    coverage_of: str | None = None
    empty: int | None = None
    additive: bool = False
    better: Literal["up", "down"] | None = None
