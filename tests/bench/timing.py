"""Timing a few times and keeping what says most."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Line(NamedTuple):
    """One measure: what, at which size, how much (ms unless another unit is said), against what and how much that is,
    the bar on the ratio."""

    what: str
    size: int
    ms: float
    against: str
    base_ms: float
    bar: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ms / self.base_ms


def ms(work: Callable[[], object], times: int = 5) -> float:
    """The median of a few runs, in milliseconds."""
    return statistics.median(each(work) for _ in range(times))


def each(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
