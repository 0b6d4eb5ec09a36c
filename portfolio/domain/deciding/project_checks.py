"""Rules over several rows of a project: shares that make a whole, dependencies in no circle, answers on a file."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.basis.tolerance import SAME
from portfolio.domain.deciding.checks import touched
from portfolio.domain.deciding.reading import FactsLookup, in_force
from portfolio.domain.events import Event
from portfolio.domain.facts import (
    Fact,
    FundingLine,
    FundingLoss,
    Milestone,
    MilestoneLink,
    Project,
    ProjectTerritory,
    Submission,
    Verification,
)
from portfolio.domain.funding.ladder import amount_in_force
from portfolio.domain.milestones.critical_path import critical_path

_NONE = Decimal(0)


def check_shares(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse shares of a project's territories that leave out a part of it, or count one twice."""
    keys = touched(events).get(ProjectTerritory.declaration.name, [])
    rows = in_force(facts, ProjectTerritory.declaration, keys)
    others = facts.referring(Project.declaration, {(key[0],) for key in keys}, ProjectTerritory.declaration)
    for refused in shares_off([*(row for row, _ in others), *rows.values()]).values():
        raise refused


def check_links(events: Iterable[Event], facts: FactsLookup) -> None:
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


def check_losses(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse that a funding line lost more than it brings, where that is known."""
    keys = touched(events)
    own = keys.get(FundingLoss.declaration.name, [])
    lines = {key[:2] for key in own} | set(keys.get(FundingLine.declaration.name, ()))
    losses = [*in_force(facts, FundingLoss.declaration, own).values()]
    losses += [row for row, _ in facts.referring(FundingLine.declaration, lines, FundingLoss.declaration)]
    for key, line in in_force(facts, FundingLine.declaration, {loss.key[:2] for loss in losses}).items():
        assert isinstance(line, FundingLine)
        lost = sum((each.amount_eur for each in losses if isinstance(each, FundingLoss) and each.key[:2] == key), _NONE)
        brought = amount_in_force(line)
        if brought is not None and lost > brought:
            raise Refused(LOST_MORE.fill(line="/".join(key), lost=shown(lost), brought=shown(brought)), "amount_eur")


def check_files(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse the file of a milestone that is not reached, and an answer on a file that was never submitted, or given by
    the project's own lead: what a file brings obeys what people obey."""
    keys = touched(events)
    answers = in_force(facts, Verification.declaration, keys.get(Verification.declaration.name, ())).values()
    steps = {*keys.get(Submission.declaration.name, ()), *keys.get(Milestone.declaration.name, ())}
    files = in_force(facts, Submission.declaration, {*steps, *(row.key[:2] for row in answers)})
    reached = in_force(facts, Milestone.declaration, files)
    leads = in_force(facts, Project.declaration, {row.key[:1] for row in answers})
    for key in files:
        step = reached.get(key)
        if isinstance(step, Milestone) and step.reached_on is None:
            raise Refused(NOT_REACHED.fill(project=key[0], milestone=key[1]), "reached_on")
    for row in answers:
        assert isinstance(row, Verification)
        file, project = files.get(row.key[:2]), leads.get(row.key[:1])
        if not isinstance(file, Submission) or row.version > file.version:
            raise Refused(
                NEVER_SUBMITTED.fill(version=int(row.version), project=row.key[0], milestone=row.key[1]), "version"
            )
        submitter = file.submitted_by_id if row.version == file.version else None
        if row.funder_id in {submitter, project.lead_id if isinstance(project, Project) else None}:
            raise Refused(ONES_OWN.fill(project=row.key[0], milestone=row.key[1]), "funder_id")


def shares_off(rows: Iterable[Fact]) -> dict[str, Refused]:
    """By project, the refusal of its shares: those of all its territories are known, and do not sum to 1."""
    shares: dict[str, list[Decimal | None]] = {}
    for row in rows:
        if isinstance(row, ProjectTerritory):
            shares.setdefault(row.project_id, []).append(row.share)
    found = {}
    for project_id, known in shares.items():
        total = sum((share for share in known if share is not None), Decimal(0))
        if None not in known and abs(total - 1) > SAME:
            found[project_id] = Refused(SHARES_OFF.fill(project=project_id, total=shown(total)), "share")
    return found


LOST_MORE = Text(
    fr="ligne de financement « {line} » : elle aurait perdu {lost} (en euros), plus que les {brought} qu’elle apporte. "
    "Corrigez la perte, ou le montant de la ligne.",
    en="funding line “{line}”: it would have lost {lost} (in euros), more than the {brought} it brings. Correct the "
    "loss, or the amount of the line.",
)
NOT_REACHED = Text(
    fr="projet « {project} », jalon « {milestone} » : son dossier est soumis, et il n’est pas atteint. Donnez sa date "
    "de réalisation.",
    en="project “{project}”, milestone “{milestone}”: its file is submitted, and it is not reached. Give the day when "
    "it was.",
)
NEVER_SUBMITTED = Text(
    fr="projet « {project} », jalon « {milestone} » : une réponse porte sur la version {version} du dossier, jamais "
    "soumise. Corrigez la version, ou ajoutez le dossier.",
    en="project “{project}”, milestone “{milestone}”: an answer bears on version {version} of the file, never "
    "submitted. Correct the version, or add the file.",
)
ONES_OWN = Text(
    fr="projet « {project} », jalon « {milestone} » : le porteur ne vérifie pas ses propres jalons. Retirez cette "
    "réponse.",
    en="project “{project}”, milestone “{milestone}”: a lead does not verify its own milestones. Remove this answer.",
)
SHARES_OFF = Text(
    fr="projet « {project} » : les parts de ses territoires font {total}, et non 1. Corrigez-les, ou laissez-les "
    "vides : la population décidera.",
    en="project “{project}”: the shares of its territories make {total}, not 1. Correct them, or leave them empty: "
    "population will decide.",
)
