"""Clocks that go back, summers that end, years that turn in Paris before they do in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.basis.days import PARIS, cutoff, day_of, noon
from portfolio.domain.facts import Project, StatusReport
from portfolio.domain.questions import FactRows, Forecasts
from portfolio.service import Service
from tests.support.installations import (
    LEAD,
    NOW,
    VISITOR,
    Place,
    comment_of,
    events,
    held,
    load,
    new_name,
    planned,
    record_of,
    report,
    tell,
    verdicts,
)

days = st.dates(date(1980, 1, 1), date(2090, 12, 30))
instants = st.datetimes(datetime(1980, 1, 2), datetime(2090, 12, 30))


def said_on(service: Service, programme: str, day: date) -> str | None:
    rows = service.read(FactRows(programme=programme, fact=StatusReport), VISITOR, day)
    return rows[0].comment if rows else None


def test_a_clock_that_goes_back_never_takes_the_record_back(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    for hours in (0, -1, 2, -30, 1):
        shared.clock.at = NOW + timedelta(hours=hours)
        tell(service, programme, f"à {hours} h")
    recorded = [event.recorded_at for event in events(record_of(service), programme)]
    assert recorded == sorted(recorded)
    assert all(event.known_at == event.recorded_at for event in events(record_of(service), programme))
    assert verdicts(record_of(service))[programme] == []
    assert comment_of(service, programme) == "à 1 h"


def test_what_is_recorded_while_the_clock_is_back_is_still_the_latest_word(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    tell(service, programme, "avant")
    shared.clock.forward(hours=-1)
    tell(service, programme, "après, dit l’horloge une heure plus tôt")
    assert comment_of(service, programme) == "après, dit l’horloge une heure plus tôt"
    shared.clock.forward(hours=5)
    assert said_on(service, programme, NOW.date()) == "après, dit l’horloge une heure plus tôt"


def test_a_clock_set_right_after_a_day_ahead_reads_today_as_tomorrow_will(quick: Place) -> None:
    """Recorded under a wrong date, then read « today » by the right one: one answer, today and ever after."""
    service, programme = quick.service, planned(quick.service)
    quick.clock.forward(days=1)
    tell(service, programme, "dit sous une date fausse")
    quick.clock.at = NOW
    today = said_on(service, programme, NOW.date())
    quick.clock.forward(days=3)
    load(service, programme, Project(project_id="P9", title="Autre chose"))  # another head: nothing kept from before
    assert said_on(service, programme, NOW.date()) == today


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, 59), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 30), date(2027, 1, 1)),
        (datetime(2026, 6, 30, 21, 59), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0), date(2026, 7, 1)),
        (datetime(2026, 10, 25, 0, 30), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 1, 30), date(2026, 10, 25)),
        (datetime(2026, 10, 24, 22, 30), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 30), date(2026, 10, 25)),
    ],
)
def test_a_day_is_a_day_in_paris(instant: datetime, day: date) -> None:
    assert day_of(instant) == day


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 23)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 22)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 23)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22)),  # summer time began in the night
        (date(2026, 10, 24), datetime(2026, 10, 24, 22)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23)),  # and ended
        (date(2026, 12, 31), datetime(2026, 12, 31, 23)),
    ],
)
def test_a_day_ends_at_the_next_midnight_in_paris(day: date, end: datetime) -> None:
    assert cutoff(day) == end


def test_the_days_when_clocks_change_last_twenty_three_and_twenty_five_hours() -> None:
    lengths = {
        day: cutoff(day) - cutoff(day - timedelta(days=1))
        for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1))
    }
    assert [length // timedelta(hours=1) for length in lengths.values()] == [23, 25, 24]


@given(day=days)
def test_a_day_holds_every_instant_up_to_its_cutoff_and_none_from_it_on(day: date) -> None:
    last = cutoff(day) - timedelta(microseconds=1)
    assert day_of(last) == day
    assert day_of(cutoff(day)) == day + timedelta(days=1)
    assert day_of(noon(day)) == day


@given(instant=instants)
def test_an_instant_is_before_the_end_of_its_day_and_not_of_the_day_before(instant: datetime) -> None:
    day = day_of(instant)
    assert cutoff(day - timedelta(days=1)) <= instant < cutoff(day)
    assert day == instant.replace(tzinfo=UTC).astimezone(PARIS).date()


def test_a_report_of_the_last_hour_of_the_year_in_utc_is_next_year_s(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    shared.clock.at = datetime(2026, 12, 31, 22, 30)
    tell(service, programme, "fin 2026")
    shared.clock.at = datetime(2026, 12, 31, 23, 30)
    tell(service, programme, "début 2027")
    shared.clock.at = datetime(2027, 1, 2, 12)
    assert said_on(service, programme, date(2026, 12, 31)) == "fin 2026"
    assert said_on(service, programme, date(2027, 1, 1)) == "début 2027"
    reports = [row for row in held(service, programme).values() if isinstance(row, StatusReport)]
    assert [row.reported_on for row in reports] == [date(2027, 1, 1)]


def test_both_half_past_two_of_the_end_of_summer_are_kept_apart_and_in_order(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    for number, instant in enumerate((datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30))):
        shared.clock.at = instant
        moved = report(programme, f"{number}", milestone_id="J2", expected_on=date(2027, 1, 1 + number))
        service.carry_out(moved, LEAD, new_name("id"))
    first, second = events(record_of(service), programme)[1:]
    assert first.recorded_at < second.recorded_at
    shared.clock.forward(days=2)
    assert said_on(service, programme, date(2026, 10, 25)) == "1"
    forecasts = service.read(Forecasts(programme=programme, project_id="P1"), VISITOR)
    moved_on = [row.expected_on for row in forecasts if row.milestone_id == "J2" and row.expected_on]
    assert moved_on == [date(2027, 1, 1), date(2027, 1, 2)]


def test_an_older_source_found_later_changes_the_past_and_not_the_present(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    now = held(service, programme)
    for known_on, title in ((date(2026, 1, 10), "Deuxième nom"), (date(2025, 6, 10), "Premier nom")):
        older = Project(project_id="P1", title=title)
        assert load(service, programme, older, known_at=noon(known_on)).rows == 1
    assert held(service, programme) == now
    titles = [
        getattr(held(service, programme, day).get(("project", ("P1",))), "title", None)
        for day in (date(2025, 6, 9), date(2025, 6, 10), date(2026, 1, 9), date(2026, 1, 10), NOW.date())
    ]
    assert titles == [None, "Premier nom", "Premier nom", "Deuxième nom", "Réseau fictif"]
    assert all(before.sequence < after.sequence for before, after in pairwise(events(record_of(service), programme)))
