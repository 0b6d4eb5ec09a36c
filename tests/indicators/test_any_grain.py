"""A figure is the same figure at every grain: nothing is counted twice, nothing unknown becomes a zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ImportFacts, UndoEvent
from portfolio.domain.facts import (
    Fact,
    Milestone,
    Observation,
    Operation,
    Project,
    ProjectTerritory,
    ResultIndicator,
    StatusReport,
    Target,
)
from portfolio.domain.facts.choices import Confidence, ProgrammeKind, TargetKind, TerritoryLevel
from portfolio.domain.questions import (
    Alerts,
    Figures,
    Forecasts,
    Measure,
    ProgressCurve,
    ProjectRows,
    Results,
)
from portfolio.indicators import DIMENSIONS
from portfolio.service import Service
from tests.support.installations import (
    LEAD,
    NOW,
    OFFICE,
    VISITOR,
    Place,
    load,
    new_name,
    planned,
    record_of,
    report,
    verdicts,
)

# Two départements of Corse, one of Normandie.
CORSE = ("2A", "2B")


def lies(project_id: str, *codes: str, **shares: str) -> list[Fact]:
    level = TerritoryLevel.DEPARTMENT
    given: dict[str, Decimal | None] = dict.fromkeys(codes) | {c.strip("_"): Decimal(s) for c, s in shares.items()}
    return [
        ProjectTerritory(project_id=project_id, level=level, territory_code=code, share=share)
        for code, share in given.items()
    ]


def world(service: Service) -> str:
    """P1 in both départements of Corse, P2 in one and in Seine-Maritime."""
    programme = planned(service)
    late = {"planned_on": NOW.date() - timedelta(days=40), "weight": Decimal(10)}
    load(
        service,
        programme,
        *lies("P1", *CORSE),
        *lies("P2", "2A", "76"),
        Milestone(project_id="P1", milestone_id="J7", title="En retard", **late),
        Milestone(project_id="P2", milestone_id="J7", title="Fait", **late, reached_on=NOW.date()),
        StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=NOW.date()),
        StatusReport(project_id="P2", confidence=Confidence.COMPROMISED, reported_on=NOW.date()),
        Operation(project_id="P1", operation_id="O", title="Tout", cost_eur=Decimal("100.01")),
        Operation(project_id="P2", operation_id="O", title="Tout", cost_eur=Decimal("33.33")),
    )
    return programme


def measured(service: Service, programme: str, key: str, *by: str, **filters: tuple[str, ...]) -> dict[Any, Measure]:
    asked = Figures(programme=programme, indicator=key, by=by, filters=tuple(filters.items()))
    return {tuple(value for _, value in m.group): m for m in service.read(asked, VISITOR)}


def test_a_project_over_several_departments_counts_once_in_their_region(quick: Place) -> None:
    service, programme = quick.service, world(quick.service)
    counts = measured(service, programme, "project_count", "region")
    assert {group: (m.value, m.known, m.total) for group, m in counts.items()} == {
        ("28",): (1, 1, 1),
        ("94",): (2, 2, 2),
        (None,): (1, 1, 1),
    }
    [(_, filtered)] = measured(service, programme, "project_count", department=CORSE).items()
    assert (filtered.value, filtered.total) == (2, 2)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("confidence_on_track_share", 0.5),
        ("milestones_late_share", 1 / 3),
        ("data_freshness_days", 0.0),
        ("project_count", 2),
    ],
)
def test_what_is_counted_over_a_region_counts_each_thing_once(quick: Place, key: str, value: float) -> None:
    service, programme = quick.service, world(quick.service)
    by_region = measured(service, programme, key, "region")["94",]
    [filtered] = measured(service, programme, key, region=("94",)).values()
    [of_departments] = measured(service, programme, key, department=CORSE).values()
    for found in (by_region, filtered, of_departments):
        assert float(found.value or 0) == pytest.approx(value), key
        assert found.total == 2


@pytest.mark.parametrize("by", [("department",), ("region",), ("department", "region"), ("axis", "region")])
def test_amounts_add_up_to_the_cent_whatever_they_are_grouped_by(quick: Place, by: tuple[str, ...]) -> None:
    service, programme = quick.service, world(quick.service)
    groups = measured(service, programme, "total_cost", *by).values()
    assert sum(m.value or 0 for m in groups) == Decimal("133.34")
    [corse] = measured(service, programme, "total_cost", department=CORSE).values()
    apart = measured(service, programme, "total_cost", "department", department=CORSE).values()
    assert corse.value == sum(m.value or 0 for m in apart)


def test_a_territory_where_nobody_lives_or_that_has_no_share_takes_no_figure_down(quick: Place) -> None:
    service, programme = quick.service, world(quick.service)
    empty = ProjectTerritory(project_id="P3", level=TerritoryLevel.COMMUNE, territory_code="55039")
    cost = Operation(project_id="P3", operation_id="O", title="Tout", cost_eur=Decimal(7))
    load(service, programme, empty, cost)
    assert measured(service, programme, "total_cost", "department")["55",].value == 7
    load(service, programme, *lies("P3", _75="1", _77="0"), replace(empty, share=Decimal(0)))
    by = measured(service, programme, "total_cost", "department")
    assert (by["75",].value, by["77",].value, by["55",].value) == (7, 0, 0)


@pytest.mark.parametrize("shares", [{"_2A": "0.3", "_2B": "0.3"}, {"_2A": "0.7", "_2B": "0.7"}, {"_2A": "0"}])
def test_shares_of_territories_make_one_or_are_refused(quick: Place, shares: dict[str, str]) -> None:
    service, programme = quick.service, planned(quick.service)
    with pytest.raises(Refused, match="not 1") as refused:
        load(service, programme, *lies("P1", **shares))
    assert refused.value.field == "share"
    load(service, programme, *lies("P1", _2A="0.3", _2B="0.7"))
    with pytest.raises(Refused, match=r"make 1\.3, not 1"):
        load(service, programme, *lies("P1", _76="0.3"))


def test_the_curve_says_what_the_cards_say_under_any_filter(quick: Place) -> None:
    service, programme = quick.service, world(quick.service)
    for filters in ((), (("department", ("2A",)),), (("region", ("94", "28")),)):
        points = service.read(ProgressCurve(programme=programme, filters=filters), VISITOR)
        [today] = [point for point in points if point.day == service.today()]
        for key, value in (("declared_progress", today.declared), ("planned_progress", today.planned)):
            [card] = measured(service, programme, key, **dict(filters)).values()
            assert float(value or 0) == pytest.approx(float(card.value or 0)), (filters, key)


def test_a_plan_without_dates_is_unknown_and_not_zero(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    load(service, programme, Milestone(project_id="P3", milestone_id="J", title="Sans date", weight=Decimal(5)))
    [row] = [r for r in service.read(ProjectRows(programme=programme), VISITOR) if r.project_id == "P3"]
    assert (row.declared_progress, row.planned_progress) == (0.0, None)


def test_two_values_of_one_day_are_told_apart_by_their_code_and_not_by_who_wrote_last(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    day = date(2026, 5, 1)
    values = [
        Observation(project_id="P1", indicator_id="I", observation_id=f"V{n}", value=Decimal(n * 10), observed_on=day)
        for n in (1, 2)
    ]
    target = Target(project_id="P1", indicator_id="I", target_id="T", kind=TargetKind.ORIGINAL, value=Decimal(100))
    indicator = ResultIndicator(project_id="P1", indicator_id="I", title="prises", unit="prises", baseline=Decimal(0))
    load(service, programme, indicator, target, *values)
    load(service, programme, replace(values[0], note="une précision"))
    [row] = service.read(Results(programme=programme, project_id="P1"), VISITOR)
    assert row.rate == 0.2


def test_a_forecast_taken_back_was_never_promised_and_taught_nothing(quick: Place) -> None:
    service = quick.service
    quick.clock.at = NOW
    programme = planned(service)
    quick.clock.at = NOW + timedelta(days=6)
    moved = report(programme, "plus tard", milestone_id="J2", expected_on=date(2036, 12, 1))
    sequence = service.carry_out(moved, LEAD, new_name("id")).sequence
    assert sequence is not None
    quick.clock.at += timedelta(minutes=5)
    service.carry_out(UndoEvent(programme=programme, sequence=sequence), LEAD, new_name("id"))
    said = service.read(Forecasts(programme=programme, project_id="P1"), VISITOR)
    assert [row.expected_on for row in said if row.milestone_id == "J2"] == [None]
    [freshness] = measured(service, programme, "data_freshness_days", project_id=("P1",)).values()
    assert freshness.value == 6
    quick.clock.at = NOW


def test_nothing_is_asked_of_the_organisations_of_a_real_programme(quick: Place) -> None:
    service = quick.service
    programmes = [planned(service, kind) for kind in (ProgrammeKind.FICTIONAL, ProgrammeKind.REAL)]
    for programme in programmes:
        late = date(2026, 1, 1)
        load(service, programme, Milestone(project_id="P1", milestone_id="J5", title="En retard", planned_on=late))
    fictional, real = (service.read(Alerts(programme=programme), VISITOR) for programme in programmes)
    assert fictional and not real


def test_news_are_asked_of_those_who_have_something_left_to_reach(quick: Place) -> None:
    """P1 never spoke and has a milestone to reach; once it is reached, nothing more is asked."""
    service, clock = quick.service, quick.clock
    clock.at = NOW
    programme = planned(service)

    def silent() -> set[str]:
        return {row.project_id for row in service.read(Alerts(programme=programme), VISITOR) if row.kind == "silent"}

    assert silent() == set()
    clock.at = NOW + timedelta(days=100)
    assert silent() == {"P1", "P2"}, "P3 is abandoned"
    done = {"title": "Mise en service", "planned_on": date(2026, 12, 31), "reached_on": NOW.date()}
    load(service, programme, Milestone(project_id="P1", milestone_id="J2", **done))
    assert silent() == {"P2"}
    clock.at = NOW


def test_commands_of_two_programmes_are_never_sent_together(quick: Place) -> None:
    service = quick.service
    one, other = planned(service), planned(service)
    rows = (Project(project_id="Q", title="Q"),)
    both = [ImportFacts(programme=one, rows=rows), ImportFacts(programme=other, rows=rows)]
    with pytest.raises(ValueError, match="too many values"):
        service.carry_out_all(both, OFFICE, new_name("id"))


def test_an_import_of_nothing_leaves_no_programme_behind(quick: Place) -> None:
    ghost = new_name("ghost")
    assert quick.service.carry_out(ImportFacts(programme=ghost, rows=()), OFFICE, new_name("id")).sequence is None
    assert ghost not in verdicts(record_of(quick.service))


@pytest.mark.parametrize("asked", [ProjectRows, ProgressCurve, Alerts])
@pytest.mark.parametrize("name", [d.key for d in DIMENSIONS.values() if d.side in {"project", "territory"}])
def test_every_filter_works_on_any_day(quick: Place, asked: type[Any], name: str) -> None:
    service, programme = quick.service, world(quick.service)
    for day in (None, service.today() - timedelta(days=1)):
        values = ("2A", None) if name == "department" else ("94", None) if name == "region" else (None, "P1")
        found = service.read(asked(programme=programme, filters=((name, values),)), VISITOR, day)
        assert found is not None
