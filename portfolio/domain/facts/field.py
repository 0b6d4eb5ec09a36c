"""One field of a fact, as it is declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.facts.kinds import Kind, Unit
from portfolio.domain.facts.series import Series


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a fact. `default` is what nothing said means (None: unknown); `choice` its closed list;
    `refers_to` the fact its value names (the first parts of a composite key come from the row); `happened`: a date of
    something done, never later than the day it is known; `whole`: a number without decimals; `too_high`: a sentence for
    whoever writes a number above `high`, after its bounds."""

    name: str
    kind: Kind
    label: Text
    help: Text | None = None
    unit: Unit | None = None
    required: bool = True
    default: str | bool | int | Decimal | date | Series | None = None
    low: Decimal | date | None = None
    high: Decimal | date | None = None
    too_high: Text | None = None
    longest: int = 200
    whole: bool = False
    choice: type[Choice] | None = None
    refers_to: str | None = None
    personal: bool = False
    happened: bool = False
