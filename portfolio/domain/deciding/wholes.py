"""Rules over all the rows of a project together: shares that make a whole, dependencies that close no circle."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from portfolio.domain.critical_path import critical_path
from portfolio.domain.deciding.checks import touched
from portfolio.domain.deciding.reading import Facts, in_force
from portfolio.domain.events import Event
from portfolio.domain.facts import Fact, MilestoneLink, Project, ProjectTerritory
from portfolio.domain.words import Refused, Text, shown

SHARES_TOLERANCE = Decimal("1e-6")


def check_shares(events: Iterable[Event], facts: Facts) -> None:
    """Refuse shares of a project's territories that leave out a part of it, or count one twice."""
    keys = touched(events).get(ProjectTerritory.declaration.name, [])
    rows = in_force(facts, ProjectTerritory.declaration, keys)
    others = facts.referring(Project.declaration, {(key[0],) for key in keys}, ProjectTerritory.declaration)
    for refused in shares_off([*(row for row, _ in others), *rows.values()]).values():
        raise refused


def check_links(events: Iterable[Event], facts: Facts) -> None:
    """Refuse dependencies between the milestones of a project that close a circle."""
    keys = touched(events).get(MilestoneLink.declaration.name, [])
    held = in_force(facts, MilestoneLink.declaration, keys).values()
    others = facts.referring(Project.declaration, {(key[0],) for key in keys}, MilestoneLink.declaration)
    by_project: dict[str, list[MilestoneLink]] = {}
    for row in (*(row for row, _ in others), *held):
        assert isinstance(row, MilestoneLink)
        by_project.setdefault(row.project_id, []).append(row)
    for links in by_project.values():
        named = {name: 0.0 for link in links for name in (link.milestone_id, link.follows_id)}
        critical_path(named, [(link.follows_id, link.milestone_id) for link in links])


def shares_off(rows: Iterable[Fact]) -> dict[str, Refused]:
    """By project, the refusal of its shares: those of all its territories are known, and do not sum to 1."""
    shares: dict[str, list[Decimal | None]] = {}
    for row in rows:
        if isinstance(row, ProjectTerritory):
            shares.setdefault(row.project_id, []).append(row.share)
    found = {}
    for project_id, known in shares.items():
        total = sum((share for share in known if share is not None), Decimal(0))
        if None not in known and abs(total - 1) > SHARES_TOLERANCE:
            found[project_id] = Refused(SHARES_OFF.fill(project=project_id, total=shown(total)), "share")
    return found


SHARES_OFF = Text(
    fr="projet « {project} » : les parts de ses territoires font {total}, et non 1. Corrigez-les, ou laissez-les "
    "vides : la population décidera.",
    en="project “{project}”: the shares of its territories make {total}, not 1. Correct them, or leave them empty: "
    "population will decide.",
)
