"""From commands to events, or to none. Pure: the facts, the clock and the person come in as arguments."""

from __future__ import annotations

from portfolio.domain.deciding.batch import Stale, decide_all, fingerprint
from portfolio.domain.deciding.deciding import decide
from portfolio.domain.deciding.reading import FactsLookup

__all__ = ["FactsLookup", "Stale", "decide", "decide_all", "fingerprint"]
