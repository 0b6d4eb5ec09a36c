"""History, over random ones: whatever the order of arrival, kept = rebuilt = said again in plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.basis.days import cutoff
from portfolio.domain.events import Event
from portfolio.domain.facts import Ending, Fact, FundingLine, Milestone, ProjectTerritory, StatusReport
from portfolio.domain.facts.choices import Confidence, FundingStatus, Instrument, TerritoryLevel
from portfolio.store.applying import Chunk, apply, clear
from portfolio.store.facts import FactsFile
from portfolio.store.facts import FactsHead as Stood
from portfolio.store.store import Store
from tests.support.installations import (
    EFFORT,
    NOW,
    Place,
    Said,
    append,
    as_of,
    as_of_each,
    check_kept_is_rebuilt,
    events,
    imported,
    new_name,
    oracle,
)

FOUR = ("milestone", "funding_line", "project_territory", "status_report")
# Few instants, so that ties are common: one apart from the next by a microsecond, a day, a summer time.
INSTANTS = (
    datetime(2025, 3, 29, 12),
    datetime(2025, 10, 25, 22),
    datetime(2025, 10, 25, 22, 0, 0, 1),
    datetime(2026, 1, 31, 12),
    datetime(2026, 2, 1, 12),
    NOW,
)
days = st.dates(date(1980, 1, 1), date(2090, 12, 31))
past_days = st.dates(date(1980, 1, 1), date(2025, 1, 1))
amounts = st.decimals(Decimal("0.00"), Decimal(10) ** 12, places=2)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1, max_size=9)


def milestones() -> st.SearchStrategy[Fact]:
    return st.builds(
        Milestone,
        project_id=st.sampled_from(["P1", "P2"]),
        milestone_id=st.sampled_from(["J1", "J2"]),
        title=words.filter(str.strip),
        weight=st.none() | st.decimals(Decimal(0), Decimal(10) ** 13, places=4),
        expected_on=st.none() | days,
        reached_on=st.none() | past_days,
    )


def funding_lines() -> st.SearchStrategy[Fact]:
    return st.builds(
        FundingLine,
        project_id=st.just("P1"),
        line_id=st.sampled_from(["L1", "L2"]),
        funder_id=st.just("ETAT"),
        amount_eur=st.none() | amounts,
        status=st.sampled_from([s for s in FundingStatus if s not in {FundingStatus.BUDGETED, FundingStatus.VOTED}]),
        instrument=st.none() | st.sampled_from(Instrument),
    )


def territories() -> st.SearchStrategy[Fact]:
    return st.builds(
        ProjectTerritory,
        project_id=st.sampled_from(["P1", "P2"]),
        level=st.sampled_from([TerritoryLevel.COMMUNE, TerritoryLevel.DEPARTMENT]),
        territory_code=st.just("75056"),
        share=st.none() | st.decimals(Decimal(0), Decimal(1), places=10),
    )


def reports() -> st.SearchStrategy[Fact]:
    return st.builds(
        StatusReport,
        project_id=st.sampled_from(["P1", "P2"]),
        confidence=st.sampled_from(Confidence),
        comment=st.none() | words,
        reported_on=past_days,
    )


facts_said = st.one_of(milestones(), funding_lines(), territories(), reports())
rows_said = facts_said | facts_said.map(lambda row: Ending(row.declaration, row.key))
happenings = st.builds(
    lambda known_at, rows: (known_at, imported(*rows)),
    st.sampled_from(INSTANTS),
    st.lists(rows_said, min_size=1, max_size=4, unique_by=lambda row: (row.declaration.name, row.key)),
)
histories = st.lists(happenings, min_size=1, max_size=12)
quietly = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def scratch() -> Iterator[FactsFile]:
    made = FactsFile.in_memory()
    yield made
    made.close()


@given(history=histories, data=st.data())
@settings(max_examples=20 * EFFORT, suppress_health_check=quietly)
def test_kept_is_rebuilt_is_in_batches_is_as_of_is_said_in_python(
    quick: Place, scratch: FactsFile, history: list[tuple[datetime, Event]], data: st.DataObject
) -> None:
    """Kept: through the record, caught up batch by batch. Rebuilt: empty facts, the whole log at once."""
    store, programme = quick.service.store, new_name()
    for batch in in_batches(history, data):
        append(store.record, programme, batch)
        store.catch_up()
    rebuild(scratch, events(store.record, programme))
    assert history_rows(store.facts, programme) == history_rows(scratch, programme)
    check_against_oracle(store, programme, history)


@given(history=histories)
@settings(max_examples=6 * EFFORT, suppress_health_check=quietly)
def test_history_is_the_same_whichever_engine_keeps_the_record(
    shared: Place, history: list[tuple[datetime, Event]]
) -> None:
    store, programme = shared.service.store, new_name()
    append(store.record, programme, history)
    store.catch_up()
    check_against_oracle(store, programme, history)


@given(history=histories, data=st.data())
@settings(max_examples=12 * EFFORT, suppress_health_check=quietly)
def test_the_order_of_arrival_decides_only_between_words_of_the_same_instant(
    quick: Place, history: list[tuple[datetime, Event]], data: st.DataObject
) -> None:
    """Sorted by instant, ties left as they came: another order of arrival, the same history."""
    store, one, other = quick.service.store, new_name(), new_name()
    append(store.record, one, history)
    ties_kept = sorted(history, key=lambda said: said[0], reverse=data.draw(st.booleans()))
    append(store.record, other, ties_kept)
    store.catch_up()
    asked = [(name, at) for name in FOUR for at in (None, *INSTANTS)]
    assert as_of_each(store, one, asked) == as_of_each(store, other, asked)


def test_the_facts_kept_through_all_of_this_equal_facts_built_anew(quick: Place) -> None:
    check_kept_is_rebuilt(quick.service)


def test_a_word_known_at_the_cutoff_itself_is_not_known_yet(quick: Place) -> None:
    store, programme = quick.service.store, new_name()
    row = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=date(2026, 3, 12))
    midnight = cutoff(date(2026, 3, 12))
    append(store.record, programme, [(midnight, imported(row))])
    store.catch_up()
    assert as_of(store, "status_report", programme, midnight) == {}
    assert as_of(store, "status_report", programme, midnight + timedelta(microseconds=1)) == {row.key: row}


def test_between_two_words_of_one_instant_the_later_recorded_holds_and_the_other_never_did(quick: Place) -> None:
    store, programme = quick.service.store, new_name()
    first, second = (
        StatusReport(project_id="P1", confidence=confidence, reported_on=date(2026, 3, 12))
        for confidence in (Confidence.ON_TRACK, Confidence.COMPROMISED)
    )
    append(store.record, programme, [(NOW, imported(first)), (NOW, imported(second))])
    store.catch_up()
    for at in (None, NOW + timedelta(microseconds=1), NOW + timedelta(days=400)):
        assert as_of(store, "status_report", programme, at) == {first.key: second}


def test_what_ended_holds_again_when_it_is_said_again(quick: Place) -> None:
    store, programme = quick.service.store, new_name()
    row = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=date(2026, 3, 12))
    day = timedelta(days=1)
    ending = Ending(StatusReport.declaration, row.key)
    append(store.record, programme, [(NOW, imported(row)), (NOW + 2 * day, imported(row))])
    append(store.record, programme, [(NOW + day, imported(ending))])
    store.catch_up()
    standing = [bool(as_of(store, "status_report", programme, NOW + n * day / 2)) for n in (1, 3, 5)]
    assert standing == [True, False, True]


def test_one_programme_s_history_never_touches_another_s(quick: Place) -> None:
    store, one, other = quick.service.store, new_name(), new_name()
    row = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=date(2026, 3, 12))
    for programme in (one, other):
        append(store.record, programme, [(NOW, imported(row))])
    append(store.record, other, [(NOW, imported(Ending(StatusReport.declaration, row.key)))])
    store.catch_up()
    assert as_of(store, "status_report", one, None) == {row.key: row}
    assert as_of(store, "status_report", other, None) == {}


def in_batches(rows: Sequence[Any], data: st.DataObject) -> Iterator[list[Any]]:
    """The rows cut into batches of random sizes, in order."""
    start = 0
    while start < len(rows):
        size = data.draw(st.integers(1, len(rows)), label="batch")
        yield list(rows[start : start + size])
        start += size


def rebuild(facts: FactsFile, rows: Sequence[Any]) -> None:
    with facts.writing() as cursor:
        clear(cursor)
        apply(cursor, Chunk(rows, rows[-1].programme, Stood(rows[-1].sequence, rows[-1].digest, 0)))


def history_rows(facts: FactsFile, programme: str) -> dict[str, list[tuple[object, ...]]]:
    with facts.reading() as cursor:
        return {
            name: cursor.execute(
                f"SELECT * FROM {name}_history WHERE programme = ? ORDER BY ALL", [programme]
            ).fetchall()
            for name in FOUR
        }


def check_against_oracle(store: Store, programme: str, history: list[tuple[datetime, Event]]) -> None:
    """Now, at each instant exactly, just after it, and at the midnights around it."""
    said: dict[str, list[Said]] = {name: [] for name in FOUR}
    for sequence, (known_at, event) in enumerate(history, 1):
        for row in event.rows:
            held = None if isinstance(row, Ending) else row
            said[row.declaration.name].append(Said(known_at, sequence, row.key, held))
    instants = {known_at for known_at, _ in history}
    cutoffs = {*instants, *(i + timedelta(microseconds=1) for i in instants), *(cutoff(i.date()) for i in instants)}
    asked = [(name, at) for name in FOUR for at in (None, min(instants) - timedelta(days=1), *cutoffs)]
    for (name, at), rows in zip(asked, as_of_each(store, programme, asked), strict=True):
        assert rows == oracle(said[name], at), (name, at)
