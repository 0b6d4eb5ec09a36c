"""The SQL that judges durability says what the domain says, over every combination of unknowns, at each threshold."""

from __future__ import annotations

from itertools import product

from portfolio.domain.basis.tolerance import HALF_A_CENT, ROUNDING, exceeds, reaches
from portfolio.domain.economics.cash import is_overdrawn
from portfolio.domain.economics.gates import GATES, ModelValues, Thresholds, judged
from portfolio.indicators.declaration import EXAMPLE_DAY
from portfolio.indicators.durability import STATUS
from portfolio.store.facts import FactsFile

THRESHOLDS = Thresholds(coverage=1.0, probability=0.8)
CASH = (None, -3.0, -HALF_A_CENT, -0.0051, 0.0, 40.0)
COVERAGES = (None, 0.9, 1 - 2 * ROUNDING, 1 - ROUNDING, 1.0, 1.3)
PROBABILITIES = (None, 0.0, 0.8 - 2 * ROUNDING, 0.1 + 0.7, 0.8, 1.0)


def test_the_verdict_of_the_indicators_is_that_of_the_gates() -> None:
    cases = list(product(CASH, COVERAGES, CASH, PROBABILITIES))
    columns = ", ".join(rule.value for rule in GATES)
    rows = ", ".join(f"({', '.join('NULL' if value is None else repr(value) for value in case)})" for case in cases)
    facts = FactsFile.in_memory()
    with facts.reading() as cursor:
        sql = f"SELECT {columns}, {STATUS} FROM (VALUES {rows}) AS found({columns})"
        found = cursor.execute(sql, {"day": EXAMPLE_DAY}).fetchall()
    facts.close()
    assert len(found) == len(cases)
    for lowest, coverage, without, probability, status in found:
        values = ModelValues(lowest, None, coverage, None, without, None, probability)
        assert judged(values, THRESHOLDS)[0] == status, values
    assert len({status for *_, status in found}) == 4


def test_the_comparisons_of_sql_are_those_of_the_domain() -> None:
    figures = (
        -1.0,
        -HALF_A_CENT,
        -0.0050001,
        0.0,
        0.8 - 2 * ROUNDING,
        0.8 - ROUNDING,
        0.1 + 0.7,
        0.8,
        0.8 + ROUNDING,
        9.0,
    )
    facts = FactsFile.in_memory()
    with facts.reading() as cursor:
        for figure in figures:
            sql = "SELECT reaches($a, 0.8), exceeds($a, 0.8), is_overdrawn($a)"
            expected = (reaches(figure, 0.8), exceeds(figure, 0.8), is_overdrawn(figure))
            assert cursor.execute(sql, {"a": figure}).fetchall() == [expected], figure
        unknown = "SELECT reaches(NULL, 1), exceeds(1, NULL::INTEGER), is_overdrawn(NULL)"
        assert cursor.execute(unknown).fetchall() == [(None, None, None)]
    facts.close()
