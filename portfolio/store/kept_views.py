"""Views whose rows are kept: made from the view's own text, once for all, then again for the projects that an event
touches. What follows from several facts of a project is then read like a fact; « au (date) » still reads the text.

Beside each kept view X stand the table `X_kept` that it reads, and `X_live`, its text over the live text of the views
that it reads itself: the two are the same rows at any moment at which somebody reads. What an event touches is noted
when it is applied, and made again when it is next read: a command does not wait for what nobody has asked for yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import duckdb
import pyarrow as pa

from portfolio.domain.access.private_logs import log_of, programme_of
from portfolio.domain.facts import FACTS, Declaration, Organisation
from portfolio.store import view_texts
from portfolio.store.view_texts import PLACEHOLDER

Cursor = duckdb.DuckDBPyConnection
# A row of each is of one project, and follows from the facts of that project, from organisations and from what belongs
# to the whole programme.
KEPT = (
    "project_part",
    "funding",
    "project_funding",
    "milestone_answer",
    "milestone_standing",
    "durability",
    "result",
    "project_row",
)
# Beyond that, everything is made again: it costs less than choosing.
MOST_TOUCHED = 400
ORGANISATION = Organisation.declaration.name
LATEST = "project_latest"
Projects = set[tuple[str, str]]
PARIS = "CAST(max(known_from) AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris' AS DATE)"


def statements(name: str, now: str) -> list[str]:
    """What makes a view that is kept; `now`: its text over the facts and views of today."""
    live = PLACEHOLDER.sub(lambda m: f"{m[1]}_live" if m[1] in KEPT else m[1], view_texts.texts()[name])
    return [
        f"CREATE VIEW {name}_live AS {live}",
        f"CREATE TABLE {name}_kept AS SELECT * FROM ({now}) LIMIT 0",
        f"CREATE VIEW {name} AS SELECT * FROM {name}_kept",
    ]


def fill(cursor: Cursor) -> None:
    """Make them all again from facts that are whole."""
    for name in (*KEPT, LATEST):
        cursor.execute(f"DELETE FROM {name}_kept")
        text = PLACEHOLDER.sub(r"\1", view_texts.texts()[name]) if name != LATEST else f"SELECT * FROM {LATEST}_live"
        cursor.execute(f"INSERT INTO {name}_kept BY NAME {text}")
    cursor.execute("DELETE FROM touched")


def clear(cursor: Cursor) -> None:
    """Empty them, with the facts that they follow from."""
    for table in (*(f"{name}_kept" for name in (*KEPT, LATEST)), "touched"):
        cursor.execute(f"DELETE FROM {table}")


def note(cursor: Cursor, arrived: Sequence[Declaration], designated: Projects | None, *, is_undoing: bool) -> None:
    """Note what the rows that arrived of these facts may have changed: their own projects, with the moment at which
    something of each became known; those that `designated` names (log, project), None for all there are.
    `is_undoing`: an event takes another back."""
    facts = [each.name for each in arrived]
    of_projects = [each.name for each in arrived if each.is_of_a_project]
    own = " UNION ALL ".join(f"SELECT programme, project_id, known_from FROM arrived_{name}" for name in of_projects)
    if own:
        cursor.execute(
            "INSERT INTO touched SELECT programme, project_id, $facts, max(known_from), $is_undoing "
            f"FROM ({own}) GROUP BY programme, project_id",
            {"facts": facts, "is_undoing": is_undoing},
        )
    if designated is None:
        cursor.execute("INSERT INTO touched VALUES ('', NULL, NULL, NULL, ?)", [is_undoing])
    elif designated:
        logs, projects = zip(*sorted(designated), strict=True)
        cursor.execute(
            "INSERT INTO touched SELECT unnest(?), unnest(?), ?, NULL, ?", [[*logs], [*projects], facts, is_undoing]
        )


def is_stale(cursor: Cursor) -> bool:
    """Whether something was touched since the rows kept were made, on this cursor's snapshot."""
    return bool(cursor.execute("SELECT 1 FROM touched LIMIT 1").fetchall())


