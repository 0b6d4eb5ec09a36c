"""A facts file a process: the first slot nobody holds, started from a seed when there is one."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb

from portfolio.store import schema
from portfolio.store.facts import Facts

logger = logging.getLogger(__name__)
SLOTS = 64
SEED = "seed.duckdb"
# DuckDB lets one process open a file twice; the slots this process already holds are told apart here.
_held: set[Path] = set()
_guard = threading.Lock()


def take(folder: Path) -> Facts:
    """Open the first free slot of `folder`. A file of other declarations, damaged or foreign, is set aside."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(SLOTS):
        path = folder / f"facts-{number}.duckdb"
        with _guard:
            if path in _held:
                continue
            facts = _open(path)
            if facts is not None:
                _held.add(path)
                return facts
    raise RuntimeError(f"all {SLOTS} facts slots of {folder} are held")


def release(facts: Facts) -> None:
    facts.close()
    with _guard:
        _held.discard(facts.path or Path())


def leave_seed(facts: Facts) -> None:
    """Copy the facts, whole, to where a new slot starts from. Readers go on; writers wait for the copy."""
    if facts.path is None:
        return
    seed = facts.path.with_name(SEED)
    with facts.mutex:
        facts.checkpoint()
        partial = seed.with_suffix(f".{os.getpid()}.partial")
        shutil.copyfile(facts.path, partial)
        partial.replace(seed)


def _open(path: Path) -> Facts | None:
    """The facts in this slot, or None when another process holds it."""
    if not path.exists():
        _plant(path)
    try:
        facts = Facts.open(path)
        if facts.fingerprint == schema.fingerprint():
            return facts
        facts.close()
        logger.info("facts of other declarations set aside: %s", path)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            return None
        logger.warning("unreadable facts set aside: %s: %s", path, error)
    except (duckdb.Error, duckdb.FatalException) as error:
        logger.warning("damaged facts set aside: %s: %s", path, error)
    _set_aside(path)
    return Facts.open(path)


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
