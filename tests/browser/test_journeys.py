"""What people do, in a real browser."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import expect

from portfolio.ui.kit.pieces import shortened
from portfolio.ui.project.project_list import LONGEST_NAME
from tests.browser.conftest import Served, Visitor

pytestmark = pytest.mark.browser


def test_a_committee_filters_the_plan_and_the_address_keeps_the_view(visitor: Visitor) -> None:
    visitor.open("/plan")
    whole = visitor.card("Financement acquis")
    page = visitor.page
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_label("Axe", exact=True).first.click()
    page.get_by_role("option", name="Passerelles").click()
    visitor.rest()
    assert "axe=bridges" in page.url
    kept = visitor.card("Financement acquis")
    assert kept != whole
    page.reload()
    page.wait_for_selector("h1")
    visitor.rest()
    assert visitor.card("Financement acquis") == kept
    expect(page.get_by_text("Axe : Passerelles")).to_be_visible()


def test_the_language_changes_and_the_view_stays(visitor: Visitor) -> None:
    visitor.open("/plan?axe=bridges")
    visitor.page.get_by_text("EN", exact=True).click()
    visitor.rest()
    assert {"lang=en", "axe=bridges"} <= set(visitor.page.url.split("?")[1].split("&"))
    expect(visitor.page.locator("h1")).to_have_text("Where does the plan stand?")
    visitor.page.get_by_role("link", name="Projects").first.click()
    visitor.rest()
    assert {"lang=en", "axe=bridges"} <= set(visitor.page.url.split("?")[1].split("&"))
    expect(visitor.page.locator("h1")).to_have_text("Which projects, and which one to open?")


@pytest.mark.parametrize(("address", "language"), [("/plan?lang=fr", "fr"), ("/plan?lang=en", "en"), ("/", "fr")])
def test_the_page_says_its_language_to_screen_readers(visitor: Visitor, address: str, language: str) -> None:
    visitor.open(address)
    assert visitor.page.evaluate("document.documentElement.lang") == language


def test_a_link_opens_a_project_in_the_same_tab(visitor: Visitor) -> None:
    visitor.open("/projets")
    visitor.page.get_by_role("link", name="Projet fictif n° 8").first.click()
    visitor.rest()
    expect(visitor.page.locator("h1")).to_have_text("Projet fictif n° 8 — santé à distance")
    assert len(visitor.page.context.pages) == 1
    visitor.page.get_by_role("tab", name="Jalons").click()
    visitor.rest()
    assert "onglet=jalons" in visitor.page.url
    visitor.page.get_by_role("link", name="Tous les projets").click()
    visitor.rest()
    expect(visitor.page.locator("h1")).to_have_text("Quels projets, et lequel ouvrir ?".replace(" ?", "\u202f?"))


def test_a_deep_link_opens_directly(visitor: Visitor) -> None:
    visitor.open("/projet?id=MAY&programme=reel&lang=en&onglet=sources")
    expect(visitor.page.locator("h1")).to_have_text("Mayotte Fibre (976)")
    expect(visitor.page.get_by_role("tab", name="Sources")).to_have_attribute("aria-selected", "true")


def test_a_lead_publishes_in_three_interactions_the_figure_moves_and_undoing_puts_it_back(
    visitor: Visitor, served: Served
) -> None:
    typed = "Classes équipées **à temps** :material/sunny: <b>1</b> $x$ [lien](http://x)"
    visitor.open("/plan")
    before = visitor.card("Projets sécurisés ou atteignables")
    visitor.open("/mon-projet?profil=lead:ville")
    visitor.page.get_by_text("sécurisés", exact=True).click()
    visitor.rest()
    visitor.page.get_by_label("2. En une phrase").fill(typed)
    visitor.page.get_by_role("button", name="Publier la mise à jour").click()
    visitor.rest()
    assert any("relu dans le registre" in message for message in visitor.messages())
    visitor.page.get_by_role("link", name="Plan", exact=True).click()
    visitor.rest()
    held, said = before.split(" sur ")
    assert visitor.card("Projets sécurisés ou atteignables") == f"{int(held) + 1} sur {said}"
    visitor.open("/projet?id=F04")
    read = visitor.page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    assert typed in read, "what people type is shown as typed"
    visitor.open("/mon-projet?profil=lead:ville")
    visitor.page.get_by_role("button", name="Annuler ma dernière saisie").click()
    visitor.rest()
    assert any("annulée" in message for message in visitor.messages())
    visitor.open("/plan")
    assert visitor.card("Projets sécurisés ou atteignables") == before


@pytest.mark.parametrize(("clicks", "lead"), [(2, "departement"), (4, "cc")])
def test_clicking_several_times_writes_once(visitor: Visitor, served: Served, clicks: int, lead: str) -> None:
    visitor.open(f"/mon-projet?profil=lead:{lead}")
    before = served.events("status_reported")
    visitor.page.get_by_text("appuis nécessaires", exact=True).first.click()
    visitor.rest()
    visitor.page.get_by_label("2. En une phrase").fill(f"Un point, {clicks} clics.")
    button = visitor.page.get_by_role("button", name="Publier la mise à jour")
    button.click(click_count=clicks, delay=40)
    visitor.rest()
    visitor.page.wait_for_timeout(1_000)
    assert served.events("status_reported") == before + 1


def test_what_the_terminal_records_shows_at_the_next_read(visitor: Visitor, served: Served) -> None:
    visitor.open("/projet?id=F11&programme=fictif")
    arguments = (
        "--programme",
        "fictif",
        "--confidence",
        "on_track",
        "--comment",
        "Vu du terminal.",
        "--as",
        "lead:office",
    )
    served.terminal("status", "F11", *arguments)
    visitor.open("/projet?id=F11&programme=fictif")
    expect(visitor.page.get_by_text("Vu du terminal.")).to_be_visible()


def test_a_past_date_shows_what_was_known_and_takes_no_entry(visitor: Visitor) -> None:
    visitor.open("/mon-projet?profil=lead:syndicat&au=2026-03-31")
    expect(visitor.page.get_by_text("Situation au 31 mars 2026")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Publier la mise à jour")).to_be_disabled()
    visitor.page.get_by_role("button", name="Revenir à aujourd’hui").click()
    visitor.rest()
    assert "au=" not in visitor.page.url
    expect(visitor.page.get_by_role("button", name="Publier la mise à jour")).to_be_enabled()


def test_the_file_taken_away_holds_exactly_the_rows_shown(visitor: Visitor) -> None:
    visitor.open("/projets?axe=mastery")
    links = visitor.page.locator("a[data-testid=stPageLink-NavLink]:visible", has_text="Projet fictif")
    shown = links.all_inner_texts()
    visitor.page.get_by_role("button", name="Télécharger").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="(CSV)").click()
    raw = download.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    # A name too long for its column is cut there, and whole in the file.
    assert sorted(shortened(row["Projet"], LONGEST_NAME) for row in rows) == sorted(shown)
    assert len(rows) == 2


def test_every_chart_says_what_it_shows_to_those_who_cannot_see_it(visitor: Visitor) -> None:
    visitor.open("/plan")
    visitor.page.wait_for_selector(".js-plotly-plot")
    charts = visitor.page.locator("[data-testid=stPlotlyChart]")
    assert charts.count() >= 5
    for chart in charts.all():
        described = chart.locator("xpath=descendant-or-self::*[@aria-label or @alt]").first
        assert len(described.get_attribute("aria-label") or described.get_attribute("alt") or "") > 20
