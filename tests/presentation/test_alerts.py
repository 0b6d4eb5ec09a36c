"""Alerts in words: each kind that SQL raises has its own, and says what is at stake."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portfolio import store
from portfolio.domain.progress import ConfidenceFlags
from portfolio.domain.questions import AlertRow, ConfidenceCheckRow
from portfolio.presentation.kit.block import View
from portfolio.presentation.plan import alerts
from portfolio.presentation.plan.alerts import AlertKind
from portfolio.presentation.progress import confidence_check
from tests.presentation.test_messages import EN, FR, plain

SQL = (Path(store.__file__).parent / "relations" / "alert.sql").read_text(encoding="utf-8")


def alert(kind: AlertKind, **more: Any) -> AlertRow:
    unknown = dict.fromkeys(("subject", "amount_eur", "days", "points", "actor", "due_on"))
    return AlertRow(kind=kind.value, project_id="F02", title="capteurs d’eau", **unknown | more)


def test_each_kind_that_the_query_raises_is_told_and_no_other_is() -> None:
    raised = set(re.findall(r"(?:THEN|ELSE) '(\w+)'", SQL))
    assert raised == set(AlertKind) == {*alerts.ICONS} == {*alerts.ACTIONS}


def test_whatever_contradicts_a_confidence_is_an_alert_and_has_its_words() -> None:
    assert set(ConfidenceFlags._fields) <= set(AlertKind)
    assert list(confidence_check.WORDS) == list(confidence_check.FIGURES) == list(ConfidenceFlags._fields)


@pytest.mark.parametrize(
    ("row", "fr", "en"),
    [
        (alert(AlertKind.ON_TRACK_BEHIND, points=-30.0), "−30 points", "−30 points"),
        (alert(AlertKind.ON_TRACK_BEHIND, points=-10.4), "−10 points", "−10 points"),
        (alert(AlertKind.NEARLY_DONE, points=92.0), "92 %", "92%"),
        (alert(AlertKind.ON_TRACK_LATE, days=41), "41 j", "41 d"),
        (alert(AlertKind.SILENT), "", ""),
    ],
)
def test_what_is_at_stake_is_in_its_own_unit(row: AlertRow, fr: str, en: str) -> None:
    assert [plain(alerts.lines([row], view)[0].stake) for view in (FR, EN)] == [fr, en]


def test_a_contradiction_asks_for_the_confidence_to_be_reviewed() -> None:
    [line] = alerts.lines([alert(AlertKind.ON_TRACK_BEHIND, points=-30.0, actor="Commune fictive")], FR)
    assert line.what == "Dit sécurisé, loin de l’avancement prévu"
    assert plain(line.action) == "Commune fictive : revoir la confiance déclarée, ou expliquer l’écart"
    assert alerts.table([alert(AlertKind.NEARLY_DONE, points=92.0)], EN).rows[0][4] == 92.0


def check(**more: Any) -> ConfidenceCheckRow:
    return ConfidenceCheckRow(project_id="F02", days_late=41, gap_points=-30.0, progress=0.92, **no_flag() | more)


def no_flag() -> dict[str, bool | None]:
    return dict.fromkeys(ConfidenceFlags._fields)


@pytest.mark.parametrize(
    ("row", "fr"),
    [
        (check(), []),
        (check(on_track_but_late=False, compromised_but_nearly_done=None), []),
        (
            check(on_track_but_late=True, on_track_but_behind=True),
            ["un jalon a 41 j de retard", "−30 points sur l’avancement prévu"],
        ),
        (check(compromised_but_nearly_done=True), ["déjà achevé à 92 %"]),
    ],
)
def test_what_contradicts_a_confidence_is_said_with_its_figure_and_nothing_where_it_is_not_known(
    row: ConfidenceCheckRow, fr: list[str]
) -> None:
    assert [plain(each) for each in confidence_check.against(row, View("fr", "light", date(2026, 6, 15)))] == fr
