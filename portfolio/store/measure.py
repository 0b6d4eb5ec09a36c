"""From a declared indicator to a figure at any grain and date, with its coverage: the one place that writes its SQL."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from portfolio.domain.questions import Measure
from portfolio.indicators import Dimension, Indicator
from portfolio.indicators.dimensions import dimension
from portfolio.store.filtering import Filters, bound, column, projects, territory_parts, wheres
from portfolio.store.relations import source


def measure(
    cursor: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    programme: str,
    day: date,
    *,
    by: Sequence[str] = (),
    filters: Filters | None = None,
    private: Sequence[str] = (),
    now: bool = False,
) -> list[Measure]:
    """The indicator for each group, ordered by group. `now` reads the latest rows, which the day's cutoff would give;
    `private`: the projects whose own model is read too.

    Refused: an unknown dimension, one the indicator does not have, a word that two dimensions answer to.
    """
    [found] = measure_all(cursor, [indicator], programme, day, by=by, filters=filters, private=private, now=now)
    return found


def measure_all(
    cursor: duckdb.DuckDBPyConnection,
    indicators: Sequence[Indicator],
    programme: str,
    day: date,
    *,
    by: Sequence[str] = (),
    filters: Filters | None = None,
    private: Sequence[str] = (),
    now: bool = False,
) -> list[list[Measure]]:
    """What `measure` gives for each of these indicators, in one statement: their `base` must be the same."""
    kept = {dimension(name, indicators[0]): values for name, values in (filters or {}).items() if values}
    sql = figure_sql(indicators, by, filters or {}, now=now)
    values = bound(sql, programme, day, kept) | ({"private": list(private)} if "$private" in sql else {})
    rows = cursor.execute(sql, values).fetchall()
    keys = list(dict.fromkeys(by))
    return [_measures(each, keys, rows, len(keys) + 3 * at) for at, each in enumerate(indicators)]


def _measures(indicator: Indicator, keys: list[str], rows: list[tuple[Any, ...]], first: int) -> list[Measure]:
    """The figures of one indicator: the three columns that start at `first`."""
    found = [Measure(tuple(zip(keys, row, strict=False)), *row[first : first + 3]) for row in rows]
    if indicator.empty is None:
        return found
    return [each if each.total else Measure(each.group, indicator.empty, 0, 0) for each in found]


def base(indicator: Indicator, by: Sequence[str], filters: Filters) -> Hashable:
    """Equal for the indicators that one statement can compute: they read the same rows, and between territories they
    split the same amounts."""
    asked = [
        dimension(name, indicator) for name in dict.fromkeys([*by, *(n for n, wanted in filters.items() if wanted)])
    ]
    by_territory = any(each.side == "territory" for each in asked)
    return indicator.relation, (indicator.amounts, indicator.weights) if by_territory else ()


def figure_sql(indicators: Sequence[Indicator], by: Sequence[str], filters: Filters, *, now: bool) -> str:
    """The query that `measure_all` runs: the groups, then the value, known and total of each indicator."""
    dimensions = [dimension(name, indicators[0]) for name in dict.fromkeys(by)]
    kept = [dimension(name, indicators[0]) for name, values in filters.items() if values]
    return _sql(indicators, dimensions, kept, now=now)


def _sql(indicators: Sequence[Indicator], dimensions: list[Dimension], kept: list[Dimension], *, now: bool) -> str:
    """Names come from the registries only; every value a person typed is bound."""
    groups = [f"d_{each.key}" for each in dimensions]
    # Indicators that know the same rows are aggregated together: a statement of many parts takes long to plan.
    knowing = list(dict.fromkeys(each.known for each in indicators))
    once = "MATERIALIZED" if len(knowing) > 1 else ""
    parts = [f"base AS {once} ({_base(indicators[0], dimensions, kept, now=now)})"]
    for k, known in enumerate(knowing):
        parts += _parts(k, known, {i: each for i, each in enumerate(indicators) if each.known == known}, groups)
    joined = [name for k in range(len(knowing)) for name in (f"coverage_{k}", f"figures_{k}", f"enough_{k}")]
    figures = [
        f"CASE WHEN is_enough_{i} THEN value_{i} END, coverage_{k}.known, coverage_{k}.total"
        for i, k in enumerate(knowing.index(each.known) for each in indicators)
    ]
    return f"""
