"""The forms in AppTest: drawn from the declarations for whoever may fill them, prefilled, and read back whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FACTS, FundingLine, Handover, Milestone, Operation, Organisation, Project
from portfolio.domain.facts.choices import Family, FundingStatus, TaxRegime
from portfolio.domain.facts.kinds import Steward
from portfolio.domain.questions import FactRows
from portfolio.presentation.kit.sentences import typeset
from portfolio.service import Service
from portfolio.ui.entry import words as entry_words
from portfolio.ui.kit import session
from portfolio.ui.kit import words as kit_words
from portfolio.ui.plan import words as plan_words
from portfolio.ui.project import words as project_words
from tests.support.apps import ENTRY, HOME, PROJECT, Session, serve

AS_LEAD = {"programme": "fictif", "profil": "lead:syndicat", "id": "F01"}
AS_OFFICE = {"programme": "fictif", "profil": "office"}
# What has a form: neither what follows from what is done, nor the parts of a model, which has its own page.
ENTERED = {name for name, each in FACTS.items() if each.steward not in {Steward.NOBODY, Steward.MODEL}}
OF_PROJECT = sorted(name for name in ENTERED if FACTS[name].is_of_a_project)


def rows(record: Service, fact: Any, project_id: str | None = None) -> dict[str, Any]:
    found = record.read(FactRows(programme="fictif", fact=fact, project_id=project_id), VISITOR)
    return {row.key[-1]: row for row in found}


def say(text: Text) -> str:
    return typeset(text.fr, "fr")


def fill(tab: Session, **values: Any) -> None:
    """The fields of the form, by the end of their keys."""
    for name, value in values.items():
        widgets = [w for kind in ("text_input", "text_area", "selectbox", "date_input") for w in tab.app.get(kind)]
        [widget] = [w for w in widgets if w.key and w.key.endswith(name.replace("__", "."))]
        widget.set_value(value)
    tab.app.run()


def test_every_fact_entered_by_hand_has_its_form(record: Service) -> None:
    tab = Session(ENTRY, **AS_OFFICE)
    for name in sorted(ENTERED):
        address = {"id": "F01"} if name in OF_PROJECT else {}
        tab.go(ENTRY, **AS_OFFICE, **address, fait=name)
        assert tab.failures == [], name
        asked = {
            w.key.split(".")[-1]
            for kind in ("text_input", "text_area", "selectbox", "date_input")
            for w in tab.app.get(kind)
            if w.key and f":{name}." in w.key
        }
        known = {"project_id", "lead_id"} if name == "handover" else {"project_id"}
        compulsory = {f.name for f in FACTS[name].fields if f.required} - known
        held = name in {"programme", "project", "legal_form"}
        assert held or compulsory <= asked | {"territory_code", "territory_code:words"}, name


def test_each_row_opens_prefilled_and_saving_it_unchanged_records_nothing(record: Service) -> None:
    before = record.heads()["fictif"].sequence
    for name in sorted(ENTERED - {"programme", "source"}):
        project_id = "F01" if name in OF_PROJECT else None
        found = record.read(FactRows(programme="fictif", fact=FACTS[name].fact, project_id=project_id), VISITOR)
        for row in found[:1]:
            address = {"id": "F01"} if project_id else {}
            tab = Session(ENTRY, **AS_OFFICE, **address, fait=name, ligne="/".join(row.key))
            tab.click(say(kit_words.SAVE))
            assert say(kit_words.ALREADY) in tab.said(), (name, tab.said())
    assert record.heads()["fictif"].sequence == before


def test_a_project_is_made_with_its_cost_and_its_lead_at_once(record: Service) -> None:
    tab = Session(ENTRY, **AS_OFFICE, fait="project")
    fill(
        tab,
        project__title="Fibre du plateau",
        operation__cost_eur="1 234,50",
        operation__tax_regime=TaxRegime.EXCLUDING_TAX,
    )
    tab.click(say(kit_words.SAVE))
    project = rows(record, Project)["FIBRE-DU-PLATEAU"]
    [operation] = rows(record, Operation, project.project_id).values()
    assert (operation.title, str(operation.cost_eur)) == ("Fibre du plateau", "1234.50")
    assert tab.app.query_params["id"] == "FIBRE-DU-PLATEAU"


def test_what_is_wrong_is_said_all_at_once_and_nothing_is_recorded(record: Service) -> None:
    tab = Session(ENTRY, **AS_LEAD, fait="funding_line")
    fill(tab, funding_line__amount_eur="1.234")
    tab.click(say(kit_words.SAVE))
    [refusal] = [text for text in tab.said() if "deux façons" in text]
    assert "financeur" in refusal
    assert len(rows(record, FundingLine, "F01")) == 6


def test_a_line_names_a_funder_by_its_siren(record: Service) -> None:
    office = Session(ENTRY, **AS_OFFICE, fait="organisation")
    fill(
        office,
        organisation__name="Caisse fictive",
        organisation__family=Family.PUBLIC_BANK,
        organisation__siren="732829320",
    )
    office.click(say(kit_words.SAVE))
    code = next(each for each, row in rows(record, Organisation).items() if row.siren == "732829320")
    assert code == "CAISSE-FICTIVE"
    again = Session(ENTRY, **AS_OFFICE, fait="organisation")
    fill(again, organisation__name="caisse  fictive", organisation__siren="732829320")
    assert sum("Caisse fictive" in text for text in again.said()) >= 2, again.said()


def test_a_row_is_removed_with_its_reason_and_put_back(record: Service) -> None:
    tab = Session(ENTRY, **AS_LEAD, fait="funding_line", ligne="F01/L6")
    tab.click(say(entry_words.REMOVE_YES))
    assert any("se motive" in text for text in tab.said())
    fill(tab, **{":why": "compté deux fois"})
    tab.click(say(entry_words.REMOVE_YES))
    assert "L6" not in rows(record, FundingLine, "F01")
    tab.click(next(label for label in tab.buttons if label.startswith("Annuler cette saisie")))
    assert rows(record, FundingLine, "F01")["L6"].status is FundingStatus.AWARDED


def test_a_lead_sees_what_passes_before_it_hands_its_project_over(record: Service) -> None:
    tab = Session(ENTRY, **AS_LEAD, fait="handover")
    [passing] = [text for text in tab.said() if text.startswith("Passe de ")]
    assert "projet × 1" in passing and "acte attributif" not in passing
    fill(tab, handover__successor_id="bourg", handover__handed_on=date(2026, 1, 5), handover__act="Délibération")
    tab.click(say(kit_words.SAVE))
    assert rows(record, Project)["F01"].lead_id == "bourg"
    assert rows(record, Handover, "F01")["R1"].lead_id == "syndicat"


def test_who_was_succeeded_is_offered_no_more(record: Service) -> None:
    tab = Session(ENTRY, **AS_OFFICE, fait="succession")
    fill(tab, succession__organisation_id="bourg", succession__successor_id="syndicat")
    assert any(text.startswith("Passe de Commune fictive du bourg") for text in tab.said())
    fill(tab, succession__succeeded_on=date(2026, 1, 5), succession__act="Arrêté de fusion")
    tab.click(say(kit_words.SAVE))
    assert "bourg" not in {row.lead_id for row in rows(record, Project).values()}
    line = Session(ENTRY, **AS_OFFICE, id="F01", fait="funding_line")
    [funders] = [box for box in line.app.get("selectbox") if box.key and box.key.endswith("funding_line.funder_id")]
    assert "bourg" not in funders.options and len(funders.options) > 5


def test_a_programme_of_public_facts_is_not_made_by_hand(record: Service) -> None:
    tab = Session(ENTRY, **AS_OFFICE, fait="programme", ligne="+")
    [kind] = [box for box in tab.app.get("selectbox") if box.key and box.key.endswith("programme.kind")]
    assert len(kind.options) == 2


def test_a_code_taken_is_refused_and_a_new_one_follows_those_ever_given(record: Service) -> None:
    tab = Session(ENTRY, **AS_LEAD, fait="milestone")
    fill(tab, milestone__title="Bilan", milestone__milestone_id="J1")
    tab.click(say(kit_words.SAVE))
    assert any("déjà pris" in text for text in tab.said())
    fill(tab, milestone__milestone_id="")
    tab.click(say(kit_words.SAVE))
    assert rows(record, Milestone, "F01")["J8"].title == "Bilan"


@pytest.mark.parametrize("person", ["visitor", "committee", "lead:cc", "funder:region-b"])
def test_who_may_enter_nothing_is_told_so(record: Service, person: str) -> None:
    tab = Session(ENTRY, programme="fictif", profil=person)
    held = {"lead:cc", "funder:region-b"}
    assert (say(entry_words.NOT_YOURS) in " ".join(tab.said())) == (person not in held)
    shown = Session(PROJECT, programme="fictif", profil=person, id="F01")
    assert (say(project_words.EDIT_ENTRY) in shown.said()) == (person == "funder:region-b")


def test_the_real_programme_is_read_only_and_the_past_takes_no_entry(record: Service) -> None:
    lead = Session(ENTRY, programme="reel", profil="lead:syane", id="MAY")
    assert say(kit_words.NO_LEAD) in lead.said()
    office = Session(ENTRY, programme="reel", profil="office")  # it may make another programme, and nothing else
    assert list(next(each.options for each in office.app.button_group if each.key == "fait")) == ["Programme"]
    past = Session(ENTRY, **AS_LEAD, fait="milestone", au="2026-03-31")
    assert say(kit_words.SAVE) not in past.buttons
    assert say(kit_words.IN_THE_PAST) in " ".join(past.said())


def test_the_office_is_shown_where_to_begin(record: Service) -> None:
    tab = Session(HOME, **AS_OFFICE)
    assert {say(kit_words.NEW_PROJECT), say(plan_words.NEW_PROGRAMME)} <= set(tab.said())


def test_an_empty_installation_offers_to_make_a_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "record.sqlite"
    Service.create(str(place))
    serve(place, monkeypatch)
    tab = Session()
    assert say(kit_words.CREATE_PROGRAMME) in tab.said()
    tab.go(ENTRY, profil="office", fait="programme")
    fill(tab, programme__name_fr="Plan neuf", programme__name_en="New plan")
    fill(tab, programme__kind=FACTS["programme"].field("kind").choice.LIVE)
    tab.click(say(kit_words.SAVE))
    assert tab.app.query_params["programme"] == "PLAN-NEUF"
    session.close()
