"""The story of a milestone in front of the pages: submitted by its lead, sent back, completed, verified."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.domain.commands import ReportReached
from portfolio.domain.facts import Evidence
from portfolio.domain.questions import FactRows, Figures
from portfolio.presentation.kit.sentences import typeset
from portfolio.ui.funder import words as funder_words
from portfolio.ui.kit import session
from portfolio.ui.kit.escaping import safe
from portfolio.ui.lead import words as lead_words
from tests.support import apps
from tests.support.apps import MINE, PROJECT, VERIFICATIONS, Session

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LEAD, STATE, REGION = "lead:syndicat", "funder:etat", "funder:region-a"


@pytest.fixture(autouse=True)
def served(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of one's own: what a test records, no other test reads."""
    place = copytree(demonstration.parent, tmp_path / "own") / demonstration.name
    apps.serve(place, monkeypatch)


def at(page: apps.Page, who: str, language: Language = "fr", **more: str) -> Session:
    return Session(page, programme="fictif", lang=language, profil=who, **more)


def submit(tab: Session, name: str, content: bytes) -> Session:
    tab.app.file_uploader[0].set_value([(name, content, "application/pdf")]).run()
    return tab.click(lead_words.SUBMIT.fr)


def progress() -> float:
    question = Figures(programme="fictif", indicator="verified_progress", filters=(("project_id", ("F01",)),))
    [found] = session.service().read(question, VISITOR)
    return float(found.value or 0)


def test_the_whole_story_from_the_lead_to_the_last_funder() -> None:
    assert progress() == 0
    lead = at(MINE, LEAD, id="F01")
    assert any("attend un complément" in text for text in lead.said())
    submit(lead, "levee-des-reserves.pdf", PDF)
    assert lead.failures == []
    assert any("sont enregistrées" in text for text in lead.said())
    region = at(VERIFICATIONS, REGION)
    assert any("225" in text and "dépendent" in text for text in region.said())
    region.app.button(key="verified:F01/J4").click().run()
    assert any("est vérifié" in text for text in region.said())
    assert progress() == 0, "the State has not seen the new file"
    state = at(VERIFICATIONS, STATE, jalon="F01/J4")
    state.app.button(key="verified:F01/J4").click().run()
    assert progress() > 0
    assert any(
        "✓" in cell
        for table in at(PROJECT, "visitor", id="F01", onglet="jalons").tables
        for row in table
        for cell in row
    )


def test_sending_back_without_a_reason_is_refused_where_the_reason_is_asked() -> None:
    tab = at(VERIFICATIONS, STATE)
    tab.app.button(key="to_complete:F04/J3").click().run()
    assert any("se motive" in text for text in tab.said())
    tab.app.text_area(key="reason:F04/J3:1").set_value("Il manque les photos.").run()
    tab.app.button(key="to_complete:F04/J3").click().run()
    assert any("renvoyé au porteur" in text for text in tab.said())
    assert any("Il manque les photos." in text for text in at(MINE, "lead:ville", id="F04").said())


def test_a_file_that_is_something_else_is_refused_and_nothing_is_submitted() -> None:
    lead = submit(at(MINE, LEAD, id="F01"), "proces-verbal.pdf", b"MZ" + b"\x00" * 64)
    assert any("par son contenu" in text for text in lead.said())
    found = session.service().read(FactRows(programme="fictif", fact=Evidence, project_id="F01"), VISITOR)
    assert [piece.evidence_id for piece in found] == ["1-1"]


def test_a_link_needs_someone_who_vouches_for_it() -> None:
    lead = at(MINE, LEAD, id="F01")
    lead.app.text_input(key="proof:fictif:F01:J4:url").set_value("https://exemple.invalid/levee.pdf").run()
    lead.click(lead_words.SUBMIT.fr)
    assert any("qui en répond" in text for text in lead.said())


def test_a_milestone_is_reported_reached_then_proved() -> None:
    lead = at(MINE, LEAD, id="F01")
    lead.app.selectbox(key="proof:fictif:F01:which").set_value("J5").run()
    lead.click(lead_words.REPORT_REACHED.fr)
    assert typeset(lead_words.REACHED_WHEN.fr, "fr") in lead.said()
    lead.app.date_input(key="proof:fictif:F01:J5:reached").set_value(apps.TODAY.date()).run()
    lead.click(lead_words.REPORT_REACHED.fr)
    assert any("déclaré atteint" in text for text in lead.said())
    assert lead.app.file_uploader, "now it can be proved"


def test_re_planning_asks_why() -> None:
    lead = at(MINE, LEAD, id="F01")
    lead.app.selectbox(key="proof:fictif:F01:which").set_value("J6").run()
    lead.app.date_input(key="proof:fictif:F01:J6:expected").set_value(apps.TODAY.date().replace(year=2028)).run()
    lead.click(lead_words.REPLAN.fr)
    assert any("obligatoire" in text for text in lead.said())
    lead.app.text_input(key="proof:fictif:F01:J6:why").set_value("Marché infructueux.").run()
    lead.click(lead_words.REPLAN.fr)
    assert any("replanifié" in text for text in lead.said())


