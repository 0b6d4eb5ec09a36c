"""What moved between two days, told of money and leads: losses apart from amounts, who takes over from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.domain.facts import Fact, FundingLine, FundingLoss, Project
from portfolio.domain.facts.choices import FundingStatus, LossKind
from portfolio.domain.questions import Change
from portfolio.presentation.kit.block import View
from portfolio.presentation.plan.since import Move, losing, moves

NAMES = {"ETAT": "État fictif", "REGION": "Région fictive"}
LINE = FundingLine(
    project_id="P1", line_id="L1", funder_id="ETAT", amount_eur=Decimal(1_000), status=FundingStatus.AWARDED
)
LOSS = FundingLoss(
    project_id="P1",
    line_id="L1",
    loss_id="P1",
    kind=LossKind.LAPSED,
    amount_eur=Decimal(400),
    lost_on=date(2026, 3, 1),
)


def told(before: Fact | None, after: Fact | None, language: str = "en") -> list[tuple[str, bool | None]]:
    row = after or before
    assert row is not None
    view = View("fr" if language == "fr" else "en", "light", date(2026, 6, 1))
    change = Change(row.declaration.name, row.key, before, after)
    found: list[Move] = moves([change], NAMES, view, {LINE.key: LINE})
    return [(move.sentence, move.good) for move in found]


def test_what_a_line_lost_is_told_with_its_kind_and_its_day() -> None:
    assert told(None, LOSS) == [("État fictif: €400, lapsed on 1 March 2026", False)]
    assert told(LOSS, None) == [("État fictif: €400 no longer said to be lost", True)]
    [(french, _)] = told(None, LOSS, "fr")
    assert french.split() == ["État", "fictif", ":", "400", "€,", "caduc", "le", "1er", "mars", "2026"]
    assert losing([Change("funding_loss", LOSS.key, None, LOSS)]) == {"P1"}


def test_a_line_is_told_by_the_amount_in_force() -> None:
    assert told(LINE, replace(LINE, awarded_eur=Decimal(900))) == [("État fictif: €1,000 → €900", False)]
    assert told(LINE, replace(LINE, note="avenant")) == []


def test_a_line_that_another_funder_takes_over_says_from_whom() -> None:
    assert told(LINE, replace(LINE, funder_id="REGION")) == [
        ("Région fictive (€1,000): takes over what État fictif brought", None)
    ]


def test_a_project_says_who_leads_it_from_then_on() -> None:
    project = Project(project_id="P1", title="Réseau", lead_id="ETAT")
    assert told(project, replace(project, lead_id="REGION")) == [("changes lead: État fictif → Région fictive", None)]
    assert told(replace(project, lead_id=None), project) == []
