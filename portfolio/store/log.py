"""The log: events with their payloads beside them, salted, chained per programme, appended only."""

from __future__ import annotations

import hashlib
import itertools
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portfolio.domain.events import Event
from portfolio.domain.facts import Declaration, Key
from portfolio.store.record import EVENT, HEAD, PAYLOAD

ERASED = "[effacé]"
# What parts a command's id and the number of each event after the first that was sent with it.
NEXT = "#"
SAME_EVENT = sa.and_(PAYLOAD.c.programme == EVENT.c.programme, PAYLOAD.c.sequence == EVENT.c.sequence)
CHUNK = 20_000
# The columns that the digest seals, in this order.
HEADER = (
    "programme",
    "sequence",
    "kind",
    "subject",
    "actor",
    "recorded_at",
    "known_at",
    "command_id",
    "command_hash",
    "payload_hash",
)
Row = dict[str, Any]
Connection = sa.Connection


@dataclass(frozen=True, slots=True)
class Head:
    """Where a programme's log stands; sequence 0 before its first event."""

    programme: str
    sequence: int
    digest: str
    recorded_at: datetime
    erasures: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A decided event on its way to the log. `fingerprint` is of what was asked, and by whom."""

    event: Event
    actor: str
    command_id: str
    fingerprint: str
    known_at: datetime


def heads(connection: sa.Connection) -> dict[str, Head]:
    """The head of every programme."""
    return {row.programme: _head(row) for row in connection.execute(sa.select(HEAD))}


def lock(connection: sa.Connection, programme: str) -> Head:
    """The programme's head, held until the transaction ends; made at sequence 0 for a new programme."""
    genesis = hashlib.sha256(programme.encode()).hexdigest()
    first = {
        "programme": programme,
        "sequence": 0,
        "digest": genesis,
        "recorded_at": stamp(datetime.min),
        "erasures": 0,
    }
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(HEAD).values(first).on_conflict_do_nothing())
    return _head(connection.execute(sa.select(HEAD).where(HEAD.c.programme == programme).with_for_update()).one())


@dataclass(frozen=True, slots=True)
class Asked:
    """A command already carried out: `sequence` is the last event that it made, and those sent together with it."""

    sequence: int
    salt: str
    command_hash: str

    def was(self, fingerprint: str) -> bool:
        """Whether this is what was asked. Never so of what is erased since: nothing is left to compare with."""
        return self.salt != "" and self.command_hash == salted(self.salt, fingerprint)


def find_command(connection: sa.Connection, programme: str, command_id: str) -> Asked | None:
    """What this id was given to, or None."""
    of_programme, sequence = EVENT.c.programme == programme, EVENT.c.sequence
    found = connection.execute(
        sa.select(sequence, EVENT.c.command_hash, PAYLOAD.c.salt)
        .join(PAYLOAD, SAME_EVENT)
        .where(of_programme, EVENT.c.command_id == command_id)
    ).one_or_none()
    if found is None:
        return None
    together = EVENT.c.command_id.startswith(f"{command_id}{NEXT}", autoescape=True)
    last = connection.scalar(sa.select(sa.func.max(sequence)).where(of_programme, sequence > found.sequence, together))
    return Asked(last or found.sequence, found.salt, found.command_hash)


def append(connection: sa.Connection, head: Head, entries: Sequence[Entry], recorded_at: datetime) -> Head:
    """Write the entries after `head`, which must be locked; the new head."""
    events, payloads = [], []
    sequence, digest = head.sequence, head.digest
    for entry in entries:
        sequence += 1
        event, payload = _rows(head.programme, sequence, digest, entry, recorded_at)
        digest = event["digest"]
        events.append(event)
        payloads.append(payload)
    connection.execute(EVENT.insert(), events)
    connection.execute(PAYLOAD.insert(), payloads)
    connection.execute(
        HEAD.update()
        .where(HEAD.c.programme == head.programme)
        .values(sequence=sequence, digest=digest, recorded_at=stamp(recorded_at))
    )
    return Head(head.programme, sequence, digest, recorded_at, head.erasures)


