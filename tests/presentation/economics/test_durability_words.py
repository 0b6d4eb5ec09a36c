"""What the page of durability says first: never a judgement on what is not known, and counts that agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.basis.text import Language
from portfolio.domain.economics.gates import Thresholds
from portfolio.domain.questions import DurabilityRow
from portfolio.presentation.economics.durability_words import form_message, leaving_message, message, stress_message
from portfolio.presentation.kit.block import View

LIMITS = Thresholds(1.0, 0.8)
FRENCH, ENGLISH = (View(language, "light", date(2026, 6, 15)) for language in ("fr", "en"))


def row(**said: Any) -> DurabilityRow:
    known: dict[str, Any] = {each.name: None for each in fields(DurabilityRow)}
    return DurabilityRow(**known | {"project_id": "P", "title": "P", "has_model": True, "is_abandoned": False} | said)


HOLDS: dict[str, Any] = {
    "lowest_eur": Decimal(5),
    "coverage": 1.2,
    "without_first_eur": Decimal(5),
    "probability": 0.9,
}
DURABLE, OPEN = row(**HOLDS), row()
FAILS = row(lowest_eur=Decimal(-9), first_negative_year=1)
BARE, GONE = row(has_model=False), row(has_model=False, is_abandoned=True)


def plain(text: str | None) -> str | None:
    return text and text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("rows", "french", "english"),
    [
        ([BARE] * 28, "Aucun modèle économique, sur 28 projets", "No economic model, of 28 projects"),
        ([OPEN], "Un n’est pas évaluable", "One is not assessable"),
        (
            [FAILS, FAILS, BARE],
            "Aucun projet ne survit à ses subventions, sur deux évalués ; un n’a pas de modèle économique",
            "No project outlives its grants, of two assessed; one has no economic model",
        ),
        (
            [DURABLE, DURABLE, FAILS, OPEN, BARE, BARE, GONE],
            "Deux projets survivent à leurs subventions, sur trois évalués ; un n’est pas évaluable ; deux n’ont pas "
            "de modèle économique ; un est abandonné",
            "Two projects outlive their grants, of three assessed; one is not assessable; two have no economic model; "
            "one is abandoned",
        ),
    ],
)
def test_nothing_is_judged_of_a_project_without_a_model(
    rows: Sequence[DurabilityRow], french: str, english: str
) -> None:
    assert plain(message(rows, LIMITS, FRENCH)) == french
    assert plain(message(rows, LIMITS, ENGLISH)) == english


def test_forms_are_told_by_those_of_their_projects_that_are_assessed() -> None:
    rows = [row(**HOLDS, legal_form="regie"), row(legal_form="regie"), DURABLE, FAILS]
    assert plain(form_message(rows, LIMITS, FRENCH)) == (
        "Projets pérennes par montage : régie 1 sur 1 ; montage non renseigné 1 sur 2"
    )
    assert form_message([OPEN, BARE], LIMITS, FRENCH) is None


@pytest.mark.parametrize(
    ("lowest", "told"),
    [
        ([], None),
        ([None], None),
        (["5"], "Tous tiennent sans leur premier financeur récurrent (1)"),
        (["5", "-0.001"], "Tous tiennent sans leur premier financeur récurrent (2)"),
        (["5", "-9000"], "Un projet sur deux ne tient pas sans son premier financeur récurrent : il manque 9 000 €"),
        (
            ["-5", "-9000", None],
            "Deux projets sur deux ne tiennent pas sans leur premier financeur récurrent : il manque jusqu’à 9 000 €",
        ),
    ],
)
def test_who_falls_without_its_first_funder_is_counted_among_those_that_have_one(
    lowest: list[str | None], told: str | None
) -> None:
    rows = [row(first_funder="R", without_first_eur=None if low is None else Decimal(low)) for low in lowest]
    assert plain(stress_message([*rows, DURABLE], FRENCH)) == told


@pytest.mark.parametrize(
    ("last", "ending", "language", "told"),
    [
        ([], None, "fr", None),
        ([], 0, "fr", "Aucun contrat ne finit bientôt"),
        ([2], 1, "fr", "Un projet quitte ses subventions, après 2028 ; un contrat finit bientôt"),
        ([2, 0, 5], None, "fr", "Trois projets quittent leurs subventions, entre 2026 et 2031"),
        ([2, 0], 3, "en", "Two projects leave their grants, between 2026 and 2028; three contracts end soon"),
    ],
)
def test_when_projects_leave_their_grants_is_told_in_calendar_years(
    last: list[int], ending: int | None, language: Language, told: str | None
) -> None:
    rows = [row(first_year=2026, last_grant=each) for each in last]
    assert plain(leaving_message([*rows, BARE], ending, FRENCH if language == "fr" else ENGLISH)) == told
