"""Deciding on what proves a milestone: its lead submits it, piece by piece; each funder answers for its own."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, cast

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import Piece, SubmitEvidence
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.limits import its
from portfolio.domain.deciding.milestones import open_milestone, subject
from portfolio.domain.deciding.reading import FactsLookup, in_force, one
from portfolio.domain.deciding.reports import open_project
from portfolio.domain.events import Event, EventKind
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Evidence,
    Milestone,
    Submission,
    Verification,
)
from portfolio.domain.milestones import verification


@decides(
    SubmitEvidence,
    EventKind.EVIDENCE_SUBMITTED,
    changes={
        "submission": its("project_id", "milestone_id"),
        "evidence": its("project_id", "milestone_id", new=True),
    },
    not_undone=Text(
        "Un dossier soumis reste : les financeurs l’ont peut-être lu. Soumettez-en une nouvelle version.",
        "A file that was submitted stays: funders may have read it. Submit a new version.",
    ),
)
def decide_submission(command: SubmitEvidence, facts: FactsLookup, at: datetime, actor: Actor) -> Event:
    """The next version of the milestone's file, with the pieces it adds."""
    milestone = open_milestone(command.project_id, command.milestone_id, facts)
    if not command.pieces:
        raise Refused(NO_PIECE)
    if milestone.reached_on is None:
        raise Refused(NOT_REACHED.fill(title=milestone.title))
    file = file_of(milestone, facts)
    if verification.is_milestone_verified(file.funders, file.answers, file.version):
        raise Refused(CLOSED.fill(title=milestone.title))
    version = Decimal(_last_version(milestone, facts) + 1)
    submission = Submission(
        project_id=milestone.project_id,
        milestone_id=milestone.milestone_id,
        version=version,
        submitted_on=day_of(at),
        submitted_by_id=actor.organisation,
        comment=command.comment,
    )
    pieces = [_piece(milestone, version, number, piece) for number, piece in enumerate(command.pieces, 1)]
    return Event(EventKind.EVIDENCE_SUBMITTED, subject(milestone), (submission, *pieces))


class File(NamedTuple):
    """What is known of a milestone's file: its version, the funders asked, what each answered last."""

    version: Decimal | None
    funders: dict[str, tuple[str | None, ...]]
    answers: dict[str, Verification]


def agreements_on(facts: FactsLookup, project_id: str, milestone_id: str) -> list[Agreement]:
    """The agreements that wait for a milestone."""
    key = (project_id, milestone_id)
    links = facts.referring(Milestone.declaration, [key], AgreementMilestone.declaration)
    keys = [(project_id, link.agreement_id) for link, _ in links if isinstance(link, AgreementMilestone)]
    return cast("list[Agreement]", list(in_force(facts, Agreement.declaration, keys).values()))


def file_of(milestone: Milestone, facts: FactsLookup) -> File:
    """The file of a milestone as it stands; refused where its project is abandoned or is none."""
    project = open_project(milestone.project_id, facts)
    submission = one(facts, Submission, *milestone.key)
    funders = verification.asked(agreements_on(facts, *milestone.key), project.lead_id)
    everyone = {*funders, *(chief for chiefs in funders.values() for chief in chiefs if chief)}
    keys = [(*milestone.key, funder) for funder in sorted(everyone)]
    found = cast("dict[tuple[str, ...], Verification]", in_force(facts, Verification.declaration, keys))
    answers = {row.funder_id: row for row in found.values()}
    return File(submission.version if submission else None, funders, answers)


def _last_version(milestone: Milestone, facts: FactsLookup) -> int:
    """The highest ever given, were it taken back since: a number names one file for good."""
    versions = facts.versions(Submission.declaration, [milestone.key])[milestone.key]
    return max((int(v.row.version) for v in versions if isinstance(v.row, Submission)), default=0)


def _piece(milestone: Milestone, version: Decimal, number: int, piece: Piece) -> Evidence:
    return Evidence(
        project_id=milestone.project_id,
        milestone_id=milestone.milestone_id,
        evidence_id=f"{int(version)}-{number:02d}",
        title=piece.title,
        kind=piece.kind,
        version=version,
        sha256=piece.sha256,
        media_type=piece.media_type,
        size_bytes=None if piece.size_bytes is None else Decimal(piece.size_bytes),
        url=piece.url,
        vouched_by=piece.vouched_by,
    )


NO_PIECE = Text(
    fr="Il n’y a aucune pièce à soumettre. Joignez un fichier, ou donnez un lien et qui en répond.",
    en="There is no evidence to submit. Attach a file, or give a link and who vouches for it.",
)
NOT_REACHED = Text(
    fr="Le jalon « {title} » n’est pas déclaré atteint : on ne prouve que ce qui est fait. Déclarez d’abord sa date de "
    "réalisation.",
    en="Milestone “{title}” is not reported reached: only what is done is proved. Report first the day it was reached.",
)
CLOSED = Text(
    fr="Tous les financeurs ont vérifié le jalon « {title} » : son dossier est clos. Pour le compléter, demandez à un "
    "financeur de rouvrir sa vérification.",
    en="Every funder has verified milestone “{title}”: its file is closed. To add to it, ask a funder to reopen its "
    "verification.",
)
