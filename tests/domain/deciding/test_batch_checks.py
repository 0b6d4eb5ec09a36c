"""Which facts each check of a batch reads, pair by pair: over every way to change the rows of one fact alone, a check
refuses some exactly where it declares the fact, so one that is not run could not have refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.access.private_logs import log_of
from portfolio.domain.basis.text import Refused
from portfolio.domain.deciding.batch_checks import CHECKS
from portfolio.domain.events import Decided
from portfolio.domain.facts import FACTS, EconomicModel, Ending, Fact, Field, MilestoneLink, Project
from portfolio.domain.facts.choices import Audience, TerritoryLevel
from portfolio.domain.facts.kinds import Kind
from portfolio.store.facts import FactsFile
from portfolio.store.reader import FactsReader
from tests.support.bare import bare_rows
from tests.support.facts_at_rest import lay
from tests.support.installations import NOW, imported, new_name

BEFORE = NOW - timedelta(days=30)
# Of the base, with an organisation that another succeeded and a milestone that is not reached; and unknown ones.
CODES = ("A1", "A2", "ORG", "ORG-3", "P1", "ZZ")
Row = Fact | Ending


def base(programme: str) -> tuple[Fact, ...]:
    """A row of each fact, near the limits that they have together, and a project whose economic model is private."""
    more: dict[str, dict[str, Any]] = {
        "project_territory": {"level": TerritoryLevel.DEPARTMENT, "territory_code": "01", "share": Decimal(1)},
        "funding_line": {"amount_eur": Decimal(2), "source_id": "A1"},
        "economic_flow": {"amounts_eur": (Decimal(1),) * 3},
    }
    rows = [replace(row, **more.get(row.declaration.name, {})) for row in bare_rows(programme)]
    link = MilestoneLink(project_id="P1", milestone_id="A1", follows_id="A2")
    return (*rows, link, Project(project_id="P2", title="Réservé"))


def values(field: Field) -> Iterable[Any]:
    """Some values of a field: none, and those that are near a limit."""
    known: dict[Kind, Iterable[Any]] = {
        Kind.CODE: CODES,
        Kind.DATE: (date(2020, 1, 1), date(2030, 1, 1)),
        Kind.CHOICE: tuple(field.choice or ()),
        Kind.FLAG: (False, True),
        Kind.SERIES: ((Decimal(1),) * 60,),
        Kind.TEXT: ("mot",),
        Kind.URL: ("https://exemple.fr/a",),
    }
    found = known.get(field.kind, (Decimal(0), Decimal("0.4"), Decimal(1), Decimal(3), Decimal(10**6)))
    return found if field.required else (None, *found)


def variants(row: Fact) -> Iterator[Row]:
    """The row ended, or with one field otherwise, of its key too; those that a fact refuses by itself are none."""
    yield Ending(row.declaration, row.key)
    for each in row.declaration.fields:
        for value in values(each):
            with suppress(Refused):
                yield replace(row, **{each.name: value})
    if isinstance(row, MilestoneLink):
        yield replace(row, milestone_id=row.follows_id, follows_id=row.milestone_id)


def refusing(row: Row, reader: FactsReader) -> set[str]:
    """The checks that refuse a batch of this row alone."""
    event, found = imported(row), set()
    reader.add(Decided(2, NOW, event))
    for check in CHECKS:
        try:
            check.run([event], reader)
        except Refused:
            found.add(check.run.__name__)
    return found


@pytest.mark.parametrize("name", FACTS)
def test_a_check_declares_the_facts_that_may_break_it_and_no_other(name: str, facts: FactsFile) -> None:
    programme = new_name()
    rows = base(programme)
    terms = EconomicModel(project_id="P2", first_year=Decimal(2026), audience=Audience.FUNDERS)
    with facts.writing() as cursor:
        lay(cursor, programme, (BEFORE, imported(*rows)))
        lay(cursor, log_of(programme, "P2"), (BEFORE, imported(terms)))
    tried = [each for row in rows if row.declaration.name == name for each in variants(row)]
    with facts.reading() as cursor:
        found = set().union(*(refusing(each, FactsReader(cursor, programme)) for each in tried))
    declared = {check.run.__name__ for check in CHECKS if name in check.concerns}
    assert not found - declared, "would have refused, and is not run"
    assert not declared - found, "is run, and never refuses"
