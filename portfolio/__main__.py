"""`python -m portfolio …`: the same service from a terminal. It works while the app runs.

Exit codes: 0 ok, 1 a check failed or a rule refused, 2 usage, 3 busy, 4 damaged or read-only.
"""

from __future__ import annotations

import contextlib
import sys
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from portfolio import __version__, settings
from portfolio.domain.access import OFFICE, VISITOR, Actor
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts import CLASSES
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import FactRows, Figures, Programmes, ProjectRow, ProjectRows, Results
from portfolio.domain.words import Refused, Text
from portfolio.indicators import INDICATORS, indicator
from portfolio.intake.importing import import_folder
from portfolio.service import Service
from portfolio.store import problems
from portfolio.terminal import as_dict, as_json, finding_line, language, say, table

FAILED, USAGE, BUSY, DAMAGED = 1, 2, 3, 4
json_option = click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
programme_option = click.option("--programme", metavar="CODE", help="The programme; required when there are several.")
as_of_option = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="As it was known that day."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--record", metavar="URL|FILE", help="The record; by default data/local/record.sqlite.")
@click.pass_context
def main(context: click.Context, record: str | None) -> None:
    """The instrument panel of a partnership plan."""
    context.obj = record or settings.record_place()


@main.command()
@click.option("--demo", type=click.Choice([*settings.DEMOS, "all", "none"]), default="all", show_default=True)
@click.pass_obj
def init(place: str, demo: str) -> None:
    """Create the record, and load the demonstration programmes."""
    with told():
        Service.create(place)
        wanted = settings.DEMOS if demo == "all" else () if demo == "none" else (demo,)
        with opened(place) as service:
            for name in wanted:
                click.echo(f"{name} …", err=True)
                _import(service, settings.DEMO / name, None)


@main.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@programme_option
@click.pass_obj
def import_(place: str, folder: Path, programme: str | None) -> None:
    """Import a folder of CSV files, one a fact: all of it, or nothing."""
    with told(), opened(place) as service:
        _import(service, folder, programme)


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
@click.option("--filter", "filters", multiple=True, metavar="DIM=VALUE", help="Keep these values only.")
@as_of_option
@programme_option
@json_option
@click.pass_obj
def measure(
    place: str,
    key: str,
    by: tuple[str, ...],
    filters: tuple[str, ...],
    as_of: datetime | None,
    programme: str | None,
    as_json_: bool,
) -> None:
    """A figure at any grain and date: rows of dimensions, value, known, total."""
    with told(usage=True), opened(place) as service:
        question = Figures(
            programme=_programme(service, programme), indicator=indicator(key).key, by=by, filters=_filters(filters)
        )
        found = service.read(question, VISITOR, _day(as_of))
        rows = [{**dict(m.group), "value": m.value, "known": m.known, "total": m.total} for m in found]
    click.echo(as_json(rows) if as_json_ else table(rows))


@main.command()
@programme_option
@as_of_option
@json_option
@click.pass_obj
def projects(place: str, programme: str | None, as_of: datetime | None, as_json_: bool) -> None:
    """The projects, one a line."""
    with told(usage=True), opened(place) as service:
        rows = service.read(ProjectRows(programme=_programme(service, programme)), VISITOR, _day(as_of))
    short = ("project_id", "title", "lead_name", "confidence", "cost_eur", "secured_share", "declared_progress")
    shown = [as_dict(row) if as_json_ else {name: getattr(row, name) for name in short} for row in rows]
    click.echo(as_json(shown) if as_json_ else table(shown))


@main.command()
@click.argument("project_id")
@programme_option
@as_of_option
@json_option
@click.pass_obj
def project(place: str, project_id: str, programme: str | None, as_of: datetime | None, as_json_: bool) -> None:
    """Everything known of one project."""
    with told(usage=True), opened(place) as service:
        code, day = _programme(service, programme), _day(as_of)
        row = _find(service.read(ProjectRows(programme=code), VISITOR, day), project_id)
        sheet: dict[str, Any] = {"project": as_dict(row)}
        for fact in CLASSES:
            if fact.declaration.fields[0].name == "project_id" and fact.declaration.key != ("project_id",):
                question = FactRows(programme=code, fact=fact, project_id=project_id)
                sheet[fact.declaration.name] = [each.wire() for each in service.read(question, VISITOR, day)]
        results = service.read(Results(programme=code, project_id=project_id), VISITOR, day)
        sheet["result"] = [as_dict(each) for each in results]
    click.echo(as_json(sheet) if as_json_ else _sheet(sheet))


