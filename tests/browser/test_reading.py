"""Everyone can read every page: axe finds nothing, and nothing runs off a narrow screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

TABS = ("resume", "jalons", "financement", "modele", "indicateurs", "historique", "sources")
PAGES = {
    "home": "/",
    "home of a lead": "/?profil=lead:syndicat",
    "home of a funder": "/?profil=funder:region-a",
    "home of the office": "/?profil=office",
    "plan": "/plan",
    "plan, real": "/plan?programme=reel",
    "plan, since": "/plan?vue=depuis&depuis=2026-03-31",
    "plan, nothing known": "/plan?au=2010-01-01",
    "projects": "/projets",
    "projects, none found": "/projets?q=introuvable",
    "durability": "/perennite",
    "durability, cash": "/perennite?vue=tresorerie&modele=F05",
    **{f"project, {tab}": f"/projet?id=F01&onglet={tab}" for tab in TABS},
    "project, real": "/projet?id=MAY&programme=reel",
    "project, unknown": "/projet?id=NON",
    "my project": "/mon-projet?profil=lead:syndicat",
    "my project, not a lead": "/mon-projet",
    "my project, sent back": "/mon-projet?profil=lead:syndicat&id=F01",
    "verifications": "/verifications?profil=funder:etat",
    "verifications, nothing": "/verifications?profil=funder:region-b",
    "entry": "/saisie?profil=lead:syndicat&id=F01&fait=milestone&ligne=F01/J5",
    "entry, of the programme": "/saisie?profil=office",
    "entry, not mine": "/saisie",
    "method": "/methode",
    "method, facts": "/methode?onglet=faits",
    "method, parameters": "/methode?onglet=parametres",
}
WIDE, DARK, PHONE = (1440, "light"), (1440, "dark"), (320, "light")
# What belongs to Streamlit itself: (rule, what its node holds, why).
STREAMLITS_OWN: tuple[tuple[str, str, str], ...] = (
    ("region", 'role="listbox"', "an open list hangs from the body, outside of every landmark"),
    ("region", "data-floating-ui-portal", "so does an open calendar"),
    ("presentation-role-conflict", "stFileUploaderDropzone", "where files are dropped; its button has the role"),
)


def violations(visitor: Visitor) -> list[str]:
    """What axe finds, each with its node, save what belongs to Streamlit itself."""
    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:300]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == known and part in node["html"] for known, part, _ in STREAMLITS_OWN)
    ]


# A phone shows everything; what is laid out or coloured in another way is looked at again.
@pytest.mark.parametrize("visitor", [WIDE], indirect=True, ids=["wide"])
@pytest.mark.parametrize(
    "name", ["home", "plan", "plan, since", "projects", "project, financement", "my project", "verifications"]
)
def test_axe_finds_nothing_on_a_wide_screen(visitor: Visitor, name: str) -> None:
    assert violations(visitor.open(PAGES[name])) == []


@pytest.mark.parametrize("visitor", [DARK], indirect=True, ids=["dark"])
@pytest.mark.parametrize(
    "name", ["home", "plan", "projects", "project, resume", "project, jalons", "my project", "verifications", "entry"]
)
def test_axe_finds_nothing_in_the_dark_and_in_english(visitor: Visitor, name: str) -> None:
    address = PAGES[name]
    assert violations(visitor.open(f"{address}{'&' if '?' in address else '?'}lang=en")) == []


@pytest.mark.parametrize("visitor", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_phone_shows_it_without_scrolling_sideways_and_axe_finds_nothing(visitor: Visitor, address: str) -> None:
    visitor.open(address)
    assert visitor.page.evaluate("document.scrollingElement.scrollWidth") <= 320
    inside = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
    assert visitor.page.evaluate(inside) <= 0
    assert violations(visitor) == []
