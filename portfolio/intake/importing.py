"""Importing a folder through the door: read, check, carry out all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portfolio.domain.access import Actor
from portfolio.domain.facts import FACTS
from portfolio.domain.questions import Sequences, UnknownTerritories
from portfolio.intake.directory import Folder, read_folder, reference_finding, territory_finding
from portfolio.intake.schemas import Finding
from portfolio.service import Service


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: `rows` recorded (0: all was already known), or the findings that stopped it whole."""

    programme: str
    rows: int
    findings: tuple[Finding, ...]


def import_folder(
    service: Service, path: Path, actor: Actor, command_id: str, *, programme: str | None = None
) -> Outcome:
    """Read `path` and record what is new in it; nothing at all when anything in it is wrong."""
    folder = read_folder(path, service.today(), programme)
    findings = folder.findings or _findings(service, folder, actor)
    if findings:
        return Outcome(folder.programme, 0, findings)
    commands = folder.commands(service.today(), reason=f"import {path.name}")
    recorded = service.carry_out_all(commands, actor, command_id)
    return Outcome(folder.programme, recorded.rows, ())


def _findings(service: Service, folder: Folder, actor: Actor) -> tuple[Finding, ...]:
    """What only the facts and the reference data can tell: references that lead nowhere, codes that do not exist."""
    wanted = folder.missing_references()
    seen = service.read(Sequences(programme=folder.programme, rows=tuple(wanted)), actor)
    orphans = [
        reference_finding(wanted[row.fact, row.key], FACTS[row.fact], row.key) for row in seen if row.sequence == 0
    ]
    places = folder.territories()
    unknown = service.read(UnknownTerritories(programme=folder.programme, pairs=tuple(places)), actor)
    strangers = [territory_finding(places[level, code], current) for level, code, current in unknown]
    return (*orphans, *strangers)
