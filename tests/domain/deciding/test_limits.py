"""What a decision may change, tried by decisions that change something more: none is recorded, each is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portfolio.domain.commands import (
    AnswerMilestone,
    Command,
    EnterRows,
    ImportFacts,
    ReplanMilestone,
    ReportReached,
    ReportStatus,
    ResetProgramme,
    SaveModel,
    SubmitEvidence,
    UndoEvent,
)
from portfolio.domain.deciding import DECISIONS, decide
from portfolio.domain.deciding.decisions import Decide
from portfolio.domain.deciding.limits import Its, Row, name_of
from portfolio.domain.events import Event
from portfolio.domain.facts import (
    FACTS,
    Ending,
    Evidence,
    Fact,
    FundingLine,
    Handover,
    Milestone,
    MilestoneLink,
    Project,
    Succession,
)
from portfolio.domain.facts.choices import Answer, EvidenceKind
from portfolio.store.facts import FactsFile
from tests.support.bare import bare_rows
from tests.support.commands import EXAMPLES, FILE, KEY, SAID, VERIFIED, Tried, carried, every_command, reading
from tests.support.installations import LEAD, NOW, OFFICE

# A row of each fact, none of which any example is about.
ELSEWHERE: dict[str, Fact] = {
    **{row.declaration.name: row for row in bare_rows("plan")},
    "milestone_link": MilestoneLink(project_id="P1", milestone_id="J2", follows_id="J1"),
}
OTHER = "AUTRE"
CHANGING = [command for command in EXAMPLES if DECISIONS[command].changes]


def test_there_is_a_row_of_each_fact_to_try() -> None:
    assert ELSEWHERE.keys() == FACTS.keys()


def beyond(
    facts: FactsFile, command: type[Command], *tries: tuple[Row, ...], tried: Tried | None = None, instead: bool = False
) -> list[str]:
    """What is found of the decision of an example when it also changes the rows of each try, or does `instead` of its
    own; it must find something."""
    tried, held, found = tried or EXAMPLES[command], DECISIONS[command], []
    with reading(facts, tried) as (programme, reader, _):
        asked = tried.command(programme)
        made = held.decide(asked, reader, NOW, tried.by)
        assert made is not None and decide(asked, reader, at=NOW, actor=tried.by) == made
        for more in tries:
            wider = replace(made, rows=more if instead else (*made.rows, *more))
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(DECISIONS, command, replace(held, decide=_making(wider)))
                with pytest.raises(RuntimeError) as refused:
                    decide(asked, reader, at=NOW, actor=tried.by)
            found.append(str(refused.value))
    return found


def _making(event: Event) -> Decide:
    return lambda *_: event


def siblings(row: Fact) -> Iterator[Fact]:
    """The same row under another key, one part of it after the other; a part that is a choice takes its next word."""
    for name in row.declaration.key:
        field, value = row.declaration.field(name), getattr(row, name)
        others = [each for each in field.choice or () if each is not value]
        yield replace(row, **{name: others[0] if field.choice else OTHER})


def unasked(command: type[Command], made: Event) -> Iterator[Fact]:
    """The siblings of each fact that a command may change: of the row that its example touches, else of one of
    elsewhere; those apart that are one more of what it adds."""
    for name, limit in DECISIONS[command].changes.items():
        own = (row for row in made.rows if isinstance(row, Fact) and row.declaration.name == name)
        row = next(own, ELSEWHERE[name])
        for sibling in siblings(row):
            size = len(limit.key) if isinstance(limit, Its) and limit.new else 0
            if not size or sibling.key[:size] != row.key[:size]:
                yield sibling


@pytest.mark.parametrize("command", CHANGING, ids=lambda c: c.__name__)
def test_a_decision_that_also_changes_a_sibling_of_what_it_may_is_refused_and_named(
    command: type[Command], facts: FactsFile
) -> None:
    [made] = carried(facts, EXAMPLES[command])
    rows = [*unasked(command, made.event)]
    assert {row.declaration.name for row in rows} == {*DECISIONS[command].changes}
    for row, found in zip(rows, beyond(facts, command, *((row,) for row in rows)), strict=True):
        assert found.endswith(f"changes {name_of(row)}, which it was not asked about")
    ended = [Ending(row.declaration, row.key) for row in rows]
    for each, found in zip(ended, beyond(facts, command, *((each,) for each in ended)), strict=True):
        assert name_of(each) in found


@every_command
def test_it_also_rewrites_the_title_of_the_project(command: type[Command], facts: FactsFile) -> None:
    titled = Project(project_id="P1", title="Autre titre", lead_id="LEAD-1")
    assert "changes project" in beyond(facts, command, (titled,))[0]


@pytest.mark.parametrize("command", [ReportStatus, ReportReached, ReplanMilestone], ids=lambda c: c.__name__)
def test_it_also_rewrites_the_title_of_its_milestone_or_ends_it(command: type[Command], facts: FactsFile) -> None:
    titled = Milestone(project_id="P1", milestone_id="J2", title="X", planned_on=date(2026, 12, 31))
    assert "changes ['title'] of milestone P1/J2" in beyond(facts, command, (titled,), instead=True)[0]
    ended = Ending(Milestone.declaration, ("P1", "J2"))
    assert "adds or ends milestone P1/J2" in beyond(facts, command, (ended,), instead=True)[0]


@pytest.mark.parametrize("command", [ImportFacts, EnterRows, SaveModel], ids=lambda c: c.__name__)
def test_what_was_given_is_recorded_as_it_was_given(command: type[Command], facts: FactsFile) -> None:
    [made] = carried(facts, EXAMPLES[command])
    for row in made.event.rows:
        if row.declaration.name != "risk_assessment":
            assert isinstance(row, Fact)
            ended = Ending(row.declaration, row.key)
            assert "otherwise than it was asked" in beyond(facts, command, (ended,), instead=True)[0]


def test_an_answer_that_also_rewrites_that_of_another_funder_is_refused(facts: FactsFile) -> None:
    others = replace(VERIFIED, funder_id="REGION", answer=Answer.REFUSED, reason="non")
    assert "changes verification P1/J1/REGION" in beyond(facts, AnswerMilestone, (others,))[0]


def test_a_new_version_of_a_file_keeps_the_pieces_of_the_last(facts: FactsFile) -> None:
    piece = Evidence(
        **KEY,
        evidence_id="1-01",
        title="PV",
        kind=EvidenceKind.ACCEPTANCE_REPORT,
        version=Decimal(1),
        url="https://exemple.fr/pv",
        vouched_by="M. X",
    )
    tried = replace(EXAMPLES[SubmitEvidence], rows=(*FILE, piece))
    [found] = beyond(facts, SubmitEvidence, (replace(piece, title="Autre"),), tried=tried)
    assert "changes or ends evidence P1/J1/1-01, and may only add" in found
    ended = Ending(Evidence.declaration, piece.key)
    assert "may only add" in beyond(facts, SubmitEvidence, (ended,), tried=tried)[0]


@pytest.mark.parametrize("command", [UndoEvent, ResetProgramme], ids=lambda c: c.__name__)
def test_what_is_taken_back_is_what_was_entered_and_nothing_else(command: type[Command], facts: FactsFile) -> None:
    assert "changes status_report P2" in beyond(facts, command, (replace(SAID, project_id="P2"),))[0]


def test_what_follows_from_a_handover_is_of_the_project_that_is_handed_over(facts: FactsFile) -> None:
    row = Handover(
        project_id="P1",
        handover_id="C1",
        lead_id="LEAD-1",
        successor_id="LEAD-2",
        handed_on=date(2026, 6, 1),
        act="Délibération",
    )
    tried = Tried(lambda p: EnterRows(programme=p, rows=(row,)), LEAD, OFFICE)
    [made] = carried(facts, tried)
    assert [name_of(each) for each in made.event.rows] == ["handover P1/C1", "project P1"]
    other = Project(project_id="P3", title="Projet arrêté", lead_id="LEAD-2", abandoned_on=date(2026, 1, 31))
    assert "changes project P3" in beyond(facts, EnterRows, (other,), tried=tried)[0]
    line = FundingLine(project_id="P1", line_id="L1", funder_id="LEAD-2")
    assert "changes funding_line P1/L1" in beyond(facts, EnterRows, (line,), tried=tried)[0]


def test_what_follows_from_a_succession_designates_who_leaves(facts: FactsFile) -> None:
    row = Succession(organisation_id="LEAD-1", successor_id="LEAD-2", succeeded_on=date(2026, 6, 1), act="Arrêté")
    tried = Tried(lambda p: EnterRows(programme=p, rows=(row,)), OFFICE, LEAD)
    [made] = carried(facts, tried)
    assert {name_of(each) for each in made.event.rows} == {"succession LEAD-1", "project P1", "project P3"}
    other = Project(project_id="P2", title="École", lead_id="LEAD-2")
    assert "changes project P2" in beyond(facts, EnterRows, (other,), tried=tried)[0]
