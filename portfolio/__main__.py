"""`python -m portfolio …`: the same service from a terminal. It works while the app runs.

Exit codes: 0 ok, 1 a check failed or a rule refused, 2 usage, 3 busy or out of reach, 4 damaged or read-only.
"""

from __future__ import annotations

import contextlib
import sys
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from portfolio import __version__, settings
from portfolio.domain.access.actor import OFFICE, VISITOR, Actor
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts import CLASSES
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import FactRows, Figures, Programmes, ProjectRow, ProjectRows, Results
from portfolio.generator.generate import generate as generate_programme
from portfolio.indicators import INDICATORS, indicator
from portfolio.intake.importing import import_folder
from portfolio.presentation.project.search import arrange, index
from portfolio.service import KEPT_BACKUPS, Service
from portfolio.store import checkup, problems
from portfolio.terminal import economics, funding, milestones
from portfolio.terminal.asking import day_of, filters_of, programme_of, unusable
from portfolio.terminal.leaving import FAILED, errors_in_words, opened
from portfolio.terminal.options import as_of_option, as_option, command_id_option, json_option, programme_option
from portfolio.terminal.printing import (
    acknowledged,
    as_dict,
    as_json,
    language,
    say,
    sheet_of,
    table,
    tell,
    tolerate_any_encoding,
)


def _on_record(context: click.Context, _: click.Parameter, record: str | None) -> None:
    """The record named last counts: after the command rather than before it."""
    if record is not None:
        context.obj = record


def _record_option() -> click.Option:
    said = "The record; by default data/local/record.sqlite."
    return click.Option(["--record"], metavar="URL|FILE", expose_value=False, callback=_on_record, help=said)


