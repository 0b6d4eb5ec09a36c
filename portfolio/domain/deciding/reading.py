"""What a rule may look at: the facts as they are now, with what the batch has just decided laid on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar, cast

from portfolio.domain.events import PastEvent, Version
from portfolio.domain.facts import Declaration, Fact, Field, Key

F = TypeVar("F", bound=Fact)


class FactsLookup(Protocol):
    """The reader handed to `decide`. Versions come ordered by (known_from, sequence), oldest first."""

    def versions(self, declaration: Declaration, keys: Iterable[Key]) -> Mapping[Key, Sequence[Version]]:
        """Every version of these rows, ended ones too; a key never asserted maps to an empty sequence."""

    def referring(
        self, declaration: Declaration, keys: Iterable[Key], only: Declaration | None = None
    ) -> Sequence[tuple[Fact, Field]]:
        """The rows in force that refer to one of these rows, each with the field that does; those of one fact only.

        What the batch asserts is left out: its own rows are looked at from their end.
        """

    def unknown_territories(self, territories: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str | None]:
        """Those of the (level, code) pairs that do not exist, with the commune's code of today when it changed."""

    def modelled_elsewhere(self, projects: Iterable[str]) -> set[str]:
        """Those of the projects whose economic model lies in another log of the programme than this one."""

    def past(self, sequence: int) -> PastEvent | None:
        """The event of that sequence, or None."""

    def later(self, sequence: int) -> Sequence[PastEvent]:
        """The events recorded after that one, oldest first."""


def one(facts: FactsLookup, fact: type[F], *key: str) -> F | None:
    """The row that holds now, or None if it never did or has ended."""
    version = current(facts, fact.declaration, key)
    return cast("F | None", version.row) if version else None


def by_fact(rows: Iterable[tuple[str, Key]]) -> dict[str, list[Key]]:
    """The keys of rows by fact, each once, in the order they come."""
    found: dict[str, dict[Key, None]] = {}
    for name, key in rows:
        found.setdefault(name, {})[key] = None
    return {name: list(keys) for name, keys in found.items()}


def in_force(facts: FactsLookup, declaration: Declaration, keys: Iterable[Key]) -> dict[Key, Fact]:
    """Those of these rows that hold now."""
    last = {key: versions[-1].row for key, versions in facts.versions(declaration, keys).items() if versions}
    return {key: row for key, row in last.items() if row is not None}


def current(facts: FactsLookup, declaration: Declaration, key: Key) -> Version | None:
    """The version in force now; its row is None when it has ended."""
    versions = facts.versions(declaration, [key])[key]
    return versions[-1] if versions else None
