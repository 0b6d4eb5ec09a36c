"""The figures we declare: each once, with what its card, method page, tests and exports need."""

from __future__ import annotations

from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.dimensions import DIMENSIONS, Dimension
from portfolio.indicators.registry import INDICATORS, indicator

__all__ = ["DIMENSIONS", "INDICATORS", "Dimension", "Example", "Indicator", "indicator"]
