"""What must stay apart: one page from another, one visitor from another, what people type from what is run."""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts import FACTS, Fact, FundingLine, Organisation, Project
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.questions import FactRows, ProjectRows
from portfolio.ui.kit import session
from portfolio.ui.lead import words as lead_words
from tests.support import apps
from tests.support.apps import HOME, METHOD, MINE, PAGES, PLAN, PROJECT, PROJECTS, Page, Session, plain
from tests.support.demonstration import copied
from tests.support.installations import load, new_name

CHOSEN = {"programme": "fictif", "lang": "fr", "profil": "lead:syndicat"}
# One address a page, with everything that page keeps in it.
STATES = {
    "home": HOME,
    "plan": Page(PLAN.file, {"vue": "situation", "carte": "funding_to_be_found"}),
    "since": Page(PLAN.file, {"vue": "depuis", "depuis": "2026-01-31"}),
    "projects": Page(PROJECTS.file, {"q": "fictif", "tri": "cout"}),
    "project": Page(PROJECT.file, {"id": "F02", "onglet": "financement"}),
    "mine": Page(MINE.file, {"id": "F10"}),
    "method": Page(METHOD.file, {"onglet": "parametres"}),
}


@pytest.fixture(autouse=True)
def record(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own for each test."""
    place = copied(demonstration, tmp_path / "own")
    apps.serve(place, monkeypatch)
    yield place
    session.close()


def state(tab: Session) -> list[str]:
    """All that a page says, and what its widgets hold."""
    widgets = (*tab.app.selectbox, *tab.app.text_input, *tab.app.text_area, *tab.app.date_input, *tab.app.multiselect)
    buttons = (*tab.app.segmented_control, *tab.app.pills, *tab.app.radio, *tab.app.toggle)
    return [*tab.said(), *(f"{widget.key} = {widget.value}" for widget in (*widgets, *buttons))]


def test_a_page_is_the_same_whatever_was_visited_before() -> None:
    expected = {name: state(Session(page, **CHOSEN)) for name, page in STATES.items()}
    tab = Session(**CHOSEN)
    last = "home"
    strangers: dict[str, list[str]] = {}
    # Each page after each other one.
    pairs = list(itertools.permutations(STATES, 2))
    random.Random(38).shuffle(pairs)
    for before, after in pairs:
        if before != last:
            tab.go(STATES[before], **CHOSEN)
        found = state(tab.go(STATES[after], **CHOSEN))
        if found != expected[after]:
            strangers[f"{after} after {before}"] = [text for text in found if text not in expected[after]]
        last = after
    assert strangers == {}


def test_what_a_page_keeps_to_itself_does_not_follow_to_another() -> None:
    tab = Session(PROJECTS, **CHOSEN)
    tab.app.text_input(key="search").set_value("fibre").run()
    tab.app.selectbox(key="sort").set_value("cout").run()
    assert (tab.address["q"], tab.address["tri"]) == ("fibre", "cout")
    tab.go(METHOD)
    assert set(tab.address) == set(CHOSEN)
    assert len(tab.go(PROJECTS).lines) == 12


def test_another_programme_takes_neither_the_filters_nor_the_persona() -> None:
    tab = Session(PLAN, **CHOSEN, axe="bridges")
    tab.app.radio(key="programme").set_value("reel").run()
    assert tab.address == {"programme": "reel", "lang": "fr"}
    assert tab.failures == []


def projects_of(actor: str) -> set[str]:
    rows = session.service().read(ProjectRows(programme="fictif"), VISITOR)
    return {plain(row.title) for row in rows if row.lead == Actor.parse(actor).organisation}


def expected_of(tab: Session) -> set[str]:
    """The projects that a home page asks something about."""
    return {
        text.removeprefix("id=")
        for label, page, query in tab.links
        if page in {"projet", "mon-projet"}
        for text in query.split("&")
        if text.startswith("id=")
    }


def test_two_people_in_one_process_are_never_shown_what_is_the_other_s() -> None:
    people = ["lead:syndicat", "lead:cc", "lead:ville", "lead:agglo"]
    tabs = {person: Session(programme="fictif", profil=person) for person in people}
    seen: dict[str, set[str]] = {}
    # Each in turn, twice, so that whatever the process keeps has been filled by the others.
    for person in people * 2:
        seen[person] = expected_of(tabs[person].go(HOME, programme="fictif", profil=person))
        rows = session.service().read(ProjectRows(programme="fictif"), VISITOR)
        owned = {row.project_id for row in rows if row.lead == person.partition(":")[2]}
        assert seen[person] == owned
        tabs[person].go(MINE, programme="fictif", profil=person)
        assert {area.key.split(":")[2] for area in tabs[person].app.text_area} <= owned
    assert not set.intersection(*seen.values())


def test_two_funders_wait_for_their_own_lines_only() -> None:
    lines = session.service().read(FactRows(programme="fictif", fact=FundingLine), VISITOR)
    for funder in ("region-b", "commune-ile", "region-b"):
        tab = Session(programme="fictif", profil=f"funder:{funder}")
        paid = {line.project_id for line in lines if line.funder_id == funder}
        assert expected_of(tab) <= paid, funder


def test_a_draft_and_its_outcome_belong_to_one_session() -> None:
    one, two = (Session(MINE, **CHOSEN) for _ in range(2))
    one.app.text_area(key="report:fictif:F01:comment").set_value("Brouillon de l’un").run()
    assert "Brouillon de l’un" not in " ".join(two.go(MINE, **CHOSEN).said())
    one.click(lead_words.PUBLISH.fr)
    assert len(one.app.success) == 1
    assert len(two.go(MINE, **CHOSEN).app.success) == 0


def test_a_session_left_on_one_programme_does_not_change_another_session_s() -> None:
    real, fictional = Session(PLAN, programme="reel"), Session(PLAN, programme="fictif")
    before = fictional.cards
    assert real.go(PLAN, programme="reel").cards != before
    assert fictional.go(PLAN).cards == before
    assert fictional.address["programme"] == "fictif"


# What people type, between two marks, with all that Markdown, HTML and Streamlit would read in it.
TYPED = (
    "ZQ **gras** _i_ `code` <b>html</b> <script>alert(1)</script> :material/home: :smile: :red[rouge] $x^2$ "
    "[lien](http://ailleurs.example) ![image](http://ailleurs.example/i.png) # titre | a | ~~non~~ 1 + 1 > 0 \\ QZ"
)
HOSTILE = " <b>*x*</b> $y$ [z](http://a.b) :material/home: QZ"
# A word joiner, which nobody sees, may stand in what is shown.
JOINER = "\u2060"
SIGNS = re.compile(r"[*_`<>\[\]()$#|~]")
ICON = re.compile(r":[\w+/-]+:")


def escaped(source: str) -> bool:
    """Whether nothing between the marks would be read as anything but text, once escapes are taken away."""
    return all(
        not SIGNS.search(left := re.sub(r"\\.", "", part)) and not ICON.search(re.sub(r"\\(.)", r"\1", part)) and left
        for part in re.findall(r"ZQ.*?QZ", source, re.S)
    )


def check_as_typed(tab: Session, where: str) -> int:
    """Every place that shows what was typed shows it as typed; how many they are."""
    sources = [text for text in tab.sources(is_markdown=True) if "ZQ" in text]
    for source in sources:
        assert escaped(source), f"{where}: {source}"
    for figure in tab.figures:
        assert "<b>*x*" not in figure and "<script>" not in figure, where
    return len(sources)


def test_a_comment_is_shown_as_it_was_typed_wherever_it_is_shown() -> None:
    lead = Session(MINE, **CHOSEN)
    lead.app.text_area(key="report:fictif:F01:comment").set_value(TYPED).run()
    lead.click(lead_words.PUBLISH.fr)
    found = {"mon-projet": check_as_typed(lead, "mine")}
    reader = Session(programme="fictif", id="F01")
    for name, page in PAGES.items():
        found[name] = check_as_typed(reader.go(page, programme="fictif", id="F01"), name)
    assert min(found["projet-resume"], found["projet-historique"]) > 0
    shown = [text.replace(JOINER, "") for text in reader.go(PROJECT, programme="fictif", id="F01").said()]
    assert any(TYPED in text for text in shown)


def test_a_stale_form_shows_what_was_typed_as_it_was_typed() -> None:
    mine = Session(MINE, **CHOSEN)
    mine.app.text_area(key="report:fictif:F01:comment").set_value(TYPED).run()
    command = ReportStatus(
        programme="fictif", project_id="F01", confidence=Confidence.ON_TRACK, comment=TYPED.replace("ZQ", "ZQ eux")
    )
    session.service().carry_out(command, Actor.parse("lead:syndicat"), new_name("typed"))
    mine.click(lead_words.PUBLISH.fr)
    assert check_as_typed(mine, "stale") >= 3


def hostile_rows() -> Iterator[Fact]:
    """The worked programme, with signs of Markdown and HTML in every text that people write."""
    for declaration in FACTS.values():
        for row in session.service().read(FactRows(programme="fictif", fact=declaration.fact), VISITOR):
            written = {
                each.name: "ZQ" + getattr(row, each.name)[: each.longest - len(HOSTILE) - 2] + HOSTILE
                for each in declaration.fields
                if each.kind is Kind.TEXT and getattr(row, each.name) and each.name not in declaration.key
            }
            moved = {"programme_id": "hostile"} if declaration.name == "programme" else {}
            yield dataclasses.replace(row, **written, **moved)


def test_whatever_a_file_brings_is_shown_as_it_was_written() -> None:
    load(session.service(), "hostile", *hostile_rows())
    for fact, name in ((Organisation, "name"), (Project, "title")):
        rows = session.service().read(FactRows(programme="hostile", fact=fact), VISITOR)
        assert rows and all(getattr(row, name).endswith(HOSTILE) for row in rows)
    address = {"programme": "hostile", "id": "F01"}
    tab = Session(**address)
    places = [
        ("visitor", PAGES),
        *(
            (person, ("accueil", "mon-projet", "verifications", "saisie"))
            for person in ("lead:syndicat", "funder:etat", "funder:region-b")
        ),
    ]
    for person, names in places:
        for name in names:
            tab.go(PAGES[name], **address, profil=person)
            assert tab.failures == [], name
            assert check_as_typed(tab, f"{name} for {person}") or name.startswith("methode"), name


@pytest.mark.parametrize("name", ["id", "q", "axe", "departement", "profil", "au", "programme"])
def test_what_an_address_holds_is_shown_as_it_was_typed(name: str) -> None:
    asked = {"programme": "fictif", name: TYPED}
    tab = Session(**asked)
    for page in (HOME, PLAN, PROJECTS, PROJECT, MINE):
        tab.go(page, **asked)
        assert tab.failures == []
        check_as_typed(tab, page.file)