WITH {", ".join(parts)}
SELECT {", ".join([*(f"coverage_0.{g}" for g in groups), *figures])}
FROM {" LEFT JOIN ".join([joined[0], *(f"{name} ON {_same(name, groups)}" for name in joined[1:])])}
ORDER BY {", ".join(f"coverage_0.{g} NULLS LAST" for g in groups) if groups else "1"}
"""


def _same(name: str, groups: list[str]) -> str:
    return " AND ".join(f"coverage_0.{g} IS NOT DISTINCT FROM {name}.{g}" for g in groups) or "true"


def _parts(k: int, known: str, indicators: Mapping[int, Indicator], groups: list[str]) -> list[str]:
    """The figures and the coverage of the indicators that know the same rows, by group."""
    named = "".join(f"{group}, " for group in groups)
    grouped = f"GROUP BY {', '.join(groups)}" if groups else ""
    values = ", ".join(f"{each.formula} AS value_{i}" for i, each in indicators.items())
    enough = ", ".join(f"{_enough(each)} AS is_enough_{i}" for i, each in indicators.items())
    return [
        f"judged_{k} AS (SELECT *, coalesce({known}, false) AS is_known FROM base)",
        f"figures_{k} AS (SELECT {named}{values} FROM judged_{k} WHERE is_known {grouped} HAVING count(*) > 0)",
        f"projects_{k} AS (SELECT {named}project_key, bool_and(is_known) AS is_complete FROM judged_{k} "
        f"GROUP BY {named}project_key)",
        f"enough_{k} AS (SELECT {named}{enough} FROM judged_{k} {grouped})",
        f"coverage_{k} AS (SELECT {named}count(*) FILTER (is_complete) AS known, count(*) AS total "
        f"FROM projects_{k} {grouped})",
    ]


def _enough(indicator: Indicator) -> str:
    """Whether enough of the group is known for a mean to be said; always, where the indicator sets no minimum."""
    weight = indicator.coverage_of
    if weight is None:
        return "bool_and(true)"
    minimum = "(SELECT value FROM parameters_in_force($day) WHERE key = 'coverage_minimum')"
    return f"coalesce(reaches(sum({weight}) FILTER (is_known) / nullif(sum({weight}), 0), {minimum}), false)"


def _base(indicator: Indicator, dimensions: list[Dimension], kept: list[Dimension], *, now: bool) -> str:
    """The project's rows of the relation, or one empty row; per territory when one is asked for."""
    as_of = "" if now else "_as_of($t)"
    by_territory = any(each.side == "territory" for each in [*dimensions, *kept])
    territory = territory_parts(as_of, dimensions, kept) if by_territory else ""
    selected = ", ".join(f"{column(each)} AS d_{each.key}" for each in dimensions)
    return f"""
    SELECT p.project_id AS project_key, {selected + ", " if selected else ""}{_columns(indicator, by_territory)}
    FROM {projects(as_of, [*dimensions, *kept])}
    LEFT JOIN {source(indicator.relation, now=now)} AS r ON r.programme = p.programme AND r.project_id = p.project_id
    {territory}
    {wheres(kept)}"""


def _columns(indicator: Indicator, by_territory: bool) -> str:
    """The relation's columns; by territory, its amounts split to the cent and its weights by part."""
    if not by_territory:
        return "r.*"
    split = [
        f"list_sum(list_transform(g.members, lambda m: split_eur(r.{name}, m.part, g.parts, m.is_largest))) AS {name}"
        for name in indicator.amounts
    ]
    split += [f"r.{name} * g.part AS {name}" for name in indicator.weights]
    return f"r.* REPLACE ({', '.join(split)})" if split else "r.*"
