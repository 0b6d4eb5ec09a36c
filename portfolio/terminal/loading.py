"""Programmes that enter from a terminal: the demonstration, a folder of files, a fictional one."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import click

from portfolio import settings
from portfolio.domain.access.actor import OFFICE, VISITOR
from portfolio.domain.basis.text import Text
from portfolio.domain.questions import Programmes
from portfolio.generator.generate import generate as generate_programme
from portfolio.intake.importing import import_folder
from portfolio.service import Service
from portfolio.store import problems
from portfolio.terminal.leaving import FAILED, errors_in_words, opened
from portfolio.terminal.options import programme_option
from portfolio.terminal.printing import say, tell


@click.command()
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


@click.command("import")
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


@click.command()
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


def _import(service: Service, folder: Path, programme: str | None) -> None:
    outcome = import_folder(service, folder, OFFICE, str(uuid.uuid4()), programme=programme)
    if outcome.findings:
        tell(outcome.findings)
        say(NOTHING_IMPORTED.fill(count=len(outcome.findings)), err=True)
        sys.exit(FAILED)
    say(IMPORTED.fill(programme=outcome.programme, rows=outcome.rows))


GENERATED = Text(
    fr="{programme} : {projects} projets fictifs, {events} événements enregistrés.",
    en="{programme}: {projects} fictional projects, {events} events recorded.",
)
IMPORTED = Text(fr="{programme} : {rows} lignes enregistrées.", en="{programme}: {rows} rows recorded.")
NOTHING_IMPORTED = Text(fr="Rien n’a été importé : {count} à corriger.", en="Nothing was imported: {count} to correct.")
