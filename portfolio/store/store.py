"""Record and facts together: one path from the log to the facts, alone or with twenty replicas."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy as sa

from portfolio.domain.facts import FACTS
from portfolio.domain.words import Text
from portfolio.store import facts as facts_file
from portfolio.store import log, problems, slots
from portfolio.store.facts import Facts, Known
from portfolio.store.record import INSTALLATION, Record

Progress = Callable[[str, int, int], None]
# A rebuild this long is worth leaving a seed for the next process.
SEED_AFTER_EVENTS = 20_000


class Store:
    """An open record and this process's facts. `read_only` says why writing is refused, or is None."""

    def __init__(self, record: Record, facts: Facts) -> None:
        self.record = record
        self.facts = facts
        self.read_only: Text | None = None

    @classmethod
    def open(cls, place: str, facts_folder: Path | None = None) -> Store:
        """Open an existing record; raises `Missing` when there is none, `Damaged` when it is something else."""
        record = Record(place)
        if not record.exists():
            raise problems.Missing(problems.EMPTY)
        store = cls(record, slots.take(facts_folder or _beside(record)))
        store._check_declarations()
        return store

    def close(self) -> None:
        slots.release(self.facts)
        self.record.close()

    def catch_up(self, progress: Progress | None = None) -> None:
        """Apply what the log holds and the facts do not; rebuild after an erasure; notice a replaced log."""
        with self.facts.mutex, self.record.reading() as connection:
            heads = log.heads(connection)
            known = self.facts.known()
            if any(known[name].erasures != head.erasures for name, head in heads.items() if name in known):
                self._rebuild(connection, heads, progress)
                return
            if self._is_replaced(connection, heads, known):
                self.read_only = problems.REPLACED
                return
            applied = 0
            for name, head in heads.items():
                since = known.get(name, Known(0, "", 0)).sequence
                if head.sequence > since:
                    applied += head.sequence - since
                    self._apply(connection, head, since, progress)
        if applied >= SEED_AFTER_EVENTS:
            slots.leave_seed(self.facts)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the facts anew from the log as it is; accepts a record that was replaced."""
        with self.facts.mutex, self.record.reading() as connection:
            self._rebuild(connection, log.heads(connection), progress)
        self.read_only = None
        self._check_declarations()
        slots.leave_seed(self.facts)

    def compare_with_rebuilt(self) -> list[str]:
        """The tables that differ between these facts and others built anew from the log; empty when all is well."""
        self.catch_up()
        anew = Facts.in_memory()
        with contextlib.closing(anew), self.record.reading() as connection:
            for head in log.heads(connection).values():
                for rows in log.chunks(connection, head.programme):
                    with anew.writing() as cursor:
                        facts_file.apply(cursor, rows, {head.programme: Known(rows[-1].sequence, rows[-1].digest, 0)})
            kept, rebuilt = facts_file.digests(self.facts), facts_file.digests(anew)
        return [table for table in kept if kept[table] != rebuilt[table]]

    @contextlib.contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The facts as the log has them now, on one snapshot."""
        self.catch_up()
        with self.facts.reading() as cursor:
            yield cursor

    def check_writable(self) -> None:
        if self.read_only is not None:
            raise problems.ReadOnly(self.read_only)

    def _apply(self, connection: sa.Connection, head: log.Head, after: int, progress: Progress | None) -> None:
        """Apply one programme's events in chunks, each with where the log then stood in one transaction."""
        for rows in log.chunks(connection, head.programme, after):
            with self.facts.writing() as cursor:
                _apply_chunk(cursor, rows, head, progress)

    def _rebuild(self, connection: sa.Connection, heads: dict[str, log.Head], progress: Progress | None) -> None:
        """In one transaction: readers see the facts as they were until the new ones are whole."""
        with self.facts.writing() as cursor:
            facts_file.clear(cursor)
            for head in heads.values():
                for rows in log.chunks(connection, head.programme):
                    _apply_chunk(cursor, rows, head, progress)

    def _is_replaced(self, connection: sa.Connection, heads: dict[str, log.Head], known: dict[str, Known]) -> bool:
        """True when the log is not a continuation of the one these facts come from."""
        for name, ours in known.items():
            head = heads.get(name)
            if head is None or head.sequence < ours.sequence:
                return True
            theirs = head.digest if head.sequence == ours.sequence else log.digest_at(connection, name, ours.sequence)
            if theirs != ours.digest:
                return True
        return False

    def _check_declarations(self) -> None:
        """The log knows the newest declarations: an older process only reads, since it would drop their fields."""
        ours = {name: sorted(f.name for f in declaration.fields) for name, declaration in FACTS.items()}
        theirs: dict[str, list[str]] = json.loads(self.record.value("fields"))
        if any(set(fields) - set(ours.get(name, ())) for name, fields in theirs.items()):
            self.read_only = problems.NEWER
        elif theirs != ours:
            with self.record.writing() as connection:
                connection.execute(
                    INSTALLATION.update().where(INSTALLATION.c.name == "fields").values(value=json.dumps(ours))
                )


def _apply_chunk(
    cursor: duckdb.DuckDBPyConnection, rows: list[sa.Row[Any]], head: log.Head, progress: Progress | None
) -> None:
    last = rows[-1]
    facts_file.apply(cursor, rows, {head.programme: Known(last.sequence, last.digest, head.erasures)})
    if progress is not None:
        progress(head.programme, last.sequence, head.sequence)


def _beside(record: Record) -> Path:
    """Where this record's facts lie: beside a SQLite file, or in the data folder under the installation's id."""
    if record.path is not None:
        return record.path.with_name(record.path.name + ".facts")
    return Path("data/local") / f"facts-{record.value('id')}"


def rows_as_dicts(cursor: duckdb.DuckDBPyConnection, sql: str, values: Any = None) -> list[dict[str, Any]]:
    """Run a query and give its rows as dicts; decimals stay decimals."""
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
