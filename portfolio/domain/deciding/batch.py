"""Deciding several commands together: each sees what the others have just decided; all are good, or none is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import Command, EnterRows, ImportFacts, Seen
from portfolio.domain.deciding.access_objects import access_objects
from portfolio.domain.deciding.batch_checks import check_batch
from portfolio.domain.deciding.checks import check_private, check_rows
from portfolio.domain.deciding.decisions import decide
from portfolio.domain.deciding.reading import FactsLookup, by_fact, current
from portfolio.domain.events import Decided, Event
from portfolio.domain.facts import FACTS, Ending, Fact


class Batch(FactsLookup, Protocol):
    """Facts on which what the batch decides is laid."""

    def add(self, decided: Decided) -> None:
        """Lay an event of the batch on top."""


class Stale(Refused):
    """A row that the form showed has changed since: base, mine and theirs, side by side. None: no such row."""

    def __init__(self, base: Fact | None, mine: Fact | None, theirs: Fact | None) -> None:
        super().__init__(STALE)
        self.base, self.mine, self.theirs = base, mine, theirs


def decide_all(commands: Sequence[Command], facts: Batch, *, at: datetime, actor: Actor, after: int) -> list[Decided]:
    """The events that the commands make, numbered from `after`; raises `Forbidden`, `Stale` or `Refused`."""
    decided: list[Decided] = []
    _read_ahead(commands, facts)
    for command in commands:
        for object_ in access_objects(command, facts):
            access.require(actor, command.action, object_)
        event = decide(command, facts, at=at, actor=actor)
        if event is None:
            continue
        known_at = getattr(command, "known_at", None) or at
        check_rows(event, command.programme, day_of(known_at))
        check_private(event, command.private_project_id)
        _check_seen(command, event, facts)
        decided.append(Decided(after + len(decided) + 1, known_at, event))
        facts.add(decided[-1])
    events = [each.event for each in decided]
    check_batch(events, facts)
    return decided


def _read_ahead(commands: Sequence[Command], facts: FactsLookup) -> None:
    """Ask at once for what will be asked row by row: a reader remembers."""
    rows = (row for command in commands if isinstance(command, ImportFacts | EnterRows) for row in command.rows)
    for name, keys in by_fact((row.declaration.name, row.key) for row in rows).items():
        facts.versions(FACTS[name], keys)


def fingerprint(commands: Sequence[Command], actor: Actor) -> str:
    """What is asked, whole, and by whom: the same commands again, by the same actor, have the same one."""
    asked = [str(actor), *(command.hash() for command in commands)]
    return hashlib.sha256("".join(asked).encode()).hexdigest()


def _check_seen(command: Command, event: Event, facts: FactsLookup) -> None:
    """A form is judged on what it edited: a row that changed since it was shown is not overwritten."""
    for seen in command.seen:
        held = current(facts, FACTS[seen.fact], seen.key)
        if seen.sequence == 0 and (held is None or held.row is None):
            continue  # a row that ended was not there to be seen: entered again, it overwrites nothing
        if held is None or held.sequence != seen.sequence:
            mine = next((row for row in event.rows if (row.declaration.name, row.key) == (seen.fact, seen.key)), None)
            theirs = held.row if held else None
            raise Stale(_as_seen(seen, facts), None if isinstance(mine, Ending) else mine, theirs)


def _as_seen(seen: Seen, facts: FactsLookup) -> Fact | None:
    versions = facts.versions(FACTS[seen.fact], [seen.key])[seen.key]
    return next((version.row for version in versions if version.sequence == seen.sequence), None)


STALE = Text(
    fr="Quelqu’un d’autre a enregistré un changement depuis que vous avez ouvert ce formulaire. Rien n’a été "
    "enregistré : comparez, puis publiez de nouveau.",
    en="Someone else recorded a change since you opened this form. Nothing was recorded: compare, then publish again.",
)
