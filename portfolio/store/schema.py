"""The facts file's tables, views and macros, made from the declarations and from `views/*.sql`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache

import duckdb

from portfolio.domain.basis.tolerance import ROUNDING, SAME
from portfolio.domain.economics import SUSTAINABLE_FROM
from portfolio.domain.facts import FACTS, Declaration, Field
from portfolio.domain.facts.kinds import Kind
from portfolio.store import kept_views, ordering, reference, view_texts
from portfolio.store.view_texts import PLACEHOLDER

COLUMN_TYPES = {
    Kind.MONEY: "DECIMAL(15,2)",
    Kind.NUMBER: "DECIMAL(18,4)",
    Kind.SHARE: "DECIMAL(11,10)",
    Kind.DATE: "DATE",
    Kind.FLAG: "BOOLEAN",
}
# The facts keep where each programme's log stood, and the last event that carried each fact; `event` is the log's
# headers, for the history that people read.
BOOKKEEPING = (
    "CREATE TABLE head (programme VARCHAR, sequence BIGINT, digest VARCHAR, erasures BIGINT, recorded_at TIMESTAMP)",
    "CREATE TABLE moved (programme VARCHAR, fact VARCHAR, digest VARCHAR)",
    "CREATE TABLE event (programme VARCHAR, sequence BIGINT, kind VARCHAR, subject VARCHAR, actor VARCHAR, "
    "recorded_at TIMESTAMP, known_at TIMESTAMP, undoes BIGINT, reason VARCHAR)",
    # The projects of which kept rows are to be made again; without a project, all of them.
    "CREATE TABLE touched (programme VARCHAR, project_id VARCHAR, facts VARCHAR[], known_from TIMESTAMP, "
    "is_undoing BOOLEAN)",
    "CREATE TABLE meta (name VARCHAR, value VARCHAR)",
)
# The comparisons of the domain, by the same names, with the same tolerances; NULL where one of the two is not known.
COMPARISONS = (
    f"CREATE MACRO reaches(figure, minimum) AS (figure >= minimum - {ROUNDING})",
    f"CREATE MACRO exceeds(figure, maximum) AS (figure > maximum + {ROUNDING})",
    f"CREATE MACRO is_overdrawn(cash_eur) AS (cash_eur < {SUSTAINABLE_FROM})",
)
# An amount's part of one territory, to the cent: each floored, the residue to the largest part. Parts are doubles: as
# little of a cent keeps an exact product from being floored one cent short.
SPLIT = (
    f"CREATE MACRO split_eur(amount, part, parts, is_largest) AS (floor(amount * 100 * part + {SAME})::BIGINT "
    "+ CASE WHEN is_largest THEN (amount * 100)::BIGINT - list_sum(list_transform(parts, "
    f"lambda each: floor(amount * 100 * each + {SAME})::BIGINT))::BIGINT ELSE 0 END)::DECIMAL(18,0) * 0.01"
)


def column_type(field: Field) -> str:
    return COLUMN_TYPES.get(field.kind, "VARCHAR")


def statements() -> list[str]:
    """Every CREATE of an empty facts file, in order."""
    made = [*BOOKKEEPING]
    for declaration in FACTS.values():
        made += _fact(declaration)
    made += [*_latest(), *COMPARISONS, SPLIT, *ordering.MACROS]
    for name in view_texts.in_order():
        now = PLACEHOLDER.sub(r"\1", view_texts.texts()[name])
        then = PLACEHOLDER.sub(r"\1_as_of(t)", view_texts.texts()[name])
        made += kept_views.statements(name, now) if name in kept_views.KEPT else [f"CREATE VIEW {name} AS {now}"]
        made.append(f"CREATE MACRO {name}_as_of(t) AS TABLE {then}")
    return made


@cache
def fingerprint() -> str:
    """Changes when the declarations, the views, the reference files or DuckDB itself change."""
    parts = [duckdb.__version__, reference.digest(), payload_shape(FACTS.values()), *statements()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def payload_shape(carried: Iterable[Declaration]) -> str:
    """The JSON shape of payloads that carry these facts, as DuckDB's `from_json` reads it: all in texts, since it makes
    NULL of what has another type, where a cast refuses."""
    facts = {
        declaration.name: [{**{f.name: "VARCHAR" for f in declaration.fields}, "ended": "VARCHAR"}]
        for declaration in carried
    }
    return json.dumps({**({"facts": facts} if facts else {}), "reason": "VARCHAR", "undoes": "VARCHAR"})


def columns(declaration: Declaration) -> str:
    """The names of the declared fields, as a SQL list."""
    return ", ".join(field.name for field in declaration.fields)


def _fact(declaration: Declaration) -> list[str]:
    name = declaration.name
    fields = ", ".join(
        f"{field.name} {column_type(field)}{_constraint(field, declaration)}" for field in declaration.fields
    )
    shown = f"programme, sequence, known_from, {columns(declaration)}"
    return [
        f"CREATE TABLE {name}_history (programme VARCHAR NOT NULL, sequence BIGINT NOT NULL, "
        f"known_from TIMESTAMP NOT NULL, known_until TIMESTAMP, ended BOOLEAN NOT NULL, {fields})",
        f"CREATE VIEW {name} AS SELECT {shown} FROM {name}_history WHERE known_until IS NULL AND NOT ended",
        f"CREATE MACRO {name}_as_of(t) AS TABLE SELECT {shown} FROM {name}_history "
        "WHERE known_from < t AND (known_until IS NULL OR known_until >= t) AND NOT ended",
    ]


def _constraint(field: Field, declaration: Declaration) -> str:
    """Keys are never null, and a closed list stays closed; the rest was checked when the fact was built."""
    if field.name in declaration.key:
        return " NOT NULL"
    if field.choice is not None:
        return f" CHECK ({field.name} IN ({', '.join(repr(member.value) for member in field.choice)}))"
    return ""


def _latest() -> list[str]:
    """For each project, the day in Paris on which something about it last became known, over every fact it has; what
    was taken back, and taking it back, taught nothing."""
    ours = [d.name for d in FACTS.values() if d.fields[0].name == "project_id"]
    now, then = (
        " UNION ALL ".join(
            f"SELECT programme, sequence, project_id, known_from FROM {name}_history {where}" for name in ours
        )
        for where in ("", "WHERE known_from < t")
    )
    latest = f"SELECT programme, project_id, {kept_views.PARIS} AS known_on FROM"
    undone = "SELECT programme, unnest([sequence, undoes]) AS sequence FROM event WHERE undoes IS NOT NULL"
    by_project = "GROUP BY programme, project_id"
    return [
        f"CREATE VIEW undone AS {undone}",
        f"CREATE MACRO undone_as_of(t) AS TABLE {undone} AND known_at < t",
        f"CREATE VIEW project_latest_live AS {latest} ({now}) "
        f"ANTI JOIN undone USING (programme, sequence) {by_project}",
        "CREATE TABLE project_latest_kept AS SELECT * FROM project_latest_live LIMIT 0",
        "CREATE VIEW project_latest AS SELECT * FROM project_latest_kept",
        f"CREATE MACRO project_latest_as_of(t) AS TABLE {latest} ({then}) "
        f"ANTI JOIN undone_as_of(t) USING (programme, sequence) {by_project}",
    ]
