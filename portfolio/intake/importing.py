"""Importing a folder through the door: read, check, carry out all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.text import Text
from portfolio.domain.deciding.checks import no_such_territory, orphan, references, still_referred
from portfolio.domain.deciding.project_checks import shares_off
from portfolio.domain.facts import FACTS, Ending, Fact, ProjectTerritory
from portfolio.domain.questions import FactRows, Programmes, References, Sequences, UnknownTerritories
from portfolio.intake.directory import Folder, read_folder
from portfolio.intake.findings import FileFinding
from portfolio.service import Service


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: `rows` recorded (0: all was already known), or the findings that stopped it whole."""

    programme: str
    rows: int
    findings: tuple[FileFinding, ...]


def import_folder(
    service: Service, path: Path, actor: Actor, command_id: str, *, programme: str | None = None
) -> ImportOutcome:
    """Read `path` and record what is new in it; nothing at all when anything in it is wrong."""
    folder = read_folder(path, service.today(), programme)
    findings = sorted([*folder.findings, *_beyond(service, folder, actor)], key=_place)
    if findings:
        return ImportOutcome(folder.programme, 0, tuple(findings))
    commands = folder.commands(reason=f"import {path.resolve().name}")
    recorded = service.carry_out_all(commands, actor, command_id)
    return ImportOutcome(folder.programme, recorded.rows, ())


def _place(finding: FileFinding) -> tuple[int, int, str]:
    """The order in which facts depend on each other: what is mended first mends what follows."""
    name = Path(finding.file).stem.lower()
    return list(FACTS).index(name) if name in FACTS else -1, *finding.place


def _beyond(service: Service, folder: Folder, actor: Actor) -> Iterator[FileFinding]:
    """What only the facts and the reference data can tell."""
    if folder.programme:
        yield from _programme(service, folder, actor)
        yield from _orphans(service, folder, actor)
        yield from _endings(service, folder, actor)
        yield from _shares(service, folder, actor)
    yield from _territories(service, folder, actor)


def _programme(service: Service, folder: Folder, actor: Actor) -> Iterator[FileFinding]:
    """A folder that does not say its programme completes one that is there."""
    known = [row.programme for row in service.read(Programmes(), actor)]
    is_said = any(placed.row.declaration.name == "programme" for placed in folder.rows)
    if folder.programme not in known and not is_said and "programme" not in folder.unread:
        text = NO_SUCH_PROGRAMME.fill(code=folder.programme, known=", ".join(known) or "—")
        yield FileFinding("programme.csv", None, None, text)


def _orphans(service: Service, folder: Folder, actor: Actor) -> Iterator[FileFinding]:
    """References that lead nowhere, in the folder or among the facts."""
    wanted = folder.missing_references()
    held = {
        (name, row.key)
        for name in {name for name, _ in wanted}
        for row in service.read(FactRows(programme=folder.programme, fact=FACTS[name].fact), actor)
    }
    for (name, key), uses in wanted.items():
        for placed, field in uses if (name, key) not in held else ():
            assert not isinstance(placed.row, Ending)
            yield placed.refused(orphan(placed.row, field, FACTS[name], key))


def _endings(service: Service, folder: Folder, actor: Actor) -> Iterator[FileFinding]:
    """Endings of what was never there, or of what a row that stays refers to."""
    wanted = folder.missing_beginnings()
    for row in service.read(Sequences(programme=folder.programme, rows=tuple(wanted)), actor):
        if row.sequence == 0:
            yield wanted[row.fact, row.key].finding(NOTHING_TO_END.fill(key="/".join(row.key)), "ended")
    last = folder.last()
    ended = {named: placed for named, placed in last.items() if isinstance(placed.row, Ending)}
    for referring, field in service.read(References(programme=folder.programme, rows=tuple(ended)), actor):
        if (referring.declaration.name, referring.key) not in last:
            key = next(key for each, _, key in references(referring) if each == field)
            yield ended[str(field.refers_to), key].refused(still_referred(referring, field))


def _shares(service: Service, folder: Folder, actor: Actor) -> Iterator[FileFinding]:
    """Shares of a project's territories that do not sum to 1, said at its first row."""
    last = folder.last()
    rows = [placed for placed in last.values() if placed.row.declaration is ProjectTerritory.declaration]
    if "project_territory" in {name for name, _ in folder.refused()} or not rows:
        return
    held = service.read(FactRows(programme=folder.programme, fact=ProjectTerritory), actor)
    kept = [row for row in held if (row.declaration.name, row.key) not in last]
    off = shares_off([*kept, *(placed.row for placed in rows if isinstance(placed.row, Fact))])
    first = {placed.row.key[0]: placed for placed in sorted(rows, key=lambda placed: -placed.line)}
    yield from (first[project_id].refused(refused) for project_id, refused in off.items() if project_id in first)


def _territories(service: Service, folder: Folder, actor: Actor) -> Iterator[FileFinding]:
    """Codes that do not exist at their level, with today's when a commune changed."""
    places = folder.territories()
    for level, code, current in service.read(UnknownTerritories(pairs=tuple(places)), actor):
        for placed in places[level, code]:
            assert isinstance(placed.row, ProjectTerritory)
            yield placed.refused(no_such_territory(placed.row, current))


NO_SUCH_PROGRAMME = Text(
    fr="le programme « {code} » n’existe pas encore. Ajoutez ce fichier pour le créer, ou choisissez parmi : {known}.",
    en="programme “{code}” does not exist yet. Add this file to create it, or choose among: {known}.",
)
NOTHING_TO_END = Text(
    fr="la ligne « {key} » n’a jamais existé : elle ne peut pas finir. Vérifiez sa clé.",
    en="row “{key}” never was: it cannot end. Check its key.",
)
