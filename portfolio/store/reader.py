"""The facts as a rule sees them: the store's versions, with what the batch has just decided laid on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from portfolio.domain.access.private_logs import MAY_BE_PRIVATE, programme_of
from portfolio.domain.events import Decided, EventKind, PastEvent, Subject, Version
from portfolio.domain.facts import FACTS, Declaration, EconomicModel, Ending, Fact, Field, Key
from portfolio.store import schema
from portfolio.store.rows import rows_as_dicts


class FactsReader:
    """Answers the `Batch` protocol of the domain for one log, from one cursor; what a private log does not hold is read
    in its programme's. `beside`: the readers of the logs that the same operation has already decided."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        log: str,
        *,
        is_empty: bool = False,
        beside: Sequence[FactsReader] = (),
    ) -> None:
        self._cursor = cursor
        self._log = log
        self._programme = programme_of(log)
        self._is_empty = is_empty
        self._beside = beside
        # The cursor is on one snapshot: what was read once is read.
        self._read: dict[tuple[str, Key], list[Version]] = {}
        self._overlay: dict[tuple[str, Key], list[Version]] = {}

    def add(self, decided: Decided) -> None:
        """Lay an event of the batch on top."""
        for row in decided.event.rows:
            held = None if isinstance(row, Ending) else row
            version = Version(decided.sequence, decided.known_at, held)
            self._overlay.setdefault((row.declaration.name, row.key), []).append(version)

    def versions(self, declaration: Declaration, keys: Iterable[Key]) -> dict[Key, Sequence[Version]]:
        wanted, name = list(dict.fromkeys(keys)), declaration.name
        unread = [] if self._is_empty else [key for key in wanted if (name, key) not in self._read]
        if unread:
            self._read |= {(name, key): [] for key in unread}
            for key, version in self._stored(declaration, unread):
                self._read[name, key].append(version)
        found: dict[Key, Sequence[Version]] = {}
        for key in wanted:
            read, laid = self._read.get((name, key), []), self._overlay.get((name, key))
            found[key] = sorted([*read, *laid], key=lambda v: (v.known_from, v.sequence)) if laid else read
        return found

    def referring(
        self, declaration: Declaration, keys: Iterable[Key], only: Declaration | None = None
    ) -> list[tuple[Fact, Field]]:
        wanted = list(keys)
        referrers = (only,) if only else tuple(FACTS.values())
        return [
            (row, field)
            for referrer in (referrers if wanted and not self._is_empty else ())
            for field in referrer.fields
            if field.refers_to == declaration.name
            for row in self._referring(referrer, field, declaration, wanted)
        ]

    def modelled_elsewhere(self, projects: Iterable[str]) -> set[str]:
        wanted = sorted(projects)
        rows = self._cursor.execute(
            "SELECT project_id FROM economic_model WHERE list_contains(?, project_id) AND programme <> ? "
            "AND (programme = ? OR programme = ? || '~' || project_id)",
            [wanted, self._log, self._programme, self._programme],
        ).fetchall()
        found = {project_id for (project_id,) in rows}
        for other in self._beside:
            for project_id in wanted:
                laid = other._overlay.get((EconomicModel.declaration.name, (project_id,)))
                if laid:
                    found = found - {project_id} if laid[-1].row is None else found | {project_id}
        return found

    def past(self, sequence: int) -> PastEvent | None:
        found = self._events("sequence = ?", sequence)
        return found[0] if found else None

    def later(self, sequence: int) -> list[PastEvent]:
        return self._events("sequence > ?", sequence)

    def unknown_territories(self, territories: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
        """Those of the (level, code) pairs that the reference data lacks, with the code that replaced it if one did."""
        pairs = list(territories)
        if not pairs:
            return {}
        self._cursor.register("wanted", pa.table({"level": [p[0] for p in pairs], "code": [p[1] for p in pairs]}))
        rows = self._cursor.execute(
            "SELECT wanted.level, wanted.code, former.current_code FROM wanted ANTI JOIN territory USING (level, code) "
            "LEFT JOIN former_communes AS former ON wanted.level = 'commune' AND former.code = wanted.code"
        ).fetchall()
        self._cursor.unregister("wanted")
        return {(level, code): current for level, code, current in rows}

    def _stored(self, declaration: Declaration, keys: list[Key]) -> Iterable[tuple[Key, Version]]:
        """One query for all the keys of a fact; versions come in the order of history."""
        asked = f"SELECT sequence, known_from, ended, {schema.columns(declaration)} FROM {declaration.name}_history"
        if len(keys) == 1:  # a plan of its own, for what a command reads row by row
            named = " AND ".join(f"{name} = ?" for name in declaration.key)
            where, values = f"WHERE {named} AND programme = ?", [*keys[0], self._where(declaration)]
        else:
            parts = {name: [key[i] for key in keys] for i, name in enumerate(declaration.key)}
            self._cursor.register("wanted", pa.table(parts))
            where = f"SEMI JOIN wanted USING ({', '.join(declaration.key)}) WHERE programme = ?"
            values = [self._where(declaration)]
        rows = self._cursor.execute(f"{asked} {where} ORDER BY known_from, sequence", values).fetchall()
        if len(keys) > 1:
            self._cursor.unregister("wanted")
        names = [field.name for field in declaration.fields]
        for sequence, known_from, ended, *values in rows:
            row = dict(zip(names, values, strict=True))
            key = tuple(row[name] for name in declaration.key)
            yield key, Version(sequence, known_from, None if ended else declaration.fact(**row))

    def _referring(self, referrer: Declaration, field: Field, target: Declaration, keys: list[Key]) -> list[Fact]:
        """The stored rows of one fact that refer to these keys by this field, unless the batch has changed them: what
        a batch says is looked at from the other end."""
        parts = [*target.key[:-1], field.name]
        self._cursor.register("wanted", pa.table({part: [key[i] for key in keys] for i, part in enumerate(parts)}))
        rows = rows_as_dicts(
            self._cursor,
            f"SELECT {schema.columns(referrer)} FROM {referrer.name} SEMI JOIN wanted USING ({', '.join(parts)}) "
            f"WHERE programme = $programme ORDER BY {', '.join(referrer.key)}",
            {"programme": self._where(referrer)},
        )
        self._cursor.unregister("wanted")
        made = [referrer.fact(**row) for row in rows]
        return [row for row in made if (referrer.name, row.key) not in self._overlay]

    def _where(self, declaration: Declaration) -> str:
        """The log that holds the rows of this fact."""
        return self._log if declaration.name in MAY_BE_PRIVATE else self._programme

    def _events(self, where: str, sequence: int) -> list[PastEvent]:
        rows = self._cursor.execute(
            "SELECT sequence, kind, subject, actor, recorded_at, known_at, undoes FROM event "
            f"WHERE programme = ? AND {where} ORDER BY sequence",
            [self._log, sequence],
        ).fetchall()
        keys = self._keys(where, sequence) if rows else {}
        return [_past(row, keys.get(row[0], ())) for row in rows]

    def _keys(self, where: str, sequence: int) -> dict[int, tuple[tuple[Declaration, Key], ...]]:
        found: dict[int, list[tuple[Declaration, Key]]] = {}
        for declaration in FACTS.values():
            rows = self._cursor.execute(
                f"SELECT sequence, {', '.join(declaration.key)} FROM {declaration.name}_history "
                f"WHERE programme = ? AND {where}",
                [self._log, sequence],
            ).fetchall()
            for asserted, *key in rows:
                found.setdefault(asserted, []).append((declaration, tuple(key)))
        return {asserted: tuple(keys) for asserted, keys in found.items()}


def _past(row: tuple[Any, ...], keys: tuple[tuple[Declaration, Key], ...]) -> PastEvent:
    sequence, kind, subject, actor, recorded_at, known_at, undoes = row
    return PastEvent(sequence, EventKind.of(kind), Subject.parse(subject), actor, recorded_at, known_at, undoes, keys)
