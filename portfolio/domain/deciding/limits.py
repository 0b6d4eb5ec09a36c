"""What a decision may change: of which facts, which rows, which fields. Declared beside it, and held at run time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from portfolio.domain.access.actor import Actor
from portfolio.domain.commands import Command
from portfolio.domain.deciding.reading import FactsLookup, in_force
from portfolio.domain.facts import FACTS, Ending, Fact, Key

Row = Fact | Ending
# Rows by fact and key: what each may become, None for anything.
Touched = Mapping[tuple[str, Key], Collection[Row] | None]
# Of a row that an event carries: in which way it goes beyond what was asked, None when it does not.
Beyond = Callable[[Row], str | None]


class Limit(Protocol):
    """Which rows of a fact a decision may touch, known from the command, the facts before it, and who asks."""

    def of(self, command: Any, facts: FactsLookup, actor: Actor) -> Beyond:
        """The judge of each row of the event that this command makes."""


@dataclass(frozen=True, slots=True)
class Its:
    """The rows whose key has, in the fields `key`, what the command says under the same names and, in the field `own`,
    the organisation of who asks. `fields`: the only ones that change, of a row that holds (None: all of them, and rows
    are added and ended too); `new`: rows are added only."""

    key: tuple[str, ...]
    own: str | None = None
    fields: frozenset[str] | None = None
    new: bool = False

    def of(self, command: Command, facts: FactsLookup, actor: Actor) -> Beyond:
        """Judges rows by their keys, then by the fields that differ from what holds."""
        asked = {name: getattr(command, name) for name in self.key}
        if self.own is not None:
            asked[self.own] = actor.organisation

        def beyond(row: Row) -> str | None:
            named = dict(zip(row.declaration.key, row.key, strict=True))
            if any(named[name] != value for name, value in asked.items()):
                return f"changes {name_of(row)}, which it was not asked about"
            held = in_force(facts, row.declaration, [row.key]).get(row.key)
            if self.new and (held is not None or isinstance(row, Ending)):
                return f"changes or ends {name_of(row)}, and may only add"
            return None if self.fields is None else _beyond_fields(row, held, self.fields)

        return beyond


def its(*key: str, own: str | None = None, fields: Collection[str] | None = None, new: bool = False) -> Its:
    """The rows of the command's own keys: `its("project_id", own="funder_id", fields={"answer"})`."""
    return Its(key, own, None if fields is None else frozenset(fields), new)


@dataclass(frozen=True, slots=True)
class Named:
    """The rows that `find` names, by fact and key: each as one of those that it gives, or as the decision makes it
    where it gives None."""

    find: Callable[[Any, FactsLookup], Touched]

    def of(self, command: Command, facts: FactsLookup, actor: Actor) -> Beyond:
        """Judges rows by their fact and key, then by whether they are as they were asked."""
        named = self.find(command, facts)

        def beyond(row: Row) -> str | None:
            pair = row.declaration.name, row.key
            if pair not in named:
                return f"changes {name_of(row)}, which it was not asked about"
            asked = named[pair]
            return None if asked is None or row in asked else f"changes {name_of(row)} otherwise than it was asked"

        return beyond


def every_fact(limit: Limit) -> Changes:
    """Of any fact, these rows."""
    return dict.fromkeys(FACTS, limit)


def name_of(row: Row) -> str:
    """« milestone P1/J2 »: a row as a fault of ours names it."""
    return f"{row.declaration.name} {'/'.join(row.key)}"


def _beyond_fields(row: Row, held: Fact | None, fields: Collection[str]) -> str | None:
    if held is None or isinstance(row, Ending):
        return f"adds or ends {name_of(row)}, which it does not declare"
    names = (each.name for each in row.declaration.fields)
    moved = {name for name in names if getattr(row, name) != getattr(held, name)} - {*fields}
    return f"changes {sorted(moved)} of {name_of(row)}" if moved else None


# By fact, the rows of it that a decision may touch.
Changes = Mapping[str, Limit]
