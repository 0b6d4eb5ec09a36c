"""A newcomer in a real browser: a programme, a project, three funders, five milestones, with nothing but the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, Visitor

pytestmark = pytest.mark.browser


def write(visitor: Visitor, label: str, text: str) -> None:
    visitor.page.get_by_role("textbox", name=label, exact=True).fill(text)
    visitor.page.keyboard.press("Tab")
    visitor.rest()


def choose(visitor: Visitor, label: str, text: str) -> None:
    box = visitor.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    visitor.page.wait_for_timeout(200)
    box.press("Enter")
    visitor.rest()


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).first.click()
    visitor.rest()


def part(visitor: Visitor, name: str) -> None:
    visitor.page.locator("[data-testid=stButtonGroup]").get_by_text(name).first.click()
    visitor.rest()


def on(visitor: Visitor, label: str, day: str) -> None:
    """A date typed as people do, part after part: « 31/01/2027 »."""
    field = visitor.page.get_by_role("group", name=label).get_by_role("spinbutton").first
    field.click()
    visitor.page.keyboard.type(day.replace("/", ""))
    visitor.page.keyboard.press("Tab")
    visitor.rest()


def saved(visitor: Visitor, what: str) -> None:
    press(visitor, "Enregistrer")
    assert any(f"{what} » enregistrée" in message.replace("\u00a0", " ") for message in visitor.messages()), (
        visitor.messages()
    )


def test_a_newcomer_makes_a_programme_a_project_three_funders_and_five_milestones(
    visitor: Visitor, served: Served
) -> None:
    visitor.open("/?profil=office")
    visitor.page.get_by_role("link", name="Nouveau programme").click()
    visitor.rest()
    press(visitor, "Enregistrer")
    assert any("nom en français" in message for message in visitor.messages())
    write(visitor, "Nom en français *", "Réseaux des îles fictives")
    write(visitor, "Nom en anglais *", "Fictional islands plan")
    choose(visitor, "Nature *", "données fictives")
    write(visitor, "Code (facultatif)", "zz-iles")
    saved(visitor, "programme")
    expect(visitor.page.get_by_text("Réseaux des îles fictives").first).to_be_visible()
    part(visitor, "Projet")
    write(visitor, "Nom *", "Réseau de l’archipel")
    choose(visitor, "Porteur de projet", "Syndicat des îles")
    choose(visitor, "Famille *", "syndicat mixte")
    write(visitor, "Coût (euros)", "1 200 000,50 €")
    saved(visitor, "projet")
    part(visitor, "Ligne de financement")
    for name, family, amount in (
        ("Préfecture des îles", "État", "600 000"),
        ("Région des îles", "région", "400.000,50"),
        ("Banque des îles", "banque publique", "200000"),
    ):
        choose(visitor, "Financeur *", name)
        choose(visitor, "Famille *", family)
        choose(visitor, "Instrument", "subvention")
        write(visitor, "Montant (euros)", amount)
        saved(visitor, "ligne de financement")
    part(visitor, "Jalon")
    for number, title in enumerate(("Études", "Marché", "Premier tronçon", "Réception", "Ouverture"), 1):
        write(visitor, "Nom *", title)
        on(visitor, "Date initiale", f"{number:02d}/06/2027")
        saved(visitor, "jalon")
    visitor.open("/projet?programme=zz-iles&id=RESEAU-DE-L-ARCHIPEL&onglet=financement")
    expect(visitor.page.get_by_text("emplois et ressources s’équilibrent").first).to_be_visible()
    told = served.terminal("milestones", "RESEAU-DE-L-ARCHIPEL", "--programme", "zz-iles").stdout
    assert "Ouverture" in told


def test_an_entry_is_changed_with_its_reason_clicked_twice_and_taken_back(visitor: Visitor, served: Served) -> None:
    visitor.open("/saisie?programme=fictif&profil=lead:syndicat&id=F01&fait=milestone&ligne=F01/J5")
    field = visitor.page.get_by_role("textbox", name="Poids")
    before = field.input_value()
    write(visitor, "Poids", "1.234")
    press(visitor, "Enregistrer")
    assert any("deux façons" in message for message in visitor.messages())
    write(visitor, "Poids", "42")
    press(visitor, "Enregistrer")
    assert any("se motive" in message for message in visitor.messages())
    write(visitor, "Motif de la modification *", "pondération revue")
    count = served.events("rows_changed")
    visitor.page.get_by_role("button", name="Enregistrer").click(click_count=3, delay=40)
    visitor.rest()
    visitor.page.wait_for_timeout(800)
    assert served.events("rows_changed") == count + 1
    expect(field).to_have_value("42")
    visitor.page.get_by_role("button", name="Annuler cette saisie").click()
    visitor.rest()
    expect(field).to_have_value(before)


def test_two_leads_of_a_project_changing_one_row_see_both_versions(visitor: Visitor, served: Served) -> None:
    address = "/saisie?programme=fictif&profil=lead:syndicat&id=F01&fait=milestone&ligne=F01/J5"
    other = Visitor(visitor.page.context.new_page(), visitor.url)
    for tab, name in ((visitor, "Mise en service"), (other, "Cœur de réseau ouvert")):
        tab.open(address)
        write(tab, "Nom *", name)
        write(tab, "Motif de la modification *", "nom plus clair")
    press(visitor, "Enregistrer")
    press(other, "Enregistrer")
    for name in ("Mise en service", "Cœur de réseau ouvert"):
        expect(other.page.get_by_role("cell", name=name).first).to_be_visible()
    press(other, "Repartir de ce qui est enregistré")
    expect(other.page.get_by_role("textbox", name="Nom *")).to_have_value("Mise en service")
    other.page.close()


def test_a_territory_is_found_by_its_name(visitor: Visitor) -> None:
    visitor.open("/saisie?programme=fictif&profil=lead:syndicat&id=F01&fait=project_territory")
    choose(visitor, "Échelon *", "région")
    write(visitor, "Territoire : nom ou code officiel", "bretagne")
    expect(visitor.page.get_by_role("combobox", name="Code officiel")).to_have_value("Bretagne (53)")
