"""An installation in good order: verified, examined, backed up, restored, its facts made anew. For its operator
alone: each asks for the right to audit."""

from __future__ import annotations

import contextlib
import dataclasses
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portfolio import evidence
from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import Actor
from portfolio.domain.access.rules import Action
from portfolio.domain.basis import days
from portfolio.domain.basis.text import Text
from portfolio.domain.commands import NoteRestoration
from portfolio.service import Service
from portfolio.store import backup, checkup, problems, verifying
from portfolio.store.evidence import EvidenceFiles
from portfolio.store.record import Record
from portfolio.store.store import Progress

BACKUPS_KEPT = 14
# Beside the copies of the record, the files that they name.
EVIDENCE = "evidence"
# The log of what belongs to no programme.
INSTALLATION = "installation"


def verify(service: Service, actor: Actor) -> Iterator[verifying.LogVerdict]:
    """Check the record from its first event, a log after the other."""
    _require_audit(actor)
    yield from verifying.verify(service.store.record, service.store.anchors)


def differences_from_rebuilt(service: Service, actor: Actor) -> list[str]:
    """The facts whose rows differ between this process's and others built anew from the log; empty when all is well."""
    _require_audit(actor)
    return service.store.compare_with_rebuilt()


def rebuild(service: Service, actor: Actor, progress: Progress | None = None) -> None:
    """Make this process's facts anew from the log as it is; accepts a record that was replaced."""
    _require_audit(actor)
    service.store.rebuild(progress)


def backups_folder(service: Service) -> Path:
    """Where this record's backups lie unless another folder is given: beside it, or in the data folder."""
    return service.store.backups


def back_up(service: Service, actor: Actor, folder: Path, keep: int = BACKUPS_KEPT) -> backup.Backup:
    """Copy the record while it is in use; the copy is checked before it gets its name. `keep`: how many stay there."""
    _require_audit(actor)
    # The files first: those that a copy of the record names are then there.
    faults = service.store.evidence.copy_to(EvidenceFiles(folder / EVIDENCE))
    made = backup.take(service.store.record, folder, service.now(), keep)
    return dataclasses.replace(made, faults=(*made.faults, *faults))


def restore(place: str, path: Path, actor: Actor, *, another: bool = False, **opening: Any) -> Service:
    """Put the record back as a backup is, and say so in it. What it held is copied aside first, beside the backup.

    `another`: accept the backup of another installation. `opening`: as for `Service.open`. Other processes find their
    facts ahead of the record, and only read until rebuilt.
    """
    _require_audit(actor)
    with contextlib.closing(Record(place)) as record:
        backup.put_back(path, record, opening.get("clock", days.now)(), another=another)
    service = Service.open(place, **opening)
    service.store.rebuild()
    note = NoteRestoration(programme=INSTALLATION, reason=path.name)
    service.carry_out(note, actor, f"restore-{uuid.uuid4()}")
    faults = EvidenceFiles(path.parent / EVIDENCE).copy_to(service.store.evidence)
    if faults:
        service.close()
        raise problems.Damaged(RESTORED_BUT.fill(n=len(faults), found=faults[0]))
    return service


def examine(service: Service, actor: Actor, folder: Path) -> Iterator[checkup.Matter]:
    """Whether all is well, in plain words, one matter after the other. `folder`: where the backups lie."""
    _require_audit(actor)
    faults = checkup.following(service.store)
    faults += [fault for verdict in verify(service, actor) for fault in verdict.faults]
    faults += checkup.differences(service.store)
    yield from (checkup.Matter(fault, is_fault=True) for fault in dict.fromkeys(faults))
    if not faults:
        yield checkup.Matter(checkup.WELL, is_well=True)
    yield from checkup.files(service.store.evidence, evidence.digests(service))
    yield from checkup.room(service.store.record)
    yield from checkup.anchored(service.store.record, service.store.anchors, folder)
    yield from checkup.last_backup(folder, service.now())


def _require_audit(actor: Actor) -> None:
    access.require(actor, Action.AUDIT, access.Object(""))


RESTORED_BUT = Text(
    fr="Le registre est restauré, et {n} fichiers de preuve ne le sont pas. Le premier : {found}",
    en="The record is restored, and {n} files of evidence are not. The first: {found}",
)