def read(connection: sa.Connection, programme: str, after: int, limit: int = CHUNK) -> list[sa.Row[Any]]:
    """The next events with their payload bodies, in sequence order."""
    query = (
        sa.select(*EVENT.c, PAYLOAD.c.salt, PAYLOAD.c.body, PAYLOAD.c.erased_by)
        .join(PAYLOAD, SAME_EVENT)
        .where(EVENT.c.programme == programme, EVENT.c.sequence > after)
        .order_by(EVENT.c.sequence)
        .limit(limit)
    )
    return list(connection.execute(query))


def chunks(connection: sa.Connection, programme: str, after: int = 0) -> Iterator[list[sa.Row[Any]]]:
    """Every event after that one, in the chunks that are applied at once."""
    while rows := read(connection, programme, after):
        yield rows
        after = rows[-1].sequence


def digest_at(connection: sa.Connection, programme: str, sequence: int) -> str | None:
    """The digest of one event; None when the log does not hold it."""
    if sequence == 0:
        return hashlib.sha256(programme.encode()).hexdigest()
    return connection.scalar(
        sa.select(EVENT.c.digest).where(EVENT.c.programme == programme, EVENT.c.sequence == sequence)
    )


def erase(connection: sa.Connection, programme: str, declaration: Declaration, key: Key, by: int) -> int:
    """Redact the personal fields of one row in every payload that carries it; how many payloads changed.

    `by` is the erasure's own event, already appended, which every redacted payload names.
    """
    personal = [field.name for field in declaration.fields if field.personal]
    changed = 0
    for row in itertools.chain.from_iterable(chunks(connection, programme)):
        body = orjson.loads(row.body)
        if _redact(body["facts"].get(declaration.name, ()), declaration, key, personal):
            connection.execute(
                PAYLOAD.update()
                .where(PAYLOAD.c.programme == programme, PAYLOAD.c.sequence == row.sequence)
                .values(body=canonical(body).decode(), salt="", erased_by=by)
            )
            changed += 1
    connection.execute(HEAD.update().where(HEAD.c.programme == programme).values(erasures=HEAD.c.erasures + 1))
    return changed


def salted(salt: str, text: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def chained(previous: str, header: Row) -> str:
    """The digest of an event: what came before, and its own header with the hash of its payload."""
    sealed = canonical([header[name] for name in HEADER])
    return hashlib.sha256(bytes.fromhex(previous) + sealed).hexdigest()


def canonical(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def stamp(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds")


def _rows(programme: str, sequence: int, previous: str, entry: Entry, recorded_at: datetime) -> tuple[Row, Row]:
    body = canonical(entry.event.payload()).decode()
    salt = secrets.token_hex(16)
    event: Row = {
        "programme": programme,
        "sequence": sequence,
        "kind": entry.event.kind.value,
        "subject": str(entry.event.subject),
        "actor": entry.actor,
        "recorded_at": stamp(recorded_at),
        "known_at": stamp(entry.known_at),
        "command_id": entry.command_id,
        # Salted like the payload: once that is erased, neither hash confirms a guess of what it said.
        "command_hash": salted(salt, entry.fingerprint),
        "payload_hash": salted(salt, body),
    }
    event["digest"] = chained(previous, event)
    return event, {"programme": programme, "sequence": sequence, "salt": salt, "body": body}


def _redact(rows: Sequence[Row], declaration: Declaration, key: Key, personal: Sequence[str]) -> bool:
    touched = False
    for row in rows:
        if tuple(str(row[name]) for name in declaration.key) == key:
            for name in personal:
                if row.get(name) not in {None, ERASED}:
                    row[name] = ERASED
                    touched = True
    return touched


def _head(row: sa.Row[Any]) -> Head:
    return Head(row.programme, row.sequence, row.digest, datetime.fromisoformat(row.recorded_at), row.erasures)
