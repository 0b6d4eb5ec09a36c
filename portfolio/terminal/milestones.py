"""Milestones from a terminal: where each funder stands on them, and its answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from portfolio.domain.access.actor import VISITOR, Actor, Persona
from portfolio.domain.basis.text import Language, Refused, Text
from portfolio.domain.commands import AnswerMilestone, ProposeAnswer
from portfolio.domain.facts import Milestone, Project, Submission
from portfolio.domain.facts.choices import Answer
from portfolio.domain.questions import AnswerRow, FactRows, MilestoneAnswers
from portfolio.presentation.funding.instalments import Obstacle, asked
from portfolio.presentation.milestones.verifications import standing
from portfolio.terminal.asking import programme_of
from portfolio.terminal.funding import NO_PROJECT
from portfolio.terminal.leaving import errors_in_words, opened
from portfolio.terminal.options import as_option, command_id_option, programme_option, reading
from portfolio.terminal.printing import acknowledged, as_dict, as_json, language, say, table

ANSWERS = [each.value for each in Answer if each is not Answer.PROPOSED]


@click.command()
@click.argument("project_id")
@reading
def milestones(place: str, project_id: str, as_of: date | None, programme: str | None, as_json_: bool) -> None:
    """The milestones of a project, each with what every funder whose agreement waits for it says of it."""
    with errors_in_words(), opened(place) as service:
        code = programme_of(service, programme)
        found = service.read(FactRows(programme=code, fact=Milestone, project_id=project_id), VISITOR, as_of)
        if not found:
            raise Refused(NO_MILESTONE.fill(project=project_id))
        answers = service.read(MilestoneAnswers(programme=code, project_id=project_id), VISITOR, as_of)
        rows = [_as_json(step, [row for row in answers if row.milestone_id == step.milestone_id]) for step in found]
        click.echo(as_json(rows) if as_json_ else table([_line(row) for row in rows]))


@click.command("verify-milestone")
@click.argument("project_id")
@click.argument("milestone_id")
@click.option(
    "--answer", type=click.Choice([each.value for each in Answer if each is not Answer.PROPOSED]), required=True
)
@click.option("--reason", help="Compulsory unless the answer is verified.")
@click.option("--version", type=click.IntRange(1), help="Of the file that was seen; by default the current one.")
@as_option("funder:ORG")
@command_id_option
@programme_option
@click.pass_obj
def verify_milestone(
    place: str,
    project_id: str,
    milestone_id: str,
    answer: str,
    reason: str | None,
    version: int | None,
    actor: Actor,
    command_id: str,
    programme: str | None,
) -> None:
    """Answer on a milestone as one of its funders, or propose an answer as its instructor (instructor:ORG)."""
    with errors_in_words(), opened(place) as service:
        code = programme_of(service, programme)
        files = service.read(FactRows(programme=code, fact=Submission, project_id=project_id), VISITOR)
        current = next((int(file.version) for file in files if file.milestone_id == milestone_id), 1)
        made = ProposeAnswer if actor.persona is Persona.INSTRUCTOR else AnswerMilestone
        command = made(
            programme=code,
            project_id=project_id,
            milestone_id=milestone_id,
            answer=Answer.of(answer),
            version=version or current,
            reason=reason,
        )
        recorded = service.carry_out(command, actor, command_id)
        say(acknowledged(recorded.sequence, recorded.repeated))


@click.command()
@click.option("--blocked", is_flag=True, help="Only those that something blocks.")
@click.option("--project", "project_id", metavar="ID", help="Of one project.")
@reading
def instalments(
    place: str, blocked: bool, project_id: str | None, as_of: date | None, programme: str | None, as_json_: bool
) -> None:
    """The instalments of the agreements in force: what blocks each, in words, and who can unblock it."""
    with errors_in_words(), opened(place) as service:
        code, shown = programme_of(service, programme), language()
        projects = service.read(FactRows(programme=code, fact=Project, project_id=project_id), VISITOR, as_of)
        if project_id is not None and not projects:
            raise Refused(NO_PROJECT.fill(project=project_id))
        found = asked(lambda question: service.read(question, VISITOR, as_of), code, project_id)
    rows = []
    for each in found:
        if each.obstacles or not blocked:
            told_ = [_obstacle(each_, shown) for each_ in each.obstacles]
            rows.append({**as_dict(each), "obstacles": told_})
    flat = [{**row, "obstacles": " ; ".join(o["what"] for o in row["obstacles"]) or None} for row in rows]
    click.echo(as_json(rows) if as_json_ else table(flat))


def _obstacle(found: Obstacle, shown: Language) -> dict[str, Any]:
    return {
        "milestone_id": found.milestone_id,
        "document_id": found.document_id,
        "what": found.what.to(shown),
        "who": found.who,
    }


def _as_json(step: Milestone, answers: list[AnswerRow]) -> dict[str, Any]:
    """A milestone with its funders; `is_verified` is None where no agreement waits for it."""
    kept = ("funder_id", "funder", "amount_eur", "due_on", "version", "answer", "reason", "answered_on", "is_verified")
    funders = [{"standing": standing(row).value, **{name: as_dict(row)[name] for name in kept}} for row in answers]
    verified = all(row.is_verified for row in answers) if answers else None
    return {**as_dict(step), "is_verified": verified, "funders": funders}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    names = ("milestone_id", "title", "weight", "planned_on", "expected_on", "reached_on", "is_verified")
    said = ", ".join(f"{each['funder_id']}: {each['standing']}" for each in row["funders"])
    return {**{name: row.get(name) for name in names}, "funders": said or None}


NO_MILESTONE = Text(
    fr="Aucun jalon n’est connu du projet « {project} » : vérifiez son code.",
    en="No milestone is known of project “{project}”: check its code.",
)