def refresh(cursor: Cursor) -> None:
    """Make again what was noted, in the caller's transaction."""
    everything, projects, facts = _noted(cursor)
    if everything or len(projects) > MOST_TOUCHED:
        fill(cursor)
        return
    beside = {(log_of(programme_of(log), each), each) for log, each in projects}
    touched = sorted(projects | beside | {(programme_of(log), each) for log, each in projects})
    cursor.register("named", pa.table({"programme": [p for p, _ in touched], "project_id": [i for _, i in touched]}))
    for name in KEPT:
        if not facts.isdisjoint(facts_of(name)):
            cursor.execute(f"DELETE FROM {name}_kept WHERE (programme, project_id) IN (FROM named)")
            cursor.execute(f"INSERT INTO {name}_kept BY NAME {_of_named(name)}")
    _refresh_latest(cursor)
    cursor.unregister("named")
    cursor.execute("DELETE FROM touched")


def _noted(cursor: Cursor) -> tuple[bool, Projects, set[str]]:
    rows = cursor.execute("SELECT programme, project_id, facts FROM touched").fetchall()
    projects = {(log, project) for log, project, _ in rows if project is not None}
    facts = {name for *_, names in rows for name in names or ()}
    return any(project is None for _, project, _ in rows), projects, facts


def _refresh_latest(cursor: Cursor) -> None:
    """The day in Paris on which something of a project last became known, as what arrived leaves it; what is taken back
    taught nothing: the day before it is then looked for among all the facts."""
    latest = f"SELECT programme, project_id, {PARIS} AS known_on FROM touched WHERE known_from IS NOT NULL GROUP BY ALL"
    cursor.execute(
        f"UPDATE {LATEST}_kept AS kept SET known_on = greatest(kept.known_on, news.known_on) FROM ({latest}) AS news "
        "WHERE kept.programme = news.programme AND kept.project_id = news.project_id"
    )
    cursor.execute(f"INSERT INTO {LATEST}_kept FROM ({latest}) ANTI JOIN {LATEST}_kept USING (programme, project_id)")
    if cursor.execute("SELECT bool_or(is_undoing) FROM touched").fetchall() == [(True,)]:
        cursor.execute(f"DELETE FROM {LATEST}_kept WHERE (programme, project_id) IN (FROM named)")
        cursor.execute(f"INSERT INTO {LATEST}_kept FROM {LATEST}_live SEMI JOIN named USING (programme, project_id)")


def designating(cursor: Cursor, programme: str, organisations: list[str]) -> Projects:
    """The projects of which a row designates one of these organisations."""
    found: Projects = set()
    for name, declaration in FACTS.items():
        fields = [field.name for field in declaration.fields if field.refers_to == ORGANISATION]
        if declaration.is_of_a_project and fields:
            named = " OR ".join(f"list_contains($codes, {field})" for field in fields)
            sql = f"SELECT DISTINCT programme, project_id FROM {name} WHERE programme = $programme AND ({named})"
            found |= {*cursor.execute(sql, {"codes": organisations, "programme": programme}).fetchall()}
    return found


@cache
def facts_of(name: str) -> frozenset[str]:
    """The facts that a view follows from, through the views that it reads."""
    if name in FACTS:
        return frozenset({name})
    texts = view_texts.texts()
    return (
        frozenset().union(*(facts_of(each) for each in PLACEHOLDER.findall(texts[name])))
        if name in texts
        else frozenset()
    )


@cache
def _of_named(name: str) -> str:
    """The view's text, over the rows of the projects named alone."""
    return PLACEHOLDER.sub(lambda match: _source(match[1]), view_texts.texts()[name])


def _source(name: str) -> str:
    if name in KEPT or (name in FACTS and FACTS[name].is_of_a_project):
        return f"(FROM {name} SEMI JOIN named USING (programme, project_id))"
    return name if name in FACTS else f"({_of_named(name)})"
