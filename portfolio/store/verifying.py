"""Checking the record from its first event: hashes, chain, heads, erasures. What is found is said in words."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from portfolio.domain.events import EventKind
from portfolio.domain.words import Text
from portfolio.store import log
from portfolio.store.record import EVENT, PAYLOAD, Record


@dataclass
class Verdict:
    """One programme checked: how many events, how many redacted payloads, and the first fault of each kind."""

    programme: str
    events: int = 0
    erased: int = 0
    faults: list[Text] = field(default_factory=list)


def verify(record: Record) -> Iterator[Verdict]:
    """Check every programme of the record, reading each event once."""
    with record.reading() as connection:
        heads = log.heads(connection)
        for head in heads.values():
            verdict = Verdict(head.programme)
            _check_chain(connection, head, verdict)
            _check_counts(connection, head, verdict)
            yield verdict
        for programme in connection.scalars(sa.select(EVENT.c.programme).distinct()):
            if programme not in heads:
                yield Verdict(programme, faults=[Text(fr="le journal n’a pas de tête", en="the log has no head")])


def _check_chain(connection: sa.Connection, head: log.Head, verdict: Verdict) -> None:
    previous = hashlib.sha256(head.programme.encode()).hexdigest()
    for row in itertools.chain.from_iterable(log.chunks(connection, head.programme)):
        fault = _fault(dict(row._mapping), previous, verdict.events + 1)
        if fault is not None:
            verdict.faults.append(fault)
            return
        verdict.events += 1
        verdict.erased += row.erased_by is not None
        previous = row.digest
    if (verdict.events, previous) != (head.sequence, head.digest):
        verdict.faults.append(
            Text(
                fr=f"la tête annonce {head.sequence} événements, le journal en tient {verdict.events}, "
                "ou son empreinte diffère",
                en=f"the head announces {head.sequence} events, the log holds {verdict.events}, or its digest differs",
            )
        )


def _fault(row: log.Row, previous: str, expected: int) -> Text | None:
    if row["sequence"] != expected:
        return Text(fr=f"l’événement n° {expected} manque", en=f"event no. {expected} is missing")
    if row["erased_by"] is None and not _is_sealed(row):
        return Text(
            fr=f"le contenu de l’événement n° {expected} a été modifié",
            en=f"the payload of event no. {expected} was changed",
        )
    if log.chained(previous, row) != row["digest"]:
        return Text(
            fr=f"l’en-tête de l’événement n° {expected} a été modifié",
            en=f"the header of event no. {expected} was changed",
        )
    return None


def _is_sealed(row: log.Row) -> bool:
    try:
        return log.payload_hash(row["salt"], row["body"]) == str(row["payload_hash"])
    except ValueError:  # the salt is not one
        return False


def _check_counts(connection: sa.Connection, head: log.Head, verdict: Verdict) -> None:
    """Every erasure has its event, and no payload stands without its header."""
    _check_erasures(connection, head, verdict)
    payloads = connection.scalar(sa.select(sa.func.count()).where(PAYLOAD.c.programme == head.programme))
    if not verdict.faults and payloads != verdict.events:
        verdict.faults.append(
            Text(
                fr=f"{payloads} contenus pour {verdict.events} événements",
                en=f"{payloads} payloads for {verdict.events} events",
            )
        )


def _check_erasures(connection: sa.Connection, head: log.Head, verdict: Verdict) -> None:
    """A payload is redacted by an event that does so, and the head counts them."""
    of_programme = EVENT.c.programme == head.programme
    erasures = set(
        connection.scalars(
            sa.select(EVENT.c.sequence).where(of_programme, EVENT.c.kind == EventKind.PERSONAL_DATA_ERASED.value)
        )
    )
    named = connection.scalars(
        sa.select(PAYLOAD.c.erased_by)
        .distinct()
        .where(PAYLOAD.c.programme == head.programme, PAYLOAD.c.erased_by.is_not(None))
    )
    for sequence in set(named) - erasures:
        verdict.faults.append(
            Text(
                fr=f"un contenu se dit effacé par l’événement n° {sequence}, qui n’efface rien",
                en=f"a payload claims to be erased by event no. {sequence}, which erases nothing",
            )
        )
    if len(erasures) != head.erasures:
        verdict.faults.append(
            Text(
                fr=f"{head.erasures} effacements annoncés, {len(erasures)} événements d’effacement au journal",
                en=f"{head.erasures} erasures announced, {len(erasures)} erasure events in the log",
            )
        )
