"""The registry of commands, walked: each is decided, has its right, its words, its undo or a reason, and its limits."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import OFFICE, VISITOR, Actor, Persona
from portfolio.domain.access.rules import Action, Forbidden
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import (
    AnswerMilestone,
    Command,
    EnterRows,
    ErasePersonalData,
    ImportFacts,
    NoteRestoration,
    Piece,
    ProposeAnswer,
    ReopenMilestone,
    ReplanMilestone,
    ReportReached,
    ReportStatus,
    ResetProgramme,
    SaveModel,
    SubmitEvidence,
    UndoEvent,
)
from portfolio.domain.deciding import DECISIONS, decide, decide_all
from portfolio.domain.deciding.batch_checks import CHECKS, check_batch
from portfolio.domain.deciding.checks import touched
from portfolio.domain.deciding.decisions import Decision
from portfolio.domain.deciding.undoing import UNDO_WINDOW
from portfolio.domain.events import Decided, Event, EventKind, Subject
from portfolio.domain.facts import (
    FACTS,
    Agreement,
    AgreementMilestone,
    EconomicFlow,
    EconomicModel,
    Ending,
    Fact,
    FundingLine,
    FundingLoss,
    Milestone,
    MilestoneLink,
    Organisation,
    Project,
    ProjectTerritory,
    StatusReport,
    Submission,
    Verification,
)
from portfolio.domain.facts.choices import (
    Answer,
    Audience,
    Confidence,
    EvidenceKind,
    Family,
    FlowKind,
    LossKind,
    Scenario,
    TerritoryLevel,
)
from portfolio.store.facts import FactsFile
from portfolio.store.reader import FactsReader
from tests.support.facts_at_rest import lay
from tests.support.installations import FUNDER, LEAD, NOW, OTHER_LEAD, imported, new_name, report, small_plan

INSTRUCTOR = Actor(Persona.INSTRUCTOR, "ETAT")
KEY: dict[str, Any] = {"project_id": "P1", "milestone_id": "J1"}
FILE: tuple[Fact, ...] = (
    Agreement(project_id="P1", agreement_id="A1", funder_id="ETAT"),
    AgreementMilestone(project_id="P1", agreement_id="A1", milestone_id="J1"),
    Submission(**KEY, version=Decimal(1), submitted_on=date(2026, 2, 10), submitted_by_id="LEAD-1"),
)
VERIFIED = Verification(
    **KEY, funder_id="ETAT", version=Decimal(1), answer=Answer.VERIFIED, answered_on=date(2026, 3, 1)
)
TERMS = EconomicModel(project_id="P1", first_year=Decimal(2026), audience=Audience.EVERYONE)
FLOW = EconomicFlow(
    project_id="P1",
    scenario=Scenario.REFERENCE,
    flow_id="F1",
    kind=FlowKind.OPERATING_COST,
    amounts_eur=(Decimal(1),),
)
SAID = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, comment="mot", reported_on=date(2026, 6, 1))


@dataclass(frozen=True)
class Tried:
    """A command on a small plan that holds `rows` too, someone who may ask it, and someone who may not."""

    command: Callable[[str], Command]
    by: Actor
    refused: Actor
    rows: tuple[Fact, ...] = ()
    kind: EventKind | None = None  # of a last event, by the same person, that the command undoes


EXAMPLES: dict[type[Command], Tried] = {
    ImportFacts: Tried(lambda p: ImportFacts(programme=p, rows=(SAID,)), OFFICE, LEAD),
    EnterRows: Tried(
        lambda p: EnterRows(programme=p, rows=(Milestone(project_id="P1", milestone_id="J9", title="Bilan"),)),
        LEAD,
        OTHER_LEAD,
    ),
    SaveModel: Tried(lambda p: SaveModel(programme=p, rows=(TERMS, FLOW)), LEAD, FUNDER),
    ReportStatus: Tried(lambda p: report(p, "mot", milestone_id="J2", expected_on=date(2027, 1, 15)), LEAD, OTHER_LEAD),
    ReportReached: Tried(
        lambda p: ReportReached(programme=p, project_id="P1", milestone_id="J2", reached_on=date(2026, 6, 1)),
        LEAD,
        FUNDER,
    ),
    ReplanMilestone: Tried(
        lambda p: ReplanMilestone(
            programme=p, project_id="P1", milestone_id="J2", expected_on=date(2027, 2, 1), reason="crue"
        ),
        LEAD,
        VISITOR,
    ),
    SubmitEvidence: Tried(
        lambda p: SubmitEvidence(
            programme=p,
            **KEY,
            pieces=(Piece("PV", EvidenceKind.ACCEPTANCE_REPORT, url="https://exemple.fr/pv", vouched_by="M. X"),),
        ),
        LEAD,
        FUNDER,
        FILE[:2],
    ),
    AnswerMilestone: Tried(
        lambda p: AnswerMilestone(programme=p, **KEY, answer=Answer.VERIFIED, version=1), FUNDER, LEAD, FILE
    ),
    ProposeAnswer: Tried(
        lambda p: ProposeAnswer(programme=p, **KEY, answer=Answer.VERIFIED, version=1),
        INSTRUCTOR,
        FUNDER,
        (replace(FILE[0], has_two_steps=True), *FILE[1:]),  # type: ignore[type-var]
    ),
    ReopenMilestone: Tried(
        lambda p: ReopenMilestone(programme=p, **KEY, reason="pièce fausse"), FUNDER, LEAD, (*FILE, VERIFIED)
    ),
    UndoEvent: Tried(
        lambda p: UndoEvent(programme=p, sequence=3), LEAD, OTHER_LEAD, (SAID,), EventKind.STATUS_REPORTED
    ),
    ResetProgramme: Tried(lambda p: ResetProgramme(programme=p), OFFICE, LEAD, (SAID,), EventKind.STATUS_REPORTED),
    NoteRestoration: Tried(lambda p: NoteRestoration(programme=p, reason="copie du 1er"), OFFICE, LEAD),
    ErasePersonalData: Tried(
        lambda p: ErasePersonalData(programme=p, fact="status_report", key=("P1",), reason="demande"),
        OFFICE,
        LEAD,
        (SAID,),
    ),
}
IDS = [command.__name__ for command in EXAMPLES]
every_command = pytest.mark.parametrize("command", EXAMPLES, ids=IDS)


def commands(of: type[Command] = Command) -> Iterator[type[Command]]:
    for each in of.__subclasses__():
        if each.__module__.startswith("portfolio."):
            yield each
        yield from commands(each)


@contextmanager
def reading(facts: FactsFile, tried: Tried) -> Iterator[tuple[str, FactsReader, int]]:
    """The small plan with the rows of the example, as a batch reads it; its last sequence."""
    programme, before = new_name(), NOW - timedelta(days=30)
    told = [(before, imported(*small_plan(programme)))]
    if tried.kind is None:
        told += [(before, imported(*tried.rows))] if tried.rows else []
    else:
        told += [(before, imported(Organisation(organisation_id="X", name="Autre", family=Family.REGION)))]
        told += [(NOW, Event(tried.kind, Subject("project", ("P1",)), tried.rows))]
    with facts.writing() as cursor:
        lay(cursor, programme, *told, actor=str(tried.by))
    with facts.reading() as cursor:
        yield programme, FactsReader(cursor, programme), len(told)


def carried(facts: FactsFile, tried: Tried, by: Actor | None = None) -> list[Decided]:
    with reading(facts, tried) as (programme, reader, last):
        return decide_all([tried.command(programme)], reader, at=NOW, actor=by or tried.by, after=last)


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


class TestADecisionThatGoesBeyondWhatItDeclares:
    """Each of these went unseen: the event was recorded, and a page said « Enregistré »."""

    def also(self, monkeypatch: pytest.MonkeyPatch, command: type[Command], *more: Fact | Ending) -> None:
        held = DECISIONS[command]

        def decided(asked: Command, facts: Any, at: datetime, actor: Actor) -> Event | None:
            event = held.decide(asked, facts, at, actor)
            assert event is not None
            return replace(event, rows=(*event.rows, *more))

        monkeypatch.setitem(DECISIONS, command, Decision(decided, held.makes, held.changes, held.not_undone))

    @pytest.mark.parametrize(
        "command", [c for c in EXAMPLES if DECISIONS[c].changes.keys() != FACTS.keys()], ids=lambda c: c.__name__
    )
    def test_it_also_rewrites_the_title_of_the_project(
        self, command: type[Command], facts: FactsFile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.also(monkeypatch, command, Project(project_id="P1", title="Autre titre", lead_id="LEAD-1"))
        with pytest.raises(RuntimeError, match="changes project, which it does not declare"):
            carried(facts, EXAMPLES[command])

    @pytest.mark.parametrize("command", [ReportReached, ReplanMilestone], ids=lambda c: c.__name__)
    def test_it_also_rewrites_the_title_of_a_milestone(
        self, command: type[Command], facts: FactsFile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.also(
            monkeypatch, command, Milestone(project_id="P2", milestone_id="J1", title="X", planned_on=date(2026, 9, 1))
        )
        with pytest.raises(RuntimeError, match=r"changes \['title'\] of milestone"):
            carried(facts, EXAMPLES[command])

    def test_it_also_adds_a_milestone_or_ends_one(self, facts: FactsFile, monkeypatch: pytest.MonkeyPatch) -> None:
        for row in (
            Milestone(project_id="P1", milestone_id="J7", title="X"),
            Ending(Milestone.declaration, ("P2", "J1")),
        ):
            with monkeypatch.context() as patch:
                self.also(patch, ReportStatus, row)
                with pytest.raises(RuntimeError, match="adds or ends a milestone"):
                    carried(facts, EXAMPLES[ReportStatus])


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


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.run.__name__)
def test_a_check_names_the_facts_that_may_break_it(check: Any, facts: FactsFile) -> None:
    rows = BREAKING.get(check.run.__name__)
    if rows is None:
        assert check.run.__name__ == "check_successions"  # tried in tests/service/test_continuity.py
        return
    event = imported(*rows)
    assert not check.concerns.isdisjoint(touched([event]))
    with reading(facts, Tried(report, LEAD, LEAD)) as (_, reader, last):
        reader.add(Decided(last + 1, NOW, event))
        with pytest.raises(Refused):
            check.run([event], reader)
