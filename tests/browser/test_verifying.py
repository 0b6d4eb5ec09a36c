"""The whole story of a milestone in a real browser: submitted, sent back, completed, verified by each funder."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, Visitor

pytestmark = pytest.mark.browser

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def png(width: int = 40, height: int = 24) -> bytes:
    """A small image, made here."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + bytes((20, 120, 120)) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def attach(visitor: Visitor, *files: Path) -> None:
    visitor.page.locator("input[type=file]").set_input_files([str(file) for file in files])
    visitor.rest()


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name).first.click()
    visitor.rest()


def test_a_milestone_from_its_lead_to_its_last_funder(visitor: Visitor, served: Served, tmp_path: Path) -> None:
    report, photo, renamed = (tmp_path / name for name in ("levee.pdf", "local.png", "recolement.pdf"))
    report.write_bytes(PDF)
    photo.write_bytes(png())
    renamed.write_bytes(b"MZ" + b"\0" * 200)
    visitor.open("/mon-projet?profil=lead:syndicat&id=F01")
    expect(visitor.page.get_by_text("attend un complément").first).to_be_visible()
    attach(visitor, renamed)
    press(visitor, "Soumettre aux financeurs")
    assert any("par son contenu" in message for message in visitor.messages())
    assert served.events("evidence_submitted") == 0
    visitor.open("/mon-projet?profil=lead:syndicat&id=F01")
    attach(visitor, report, photo)
    press(visitor, "Soumettre aux financeurs")
    assert any("sont enregistrées" in message for message in visitor.messages())
    assert served.events("evidence_submitted") == 1
    visitor.open("/verifications?profil=funder:region-a")
    expect(visitor.page.get_by_role("img", name="local.png")).to_be_visible()
    press(visitor, "Vérifier")
    assert any("est vérifié" in message for message in visitor.messages())
    visitor.open("/verifications?profil=funder:etat&jalon=F01/J4")
    press(visitor, "À compléter")
    assert any("se motive" in message for message in visitor.messages())
    visitor.page.get_by_role("textbox", name="Motif").first.fill("Le plan de récolement manque.")
    press(visitor, "À compléter")
    assert any("renvoyé au porteur" in message for message in visitor.messages())
    visitor.open("/?profil=lead:syndicat")
    expect(visitor.page.get_by_text("Le plan de récolement manque.")).to_be_visible()
    visitor.open("/mon-projet?profil=lead:syndicat&id=F01")
    attach(visitor, photo)
    press(visitor, "Soumettre aux financeurs")
    for funder in ("etat", "region-a"):
        visitor.open(f"/verifications?profil=funder:{funder}&jalon=F01/J4")
        press(visitor, "Vérifier")
        assert any("est vérifié" in message for message in visitor.messages())
    assert "F01" in served.terminal("instalments", "--project", "F01", "--programme", "fictif").stdout
    blocked = served.terminal("instalments", "--blocked", "--project", "F01", "--programme", "fictif").stdout
    assert "Premier tronçon" not in blocked
    visitor.open("/projet?id=F01&onglet=historique")
    expect(visitor.page.get_by_text("Jalon vérifié par un financeur").first).to_be_visible()


def test_clicking_several_times_answers_once(visitor: Visitor, served: Served) -> None:
    before = served.events("milestone_verified")
    visitor.open("/verifications?profil=funder:etat&jalon=F04/J3")
    visitor.page.get_by_role("button", name="Vérifier").first.click(click_count=3, delay=40)
    visitor.rest()
    visitor.page.wait_for_timeout(1_000)
    assert served.events("milestone_verified") == before + 1
