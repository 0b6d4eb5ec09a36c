"""The facts: a process's DuckDB file, filled from the log and rebuilt from it at will. Nothing else writes it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import duckdb

from portfolio.store import kept_views, reference, schema

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class FactsHead:
    """Where a programme's log stood when these facts last applied it; `recorded_at` is of its last event (UTC).

    `moved` gives, by fact, the digest of the last event that carried rows of it.
    """

    sequence: int
    digest: str
    erasures: int
    recorded_at: datetime = datetime.min
    moved: Mapping[str, str] = field(default_factory=dict, compare=False)


class FactsFile:
    """An open facts file, or one in memory. One writer at a time; every reader has a cursor of its own."""

    def __init__(self, connection: Connection, path: Path | None) -> None:
        self._connection = connection
        self.path = path
        self.mutex = threading.RLock()
        # Odd while a write is being committed, even between two: what was read between two equal even numbers was read
        # at one moment.
        self._commits = 0
        self._heads: tuple[int, dict[str, FactsHead]] | None = None

    @classmethod
    def in_memory(cls) -> FactsFile:
        return cls(_prepared(duckdb.connect(":memory:")), None)

    @classmethod
    def open(cls, path: Path) -> FactsFile:
        """Open a facts file, making it when absent; raises duckdb.IOException when another process holds it."""
        fresh = not path.exists()
        connection = duckdb.connect(str(path))
        if fresh:
            _prepared(connection)
        else:
            _lock_down(connection)
        return cls(connection, path)

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint the file was made with; None when it holds no such thing (not a facts file)."""
        with self.reading() as cursor:
            tables = {name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
            if "meta" not in tables:
                return None
            found = cursor.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchall()
        return found[0][0] if found else None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A cursor on one snapshot, closed after use: cursors shared between threads mix their rows."""
        cursor = self._connection.cursor()
        try:
            cursor.execute("BEGIN TRANSACTION")
            yield cursor
            cursor.execute("COMMIT")
        finally:
            cursor.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one writer's transaction: rolled back and re-raised on any error, since DuckDB's own COMMIT after an
        error reports success and stores nothing."""
        with self.mutex:
            cursor = self._connection.cursor()
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield cursor
                self._commits += 1
                try:
                    cursor.execute("COMMIT")
                finally:
                    self._commits += 1
            except BaseException:
                with contextlib.suppress(duckdb.TransactionException):
                    cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()

    @property
    def holds_erased(self) -> bool:
        """True when the file may still hold bytes of rows erased: DuckDB frees their blocks and leaves them there."""
        with self.reading() as cursor:
            return bool(cursor.execute("SELECT 1 FROM meta WHERE name = 'holds_erased'").fetchall())

    def heads(self) -> dict[str, FactsHead]:
        """Where each programme's log stood, as last written: nobody else writes this file."""
        held, moment = self._heads, self._commits
        if held is not None and held[0] == moment and not moment % 2:
            return held[1]
        with self.reading() as cursor:
            return self.heads_under(cursor, moment)

    @property
    def moment(self) -> int:
        """To be taken before a cursor is opened, for `heads_under`."""
        return self._commits

    def heads_under(self, cursor: Connection, moment: int) -> dict[str, FactsHead]:
        """Where each programme's log stood for what this cursor has read: as remembered, if nothing was committed since
        `moment`; else as the cursor's own snapshot says."""
        held = self._heads
        if held is not None and held[0] == moment == self._commits and not moment % 2:
            return held[1]
        heads = read_heads(cursor)
        if moment == self._commits and not moment % 2:
            self._heads = moment, heads
        return heads

    def remember(
        self, before: Mapping[str, FactsHead], programme: str, head: FactsHead, moved: Mapping[str, str]
    ) -> None:
        """Where the logs stand once an event is applied, without reading it again; the caller is the one writer, and
        read `before` just before it wrote."""
        held = before[programme].moved if programme in before else {}
        now = replace(head, moved={**held, **moved})
        self._heads = self._commits, {**before, programme: now}

    def refresh(self) -> None:
        """Make again the kept rows of what was touched: the facts themselves do not move, nor where the logs stood."""
        with self.mutex:
            heads = self.heads()
            with self.writing() as cursor:
                kept_views.refresh(cursor)
            self._heads = self._commits, heads

    def read_whole(self) -> None:
        """Read every row: DuckDB finds that a block is damaged when it reads it, not when it opens the file."""
        with self.reading() as cursor:
            for (table,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                cursor.execute(f"SELECT bit_xor(hash(t)) FROM {table} AS t").fetchall()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is whole."""
        with self.mutex, contextlib.closing(self._connection.cursor()) as cursor:
            cursor.execute("CHECKPOINT")

    def close(self) -> None:
        self._connection.close()


def read_heads(cursor: Connection) -> dict[str, FactsHead]:
    """Where each programme's log stood, on this cursor's snapshot."""
    rows = cursor.execute(
        "SELECT programme, sequence, head.digest, erasures, recorded_at, list(fact), list(moved.digest) "
        "FROM head LEFT JOIN moved USING (programme) GROUP BY ALL"
    ).fetchall()
    return {
        programme: FactsHead(sequence, digest, erasures, recorded_at, dict(zip(names, digests, strict=True)))
        for programme, sequence, digest, erasures, recorded_at, names, digests in rows
    }


def note_erasure(cursor: Connection) -> None:
    """Say in the file, in the caller's transaction, that it is to be made anew by the next process that takes it."""
    cursor.execute("INSERT INTO meta SELECT 'holds_erased', '' WHERE 'holds_erased' NOT IN (SELECT name FROM meta)")


def _prepared(connection: Connection) -> Connection:
    """An empty facts file: tables, reference data, views and macros, and the fingerprint they make."""
    reference.load(connection)
    for statement in schema.statements():
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", [schema.fingerprint()])
    _lock_down(connection)
    return connection


def _lock_down(connection: Connection) -> None:
    """No file, no attached database, no extension is ever reached from SQL."""
    for setting in ("enable_external_access = false", "lock_configuration = true"):
        connection.execute(f"SET {setting}")
