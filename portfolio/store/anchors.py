"""Anchors: where the logs stood, written elsewhere than in the record, so that one which lost its end, or was made anew
in the place of another, is not taken for a whole one.

They lie beside the files of evidence and beside the backups, a file an installation: its heads, the address of its
record, and a seal. An anchor is never lowered, unless somebody accepts the record as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa

from portfolio.domain.access.private_logs import project_of
from portfolio.domain.basis.text import Text
from portfolio.store import log, places, problems
from portfolio.store.record import Record
from portfolio.store.writing import write_whole

PREFIX, SUFFIX = "anchors-", ".json"
HEAD_FIELDS = {"sequence": int, "digest": str, "recorded_at": str}


@dataclass(frozen=True, slots=True)
class Noted:
    """A file of anchors: of the record at which address, each programme's head (`HEAD_FIELDS`) when it was written."""

    path: Path
    record: str
    heads: Mapping[str, Mapping[str, Any]]


class Anchors:
    """The anchors of one record: written in one folder, read there and in others. Those of other records are left."""

    def __init__(self, record: Record, folder: Path, *others: Path) -> None:
        self._record = record
        self.folder = folder
        self._others = others

    @classmethod
    def of(cls, record: Record) -> Anchors:
        """Those beside its files of evidence, held also against what its backups say, and whatever was in its place."""
        return cls(record, places.beside(record, "evidence"), places.backups(record), *places.evidence_folders(record))

    def faults(self, *, for_all: bool = False) -> list[Text]:
        """What the anchors say that the log does not hold, in words; empty when it holds all of it. `for_all`: to be
        read by everyone, so without a word of a private log."""
        files = self._files()  # before the snapshot that they are held against: the log only grows
        with self._record.reading() as connection:
            return list(_faults(connection, files, for_all=for_all))

    def note(self) -> None:
        """Write where the log stands; left as it is when the log does not hold what was noted before. Raises OSError
        when the disk does not take it."""
        files = self._files()
        with self._record.reading() as connection:
            if any(True for _ in _faults(connection, files)):
                return
            heads = _heads(connection)
        self._write(heads, {self.folder})

    def accept(self) -> None:
        """Write where the log stands wherever anchors were, whatever they said: somebody takes this record as it is."""
        with self._record.reading() as connection:
            heads = _heads(connection)
        stale = [_path_of(found) for found in self._files()]
        for path in stale:
            path.unlink()
        self._write(heads, {self.folder, *(path.parent for path in stale)})

    def last(self) -> str | None:
        """When the last event anchored in the folder was recorded (UTC, as in the log); None without anchors."""
        heads = [each.heads for each in _noted_in(self.folder) if isinstance(each, Noted) and self._is_own(each)]
        return max((head["recorded_at"] for noted in heads for head in noted.values()), default=None)

    def _write(self, heads: dict[str, dict[str, Any]], folders: set[Path]) -> None:
        content = {"record": self._record.where, "heads": heads, "seal": _seal(heads)}
        for folder in folders:
            path = folder / f"{PREFIX}{self._record.value('id')}{SUFFIX}"
            write_whole(path, orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))

    def _files(self) -> list[Noted | Path]:
        """The anchors of this record; the path of a file that cannot be read."""
        folders = dict.fromkeys((self.folder, *self._others))
        return [each for folder in folders for each in _noted_in(folder) if self._is_own(each)]

    def _is_own(self, found: Noted | Path) -> bool:
        """By the id of the installation, or by the address: another one may have taken the place of the record."""
        return self._record.value("id") in _path_of(found).name or _is_of(found, self._record)


def check_new(record: Record) -> None:
    """Raise `Damaged` when a record was here, or what belongs to one: an empty one is not made in its place."""
    left = [str(path) for path in _left(record)]
    if left:
        raise problems.Damaged(problems.WAS_HERE.fill(where=record.where, found=", ".join(left[:3])))


def _left(record: Record) -> Iterator[Path]:
    """What a record that is no longer there left behind."""
    if record.path is None:
        for folder in (places.backups(record), *places.evidence_folders(record)):
            yield from (_path_of(each) for each in _noted_in(folder) if _is_of(each, record))
        return
    wal = record.path.with_name(f"{record.path.name}-wal")  # with which a new record would be read
    yield from [wal] if wal.exists() else ()
    yield from places.beside(record, "facts").glob("*.duckdb")
    yield from (path for path in places.beside(record, "evidence").rglob("*") if path.is_file())
    folder = places.backups(record)
    noted = list(_noted_in(folder))
    yield from (_path_of(each) for each in noted if _is_of(each, record))
    if not noted:  # from before anchors were written: nothing says whose these are
        yield from sorted(folder.glob("record-*.sqlite"), reverse=True)


def _noted_in(folder: Path) -> Iterator[Noted | Path]:
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        yield _read(path) or path


def _read(path: Path) -> Noted | None:
    """The anchors of a file; None when they are not what was written there."""
    try:
        content = orjson.loads(path.read_bytes())
        record, heads = content["record"], content["heads"]
        is_whole = content["seal"] == _seal(heads) and all(
            isinstance(head[name], kind) for head in heads.values() for name, kind in HEAD_FIELDS.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Noted(path, record, heads) if is_whole and isinstance(record, str) else None


def _seal(heads: Any) -> str:
    return hashlib.sha256(log.canonical(heads)).hexdigest()


def _path_of(found: Noted | Path) -> Path:
    return found if isinstance(found, Path) else found.path


def _is_of(found: Noted | Path, record: Record) -> bool:
    return isinstance(found, Noted) and found.record == record.where


def _heads(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    """The head of each log that holds the event which it names."""
    return {
        name: {"sequence": head.sequence, "digest": head.digest, "recorded_at": log.stamp(head.recorded_at)}
        for name, head in log.heads(connection).items()
        if log.digest_at(connection, name, head.sequence) == head.digest
    }


def _faults(connection: sa.Connection, files: list[Noted | Path], *, for_all: bool = False) -> Iterator[Text]:
    """What is wrong, a text a log, the private ones last: the same anchor found in two folders is said once."""
    heads = log.heads(connection)
    anchored: dict[str, tuple[int, Noted]] = {}
    for found in files:
        if isinstance(found, Path):
            yield problems.ANCHORS_UNREADABLE.fill(file=found)
            continue
        for name, noted in found.heads.items():
            if not _is_held(connection, heads.get(name), noted) and noted["sequence"] > anchored.get(name, (0,))[0]:
                anchored[name] = noted["sequence"], found
    for name, (sequence, found) in sorted(anchored.items(), key=lambda each: project_of(each[0]) is not None):
        if for_all and project_of(name) is not None:
            yield problems.REPLACED
            continue
        held = heads[name].sequence if name in heads else 0
        day = found.heads[name]["recorded_at"][:10]
        text = problems.LOST_ITS_END if held < sequence else problems.NOT_WHAT_IT_WAS
        yield text.fill(programme=name, n=sequence, day=day, held=held, file=found.path, accept=problems.ACCEPT)


def _is_held(connection: sa.Connection, head: log.Head | None, noted: Mapping[str, Any]) -> bool:
    """Whether the log goes as far as the anchor, through the event that it names."""
    if head is None or head.sequence < noted["sequence"]:
        return False
    return bool(log.digest_at(connection, head.programme, noted["sequence"]) == noted["digest"])
