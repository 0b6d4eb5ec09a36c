"""Arithmetic with what is missing: nan inside, where it spreads by itself; None at the door, never 0."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float | None] | NDArray[np.generic]


def is_nan(value: object) -> bool:
    """Whether it is a float that stands for what is missing."""
    return isinstance(value, float) and math.isnan(value)


def number(value: float | None) -> float:
    """The value as arithmetic takes it: nan where it is missing."""
    return math.nan if value is None else float(value)


def ratio(over: float, under: float) -> float:
    """nan over nothing: a share of nothing is undefined, not infinite."""
    return over / under if under else math.nan


def scalar(value: float) -> float | None:
    """The value as it leaves arithmetic: None where something was missing on the way, or infinite."""
    return value if math.isfinite(value) else None
