"""Which rows the commands that carry some may touch: theirs, as they give them, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portfolio.domain.commands import EnterRows, SaveModel
from portfolio.domain.continuity.passes import LEAVING
from portfolio.domain.deciding.limits import Row, Touched
from portfolio.domain.deciding.reading import FactsLookup
from portfolio.domain.facts import Handover, Key, Organisation, Replacement, Succession


def asked_rows(command: Any, _: FactsLookup) -> Touched:
    """The rows that the command gives. A key that it gives twice is refused later, in words."""
    found: dict[tuple[str, Key], list[Row]] = {}
    for row in command.rows:
        found.setdefault((row.declaration.name, row.key), []).append(row)
    return {**found}


def entered_rows(command: EnterRows, facts: FactsLookup) -> Touched:
    """The rows that are entered, and those that may follow from one that says who takes over from whom."""
    return {**_following(command.rows, facts), **asked_rows(command, facts)}


def model_rows(command: SaveModel, facts: FactsLookup) -> Touched:
    """The parts of the model that are saved, and the probability that they give."""
    return {**asked_rows(command, facts), ("risk_assessment", command.rows[0].key[:1]): None}


def _following(rows: Iterable[Row], facts: FactsLookup) -> dict[tuple[str, Key], None]:
    """What designates the organisation that leaves, in the one project that it leaves if it leaves only one: under its
    key, or under that of the successor."""
    found: dict[tuple[str, Key], None] = {}
    for row in rows:
        if isinstance(row, Succession | Handover | Replacement):
            left = getattr(row, LEAVING[row.declaration.name])
            project = None if isinstance(row, Succession) else row.project_id
            for held, field in facts.referring(Organisation.declaration, [(left,)]):
                if project is None or held.key[0] == project:
                    parts = zip(held.declaration.key, held.key, strict=True)
                    passed = tuple(row.successor_id if name == field.name else part for name, part in parts)
                    found |= dict.fromkeys(((held.declaration.name, held.key), (held.declaration.name, passed)))
    return found
