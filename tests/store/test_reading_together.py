"""What a screen asks is answered together, exactly as if each question had been asked alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ImportFacts
from portfolio.domain.questions import Alerts, Figures, Programmes, ProjectRows, Question, Territories
from portfolio.generator.people import TerritoryDraw
from portfolio.generator.story import tell
from portfolio.indicators import DIMENSIONS, INDICATORS
from portfolio.service import Service
from portfolio.store import answers
from tests.support.installations import LEAD, NOW, OFFICE, VISITOR, Place, new_name, planned

DURABILITY = [key for key, each in INDICATORS.items() if each.relation == "project_durability"]
FILTERS = st.sampled_from(
    [(), (("department", ("59", "80")),), (("axis", ("people", None)),), (("legal_form", (None,)),)]
)


@pytest.fixture(scope="module")
def told(_quick: Place) -> tuple[Service, str]:
    """A programme with the whole story of a few projects."""
    service, programme = _quick.service, planned(_quick.service)
    story = tell(1, 5, TerritoryDraw(service.read(Territories(), OFFICE)))
    rows = [*story.organisations.values(), *(row for _, rows in story.days() for row in rows)]
    last = {(row.declaration.name, row.key): row for row in rows}
    service.carry_out(ImportFacts(programme=programme, rows=tuple(last.values())), OFFICE, new_name("id"))
    return service, programme


@st.composite
def figures(draw: st.DrawFn, programme: str) -> Question[Any]:
    key = draw(st.sampled_from([*INDICATORS, *DURABILITY]))
    sides = {"project", "territory", INDICATORS[key].relation}
    possible = [each.key for each in DIMENSIONS.values() if each.side in sides]
    by = draw(st.sampled_from([(), (), ("axis",), ("region",), *((name,) for name in possible)]))
    private = draw(st.sampled_from([(), ("P1",)]))
    return Figures(programme=programme, indicator=key, by=by, filters=draw(FILTERS), private=private)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_together_is_each_alone(told: tuple[Service, str], data: st.DataObject) -> None:
    """Any figures, by anything, over any projects, at any date, for anyone, among other questions."""
    service, programme = told
    others = [Programmes(), ProjectRows(programme=programme), Alerts(programme=programme)]
    asked = data.draw(st.lists(st.one_of(figures(programme), st.sampled_from(others)), max_size=12))
    as_of = data.draw(st.sampled_from([None, *(NOW.date() - timedelta(days=days) for days in (0, 1, 400))]))
    actor = data.draw(st.sampled_from([VISITOR, LEAD, OFFICE]))
    service._answers.forget()
    together = service.read_all(asked, actor, as_of)
    service._answers.forget()
    assert together == [service.read(question, actor, as_of) for question in asked]


def test_the_figures_of_the_same_rows_take_one_statement_and_are_kept_one_by_one(
    told: tuple[Service, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    service, programme = told
    passes: list[int] = []
    computed = answers.measure_all

    def counted(cursor: Any, indicators: Any, *rest: Any, **options: Any) -> Any:
        passes.append(len(indicators))
        return computed(cursor, indicators, *rest, **options)

    monkeypatch.setattr(answers, "measure_all", counted)
    service._answers.forget()
    asked = [Figures(programme=programme, indicator=key) for key in DURABILITY]
    service.read(asked[0], VISITOR)
    found = service.read_all([*asked, asked[0]], VISITOR)
    assert passes == [1, len(DURABILITY) - 1]
    assert found == [service.read(question, VISITOR) for question in [*asked, asked[0]]]
    assert passes == [1, len(DURABILITY) - 1]


def test_a_question_that_is_refused_alone_is_refused_among_others(told: tuple[Service, str]) -> None:
    service, programme = told
    asked = [Figures(programme=programme, indicator=key, by=("family",)) for key in ("total_funding", "total_cost")]
    with pytest.raises(Refused, match="family"):
        service.read_all(asked, VISITOR)


def test_figures_by_what_the_lead_is_are_kept_by_legal_form(told: tuple[Service, str]) -> None:
    """Two things reached through the project, in one statement: neither hides the project's own columns."""
    service, programme = told
    through_lead = [each.key for each in DIMENSIONS.values() if each.through == "lead"]
    assert through_lead
    for name in through_lead:
        asked = Figures(programme=programme, indicator="project_count", by=(name,), filters=(("legal_form", (None,)),))
        assert sum(each.total for each in service.read(asked, VISITOR))
