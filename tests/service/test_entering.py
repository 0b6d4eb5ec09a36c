"""What is entered by hand: who may, what it becomes, what it may not change, and what two people change at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.access.rules import Action, Allowed, Object, decide
from portfolio.domain.basis.codes import next_code
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import EnterRows, Seen, UndoEvent
from portfolio.domain.events import EventKind
from portfolio.domain.facts import (
    FACTS,
    Agreement,
    AgreementMilestone,
    Ending,
    Fact,
    FundingLine,
    FundingLoss,
    Milestone,
    Operation,
    Organisation,
    Programme,
    Project,
)
from portfolio.domain.facts.choices import Family, FundingStatus, LossKind, ProgrammeKind
from portfolio.domain.questions import ProjectHistory, Sequences
from portfolio.service import Forbidden, Recorded, Service, Stale
from tests.support.installations import (
    FUNDER,
    LEAD,
    OFFICE,
    OTHER_LEAD,
    VISITOR,
    Place,
    check_kept_is_rebuilt,
    held,
    load,
    new_name,
    planned,
)

NEW = Milestone(project_id="P1", milestone_id="J9", title="Bilan", planned_on=date(2027, 1, 31))


def enter(service: Service, programme: str, *rows: Fact | Ending, by: Actor = LEAD, **more: Any) -> Recorded:
    return service.carry_out(EnterRows(programme=programme, rows=rows, **more), by, new_name("id"))


def row(service: Service, programme: str, fact: type[Fact], *key: str) -> Any:
    return held(service, programme).get((fact.declaration.name, key))


def kinds(service: Service, programme: str) -> list[str]:
    return [each.kind for each in service.read(ProjectHistory(programme=programme, project_id="P1"), VISITOR)]


def test_the_office_makes_a_programme_and_a_project_of_which_nothing_else_is_known(shared: Place) -> None:
    service, programme = shared.open(), new_name()
    made = Programme(programme_id=programme, name_fr="Plan neuf", name_en="New plan", kind=ProgrammeKind.LIVE)
    lead = Organisation(organisation_id="COM", name="Commune fictive", family=Family.COMMUNE)
    project = Project(project_id="FIBRE", title="Fibre", lead_id="COM")
    cost = Operation(project_id="FIBRE", operation_id="O1", title="Fibre", cost_eur=Decimal(1_000))
    enter(service, programme, made, by=OFFICE)
    enter(service, programme, lead, project, cost, by=OFFICE)
    assert set(held(service, programme).values()) == {made, lead, project, cost}


def test_an_entry_says_in_history_whether_it_added_changed_or_removed(shared: Place) -> None:
    service = shared.open()
    programme = planned(service)
    enter(service, programme, NEW)
    enter(service, programme, replace(NEW, title="Bilan final"), reason="nom complet")
    enter(service, programme, Ending(Milestone.declaration, NEW.key), reason="prévu deux fois")
    assert kinds(service, programme)[:3] == [EventKind.ROWS_ENDED, EventKind.ROWS_CHANGED, EventKind.ROWS_ADDED]
    assert row(service, programme, Milestone, *NEW.key) is None
    check_kept_is_rebuilt(service)


def test_a_change_needs_its_reason_and_an_addition_needs_none(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    enter(service, programme, NEW)
    with pytest.raises(Refused, match="needs a reason"):
        enter(service, programme, replace(NEW, title="Autre"))
    with pytest.raises(Refused, match="needs a reason"):
        enter(service, programme, Ending(Milestone.declaration, NEW.key))


def test_what_is_entered_as_it_holds_makes_no_event(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    enter(service, programme, NEW)
    assert enter(service, programme, NEW).sequence is None


def test_rows_of_one_entry_are_all_recorded_or_none_is(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    orphan = FundingLine(project_id="P1", line_id="L9", funder_id="NOBODY")
    with pytest.raises(Refused, match="NOBODY"):
        enter(service, programme, NEW, orphan)
    assert row(service, programme, Milestone, *NEW.key) is None
    funder = Organisation(organisation_id="NOBODY", name="Fondation fictive", family=Family.FOUNDATION)
    enter(service, programme, orphan, funder)
    assert row(service, programme, FundingLine, *orphan.key) == orphan


def test_what_others_point_to_is_not_removed(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    with pytest.raises(Refused, match="cannot end"):
        enter(service, programme, Ending(Organisation.declaration, ("ETAT",)), by=OFFICE, reason="inutile")


def test_two_people_changing_the_same_row_see_both_versions_and_none_is_lost(shared: Place) -> None:
    service = shared.open()
    programme = planned(service)
    enter(service, programme, NEW)
    seen = service.read(Sequences(programme=programme, rows=(("milestone", NEW.key),)), VISITOR)
    enter(service, programme, replace(NEW, title="À elle"), reason="le sien", seen=seen)
    with pytest.raises(Stale) as stale:
        enter(service, programme, replace(NEW, title="À lui"), reason="le sien", seen=seen)
    told = [each.title for each in (stale.value.base, stale.value.mine, stale.value.theirs) if each]
    assert told == ["Bilan", "À lui", "À elle"]


def test_a_code_given_by_two_forms_at_once_overwrites_nothing(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    nothing = (Seen("milestone", NEW.key, 0),)
    enter(service, programme, NEW, seen=nothing)
    with pytest.raises(Stale):
        enter(service, programme, replace(NEW, title="Un autre"), reason="x", seen=nothing)
    assert row(service, programme, Milestone, *NEW.key) == NEW


def test_the_date_first_planned_stays_but_for_the_office(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    enter(service, programme, NEW)
    later = replace(NEW, planned_on=date(2027, 6, 30))
    with pytest.raises(Refused, match="initial date"):
        enter(service, programme, later, reason="retard")
    enter(service, programme, replace(NEW, expected_on=date(2027, 6, 30)), reason="retard")
    enter(service, programme, later, by=OFFICE, reason="la convention disait juin")
    assert row(service, programme, Milestone, *NEW.key) == later


def test_reaching_is_reported_and_a_forecast_lies_ahead(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    enter(service, programme, NEW)
    with pytest.raises(Refused, match="reports it"):
        enter(service, programme, replace(NEW, reached_on=date(2026, 6, 1)), reason="fait", by=OFFICE)
    with pytest.raises(Refused, match="already past"):
        enter(service, programme, replace(NEW, expected_on=date(2026, 6, 1)), reason="x")


def test_criteria_that_a_funder_waits_for_are_not_changed_by_the_lead(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    named = {"project_id": "P1", "agreement_id": "A1"}
    load(service, programme, Agreement(**named, funder_id="ETAT"), AgreementMilestone(**named, milestone_id="J2"))
    held_ = row(service, programme, Milestone, "P1", "J2")
    easier = replace(held_, criteria="une simple lettre")
    with pytest.raises(Refused, match="criteria"):
        enter(service, programme, easier, reason="plus simple")
    enter(service, programme, easier, by=OFFICE, reason="avenant")


def test_a_lead_is_changed_by_handing_over(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    project = row(service, programme, Project, "P1")
    with pytest.raises(Refused, match="takes over"):
        enter(service, programme, replace(project, lead_id="LEAD-2"), by=OFFICE, reason="x")


def test_an_abandoned_project_keeps_its_entries_until_it_is_taken_up_again(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    line = FundingLine(project_id="P3", line_id="L1", funder_id="ETAT")
    with pytest.raises(Refused, match="abandoned"):
        enter(service, programme, line)
    project = row(service, programme, Project, "P3")
    enter(service, programme, replace(project, abandoned_on=None), reason="repris")
    enter(service, programme, line)


def test_a_programme_of_public_facts_is_not_made_by_hand_and_keeps_its_nature(quick: Place) -> None:
    service, programme = quick.open(), new_name()
    made = Programme(programme_id=programme, name_fr="Plan", name_en="Plan", kind=ProgrammeKind.REAL)
    with pytest.raises(Refused, match="public facts"):
        enter(service, programme, made, by=OFFICE)
    live = replace(made, kind=ProgrammeKind.LIVE)
    enter(service, programme, live, by=OFFICE)
    with pytest.raises(Refused, match="nature"):
        enter(service, programme, replace(live, kind=ProgrammeKind.FICTIONAL), by=OFFICE, reason="x")
    with pytest.raises(Refused, match="not removed"):
        enter(service, programme, Ending(Programme.declaration, (programme,)), by=OFFICE, reason="x")


def test_a_lead_enters_nothing_on_the_project_of_another_nor_on_a_real_one(quick: Place) -> None:
    service = quick.open()
    for programme, by in ((planned(service), OTHER_LEAD), (planned(service, ProgrammeKind.REAL), LEAD)):
        with pytest.raises(Forbidden):
            enter(service, programme, NEW, by=by)


def test_a_funder_keeps_its_own_agreements_and_takes_over_none(quick: Place) -> None:
    service = quick.open()
    programme = planned(service)
    load(service, programme, Organisation(organisation_id="REGION", name="Région", family=Family.REGION))
    mine = Agreement(project_id="P1", agreement_id="A1", funder_id="ETAT", maximum_eur=Decimal(10))
    theirs = replace(mine, agreement_id="A2", funder_id="REGION")
    waits = AgreementMilestone(project_id="P1", agreement_id="A1", milestone_id="J2")
    enter(service, programme, mine, waits, by=FUNDER)
    load(service, programme, theirs)
    for taken in (theirs, replace(theirs, funder_id="ETAT"), replace(mine, funder_id="REGION")):
        with pytest.raises(Forbidden):
            enter(service, programme, replace(taken, reference="x"), by=FUNDER, reason="x")
    with pytest.raises(Forbidden):
        enter(service, programme, replace(waits, agreement_id="A2"), by=FUNDER)


def test_an_organisation_missing_from_the_list_is_added_by_whoever_needs_it_and_changed_by_the_office(
    quick: Place,
) -> None:
    service = quick.open()
    programme = planned(service)
    new = Organisation(organisation_id="ASSO", name="Association fictive", family=Family.ASSOCIATION)
    enter(service, programme, new, by=LEAD)
    with pytest.raises(Forbidden):
        enter(service, programme, replace(new, name="Autre"), by=LEAD, reason="x")
    enter(service, programme, replace(new, name="Autre"), by=OFFICE, reason="nouveau nom")


def test_an_entry_is_taken_back_within_ten_minutes_by_its_author(shared: Place) -> None:
    service = shared.open()
    programme = planned(service)
    line = FundingLine(project_id="P1", line_id="L2", funder_id="ETAT", status=FundingStatus.APPLIED)
    added = enter(service, programme, line)
    changed = enter(service, programme, replace(line, status=FundingStatus.NOTIFIED), reason="lettre reçue")
    assert changed.sequence is not None
    with pytest.raises(Refused, match="has been recorded since"):
        service.carry_out(UndoEvent(programme=programme, sequence=added.sequence or 0), LEAD, new_name("id"))
    service.carry_out(UndoEvent(programme=programme, sequence=changed.sequence), LEAD, new_name("id"))
    assert row(service, programme, FundingLine, *line.key) == line


def test_a_line_does_not_lose_more_than_it_brings(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    named: dict[str, Any] = {"project_id": "P1", "line_id": "L1", "kind": LossKind.REDUCED, "lost_on": date(2026, 3, 1)}
    enter(service, programme, FundingLoss(**named, loss_id="P1", amount_eur=Decimal(600_000)))
    too_much = FundingLoss(**named, loss_id="P2", amount_eur=Decimal("400000.02"))
    with pytest.raises(Refused, match="more than the 1000000"):
        enter(service, programme, too_much)
    enter(service, programme, replace(too_much, amount_eur=Decimal("400000.01")))
    line = row(service, programme, FundingLine, "P1", "L1")
    with pytest.raises(Refused, match="would have lost"):
        load(service, programme, replace(line, amount_eur=Decimal(900_000)))
    load(service, programme, replace(line, amount_eur=None))


ORGANISATION = dict.fromkeys((Persona.LEAD, Persona.FUNDER, Persona.INSTRUCTOR), "MINE")
OF_LEADS = "project operation project_territory legal_form funding_line milestone milestone_link"
OF_LEADS += " result_indicator target observation funding_loss derogation handover"
OF_FUNDERS = "agreement instalment agreement_milestone instalment_document waiver delegation replacement"
# An economic model has its own page.
OF_MODELS = {"economic_model", "economic_flow", "risk_factor"}
BY_HAND = {"programme", "succession", "organisation", "source", *OF_LEADS.split(), *OF_FUNDERS.split()}


@pytest.mark.parametrize("fact", sorted(FACTS))
@pytest.mark.parametrize("persona", list(Persona))
def test_who_may_enter_what(persona: Persona, fact: str) -> None:
    """Every persona × fact × new or held × whose project or agreement × kind of programme."""
    actor = Actor(persona, ORGANISATION.get(persona))
    for kind in (None, *ProgrammeKind):
        for is_new in (True, False):
            for whose in ("MINE", "THEIRS"):
                asked = Object("plan", kind, whose, frozenset({whose}), fact=fact, is_new=is_new)
                found = isinstance(decide(actor, Action.ENTER, asked), Allowed)
                assert found == _expected(persona, fact, kind, is_new, whose), (kind, is_new, whose)


def _expected(persona: Persona, fact: str, kind: ProgrammeKind | None, is_new: bool, whose: str) -> bool:
    if kind is ProgrammeKind.REAL or fact not in BY_HAND | OF_MODELS:
        return False
    if persona is Persona.OFFICE:
        return kind is not None or fact == "programme"
    if kind is None or persona not in ORGANISATION:
        return False
    if fact in {"organisation", "source"}:
        return is_new
    if persona is Persona.INSTRUCTOR:
        return False
    mine = whose == "MINE"
    return mine and (fact in {*OF_LEADS.split(), *OF_MODELS} if persona is Persona.LEAD else fact in OF_FUNDERS.split())


@pytest.mark.parametrize(
    ("fact", "name", "taken", "code"),
    [
        (Milestone, "", (), "J1"),
        (Milestone, "", ("J1", "J3", "Réception"), "J4"),
        (Milestone, "", ("j7",), "J8"),
        (Project, "Réseau à très haut débit de l’Île", (), "RESEAU-A-TRES-HAUT-DEBIT"),
        (Project, "Œuvre", ("OEUVRE",), "OEUVRE-2"),
        (Organisation, "Caisse", ("caisse", "CAISSE-2"), "CAISSE-3"),
        (Organisation, "数字", (), ""),
    ],
)
def test_a_code_is_proposed_for_what_is_new(fact: type[Fact], name: str, taken: tuple[str, ...], code: str) -> None:
    assert next_code(fact.declaration, name, taken) == code


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_code_proposed_is_a_code_that_nobody_has(name: str, others: list[str]) -> None:
    taken = {next_code(Project.declaration, other, ()) for other in (name, *others)} - {""}
    code = next_code(Project.declaration, name, taken)
    assert code not in taken
    if code:
        Project(project_id=code, title="x")
