"""What was computed is kept for as long as nothing it reads has moved, and never a moment longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from portfolio.domain.commands import ErasePersonalData, ImportFacts, UndoEvent
from portfolio.domain.facts import FACTS, Milestone, Organisation, StatusReport
from portfolio.domain.facts.choices import Confidence, Family
from portfolio.domain.questions import (
    Alerts,
    ConfidenceChecks,
    FactRows,
    Figures,
    Forecasts,
    Outlines,
    Parties,
    Programmes,
    ProgressCurve,
    ProjectHistory,
    ProjectRows,
    Question,
    Results,
    Since,
    Territories,
)
from portfolio.generator.people import TerritoryDraw
from portfolio.generator.story import tell
from portfolio.indicators import DIMENSIONS, INDICATORS
from portfolio.service import Service
from tests.support.installations import LEAD, NOW, OFFICE, VISITOR, Place, load, new_name, planned, report


def questions(programme: str) -> Iterator[Question[Any]]:
    """Every kind of question; every indicator, every dimension."""
    yield Programmes()
    yield Outlines()
    for made in (ProjectRows, Alerts, ProgressCurve, Parties):
        yield made(programme=programme)
    yield Forecasts(programme=programme, project_id="P1")
    yield Results(programme=programme, project_id="P1")
    yield ConfidenceChecks(programme=programme, project_id="P1")
    yield ProjectRows(programme=programme, filters=(("department", ("59", None)),))
    yield Alerts(programme=programme, filters=(("legal_form", ("regie",)),))
    yield ProjectHistory(programme=programme, project_id="P1")
    yield Since(programme=programme, since=NOW.date() - timedelta(days=90))
    for declaration in FACTS.values():
        yield FactRows(programme=programme, fact=declaration.fact)
    for key in INDICATORS:
        yield Figures(programme=programme, indicator=key)
    for dimension in DIMENSIONS.values():
        key = next(i.key for i in INDICATORS.values() if dimension.side in {"project", "territory", i.relation})
        yield Figures(programme=programme, indicator=key, by=(dimension.key,))


def check_nothing_stale(service: Service, asked: list[Question[Any]]) -> None:
    """What was kept is what is computed anew; every answer is kept afterwards."""
    kept = [service.read(question, VISITOR) for question in asked]
    service._answers.forget()
    for question, answer in zip(asked, kept, strict=True):
        assert service.read(question, VISITOR) == answer, question


def test_whatever_is_recorded_no_answer_kept_is_of_before(quick: Place) -> None:
    """Days of generated projects, one by one: after each, every question is answered as if for the first time."""
    service, programme = quick.service, planned(quick.service)
    asked = list(questions(programme))
    story = tell(1, 5, TerritoryDraw(service.read(Territories(), OFFICE)))
    people = ImportFacts(programme=programme, rows=tuple(story.organisations.values()))
    days = [ImportFacts(programme=programme, rows=rows) for _, rows in story.days()[:2]]
    for question in asked:
        service.read(question, VISITOR)
    for command in (people, *days):
        service.carry_out(command, OFFICE, new_name("id"))
        check_nothing_stale(service, asked)


def test_an_entry_taken_back_and_an_erasure_leave_nothing_stale(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    asked = list(questions(programme))
    told = service.carry_out(report(programme, "à reprendre"), LEAD, new_name("id"))
    for question in asked:
        service.read(question, VISITOR)
    assert told.sequence is not None
    service.carry_out(UndoEvent(programme=programme, sequence=told.sequence), LEAD, new_name("id"))
    check_nothing_stale(service, asked)
    service.carry_out(report(programme, "à effacer"), LEAD, new_name("id"))
    [row] = service.read(FactRows(programme=programme, fact=StatusReport), VISITOR)
    check_nothing_stale(service, asked)
    erase = ErasePersonalData(programme=programme, fact="status_report", key=row.key, reason="essai")
    service.carry_out(erase, OFFICE, new_name("id"))
    check_nothing_stale(service, asked)


def version(service: Service, question: Question[Any]) -> Any:
    return service.version(question, None, service.heads())


@pytest.mark.parametrize(
    ("indicator", "by", "moves"),
    [
        ("total_cost", (), False),
        ("total_cost", ("axis",), False),
        ("total_cost", ("confidence",), True),
        ("total_funding", ("department",), False),
        ("declared_progress", (), False),
        ("confidence_on_track_share", (), True),
    ],
)
def test_a_report_moves_only_the_figures_that_read_reports(
    quick: Place, indicator: str, by: tuple[str, ...], moves: bool
) -> None:
    service, programme = quick.service, planned(quick.service)
    question = Figures(programme=programme, indicator=indicator, by=by)
    before = version(service, question)
    load(service, programme, StatusReport(project_id="P1", reported_on=NOW.date(), confidence=Confidence.ON_TRACK))
    assert (version(service, question) != before) is moves


def test_another_programme_moves_nothing_here(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    question = ProjectRows(programme=programme)
    before = version(service, question)
    planned(service)
    assert version(service, question) == before


def test_what_the_plan_reads_of_a_funder_moves_with_it(quick: Place) -> None:
    """A funder whose family changes changes what is read by family, through a view that names it."""
    service, programme = quick.service, planned(quick.service)
    question = Figures(programme=programme, indicator="total_funding", by=("family",))
    assert [m.of("family") for m in service.read(question, VISITOR) if m.value] == ["state"]
    load(service, programme, Organisation(organisation_id="ETAT", name="Région (fictive)", family=Family.REGION))
    assert [m.of("family") for m in service.read(question, VISITOR) if m.value] == ["region"]


def test_a_milestone_moves_what_follows_from_it_and_not_the_money(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    money = Figures(programme=programme, indicator="total_funding")
    progress = Figures(programme=programme, indicator="declared_progress")
    before = version(service, money), version(service, progress)
    load(service, programme, Milestone(project_id="P1", milestone_id="J3", title="Réception"))
    assert version(service, money) == before[0]
    assert version(service, progress) != before[1]
