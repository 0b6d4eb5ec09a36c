"""What people do on the pages: a lead publishes and takes back, nobody overwrites anybody, the office starts again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts import StatusReport
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import FactRows, ProjectRow, ProjectRows
from portfolio.presentation.kit.formats import count_of
from portfolio.presentation.kit.sentences import typeset
from portfolio.store import problems
from portfolio.ui.kit import form_outcome, session
from portfolio.ui.kit import words as kit_words
from portfolio.ui.lead import words as lead_words
from portfolio.ui.project import words as project_words
from tests.support import apps
from tests.support.apps import HOME, MINE, PLAN, PROJECT, Page, Session
from tests.support.demonstration import TODAY, copied
from tests.support.installations import Clock, events, new_name, record_of

HISTORY = Page(PROJECT.file, {"onglet": "historique"})
CONFIDENT = "Projets sécurisés ou atteignables"
AS_LEAD = {"programme": "fictif", "profil": "lead:syndicat"}
COMMENT, CONFIDENCE, FORECAST = (f"report:fictif:F01:{name}" for name in ("comment", "confidence", "forecast"))


@pytest.fixture(autouse=True)
def clock(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """An installation of its own for each test, at a clock that the test sets."""
    yield apps.serve(copied(demonstration, tmp_path / "own"), monkeypatch)
    session.close()


def logged() -> int:
    """How many events the fictional programme counts."""
    return len(events(record_of(session.service()), "fictif"))


def project(code: str = "F01") -> ProjectRow:
    rows = session.service().read(ProjectRows(programme="fictif"), Actor.parse("visitor"))
    return next(row for row in rows if row.project_id == code)


def comment_of(code: str = "F01") -> str | None:
    [row] = session.service().read(
        FactRows(programme="fictif", fact=StatusReport, project_id=code), Actor.parse("visitor")
    )
    return row.comment


def says(tab: Session, text: str) -> bool:
    return any(text in each for each in tab.said())


def elsewhere(comment: str, confidence: Confidence = Confidence.ON_TRACK) -> None:
    """The same lead speaks from another place, the terminal for example."""
    command = ReportStatus(programme="fictif", project_id="F01", confidence=confidence, comment=comment)
    session.service().carry_out(command, Actor.parse("lead:syndicat"), new_name("elsewhere"))


def test_a_lead_publishes_the_plan_s_figure_moves_and_undo_puts_it_back() -> None:
    plan = Session(PLAN, programme="fictif")
    assert plan.cards[CONFIDENT] == count_of(7, 11, "fr")
    before = logged()

    lead = Session(MINE, **AS_LEAD)
    lead.app.pills(key=CONFIDENCE).set_value("on_track").run()
    lead.app.text_area(key=COMMENT).set_value("Le cœur de réseau sera prêt à temps.").run()
    lead.app.date_input(key=FORECAST).set_value(date(2027, 1, 15)).run()
    assert says(lead, "Le cœur de réseau sera prêt à temps.")
    lead.click(lead_words.PUBLISH.fr)
    assert [each.proto.title for each in lead.app.success] == [kit_words.RECORDED_TITLE.fr]
    assert logged() == before + 1
    assert (project().confidence, project().next_expected_on) == (Confidence.ON_TRACK, date(2027, 1, 15))
    assert plan.go(PLAN, programme="fictif").cards[CONFIDENT] == count_of(8, 11, "fr")
    assert says(plan.go(PROJECT, programme="fictif", id="F01"), "Le cœur de réseau sera prêt à temps.")

    lead.click(lead_words.UNDO.fr)
    assert says(lead, typeset(kit_words.UNDONE.fr, "fr"))
    assert logged() == before + 2
    assert (project().confidence, project().next_expected_on) == (Confidence.NEEDS_SUPPORT, date(2027, 2, 26))
    assert plan.go(PLAN, programme="fictif").cards[CONFIDENT] == count_of(7, 11, "fr")
    assert lead.app.pills(key=CONFIDENCE).value == "needs_support"
    assert lead_words.UNDO.fr not in lead.buttons


def test_what_was_taken_back_is_told_only_to_those_who_ask_for_the_whole_trail() -> None:
    lead = Session(MINE, **AS_LEAD)
    lead.app.text_area(key=COMMENT).set_value("Phrase reprise aussitôt").run()
    lead.click(lead_words.PUBLISH.fr).click(lead_words.UNDO.fr)
    told = Session(HISTORY, programme="fictif", id="F01")
    assert not says(told, "Phrase reprise aussitôt")
    told.app.toggle(key="trail").set_value(True).run()
    assert says(told, "Phrase reprise aussitôt")
    assert says(told, project_words.TAKEN_BACK.fr.strip())


def test_undo_is_offered_for_ten_minutes_and_to_the_one_who_spoke(clock: Clock) -> None:
    lead = Session(MINE, **AS_LEAD)
    lead.app.text_area(key=COMMENT).set_value("Une phrase").run()
    lead.click(lead_words.PUBLISH.fr)
    clock.forward(minutes=9)
    assert lead_words.UNDO.fr in lead.go(MINE, **AS_LEAD).buttons
    assert lead_words.UNDO.fr not in Session(MINE, programme="fictif", profil="lead:cc").buttons
    clock.forward(minutes=2)
    assert lead_words.UNDO.fr not in lead.go(MINE, **AS_LEAD).buttons


def test_an_undo_clicked_too_late_is_refused_and_says_why(clock: Clock) -> None:
    lead = Session(MINE, **AS_LEAD)
    lead.app.text_area(key=COMMENT).set_value("Une phrase").run()
    lead.click(lead_words.PUBLISH.fr)
    clock.forward(minutes=11)
    lead.click(lead_words.UNDO.fr)
    [refusal] = lead.app.error
    assert refusal.proto.title == typeset(kit_words.NOT_RECORDED.fr, "fr")
    assert comment_of() == "Une phrase"


@pytest.mark.parametrize("person", ["visitor", "committee", "office", "funder:etat", "lead:inconnu"])
def test_nobody_but_a_lead_is_given_a_form(person: str) -> None:
    tab = Session(MINE, programme="fictif", profil=person, id="F01")
    assert (len(tab.app.text_area), tab.failures) == (0, [])
    assert lead_words.PUBLISH.fr not in tab.buttons


def test_a_lead_is_never_given_another_lead_s_project() -> None:
    tab = Session(MINE, programme="fictif", profil="lead:cc", id="F01")
    [form] = tab.app.text_area
    assert form.key == "report:fictif:F02:comment"


def test_a_visitor_becomes_a_lead_in_one_click() -> None:
    tab = Session(MINE, programme="fictif")
    [first, *_] = [button for button in tab.app.button if (button.key or "").startswith("become:")]
    first.click().run()
    assert tab.address["profil"].startswith("lead:")
    assert lead_words.PUBLISH.fr in tab.buttons


def test_a_form_of_a_past_day_cannot_be_published() -> None:
    tab = Session(MINE, **AS_LEAD, au="2026-03-31")
    [publish] = [button for button in tab.app.button if button.label == lead_words.PUBLISH.fr]
    assert publish.disabled
    assert says(tab, typeset(kit_words.IN_THE_PAST.fr, "fr"))


def test_coming_back_from_a_past_day_the_form_holds_today_s_answers() -> None:
    tab = Session(MINE, **AS_LEAD, au="2026-03-31")
    tab.click(kit_words.BACK_TO_TODAY.fr)
    assert tab.app.pills(key=CONFIDENCE).value == "needs_support"
    assert tab.app.text_area(key=COMMENT).value == project().comment
    assert tab.app.date_input(key=FORECAST).value == project().next_expected_on


def test_coming_back_from_another_page_the_form_still_holds_the_last_answers() -> None:
    tab = Session(MINE, **AS_LEAD)
    tab.go(PLAN, **AS_LEAD).go(MINE, **AS_LEAD)
    assert tab.app.pills(key=CONFIDENCE).value == "needs_support"
    assert tab.app.text_area(key=COMMENT).value == project().comment
    assert tab.app.date_input(key=FORECAST).value == project().next_expected_on


def test_a_draft_survives_the_switch_of_language() -> None:
    tab = Session(MINE, **AS_LEAD)
    tab.app.text_area(key=COMMENT).set_value("Un brouillon").run()
    tab.app.segmented_control(key="language").set_value("en").run()
    assert tab.app.text_area(key=COMMENT).value == "Un brouillon"
    assert tab.app.pills(key=CONFIDENCE).value == "needs_support"


@pytest.mark.parametrize("code", ["F01", "F02", "F04", "F07", "F11"])
def test_publishing_the_answers_offered_confirms_them_once_and_moves_no_date(code: str) -> None:
    row = project(code)
    before = logged()
    tab = Session(MINE, programme="fictif", profil=f"lead:{row.lead}", id=code)
    tab.click(lead_words.PUBLISH.fr)
    after = project(code)
    assert after.reported_on == TODAY.date()
    for name in ("confidence", "comment", "next_milestone_id", "next_expected_on", "next_planned_on"):
        assert getattr(after, name) == getattr(row, name), name
    tab.click(lead_words.PUBLISH.fr)
    assert says(tab, typeset(lead_words.UNCHANGED.fr, "fr"))
    assert logged() == before + 1


def test_an_abandoned_project_awaits_no_report() -> None:
    before = logged()
    tab = Session(MINE, programme="fictif", profil=f"lead:{project('F12').lead}", id="F12")
    if lead_words.PUBLISH.fr in tab.buttons:
        tab.click(lead_words.PUBLISH.fr)
        assert len(tab.app.error) == 1
        assert says(tab, "est abandonné")
    assert logged() == before


def test_a_first_report_needs_a_confidence() -> None:
    lead = project("F10").lead
    before = logged()
    tab = Session(MINE, programme="fictif", profil=f"lead:{lead}", id="F10")
    tab.click(lead_words.PUBLISH.fr)
    assert len(tab.app.error) == 1
    assert says(tab, typeset(lead_words.CONFIDENCE_NEEDED.fr, "fr"))
    assert logged() == before
    tab.app.pills(key="report:fictif:F10:confidence").set_value("attainable").run()
    tab.click(lead_words.PUBLISH.fr)
    assert logged() == before + 1
    assert project("F10").confidence == Confidence.ATTAINABLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stale_form_shows_base_mine_and_theirs_and_overwrites_nothing(language: Language) -> None:
    mine = Session(MINE, **AS_LEAD, lang=language)
    base = project().comment or ""
    mine.app.text_area(key=COMMENT).set_value("Ma phrase").run()
    elsewhere("Leur phrase")
    before = logged()
    mine.click(lead_words.PUBLISH.to(language))
    assert logged() == before
    assert comment_of() == "Leur phrase"
    [table] = [rows for rows in mine.tables if any("Ma phrase" in cell for row in rows for cell in row)]
    assert table[0][1:] == [text.to(language) for text in (kit_words.BASE, kit_words.MINE, kit_words.THEIRS)]
    [line] = [row for row in table if any("Ma phrase" in cell for cell in row)]
    assert [base in line[1], "Ma phrase" in line[2], "Leur phrase" in line[3]] == [True, True, True]

    mine.click(kit_words.TAKE_UP.to(language))
    assert mine.app.text_area(key=COMMENT).value == "Leur phrase"
    mine.app.text_area(key=COMMENT).set_value("Notre phrase").run()
    mine.click(lead_words.PUBLISH.to(language))
    assert comment_of() == "Notre phrase"


def test_two_windows_of_one_lead_do_not_overwrite_each_other() -> None:
    one, two = Session(MINE, **AS_LEAD), Session(MINE, **AS_LEAD)
    one.app.text_area(key=COMMENT).set_value("Fenêtre un").run()
    two.app.text_area(key=COMMENT).set_value("Fenêtre deux").run()
    one.click(lead_words.PUBLISH.fr)
    two.click(lead_words.PUBLISH.fr)
    assert comment_of() == "Fenêtre un"
    assert len(two.app.error) == 1


def test_a_busy_record_is_said_and_what_was_typed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    tab = Session(MINE, **AS_LEAD)
    tab.app.text_area(key=COMMENT).set_value("À ne pas perdre").run()

    def busy(*_: object) -> None:
        raise problems.Unavailable(problems.BUSY)

    monkeypatch.setattr(form_outcome, "carry_out", busy)
    tab.click(lead_words.PUBLISH.fr)
    assert len(tab.app.exception) == 0
    assert says(tab, typeset(problems.BUSY.fr, "fr"))
    assert tab.app.text_area(key=COMMENT).value == "À ne pas perdre"


def test_a_report_of_the_terminal_is_there_at_the_next_read() -> None:
    plan = Session(PLAN, programme="fictif")
    elsewhere("Depuis le terminal")
    assert plan.go(PLAN, programme="fictif").cards[CONFIDENT] == count_of(8, 11, "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_office_puts_the_fictional_programme_back_to_its_start(language: Language) -> None:
    elsewhere("À oublier")
    before = logged()
    office = Session(HOME, programme="fictif", profil="office", lang=language)
    office.click(kit_words.RESET_YES.to(language))
    assert [each.proto.title for each in office.app.success] == [kit_words.RECORDED_TITLE.to(language)]
    assert comment_of() != "À oublier"
    assert project().confidence == Confidence.NEEDS_SUPPORT
    assert logged() == before + 1
    office.click(kit_words.RESET_YES.to(language))
    assert says(office, typeset(kit_words.RESET_NOTHING.to(language), language))
    assert logged() == before + 1


@pytest.mark.parametrize("person", ["visitor", "committee", "lead:syndicat", "funder:etat"])
def test_only_the_office_is_offered_to_start_again(person: str) -> None:
    tab = Session(HOME, programme="fictif", profil=person)
    assert kit_words.RESET_YES.fr not in tab.buttons
