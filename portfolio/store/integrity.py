"""What is read from the log is checked before it is applied: each payload against its hash, each event against the one
before it. So a record that was changed, or damaged, gives no figure: it says which event is not what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from portfolio.domain.basis.text import Text
from portfolio.store import log
from portfolio.store.record import EVENT, PAYLOAD


class Checked(NamedTuple):
    """The rows that are as they were written, up to the first that is not, and what is wrong with that one."""

    rows: Sequence[Any]
    fault: Text | None


class Chain:
    """Where a log was found sound: the next rows must follow."""

    def __init__(self, connection: sa.Connection, programme: str, sequence: int, digest: str) -> None:
        self._connection = connection
        self._programme = programme
        self._sequence = sequence
        self._digest = digest
        self._erasures: dict[int, dict[str, str]] | None = None  # read when a payload says that it was erased

    def check(self, rows: Sequence[Any]) -> Checked:
        """The next rows of the log, as far as they are sound."""
        for place, row in enumerate(rows):
            fault = self._fault(row)
            if fault is not None:
                return Checked(rows[:place], FAULT.fill(programme=self._programme, what=fault))
            self._sequence, self._digest = row.sequence, row.digest
        return Checked(rows, None)

    def _fault(self, row: Any) -> Text | None:
        expected = self._sequence + 1
        fault = fault_of(row, self._digest, expected)
        if fault is None and row.erased_by is not None and not self._is_redacted(row):
            return NOT_WHAT_WAS_LEFT.fill(n=expected, by=row.erased_by)
        return fault

    def _is_redacted(self, row: Any) -> bool:
        """An erased payload is what the erasure says that it left of it."""
        if self._erasures is None:
            self._erasures = erasures(self._connection, self._programme)
        left = self._erasures.get(row.erased_by, {})
        return left.get(str(row.sequence)) == log.plain_hash(str(row.body))


def fault_of(row: Any, previous: str, expected: int) -> Text | None:
    """What is wrong with an event that should be the `expected` one after `previous`, None when nothing is."""
    if row.sequence != expected:
        return MISSING.fill(n=expected)
    if row.erased_by is None and not _is_sealed(row):
        return PAYLOAD_CHANGED.fill(n=expected)
    return None if _is_chained(previous, row) else HEADER_CHANGED.fill(n=expected)


def erasures(connection: sa.Connection, programme: str) -> dict[int, dict[str, str]]:
    """The erasures of a programme by sequence, each with the hashes of the bodies it left, by sequence in text."""
    is_erasure = EVENT.c.programme == programme, EVENT.c.kind == log.ERASURE
    query = sa.select(EVENT.c.sequence, PAYLOAD.c.body).join(PAYLOAD, log.SAME_EVENT).where(*is_erasure)
    return {number: log.left_by(body) for number, body in connection.execute(query)}


def sound(connection: sa.Connection, head: log.Head, after: int, digest: str) -> Iterator[Checked]:
    """The log after an event, chunk by chunk, as far as it is what was written; it ends with its head."""
    chain = Chain(connection, head.programme, after, digest)
    for rows in log.chunks(connection, head.programme, after):
        checked = chain.check(rows)
        yield checked
        if checked.fault is not None:
            return
        after, digest = rows[-1].sequence, rows[-1].digest
    if (after, digest) != (head.sequence, head.digest):
        yield Checked((), FAULT.fill(programme=head.programme, what=NOT_ITS_HEAD.fill(head=head.sequence, found=after)))


def _is_sealed(row: Any) -> bool:
    try:
        return log.salted(row.salt, row.body) == str(row.payload_hash)
    except (AttributeError, TypeError, ValueError):  # the salt is not one, or the body is no text
        return False


def _is_chained(previous: str, row: Any) -> bool:
    try:
        return log.chained(previous, row._mapping) == str(row.digest)
    except TypeError:  # a column holds no text
        return False


FAULT = Text(
    fr="Le registre du programme « {programme} » n’est plus ce qui y a été écrit : {what}. Ce qui s’affiche s’arrête à "
    "l’événement d’avant, et plus rien ne s’y enregistre. Restaurez une sauvegarde : « python -m portfolio restore ».",
    en="The record of programme “{programme}” is no longer what was written in it: {what}. What is shown stops at the "
    "event before, and nothing more is recorded in it. Restore a backup: “python -m portfolio restore”.",
)
A_PART = Text(
    fr="une partie n’en est plus sûre (« python -m portfolio doctor » dit laquelle)",
    en="a part of it is no longer sure (“python -m portfolio doctor” says which)",
)
MISSING = Text(fr="l’événement n° {n} manque", en="event no. {n} is missing")
PAYLOAD_CHANGED = Text(
    fr="le contenu de l’événement n° {n} a été modifié", en="the payload of event no. {n} was changed"
)
HEADER_CHANGED = Text(fr="l’en-tête de l’événement n° {n} a été modifié", en="the header of event no. {n} was changed")
NOT_WHAT_WAS_LEFT = Text(
    fr="le contenu de l’événement n° {n} n’est pas ce que l’effacement n° {by} en a laissé",
    en="the payload of event no. {n} is not what erasure no. {by} left of it",
)
NOT_ITS_HEAD = Text(
    fr="la tête annonce {head} événements, le journal s’arrête au n° {found}, ou son empreinte diffère",
    en="the head announces {head} events, the log stops at no. {found}, or its digest differs",
)
UNREADABLE_PAYLOAD = Text(
    fr="Un contenu du registre ne se lit pas ({found}). Restaurez une sauvegarde : « python -m portfolio restore ».",
    en="A payload of the record cannot be read ({found}). Restore a backup: “python -m portfolio restore”.",
)
NOT_APPLIED = Text(
    fr="le contenu de l’événement n° {n} ne se lit pas ({found})",
    en="the payload of event no. {n} cannot be read ({found})",
)
