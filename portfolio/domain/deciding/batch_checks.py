"""What every batch of events must leave true, in one tuple: each check with the facts that may break it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portfolio.domain.continuity.passes import CONTINUITY
from portfolio.domain.deciding.checks import check_references, check_territories, touched
from portfolio.domain.deciding.continuity import check_successions
from portfolio.domain.deciding.modelling import PARTS, check_models
from portfolio.domain.deciding.project_checks import check_files, check_links, check_losses, check_shares
from portfolio.domain.deciding.reading import FactsLookup
from portfolio.domain.events import Event
from portfolio.domain.facts import (
    FACTS,
    FundingLine,
    FundingLoss,
    Milestone,
    MilestoneLink,
    Project,
    ProjectTerritory,
    Submission,
    Succession,
    Verification,
)


@dataclass(frozen=True, slots=True)
class BatchCheck:
    """`run` raises `Refused`; `concerns`: only events that assert or end a row of one of these facts may break it."""

    run: Callable[[Sequence[Event], FactsLookup], None]
    concerns: frozenset[str]


def _of(*facts: type) -> frozenset[str]:
    return frozenset(name for name, each in FACTS.items() if each.fact in facts)


REFERRED = frozenset(field.refers_to for each in FACTS.values() for field in each.fields if field.refers_to)
REFERRING = frozenset(name for name, each in FACTS.items() if any(field.refers_to for field in each.fields))
# But those of continuity, which keep the names of their day.
DESIGNATING = frozenset(
    name
    for name, each in FACTS.items()
    if name not in CONTINUITY and any(field.refers_to == "organisation" for field in each.fields)
)
CHECKS: tuple[BatchCheck, ...] = (
    BatchCheck(check_references, REFERRED | REFERRING),
    BatchCheck(check_successions, DESIGNATING | _of(Succession)),
    BatchCheck(check_territories, _of(ProjectTerritory)),
    BatchCheck(check_shares, _of(ProjectTerritory)),
    BatchCheck(check_links, _of(MilestoneLink)),
    BatchCheck(check_losses, _of(FundingLine, FundingLoss)),
    BatchCheck(check_files, _of(Milestone, Submission, Verification)),
    BatchCheck(check_models, frozenset(PARTS) | _of(Project)),
)


def check_batch(events: Sequence[Event], facts: FactsLookup) -> None:
    """Run the checks that these events may break; `facts` must already include them."""
    names = touched(events).keys()
    for check in CHECKS:
        if not check.concerns.isdisjoint(names):
            check.run(events, facts)
