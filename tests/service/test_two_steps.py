"""Where a funder verifies in two steps: its instructor proposes, its signatory decides, within its delegation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ProposeAnswer
from portfolio.domain.facts import Delegation, Verification
from portfolio.domain.facts.choices import Answer
from portfolio.presentation.kit.block import View
from portfolio.presentation.milestones.verifications import OF_THE_INSTRUCTOR, Standing, proposed, standing, to_examine
from portfolio.service import Forbidden, Recorded, Service
from tests.service.test_instalments import blocked, words
from tests.service.test_milestones import KEY, PHOTO, STATE, agreement, answer, paid_by, progress, rows, submit, weigh
from tests.support.installations import NOW, Place, held, load, new_name

INSTRUCTOR = Actor(Persona.INSTRUCTOR, "ETAT")
VIEW = View("fr", "light", NOW.date())


def in_two_steps(service: Service, *delegations: Delegation) -> str:
    """The State verifies in two steps; 100 000 € wait for J1; a first file is submitted."""
    programme = paid_by(service, agreement("A1", "ETAT", "J1", has_two_steps=True))
    weigh(service, programme)
    if delegations:
        load(service, programme, *delegations)
    submit(service, programme)
    return programme


def propose(service: Service, programme: str, said: Answer, by: Actor = INSTRUCTOR, **more: Any) -> Recorded:
    asked: dict[str, Any] = {"project_id": "P1", "milestone_id": "J1", "answer": said, "version": 1, **more}
    return service.carry_out(ProposeAnswer(programme=programme, **asked), by, new_name("id"))


def state(service: Service, programme: str) -> Verification:
    found = held(service, programme)["verification", (*KEY, "ETAT")]
    assert isinstance(found, Verification)
    return found


def test_the_signatory_decides_once_the_instructor_has_proposed(shared: Place) -> None:
    service = shared.service
    programme = in_two_steps(service)
    assert standing(rows(service, programme)["ETAT"]) is Standing.TO_INSTRUCT
    assert to_examine(rows(service, programme).values()) == []
    assert len(to_examine(rows(service, programme).values(), OF_THE_INSTRUCTOR)) == 1
    with pytest.raises(Refused, match="wants two steps"):
        answer(service, programme, STATE, Answer.VERIFIED)
    propose(service, programme, Answer.VERIFIED)
    waiting = rows(service, programme)["ETAT"]
    assert standing(waiting) is Standing.TO_DECIDE and not waiting.is_verified
    assert proposed(waiting, VIEW).split() == ["L’instructeur", "propose", ":", "vérifié"]
    assert progress(service, programme) == 0
    assert words(blocked(service, programme)["A1"]) == [("« Études » attend la décision du signataire", "ETAT")]
    answer(service, programme, STATE, Answer.VERIFIED)
    assert rows(service, programme)["ETAT"].is_verified
    assert blocked(service, programme)["A1"].obstacles == ()
    with pytest.raises(Refused, match="reopen"):
        propose(service, programme, Answer.REFUSED, reason="trop tard")


def test_the_signatory_may_decide_otherwise_and_a_new_file_is_instructed_again(quick: Place) -> None:
    service = quick.service
    programme = in_two_steps(service)
    propose(service, programme, Answer.VERIFIED)
    answer(service, programme, STATE, Answer.TO_COMPLETE, reason="Le plan manque.")
    assert state(service, programme).proposes is None
    submit(service, programme, PHOTO)
    with pytest.raises(Refused, match="wants two steps"):
        answer(service, programme, STATE, Answer.VERIFIED, version=2)
    with pytest.raises(Refused, match="changed while"):
        propose(service, programme, Answer.VERIFIED)


def test_a_proposal_says_which_answer_and_why(quick: Place) -> None:
    service = quick.service
    programme = in_two_steps(service)
    with pytest.raises(Refused, match="needs a reason"):
        propose(service, programme, Answer.TO_COMPLETE)
    with pytest.raises(Refused, match="says which"):
        propose(service, programme, Answer.PROPOSED)
    with pytest.raises(Refused, match="says which"):
        answer(service, programme, STATE, Answer.PROPOSED)
    propose(service, programme, Answer.TO_COMPLETE, reason="Le plan manque.")
    assert propose(service, programme, Answer.TO_COMPLETE, reason="Le plan manque.").sequence is None
    assert "Le plan manque." in proposed(rows(service, programme)["ETAT"], VIEW)


def test_an_instructor_neither_decides_nor_speaks_for_another_funder(quick: Place) -> None:
    service = quick.service
    programme = in_two_steps(service)
    with pytest.raises(Forbidden):
        answer(service, programme, INSTRUCTOR, Answer.VERIFIED)
    with pytest.raises(Forbidden):
        propose(service, programme, Answer.VERIFIED, by=Actor(Persona.INSTRUCTOR, "REGION"))
    with pytest.raises(Forbidden):
        propose(service, programme, Answer.VERIFIED, by=STATE)


ACT = Delegation(
    organisation_id="ETAT",
    delegation_id="S1",
    act="Arrêté fictif n° 8",
    ceiling_eur=Decimal(100_000),
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
)


@pytest.mark.parametrize(
    ("delegation", "may"),
    [
        (ACT, True),
        (replace(ACT, ceiling_eur=None), True),
        (replace(ACT, ceiling_eur=Decimal("99999.99")), False),
        (replace(ACT, starts_on=date(2026, 6, 16)), False),
        (replace(ACT, ends_on=date(2026, 6, 14)), False),
        (replace(ACT, ends_on=None), True),
    ],
)
def test_a_signatory_verifies_within_its_delegation(quick: Place, delegation: Delegation, may: bool) -> None:
    service = quick.service
    programme = in_two_steps(service, delegation)
    propose(service, programme, Answer.VERIFIED)
    if may:
        answer(service, programme, STATE, Answer.VERIFIED)
        assert state(service, programme).act == "Arrêté fictif n° 8"
        return
    with pytest.raises(Refused, match="100000"):
        answer(service, programme, STATE, Answer.VERIFIED)
    answer(service, programme, STATE, Answer.TO_COMPLETE, reason="Le plan manque.")  # sending back commits nothing


def test_what_depends_on_an_amount_not_known_is_under_no_ceiling(quick: Place) -> None:
    assert not ACT.allows(date(2026, 6, 1), None)
    assert replace(ACT, ceiling_eur=None).allows(date(2026, 6, 1), None)
