"""The table of decisions, filled beside each of them: what decides a command, what it may change, how it is undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.text import Text
from portfolio.domain.commands import Command
from portfolio.domain.deciding.limits import Beyond, Changes
from portfolio.domain.deciding.reading import FactsLookup
from portfolio.domain.events import Event, EventKind

Decide = Callable[[Any, FactsLookup, datetime, Actor], Event | None]


@dataclass(frozen=True, slots=True)
class Decision:
    """How a command is decided: the kinds of event it may make, which rows it may change, and why its event is not
    undone (None: it is, within ten minutes)."""

    decide: Decide
    makes: frozenset[EventKind]
    changes: Changes
    not_undone: Text | None = None


class OwnFault(RuntimeError):
    """A decision that goes beyond what it declares. Nothing that a person asks provokes it; `text` says it in words."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.text = OWN_FAULT.fill(found=found)


DECISIONS: dict[type[Command], Decision] = {}


def decides(
    command: type[Command], *makes: EventKind, changes: Changes, not_undone: Text | None = None
) -> Callable[[Decide], Decide]:
    """Enter the function below in the table, as what decides this command; `TypeError` when something already does."""

    def entered(decide: Decide) -> Decide:
        if command in DECISIONS:
            raise TypeError(f"{command.__name__} is decided twice")
        DECISIONS[command] = Decision(decide, frozenset(makes), changes, not_undone)
        return decide

    return entered


def decide(command: Command, facts: FactsLookup, *, at: datetime, actor: Actor) -> Event | None:
    """The event this command makes at `at` (UTC), None when it changes nothing; raises `Refused`."""
    decision = DECISIONS.get(type(command))
    if decision is None:
        raise TypeError(f"no rule decides {type(command).__name__}")
    event = decision.decide(command, facts, at, actor)
    if event is not None:
        _check_within(decision, event, command, facts, actor)
    return event


def why_not_undone(kind: EventKind) -> Text | None:
    """Why an event of this kind is not undone, None when it is."""
    [decision] = [each for each in DECISIONS.values() if kind in each.makes]
    return decision.not_undone


def _check_within(decision: Decision, event: Event, command: Command, facts: FactsLookup, actor: Actor) -> None:
    """A decision that changes what it does not declare is a fault of ours: nothing of it is recorded."""
    name = decision.decide.__name__
    if event.kind not in decision.makes:
        raise OwnFault(f"{name} makes {event.kind}, which it does not declare")
    judges: dict[int, Beyond] = {}
    for row in event.rows:
        limit = decision.changes.get(row.declaration.name)
        if limit is None:
            raise OwnFault(f"{name} changes {row.declaration.name}, which it does not declare")
        if id(limit) not in judges:
            judges[id(limit)] = limit.of(command, facts, actor)
        beyond = judges[id(limit)](row)
        if beyond is not None:
            raise OwnFault(f"{name} {beyond}")


OWN_FAULT = Text(
    fr="L’application s’est trompée : ce qu’elle allait enregistrer dépassait ce qui lui est demandé. Rien n’a été "
    "enregistré. Signalez-le à l’équipe du programme avec ces mots : {found}.",
    en="The application made a mistake: what it was about to record went beyond what it was asked. Nothing was "
    "recorded. Report it to the programme office with these words: {found}.",
)
