"""Where this installation keeps its record."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "data" / "demo"
DEMOS = ("real", "fictif")


def record_place() -> str:
    """The record of PORTFOLIO_DATABASE_URL (a SQLAlchemy URL or a SQLite file), else the one of data/local/."""
    return os.environ.get("PORTFOLIO_DATABASE_URL") or str(ROOT / "data" / "local" / "record.sqlite")
