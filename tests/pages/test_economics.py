"""The economic model in AppTest: its verdict, its draft that follows each change, one event, and who may see it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.access.actor import OFFICE, VISITOR, Actor, Persona
from portfolio.domain.basis.text import Text
from portfolio.domain.commands import SaveModel
from portfolio.domain.economics import Status
from portfolio.domain.economics.gates import Thresholds, judged
from portfolio.domain.facts import EconomicFlow, EconomicModel
from portfolio.domain.facts.choices import Audience, FlowKind, Scenario
from portfolio.domain.questions import Durabilities, FactRows, Figures
from portfolio.presentation.economics import model_tab as economics
from portfolio.presentation.kit.sentences import typeset
from portfolio.service import Service
from portfolio.ui.economics import words as economics_words
from portfolio.ui.kit import words as kit_words
from tests.support import apps
from tests.support.apps import DURABILITY, PROJECT, Session
from tests.support.installations import new_name

AS_LEAD = {"programme": "fictif", "profil": "lead:cc", "id": "F02", "onglet": "modele"}


def say(text: Text) -> str:
    return typeset(text.fr, "fr")


def statuses(record: Service) -> dict[str, Status]:
    found = record.read(Durabilities(programme="fictif"), VISITOR)
    return {row.project_id: judged(row, Thresholds(1.0, 0.8))[0] for row in found if row.has_model}


def fill(tab: Session, **values: Any) -> None:
    for name, value in values.items():
        widgets = [w for kind in ("text_input", "selectbox", "checkbox") for w in tab.app.get(kind)]
        [widget] = [w for w in widgets if w.key == f"quick:F02:{name}"]
        widget.set_value(value)
    tab.app.run()


def test_the_worked_models_have_the_verdicts_worked_out_by_hand(record: Service) -> None:
    assert statuses(record) == {
        "F01": Status.DURABLE,
        "F03": Status.DURABLE,
        "F04": Status.NOT_ASSESSABLE,
        "F05": Status.FRAGILE,
        "F07": Status.NOT_DURABLE,
    }, "F12 has a model and is abandoned"
    rows = {row.project_id: row for row in record.read(Durabilities(programme="fictif"), VISITOR)}
    assert (rows["F05"].coverage, rows["F05"].without_first_eur, rows["F05"].autonomy_years) == (1.2, -270_000, 0)
    assert (rows["F07"].coverage, rows["F07"].lowest_eur, rows["F07"].first_negative_year) == (0.8, -300_000, 1)
    assert rows["F01"].coverage == 1.5 and rows["F07"].without_first_eur == -1_050_000
    [euros] = record.read(Figures(programme="fictif", indicator="single_funder_eur"), VISITOR)
    assert euros.value == 1_080_000


def test_the_verdict_names_the_gate_that_fails_the_year_and_the_euros(record: Service) -> None:
    tab = Session(PROJECT, programme="fictif", id="F07", onglet="modele")
    [verdict] = [text for text in tab.said() if text.startswith("Non pérenne")]
    assert "2026" in verdict and "300\u202f000\u00a0€" in verdict and "trois autres épreuves échouent" in verdict
    assert any("80,0" in text for text in tab.said()), "the table of gates says each value"
    assert tab.failures == []
    fragile = Session(PROJECT, programme="fictif", id="F05", onglet="modele", lang="en")
    [verdict] = [text for text in fragile.said() if text.startswith("Fragile")]
    assert verdict.startswith("Fragile: without Département fictif, cash turns negative in 2026; €270,000")


def test_a_lead_fills_ten_lines_sees_the_verdict_and_saves_one_event(record: Service) -> None:
    tab = Session(PROJECT, **AS_LEAD)
    before = record.heads()["fictif"].sequence
    tab.click(say(economics_words.MAKE_MODEL))
    fill(
        tab,
        invested="800 000",
        horizon="10",
        operating_cost="30 000",
        grant="500 000",
        user_revenue="45 000,50",
    )
    tab.click(say(economics_words.FILL_MODEL))
    assert any(text.startswith("Pérenne") for text in tab.said()), tab.said()
    assert record.heads()["fictif"].sequence == before, "nothing is recorded before it is saved"
    assert "F02" not in statuses(record)
    tab.click(say(kit_words.SAVE))
    assert say(economics_words.MODEL_SAVED) in tab.said()
    assert record.heads()["fictif"].sequence == before + 1
    assert statuses(record)["F02"] is Status.DURABLE
    flows = {
        row.flow_id: row
        for row in record.read(FactRows(programme="fictif", fact=EconomicFlow, project_id="F02"), VISITOR)
    }
    assert flows["user-revenue"].amounts_eur[1] == Decimal("45000.50") and len(flows["grant"].amounts_eur) == 11
    page = Session(DURABILITY, programme="fictif")
    assert any("F02" in text or "capteurs" in text for text in page.said())


def test_what_cannot_be_read_is_told_at_once_and_fills_nothing(record: Service) -> None:
    tab = Session(PROJECT, **AS_LEAD)
    tab.click(say(economics_words.MAKE_MODEL))
    fill(tab, invested="1.234", horizon="abc")
    tab.click(say(economics_words.FILL_MODEL))
    [refusal] = [text for text in tab.said() if "deux façons" in text]
    assert "horizon" in refusal and "exploitation" in refusal
    tab.click(say(economics_words.LEAVE_DRAFT))
    assert say(economics_words.NO_MODEL) in tab.said()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"loan": "100 000", "loan_years": "10"}, economics_words.LOAN_NEEDS_RATE),
        ({"loan": "100 000", "rate": "8 %"}, economics_words.LOAN_NEEDS_YEARS),
        ({"replaced": "5 000"}, economics_words.REPLACED_NEEDS_YEARS),
    ],
)
def test_a_line_that_wants_another_asks_for_it_and_takes_nothing_for_zero(
    record: Service, more: dict[str, str], told: Text
) -> None:
    tab = Session(PROJECT, **AS_LEAD)
    tab.click(say(economics_words.MAKE_MODEL))
    fill(tab, invested="800 000", horizon="10", operating_cost="30 000", **more)
    tab.click(say(economics_words.FILL_MODEL))
    assert any(say(told) in text for text in tab.said()), tab.said()
    assert not any(text.startswith(("Pérenne", "Fragile", "Non pérenne")) for text in tab.said())


def test_an_open_draft_claims_nothing_and_filling_says_what_it_added(record: Service) -> None:
    tab = Session(PROJECT, **AS_LEAD)
    tab.click(say(economics_words.MAKE_MODEL))
    assert any("il manque les flux" in text for text in tab.said()) and say(economics.NO_FLOW) in tab.said()
    fill(tab, invested="800 000", horizon="10", operating_cost="30 000", grant="500 000")
    tab.click(say(economics_words.FILL_MODEL))
    assert any("apport du porteur de 300\u202f000\u00a0€" in text for text in tab.said()), tab.said()
    held = Session(PROJECT, **AS_LEAD | {"profil": "office", "id": "F01"})
    held.click(say(economics_words.EDIT_MODEL))
    assert any("Remplir remplace les" in text for text in held.said())


def test_a_block_with_a_bad_cell_is_not_taken_and_is_told_of_its_own_project(record: Service) -> None:
    tab = Session(PROJECT, **AS_LEAD)
    tab.click(say(economics_words.MAKE_MODEL))
    [pasted] = [w for w in tab.app.get("text_area") if w.key.startswith("model:paste")]
    pasted.set_value("nature\tnom\t2024\t2025\nexploitation\tA\t1\tabc\nventes\tB\t1\t1").run()
    tab.click(say(economics_words.READ_PASTED))
    assert say(economics_words.NOTHING_TAKEN) in tab.said() and any("ventes" in text for text in tab.said())
    assert any("il manque les flux" in text for text in tab.said()), "nothing of the block is in the draft"
    tab.go(PROJECT, **AS_LEAD | {"profil": "office", "id": "F01"})
    tab.click(say(economics_words.EDIT_MODEL))
    assert say(economics_words.NOTHING_TAKEN) not in tab.said()


def test_a_percentage_typed_for_a_rate_is_told_with_what_to_write(record: Service) -> None:
    tab = Session(PROJECT, **AS_LEAD | {"profil": "office", "id": "F01"})
    tab.click(say(economics_words.EDIT_MODEL))
    [rate] = [w for w in tab.app.get("text_input") if w.key.startswith("terms:F01:") and w.key.endswith(":rate")]
    rate.set_value("400").run()
    assert any("vaut 400" in text and "écrivez 0,04 ou 4" in text for text in tab.said()), tab.said()
    [rate] = [w for w in tab.app.get("text_input") if w.key == rate.key]
    rate.set_value("4 %").run()
    assert tab.failures == [] and not any("écrivez 0,04" in text for text in tab.said())


def test_who_may_not_change_a_model_is_offered_nothing(record: Service) -> None:
    for person in ("visitor", "committee", "funder:region-b", "lead:syndicat"):
        tab = Session(PROJECT, **AS_LEAD | {"profil": person})
        assert not {say(economics_words.MAKE_MODEL), say(economics_words.EDIT_MODEL)} & set(tab.buttons), person
    real = Session(PROJECT, programme="reel", id="MAY", onglet="modele", profil="office")
    assert say(economics_words.NO_MODEL) in real.said() and say(economics_words.MAKE_MODEL) not in real.buttons


TERMS = EconomicModel(project_id="F02", first_year=Decimal(2026), horizon_years=Decimal(2), audience=Audience.HOLDER)
SECRET = EconomicFlow(
    project_id="F02",
    scenario=Scenario.REFERENCE,
    flow_id="secret",
    kind=FlowKind.USER_REVENUE,
    amounts_eur=(Decimal(7), Decimal(77), Decimal(777)),
)


def everything_said(person: str) -> list[list[str]]:
    """All that every page says to someone, in order."""
    told = []
    for page in apps.PAGES.values():
        project = {"id": "F02"} if page.file == PROJECT.file else {}
        tab = Session(page, programme="fictif", profil=person, **{**page.address, **project})
        assert tab.failures == []
        told.append(tab.said())
    return told


@pytest.mark.parametrize("person", ["visitor", "funder:region-b"])
def test_a_model_kept_apart_changes_nothing_that_others_see(record: Service, person: str) -> None:
    before = everything_said(person)
    command = SaveModel(programme="fictif", rows=(TERMS, SECRET), private_project_id="F02")
    record.carry_out(command, Actor(Persona.LEAD, "cc"), new_name("id"))
    assert everything_said(person) == before
    for holder in ("lead:cc", "office"):
        tab = Session(PROJECT, **AS_LEAD | {"profil": holder})
        assert any("777" in text for text in tab.said()), holder


def test_a_model_is_compared_with_itself_another_day(record: Service) -> None:
    held = record.read(FactRows(programme="fictif", fact=EconomicModel, project_id="F07"), VISITOR)[0]
    flows = record.read(FactRows(programme="fictif", fact=EconomicFlow, project_id="F07"), VISITOR)
    more = next(flow for flow in flows if flow.kind is FlowKind.USER_REVENUE)
    better = EconomicFlow.from_wire(more.wire() | {"amounts_eur": "|".join(["0", *["130000"] * 10])})
    command = SaveModel(programme="fictif", rows=(held, better), reason="tarif voté")
    record.carry_out(command, OFFICE, new_name("id"))
    tab = Session(PROJECT, programme="fictif", id="F07", onglet="modele", au2=date(2026, 1, 15).isoformat())
    assert "au 15 janvier 2026" in " ".join(tab.said()) and tab.failures == []
    assert any("t = 1" in text for text in tab.said()), "history tells what changed"
