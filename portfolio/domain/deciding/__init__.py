"""From commands to events, or to none. Pure: the facts, the clock and the person come in as arguments."""

from __future__ import annotations

# Each of these enters its decisions in the table.
from portfolio.domain.deciding import answering, entering, imports, milestones, modelling, reports, undoing, verifying
from portfolio.domain.deciding.batch import Stale, decide_all, fingerprint
from portfolio.domain.deciding.decisions import DECISIONS, decide
from portfolio.domain.deciding.reading import FactsLookup

__all__ = [
    "DECISIONS",
    "FactsLookup",
    "Stale",
    "answering",
    "decide",
    "decide_all",
    "entering",
    "fingerprint",
    "imports",
    "milestones",
    "modelling",
    "reports",
    "undoing",
    "verifying",
]
