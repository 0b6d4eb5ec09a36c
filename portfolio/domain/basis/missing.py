"""Arithmetic with what is missing: nan inside, where it spreads by itself; None at the door, never 0."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float | None] | NDArray[np.generic]


def is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def ratio(over: float, under: float) -> float:
    return over / under if under else math.nan


def scalar(value: float) -> float | None:
    return value if math.isfinite(value) else None
