"""Copies of the record: taken while it is in use, named only once they are whole and checked, put back the same way."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from portfolio.domain.basis.text import Text
from portfolio.store import log, problems, verifying
from portfolio.store.anchors import Anchors
from portfolio.store.record import INSTALLATION, LOCK_WAIT_SECONDS, METADATA, Record, operational

SUFFIX = ".sqlite"
PREFIX = "record-"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was opened and compared: where it lies, when it was taken (UTC), how many events it holds, and what
    is wrong with the files that it should carry."""

    path: Path
    taken_at: datetime
    events: int
    faults: tuple[Text, ...] = ()


def take(record: Record, folder: Path, at: datetime, keep: int | None) -> Backup:
    """Copy the record as it is now into `folder`, whatever its engine, as a file of SQLite; keep the `keep` newest, or
    all of them (None).

    The final name is given at once, after the copy was opened, its chain followed and its heads found in the record.
    """
    folder.mkdir(parents=True, exist_ok=True)
    while (path := folder / f"{PREFIX}{at.strftime(STAMP)}{SUFFIX}").exists():
        at += timedelta(seconds=1)  # a backup never takes the name of another
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with record.reading() as connection:
        known = log.heads(connection)
    with contextlib.closing(Record(str(partial))) as copy:
        _copy(record, copy)
        events = _checked(copy, known)
    _settle(partial, path)
    beside, lost = Anchors(record, folder), Anchors.of(record).faults()
    beside.note()
    # Of a record that lost its end, no older copy leaves: one of them holds it.
    for old in backups_in(folder)[keep:] if keep is not None and not lost else ():
        old.path.unlink()
    return Backup(path, at, events, tuple(lost))


def backups_in(folder: Path) -> list[Backup]:
    """The copies of a folder by their names, newest first; their events are not counted (0)."""
    found = []
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(ValueError):  # some other file, or one named by hand
            found.append(Backup(path, datetime.strptime(path.stem.removeprefix(PREFIX), STAMP), 0))
    return sorted(found, key=lambda backup: backup.taken_at, reverse=True)


def put_back(path: Path, record: Record, at: datetime, *, another: bool = False) -> None:
    """Make the record what the copy is. What it held is copied first, beside the copy, and no backup leaves for it: the
    oldest may be the one put back. A file that is too damaged to be copied is set aside, whole. `another`: even another
    installation's copy.

    Refused, with nothing changed: what is no record, a copy whose chain is broken, another installation's, a database
    of PostgreSQL that already holds a record.
    """
    with contextlib.closing(Record(str(path))) as copy:
        if not copy.exists():
            raise problems.Missing(problems.NO_COPY.fill(where=path))
        _checked(copy, {})
        try:
            if record.exists():
                _check_same(record, copy, path, another=another)
                take(record, path.parent, at, keep=None)
        except problems.Damaged:
            if record.path is None or not _is_damaged(record):
                raise
            _set_aside(record, at)
        _copy(copy, record)
    Anchors(record, path.parent).accept()


def _check_same(record: Record, copy: Record, path: Path, *, another: bool) -> None:
    if record.value("id") != copy.value("id") and not another:
        raise problems.Damaged(problems.ANOTHER.fill(where=path))
    if record.path is None:
        raise problems.Damaged(problems.EXISTS.fill(where=record.where))


def _is_damaged(record: Record) -> bool:
    try:
        return not record.exists() or any(verdict.faults for verdict in verifying.verify(record))
    except (problems.Damaged, DatabaseError):
        return True


def _set_aside(record: Record, at: datetime) -> None:
    """Keep a damaged file, with what SQLite left beside it, for whoever may still read something in it."""
    record.engine.dispose()
    assert record.path is not None
    for suffix in ("", "-wal", "-shm"):
        file = record.path.with_name(record.path.name + suffix)
        if file.exists():
            file.replace(file.with_name(f"{record.path.name}.damaged-{at.strftime(STAMP)}{suffix}"))


def _copy(source: Record, target: Record) -> None:
    """Everything of one record into another: page by page between files, row by row from or to PostgreSQL."""
    if source.path is not None and target.path is not None:
        target.path.parent.mkdir(parents=True, exist_ok=True)
        with _file(source.path, "rw") as from_, _file(target.path, "rwc") as to:
            from_.backup(to)
        target.engine.dispose()
        return
    target.create()
    with source.reading() as from_rows, target.writing() as to_rows:
        to_rows.execute(INSTALLATION.delete())
        for table in METADATA.sorted_tables:
            rows = from_rows.execution_options(yield_per=log.CHUNK).execute(table.select()).mappings()
            for chunk in rows.partitions():
                to_rows.execute(table.insert(), [dict(row) for row in chunk])


@contextlib.contextmanager
def _file(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A file of SQLite as it is; a mode without "c" never makes one where there is none."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=LOCK_WAIT_SECONDS)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        raise operational(str(path), error) from error


def _checked(copy: Record, known: dict[str, log.Head]) -> int:
    """How many events the copy holds; raises `Damaged` when its chain is broken or lacks a head that was known."""
    verdicts = list(verifying.verify(copy))
    faults = [fault for verdict in verdicts for fault in verdict.faults]
    if faults:
        raise problems.Damaged(problems.BAD_COPY.fill(where=copy.where, found=faults[0]))
    with copy.reading() as connection:
        for name, head in known.items():
            if log.digest_at(connection, name, head.sequence) != head.digest:
                raise problems.Damaged(problems.BAD_COPY.fill(where=copy.where, found=name))
    return sum(verdict.events for verdict in verdicts)


def _settle(partial: Path, path: Path) -> None:
    """Give a copy its name once its bytes are on the disk."""
    for suffix in ("-wal", "-shm"):  # left by the check; the copy is closed and whole without them
        partial.with_name(partial.name + suffix).unlink(missing_ok=True)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
