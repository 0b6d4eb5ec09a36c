"""What moved between two days, block by block: figures before and after, then each thing that moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FundingLine, Organisation
from portfolio.domain.questions import Measure, Since
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.asking import Asked, At
from portfolio.presentation.kit.block import Column, Section, Table, View
from portfolio.presentation.kit.formats import UNKNOWN, count_of, day
from portfolio.presentation.kit.screen import WEEKS, Ask, Scope, block, one
from portfolio.presentation.plan import since
from portfolio.presentation.plan.cards import difference, write_change, write_figure

COMPARED = (
    "total_cost",
    "total_funding",
    "funding_to_be_found",
    "secured_share",
    "declared_progress",
    "planned_progress",
    "milestones_late_share",
    "achievement_rate",
    "confidence_on_track_share",
)
FIRST_DAY = date(2005, 1, 1)  # before anything a plan of this kind could know
SINCE = "depuis"


def start(scope: Scope) -> date:
    """The earlier day: that of the address, else some weeks before the day on screen."""
    try:
        asked = date.fromisoformat(scope.value(SINCE))
    except ValueError:
        asked = scope.day - timedelta(weeks=WEEKS)
    return max(FIRST_DAY, min(asked, scope.day))


def titles_of(ask: Ask, scope: Scope) -> dict[str, str]:
    """The projects that the filters leave on either day, those that left the plan since too, by their last title."""
    rows = (*ask(scope.projects, start(scope)), *ask(scope.projects))
    return {row.project_id: row.title for row in rows}


def _changes(scope: Scope) -> Since:
    return Since(programme=scope.programme, since=start(scope))


def _moving(scope: Scope) -> list[Asked]:
    return [_changes(scope), scope.rows(Organisation), At(scope.projects, start(scope)), scope.projects]


def _lines(ask: Ask, scope: Scope) -> Iterator[Asked]:
    """The funding lines of the projects that lost some money."""
    return (scope.rows(FundingLine, project) for project in sorted(since.losing(ask(_changes(scope)))))


def moves(ask: Ask, scope: Scope, view: View) -> list[since.Move]:
    """What moved on the projects that the filters leave."""
    titles, changes = titles_of(ask, scope), ask(_changes(scope))
    names = {row.organisation_id: row.name for row in ask(scope.rows(Organisation))}
    losing = sorted(since.losing(changes))
    lines = {row.key: row for project in losing for row in ask(scope.rows(FundingLine, project))}
    return [move for move in since.moves(changes, names, view, lines) if move.project_id in titles]


@block("mouvements", Text("Mouvements", "Moves"), asks=_moving, then=_lines, reads=(SINCE,))
def moved(ask: Ask, scope: Scope, view: View) -> Section:
    """Each thing that moved, project by project."""
    found = moves(ask, scope, view)
    span = SPAN.fill(then=day(start(scope), view.language), now=day(scope.day, view.language))
    return Section(since.message(found, view), since.table(found, titles_of(ask, scope), view), note=view.say(span))


def _comparing(scope: Scope) -> Iterator[Asked]:
    return (At(scope.figure(key), day) for key in COMPARED for day in (start(scope), scope.day))


def _compared(ask: Ask, scope: Scope) -> list[tuple[str, Measure, Measure]]:
    """Each figure's key, then and now."""
    then, now = ([one(ask(scope.figure(key), day)) for key in COMPARED] for day in (start(scope), scope.day))
    return list(zip(COMPARED, then, now, strict=True))


@block("indicateurs", Text("Indicateurs", "Indicators"), asks=_comparing, reads=(SINCE,))
def compared(ask: Ask, scope: Scope, view: View) -> Section:
    """The same figures as values in their unit, to compute with."""
    rows = []
    for key, then, now in _compared(ask, scope):
        declared = INDICATORS[key]
        named = declared.label.to(view.language), declared.unit.label.to(view.language)
        rows.append((*named, then.value, now.value, difference(then, now), now.known, now.total))
    headings = (FIGURE, UNIT, THEN, NOW, CHANGE, COVERAGE, OF_PROJECTS)
    return Section("", Table(tuple(Column(view.say(text)) for text in headings), tuple(rows)))


@block("avant-apres", Text("Avant et après", "Before and after"), asks=_comparing, reads=(SINCE,), has_table=False)
def before_and_after(ask: Ask, scope: Scope, view: View) -> Section:
    """Each figure then and now, as people read it."""
    rows = []
    for key, then, now in _compared(ask, scope):
        moved = difference(then, now)
        change = UNKNOWN if moved is None else write_change(key, moved, view)
        written = [write_figure(key, each.value, view) for each in (then, now)]
        coverage = count_of(now.known, now.total, view.language)
        rows.append((INDICATORS[key].label.to(view.language), *written, change, coverage))
    headings = (FIGURE, THEN, NOW, CHANGE, COVERAGE)
    return Section("", Table(tuple(Column(view.say(text)) for text in headings), tuple(rows)))


SPAN = Text("Du {then} au {now}, recalculé depuis l’historique.", "From {then} to {now}, recomputed from history.")
FIGURE = Text("Indicateur", "Indicator")
THEN = Text("Avant", "Before")
NOW = Text("Après", "After")
CHANGE = Text("Écart", "Change")
COVERAGE = Text("Projets renseignés", "Projects known")
UNIT = Text("Unité", "Unit")
OF_PROJECTS = Text("Projets en tout", "Projects in all")
