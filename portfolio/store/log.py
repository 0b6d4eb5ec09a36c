"""The log: events with their payloads beside them, salted, chained per programme, appended only."""

from __future__ import annotations

import dataclasses
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

from portfolio.domain.access.private_logs import programme_of
from portfolio.domain.basis.text import Text
from portfolio.domain.events import Event, EventKind
from portfolio.domain.facts import FACTS, Declaration, Key
from portfolio.store import problems
from portfolio.store.record import EVENT, HEAD, PAYLOAD

ERASED = "[effacé]"
ERASURE = EventKind.PERSONAL_DATA_ERASED.value
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
class LogEntry:
    """A decided event on its way to the log. `fingerprint` is of what was asked, and by whom."""

    event: Event
    actor: str
    command_id: str
    fingerprint: str
    known_at: datetime


def heads(connection: sa.Connection) -> dict[str, Head]:
    """The head of every programme; raises `Damaged` when one cannot be read."""
    return {row.programme: _head(row) for row in connection.execute(sa.select(HEAD))}


def genesis(programme: str) -> str:
    """The digest before the first event."""
    return hashlib.sha256(programme.encode()).hexdigest()


def lock(connection: sa.Connection, programme: str) -> Head:
    """The programme's head, held until the transaction ends; made at sequence 0 for a new programme."""
    first = {
        "programme": programme,
        "sequence": 0,
        "digest": genesis(programme),
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


def append(connection: sa.Connection, head: Head, entries: Sequence[LogEntry], recorded_at: datetime) -> Head:
    """Write the entries after `head`, which must be locked, and redact what the erasures among them are about; the
    new head."""
    now = head
    for is_erasure, group in itertools.groupby(entries, lambda each: each.event.kind is EventKind.PERSONAL_DATA_ERASED):
        if is_erasure:
            for entry in group:
                now = _erase(connection, now, entry, recorded_at)
        else:
            now = _insert(connection, now, list(group), recorded_at)
    moved = {
        "sequence": now.sequence,
        "digest": now.digest,
        "recorded_at": stamp(recorded_at),
        "erasures": now.erasures,
    }
    connection.execute(HEAD.update().where(HEAD.c.programme == head.programme).values(moved))
    return now


def _insert(
    connection: sa.Connection, head: Head, entries: Sequence[LogEntry], recorded_at: datetime, **more: Any
) -> Head:
    """Events and payloads after `head`; `more` goes into every payload."""
    events, payloads = [], []
    sequence, digest = head.sequence, head.digest
    for entry in entries:
        sequence += 1
        event, payload = _rows(head.programme, sequence, digest, entry, recorded_at, more)
        digest = event["digest"]
        events.append(event)
        payloads.append(payload)
    connection.execute(EVENT.insert(), events)
    connection.execute(PAYLOAD.insert(), payloads)
    return Head(head.programme, sequence, digest, recorded_at, head.erasures)


def _erase(connection: sa.Connection, head: Head, entry: LogEntry, recorded_at: datetime) -> Head:
    """An erasure and what it redacts: every payload that carries the row. Its own payload, sealed like any, holds the
    hash of each body that it leaves, or anyone could write another in its name."""
    subject = entry.event.subject
    bodies = dict(_redactions(connection, head.programme, FACTS[subject.fact], subject.key))
    left = {str(sequence): plain_hash(body) for sequence, body in bodies.items()}
    now = _insert(connection, head, [entry], recorded_at, left=left)
    for sequence, body in bodies.items():
        connection.execute(
            PAYLOAD.update()
            .where(PAYLOAD.c.programme == head.programme, PAYLOAD.c.sequence == sequence)
            .values(body=body, salt="", erased_by=now.sequence)
        )
    return dataclasses.replace(now, erasures=now.erasures + 1)


WHOLE = (*EVENT.c, PAYLOAD.c.salt, PAYLOAD.c.body, PAYLOAD.c.erased_by)


def read(
    connection: sa.Connection, programme: str, after: int, limit: int = CHUNK, columns: Sequence[Any] = WHOLE
) -> list[sa.Row[Any]]:
    """The next events with their payload bodies, in sequence order."""
    query = (
        sa.select(*columns)
        .join(PAYLOAD, SAME_EVENT)
        .where(EVENT.c.programme == programme, EVENT.c.sequence > after)
        .order_by(EVENT.c.sequence)
        .limit(limit)
    )
    return list(connection.execute(query))


def chunks(
    connection: sa.Connection, programme: str, after: int = 0, columns: Sequence[Any] = WHOLE
) -> Iterator[list[sa.Row[Any]]]:
    """Every event after that one, in the chunks that are applied at once."""
    while rows := read(connection, programme, after, columns=columns):
        yield rows
        after = rows[-1].sequence


def digest_at(connection: sa.Connection, programme: str, sequence: int) -> str | None:
    """The digest of one event; None when the log does not hold it."""
    if sequence == 0:
        return genesis(programme)
    return connection.scalar(
        sa.select(EVENT.c.digest).where(EVENT.c.programme == programme, EVENT.c.sequence == sequence)
    )


def _redactions(
    connection: sa.Connection, programme: str, declaration: Declaration, key: Key
) -> Iterator[tuple[int, str]]:
    """(sequence, body) of every payload that carries the row, without the personal fields of that row."""
    personal = [field.name for field in declaration.fields if field.personal]
    for row in itertools.chain.from_iterable(chunks(connection, programme)):
        body = orjson.loads(row.body)
        if _redact(body["facts"].get(declaration.name, ()), declaration, key, personal):
            yield row.sequence, canonical(body).decode()


def plain_hash(body: str) -> str:
    """The hash of a body that is no secret any more."""
    return hashlib.sha256(body.encode()).hexdigest()


def salted(salt: str, text: str) -> str:
    """The hash of a payload under its own salt, in hexadecimal: what is erased later cannot be guessed from it."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def chained(previous: str, header: Row) -> str:
    """The digest of an event: what came before, and its own header with the hash of its payload."""
    sealed = canonical([header[name] for name in HEADER])
    return hashlib.sha256(bytes.fromhex(previous) + sealed).hexdigest()


def canonical(value: Any) -> bytes:
    """The one way that a value is written before it is hashed: keys in order, no space."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def stamp(instant: datetime) -> str:
    """An instant as the log writes it, UTC, to the microsecond, so that text sorts as time does."""
    return instant.isoformat(timespec="microseconds")


def _rows(
    programme: str, sequence: int, previous: str, entry: LogEntry, recorded_at: datetime, more: Row
) -> tuple[Row, Row]:
    body = canonical({**entry.event.payload(), **more}).decode()
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


def left_by(body: Any) -> dict[str, str]:
    """What an erasure says it left: the hash of each body by its sequence in text; nothing when it does not say."""
    try:
        return dict(orjson.loads(body)["left"])
    except (ValueError, KeyError, TypeError):  # the chain tells of it
        return {}


def _head(row: sa.Row[Any]) -> Head:
    numbers, texts = (row.sequence, row.erasures), (row.programme, row.digest, row.recorded_at)
    if not all(isinstance(each, int) for each in numbers) or not all(isinstance(each, str) for each in texts):
        raise problems.Damaged(HEAD_UNREADABLE.fill(programme=programme_of(str(row.programme))))
    try:
        return Head(row.programme, row.sequence, row.digest, datetime.fromisoformat(row.recorded_at), row.erasures)
    except ValueError as error:
        raise problems.Damaged(HEAD_UNREADABLE.fill(programme=programme_of(row.programme))) from error


HEAD_UNREADABLE = Text(
    fr="La tête du programme « {programme} » ne se lit plus dans le registre. Restaurez une sauvegarde : « python -m "
    "portfolio restore ».",
    en="The head of programme “{programme}” can no longer be read in the record. Restore a backup: “python -m "
    "portfolio restore”.",
)
