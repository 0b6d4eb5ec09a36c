"""Going back, coming back and reloading, in a real browser: nothing is sent twice, nothing is lost or made up."""

from __future__ import annotations

import csv
import io
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, Visitor

pytestmark = pytest.mark.browser

LEAD = "/mon-projet?programme=fictif&profil=lead:agglo"
PUBLISH, UNDO = "Publier la mise à jour", "Annuler ma dernière saisie"
CONFIDENT = "Projets sécurisés ou atteignables"


def comment(visitor: Visitor) -> str:
    return visitor.page.get_by_label("2. En une phrase").input_value()


def test_back_leaves_a_project_for_the_list_with_its_filters(visitor: Visitor) -> None:
    visitor.open("/projets?programme=fictif&axe=bridges")
    visitor.page.get_by_role("link", name="Projet fictif n° 1 ").first.click()
    expect(visitor.page.locator("h1")).to_contain_text("fibre de la vallée")
    visitor.rest()
    assert {"axe=bridges", "id=F01"} <= set(visitor.page.url.split("?")[1].split("&"))
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_contain_text("Quels projets")
    visitor.rest()
    assert "axe=bridges" in visitor.page.url
    expect(visitor.page.get_by_role("link", name="Projet fictif n° 8 ")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Projet fictif n° 2 ")).to_have_count(0)
    visitor.page.go_forward()
    expect(visitor.page.locator("h1")).to_contain_text("fibre de la vallée")


def test_coming_back_to_the_form_it_holds_the_last_answers(visitor: Visitor) -> None:
    visitor.open(LEAD)
    said = comment(visitor)
    assert said
    visitor.page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(visitor.page.locator("h1")).to_contain_text("Où en est le plan")
    visitor.rest()
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_contain_text("Comment va mon projet")
    visitor.rest()
    assert comment(visitor) == said


def test_a_lead_says_how_it_goes_in_three_interactions_and_less_than_a_minute_and_reloading_sends_nothing(
    visitor: Visitor, served: Served
) -> None:
    before = served.events("status_reported")
    began = time.monotonic()
    visitor.open(LEAD)
    visitor.page.get_by_text("atteignables", exact=True).click()
    visitor.page.get_by_label("2. En une phrase").fill("Les économies se mesurent bien.")
    visitor.page.get_by_role("button", name=PUBLISH).click()
    expect(visitor.page.get_by_text("relu dans le registre")).to_be_visible()
    assert time.monotonic() - began < 60
    assert served.events("status_reported") == before + 1
    visitor.page.reload()
    visitor.page.wait_for_selector("h1")
    visitor.rest()
    assert comment(visitor) == "Les économies se mesurent bien."
    visitor.page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(visitor.page.locator("h1")).to_contain_text("Où en est le plan")
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_contain_text("Comment va mon projet")
    visitor.rest()
    assert served.events("status_reported") == before + 1
    visitor.page.get_by_role("button", name=UNDO).click()
    expect(visitor.page.get_by_text("Votre saisie est annulée")).to_be_visible()


def test_a_second_click_on_undo_undoes_once(visitor: Visitor, served: Served) -> None:
    visitor.open("/mon-projet?programme=fictif&profil=lead:mediation")
    said = comment(visitor)
    visitor.page.get_by_label("2. En une phrase").fill("À reprendre aussitôt.")
    visitor.page.get_by_role("button", name=PUBLISH).click()
    expect(visitor.page.get_by_role("button", name=UNDO)).to_be_visible()
    before = served.events("event_undone")
    visitor.page.get_by_role("button", name=UNDO).dblclick()
    expect(visitor.page.get_by_role("button", name=UNDO)).to_have_count(0)
    visitor.rest()
    assert served.events("event_undone") == before + 1
    assert comment(visitor) == said


def test_two_tabs_of_one_lead_show_base_mine_and_theirs(visitor: Visitor, served: Served) -> None:
    visitor.open("/mon-projet?programme=fictif&profil=lead:bourg")
    visitor.page.get_by_label("2. En une phrase").fill("Ma phrase.")
    arguments = ("--programme", "fictif", "--confidence", "attainable", "--comment", "Leur phrase.")
    served.terminal("status", "F06", *arguments, "--as", "lead:bourg")
    before = served.events("status_reported")
    visitor.page.get_by_role("button", name=PUBLISH).click()
    table = visitor.page.locator("table", has_text="Ma phrase.")
    expect(table).to_contain_text("Leur phrase.")
    assert served.events("status_reported") == before
    visitor.page.get_by_role("button", name="Repartir de ce qui est enregistré").click()
    visitor.rest()
    assert comment(visitor) == "Leur phrase."


def test_the_dark_theme_is_dark_and_its_figures_too(visitor: Visitor) -> None:
    visitor.page.emulate_media(color_scheme="dark")
    visitor.open("/plan?programme=fictif")
    visitor.page.wait_for_selector(".js-plotly-plot .main-svg")
    background = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    assert visitor.page.evaluate(background) == "rgb(20, 25, 28)"
    ink = visitor.page.locator(".js-plotly-plot text").first.evaluate("node => getComputedStyle(node).fill")
    assert min(int(part) for part in ink.strip("rgb()").split(",")[:3]) > 128, ink


def test_an_english_file_has_commas_and_the_rows_of_the_search(visitor: Visitor) -> None:
    visitor.open("/projets?programme=fictif&lang=en&q=savoie")
    visitor.page.get_by_role("button", name="Download").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="(CSV)").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"))))
    assert [row["Code"] for row in rows] == ["F01"]
    assert (rows[0]["Cost"], rows[0]["Expected on"]) == ("3000000.00", "2027-02-26")


def test_no_link_leaves_the_panel_and_none_opens_another_tab(visitor: Visitor) -> None:
    for address in ("/?programme=fictif", "/plan?programme=fictif", "/projets?programme=fictif"):
        visitor.open(address)
        links = visitor.page.locator("a[href]").evaluate_all("all => all.map(a => [a.getAttribute('href'), a.target])")
        assert links
        for target, window in links:
            assert not target.startswith(("http://", "https://")) or target.startswith(visitor.url), target
            assert window != "_blank", target
