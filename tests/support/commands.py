"""An example of each command: on which small plan it is asked, by whom, and who may not ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.access.actor import OFFICE, VISITOR, Actor, Persona
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
from portfolio.domain.deciding import decide_all
from portfolio.domain.events import Decided, Event, EventKind, Subject
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    EconomicFlow,
    EconomicModel,
    Fact,
    Milestone,
    Organisation,
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
    Scenario,
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
