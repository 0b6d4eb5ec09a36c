"""The economic model in a real browser: ten lines, a verdict that follows, one event; or kept apart from others."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, Visitor
from tests.browser.test_entering import choose, press, write
from tests.browser.test_reading import violations

pytestmark = pytest.mark.browser

TAB = "/projet?programme=fictif&onglet=modele&id={project}"


def headings(visitor: Visitor) -> list[str]:
    found = visitor.page.get_by_role("heading").all_inner_texts()
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in found]


def ten_lines(visitor: Visitor, project: str, lead: str, earned: str) -> None:
    visitor.open(f"{TAB.format(project=project)}&profil=lead:{lead}")
    press(visitor, "Saisir un modèle")
    write(visitor, "Investissement (€) *", "800 000")
    write(visitor, "Horizon (années) *", "10")
    write(visitor, "Exploitation, par an (€) *", "30 000,50")
    write(visitor, "Subventions d’investissement (€)", "500000")
    write(visitor, f"{earned}, par an (€)", "45 000")
    press(visitor, "Remplir le modèle de référence")


def test_a_lead_enters_a_model_in_ten_lines_and_the_page_of_durability_moves(visitor: Visitor, served: Served) -> None:
    visitor.open("/perennite?programme=fictif")
    assert any("Deux projets survivent" in text for text in headings(visitor)), headings(visitor)
    ten_lines(visitor, "F02", "cc", "Recettes des usagers")
    assert any(text.startswith("Pérenne : trésorerie jamais négative") for text in headings(visitor)), headings(visitor)
    assert violations(visitor) == []
    visitor.page.get_by_role("tab", name="Tableur").click()
    visitor.rest()  # or the file is asked of a run that the tab has just replaced
    with visitor.page.expect_download() as taken:
        press(visitor, "Emporter le classeur (XLSX, avec ses formules)")
    assert Path(taken.value.path()).read_bytes()[:2] == b"PK"
    press(visitor, "Enregistrer")
    assert any("Modèle économique enregistré" in message for message in visitor.messages()), visitor.messages()
    visitor.open("/perennite?programme=fictif")
    assert any("Trois projets survivent" in text for text in headings(visitor)), headings(visitor)
    visitor.open(TAB.format(project="F02"))
    expect(visitor.page.get_by_text("Modèle économique enregistré").first).to_be_visible()
    assert violations(visitor) == []


def test_a_model_kept_by_its_holder_is_seen_by_nobody_else(visitor: Visitor, served: Served) -> None:
    visitor.open("/perennite?programme=fictif&profil=visitor")
    before = headings(visitor)
    ten_lines(visitor, "F08", "soins", "Recettes contractuelles")
    visitor.page.get_by_role("tab", name="Cadre").click()
    visitor.rest()
    choose(visitor, "Qui peut le lire", "le porteur seul")
    press(visitor, "Enregistrer")
    assert any("Modèle économique enregistré" in message for message in visitor.messages()), visitor.messages()
    visitor.open(f"{TAB.format(project='F08')}&profil=lead:soins")
    assert any(text.startswith("Pérenne") for text in headings(visitor)), headings(visitor)
    visitor.open(f"{TAB.format(project='F08')}&profil=visitor")
    expect(visitor.page.get_by_text("Aucun modèle économique n’est publié.").first).to_be_visible()
    visitor.open("/perennite?programme=fictif&profil=visitor")
    assert headings(visitor) == before
