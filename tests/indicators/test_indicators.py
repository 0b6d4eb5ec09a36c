"""The registry of indicators: complete in both languages, and every example true when really measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from portfolio.domain.basis.days import noon
from portfolio.domain.basis.text import Refused
from portfolio.domain.facts import FACTS, Fact
from portfolio.indicators import DIMENSIONS, INDICATORS, Example, Indicator, indicator
from portfolio.indicators.dimensions import AMBIGUOUS
from portfolio.store.applying import clear
from portfolio.store.facts import FactsFile
from portfolio.store.measure import measure
from tests.support.facts_at_rest import put

EXAMPLES = [(each, example) for each in INDICATORS.values() for example in each.examples]


@pytest.fixture(scope="module")
def facts() -> Iterator[FactsFile]:
    kept = FactsFile.in_memory()
    yield kept
    kept.close()


def known_once(rows: tuple[Fact, ...], known_at: datetime) -> list[tuple[datetime, tuple[Fact, ...]]]:
    """The rows of a small world, each key once, all known at the same instant."""
    return [(known_at, tuple({(row.declaration.name, row.key): row for row in rows}.values()))]


@pytest.mark.parametrize(("declared", "example"), EXAMPLES, ids=[f"{i.key}: {e.says.en}" for i, e in EXAMPLES])
def test_an_example_gives_the_figure_it_announces(facts: FactsFile, declared: Indicator, example: Example) -> None:
    with facts.writing() as cursor:
        clear(cursor)
        put(cursor, "p", known_once(example.given, noon(example.day - timedelta(days=example.days_before))))
        for now in (True, False):
            [found] = measure(cursor, declared, "p", example.day, now=now)
            if isinstance(found.value, float):
                assert found.value == pytest.approx(example.expect, abs=1e-12)
            else:
                assert found.value == example.expect
            if example.known is not None:
                assert (found.known, found.total) == (example.known, example.total)


@pytest.mark.parametrize("declared", INDICATORS.values(), ids=list(INDICATORS))
def test_an_indicator_is_declared_whole(declared: Indicator) -> None:
    for text in (declared.label, declared.meaning, declared.undefined_when, declared.source):
        assert text.fr.strip() and text.en.strip()
        assert text.fr != text.en or text.fr in {"Leverage"}
    assert len(declared.examples) >= 2, "a figure and the case where it is not one"
    assert declared.formula and declared.known


@pytest.mark.parametrize("declared", INDICATORS.values(), ids=list(INDICATORS))
def test_the_undefined_case_has_an_example(declared: Indicator) -> None:
    undefined = [example for example in declared.examples if example.expect is None]
    assert undefined or declared.empty is not None


@pytest.mark.parametrize("declared", INDICATORS.values(), ids=list(INDICATORS))
def test_an_example_shows_a_figure_that_a_wrong_formula_would_not_give(declared: Indicator) -> None:
    """0 and « undefined » are what a formula gives that reads nothing."""
    assert [example for example in declared.examples if example.expect not in {0, None}]


def test_the_keys_of_the_plan_are_all_there() -> None:
    durability = {
        f"{status}_{share}"
        for status in ("durable", "fragile", "not_durable", "not_assessable")
        for share in ("share", "euro_share")
    }
    assert set(INDICATORS) == durability | {
        "operating_coverage",
        "committed_coverage",
        "sustainability_probability",
        "years_of_autonomy",
        "single_funder_eur",
        "contracts_ending",
        "project_count",
        "total_cost",
        "total_funding",
        "leverage",
        "secured_share",
        "funding_to_be_found",
        "declared_progress",
        "verified_progress",
        "planned_progress",
        "progress_gap",
        "achievement_rate",
        "milestones_late_share",
        "confidence_on_track_share",
        "data_freshness_days",
    }


def test_an_unknown_indicator_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refused) as refused:
        indicator("roi")
    assert "secured_share" in refused.value.text.fr


def test_every_indicator_is_measured_by_every_dimension_it_has(facts: FactsFile) -> None:
    """One world, every grain: nothing raises, and euros add up to the whole over every dimension."""
    world = {(r.declaration.name, r.key): r for _, e in EXAMPLES[:8] for r in e.given}
    with facts.writing() as cursor:
        clear(cursor)
        put(cursor, "p", [(noon(EXAMPLES[0][1].day), tuple(world.values()))])
        for declared in INDICATORS.values():
            [whole] = measure(cursor, declared, "p", EXAMPLES[0][1].day)
            for each in DIMENSIONS.values():
                if each.side not in {"project", "territory", declared.relation}:
                    with pytest.raises(Refused):
                        measure(cursor, declared, "p", EXAMPLES[0][1].day, by=[each.key])
                    continue
                groups = measure(cursor, declared, "p", EXAMPLES[0][1].day, by=[each.key])
                if declared.additive:
                    assert sum((Decimal(g.value) for g in groups if g.value is not None), Decimal(0)) == (
                        whole.value or 0
                    )


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_a_word_with_two_paths_is_refused_until_one_is_named(facts: FactsFile, word: str) -> None:
    with facts.reading() as cursor, pytest.raises(Refused) as refused:
        measure(cursor, INDICATORS["total_funding"], "p", EXAMPLES[0][1].day, by=[word])
    assert AMBIGUOUS[word][0] in refused.value.text.fr


def test_relations_and_dimensions_exist() -> None:
    sides = {each.side for each in DIMENSIONS.values()} - {"project", "territory"}
    assert sides <= {each.relation for each in INDICATORS.values()}
    assert {"milestone", "operation", "status_report"} <= set(FACTS)
