"""From a command to an event, or to none. Pure: the facts, the clock and the person come in as arguments."""

from __future__ import annotations

from datetime import datetime

from portfolio.domain.access import Actor
from portfolio.domain.commands import (
    Command,
    ErasePersonalData,
    ImportFacts,
    NoteRestoration,
    ReportStatus,
    ResetProgramme,
    UndoEvent,
)
from portfolio.domain.deciding.imports import decide_import
from portfolio.domain.deciding.reading import Facts
from portfolio.domain.deciding.reports import decide_report
from portfolio.domain.deciding.undoing import decide_erasure, decide_reset, decide_undo
from portfolio.domain.events import Event, EventKind, Subject


def decide(command: Command, facts: Facts, *, at: datetime, actor: Actor) -> Event | None:
    """The event this command makes at `at` (UTC), None when it changes nothing; raises `Refused`."""
    match command:
        case ImportFacts():
            return decide_import(command, facts, at)
        case ReportStatus():
            return decide_report(command, facts, at)
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