class OnARecord(click.Group):
    """A group whose every command can be told which record, before its name or after it."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.params.append(_record_option())
        super().add_command(cmd, name)


@click.group(cls=OnARecord, params=[_record_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """The instrument panel of a partnership plan.

    Exit codes: 0 ok, 1 a check failed or a rule refused, 2 usage, 3 busy or out of reach, 4 damaged or read-only.
    """
    tolerate_any_encoding()
    context.obj = settings.record_place() if context.obj is None else context.obj


@main.command()
@click.option("--demo", type=click.Choice([*settings.DEMOS, "all", "none"]), default="all", show_default=True)
@click.option("--once", is_flag=True, help="Do nothing where a programme is recorded already.")
@click.pass_obj
def init(place: str, demo: str, once: bool) -> None:
    """Create the record if there is none, and load the demonstration programmes. Refused where one is recorded."""
    with errors_in_words():
        if not Service.exists(place):
            Service.create(place)
        wanted = settings.DEMOS if demo == "all" else () if demo == "none" else (demo,)
        with opened(place) as service:
            if service.read(Programmes(), VISITOR):
                if once:
                    return
                raise problems.Damaged(problems.LOADED.fill(where=service.where))
            for name in wanted:
                click.echo(f"{name} …", err=True)
                _import(service, settings.DEMO / name, None)


@main.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@programme_option
@click.pass_obj
def import_(place: str, folder: Path, programme: str | None) -> None:
    """Import a folder of CSV files, one a fact: all of it, or nothing.

    Each file is named after its fact, its columns after the fact's fields, with `known_at` (the day since which a row
    is known; empty: now) and `ended`. Every bad cell is named. Amounts: 1234.56, 1234,56, 1 234,56 €, 1.234,56 or
    1,234.56. Dates: 2026-03-31 or 31/03/2026.
    """
    with errors_in_words(), opened(place) as service:
        _import(service, folder, programme)


@main.command()
@click.option("--projects", type=click.IntRange(1, 1_000_000), required=True, help="How many.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same one gives the same programme.")
@click.option("--programme", metavar="CODE", default="genere", show_default=True, help="Its code.")
@click.pass_obj
def generate(place: str, projects: int, seed: int, programme: str) -> None:
    """Make up a programme of fictional projects with a past of several years; an interrupted one is taken up again."""
    with errors_in_words():
        if not Service.exists(place):
            Service.create(place)
        with opened(place) as service, click.progressbar(length=projects, file=sys.stderr) as bar:
            events = generate_programme(
                service,
                OFFICE,
                programme=programme,
                projects=projects,
                seed=seed,
                progress=lambda done, of: bar.update(done - bar.pos),
            )
        say(GENERATED.fill(programme=programme, projects=projects, events=events))


@main.command()
@json_option
def indicators(as_json_: bool) -> None:
    """The indicators, with what each means and its formula."""
    shown = language()
    rows = [
        {"key": i.key, "label": i.label.to(shown), "unit": i.unit.value, "meaning": i.meaning.to(shown)}
        | ({"formula": i.formula, "undefined_when": i.undefined_when.to(shown)} if as_json_ else {})
        for i in INDICATORS.values()
    ]
    click.echo(as_json(rows) if as_json_ else table(rows))


@main.command()
@click.argument("key")
@click.option("--by", multiple=True, metavar="DIM", help="Group by this dimension; may be repeated.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="DIM=VALUE",
    help="Keep these values only; without VALUE, the unknown.",
)
@as_of_option
@programme_option
@json_option
@click.pass_obj
def measure(
    place: str,
    key: str,
    by: tuple[str, ...],
    filters: tuple[str, ...],
    as_of: date | None,
    programme: str | None,
    as_json_: bool,
) -> None:
    """A figure at any grain and date: rows of dimensions, value, known, total."""
    with errors_in_words(usage=True), opened(place) as service:
        question = Figures(
            programme=programme_of(service, programme), indicator=indicator(key).key, by=by, filters=filters_of(filters)
        )
        found = service.read(question, VISITOR, as_of)
        rows = [{**dict(m.group), "value": m.value, "known": m.known, "total": m.total} for m in found]
    click.echo(as_json(rows) if as_json_ else table(rows))


@main.command()
@programme_option
@as_of_option
@json_option
@click.pass_obj
def projects(place: str, programme: str | None, as_of: date | None, as_json_: bool) -> None:
    """The projects, one a line."""
    with errors_in_words(usage=True), opened(place) as service:
        found = service.read(ProjectRows(programme=programme_of(service, programme)), VISITOR, as_of)
        rows = arrange(found, "nom", index(found))
    short = ("project_id", "title", "lead_name", "confidence", "cost_eur", "secured_share", "declared_progress")
    shown = [as_dict(row) if as_json_ else {name: getattr(row, name) for name in short} for row in rows]
    click.echo(as_json(shown) if as_json_ else table(shown))


@main.command()
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


@main.command()
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


@main.command()
@click.pass_obj
def verify(place: str) -> None:
    """Check the record: hashes, chain, heads; and that the facts kept equal facts rebuilt."""
    with errors_in_words(), opened(place) as service:
        faults = 0
        for verdict in service.verify(OFFICE):
            say(CHECKED.fill(programme=verdict.programme, events=verdict.events, erased=verdict.erased))
            for fault in verdict.faults:
                faults += 1
                say(fault, err=True)
        for name in service.differences_from_rebuilt(OFFICE):
            faults += 1
            say(checkup.FACTS_DIFFER.fill(table=name), err=True)
        if faults:
            sys.exit(FAILED)
        say(Text(fr="Chaîne, têtes et faits concordent.", en="Chain, heads and facts agree."))


@main.command()
@click.pass_obj
def rebuild(place: str) -> None:
    """Make the facts anew from the log as it is, accepting a record that was replaced."""
    with errors_in_words(), opened(place) as service:
        service.rebuild(OFFICE, lambda programme, done, of: click.echo(f"{programme}: {done}/{of}", err=True))
        say(Text(fr="Faits reconstruits.", en="Facts rebuilt."))


@main.command()
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="A folder; else beside the record."
)
@click.option("--keep", type=click.IntRange(1), default=KEPT_BACKUPS, show_default=True, help="How many to keep there.")
@click.pass_obj
def backup(place: str, folder: Path | None, keep: int) -> None:
    """Copy the record while it is in use; the copy is opened and checked before it gets its name."""
    with errors_in_words(), opened(place) as service:
        made = service.back_up(OFFICE, folder or service.backups, keep)
        say(BACKED_UP.fill(path=made.path, events=made.events))
        for fault in made.faults:
            say(fault, err=True)
        if made.faults:
            sys.exit(FAILED)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--another", is_flag=True, help="Accept the backup of another installation.")
@click.pass_obj
def restore(place: str, file: Path, another: bool) -> None:
    """Put the record back as a backup is; what it held is copied aside first, and the record says so."""
    with errors_in_words(), contextlib.closing(Service.restore(place, file, OFFICE, another=another)):
        say(RESTORED.fill(path=file))


@main.command()
@click.option(
    "--backups", type=click.Path(file_okay=False, path_type=Path), help="Where they lie; else beside the record."
)
@click.pass_obj
def doctor(place: str, backups: Path | None) -> None:
    """Whether all is well: record, chain, facts, disk, last backup. Exit code 1 when something is broken."""
    with errors_in_words(), opened(place) as service:
        found = list(service.examine(OFFICE, backups or service.backups))
        for matter in found:
            sign = "✓" if matter.is_well else "✗" if matter.is_fault else "!"
            say(Text(f"{sign} {matter.text.fr}", f"{sign} {matter.text.en}"), err=matter.is_fault)
        if any(matter.is_fault for matter in found):
            sys.exit(FAILED)


@main.command()
def version() -> None:
    """The version."""
    click.echo(__version__)


def _import(service: Service, folder: Path, programme: str | None) -> None:
    outcome = import_folder(service, folder, OFFICE, str(uuid.uuid4()), programme=programme)
    if outcome.findings:
        tell(outcome.findings)
        say(NOTHING_IMPORTED.fill(count=len(outcome.findings)), err=True)
        sys.exit(FAILED)
    say(IMPORTED.fill(programme=outcome.programme, rows=outcome.rows))


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


for command in (
    funding.funding,
    milestones.milestones,
    milestones.verify_milestone,
    milestones.instalments,
    economics.economics,
    economics.durability,
):
    main.add_command(command)

BOTH = Text(
    fr="--milestone et --expected-on vont ensemble : quel jalon, et sa nouvelle date.",
    en="--milestone and --expected-on go together: which milestone, and its new date.",
)
CHECKED = Text(
    fr="{programme} : {events} événements, {erased} contenus effacés",
    en="{programme}: {events} events, {erased} payloads erased",
)
GENERATED = Text(
    fr="{programme} : {projects} projets fictifs, {events} événements enregistrés.",
    en="{programme}: {projects} fictional projects, {events} events recorded.",
)
BACKED_UP = Text(fr="{path} : {events} événements, copie vérifiée.", en="{path}: {events} events, copy checked.")
RESTORED = Text(
    fr="Registre restauré de {path}. Les autres processus sont en lecture seule jusqu’à « rebuild » ou redémarrage.",
    en="Record restored from {path}. Other processes only read until “rebuild” or a restart.",
)
IMPORTED = Text(fr="{programme} : {rows} lignes enregistrées.", en="{programme}: {rows} rows recorded.")
NOTHING_IMPORTED = Text(fr="Rien n’a été importé : {count} à corriger.", en="Nothing was imported: {count} to correct.")

if __name__ == "__main__":
    main(prog_name="python -m portfolio")
