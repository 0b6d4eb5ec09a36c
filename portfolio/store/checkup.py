"""What a doctor looks at beside the chain: how the facts follow it, files of evidence, room on the disk, backups."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portfolio.domain.basis.text import Text
from portfolio.store import backup, places, problems
from portfolio.store.anchors import Anchors
from portfolio.store.evidence import EvidenceFiles
from portfolio.store.record import Record
from portfolio.store.store import Store

LEAST_FREE_BYTES, LEAST_TIMES_THE_RECORD = 2**30, 3
BACKUP_OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing looked at, in words; `is_well`: nothing to do; `is_fault`: something is broken, not only unwise."""

    text: Text
    is_well: bool = False
    is_fault: bool = False


def following(store: Store) -> list[Text]:
    """What is found on the way from the log to the facts: what every page says, with what to do."""
    store.follow()
    return [*store.faults, *(text for text in (store.read_only, store.notice) if text is not None)]


def differences(store: Store) -> list[Text]:
    """The facts that differ from others made anew, or why none can be made."""
    try:
        return [FACTS_DIFFER.fill(table=table) for table in store.compare_with_rebuilt()]
    except problems.Damaged as damaged:
        return [damaged.text]


def files(evidence: EvidenceFiles, digests: Collection[str]) -> Iterator[Matter]:
    """Whether the files that evidence names are all there, as they were submitted."""
    faults = list(evidence.faults(sorted(digests)))
    yield from (Matter(fault, is_fault=True) for fault in faults)
    if digests and not faults:
        yield Matter(FILES_WELL.fill(n=len(digests)), is_well=True)


def room(record: Record) -> Iterator[Matter]:
    """Room for the record to grow and be copied; PostgreSQL keeps its own."""
    if record.path is None:
        return
    free, size = shutil.disk_usage(record.path.parent).free, record.path.stat().st_size
    is_well = free > max(LEAST_FREE_BYTES, LEAST_TIMES_THE_RECORD * size)
    text = ROOM if is_well else LITTLE_ROOM
    yield Matter(text.fill(free=free // 2**20, size=size // 2**20), is_well)


def anchored(record: Record, own: Anchors, folder: Path) -> Iterator[Matter]:
    """Until when the log is anchored; and whether it holds what lies beside backups in a folder that is not its own."""
    if folder != places.backups(record):
        yield from (Matter(fault, is_fault=True) for fault in Anchors(record, folder).faults())
    last = own.last()
    yield Matter(NOT_ANCHORED) if last is None else Matter(ANCHORED.fill(day=last[:10], time=last[11:16]), is_well=True)


def last_backup(folder: Path, now: datetime) -> Iterator[Matter]:
    """When the last backup was taken."""
    copies = backup.backups_in(folder)
    if not copies:
        yield Matter(NO_BACKUP.fill(folder=folder))
        return
    age = now - copies[0].taken_at
    text = BACKED_UP if age <= BACKUP_OLD else OLD_BACKUP
    yield Matter(text.fill(name=copies[0].path.name, days=age.days), age <= BACKUP_OLD)


ROOM = Text(
    fr="Disque : {free} Mo libres pour un registre de {size} Mo.",
    en="Disk: {free} MB free for a record of {size} MB.",
)
ANCHORED = Text(
    fr="Ancres : ce qui a été enregistré jusqu’au {day} à {time} (UTC) est noté hors du registre.",
    en="Anchors: what was recorded until {day} at {time} (UTC) is noted outside the record.",
)
NOT_ANCHORED = Text(
    fr="Ancres : rien n’est noté hors du registre, qui pourrait perdre sa fin sans que cela se voie. Lancez "
    "« python -m portfolio backup ».",
    en="Anchors: nothing is noted outside the record, which could lose its end unseen. Run “python -m portfolio "
    "backup”.",
)
FILES_WELL = Text(
    fr="Pièces justificatives : {n} fichiers, tous intacts.",
    en="Evidence: {n} files, all intact.",
)
LITTLE_ROOM = Text(
    fr="Disque : {free} Mo libres seulement, pour un registre de {size} Mo. Libérez de la place.",
    en="Disk: only {free} MB free, for a record of {size} MB. Free some space.",
)
NO_BACKUP = Text(
    fr="Aucune sauvegarde dans {folder}. Lancez « python -m portfolio backup ».",
    en="There is no backup in {folder}. Run “python -m portfolio backup”.",
)
BACKED_UP = Text(fr="Dernière sauvegarde : {name} ({days} j).", en="Last backup: {name} ({days} d).")
OLD_BACKUP = Text(
    fr="La dernière sauvegarde, {name}, a {days} jours. Lancez « python -m portfolio backup ».",
    en="The last backup, {name}, is {days} days old. Run “python -m portfolio backup”.",
)
WELL = Text(
    fr="Registre, chaîne et faits concordent.",
    en="Record, chain and facts agree.",
)
FACTS_DIFFER = Text(fr="les faits « {table} » diffèrent", en="the facts “{table}” differ")
