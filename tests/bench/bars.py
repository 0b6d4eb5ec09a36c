"""The bars that ratios are held to: one table, by what is measured, against what, and at which size."""

from __future__ import annotations

BARS: dict[tuple[str, str], dict[int, float]] = {
    ("/plan, unchanged re-run", "empty page"): {10_000: 10},
    ("/projets, unchanged re-run", "empty page"): {10_000: 10},
    ("/projet, unchanged re-run", "empty page"): {10_000: 10},
    ("/plan, unchanged re-run", "its own at the smallest size"): {100_000: 1.5},
    ("/projets, unchanged re-run", "its own at the smallest size"): {100_000: 1.5},
    ("/projet, unchanged re-run", "its own at the smallest size"): {100_000: 1.5},
    ("/plan, new filter", "empty page"): {10_000: 60, 100_000: 200},
    ("/plan, first visit after a write", "empty page"): {10_000: 60, 100_000: 150},
    ("/projets, first visit after a write", "empty page"): {10_000: 60, 100_000: 150},
    ("overview, now", "PostgreSQL"): {100_000: 1 / 10},
    ("overview, now", "pandas"): {100_000: 1 / 20},
    ("overview, now", "polars"): {100_000: 1 / 3},
    ("all indicators of the plan, now", "an empty query"): {10_000: 800},
    ("overview, as of a past date", "PostgreSQL, today"): {100_000: 1},
    ("a command acknowledged, p50", "a bare committed row"): {10_000: 25},
    ("a command acknowledged, p95", "a bare committed row"): {10_000: 45},
    ("a command acknowledged, p50", "its own at the smallest size"): {100_000: 1.5},
    ("rebuild", "one reading of the log"): {100_000: 2.5},
    ("load, for as many rows", "DuckDB's own insert of them"): {100_000: 8},
    ("/plan, first load in Chromium", "empty page"): {10_000: 1.6},
    ("/plan, bytes of a first load", "one"): {10_000: 3_500},
    ("50 visitors at once, p95 of a navigation", "the median of one visitor"): {10_000: 20},
    ("50 visitors at once, ms between two runs", "one"): {10_000: 1000 / 25},
    ("50 visitors at once, failures", "one"): {10_000: 0},
    ("a page's message, the largest", "one"): {10_000: 300},
    ("the list of projects served", "Datasette"): {1_000: 1},
    ("the list of projects served", "Dash"): {1_000: 1},
    ("gates of models × 20 years × 3 scenarios", "a loop of numpy-financial npv and irr"): {10_000: 0.02},
    ("10000 draws of three factors", "summing arrays of as many draws"): {1: 20},
}


def bar(what: str, against: str, size: int) -> float | None:
    """The most that the ratio may be, None where none is asked."""
    return BARS.get((what, against), {}).get(size)
