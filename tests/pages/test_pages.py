"""Every page, for everyone, in both languages, on both programmes: it opens, in words, and its figures are right."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from portfolio import settings
from portfolio.domain.access.actor import VISITOR, Persona
from portfolio.domain.basis.text import LANGUAGES, Language, Text
from portfolio.domain.facts import FACTS
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.questions import FactRows
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.formats import UNKNOWN, count_of, day, euros, percent
from portfolio.presentation.kit.sentences import typeset
from portfolio.service import Service
from portfolio.ui.kit import session
from portfolio.ui.kit import words as kit_words
from portfolio.ui.kit.pieces import shortened
from portfolio.ui.plan import words as plan_words
from portfolio.ui.project import words as project_words
from portfolio.ui.project.project_list import LONGEST_NAME
from tests.support import apps
from tests.support.apps import HOME, METHOD, MINE, PAGES, PLAN, PROJECT, PROJECTS, SINCE, Page, Session
from tests.support.bare import bare_rows
from tests.support.installations import load

PROGRAMMES = tuple(apps.A_PROJECT)
WORKED_DAYS = ("2026-03-31", "2026-11-20")
PLAN_QUESTION = Text("Où en est le plan ?", "Where does the plan stand?")
PROJECTS_QUESTION = Text("Quels projets, et lequel ouvrir ?", "Which projects, and which one to open?")
EXPECTED_OF_ME = Text("Qu’attend-on de moi ?", "What is expected of me?")
FOR_THE_PUBLIC = Text("Que fait ce plan, et où ?", "What does this plan do, and where?")
# The pages where each persona has something of its own; the others are seen by three of them.
OF_A_PERSONA = {"accueil", "plan-situation", "mon-projet", "verifications", "saisie", "projet-resume"}
OF_A_PROJECT = {"fictif": "Projet fictif n°\u00a01 — fibre de la vallée", "reel": "Mayotte Fibre (976)"}


@pytest.fixture(scope="module", autouse=True)
def reading(demonstration: Path) -> Iterator[Service]:
    """The record of both programmes; the tests of this file only read it."""
    with pytest.MonkeyPatch.context() as patch:
        apps.serve(demonstration, patch)
        yield session.service()
        session.close()


@dataclass
class Visited:
    """What five people saw of every page of a programme, in one language."""

    programme: str
    language: Language
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    failures: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    said: dict[str, set[str]] = field(default_factory=dict)


def personas(programme: str) -> list[str]:
    """One of each."""
    instructor = apps.A_FUNDER[programme].replace("funder", "instructor")
    return ["visitor", apps.A_LEAD[programme], apps.A_FUNDER[programme], "committee", "office", instructor]


def is_opened(programme: str, language: Language, person: str, name: str) -> bool:
    """Every page by everyone, in French on the fictional programme; elsewhere by three of them where nobody has
    anything of its own, since neither the language nor the programme depends on who reads."""
    everything = (programme, language) == ("fictif", "fr")
    return everything or person.partition(":")[0] in {"visitor", "lead", "funder"} or name in OF_A_PERSONA


@cache
def visited(programme: str, language: Language) -> Visited:
    """The visits, made once for all the tests that look at them."""
    found = Visited(programme, language)
    for person in personas(programme):
        address = {"programme": programme, "lang": language, "profil": person}
        tab = Session(**address)
        for name, page in PAGES.items():
            if not is_opened(programme, language, person, name):
                continue
            project = {"id": apps.A_PROJECT[programme]} if page.file == PROJECT.file else {}
            tab.go(page, **address, **project)
            found.titles[name, person] = tab.title
            found.failures[name, person] = tab.failures
            for text in tab.said():
                found.said.setdefault(text, set()).add(name)
    return found


everywhere = pytest.mark.parametrize(("programme", "language"), list(itertools.product(PROGRAMMES, LANGUAGES)))


@everywhere
def test_every_page_opens_for_everyone_without_an_incident(programme: str, language: Language) -> None:
    failures = {where: found for where, found in visited(programme, language).failures.items() if found}
    assert failures == {}
    opened = {(n, p) for p in personas(programme) for n in PAGES if is_opened(programme, language, p, n)}
    assert visited(programme, language).titles.keys() == opened


def test_every_page_is_opened_for_every_persona() -> None:
    opened = visited("fictif", "fr").titles
    assert {(name, person.partition(":")[0]) for name, person in opened} == {
        (name, persona.value) for name in PAGES for persona in Persona
    }


@everywhere
def test_each_page_bears_its_question_in_the_language_asked_for(programme: str, language: Language) -> None:
    for (name, person), title in visited(programme, language).titles.items():
        question = apps.SCREEN_OF[name].question
        if name.startswith("projet-"):
            assert title == OF_A_PROJECT[programme]
        elif name == "accueil":
            text = FOR_THE_PUBLIC if person == "visitor" else EXPECTED_OF_ME
            assert title == typeset(text.to(language), language)
        else:
            assert isinstance(question, Text)
            assert title == typeset(question.to(language), language), (name, person)


# Words that every language keeps: how the French départements and the régie are called, and an island's short name.
KEPT = {"département", "départements", "dép", "régie", "réunion"}
LONGEST = 60
FRENCH = re.compile(
    r"[éèêëàâùûçôîïœ]|\b(?:le|la|les|des|du|et|est|pour|dans|sur|aux|une?|qui|avec|ou|sans|pas)\b", re.I
)
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|with|for|not|this|to|by|from|that|have|been|which|when|they)\b", re.I)
OWN_WORDS = (
    *(Text("Données au", "Data as of"), Text("Financement", "Funding"), Text("Jalons", "Milestones")),
    *(
        kit_words.DOWNLOAD,
        kit_words.FILTER,
        kit_words.PROJECTS,
        kit_words.TABLE,
        kit_words.CHART,
        kit_words.PERSONA,
        kit_words.METHOD,
    ),
    *(
        kit_words.ALL_PROJECTS,
        project_words.NEXT_ACTION,
        project_words.SEARCH,
        plan_words.FIGURE,
        plan_words.COVERAGE,
        plan_words.AT_A_GLANCE,
    ),
    *(i.label for i in INDICATORS.values()),
)


@cache
def not_ours() -> frozenset[str]:
    """What the programmes and the reference data say themselves, in French in both languages."""
    found: set[str] = set()
    for programme, declaration in itertools.product(PROGRAMMES, FACTS.values()):
        for row in session.service().read(FactRows(programme=programme, fact=declaration.fact), VISITOR):
            texts_of_row = [value for value in row.wire().values() if isinstance(value, str)]
            found.update(texts_of_row, (shortened(text, LONGEST_NAME) for text in texts_of_row))
    for name in ("departments", "regions", "epci", "parameters", "communes"):
        rows = csv.reader((settings.ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8"))
        found.update(itertools.chain.from_iterable(rows))
    return frozenset(" ".join(words_of(text)) for text in found if re.search(r"[^\W\d_]{3}", text))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def bare(text: str) -> str:
    """The words of a text without the data and the words that both languages keep."""
    words = words_of(text)
    left = []
    while words:
        runs = (size for size in range(min(len(words), LONGEST), 0, -1) if " ".join(words[:size]) in not_ours())
        size = next(runs, 0)
        left += [] if size else [words[0]]
        words = words[max(size, 1) :]
    return " ".join(word for word in left if word not in KEPT)


@everywhere
def test_nothing_that_is_ours_is_said_in_the_other_language(programme: str, language: Language) -> None:
    other = ENGLISH if language == "fr" else FRENCH
    said = visited(programme, language).said
    suspects = [text for text in said if other.search(text) and other.search(bare(text))]
    # What a lead wrote is quoted, in the language it was written in.
    strangers = [text for text in suspects if other.search(bare(re.sub(r"[“«][^”»]*[”»]", " ", text)))]
    assert {text: said[text] for text in strangers} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_usual_words_of_one_language_are_never_labels_of_the_other(language: Language) -> None:
    said = {text for programme in PROGRAMMES for text in visited(programme, language).said}
    other: Language = "en" if language == "fr" else "fr"
    for words in OWN_WORDS:
        if words.fr != words.en:
            assert typeset(words.to(other), other) not in said, words
    assert any(text.startswith(OWN_WORDS[0].to(language)) for text in said)
    assert not any(text.startswith(OWN_WORDS[0].to(other)) for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_links_of_a_page_carry_what_the_visitor_has_chosen(language: Language) -> None:
    chosen = {"programme": "fictif", "lang": language, "profil": "committee", "au": "2026-03-31", "axe": "bridges"}
    tab = Session(**chosen)
    for page in (HOME, PLAN, SINCE, PROJECTS):
        tab.go(page, **chosen)
        for label, _, query in tab.links:
            parts = query.split("&")
            kept = {f"{name}={value}" for name, value in chosen.items() if name != "programme"}
            assert kept <= set(parts), (page.file, label)
            assert sum(part.startswith("programme=") for part in parts) == 1


def test_what_is_chosen_comes_back_on_a_page_whose_address_lacks_it() -> None:
    chosen = {"programme": "fictif", "lang": "en", "profil": "committee", "au": "2026-03-31", "axe": "bridges"}
    tab = Session(PLAN, **chosen)
    tab.go(PROJECTS)
    assert tab.address == chosen
    assert tab.title == PROJECTS_QUESTION.en


@pytest.mark.parametrize(("locale", "language"), [("fr-FR", "fr"), ("en-GB", "en"), ("de-DE", "fr"), (None, "fr")])
def test_the_language_is_that_of_the_browser_until_one_is_asked_for(locale: str | None, language: Language) -> None:
    tab = Session()
    tab.app.context["locale"] = locale
    assert tab.go(PROJECTS).title == typeset(PROJECTS_QUESTION.to(language), language)
    assert tab.go(PROJECTS, lang="en").title == PROJECTS_QUESTION.en


def test_the_switch_of_language_keeps_the_page_the_filters_and_the_day() -> None:
    chosen = {"programme": "fictif", "axe": "bridges", "au": "2026-03-31", "vue": "depuis", "depuis": "2026-01-31"}
    tab = Session(Page(PLAN.file), **chosen)
    tab.app.segmented_control(key="language").set_value("en").run()
    assert tab.address == {**chosen, "lang": "en"}
    assert tab.title == PLAN_QUESTION.en
    assert tab.app.segmented_control(key="vue").value == "depuis"


@cache
def worked() -> dict[tuple[str, str, str, str], tuple[str, int, int]]:
    """The figures added up by hand: (indicator, by, group, day) → value, known, total."""
    rows = csv.DictReader((Path(__file__).parents[1] / "data" / "worked_figures.csv").open(encoding="utf-8"))
    return {
        (r["indicator"], r["by"], r["group"], r["as_of"]): (r["value"], int(r["known"] or 0), int(r["total"] or 0))
        for r in rows
    }


def written(indicator: str, value: str, language: Language) -> str:
    if value == "":
        return UNKNOWN
    if INDICATORS[indicator].unit is Unit.EURO:
        return euros(Decimal(value), language, short=True)
    return percent(float(value), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_of", WORKED_DAYS)
def test_the_cards_of_the_plan_are_the_figures_added_up_by_hand(as_of: str, language: Language) -> None:
    tab = Session(PLAN, programme="fictif", lang=language, au=as_of)
    secured, *_ = worked()["total_funding", "certainty", "secured", as_of]
    expected = {Text("Financement acquis", "Secured funding").to(language): written("total_funding", secured, language)}
    for key in ("funding_to_be_found", "declared_progress"):
        expected[INDICATORS[key].label.to(language)] = written(key, worked()[key, "", "", as_of][0], language)
    share, known, _ = worked()["confidence_on_track_share", "", "", as_of]
    label = INDICATORS["confidence_on_track_share"].label.to(language)
    expected[label] = count_of(round(float(share) * known), known, language)
    assert tab.cards == expected
    assert Session(HOME, programme="fictif", lang=language, au=as_of).cards == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_and_after_are_the_figures_added_up_by_hand(language: Language) -> None:
    then, now = WORKED_DAYS
    tab = Session(SINCE, programme="fictif", lang=language, au=now, depuis=then)
    [_, *rows] = tab.tables[0]
    keys = {i.label.to(language): key for key, i in INDICATORS.items()}
    assert len(rows) >= 9
    for label, before, after, _, coverage in rows:
        key = keys[label]
        assert before == written(key, worked()[key, "", "", then][0], language), label
        assert after == written(key, worked()[key, "", "", now][0], language), label
        assert coverage == count_of(*worked()[key, "", "", now][1:], language), label


@pytest.mark.parametrize("as_of", WORKED_DAYS)
def test_each_project_shows_the_figures_added_up_by_hand(as_of: str) -> None:
    tab = Session(PROJECTS, programme="fictif", au=as_of)
    lines = tab.lines
    figures = {key[2]: key for key in worked() if (key[0], key[1], key[3]) == ("total_cost", "project_id", as_of)}
    assert len(lines) == len(figures)
    for project in sorted(figures):
        progress, cost, secured = (
            worked()[key, "project_id", project, as_of][0]
            for key in ("declared_progress", "total_cost", "secured_share")
        )
        shares = [written("declared_progress", progress, "fr"), written("secured_share", secured, "fr")]
        # The sum of a part of the operations is not the cost of the project.
        is_whole = not cost or worked()["total_cost", "project_id", project, as_of][1] == 1
        least = "" if is_whole else "au moins "
        tab.go(PROJECT, programme="fictif", au=as_of, id=project)
        cards = tab.cards
        assert [cards["Avancement déclaré"], cards["Part acquise"]] == shares, project
        assert cards["Coût total"] == least + euros(Decimal(cost) if cost else None, "fr"), project
        _, _, declared, _, short_cost, part, *_ = lines[tab.title]
        assert [declared, part] == shares, project
        assert short_cost == least + written("total_cost", cost, "fr"), project


def test_a_project_that_was_not_known_that_day_answers_like_one_that_does_not_exist() -> None:
    tab = Session(PROJECT, programme="fictif", au="2026-03-31", id="F10")
    absent = [text.replace("F10", "F99") for text in tab.said()]
    assert tab.title == typeset(project_words.NO_PROJECT.fr, "fr")
    assert tab.go(PROJECT, programme="fictif", au="2026-03-31", id="F99").said() == absent


@pytest.mark.parametrize("project", ["F99", "MAY", "f01", "<b>F01</b>", "**F01**", "F01' OR 1=1", "é" * 300])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_project_says_so_and_what_to_do(project: str, language: Language) -> None:
    tab = Session(PROJECT, programme="fictif", lang=language, id=project)
    assert tab.title == typeset(project_words.NO_PROJECT.to(language), language)
    assert any(project in text for text in tab.said())
    assert tab.failures == []
    label, page, _ = tab.links[0]
    assert (label, page) == (kit_words.ALL_PROJECTS.to(language), "projets")


def test_a_project_page_without_a_project_sends_to_the_list() -> None:
    assert Session(PROJECT, programme="fictif").title == typeset(project_words.WHICH_ONE.fr, "fr")


@pytest.mark.parametrize("page", [PLAN, SINCE, PROJECTS], ids=["plan", "since", "projects"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_that_leave_nothing_say_why_and_are_removed_by_a_click(page: Page, language: Language) -> None:
    tab = Session(page, programme="fictif", lang=language, axe="people", confiance="compromised", departement="973")
    assert tab.failures == []
    assert tab.cards == {} and tab.lines == {}
    [way_out] = {kit_words.CLEAR_FILTERS.to(language), project_words.START_AGAIN.to(language)} & set(tab.buttons)
    tab.click(way_out)
    assert not {"axe", "confiance", "departement"} & set(tab.address)
    assert tab.cards or tab.tables or len(tab.lines) == 12


@pytest.mark.parametrize("words", ["zzz", "**", "%", "fibre zzz", "<script>"])
def test_a_search_that_finds_nothing_can_be_started_again(words: str) -> None:
    tab = Session(PROJECTS, programme="fictif", q=words)
    assert typeset(project_words.NOTHING_FOUND.fr, "fr") in tab.said()
    tab.click(project_words.START_AGAIN.fr)
    assert "q" not in tab.address
    assert len(tab.lines) == 12


@pytest.mark.parametrize(
    ("words", "found"),
    [("CAPTEURS", 1), ("ecole", 2), ("École  fictif", 2), ("savoie", 1), ("syndicat", 2), ("f01", 1), ("", 12)],
)
def test_a_search_takes_no_account_of_accents_case_or_order(words: str, found: int) -> None:
    tab = Session(PROJECTS, programme="fictif")
    tab.app.text_input(key="search").set_value(words).run()
    assert len(tab.lines) == found
    assert tab.address.get("q", "") == words.strip()


def test_filters_chosen_in_the_menu_stand_in_the_address_and_chips_remove_them() -> None:
    tab = Session(PROJECTS, programme="fictif").open_filters()
    tab.app.multiselect(key="filter:axe").set_value(["bridges", "people"]).run()
    assert tab.address["axe"] == ["bridges", "people"]
    assert len(tab.lines) == 4
    [chips] = [group for group in tab.app.pills if group.key == "chips"]
    chips.set_value(["axe=bridges"]).run()
    assert tab.address["axe"] == "bridges"
    assert len(tab.lines) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_past_day_is_announced_and_left_by_a_click(language: Language) -> None:
    tab = Session(PLAN, programme="fictif", lang=language, au="2026-03-31")
    [warning] = tab.app.warning
    title = kit_words.PAST_TITLE.fill(day=day(date(2026, 3, 31), language))
    assert warning.proto.title == typeset(title.to(language), language)
    tab.click(kit_words.BACK_TO_TODAY.to(language))
    assert "au" not in tab.address
    assert len(tab.app.warning) == 0


def test_today_and_a_day_to_come_are_no_past_day() -> None:
    for day_ in ("2026-11-24", "2026-11-25", "2999-12-31"):
        tab = Session(PLAN, programme="fictif", au=day_)
        assert (len(tab.app.warning), tab.failures) == (0, [])


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_before_anything_was_known_every_page_says_so(programme: str) -> None:
    address = {"programme": programme, "au": "2005-06-01"}
    tab = Session(**address, profil=apps.A_LEAD[programme])
    for name, page in PAGES.items():
        tab.go(page, **address, id=apps.A_PROJECT[programme])
        assert tab.failures == [], name
        if page.file in {PLAN.file, PROJECTS.file}:
            assert typeset(kit_words.NOTHING_KNOWN.fr, "fr") in tab.said(), name


STRANGE = {
    "au": ("hier", "", "2026-02-30", "0001-01-01", "9999-12-31"),
    "depuis": ("demain", "2999-01-01", "0001-01-01", "2000-01-01"),
    "profil": ("roi", "lead", "lead:", "office:etat", "lead:inconnu", "funder:inconnu"),
    "programme": ("absent", ""),
    "lang": ("de",),
    "vue": ("?",),
    "carte": ("?",),
    "tri": ("?",),
    "onglet": ("?",),
    "page": ("-1", "0", "999", "²", "1e3"),
    "axe": ("?",),
    "confiance": ("-", "?"),
    "departement": ("<b>", "99"),
}
READ_BY = {
    "au": (HOME, PLAN, SINCE, PROJECTS, PROJECT, MINE, METHOD),
    "depuis": (Page(SINCE.file, {"vue": "depuis"}),),
    "profil": (HOME, PROJECTS, MINE),
    "programme": (HOME, PLAN, PROJECT, MINE),
    "lang": (HOME, METHOD),
    "vue": (PLAN,),
    "carte": (PLAN,),
    "onglet": (PROJECT, METHOD),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in STRANGE.items() for value in values])
def test_an_address_nobody_would_write_opens_all_the_same(name: str, value: str) -> None:
    asked = {"programme": "fictif", "id": "F01", name: value}
    tab = Session(**asked)
    for page in READ_BY.get(name, (PROJECTS, PLAN)):
        tab.go(page, **asked)
        assert tab.failures == [], page.file


def test_a_real_programme_offers_no_form_whoever_asks() -> None:
    for person in ("visitor", "office", "committee", apps.A_LEAD["reel"], apps.A_FUNDER["reel"]):
        tab = Session(MINE, programme="reel", profil=person)
        assert typeset(kit_words.NO_LEAD.fr, "fr") in tab.said()
        assert (len(tab.app.text_area), tab.buttons) == (0, []), person
        assert kit_words.RESET_YES.fr not in Session(HOME, programme="reel", profil=person).buttons


@pytest.mark.parametrize(("project", "shown"), [("F02", True), ("F03", False), ("F12", False)])
def test_what_contradicts_a_confidence_stands_beside_it(project: str, shown: bool) -> None:
    """Three leads say « sécurisés » or nothing; the figures of one alone say otherwise."""
    tab = Session(PROJECT, programme="fictif", id=project, au="2026-11-20")
    assert any("points sur l’avancement prévu" in said for said in tab.said()) is shown


def test_alerts_are_for_a_programme_that_can_answer_and_contradictions_for_published_facts() -> None:
    said = " ".join(Session(PLAN, programme="reel").said())
    assert "Rien n’est demandé" not in said and "alerte" not in said
    assert typeset(plan_words.CONTRADICTIONS_ORDER.fr, "fr") in said


@pytest.mark.parametrize("persona", ["lead:auvergne-numerique", "funder:etat", "committee", "office"])
def test_nothing_is_asked_of_anyone_about_real_facts(persona: str) -> None:
    home = Session(HOME, programme="reel", profil=persona)
    said = " ".join(home.said())
    assert "contradiction" in said
    for asked in ("alerte", "en jeu", "attend une décision", plan_words.REPORT.fr):
        assert asked not in said, asked


class TestWithoutAProgramme:
    """A record that holds nothing yet, and none at all."""

    @pytest.fixture
    def nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        place = tmp_path / "record.sqlite"
        monkeypatch.setenv("PORTFOLIO_DATABASE_URL", str(place))
        return place

    def test_a_record_without_programme_says_how_to_import_one(self, nothing: Path) -> None:
        Service.create(str(nothing))
        for language in LANGUAGES:
            tab = Session(lang=language)
            for page in (HOME, PLAN, PROJECTS, PROJECT, MINE, METHOD):
                tab.go(page, lang=language)
                assert tab.failures == [], page.file
                assert typeset(kit_words.NO_PROGRAMME.to(language), language) in tab.said()

    def test_without_a_record_the_page_says_how_to_create_one_and_creates_nothing(self, nothing: Path) -> None:
        tab = Session()
        assert tab.title == typeset(kit_words.NO_RECORD_TITLE.fr, "fr")
        assert len(tab.app.exception) == 0
        assert any("python -m portfolio init" in text for text in tab.said())
        assert any("no record" in text for text in tab.said()), "English too: there is no visit to know the language of"
        assert not nothing.exists()

    def test_a_file_that_is_no_record_is_left_as_it_is(self, nothing: Path) -> None:
        nothing.write_text("ceci n’est pas un registre", encoding="utf-8")
        tab = Session()
        assert len(tab.app.exception) == 0
        assert len(tab.app.error) == 1
        assert nothing.read_text(encoding="utf-8") == "ceci n’est pas un registre"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_programme_that_is_not_here_says_so(language: Language) -> None:
    tab = Session(PLAN, programme="ailleurs", lang=language)
    assert any("ailleurs" in text for text in tab.said())
    assert tab.failures == []
    assert not any("ailleurs" in text for text in Session(PLAN, programme="fictif", lang=language).said())


def test_every_page_opens_on_rows_that_hold_only_what_they_must(demonstration: Path, tmp_path: Path) -> None:
    place = tmp_path / "record.sqlite"
    place.write_bytes(demonstration.read_bytes())
    failures = {}
    with pytest.MonkeyPatch.context() as patch:
        apps.serve(place, patch)
        load(session._services[str(place)], "nu", *bare_rows("nu"))
        for person, language in {"visitor": "en", "lead:ORG": "fr", "funder:ORG": "en", "office": "fr"}.items():
            address = {"programme": "nu", "lang": language, "profil": person}
            tab = Session(**address)
            for name, page in PAGES.items():
                tab.go(page, **address, **({"id": "P1"} if page.file == PROJECT.file else {}))
                unsaid = [text for text in tab.said() if re.search(r"\b(?:None|nan|NaT)\b", text)]
                if tab.failures or unsaid:
                    failures[name, person] = [*tab.failures, *unsaid]
        session.close()
    assert failures == {}
