"""Every figure of the worked programme equals its hand-made arithmetic (docs/worked-programme.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from portfolio import settings
from portfolio.domain.access.actor import OFFICE, VISITOR
from portfolio.domain.questions import Figures, ProjectRows
from portfolio.intake.importing import import_folder
from portfolio.service import Service

FIGURES = Path(__file__).parents[1] / "data" / "worked_figures.csv"
ROWS = list(csv.DictReader(FIGURES.open(encoding="utf-8")))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    place = str(tmp_path_factory.mktemp("worked") / "record.sqlite")
    Service.create(place)
    opened = Service.open(place)
    outcome = import_folder(opened, settings.DEMO / "fictif", OFFICE, "first")
    assert outcome.findings == () and outcome.rows > 500
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("indicator", "by", "as_of"),
    sorted({(r["indicator"], r["by"], r["as_of"]) for r in ROWS if r["indicator"] != "confidence"}),
)
def test_the_figures_are_those_of_the_hand_made_arithmetic(
    service: Service, indicator: str, by: str, as_of: str
) -> None:
    expected = {
        r["group"]: (r["value"], int(r["known"]), int(r["total"]))
        for r in ROWS
        if (r["indicator"], r["by"], r["as_of"]) == (indicator, by, as_of)
    }
    dimensions = tuple(by.split("+")) if by else ()
    question = Figures(programme="fictif", indicator=indicator, by=dimensions)
    measured = service.read(question, VISITOR, date.fromisoformat(as_of))
    found = {"+".join(value or "" for _, value in m.group): m for m in measured}
    assert found.keys() == expected.keys()
    for group, (value, known, total) in expected.items():
        assert (found[group].known, found[group].total) == (known, total), group
        assert _same(found[group].value, value), (group, found[group].value, value)


@pytest.mark.parametrize("as_of", sorted({r["as_of"] for r in ROWS}))
def test_the_confidence_of_each_project_is_the_last_one_said(service: Service, as_of: str) -> None:
    expected = {r["group"]: r["value"] or None for r in ROWS if (r["indicator"], r["as_of"]) == ("confidence", as_of)}
    rows = service.read(ProjectRows(programme="fictif"), VISITOR, date.fromisoformat(as_of))
    assert {row.project_id: row.confidence for row in rows} == expected


def test_the_same_folder_read_twice_changes_nothing(service: Service) -> None:
    outcome = import_folder(service, settings.DEMO / "fictif", OFFICE, "second")
    assert (outcome.rows, outcome.findings) == (0, ())


def _same(found: int | float | Decimal | None, expected: str) -> bool:
    """Euros to the cent, ratios to ten significant digits, unknown only when unknown."""
    if found is None or expected == "":
        return found is None and expected == ""
    if isinstance(found, float):
        return found == pytest.approx(float(expected), rel=1e-9, abs=1e-12)
    return Decimal(found) == Decimal(expected)