def test_a_verification_is_reopened_with_a_reason() -> None:
    tab = at(VERIFICATIONS, STATE)
    tab.app.selectbox(key="reopen").set_value("F04/J2").run()
    tab.app.button(key="reopen:do").click().run()
    assert any("obligatoire" in text for text in tab.said())
    tab.app.text_area(key="reopen:reason").set_value("Avis rectifié depuis.").run()
    tab.app.button(key="reopen:do").click().run()
    assert any("est rouverte" in text for text in tab.said())


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_no_funder_is_offered_to_become_one(language: Language) -> None:
    tab = at(VERIFICATIONS, "visitor", language)
    assert typeset(funder_words.NOT_A_FUNDER.to(language), language) in tab.said()
    tab.app.button(key="become:etat").click().run()
    assert tab.address["profil"] == STATE
    assert tab.failures == []


def test_a_funder_for_whom_nothing_waits_is_told_why() -> None:
    assert typeset(funder_words.NOTHING_TO_VERIFY.fr, "fr") in at(VERIFICATIONS, "funder:region-b").said()


def test_nothing_is_asked_of_the_funders_of_a_real_programme() -> None:
    tab = Session(VERIFICATIONS, programme="reel", lang="fr", profil="funder:etat")
    assert typeset(funder_words.NO_FUNDER.fr, "fr") in tab.said()
    assert not [label for label in tab.buttons if label in {funder_words.VERIFY.fr, funder_words.REFUSE.fr}]


def test_as_of_a_past_day_nothing_is_answered() -> None:
    tab = at(VERIFICATIONS, REGION, au="2026-08-10")
    assert all(button.disabled for button in tab.app.button if button.label == funder_words.VERIFY.fr)
    assert any("à examiner" in text for text in tab.said())


def test_an_image_that_cannot_be_read_leaves_the_page_standing() -> None:
    lead = at(MINE, LEAD, id="F01")
    lead.app.file_uploader[0].set_value([("photo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 80, "image/png")]).run()
    lead.click(lead_words.SUBMIT.fr)
    tab = at(VERIFICATIONS, REGION)
    assert tab.failures == []
    assert any("ne se lit pas" in text for text in tab.said())
    assert tab.app.button(key="verified:F01/J4")


def test_a_second_click_on_submit_keeps_what_the_first_one_said() -> None:
    lead = submit(at(MINE, LEAD, id="F01"), "levee.pdf", PDF)
    lead.click(lead_words.SUBMIT.fr)
    assert lead.failures == []
    assert not any("aucune pièce" in text for text in lead.said())


def test_a_refusal_may_be_gone_back_on() -> None:
    tab = at(VERIFICATIONS, STATE)
    tab.app.text_area(key="reason:F04/J3:1").set_value("Erreur de ma part.").run()
    tab.app.button(key="refused:F04/J3").click().run()
    tab.app.button(key="change:F04/J3").click().run()
    tab.app.button(key="verified:F04/J3").click().run()
    assert any("est vérifié" in text for text in tab.said())


@pytest.mark.parametrize("typed", ["- un", "Titre\n===", "    code", "1. premier", "www.ailleurs.fr", "a\n- b", "= c"])
def test_what_people_type_makes_no_list_heading_code_or_link(typed: str) -> None:
    shown = safe(typed)
    assert not re.search(r"^(?:[ \t]|[-=]|\d+\.)", shown, re.MULTILINE)
    assert "www." not in shown


def test_an_instructor_proposes_and_its_signatory_reads_what_was_proposed() -> None:
    day = session.service().today() - timedelta(days=1)
    reached = ReportReached(programme="fictif", project_id="F01", milestone_id="J5", reached_on=day)
    session.service().carry_out(reached, Actor.parse(LEAD), "reached")
    lead = at(MINE, LEAD, id="F01")
    lead.app.selectbox(key="proof:fictif:F01:which").set_value("J5").run()
    submit(lead, "mise-en-service.pdf", PDF)
    signatory = at(VERIFICATIONS, "funder:europe")
    assert typeset(funder_words.NOTHING_TO_VERIFY.fr, "fr") not in signatory.said()
    assert not [button for button in signatory.app.button if (button.key or "").startswith("verified:")]
    home = at(apps.HOME, "instructor:europe")
    assert any("Cœur de réseau en service" in text for text in home.said())
    instructor = at(VERIFICATIONS, "instructor:europe")
    assert any(label.startswith("Proposer") for label in instructor.buttons)
    instructor.app.text_area(key="reason:F01/J5:1").set_value("Pièces conformes.").run()
    instructor.app.button(key="verified:F01/J5").click().run()
    assert any("proposée au signataire" in text for text in instructor.said())
    signatory = at(VERIFICATIONS, "funder:europe")
    assert any("L’instructeur propose" in text and "Pièces conformes." in text for text in signatory.said())
    signatory.app.button(key="verified:F01/J5").click().run()
    assert any("est vérifié" in text for text in signatory.said())
    told = " ".join(at(PROJECT, "visitor", id="F01", onglet="historique").said())
    assert "Réponse proposée par un instructeur" in told
    assert "2025-3" in told
