"""A facts file a process: the first slot nobody holds, started from a seed when there is one."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb

from portfolio.store import problems, schema
from portfolio.store.facts import FactsFile

logger = logging.getLogger(__name__)
SLOTS = 64
SEED = "seed.duckdb"
TURN_SECONDS = 60
HELD = "Could not set lock"
# How DuckDB, SQLite and the system say that a disk is full.
FULL = ("No space left", "is full")
# DuckDB lets one process open a file twice; the slots this process already holds are told apart here.
_held: set[Path] = set()
_guard = threading.Lock()


class NoRoom(Exception):
    """The disk takes no facts file."""


def take(folder: Path) -> FactsFile:
    """Open the first free slot of `folder`. A file of other declarations, damaged or foreign, is set aside; raises
    `NoRoom` on a full disk, where all is left as it is."""
    try:
        return _take(folder)
    except (duckdb.Error, sqlite3.OperationalError, OSError) as error:
        if _is_full(error):
            raise NoRoom(str(error)) from error
        raise


def _is_full(error: Exception) -> bool:
    return any(words in str(error) for words in FULL)


def _take(folder: Path) -> FactsFile:
    folder.mkdir(parents=True, exist_ok=True)
    with _guard, _turn(folder):
        for number in range(SLOTS):
            path = folder / f"facts-{number}.duckdb"
            facts = _open(path) if path not in _held else None
            if facts is not None:
                _held.add(path)
                return facts
    raise problems.Unavailable(problems.NO_SLOT.fill(n=SLOTS, where=folder))


def release(facts: FactsFile) -> None:
    """Close the facts and leave their slot to whoever comes next."""
    facts.close()
    with _guard:
        _held.discard(facts.path or Path())


def _copy_of_held(path: Path, copy: Path) -> None:
    """Copy a file that DuckDB holds, from a child process: a process that closes any descriptor of a file loses its
    locks on it, and another one would then take the slot."""
    code = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"
    subprocess.run([sys.executable, "-I", "-c", code, str(path), str(copy)], check=True)


def make_anew(facts: FactsFile) -> FactsFile:
    """Empty facts in the place of these, of which no byte is left."""
    facts.close()
    assert facts.path is not None
    for file in _files(facts.path):
        file.unlink()
    return FactsFile.open(facts.path)


def has_seed(facts: FactsFile) -> bool:
    """Whether a new slot could start from a copy; True for facts in memory, which need none."""
    return facts.path is None or facts.path.with_name(SEED).exists()


def leave_seed(facts: FactsFile) -> None:
    """Copy the facts, whole, to where a new slot starts from. Readers go on; writers wait for the copy."""
    if facts.path is None or facts.holds_erased:
        return
    seed = facts.path.with_name(SEED)
    with facts.mutex:
        facts.checkpoint()
        partial = seed.with_suffix(f".{os.getpid()}.partial")
        _copy_of_held(facts.path, partial)
        partial.replace(seed)


def forget_copies(facts: FactsFile) -> None:
    """Remove the seed and the files set aside: they still hold what has just been erased."""
    if facts.path is not None:
        for copy in (facts.path.with_name(SEED), *facts.path.parent.glob("*.aside-*")):
            copy.unlink(missing_ok=True)


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One process at a time looks for its slot: of two that find the same unusable file, the slower one would set
    aside what the quicker one has just made in its place. A lock of SQLite's, let go when its process dies."""
    with contextlib.closing(sqlite3.connect(folder / "turn.lock", timeout=TURN_SECONDS)) as connection:
        connection.execute("begin exclusive")
        yield


def _open(path: Path) -> FactsFile | None:
    """The facts in this slot, or None when another process holds it."""
    if not path.exists():
        _plant(path)
    facts = None
    try:
        facts = FactsFile.open(path)
        if facts.fingerprint == schema.fingerprint():
            facts.read_whole()
            return facts
        logger.info("facts of other declarations set aside: %s", path)
    except duckdb.Error as error:
        if HELD in str(error):
            return None
        if _is_full(error):
            raise
        logger.warning("unreadable or damaged facts set aside: %s: %s", path, error)
    if facts is not None:
        facts.close()  # a file opened again while still open is the same one, wherever it was moved
    _set_aside(path)
    return FactsFile.open(path)


def _plant(path: Path) -> None:
    """Start a new slot from the seed; a seed of other declarations is found out when the slot is opened."""
    seed = path.with_name(SEED)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    with contextlib.suppress(FileNotFoundError, FileExistsError):
        shutil.copyfile(seed, partial)
        os.link(partial, path)  # unlike a rename, never replaces the file of a process that was quicker
    partial.unlink(missing_ok=True)


def _set_aside(path: Path) -> None:
    """Facts are a cache: what cannot be used is kept under another name, once, and made anew."""
    for file in _files(path):
        file.replace(file.with_name(f"{file.name}.aside-{datetime.now():%Y%m%d%H%M%S}"))
    seed = path.with_name(SEED)
    seed.unlink(missing_ok=True)


def _files(path: Path) -> Iterator[Path]:
    for file in (path, path.with_name(path.name + ".wal")):
        if file.exists():
            yield file
