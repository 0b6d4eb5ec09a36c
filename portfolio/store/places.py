"""Where what belongs to a record lies beside it: its facts, its files of evidence, its backups."""

from __future__ import annotations

from pathlib import Path

from portfolio import settings
from portfolio.store.record import Record


def beside(record: Record, what: str) -> Path:
    """Beside a SQLite file, or in the data folder under the id of the installation."""
    if record.path is not None:
        return record.path.with_name(f"{record.path.name}.{what}")
    return local() / f"{what}-{record.value('id')}"


def backups(record: Record) -> Path:
    """The folder of the backups, unless a person names another; records of one folder share it."""
    return (record.path.parent if record.path is not None else local()) / "backups"


def evidence_folders(record: Record) -> list[Path]:
    """The folder of evidence of a file; of a database, those of all the installations that were ever at any address."""
    return [beside(record, "evidence")] if record.path is not None else sorted(local().glob("evidence-*"))


def local() -> Path:
    """The data folder: what an installation makes where its record is not a file."""
    return settings.ROOT / "data" / "local"
