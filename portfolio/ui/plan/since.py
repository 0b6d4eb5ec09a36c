"""What moved between two days, recomputed from history: figures before and after, then each thing that moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FundingLine, Organisation
from portfolio.domain.questions import FactRows, Filters, Measure, ProjectRow, Since
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.block import Column, Files, Table
from portfolio.presentation.kit.formats import UNKNOWN, count_of, day
from portfolio.presentation.plan import since
from portfolio.presentation.plan.cards import difference, write_change, write_figure
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit.queries import ask, memoised, rows_of
from portfolio.ui.kit.session import FIRST_DAY, visit
from portfolio.ui.plan import words
from portfolio.ui.plan.answers import WEEKS, figure, projects

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
MOST_TOLD = 12
ICONS = {
    True: ":green[:material/trending_up:]",
    False: ":red[:material/trending_down:]",
    None: ":material/arrow_forward:",
}


def start() -> date:
    """The earlier day: that of the address, else some weeks before the day on screen."""
    here = visit()
    try:
        asked = date.fromisoformat(address.value("depuis") or "")
    except ValueError:
        asked = here.day - timedelta(weeks=WEEKS)
    return max(FIRST_DAY, min(asked, here.day))


def titles_of(filters: Filters) -> dict[str, str]:
    """The projects kept on either day, those that have left the plan since included, with their last title."""
    return {row.project_id: row.title for row in (*projects(filters, as_of=start()), *projects(filters))}


def found(filters: Filters) -> list[since.Move]:
    """What moved on the projects kept."""
    return _moved(start(), filters)


@memoised
def _moved(then: date, filters: Filters) -> list[since.Move]:
    here, titles = visit(), titles_of(filters)
    names = {row.organisation_id: row.name for row in ask(FactRows(programme=here.code, fact=Organisation))}
    changes = ask(Since(programme=here.code, since=then))
    lines = {row.key: row for project in sorted(since.losing(changes)) for row in rows_of(FundingLine, project)}
    moved = since.moves(changes, names, here.view, lines)
    return [move for move in moved if move.project_id in titles]


def files(filters: Filters, _: Sequence[ProjectRow]) -> Files:
    """What the view lets one take away."""
    here = visit()
    titles, moved, figures = titles_of(filters), found(filters), _raw(filters)
    table = since.table(moved, titles, here.view)
    return [(here.say(words.FIGURES), lambda: figures), (here.say(words.MOVES), lambda: table)]


def show(filters: Filters, _: Sequence[ProjectRow]) -> None:
    """The view « depuis »."""
    here = visit()
    st.session_state["since"] = start()
    st.date_input(
        here.say(words.SINCE),
        min_value=FIRST_DAY,
        max_value=here.day,
        format="DD/MM/YYYY",
        key="since",
        width=240,
        on_change=_choose,
    )
    titles, moved = titles_of(filters), found(filters)
    span = words.SINCE_SPAN.fill(then=day(start(), here.language), now=day(here.day, here.language))
    with st.container(gap="xxsmall"):
        st.header(pieces.safe(since.message(moved, here.view)), anchor=False)
        st.caption(here.say(span))
    pieces.table(_before_after(filters))
    for topic, label in since.TOPICS.items():
        _topic(label, [move for move in moved if move.topic == topic], titles)


def _choose() -> None:
    chosen = st.session_state["since"]
    address.put("depuis", chosen.isoformat() if chosen else None)


def _topic(label: Text, moves: Sequence[since.Move], titles: dict[str, str]) -> None:
    if not moves:
        return
    st.header(visit().say(label), anchor=False)
    for move in moves[:MOST_TOLD]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{ICONS[move.good]} {pieces.safe(move.sentence)}", width="content")
            pieces.project_link(move.project_id, titles[move.project_id])
    if len(moves) > MOST_TOLD:
        st.caption(visit().say(words.more_moves(len(moves) - MOST_TOLD)))


def _compared(filters: Filters) -> list[tuple[str, Measure, Measure]]:
    """Each figure's key, then and now, at what is kept."""
    days = (start(), visit().day)
    return [(key, *(figure(key, filters, as_of=day) for day in days)) for key in COMPARED]  # type: ignore[misc]


def _raw(filters: Filters) -> Table:
    """The same figures as values in their unit, to compute with."""
    here = visit()
    rows = []
    for key, then, now in _compared(filters):
        declared = INDICATORS[key]
        named = declared.label.to(here.language), declared.unit.label.to(here.language)
        rows.append((*named, then.value, now.value, difference(then, now), now.known, now.total))
    headings = (words.FIGURE, words.UNIT, words.THEN, words.NOW, words.CHANGE, words.COVERAGE, words.OF_PROJECTS)
    return Table(tuple(Column(here.say(text)) for text in headings), tuple(rows))


def _before_after(filters: Filters) -> Table:
    """Each figure then and now, as people read it."""
    here = visit()
    rows = []
    for key, then, now in _compared(filters):
        moved = difference(then, now)
        change = UNKNOWN if moved is None else write_change(key, moved, here.view)
        written = [write_figure(key, each.value, here.view) for each in (then, now)]
        coverage = count_of(now.known, now.total, here.language)
        rows.append((INDICATORS[key].label.to(here.language), *written, change, coverage))
    headings = (words.FIGURE, words.THEN, words.NOW, words.CHANGE, words.COVERAGE)
    return Table(tuple(Column(here.say(text)) for text in headings), tuple(rows))
