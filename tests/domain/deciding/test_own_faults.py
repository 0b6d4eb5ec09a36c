"""A fault of ours is never what a person provokes: whatever is asked, by whomever, is decided or refused in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.access.actor import OFFICE, VISITOR, Actor
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
from portfolio.domain.deciding import DECISIONS, decide_all
from portfolio.domain.deciding.decisions import OwnFault
from portfolio.domain.facts import Ending, Fact, Handover, Replacement, Succession
from portfolio.domain.facts.choices import Answer, Confidence, EvidenceKind
from portfolio.store.facts import FactsFile
from portfolio.terminal.leaving import errors_in_words
from tests.support.bare import bare_rows
from tests.support.commands import EXAMPLES, FILE, FLOW, INSTRUCTOR, SAID, TERMS, VERIFIED, Tried, reading
from tests.support.installations import FUNDER, LEAD, NOW, OTHER_LEAD, report, small_plan

ACT: dict[str, Any] = {"act": "Délibération"}
DAY = date(2026, 6, 1)
TAKEN_OVER: tuple[Fact, ...] = (
    Handover(
        project_id="P1", handover_id="C1", lead_id="LEAD-1", successor_id="LEAD-2", handed_on=DAY,
        with_works=True, with_own_funds=True, **ACT,
    ),
    Replacement(project_id="P1", replacement_id="C1", funder_id="ETAT", successor_id="LEAD-2", replaced_on=DAY, **ACT),
    Succession(organisation_id="LEAD-1", successor_id="LEAD-2", succeeded_on=DAY, **ACT),
    Succession(organisation_id="ETAT", successor_id="LEAD-2", succeeded_on=DAY, **ACT),
)  # fmt: skip
ROWS = [*small_plan("plan"), *bare_rows("plan"), *FILE, *TAKEN_OVER, VERIFIED, SAID, TERMS, FLOW]
SOME_ROWS = st.one_of(
    st.sampled_from(TAKEN_OVER).map(lambda row: (row,)),
    st.lists(
        st.one_of(st.sampled_from(ROWS), st.sampled_from(ROWS).map(lambda row: Ending(row.declaration, row.key))),
        min_size=1,
        max_size=4,
    ).map(tuple),
)
PROJECTS, STEPS = st.sampled_from(["P1", "P2", "P3", "P9", " P1 ", ""]), st.sampled_from(["J1", "J2", "J9", "j1", ""])
DAYS = st.sampled_from([date(2026, 1, 1), date(2026, 6, 15), date(2027, 1, 1)])
REASONS = st.sampled_from(["crue", "", None])
ANSWERS, VERSIONS = st.sampled_from(Answer), st.integers(-1, 3)
OF_A_STEP = {"project_id": PROJECTS, "milestone_id": STEPS}
PIECES = st.lists(st.just(Piece("PV", EvidenceKind.OTHER, url="https://exemple.fr/pv", vouched_by="M. X")), max_size=2)
# What may be asked of each command, sensible or not.
ASKED: dict[type[Command], dict[str, st.SearchStrategy[Any]]] = {
    ImportFacts: {"rows": SOME_ROWS, "reason": REASONS},
    EnterRows: {"rows": SOME_ROWS, "reason": REASONS},
    SaveModel: {"rows": SOME_ROWS, "reason": REASONS},
    ReportStatus: {
        "project_id": PROJECTS,
        "confidence": st.sampled_from(Confidence),
        "comment": REASONS,
        "milestone_id": st.one_of(st.none(), STEPS),
        "expected_on": st.one_of(st.none(), DAYS),
    },
    ReportReached: {**OF_A_STEP, "reached_on": DAYS},
    ReplanMilestone: {**OF_A_STEP, "expected_on": DAYS, "reason": REASONS},
    SubmitEvidence: {**OF_A_STEP, "pieces": PIECES.map(tuple), "comment": REASONS},
    AnswerMilestone: {**OF_A_STEP, "answer": ANSWERS, "version": VERSIONS, "reason": REASONS},
    ProposeAnswer: {**OF_A_STEP, "answer": ANSWERS, "version": VERSIONS, "reason": REASONS},
    ReopenMilestone: {**OF_A_STEP, "reason": REASONS},
    UndoEvent: {"sequence": st.integers(-1, 4)},
    ResetProgramme: {},
    NoteRestoration: {"reason": REASONS},
    ErasePersonalData: {
        "fact": st.sampled_from(["evidence", "x"]),
        "key": st.sampled_from([("P1", "J1"), ("P1", "J1", "A1"), ()]),
        "reason": REASONS,
    },
}
ACTORS = st.sampled_from([OFFICE, VISITOR, LEAD, OTHER_LEAD, FUNDER, INSTRUCTOR, Actor(FUNDER.persona, "LEAD-2")])
BASE = Tried(report, LEAD, LEAD, (*FILE, VERIFIED, SAID))


def test_every_command_is_asked() -> None:
    assert ASKED.keys() == DECISIONS.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("command", ASKED, ids=lambda c: c.__name__)
def test_whatever_is_asked_is_decided_or_refused_in_words(command: type[Command], facts: FactsFile) -> None:
    with reading(facts, BASE) as (programme, reader, last):

        @given(asked=st.fixed_dictionaries(ASKED[command]), actor=ACTORS)
        @settings(max_examples=60, deadline=None)
        def ask(asked: dict[str, Any], actor: Actor) -> None:
            reader._overlay.clear()  # what the last one decided
            try:
                decide_all([command(programme=programme, **asked)], reader, at=NOW, actor=actor, after=last)
            except Refused as refused:
                assert refused.text.fr and refused.text.en

        ask()


def test_a_fault_of_ours_is_said_in_words_at_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), errors_in_words():
        raise OwnFault("decide_answer changes verification P1/J1/REGION, which it was not asked about")
    said = capsys.readouterr().err
    assert "Rien n’a été enregistré" in said and "verification P1/J1/REGION" in said and "Traceback" not in said
