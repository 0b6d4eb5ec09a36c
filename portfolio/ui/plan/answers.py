"""What the plan's page asks for: each block read through the door, with the filters of the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from portfolio.domain.facts import Contradiction
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.questions import (
    AlertRow,
    Alerts,
    FactRows,
    Figures,
    Filters,
    Measure,
    Outlines,
    ProgressCurve,
    ProjectRow,
    ProjectRows,
)
from portfolio.presentation.funding.flow import to_axes
from portfolio.presentation.funding.plan_table import by_funder
from portfolio.presentation.kit.block import Block, Card, Table
from portfolio.presentation.plan import territories
from portfolio.presentation.plan.alerts import table as alert_table
from portfolio.presentation.plan.cards import ASKED, cards_caption, plan_cards
from portfolio.presentation.progress.confidence import by_level
from portfolio.presentation.progress.curve import curve
from portfolio.presentation.project import search as finding
from portfolio.ui.kit.queries import ask, memoised
from portfolio.ui.kit.session import visit

WEEKS = 8
MORE = ("planned_progress", "progress_gap")


def figure(key: str, filters: Filters, *, as_of: date | None = None) -> Measure:
    """One indicator for the whole of what is kept."""
    [found] = ask(Figures(programme=visit().code, indicator=key, filters=filters), as_of)
    return found


def by(key: str, dimensions: tuple[str, ...], filters: Filters) -> tuple[Measure, ...]:
    return ask(Figures(programme=visit().code, indicator=key, by=dimensions, filters=filters))


@memoised
def cards(filters: Filters) -> tuple[list[Card], str]:
    """The four figures, what they were eight weeks before, and how much of the plan they know."""
    here = visit()
    then = here.day - timedelta(weeks=WEEKS)
    now, before = ({key: figure(key, filters, as_of=day) for key in (*ASKED, *MORE)} for day in (here.day, then))
    for figures, day in ((now, here.day), (before, then)):
        secured = figure("total_funding", (*filters, ("certainty", ("secured",))), as_of=day)
        # Secured lines alone are always known: how much of the plan says its statuses is asked elsewhere.
        said = figures["funding_to_be_found"]
        figures["secured"] = replace(secured, known=said.known, total=said.total)
    return plan_cards(now, before, here.view), cards_caption(now, WEEKS, here.view)


@memoised
def progress(filters: Filters) -> Block:
    points = ask(ProgressCurve(programme=visit().code, filters=filters))
    return curve(points, figure("declared_progress", filters), figure("planned_progress", filters), visit().view)


@memoised
def funding(filters: Filters) -> Block:
    crossed = by("total_funding", ("funder_group", "certainty"), filters)
    # Its title tells statuses: its coverage is that of amounts and statuses both.
    return by_funder(crossed, figure("funding_to_be_found", filters), visit().view)


@memoised
def flow(filters: Filters) -> Block:
    crossed = by("total_funding", ("funder_group", "axis", "legal_form"), filters)
    return to_axes(crossed, figure("total_funding", filters), visit().view)


@memoised
def department_map(key: str, filters: Filters) -> Block:
    return territories.department_map(
        key, by(key, ("department",), filters), figure(key, filters), ask(Outlines()), visit().view
    )


@memoised
def confidence(filters: Filters) -> Block:
    return by_level(projects(filters), visit().view)


@memoised
def alerts(filters: Filters) -> tuple[AlertRow, ...]:
    found = {row.project_id for row in projects(filters)}
    return tuple(row for row in ask(Alerts(programme=visit().code)) if row.project_id in found)


@memoised
def alarms(filters: Filters) -> Table:
    """Every alert, to take away."""
    return alert_table(alerts(filters), visit().view)


def is_real() -> bool:
    here = visit()
    return here.programme is not None and here.programme.kind == ProgrammeKind.REAL


def contradictions(rows: Sequence[ProjectRow]) -> list[Contradiction]:
    """Those of the projects kept."""
    kept = {row.project_id for row in rows}
    found = ask(FactRows(programme=visit().code, fact=Contradiction))
    return [each for each in found if each.project_id in kept]


@memoised
def projects(filters: Filters, *, as_of: date | None = None) -> tuple[ProjectRow, ...]:
    return tuple(finding.keep(ask(ProjectRows(programme=visit().code), as_of), filters))
