"""Deciding an import: what already holds at that date is left out; a file read twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ImportFacts
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.limits import Named, every_fact
from portfolio.domain.deciding.reading import FactsLookup
from portfolio.domain.deciding.touched_rows import asked_rows
from portfolio.domain.events import Event, EventKind, Subject, Version
from portfolio.domain.facts import Declaration, Ending, Fact, Key


@decides(
    ImportFacts,
    EventKind.FACTS_IMPORTED,
    changes=every_fact(Named(asked_rows)),
    not_undone=Text(
        "Un import se rectifie par un autre import, ou en remettant le programme à son premier état.",
        "An import is corrected by another import, or by putting the programme back to its start.",
    ),
)
def decide_import(command: ImportFacts, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """One event with the rows that change something at `known_at`, or None when none does."""
    known_at = command.known_at or at
    if known_at > at:
        raise Refused(
            Text(
                fr=f"des faits sont datés du {known_at:%d/%m/%Y}, après aujourd’hui. Corrigez « known_at ».",
                en=f"some facts are dated {known_at:%d %b %Y}, later than today. Correct “known_at”.",
            )
        )
    is_dated = command.known_at is not None
    by_fact: dict[str, list[Fact | Ending]] = {}
    for row in command.rows:
        by_fact.setdefault(row.declaration.name, []).append(row)
    changed = [row for rows in by_fact.values() for row in _changes(rows, facts, known_at, is_dated)]
    if not changed:
        return None
    subject = Subject("programme", (command.programme,))
    return Event(EventKind.FACTS_IMPORTED, subject, tuple(changed), command.reason)


def _changes(rows: list[Fact | Ending], facts: FactsLookup, known_at: datetime, is_dated: bool) -> list[Fact | Ending]:
    """The rows of one fact that do not hold already."""
    declaration: Declaration = rows[0].declaration
    versions = facts.versions(declaration, [row.key for row in rows])
    return [row for row in rows if not _is_recorded(row, versions[row.key], known_at, is_dated)]


def _is_recorded(row: Fact | Ending, versions: Sequence[Version], known_at: datetime, is_dated: bool) -> bool:
    """True when it holds or, for what a source dates, when it already held from that day.

    A dated row that restates what held is not left out: an older source found later may slot in between.
    """
    asked = None if isinstance(row, Ending) else row
    if is_dated and any(v.row == asked and day_of(v.known_from) == day_of(known_at) for v in versions):
        return True
    until_then = [version for version in versions if version.known_from <= known_at]
    held = until_then[-1].row if until_then else None
    return asked == held and (asked is None or not is_dated)


def keys_repeated(rows: tuple[Fact | Ending, ...]) -> list[tuple[str, Key]]:
    """The (fact, key) pairs that appear more than once among rows of one event; one event says a thing once."""
    seen: set[tuple[str, Key]] = set()
    repeated = []
    for row in rows:
        named = (row.declaration.name, row.key)
        if named in seen:
            repeated.append(named)
        seen.add(named)
    return repeated
