"""Projects from a terminal: their list, all that is known of one, how its lead says it goes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts import CLASSES
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import FactRows, ProjectPage, ProjectRow, ProjectRows, Results
from portfolio.terminal.asking import day_of, programme_of, unusable
from portfolio.terminal.leaving import errors_in_words, opened
from portfolio.terminal.options import as_of_option, as_option, command_id_option, json_option, programme_option
from portfolio.terminal.printing import acknowledged, as_dict, as_json, say, sheet_of, table


@click.command()
@programme_option
@as_of_option
@json_option
@click.pass_obj
def projects(place: str, programme: str | None, as_of: date | None, as_json_: bool) -> None:
    """The projects, one a line."""
    with errors_in_words(usage=True), opened(place) as service:
        rows = service.read(ProjectPage(programme=programme_of(service, programme)), VISITOR, as_of)
    short = ("project_id", "title", "lead_name", "confidence", "cost_eur", "secured_share", "declared_progress")
    shown = [as_dict(row) if as_json_ else {name: getattr(row, name) for name in short} for row in rows]
    click.echo(as_json(shown) if as_json_ else table(shown))


@click.command()
@click.argument("project_id")
@programme_option
@as_of_option
@json_option
@click.pass_obj
def project(place: str, project_id: str, programme: str | None, as_of: date | None, as_json_: bool) -> None:
    """Everything known of one project: its own line, each of its facts, its results against their targets."""
    with errors_in_words(usage=True), opened(place) as service:
        code = programme_of(service, programme)
        row = _find(service.read(ProjectRows(programme=code), VISITOR, as_of), project_id)
        sheet: dict[str, Any] = {"project": as_dict(row)}
        for fact in CLASSES:
            if fact.declaration.fields[0].name == "project_id" and fact.declaration.key != ("project_id",):
                question = FactRows(programme=code, fact=fact, project_id=project_id)
                sheet[fact.declaration.name] = [each.wire() for each in service.read(question, VISITOR, as_of)]
        results = service.read(Results(programme=code, project_id=project_id), VISITOR, as_of)
        sheet["result"] = [as_dict(each) for each in results]
    click.echo(as_json(sheet) if as_json_ else sheet_of(sheet))


@click.command()
@click.argument("project_id")
@click.option("--confidence", type=click.Choice([each.value for each in Confidence]), required=True)
@click.option("--comment", required=True, help="One sentence.")
@click.option("--milestone", help="The milestone whose forecast moves; goes with --expected-on.")
@click.option("--expected-on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Its new forecast.")
@as_option("lead:ORG")
@command_id_option
@programme_option
@click.pass_obj
def status(
    place: str,
    project_id: str,
    confidence: str,
    comment: str,
    milestone: str | None,
    expected_on: datetime | None,
    actor: Actor,
    command_id: str,
    programme: str | None,
) -> None:
    """Report on a project as its lead."""
    if (milestone is None) != (expected_on is None):
        raise unusable(BOTH)
    with errors_in_words(), opened(place) as service:
        command = ReportStatus(
            programme=programme_of(service, programme),
            project_id=project_id,
            confidence=Confidence.of(confidence),
            comment=comment,
            milestone_id=milestone,
            expected_on=day_of(expected_on),
        )
        recorded = service.carry_out(command, actor, command_id)
        say(acknowledged(recorded.sequence, recorded.repeated))


def _find(rows: tuple[ProjectRow, ...], project_id: str) -> ProjectRow:
    for row in rows:
        if row.project_id == project_id:
            return row
    raise Refused(
        Text(
            fr=f"Il n’y a pas de projet « {project_id} ». La commande « projects » les liste.",
            en=f"There is no project “{project_id}”. The command “projects” lists them.",
        )
    )


BOTH = Text(
    fr="--milestone et --expected-on vont ensemble : quel jalon, et sa nouvelle date.",
    en="--milestone and --expected-on go together: which milestone, and its new date.",
)
