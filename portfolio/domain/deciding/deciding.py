"""From a command to an event, or to none. Pure: the facts, the clock and the person come in as arguments."""

from __future__ import annotations

from datetime import datetime

from portfolio.domain.access.actor import Actor
from portfolio.domain.commands import (
    AnswerMilestone,
    Command,
    EnterRows,
    ErasePersonalData,
    ImportFacts,
    NoteRestoration,
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
from portfolio.domain.deciding import answering, milestones, verifying
from portfolio.domain.deciding.entering import decide_entry
from portfolio.domain.deciding.imports import decide_import
from portfolio.domain.deciding.modelling import decide_model
from portfolio.domain.deciding.reading import FactsLookup
from portfolio.domain.deciding.reports import decide_report
from portfolio.domain.deciding.undoing import decide_erasure, decide_reset, decide_undo
from portfolio.domain.events import Event, EventKind, Subject


def decide(command: Command, facts: FactsLookup, *, at: datetime, actor: Actor) -> Event | None:
    """The event this command makes at `at` (UTC), None when it changes nothing; raises `Refused`."""
    match command:
        case ImportFacts():
            return decide_import(command, facts, at)
        case SaveModel():
            return decide_model(command, facts, at, actor)
        case EnterRows():
            return decide_entry(command, facts, at, actor)
        case ReportStatus():
            return decide_report(command, facts, at)
        case ReportReached() | ReplanMilestone() | SubmitEvidence():
            return _on_milestone(command, facts, at, actor)
        case AnswerMilestone() | ProposeAnswer() | ReopenMilestone():
            return _of_a_funder(command, facts, at, actor)
        case UndoEvent():
            return decide_undo(command, facts, at, actor)
        case ResetProgramme():
            return decide_reset(command, facts)
        case ErasePersonalData():
            return decide_erasure(command, facts)
        case NoteRestoration():
            return Event(EventKind.RECORD_RESTORED, Subject("installation", ()), (), command.reason)
        case _:
            raise TypeError(f"no rule decides {type(command).__name__}")


def _on_milestone(
    command: ReportReached | ReplanMilestone | SubmitEvidence, facts: FactsLookup, at: datetime, actor: Actor
) -> Event | None:
    match command:
        case ReportReached():
            return milestones.decide_reached(command, facts)
        case ReplanMilestone():
            return milestones.decide_replan(command, facts, at)
        case SubmitEvidence():
            return verifying.decide_submission(command, facts, at, actor)


def _of_a_funder(
    command: AnswerMilestone | ProposeAnswer | ReopenMilestone, facts: FactsLookup, at: datetime, actor: Actor
) -> Event | None:
    match command:
        case AnswerMilestone():
            return answering.decide_answer(command, facts, at, actor)
        case ProposeAnswer():
            return answering.decide_proposal(command, facts, at, actor)
        case ReopenMilestone():
            return answering.decide_reopening(command, facts, at, actor)
