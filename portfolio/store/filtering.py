"""Which projects a query reads, and by which dimensions: the joins and conditions that figures and lists share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from portfolio.domain.basis.days import cutoff
from portfolio.indicators import Dimension
from portfolio.indicators.dimensions import dimension

Filters = Mapping[str, Sequence[str | None]]


def filtered_projects(filters: Filters, now: bool) -> tuple[str, dict[Dimension, Sequence[str | None]]]:
    """A subquery of the projects that the filters keep, one row each with the `part` of it that lies in the territories
    kept (1 where none is asked for), and the filters by dimension.

    Refused: a dimension that is not the project's own or its territory's.
    """
    kept = {dimension(name, None): values for name, values in filters.items() if values}
    as_of = "" if now else "_as_of($t)"
    by_territory = any(each.side == "territory" for each in kept)
    part, territory = ("g.part", territory_parts(as_of, [], list(kept))) if by_territory else ("1", "")
    where = wheres(list(kept))
    return f"(SELECT p.project_id, {part} AS part FROM {projects(as_of, kept)} {territory} {where})", kept


def bound(sql: str, programme: str, day: date, kept: Mapping[Dimension, Sequence[str | None]]) -> dict[str, Any]:
    """The values that a query names: the programme, the day, its cutoff, and what each filter keeps."""
    values: dict[str, Any] = {f"f_{each.key}": list(wanted) for each, wanted in kept.items()}
    offered: dict[str, Any] = {"programme": programme, "day": day, "t": cutoff(day)}
    # DuckDB refuses a bound name that the query does not use.
    return values | {name: value for name, value in offered.items() if re.search(rf"\${name}\b", sql)}


# How a project reaches what else is said of it once: nothing is joined that is not asked for.
REACHED = {
    "lead": "LEFT JOIN organisation{as_of} AS lead "
    "ON lead.programme = p.programme AND lead.organisation_id = p.lead_id",
    "legal_form": "LEFT JOIN legal_form{as_of} AS legal_form "
    "ON legal_form.programme = p.programme AND legal_form.project_id = p.project_id",
    "status_report": "LEFT JOIN status_report{as_of} AS status_report "
    "ON status_report.programme = p.programme AND status_report.project_id = p.project_id",
}


def projects(as_of: str, asked: Iterable[Dimension]) -> str:
    """The projects as p, one row each, and what these dimensions reach through them."""
    through = dict.fromkeys(each.through for each in asked if each.through)
    return " ".join([f"project{as_of} AS p", *(REACHED[name].format(as_of=as_of) for name in through)])


def wheres(kept: list[Dimension]) -> str:
    """The programme, and every filter that the territories have not answered already."""
    return (
        f"WHERE {' AND '.join(['p.programme = $programme', *(_condition(e) for e in kept if e.side != 'territory')])}"
    )


def territory_parts(as_of: str, dimensions: list[Dimension], kept: list[Dimension]) -> str:
    """One row a project and territory *as grouped by*: what is counted, not split, is there once however many
    départements make it up."""
    grain = "".join(f", {each.key}" for each in dimensions if each.side == "territory")
    where = " AND ".join(["g.programme = $programme", *(_condition(each) for each in kept if each.side == "territory")])
    return f"""JOIN (
        SELECT project_id{grain}, sum(part) AS part, any_value(parts) AS parts,
            list({{'part': part, 'is_largest': is_largest}}) AS members
        FROM project_part{as_of} AS g WHERE {where} GROUP BY project_id{grain}
    ) AS g ON g.project_id = p.project_id"""


def column(each: Dimension) -> str:
    """How a dimension is written: of the project (p), what it reaches, its territory (g) or the row (r)."""
    side = {"project": each.through or "p", "territory": "g"}.get(each.side, "r")
    return f"{side}.{each.column or each.key}"


def _condition(each: Dimension) -> str:
    """Kept when the value is among those asked for; asking for None keeps the unknown."""
    bound = f"$f_{each.key}::VARCHAR[]"
    return (
        f"(list_contains({bound}, {column(each)}) OR ({column(each)} IS NULL AND len({bound}) > list_count({bound})))"
    )
