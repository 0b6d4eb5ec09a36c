"""From a declared indicator to a figure at any grain and date, with its coverage: the one place that writes its SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from portfolio.domain.basis.days import cutoff
from portfolio.domain.questions import Measure
from portfolio.indicators import Dimension, Indicator
from portfolio.indicators.dimensions import dimension
from portfolio.store.relations import source

Filters = Mapping[str, Sequence[str | None]]


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
    kept = {dimension(name, indicator): values for name, values in (filters or {}).items() if values}
    sql = figure_sql(indicator, by, filters or {}, now=now)
    values = bound(sql, programme, day, kept) | ({"private": list(private)} if "$private" in sql else {})
    rows = cursor.execute(sql, values).fetchall()
    keys = list(dict.fromkeys(by))
    measures = [Measure(tuple(zip(keys, row, strict=False)), *row[len(keys) :]) for row in rows]
    if indicator.empty is not None:
        measures = [m if m.total else Measure(m.group, indicator.empty, 0, 0) for m in measures]
    return measures


def figure_sql(indicator: Indicator, by: Sequence[str], filters: Filters, *, now: bool) -> str:
    """The query that `measure` runs."""
    dimensions = [dimension(name, indicator) for name in dict.fromkeys(by)]
    kept = [dimension(name, indicator) for name, values in filters.items() if values]
    return _sql(indicator, dimensions, kept, now=now)


def filtered_projects(filters: Filters, now: bool) -> tuple[str, dict[Dimension, Sequence[str | None]]]:
    """A subquery of the projects that the filters keep, one row each with the `part` of it that lies in the territories
    kept (1 where none is asked for), and the filters by dimension.

    Refused: a dimension that is not the project's own or its territory's.
    """
    kept = {dimension(name, None): values for name, values in filters.items() if values}
    as_of = "" if now else "_as_of($t)"
    by_territory = any(each.side == "territory" for each in kept)
    part, territory = ("g.part", _territory(as_of, [], list(kept))) if by_territory else ("1", "")
    wheres = _wheres(list(kept))
    return f"(SELECT p.project_id, {part} AS part FROM {_projects(as_of, kept)} {territory} {wheres})", kept


def bound(sql: str, programme: str, day: date, kept: Mapping[Dimension, Sequence[str | None]]) -> dict[str, Any]:
    """The values that a query names: the programme, the day, its cutoff, and what each filter keeps."""
    values: dict[str, Any] = {f"f_{each.key}": list(wanted) for each, wanted in kept.items()}
    offered: dict[str, Any] = {"programme": programme, "day": day, "t": cutoff(day)}
    # DuckDB refuses a bound name that the query does not use.
    return values | {name: value for name, value in offered.items() if re.search(rf"\${name}\b", sql)}


def _sql(indicator: Indicator, dimensions: list[Dimension], kept: list[Dimension], *, now: bool) -> str:
    """Names come from the registries only; every value a person typed is bound."""
    groups = [f"d_{each.key}" for each in dimensions]
    named = "".join(f"{group}, " for group in groups)
    grouped = f"GROUP BY {', '.join(groups)}" if groups else ""
    same = " AND ".join(f"coverage.{g} IS NOT DISTINCT FROM figures.{g}" for g in groups) or "true"
    return f"""
WITH base AS ({_base(indicator, dimensions, kept, now=now)}),
judged AS (SELECT *, coalesce({indicator.known}, false) AS is_known FROM base),
figures AS (
    SELECT {named}{indicator.formula} AS value FROM judged WHERE is_known
    {grouped} HAVING count(*) > 0
),
projects AS (SELECT {named}project_key, bool_and(is_known) AS is_complete FROM judged GROUP BY {named}project_key),
enough AS (SELECT {named}{_enough(indicator)} AS is_enough FROM judged {grouped}),
coverage AS (SELECT {named}count(*) FILTER (is_complete) AS known, count(*) AS total FROM projects {grouped})
SELECT {"".join(f"coverage.{g}, " for g in groups)}
    CASE WHEN enough.is_enough THEN figures.value END AS value, known, total
