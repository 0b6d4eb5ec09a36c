"""What blocks an instalment, in words, and who can unblock it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ReportReached
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Instalment,
    InstalmentDocument,
    Milestone,
    Project,
    Waiver,
)
from portfolio.domain.facts.choices import Answer
from portfolio.domain.questions import FactRows, MilestoneAnswers
from portfolio.presentation.funding.instalments import Release, releases
from portfolio.service import Service
from tests.service.test_milestones import PHOTO, REGION, STATE, agreement, answer, paid_by, submit, two
from tests.support.installations import LEAD, NOW, VISITOR, Place, load, new_name


def blocked(service: Service, programme: str) -> dict[str, Release]:
    """The releases of P1, by agreement."""
    found = releases(
        service.read(FactRows(programme=programme, fact=Project, project_id="P1"), VISITOR),
        service.read(FactRows(programme=programme, fact=Milestone, project_id="P1"), VISITOR),
        service.read(FactRows(programme=programme, fact=Agreement, project_id="P1"), VISITOR),
        service.read(FactRows(programme=programme, fact=Instalment, project_id="P1"), VISITOR),
        service.read(FactRows(programme=programme, fact=AgreementMilestone, project_id="P1"), VISITOR),
        service.read(MilestoneAnswers(programme=programme, project_id="P1"), VISITOR),
        service.read(FactRows(programme=programme, fact=InstalmentDocument, project_id="P1"), VISITOR),
        service.read(FactRows(programme=programme, fact=Waiver, project_id="P1"), VISITOR),
    )
    return {each.agreement_id: each for each in found}


def words(release: Release) -> list[tuple[str, str | None]]:
    return [(each.what.fr, each.who) for each in release.obstacles]


def test_each_step_of_the_story_says_what_is_missing_and_who_acts(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    assert words(blocked(service, programme)["A1"]) == [("« Études » est atteint, sa preuve est attendue", "LEAD-1")]
    submit(service, programme)
    assert words(blocked(service, programme)["A1"]) == [("« Études » attend la réponse du financeur", "ETAT")]
    answer(service, programme, STATE, Answer.TO_COMPLETE, reason="Le plan manque.")
    assert words(blocked(service, programme)["A1"]) == [("« Études » est à compléter : Le plan manque.", "LEAD-1")]
    submit(service, programme, PHOTO)
    answer(service, programme, STATE, Answer.VERIFIED, version=2)
    found = blocked(service, programme)
    assert found["A1"].obstacles == ()
    assert words(found["A2"]) == [("« Études » attend la réponse du financeur", "REGION")]
    answer(service, programme, REGION, Answer.REFUSED, version=2, reason="Hors de l’assiette.")
    assert words(blocked(service, programme)["A2"]) == [("« Études » est refusé : Hors de l’assiette.", "LEAD-1")]


def test_what_is_not_reached_waits_for_the_lead(quick: Place) -> None:
    service, programme = quick.service, paid_by(quick.service, agreement("A1", "ETAT", "J1", "J2"))
    assert words(blocked(service, programme)["A1"])[1] == ("« Mise en service » n’est pas atteint", "LEAD-1")
    reached = ReportReached(programme=programme, project_id="P1", milestone_id="J2", reached_on=NOW.date())
    service.carry_out(reached, LEAD, new_name("id"))
    assert words(blocked(service, programme)["A1"])[1][0].startswith("« Mise en service » est atteint")


def test_an_advance_that_waits_for_nothing_is_free_and_a_lapsed_agreement_has_none(quick: Place) -> None:
    service = quick.service
    free = agreement("A1", "ETAT")
    programme = paid_by(service, free, agreement("A2", "REGION", "J1", lapsed_on=NOW.date()))
    found = blocked(service, programme)
    assert set(found) == {"A1"}
    assert found["A1"].obstacles == ()


def test_the_terminal_tells_milestones_answers_and_what_blocks_each_instalment(
    quick: Place,
) -> None:
    from tests.terminal.test_terminal import done, run  # noqa: PLC0415 - the terminal's own ways

    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    on = ("--programme", programme)
    [first, _] = json.loads(done("milestones", "P1", "--json", *on, record=quick.record))
    assert (first["milestone_id"], first["is_verified"]) == ("J1", False)
    assert [(each["funder_id"], each["standing"]) for each in first["funders"]] == [
        ("ETAT", "to_examine"),
        ("REGION", "to_examine"),
    ]
    verify = ("verify-milestone", "P1", "J1", "--answer", "verified", *on)
    assert "Enregistré" in done(*verify, "--as", "funder:ETAT", "--command-id", "v1", record=quick.record)
    assert "Déjà enregistré" in done(*verify, "--as", "funder:ETAT", "--command-id", "v1", record=quick.record)
    refused = run(*verify, "--as", "funder:AUTRE", record=quick.record)
    assert refused.exit_code == 1 and "Aucun acte attributif" in refused.output
    back = ("verify-milestone", "P1", "J1", "--answer", "to_complete", *on, "--as", "funder:REGION")
    assert run(*back, record=quick.record).exit_code == 1
    [blocking] = json.loads(done("instalments", "--blocked", "--json", *on, record=quick.record))
    assert (blocking["agreement_id"], blocking["amount_eur"]) == ("A2", 50_000)
    assert blocking["obstacles"] == [
        {
            "milestone_id": "J1",
            "document_id": None,
            "what": "« Études » attend la réponse du financeur",
            "who": "REGION",
        }
    ]
    everything = json.loads(done("instalments", "--json", "--project", "P1", *on, record=quick.record))
    assert [each["agreement_id"] for each in everything] == ["A1", "A2"]
    unknown = run("milestones", "ZZ", *on, record=quick.record)
    assert unknown.exit_code == 1 and "Aucun jalon" in unknown.output


def test_an_abandoned_project_has_no_instalment_and_own_funds_wait_for_what_is_not_reached(quick: Place) -> None:
    service = quick.service
    programme = paid_by(service, agreement("A1", "ETAT", "J1"), agreement("A2", "LEAD-1", "J1", "J2"))
    found = blocked(service, programme)
    assert words(found["A2"]) == [("« Mise en service » n’est pas atteint", "LEAD-1")]
    load(service, programme, Project(project_id="P1", title="Réseau fictif", lead_id="LEAD-1", abandoned_on=NOW.date()))
    assert blocked(service, programme) == {}


def test_a_document_blocks_until_it_is_received_and_what_is_waived_blocks_nothing(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    named = {"project_id": "P1", "agreement_id": "A1", "instalment_id": "E1"}
    paper = InstalmentDocument(**named, document_id="D1", title="Bilan des dépenses")
    load(service, programme, paper)
    first, second = words(blocked(service, programme)["A1"])
    assert second == ("le document « Bilan des dépenses » n’est pas reçu", "LEAD-1")
    load(service, programme, replace(paper, received_on=NOW.date()))
    assert words(blocked(service, programme)["A1"]) == [first]
    own = {**named, "reason": "Visite sur place", "waived_on": NOW.date()}
    load(service, programme, paper, Waiver(**own, waiver_id="X1", milestone_id="J1"))
    assert words(blocked(service, programme)["A1"]) == [second]
    load(service, programme, Waiver(**own, waiver_id="X2", document_id="D1"))
    assert blocked(service, programme)["A1"].obstacles == ()
    assert blocked(service, programme)["A2"].obstacles != ()  # a waiver is one funder's


def test_a_waiver_bears_on_one_condition_and_says_why(quick: Place) -> None:
    named = {"project_id": "P1", "agreement_id": "A1", "instalment_id": "E1", "waiver_id": "X1"}
    for condition in ({}, {"milestone_id": "J1", "document_id": "D1"}):
        with pytest.raises(Refused, match="just one of the two"):
            Waiver(**named, **condition, reason="x", waived_on=NOW.date())
    with pytest.raises(Refused, match="compulsory"):
        Waiver(**named, milestone_id="J1", reason="", waived_on=NOW.date())
