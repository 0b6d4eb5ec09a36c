"""What opens on a click can be read by everyone too: menus, lists, files, formulas, and what an action answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, Visitor
from tests.browser.test_reading import DARK, PHONE, WIDE, violations
from tests.support.installations import new_name

pytestmark = pytest.mark.browser

# Each where it differs most: colours in the dark, room on a phone.
in_the_dark = pytest.mark.parametrize("visitor", [DARK], indirect=True, ids=["dark"])
on_a_phone = pytest.mark.parametrize("visitor", [PHONE], indirect=True, ids=["phone"])
everywhere = pytest.mark.parametrize("visitor", [DARK, PHONE], indirect=True, ids=["dark", "phone"])
MENUS = {
    "fr": ("Données au", "Programme fictif", "Filtrer", "Visiteur", "Télécharger"),
    "en": ("Data as of", "Fictional programme", "Filter", "Visitor", "Download"),
}


def check(visitor: Visitor, where: str) -> None:
    assert (where, violations(visitor.rest())) == (where, [])
    assert visitor.page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0, where


@pytest.mark.parametrize(
    ("visitor", "language"),
    [(WIDE, "fr"), (DARK, "en"), (PHONE, "fr")],
    indirect=["visitor"],
    ids=["wide", "dark", "phone"],
)
def test_menus_can_be_read_when_they_are_open(visitor: Visitor, language: str) -> None:
    visitor.open(f"/projets?programme=fictif&lang={language}")
    for name in MENUS[language]:
        visitor.page.get_by_role("button", name=name).first.click()
        check(visitor, name)
        visitor.page.keyboard.press("Escape")


@everywhere
def test_lists_and_the_calendar_can_be_read_when_they_are_open(visitor: Visitor) -> None:
    for menu, label in (("Filtrer", "Axe"), ("Visiteur", "Profil"), ("Données au", "Voir la situation au")):
        visitor.open("/projets?programme=fictif")
        visitor.page.get_by_role("button", name=menu).first.click()
        visitor.page.get_by_label(label, exact=label != "Voir la situation au").first.click()
        check(visitor, label)


@on_a_phone
def test_tables_and_sources_behind_the_charts_can_be_read(visitor: Visitor) -> None:
    visitor.open("/plan?programme=fictif")
    visitor.page.locator("summary").first.click()
    for name in ("Tableau", "Source"):
        for tab in visitor.page.get_by_role("tab", name=name).all():
            tab.click()
        check(visitor, name)


@on_a_phone
def test_formulas_and_dictionaries_can_be_read_when_they_are_open(visitor: Visitor) -> None:
    for tab in ("indicateurs", "faits"):
        visitor.open(f"/methode?onglet={tab}")
        for summary in visitor.page.locator("summary").all()[:3]:
            summary.click()
        check(visitor, tab)


@in_the_dark
def test_what_a_publication_answers_can_be_read(visitor: Visitor, served: Served) -> None:
    visitor.open("/mon-projet?programme=fictif&profil=lead:agglo")
    visitor.page.get_by_role("button", name="Publier la mise à jour").click()
    expect(visitor.page.locator("[data-testid=stAlert]")).to_be_visible()
    check(visitor, "published")
    # The same lead speaks from elsewhere while the form is open.
    visitor.page.get_by_label("2. En une phrase").fill("Ma phrase.")
    arguments = ("--programme", "fictif", "--confidence", "on_track", "--comment", new_name("Ailleurs"))
    served.terminal("status", "F03", *arguments, "--as", "lead:agglo")
    visitor.page.get_by_role("button", name="Publier la mise à jour").click()
    expect(visitor.page.get_by_role("button", name="Repartir de ce qui est enregistré")).to_be_visible()
    check(visitor, "stale")


@in_the_dark
def test_the_office_can_read_what_starting_again_does(visitor: Visitor) -> None:
    visitor.open("/?programme=fictif&profil=office")
    visitor.page.get_by_role("button", name="Remettre au premier état").first.click()
    check(visitor, "asked")


def test_a_refusal_can_be_read(visitor: Visitor) -> None:
    visitor.open("/mon-projet?profil=lead:syndicat&id=F10")
    visitor.page.get_by_role("button", name="Publier la mise à jour").click()
    visitor.rest()
    assert any("n’a été enregistré" in message for message in visitor.messages())
    check(visitor, "refused")