FROM coverage
LEFT JOIN figures ON {same}
LEFT JOIN enough ON {same.replace("figures.", "enough.")}
ORDER BY {", ".join(f"coverage.{g} NULLS LAST" for g in groups) if groups else "1"}
"""


def _enough(indicator: Indicator) -> str:
    """Whether enough of the group is known for a mean to be said; always, where the indicator sets no minimum."""
    weight = indicator.coverage_of
    if weight is None:
        return "bool_and(true)"
    minimum = "(SELECT value FROM parameters_in_force($day) WHERE key = 'coverage_minimum')"
    return f"coalesce(sum({weight}) FILTER (is_known) >= sum({weight}) * {minimum} - 1e-9, false)"


def _base(indicator: Indicator, dimensions: list[Dimension], kept: list[Dimension], *, now: bool) -> str:
    """The project's rows of the relation, or one empty row; per territory when one is asked for."""
    as_of = "" if now else "_as_of($t)"
    by_territory = any(each.side == "territory" for each in [*dimensions, *kept])
    territory = _territory(as_of, dimensions, kept) if by_territory else ""
    selected = ", ".join(f"{_column(each)} AS d_{each.key}" for each in dimensions)
    return f"""
    SELECT p.project_id AS project_key, {selected + ", " if selected else ""}{_columns(indicator, by_territory)}
    FROM {_projects(as_of, [*dimensions, *kept])}
    LEFT JOIN {source(indicator.relation, now=now)} AS r ON r.programme = p.programme AND r.project_id = p.project_id
    {territory}
    {_wheres(kept)}"""


# How a project reaches what else is said of it once: nothing is joined that is not asked for.
REACHED = {
    "lead": "LEFT JOIN organisation{as_of} AS lead "
    "ON lead.programme = p.programme AND lead.organisation_id = p.lead_id",
    "legal_form": "LEFT JOIN legal_form{as_of} AS legal_form USING (programme, project_id)",
    "status_report": "LEFT JOIN status_report{as_of} AS status_report USING (programme, project_id)",
}


def _projects(as_of: str, asked: Iterable[Dimension]) -> str:
    """The projects as p, one row each, and what these dimensions reach through them."""
    through = dict.fromkeys(each.through for each in asked if each.through)
    return " ".join([f"project{as_of} AS p", *(REACHED[name].format(as_of=as_of) for name in through)])


def _wheres(kept: list[Dimension]) -> str:
    """The programme, and every filter that the territories have not answered already."""
    return (
        f"WHERE {' AND '.join(['p.programme = $programme', *(_condition(e) for e in kept if e.side != 'territory')])}"
    )


def _territory(as_of: str, dimensions: list[Dimension], kept: list[Dimension]) -> str:
    """One row a project and territory *as grouped by*: what is counted, not split, is there once however many
    départements make it up."""
    grain = "".join(f", {each.key}" for each in dimensions if each.side == "territory")
    wheres = " AND ".join(
        ["g.programme = $programme", *(_condition(each) for each in kept if each.side == "territory")]
    )
    return f"""JOIN (
        SELECT project_id{grain}, sum(part) AS part, any_value(parts) AS parts,
            list({{'part': part, 'is_largest': is_largest}}) AS members
        FROM project_part{as_of} AS g WHERE {wheres} GROUP BY project_id{grain}
    ) AS g ON g.project_id = p.project_id"""


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


def _column(each: Dimension) -> str:
    side = {"project": each.through or "p", "territory": "g"}.get(each.side, "r")
    return f"{side}.{each.column or each.key}"


def _condition(each: Dimension) -> str:
    """Kept when the value is among those asked for; asking for None keeps the unknown."""
    bound = f"$f_{each.key}::VARCHAR[]"
    return (
        f"(list_contains({bound}, {_column(each)}) OR ({_column(each)} IS NULL AND len({bound}) > list_count({bound})))"
    )
