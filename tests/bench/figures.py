"""The overview's figures here, in PostgreSQL and in pandas, equal to the cent; now and as of a past date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd
import sqlalchemy as sa

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.questions import Figures
from portfolio.domain.questions import Measure as Found
from portfolio.service import Service
from tests.bench.timing import Line, each, ms

ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("total_cost", ("axis",)),
    ("total_funding", ("family",)),
    ("declared_progress", ()),
    ("confidence_on_track_share", ()),
)
TABLES = ("project", "operation", "funding_line", "funding_loss", "organisation", "milestone", "status_report")
KEYS = {"funding_line": "funder_id", "organisation": "organisation_id"}


def measure(service: Service, programme: str, size: int, engine: sa.Engine) -> Iterator[Line]:
    today = service.today()
    past = today - timedelta(days=365)
    now = ms(lambda: _ours(service, programme, today, fresh=True), 3)
    yield Line(
        "overview, as of a past date", size, ms(lambda: _ours(service, programme, past, fresh=True), 3), "now", now, 3.0
    )
    bar = {100_000: (0.01, 0.05)}.get(size, (None, None))
    rows = _rows(service, programme)
    wanted = _plain(_ours(service, programme, today, fresh=True))
    frames = {name: pd.DataFrame(found) for name, found in rows.items()}
    _load(engine, rows)
    for name, work, limit in (
        ("PostgreSQL", lambda: _postgresql(engine, today), bar[0]),
        ("pandas", lambda: _pandas(frames, today), bar[1]),
    ):
        assert work() == wanted, f"{name} disagrees: {work()} / {wanted}"
        yield Line("overview, now", size, now, name, ms(work, 3), limit)
        # As pages ask: what was computed is kept until a fact it reads moves.
        again = ms(lambda: _ours(service, programme, today, fresh=False), 5)
        yield Line("overview, kept", size, again, name, ms(work, 3), limit)
    yield Line("overview, now", size, now, "one pass of its bytes", each(lambda: _pass(service)))


def _ours(service: Service, programme: str, day: date, *, fresh: bool) -> list[tuple[Found, ...]]:
    if fresh:
        service._answers.forget()
    heads = service.heads()  # once, as a page does
    asked = (Figures(programme=programme, indicator=key, by=by) for key, by in ASKED)
    return [service.read(each_, VISITOR, day, heads=heads) for each_ in asked]


def _plain(found: list[tuple[Found, ...]]) -> list[dict[Any, Any]]:
    """Groups to values: euros exact, shares to nine decimals."""
    return [
        {
            tuple(v for _, v in m.group): m.value if isinstance(m.value, Decimal) else round(float(m.value), 9)
            for m in each_
        }
        for each_ in ([m for m in measures if m.value is not None] for measures in found)
    ]


def _rows(service: Service, programme: str) -> dict[str, list[dict[str, Any]]]:
    with service.store.facts.reading() as cursor:
        found = {}
        for name in TABLES:
            cursor.execute(
                f"SELECT * EXCLUDE (programme, sequence, known_from) FROM {name} WHERE programme = ?", [programme]
            )
            names = [column[0] for column in cursor.description]
            found[name] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def _load(engine: sa.Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    types = {Decimal: "numeric", date: "date", bool: "boolean"}
    with engine.begin() as connection:
        raw = connection.connection.cursor()
        for name, found in rows.items():
            columns = list(found[0])
            kinds = {
                c: next((types.get(type(r[c]), "text") for r in found if r[c] is not None), _unsaid(c)) for c in columns
            }
            raw.execute(f"drop table if exists {name}")
            raw.execute(f"create table {name} ({', '.join(f'{c} {k}' for c, k in kinds.items())})")
            with raw.copy(f"copy {name} from stdin") as copy:
                for row in found:
                    copy.write_row(list(row.values()))
            raw.execute(f"create index on {name} ({KEYS.get(name, 'project_id')})")
            raw.execute(f"analyze {name}")


def _unsaid(column: str) -> str:
    """The type of a column that is empty throughout."""
    return "numeric" if column.endswith("_eur") else "text"


SECURED = "(status is null or status <> 'refused') and coalesce(instrument, '') not in ('guarantee', 'in_kind')"
# The last amount that a line's status gives, less what it lost.
IN_FORCE = (
    "coalesce(final_eur, case when status in ('awarded', 'voted') then awarded_eur end, l.amount_eur) "
    "- coalesce(lost.eur, 0)"
)
LOST = "(select project_id, line_id, sum(amount_eur) as eur from funding_loss group by 1, 2) lost"
SQL = (
    "select p.axis, sum(cost_eur) from project p join operation using (project_id) group by 1 "
    "having sum(cost_eur) is not null",
    f"select coalesce(o.family, 'unspecified'), sum({IN_FORCE}) from funding_line l join project using (project_id) "
    f"left join organisation o on o.organisation_id = l.funder_id left join {LOST} using (project_id, line_id) "
    f"where {SECURED} group by 1 having sum({IN_FORCE}) is not null",
    "select coalesce(sum(weight) filter (where reached_on <= :day), 0) / sum(weight) from milestone "
    "join project using (project_id)",
    "select count(*) filter (where confidence in ('on_track', 'attainable'))::float / count(*) from status_report "
    "join project using (project_id)",
)


def _postgresql(engine: sa.Engine, day: date) -> list[dict[Any, Any]]:
    out = []
    with engine.connect() as connection:
        for sql in SQL:
            rows = connection.execute(sa.text(sql), {"day": day} if ":day" in sql else {}).all()
            out.append({tuple(row[:-1]): _exact(row[-1], by=len(row) > 1) for row in rows})
    return out


def _exact(value: Any, *, by: bool) -> Any:
    return value if by else round(float(value), 9)


def _pandas(frames: dict[str, pd.DataFrame], day: date) -> list[dict[Any, Any]]:
    project = frames["project"]
    cost = frames["operation"].merge(project[["project_id", "axis"]]).dropna(subset="cost_eur")
    line, key = frames["funding_line"], ["project_id", "line_id"]
    lost = frames["funding_loss"].groupby(key).amount_eur.sum().rename("lost_eur").reset_index()
    kept = line[(line.status != "refused") & ~line.instrument.isin(["guarantee", "in_kind"])].merge(lost, "left", key)
    awarded = kept.awarded_eur.where(kept.status.isin(["awarded", "voted"]))
    kept["in_force"] = kept.final_eur.fillna(awarded).fillna(kept.amount_eur) - kept.lost_eur.fillna(Decimal(0))
    paid = kept.dropna(subset="in_force").merge(
        frames["organisation"][["organisation_id", "family"]], left_on="funder_id", right_on="organisation_id"
    )
    step = frames["milestone"].dropna(subset="weight")
    reached = step[[isinstance(d, date) and d <= day for d in step.reached_on]]
    said = frames["status_report"].confidence
    return [
        {(axis,): amount for axis, amount in cost.groupby("axis").cost_eur.sum().items()},
        {(family,): amount for family, amount in paid.groupby("family").in_force.sum().items()},
        {(): round(float(reached.weight.sum() / step.weight.sum()), 9)},
        {(): round(float(said.isin(["on_track", "attainable"]).mean()), 9)},
    ]


def _pass(service: Service) -> None:
    """One reading of the columns that these figures touch."""
    work: list[Callable[[Any], Any]] = [
        lambda c: c.execute("SELECT sum(cost_eur) FROM operation_history").fetchall(),
        lambda c: c.execute("SELECT sum(amount_eur), max(status) FROM funding_line_history").fetchall(),
        lambda c: c.execute("SELECT sum(weight), max(reached_on) FROM milestone_history").fetchall(),
        lambda c: c.execute("SELECT max(confidence) FROM status_report_history").fetchall(),
    ]
    with service.store.facts.reading() as cursor:
        for run in work:
            run(cursor)
