"""Checking the record from its first event: hashes, chain, heads, erasures. What is found is said in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portfolio.domain.basis.text import Text
from portfolio.store import integrity, log, problems, triggers
from portfolio.store.anchors import Anchors
from portfolio.store.record import EVENT, PAYLOAD, Record


@dataclass
class LogVerdict:
    """One programme checked: how many events, how many redacted payloads, and the first fault of each kind. Damage
    to the file itself is said under the name of the record."""

    programme: str
    events: int = 0
    erased: int = 0
    faults: list[Text] = field(default_factory=list)


def verify(record: Record, anchors: Anchors | None = None) -> Iterator[LogVerdict]:
    """Check every programme of the record, reading each event once; and that it holds what its anchors say."""
    lost = _lost(anchors) if anchors is not None else []
    if lost:
        yield LogVerdict(record.where, faults=lost)
    with record.reading() as connection:
        damage = _damage(connection)
        faults = [damage] if damage is not None else []
        faults += _unguarded(connection)
        if faults:
            yield LogVerdict(record.where, faults=faults)
        try:
            heads = log.heads(connection)
        except problems.Damaged as error:
            yield LogVerdict(record.where, faults=[error.text])
            return
        for head in heads.values():
            verdict = LogVerdict(head.programme)
            _check_chain(connection, head, verdict)
            _check_counts(connection, head, verdict)
            yield verdict
        for programme in connection.scalars(sa.select(EVENT.c.programme).distinct()):
            if programme not in heads:
                yield LogVerdict(programme, faults=[Text(fr="le journal n’a pas de tête", en="the log has no head")])


def _lost(anchors: Anchors) -> list[Text]:
    try:
        return anchors.faults()
    except problems.Damaged as damaged:
        return [damaged.text]


def _damage(connection: sa.Connection) -> Text | None:
    """What SQLite itself finds wrong in its file, indexes included; PostgreSQL is not asked."""
    if connection.dialect.name != "sqlite":
        return None
    found = connection.exec_driver_sql("pragma integrity_check(1)").scalar()
    if found == "ok":
        return None
    return DAMAGED.fill(found=found)


def _unguarded(connection: sa.Connection) -> list[Text]:
    """The guards that do not stand, in words."""
    try:
        return [NO_TRIGGER.fill(name=name) for name in triggers.missing(connection)]
    except sa.exc.DBAPIError as error:
        return [NOT_COMPARED.fill(found=str(error.orig).splitlines()[0])]


def _rows(connection: sa.Connection, programme: str) -> Iterator[sa.Row[Any]]:
    """Every event in order; past a chunk that cannot be read, one by one up to the event that cannot."""
    after, limit = 0, log.CHUNK
    while True:
        try:
            rows = log.read(connection, programme, after, limit)
        except sa.exc.DatabaseError:
            if limit == 1:
                raise
            limit = 1
            continue
        if not rows:
            return
        yield from rows
        after = rows[-1].sequence


def _check_chain(connection: sa.Connection, head: log.Head, verdict: LogVerdict) -> None:
    try:
        _check_events(connection, head, verdict)
    except sa.exc.DatabaseError as error:
        number = verdict.events + 1
        verdict.faults.append(
            Text(
                fr=f"l’événement n° {number} ne peut pas être lu ({error.orig})",
                en=f"event no. {number} cannot be read ({error.orig})",
            )
        )


def _check_events(connection: sa.Connection, head: log.Head, verdict: LogVerdict) -> None:
    previous, recorded_at = hashlib.sha256(head.programme.encode()).hexdigest(), log.stamp(datetime.min)
    for row in _rows(connection, head.programme):
        fault = integrity.fault_of(row, previous, verdict.events + 1)
        if fault is not None:
            verdict.faults.append(fault)
            return
        verdict.events += 1
        verdict.erased += row.erased_by is not None
        previous, recorded_at = row.digest, row.recorded_at
    if (verdict.events, previous, recorded_at) != (head.sequence, head.digest, log.stamp(head.recorded_at)):
        verdict.faults.append(
            Text(
                fr=f"la tête annonce {head.sequence} événements, le journal en tient {verdict.events}, "
                "ou son empreinte ou son heure diffère",
                en=f"the head announces {head.sequence} events, the log holds {verdict.events}, "
                "or its digest or its time differs",
            )
        )


def _check_counts(connection: sa.Connection, head: log.Head, verdict: LogVerdict) -> None:
    """Every erasure has its event, and no payload stands without its header."""
    _check_erasures(connection, head, verdict)
    payloads = connection.scalar(sa.select(sa.func.count()).where(PAYLOAD.c.programme == head.programme))
    if not verdict.faults and payloads != verdict.events:
        verdict.faults.append(PAYLOADS_MISCOUNTED.fill(payloads=payloads, events=verdict.events))


def _check_erasures(connection: sa.Connection, head: log.Head, verdict: LogVerdict) -> None:
    """A payload is redacted by an event that does so and says what it left of it; the head counts such events."""
    erasures = integrity.erasures(connection, head.programme)
    redacted = connection.execute(
        sa.select(PAYLOAD.c.sequence, PAYLOAD.c.body, PAYLOAD.c.erased_by).where(
            PAYLOAD.c.programme == head.programme, PAYLOAD.c.erased_by.is_not(None)
        )
    )
    for sequence, body, erased_by in redacted:
        if erased_by not in erasures:
            verdict.faults.append(ERASES_NOTHING.fill(n=erased_by))
        elif erasures[erased_by].get(str(sequence)) != log.plain_hash(str(body)):
            verdict.faults.append(integrity.NOT_WHAT_WAS_LEFT.fill(n=sequence, by=erased_by))
    if len(erasures) != head.erasures:
        verdict.faults.append(ERASURES_MISCOUNTED.fill(announced=head.erasures, found=len(erasures)))


DAMAGED = Text(
    fr="le fichier du registre est abîmé ({found}). Restaurez une sauvegarde.",
    en="the file of the record is damaged ({found}). Restore a backup.",
)
NO_TRIGGER = Text(
    fr="la garde « {name} » qui empêche de changer le journal n’est plus là, ou n’est plus la même. Ce qui y est se "
    "vérifie encore ; rien n’empêche plus de le changer. Restaurez une sauvegarde.",
    en="the guard “{name}” that keeps the log from being changed is no longer there, or no longer the same. What is in "
    "it can still be verified; nothing keeps it from being changed any more. Restore a backup.",
)
NOT_COMPARED = Text(
    fr="les gardes qui empêchent de changer le journal n’ont pas pu être comparées ({found}). Donnez à cet utilisateur "
    "de la base le droit de créer des tables temporaires.",
    en="the guards that keep the log from being changed could not be compared ({found}). Give this user of the "
    "database the right to create temporary tables.",
)
ERASES_NOTHING = Text(
    fr="un contenu se dit effacé par l’événement n° {n}, qui n’efface rien",
    en="a payload claims to be erased by event no. {n}, which erases nothing",
)
PAYLOADS_MISCOUNTED = Text("{payloads} contenus pour {events} événements", "{payloads} payloads for {events} events")
ERASURES_MISCOUNTED = Text(
    fr="{announced} effacements annoncés, {found} événements d’effacement au journal",
    en="{announced} erasures announced, {found} erasure events in the log",
)
