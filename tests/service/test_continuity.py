"""Continuity: an organisation is succeeded, a lead hands over, a funder is replaced; figures follow, history stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import EnterRows, UndoEvent
from portfolio.domain.facts import (
    Agreement,
    Delegation,
    Ending,
    Fact,
    FundingLine,
    Handover,
    Operation,
    Organisation,
    Project,
    Replacement,
    Succession,
    Verification,
)
from portfolio.domain.facts.choices import Answer, Family, Instrument
from portfolio.domain.questions import Figures, ProjectHistory
from portfolio.presentation.kit.block import View
from portfolio.presentation.project.history import tell
from portfolio.service import Forbidden, Recorded, Service
from tests.service.test_milestones import (
    BANK,
    KEY,
    REGION,
    STATE,
    agreement,
    answer,
    paid_by,
    progress,
    rows,
    submit,
    two,
    weigh,
)
from tests.support.installations import (
    LEAD,
    NOW,
    OFFICE,
    OTHER_LEAD,
    VISITOR,
    Place,
    check_kept_is_rebuilt,
    held,
    load,
    new_name,
)

ON, ACT = date(2026, 6, 1), "Arrêté fictif n° 12"
MERGED = Succession(organisation_id="REGION", successor_id="BANQUE", succeeded_on=ON, act=ACT)
HANDED = Handover(
    project_id="P1", handover_id="R1", lead_id="LEAD-1", successor_id="LEAD-2", handed_on=ON, act="Délibération"
)
REPLACED = Replacement(
    project_id="P1", replacement_id="F1", funder_id="REGION", successor_id="BANQUE", replaced_on=ON, act="Avenant"
)


def enter(service: Service, programme: str, *made: Fact | Ending, by: Actor = OFFICE, **more: Any) -> Recorded:
    return service.carry_out(EnterRows(programme=programme, rows=made, **more), by, new_name("id"))


def funded_by(service: Service, programme: str, day: date | None = None) -> dict[str | None, Any]:
    found = service.read(Figures(programme=programme, indicator="total_funding", by=("funder_id",)), VISITOR, day)
    return {each.of("funder_id"): each.value for each in found}


def designating(service: Service, programme: str, organisation: str) -> set[str]:
    """The facts of which a row in force designates it, those of continuity apart."""
    return {
        name
        for (name, _), row in held(service, programme).items()
        for field in row.declaration.fields
        if field.refers_to == "organisation" and getattr(row, field.name) == organisation
    } - {"succession", "handover", "replacement"}


def everything_of_the_region(service: Service) -> str:
    """The Region funds, verifies with the State, promotes, is paid, is relied on and delegates."""
    programme = two(service)
    load(
        service,
        programme,
        FundingLine(project_id="P1", line_id="L2", funder_id="REGION", amount_eur=Decimal(70)),
        Operation(project_id="P2", operation_id="O1", title="École", promoter_id="REGION"),
        Agreement(project_id="P2", agreement_id="A1", funder_id="ETAT", beneficiary_id="REGION"),
        Agreement(project_id="P2", agreement_id="A2", funder_id="BANQUE", relies_on_id="REGION"),
        Delegation(organisation_id="REGION", delegation_id="S1", act="Arrêté", starts_on=date(2026, 1, 1)),
    )
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    answer(service, programme, REGION, Answer.VERIFIED)
    return programme


def test_an_organisation_that_disappears_leaves_all_it_had_to_its_successor(shared: Place) -> None:
    service = shared.service
    programme = everything_of_the_region(service)
    before = funded_by(service, programme)
    assert (before["REGION"], before.get("BANQUE")) == (70, None)
    recorded = enter(service, programme, MERGED)
    assert recorded.sequence is not None
    assert not designating(service, programme, "REGION")
    after = funded_by(service, programme)
    assert (after.get("REGION"), after["BANQUE"]) == (None, 70)
    found = held(service, programme)
    relying = found["agreement", ("P2", "A2")]
    assert isinstance(relying, Agreement) and relying.relies_on_id is None, "nobody relies on itself"
    assert ("delegation", ("REGION", "S1")) not in found, "a delegation of who is no more allows nothing"
    check_kept_is_rebuilt(service)


def test_what_the_predecessor_verified_stays_verified(shared: Place) -> None:
    service = shared.service
    programme = everything_of_the_region(service)
    weigh(service, programme)
    whole = progress(service, programme)
    enter(service, programme, MERGED)
    assert rows(service, programme)["BANQUE"].is_verified
    assert progress(service, programme) == whole
    with pytest.raises(Refused, match="reopen"):
        answer(service, programme, BANK, Answer.TO_COMPLETE, reason="Il manque le plan.")


def both_answered(service: Service, region: Answer, bank: Answer) -> Verification:
    """What is said of J1 by the bank once it took over the region, when each had answered."""
    programme = paid_by(service, agreement("A2", "REGION", "J1"), agreement("A3", "BANQUE", "J1"))
    submit(service, programme)
    for by, said in ((REGION, region), (BANK, bank)):
        answer(service, programme, by, said, reason=None if said is Answer.VERIFIED else f"dit par {by.organisation}")
    enter(service, programme, MERGED)
    found = held(service, programme)
    assert ("verification", (*KEY, "REGION")) not in found
    kept = found["verification", (*KEY, "BANQUE")]
    assert isinstance(kept, Verification)
    return kept


@pytest.mark.parametrize(
    ("region", "bank", "kept"),
    [
        (Answer.VERIFIED, Answer.VERIFIED, (Answer.VERIFIED, None)),
        (Answer.TO_COMPLETE, Answer.VERIFIED, (Answer.TO_COMPLETE, "dit par REGION")),
        (Answer.VERIFIED, Answer.REFUSED, (Answer.REFUSED, "dit par BANQUE")),
    ],
)
def test_of_two_answers_that_become_one_the_one_that_leaves_more_to_do_stays(
    quick: Place, region: Answer, bank: Answer, kept: tuple[Answer, str | None]
) -> None:
    found = both_answered(quick.service, region, bank)
    assert (found.answer, found.reason) == kept


def test_one_may_look_at_the_plan_as_it_was_before(quick: Place) -> None:
    service, clock = quick.service, quick.clock
    programme = everything_of_the_region(service)
    day = day_of(clock())
    clock.forward(days=2)
    enter(service, programme, MERGED)
    assert funded_by(service, programme, day)["REGION"] == 70
    assert set(rows(service, programme, day)) == {"ETAT", "REGION"}
    assert set(rows(service, programme)) == {"ETAT", "BANQUE"}


def test_history_keeps_the_names_of_its_day(quick: Place) -> None:
    service, clock = quick.service, quick.clock
    programme = everything_of_the_region(service)
    clock.forward(days=1)
    bank = Organisation(organisation_id="BANQUE", name="Banque des territoires fictive", family=Family.PUBLIC_BANK)
    enter(service, programme, bank, reason="changement de nom")
    clock.forward(days=1)
    enter(service, programme, REPLACED)
    clock.forward(days=1)
    enter(service, programme, replace(bank, name="Banque unique"), reason="changement de nom")
    told = tell(service.read(ProjectHistory(programme=programme, project_id="P1"), VISITOR), day_of, VIEW)
    latest, *earlier = told
    sentences = " ".join(latest.sentences)
    assert latest.kind == "Changement de financeur"
    assert "Région fictive → Banque des territoires fictive" in sentences and "Banque unique" not in sentences
    verified = next(each for each in earlier if each.actor == REGION)
    assert verified.organisation == "Région fictive"


VIEW = View("fr", "light", NOW.date())


def test_a_lead_hands_its_project_over_and_reports_no_more(shared: Place) -> None:
    service = shared.service
    programme = two(service)
    own = FundingLine(project_id="P1", line_id="L2", funder_id="LEAD-1", instrument=Instrument.OWN_FUNDS)
    works = Operation(project_id="P1", operation_id="O1", title="Réseau", promoter_id="LEAD-1")
    paid = Agreement(project_id="P1", agreement_id="A9", funder_id="ETAT", beneficiary_id="LEAD-1")
    load(service, programme, own, works, paid)
    enter(service, programme, HANDED, by=LEAD)
    found = held(service, programme)
    assert found["project", ("P1",)] == Project(project_id="P1", title="Réseau fictif", lead_id="LEAD-2")
    assert found["operation", works.key] == replace(works, promoter_id="LEAD-2")
    assert found["funding_line", own.key] == replace(own, funder_id="LEAD-2")
    assert found["agreement", paid.key] == paid, "the grants are paid to whom they were awarded"
    assert found["project", ("P3",)].lead_id == "LEAD-1", "its other projects stay its own"  # type: ignore[attr-defined]
    with pytest.raises(Forbidden):
        submit(service, programme, by=LEAD)
    submit(service, programme, by=OTHER_LEAD)


def test_what_does_not_pass_stays_and_grants_pass_by_the_office(quick: Place) -> None:
    service = quick.service
    programme = two(service)
    works = Operation(project_id="P1", operation_id="O1", title="Réseau", promoter_id="LEAD-1")
    paid = Agreement(project_id="P1", agreement_id="A9", funder_id="ETAT", beneficiary_id="LEAD-1")
    load(service, programme, works, paid)
    asked = replace(HANDED, with_works=False, with_grants=True)
    with pytest.raises(Refused, match="amendment of every funder"):
        enter(service, programme, asked, by=LEAD)
    enter(service, programme, asked)
    found = held(service, programme)
    assert (found["operation", works.key], found["agreement", paid.key]) == (
        works,
        replace(paid, beneficiary_id="LEAD-2"),
    )


def test_who_submitted_a_file_does_not_verify_it_even_once_it_no_longer_leads(quick: Place) -> None:
    service = quick.service
    former = Actor(Persona.FUNDER, "LEAD-1")
    programme = paid_by(service, agreement("A1", "LEAD-1", "J1"))
    submit(service, programme)
    enter(service, programme, replace(HANDED, with_own_funds=False))
    assert set(rows(service, programme)) == {"LEAD-1"}, "its money is no longer the lead's own"
    with pytest.raises(Forbidden, match="submitted this file"):
        answer(service, programme, former, Answer.VERIFIED)
    submit(service, programme, by=OTHER_LEAD)
    answer(service, programme, former, Answer.VERIFIED, version=2)
    assert rows(service, programme)["LEAD-1"].is_verified


def test_a_funder_is_replaced_in_one_project_with_what_it_verified(shared: Place) -> None:
    service = shared.service
    programme = everything_of_the_region(service)
    enter(service, programme, REPLACED, by=REGION)
    assert designating(service, programme, "REGION") == {"operation", "agreement", "delegation"}
    assert set(rows(service, programme)) == {"ETAT", "BANQUE"} and rows(service, programme)["BANQUE"].is_verified
    with pytest.raises(Refused, match="neither a funding line nor an agreement"):
        enter(service, programme, replace(REPLACED, replacement_id="F2"))


def test_a_funder_that_becomes_the_lead_answers_no_more(quick: Place) -> None:
    service = quick.service
    programme = two(service)
    load(service, programme, Project(project_id="P1", title="Réseau fictif", lead_id="BANQUE"))
    submit(service, programme, by=Actor(Persona.LEAD, "BANQUE"))
    answer(service, programme, REGION, Answer.VERIFIED)
    enter(service, programme, REPLACED)
    assert set(rows(service, programme)) == {"ETAT"}
    assert not any(name == "verification" for name, _ in held(service, programme))


def test_money_that_a_funder_spends_itself_waits_for_no_answer(quick: Place) -> None:
    service = quick.service
    programme = paid_by(
        service, agreement("A1", "ETAT", "J1"), agreement("A2", "REGION", "J1", beneficiary_id="REGION")
    )
    submit(service, programme)
    assert set(rows(service, programme)) == {"ETAT"}
    answer(service, programme, STATE, Answer.VERIFIED)
    with pytest.raises(Refused, match="file is closed"):
        submit(service, programme)


@pytest.mark.parametrize("made", [MERGED, HANDED, REPLACED])
def test_it_is_taken_back_whole_while_nothing_came_since(quick: Place, made: Fact) -> None:
    service = quick.service
    programme = everything_of_the_region(service)
    before = held(service, programme)
    recorded = enter(service, programme, made)
    assert held(service, programme) != before and recorded.sequence is not None
    service.carry_out(UndoEvent(programme=programme, sequence=recorded.sequence), OFFICE, new_name("id"))
    assert held(service, programme) == before
    check_kept_is_rebuilt(service)


def refused(service: Service, programme: str, why: str, *asked: tuple[Sequence[Fact | Ending], Actor]) -> None:
    for made, by in asked:
        before = held(service, programme)
        with pytest.raises(Refused, match=why):
            enter(service, programme, *made, by=by, reason="essai")
        assert held(service, programme) == before


def test_nobody_designates_who_is_no_more(shared: Place) -> None:
    service = shared.service
    programme = everything_of_the_region(service)
    enter(service, programme, MERGED)
    line = FundingLine(project_id="P1", line_id="L9", funder_id="REGION")
    refused(
        service,
        programme,
        "was taken over by Banque fictive",
        ([line], OFFICE),
        ([line], LEAD),
        ([replace(MERGED, organisation_id="ETAT", successor_id="REGION")], OFFICE),
    )
    with pytest.raises(Refused, match="was taken over by"):
        load(service, programme, line)
    load(service, programme, replace(line, funder_id="BANQUE"))
    enter(service, programme, replace(MERGED, organisation_id="BANQUE", successor_id="ETAT"))
    assert not designating(service, programme, "BANQUE")


def test_an_import_does_not_leave_rows_to_who_is_no_more(quick: Place) -> None:
    service = quick.service
    programme = everything_of_the_region(service)
    with pytest.raises(Refused, match="was taken over by"):
        load(service, programme, MERGED)


def test_what_passed_has_passed_but_its_act_is_corrected(quick: Place) -> None:
    service = quick.service
    programme = everything_of_the_region(service)
    for made in (HANDED, REPLACED, MERGED):
        enter(service, programme, made)
    enter(service, programme, replace(MERGED, act="Arrêté n° 13"), reason="numéro mal lu")
    removed = [([Ending(each.declaration, each.key)], OFFICE) for each in (HANDED, REPLACED)]
    refused(service, programme, "does not come back", *removed)
    refused(
        service,
        programme,
        "What has passed",
        ([replace(HANDED, successor_id="BANQUE")], OFFICE),
        ([replace(MERGED, act="Arrêté n° 13", successor_id="ETAT")], OFFICE),
    )


def test_who_may_record_it(quick: Place) -> None:
    service = quick.service
    programme = everything_of_the_region(service)
    asked = [
        (HANDED, OTHER_LEAD),
        (HANDED, STATE),
        (REPLACED, STATE),
        (REPLACED, LEAD),
        (MERGED, LEAD),
        (MERGED, REGION),
    ]
    for made, by in asked:
        with pytest.raises(Forbidden):
            enter(service, programme, made, by=by)
    with pytest.raises(Refused, match="The lead of project"):
        enter(service, programme, replace(HANDED, lead_id="ETAT"))
    with pytest.raises(Refused, match="later than the day"):
        enter(service, programme, replace(HANDED, handed_on=NOW.date() + timedelta(days=400)))


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        (Succession, {"organisation_id": "A", "successor_id": "A", "succeeded_on": ON, "act": ACT}),
        (Handover, {**HANDED.wire(), "handed_on": ON, "successor_id": "LEAD-1"}),
        (Replacement, {**REPLACED.wire(), "replaced_on": ON, "successor_id": "REGION"}),
    ],
)
def test_one_does_not_take_over_from_oneself(fact: type[Fact], values: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="the same organisation"):
        fact(**values)


def test_a_successor_that_has_its_own_agreement_still_answers_for_it(quick: Place) -> None:
    service = quick.service
    programme = two(service)
    submit(service, programme)
    answer(service, programme, REGION, Answer.VERIFIED)
    enter(service, programme, replace(REPLACED, successor_id="ETAT"))
    assert set(rows(service, programme)) == {"ETAT"} and not rows(service, programme)["ETAT"].is_verified


def test_a_funder_that_others_rely_on_is_replaced_by_the_office_alone(quick: Place) -> None:
    service = quick.service
    programme = two(service)
    load(service, programme, Agreement(project_id="P1", agreement_id="A3", funder_id="BANQUE", relies_on_id="REGION"))
    asked = replace(REPLACED, successor_id="ETAT")
    with pytest.raises(Refused, match="relies on you"):
        enter(service, programme, asked, by=REGION)
    enter(service, programme, asked)
    found = held(service, programme)["agreement", ("P1", "A3")]
    assert isinstance(found, Agreement) and found.relies_on_id == "ETAT"


def test_it_is_not_taken_back_once_the_successor_has_answered(quick: Place) -> None:
    service = quick.service
    programme = two(service)
    recorded = enter(service, programme, REPLACED)
    submit(service, programme)
    answer(service, programme, BANK, Answer.VERIFIED)
    with pytest.raises(Refused, match="recorded since"):
        service.carry_out(UndoEvent(programme=programme, sequence=recorded.sequence or 0), OFFICE, new_name("id"))