@main.command()
@click.argument("project_id")
@click.option("--confidence", type=click.Choice([each.value for each in Confidence]), required=True)
@click.option("--comment", required=True, help="One sentence.")
@click.option("--milestone", help="The milestone whose forecast moves.")
@click.option("--expected-on", type=click.DateTime(["%Y-%m-%d"]), help="Its new forecast.")
@click.option("--as", "actor", required=True, metavar="lead:ORG", help="Who speaks.")
@click.option("--command-id", help="Makes a repeated call harmless.")
@programme_option
@click.pass_obj
def status(
    place: str,
    project_id: str,
    confidence: str,
    comment: str,
    milestone: str | None,
    expected_on: datetime | None,
    actor: str,
    command_id: str | None,
    programme: str | None,
) -> None:
    """Report on a project as its lead."""
    with told(), opened(place) as service:
        command = ReportStatus(
            programme=_programme(service, programme),
            project_id=project_id,
            confidence=Confidence.of(confidence),
            comment=comment,
            milestone_id=milestone,
            expected_on=_day(expected_on),
        )
        recorded = service.carry_out(command, Actor.parse(actor), command_id or str(uuid.uuid4()))
        say(_acknowledged(recorded.sequence, recorded.repeated))


@main.command()
@click.pass_obj
def verify(place: str) -> None:
    """Check the record: hashes, chain, heads; and that the facts kept equal facts rebuilt."""
    with told(), opened(place) as service:
        faults = 0
        for verdict in service.verify(OFFICE):
            click.echo(f"{verdict.programme}: {verdict.events} événements, {verdict.erased} contenus effacés")
            for fault in verdict.faults:
                faults += 1
                say(fault, err=True)
        for name in service.rebuilt_equals_kept(OFFICE):
            faults += 1
            say(Text(fr=f"les faits « {name} » diffèrent", en=f"the facts “{name}” differ"), err=True)
        if faults:
            sys.exit(FAILED)
        say(Text(fr="Chaîne, têtes et faits concordent.", en="Chain, heads and facts agree."))


@main.command()
@click.pass_obj
def rebuild(place: str) -> None:
    """Make the facts anew from the log as it is, accepting a record that was replaced."""
    with told(), opened(place) as service:
        service.rebuild(OFFICE, lambda programme, done, of: click.echo(f"{programme}: {done}/{of}", err=True))
        say(Text(fr="Faits reconstruits.", en="Facts rebuilt."))


@main.command()
def version() -> None:
    """The version."""
    click.echo(__version__)


@contextlib.contextmanager
def told(*, usage: bool = False) -> Iterator[None]:
    """Say what went wrong in words and leave with its exit code; `usage`: a refusal is about the words typed."""
    try:
        yield
    except Refused as refused:
        say(refused.text, err=True)
        sys.exit(USAGE if usage else FAILED)
    except problems.Busy as busy:
        say(busy.text, err=True)
        sys.exit(BUSY)
    except problems.Missing as missing:
        say(missing.text, err=True)
        sys.exit(USAGE)
    except (problems.Damaged, problems.ReadOnly) as damaged:
        say(damaged.text, err=True)
        sys.exit(DAMAGED)


@contextlib.contextmanager
def opened(place: str) -> Iterator[Service]:
    with contextlib.closing(Service.open(place)) as service:
        yield service


def _import(service: Service, folder: Path, programme: str | None) -> None:
    outcome = import_folder(service, folder, OFFICE, str(uuid.uuid4()), programme=programme)
    for finding in outcome.findings:
        click.echo(finding_line(finding), err=True)
    if outcome.findings:
        say(Text(fr="Rien n’a été importé.", en="Nothing was imported."), err=True)
        sys.exit(FAILED)
    click.echo(
        Text(
            fr=f"{outcome.programme} : {outcome.rows} lignes enregistrées.",
            en=f"{outcome.programme}: {outcome.rows} rows recorded.",
        ).to(language())
    )


def _programme(service: Service, asked: str | None) -> str:
    """The programme asked for, or the only one there is."""
    codes = [row.programme for row in service.read(Programmes(), VISITOR)]
    if asked in codes:
        return str(asked)
    if asked is None and len(codes) == 1:
        return codes[0]
    listed = ", ".join(codes) or "—"
    raise click.UsageError(
        Text(
            fr=f"précisez --programme parmi : {listed}",
            en=f"give --programme among: {listed}",
        ).to(language())
    )


def _filters(texts: tuple[str, ...]) -> tuple[tuple[str, tuple[str | None, ...]], ...]:
    kept: dict[str, list[str | None]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"--filter {text} : DIM=VALUE")
        kept.setdefault(name, []).append(value or None)
    return tuple((name, tuple(values)) for name, values in kept.items())


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


def _sheet(sheet: dict[str, Any]) -> str:
    one = "\n".join(f"{name}: {value}" for name, value in sheet["project"].items() if value not in {None, ()})
    many = [f"\n{name}\n{table(_even(rows))}" for name, rows in sheet.items() if name != "project" and rows]
    return "\n".join([one, *many])


def _even(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the same columns, since an unknown is left out of a row's own."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _acknowledged(sequence: int | None, repeated: bool) -> Text:
    if sequence is None:
        return Text(fr="Rien n’a changé : c’était déjà dit.", en="Nothing changed: it was already said.")
    if repeated:
        return Text(fr=f"Déjà enregistré (n° {sequence}).", en=f"Already recorded (no. {sequence}).")
    return Text(fr=f"Enregistré (n° {sequence}).", en=f"Recorded (no. {sequence}).")


if __name__ == "__main__":
    main(prog_name="python -m portfolio")
