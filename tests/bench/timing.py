"""Timing a few times and keeping what says most."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from tests.bench.bars import bar


class Line(NamedTuple):
    """One measure: what, at which size, how much (ms unless another unit is said), against what and how much that is;
    against « one », the ratio is the measure itself."""

    what: str
    size: int
    ms: float
    against: str = "one"
    base_ms: float = 1.0
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ms / self.base_ms

    @property
    def bar(self) -> float | None:
        return bar(self.what, self.against, self.size)


def ms(work: Callable[[], object], times: int = 5) -> float:
    """The median of a few runs, in milliseconds."""
    return statistics.median(each(work) for _ in range(times))


def each(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
