"""« Depuis » fact by fact: each is said in both languages when one of its rows moves, or never is, for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portfolio.domain.basis.text import Language
from portfolio.domain.facts import FACTS, Fact, FundingLine, FundingLoss, Milestone, Project, StatusReport
from portfolio.domain.facts.choices import Confidence, FundingStatus, LossKind
from portfolio.domain.questions import Change
from portfolio.presentation.kit.block import View
from portfolio.presentation.plan.since import MOVES, TOPICS, moves
from portfolio.presentation.plan.since_left_out import LEFT_OUT
from tests.support.bare import bare_rows

PROJECT = Project(project_id="P1", title="Réseau", lead_id="ETAT")
STEP = Milestone(
    project_id="P1", milestone_id="J1", title="Études", planned_on=date(2026, 5, 1), expected_on=date(2026, 5, 1)
)
LINE = FundingLine(
    project_id="P1", line_id="L1", funder_id="ETAT", amount_eur=Decimal(1_000), status=FundingStatus.APPLIED
)
LOSS = FundingLoss(
    project_id="P1", line_id="L1", loss_id="R1", kind=LossKind.LAPSED, amount_eur=Decimal(4), lost_on=date(2026, 3, 1)
)
SAID = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=date(2026, 6, 1))
# A row before and after, and the topic under which what moved is said.
EXAMPLES: list[tuple[Fact | None, Fact | None, str]] = [
    (None, PROJECT, "project"),
    (PROJECT, None, "project"),
    (PROJECT, replace(PROJECT, abandoned_on=date(2026, 5, 1)), "project"),
    (PROJECT, replace(PROJECT, lead_id="REGION"), "project"),
    (None, LINE, "money"),
    (LINE, replace(LINE, status=FundingStatus.AWARDED), "money"),
    (LINE, replace(LINE, amount_eur=Decimal(5)), "money"),
    (LINE, replace(LINE, funder_id="REGION"), "money"),
    (None, LOSS, "money"),
    (LOSS, None, "money"),
    (None, STEP, "appeared"),
    (STEP, None, "appeared"),
    (STEP, replace(STEP, reached_on=date(2026, 5, 9)), "reached"),
    (STEP, replace(STEP, expected_on=date(2026, 7, 1)), "slipped"),
    (None, SAID, "confidence"),
    (SAID, replace(SAID, confidence=Confidence.COMPROMISED), "confidence"),
]


def sentences(before: Fact | None, after: Fact | None, language: Language) -> list[tuple[str, str]]:
    row = after or before
    assert row is not None
    change = Change(row.declaration.name, row.key, before, after)
    names = {"ETAT": "État", "REGION": "Région"}
    found = moves([change], names, View(language, "light", date(2026, 6, 1)), {LINE.key: LINE})
    return [(move.topic, move.sentence) for move in found]


def test_every_fact_is_said_or_is_left_out_for_a_reason() -> None:
    assert not FACTS.keys() - (MOVES.keys() | LEFT_OUT.keys()), "neither said nor left out"
    assert sorted([*MOVES, *LEFT_OUT]) == sorted(FACTS)
    assert [name for name, reason in LEFT_OUT.items() if len(reason.split()) < 6] == []


@pytest.mark.parametrize(("before", "after", "topic"), EXAMPLES)
def test_what_moved_is_said_in_both_languages(before: Fact | None, after: Fact | None, topic: str) -> None:
    [(under, french)], [(_, english)] = (sentences(before, after, language) for language in ("fr", "en"))
    assert under == topic
    assert len(french.split()) > 1 and len(english.split()) > 1
    assert french != english


def test_every_fact_that_is_said_and_every_topic_has_its_example() -> None:
    rows = [after or before for before, after, _ in EXAMPLES]
    assert {row.declaration.name for row in rows if row is not None} == {*MOVES}
    assert {topic for _, _, topic in EXAMPLES} == {*TOPICS}


def test_nothing_is_said_of_what_is_left_out() -> None:
    rows = [row for row in bare_rows("plan") if row.declaration.name in LEFT_OUT]
    assert {row.declaration.name for row in rows} == {*LEFT_OUT} - {"milestone_link"}
    assert [row for row in rows if sentences(None, row, "en") or sentences(row, None, "fr")] == []
