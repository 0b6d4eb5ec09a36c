"""The list of projects is found, sorted, paged and counted in SQL as a person would on paper, from all its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.access.actor import OFFICE, VISITOR
from portfolio.domain.basis.folding import folded, natural
from portfolio.domain.facts.choices import Confidence, LegalFormKind
from portfolio.domain.questions import (
    FilterCounts,
    Filters,
    ProjectOrder,
    ProjectPage,
    ProjectRow,
    ProjectRows,
    ProjectsFound,
    ProjectsFoundRow,
    ProjectsKnown,
)
from portfolio.generator import distributions, generate
from portfolio.service import Service
from portfolio.ui.kit.filters import FILTERS
from tests.support.installations import EFFORT, Clock

PROGRAMME = "genere"
FRENCH = "abcàâäçéèêëîïôöùûüÿœæ’'- n°0123456789ÀÉŒ"

# What each order looks at, None when unknown.
KEYS: dict[ProjectOrder, Callable[[ProjectRow], Any]] = {
    ProjectOrder.NAME: lambda row: natural(row.title),
    ProjectOrder.TERRITORY: lambda row: natural(row.territories[0]) if row.territories else None,
    ProjectOrder.CONFIDENCE: lambda row: (
        list(Confidence).index(Confidence.of(row.confidence)) if row.confidence else None
    ),
    ProjectOrder.DECLARED_PROGRESS: lambda row: row.declared_progress,
    ProjectOrder.SLIP: lambda row: row.slip_days,
    ProjectOrder.COST: lambda row: row.cost_eur,
    ProjectOrder.FUNDING: lambda row: row.funding_eur,
    ProjectOrder.SECURED_SHARE: lambda row: row.secured_share,
    ProjectOrder.LEGAL_FORM: lambda row: natural(LegalFormKind.of(row.legal_form).label.fr) if row.legal_form else None,
    ProjectOrder.NEXT_MILESTONE: lambda row: row.next_expected_on or row.next_planned_on,
    ProjectOrder.LEAD: lambda row: natural(row.lead_name) if row.lead_name else None,
    ProjectOrder.NEWS: lambda row: row.known_on,
}


def values(row: ProjectRow, dimension: str) -> tuple[str | None, ...]:
    return row.departments if dimension == "department" else (getattr(row, dimension),)


def left_by(rows: Sequence[ProjectRow], filters: Filters) -> list[ProjectRow]:
    return [row for row in rows if all({*chosen} & {*values(row, name)} for name, chosen in filters if chosen)]


def holding(rows: Sequence[ProjectRow], words: str) -> list[ProjectRow]:
    def written(row: ProjectRow) -> str:
        parts = (row.title, row.project_id, *row.territories, row.lead_name, row.summary)
        return folded(" ".join(part for part in parts if part))

    return [row for row in rows if all(word in written(row) for word in folded(words).split())]


def sorted_by(rows: Sequence[ProjectRow], by: ProjectOrder, is_downwards: bool) -> list[ProjectRow]:
    key = KEYS[by]
    named = sorted(rows, key=lambda row: (natural(row.title), row.project_id))
    known = sorted((row for row in named if key(row) is not None), key=key, reverse=is_downwards)
    return [*known, *(row for row in named if key(row) is None)]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Service:
    place = str(tmp_path_factory.mktemp("list") / "record.sqlite")
    clock = Clock(datetime.combine(distributions.LAST_DAY + timedelta(days=20), time(9)))
    Service.create(place)
    service = Service.open(place, clock=clock)
    generate.generate(service, OFFICE, programme=PROGRAMME, projects=120, seed=5)
    return service


@st.composite
def chosen_filters(draw: st.DrawFn, rows: Sequence[ProjectRow]) -> Filters:
    found = []
    for each in draw(st.lists(st.sampled_from(FILTERS), max_size=2, unique=True)):
        offered = sorted({value for row in rows for value in values(row, each.dimension)}, key=str)
        found.append((each.dimension, tuple(draw(st.lists(st.sampled_from([*offered, "nobody has it"]), max_size=3)))))
    return tuple(found)


@settings(max_examples=60 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), as_of=st.sampled_from([None, timedelta(days=1), timedelta(days=400)]))
def test_any_list_is_what_a_person_would_find_and_sort(listed: Service, data: st.DataObject, as_of: Any) -> None:
    day = None if as_of is None else listed.today() - as_of
    rows = listed.read(ProjectRows(programme=PROGRAMME), VISITOR, day)
    written = [word for row in rows[:20] for word in f"{row.title} {row.lead_name} {row.project_id}".split()]
    typed = data.draw(st.lists(st.sampled_from([*written, "Île", "  ", "introuvable", "NUMERIQUE"]), max_size=2))
    words, filters = " ".join(typed), data.draw(chosen_filters(rows))
    by, is_downwards = data.draw(st.sampled_from(ProjectOrder)), data.draw(st.booleans())
    skip, most = data.draw(st.sampled_from([(0, None), (0, 25), (10, 7), (1_000, 5)]))
    found = holding(left_by(rows, filters), words)
    asked = {"programme": PROGRAMME, "filters": filters, "words": words}
    page = listed.read(ProjectPage(**asked, by=by, is_downwards=is_downwards, skip=skip, most=most), VISITOR, day)
    expected = sorted_by(found, by, is_downwards)
    assert list(page) == expected[skip : None if most is None else skip + most]
    costs = [row.cost_eur for row in found if row.cost_eur is not None]
    [counted] = listed.read(ProjectsFound(**asked), VISITOR, day)
    assert counted == ProjectsFoundRow(
        found=len(found),
        total=len(rows),
        cost_eur=sum(costs, Decimal(0)) if costs else None,
        whole_costs=sum(row.is_cost_whole for row in found),
        confidences=sum(row.confidence is not None for row in found),
    )


@pytest.mark.parametrize("dimension", [each.dimension for each in FILTERS])
def test_a_filter_counts_what_each_of_its_values_would_leave(listed: Service, dimension: str) -> None:
    rows = listed.read(ProjectRows(programme=PROGRAMME), VISITOR)
    for others in ((), (("axis", ("people", None)),), (("department", ("59", None)), ("confidence", ("on_track",)))):
        filters = tuple(each for each in others if each[0] != dimension)
        expected = Counter({value: 0 for row in rows for value in values(row, dimension)})
        expected.update(value for row in left_by(rows, filters) for value in {*values(row, dimension)})
        found = listed.read(FilterCounts(programme=PROGRAMME, dimension=dimension, filters=filters), VISITOR)
        assert {row.code: row.projects for row in found} == expected
        assert any(expected.values())


def test_a_column_is_known_of_as_many_projects_as_have_it(listed: Service) -> None:
    rows = listed.read(ProjectRows(programme=PROGRAMME), VISITOR)
    [known] = listed.read(ProjectsKnown(programme=PROGRAMME), VISITOR)
    for field in known.__slots__:
        assert getattr(known, field) == sum(getattr(row, field) not in (None, ()) for row in rows), field


def test_every_order_has_something_to_look_at(listed: Service) -> None:
    """A code that the query does not know would sort by name, and nothing would say so."""
    rows = listed.read(ProjectRows(programme=PROGRAMME), VISITOR)
    assert {*KEYS} == {*ProjectOrder}
    for by, key in KEYS.items():
        assert len({key(row) for row in rows}) > 1, by


@given(words=st.text(alphabet=FRENCH, max_size=30))
def test_words_are_folded_and_counted_in_sql_as_in_the_domain(listed: Service, words: str) -> None:
    with listed.store.facts.reading() as cursor:
        [(bare, key)] = cursor.execute("SELECT folded($w), natural_key($w)", {"w": words}).fetchall()
    assert (bare, key) == (folded(words), natural(words))


def test_numbers_in_names_sort_as_people_count() -> None:
    assert sorted(["Lot n° 10", "Lot n° 2", "lot N° 1", "Écoles", "Eaux"], key=natural) == [
        "Eaux", "Écoles", "lot N° 1", "Lot n° 2", "Lot n° 10",
    ]  # fmt: skip
