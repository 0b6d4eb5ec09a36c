"""Who enters each fact is said where the fact is declared, and the rules of access read it there."""

from __future__ import annotations

import pytest

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import OF_AN_ORGANISATION, Actor, Persona
from portfolio.domain.access.rules import Action, Allowed
from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FACTS, Declaration, Fact
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.facts.declaration import field
from portfolio.domain.facts.kinds import Kind, Steward

OWN = {"lead_id": "LEAD-1", "funders": frozenset({"LEAD-1"})}
ENTERS = {
    Steward.OFFICE: {Persona.OFFICE},
    Steward.LEAD: {Persona.OFFICE, Persona.LEAD},
    Steward.MODEL: {Persona.OFFICE, Persona.LEAD},
    Steward.FUNDER: {Persona.OFFICE, Persona.FUNDER},
    Steward.EVERYONE: {Persona.OFFICE, Persona.LEAD, Persona.FUNDER, Persona.INSTRUCTOR},
    Steward.NOBODY: set(),
}


@pytest.mark.parametrize("declaration", FACTS.values(), ids=FACTS)
def test_a_fact_is_entered_by_its_steward_and_the_office(declaration: Declaration) -> None:
    asked = access.Object("plan", ProgrammeKind.LIVE, fact=declaration.name, is_new=True, **OWN)  # type: ignore[arg-type]
    people = {each: Actor(each, "LEAD-1" if each in OF_AN_ORGANISATION else None) for each in Persona}
    allowed = {who for who, actor in people.items() if isinstance(access.decide(actor, Action.ENTER, asked), Allowed)}
    assert allowed == ENTERS[declaration.steward]


def test_every_steward_is_that_of_some_fact() -> None:
    assert {each.steward for each in FACTS.values()} == {*Steward} == {*ENTERS}


def test_a_fact_cannot_be_declared_without_a_steward() -> None:
    with pytest.raises(TypeError, match="steward"):

        class Orphan(Fact, key=("code",), label=Text("x", "x"), meaning=Text("x", "x")):  # type: ignore[call-arg]
            code: str = field(Kind.CODE, Text("code", "code"))
