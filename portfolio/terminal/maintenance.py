"""An installation looked after from a terminal: verified, rebuilt, backed up, restored, examined."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import click

from portfolio import maintenance
from portfolio.domain.access.actor import OFFICE
from portfolio.domain.basis.text import Text
from portfolio.maintenance import BACKUPS_KEPT
from portfolio.store import checkup
from portfolio.terminal.leaving import FAILED, errors_in_words, opened
from portfolio.terminal.printing import say


@click.command()
@click.pass_obj
def verify(place: str) -> None:
    """Check the record: hashes, chain, heads; and that the facts kept equal facts rebuilt."""
    with errors_in_words(), opened(place) as service:
        faults = 0
        for verdict in maintenance.verify(service, OFFICE):
            say(CHECKED.fill(programme=verdict.programme, events=verdict.events, erased=verdict.erased))
            for fault in verdict.faults:
                faults += 1
                say(fault, err=True)
        for name in maintenance.differences_from_rebuilt(service, OFFICE):
            faults += 1
            say(checkup.FACTS_DIFFER.fill(table=name), err=True)
        if faults:
            sys.exit(FAILED)
        say(Text(fr="Chaîne, têtes et faits concordent.", en="Chain, heads and facts agree."))


@click.command()
@click.pass_obj
def rebuild(place: str) -> None:
    """Make the facts anew from the log as it is, accepting a record that was replaced."""
    with errors_in_words(), opened(place) as service:
        maintenance.rebuild(
            service, OFFICE, lambda programme, done, of: click.echo(f"{programme}: {done}/{of}", err=True)
        )
        say(Text(fr="Faits reconstruits.", en="Facts rebuilt."))


@click.command()
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="A folder; else beside the record."
)
@click.option("--keep", type=click.IntRange(1), default=BACKUPS_KEPT, show_default=True, help="How many to keep there.")
@click.pass_obj
def backup(place: str, folder: Path | None, keep: int) -> None:
    """Copy the record while it is in use; the copy is opened and checked before it gets its name."""
    with errors_in_words(), opened(place) as service:
        made = maintenance.back_up(service, OFFICE, folder or maintenance.backups_folder(service), keep)
        say(BACKED_UP.fill(path=made.path, events=made.events))
        for fault in made.faults:
            say(fault, err=True)
        if made.faults:
            sys.exit(FAILED)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--another", is_flag=True, help="Accept the backup of another installation.")
@click.pass_obj
def restore(place: str, file: Path, another: bool) -> None:
    """Put the record back as a backup is; what it held is copied aside first, and the record says so."""
    with errors_in_words(), contextlib.closing(maintenance.restore(place, file, OFFICE, another=another)):
        say(RESTORED.fill(path=file))


@click.command()
@click.option(
    "--backups", type=click.Path(file_okay=False, path_type=Path), help="Where they lie; else beside the record."
)
@click.pass_obj
def doctor(place: str, backups: Path | None) -> None:
    """Whether all is well: record, chain, facts, disk, last backup. Exit code 1 when something is broken."""
    with errors_in_words(), opened(place) as service:
        found = list(maintenance.examine(service, OFFICE, backups or maintenance.backups_folder(service)))
        for matter in found:
            sign = "✓" if matter.is_well else "✗" if matter.is_fault else "!"
            say(Text(f"{sign} {matter.text.fr}", f"{sign} {matter.text.en}"), err=matter.is_fault)
        if any(matter.is_fault for matter in found):
            sys.exit(FAILED)


def _say_progress(programme: str, done: int, of: int) -> None:
    click.echo(f"{programme}: {done}/{of}", err=True)


CHECKED = Text(
    fr="{programme} : {events} événements, {erased} contenus effacés",
    en="{programme}: {events} events, {erased} payloads erased",
)
BACKED_UP = Text(fr="{path} : {events} événements, copie vérifiée.", en="{path}: {events} events, copy checked.")
RESTORED = Text(
    fr="Registre restauré de {path}. Les autres processus sont en lecture seule jusqu’à « rebuild » ou redémarrage.",
    en="Record restored from {path}. Other processes only read until “rebuild” or a restart.",
)
