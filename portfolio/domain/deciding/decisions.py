"""The table of decisions, filled beside each of them: what decides a command, what it may change, how it is undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.text import Text
from portfolio.domain.commands import Command
from portfolio.domain.deciding.reading import FactsLookup, in_force
from portfolio.domain.events import Event, EventKind
from portfolio.domain.facts import FACTS, Ending

Decide = Callable[[Any, FactsLookup, datetime, Actor], Event | None]
# The fields that a decision may change, by fact; None for all of them, so that it may add and end rows too.
Changes = Mapping[str, Collection[str] | None]
ANY_FACT: Changes = dict.fromkeys(FACTS)


@dataclass(frozen=True, slots=True)
class Decision:
    """How a command is decided: the kinds of event it may make, what it may change, and why its event is not undone
    (None: it is, within ten minutes)."""

    decide: Decide
    makes: frozenset[EventKind]
    changes: Changes
    not_undone: Text | None = None


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
        _check_within(decision, event, facts)
    return event


def why_not_undone(kind: EventKind) -> Text | None:
    """Why an event of this kind is not undone, None when it is."""
    [decision] = [each for each in DECISIONS.values() if kind in each.makes]
    return decision.not_undone


def _check_within(decision: Decision, event: Event, facts: FactsLookup) -> None:
    """A decision that changes what it does not declare is a fault of ours: nothing of it is recorded."""
    if event.kind not in decision.makes:
        raise RuntimeError(f"{decision.decide.__name__} makes {event.kind}, which it does not declare")
    for row in event.rows if decision.changes is not ANY_FACT else ():
        name = row.declaration.name
        if name not in decision.changes:
            raise RuntimeError(f"{decision.decide.__name__} changes {name}, which it does not declare")
        fields = decision.changes[name]
        if fields is not None:
            held = in_force(facts, row.declaration, [row.key]).get(row.key)
            if held is None or isinstance(row, Ending):
                raise RuntimeError(f"{decision.decide.__name__} adds or ends a {name}, which it does not declare")
            moved = {
                each.name for each in row.declaration.fields if getattr(row, each.name) != getattr(held, each.name)
            }
            if not moved <= {*fields}:
                raise RuntimeError(f"{decision.decide.__name__} changes {sorted(moved - {*fields})} of {name}")
