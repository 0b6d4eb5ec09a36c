"""The registry of commands, walked: each is decided, has its right, its words, its undo or a reason, and its limits."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import VISITOR
from portfolio.domain.access.rules import Action, Forbidden
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import (
    Command,
    UndoEvent,
)
from portfolio.domain.deciding import DECISIONS, decide, decide_all
from portfolio.domain.deciding.batch_checks import CHECKS, check_batch
from portfolio.domain.deciding.undoing import UNDO_WINDOW
from portfolio.domain.events import Decided, EventKind
from portfolio.domain.facts import (
    Ending,
    Fact,
    FundingLine,
    FundingLoss,
    Milestone,
    MilestoneLink,
    Organisation,
    ProjectTerritory,
    Submission,
)
from portfolio.domain.facts.choices import (
    Family,
    LossKind,
    TerritoryLevel,
)
from portfolio.store.facts import FactsFile
from portfolio.store.reader import FactsReader
from tests.support.commands import EXAMPLES, FLOW, SAID, TERMS, Tried, carried, commands, every_command, reading
from tests.support.facts_at_rest import lay
from tests.support.installations import LEAD, NOW, imported, report


def test_every_command_has_its_decision_and_its_example() -> None:
    assert {*commands()} == {*DECISIONS} == {*EXAMPLES}


@every_command
def test_a_command_makes_an_event_that_has_its_words(command: type[Command], facts: FactsFile) -> None:
    [made] = carried(facts, EXAMPLES[command])
    assert made.event.kind in DECISIONS[command].makes
    assert made.event.kind.label.fr and made.event.kind.label.en


@every_command
def test_a_command_asks_for_a_right_that_some_persona_has_and_another_has_not(
    command: type[Command], facts: FactsFile
) -> None:
    tried = EXAMPLES[command]
    assert isinstance(command.action, Action)
    with pytest.raises(Forbidden) as refused:
        carried(facts, tried, by=tried.refused)
    assert refused.value.rule


def test_every_right_but_that_of_reading_is_asked_for_by_some_command() -> None:
    assert {command.action for command in DECISIONS} == {*Action} - {Action.READ}
    assert access.decide(VISITOR, Action.READ, access.Object("plan"))


def test_every_kind_of_event_is_made_by_exactly_one_decision() -> None:
    made = list(itertools.chain.from_iterable(each.makes for each in DECISIONS.values()))
    assert sorted(made) == sorted(EventKind)


def test_every_kind_of_event_has_its_own_words_in_both_languages() -> None:
    for language in ("fr", "en"):
        words = [kind.label.to(language) for kind in EventKind]
        assert all(words) and len({*words}) == len(words), language
    assert [kind for kind in EventKind if kind.label.fr == kind.label.en] == []


@every_command
def test_an_event_is_undone_or_says_why_it_is_not(command: type[Command], facts: FactsFile) -> None:
    tried, decision = EXAMPLES[command], DECISIONS[command]
    with reading(facts, tried) as (programme, reader, last):
        [made] = decide_all([tried.command(programme)], reader, at=NOW, actor=tried.by, after=last)
        laid = [(NOW, made.event)]
    with facts.writing() as cursor:
        lay(cursor, programme, *laid, actor=str(tried.by), after=last)
    with facts.reading() as cursor:
        undo = UndoEvent(programme=programme, sequence=last + 1)
        if decision.not_undone is None:
            after = decide(undo, FactsReader(cursor, programme), at=NOW + UNDO_WINDOW / 2, actor=tried.by)
            assert after is not None and after.undoes == last + 1
            return
        with pytest.raises(Refused) as refused:
            decide(undo, FactsReader(cursor, programme), at=NOW, actor=tried.by)
        assert decision.not_undone.fr in refused.value.text.fr
        assert decision.not_undone.en in refused.value.text.en


# One row that may break each check, and rows that break none of the others.
BREAKING: dict[str, tuple[Fact | Ending, ...]] = {
    "check_references": (Milestone(project_id="P9", milestone_id="J1", title="Orphelin"),),
    "check_territories": (
        ProjectTerritory(project_id="P1", level=TerritoryLevel.COMMUNE, territory_code="00000", share=None),
    ),
    "check_shares": (
        ProjectTerritory(project_id="P1", level=TerritoryLevel.DEPARTMENT, territory_code="01", share=Decimal("0.4")),
    ),
    "check_links": (
        MilestoneLink(project_id="P1", milestone_id="J1", follows_id="J2"),
        MilestoneLink(project_id="P1", milestone_id="J2", follows_id="J1"),
    ),
    "check_losses": (
        FundingLoss(
            project_id="P1",
            line_id="L1",
            loss_id="P1",
            kind=LossKind.REDUCED,
            amount_eur=Decimal(2_000_000),
            lost_on=date(2026, 1, 1),
        ),
    ),
    "check_files": (
        Submission(
            project_id="P1",
            milestone_id="J2",
            version=Decimal(1),
            submitted_on=date(2026, 2, 10),
            submitted_by_id="LEAD-1",
        ),
    ),
    "check_models": (replace(TERMS, horizon_years=Decimal(1)), replace(FLOW, amounts_eur=(Decimal(1),) * 5)),
}
FINE: tuple[Fact | Ending, ...] = (
    SAID,
    Milestone(project_id="P1", milestone_id="J3", title="Bilan"),
    Organisation(organisation_id="Y", name="Région fictive", family=Family.REGION),
    FundingLine(project_id="P2", line_id="L1", funder_id="ETAT", amount_eur=Decimal(5)),
    Ending(FundingLine.declaration, ("P1", "L1")),
)


@given(st.lists(st.sampled_from([*BREAKING.values(), *((row,) for row in FINE)]), max_size=4, unique_by=id))
@settings(max_examples=60, deadline=None)
def test_the_checks_that_matter_refuse_what_all_of_them_would(
    facts: FactsFile, chosen: list[tuple[Fact | Ending, ...]]
) -> None:
    rows = {(row.declaration.name, row.key): row for rows in chosen for row in rows}
    event = imported(*rows.values())
    with reading(facts, Tried(report, LEAD, LEAD)) as (_, reader, last):
        reader.add(Decided(last + 1, NOW, event))
        assert refusal(lambda: check_batch([event], reader)) == refusal(
            lambda: [c.run([event], reader) for c in CHECKS]
        )


def refusal(run: Callable[[], Any]) -> str | None:
    try:
        run()
    except Refused as refused:
        return refused.text.en
    return None
