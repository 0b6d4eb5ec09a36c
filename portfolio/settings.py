"""Where this installation keeps its record, where the data that come with it lie, and which names it answers to."""

from __future__ import annotations

import os
from pathlib import Path

_CHECKOUT = Path(__file__).parents[1]
_INSTALLED = Path(__file__).parent / "data"
# In a checkout both lie beside the package. Installed by pip, it holds its data, and writes where it is run.
ROOT, DATA = (Path.cwd(), _INSTALLED) if _INSTALLED.is_dir() else (_CHECKOUT, _CHECKOUT / "data")
DEMO = DATA / "demo"
DEMOS = ("real", "fictif")


def record_place() -> str:
    """The record of PORTFOLIO_DATABASE_URL (a SQLAlchemy URL or a SQLite file), else the one of data/local/."""
    return os.environ.get("PORTFOLIO_DATABASE_URL") or str(ROOT / "data" / "local" / "record.sqlite")


def hosts() -> frozenset[str]:
    """The names under which this installation is asked: those of this machine, and those of PORTFOLIO_HOSTS, parted by
    commas."""
    more = os.environ.get("PORTFOLIO_HOSTS", "").split(",")
    return frozenset({"localhost", "127.0.0.1", "[::1]", *(name.strip().lower() for name in more if name.strip())})
