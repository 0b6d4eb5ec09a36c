"""The plan as it stands: figures, what calls for a decision, progress, money, places, confidence, flow."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portfolio.domain.questions import Filters, ProjectRow
from portfolio.presentation.kit.block import Files
from portfolio.presentation.plan import territories
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.choosing import choose_figure, chosen_figure
from portfolio.ui.kit.session import visit
from portfolio.ui.plan import answers as plan
from portfolio.ui.plan import words
from portfolio.ui.plan.alerts import alert_rows, contradiction_rows


def files(kept: Filters, _: Sequence[ProjectRow]) -> Files:
    """What the view lets one take away: the rows behind each block."""
    here = visit()
    found = (
        (words.PROGRESS, plan.progress(kept).table),
        (words.FUNDING, plan.funding(kept).table),
        (words.CONFIDENCE, plan.confidence(kept).table),
        (words.MAP, plan.department_map(chosen_figure(territories.MAPPED), kept).table),
        (words.FUNDERS_AND_AXES, plan.flow(kept).table),
        (words.ALERTS, plan.alarms(kept)),
    )
    return [(here.say(name), lambda table=table: table) for name, table in found if table.rows]  # type: ignore[misc]


def show(kept: Filters, projects: Sequence[ProjectRow]) -> None:
    """The view « situation »."""
    here = visit()
    pieces.cards(*plan.cards(kept))
    if plan.is_real():
        contradiction_rows(plan.contradictions(projects), {row.project_id: row.title for row in projects})
    else:
        alert_rows(plan.alerts(kept))
    progress, funding = plan.progress(kept), plan.funding(kept)
    if progress.figure is None:
        pieces.chart(funding)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            pieces.chart(progress)
        with right:
            pieces.chart(funding)
    _places(kept, projects)
    if any(row.axis for row in projects):
        pieces.chart(plan.flow(kept), table_first=here.phone)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(here.say(words.PLAN_SOURCE))
        pieces.page_link("data/method.py", common.METHOD, icon=":material/menu_book:")


def _places(kept: Filters, projects: Sequence[ProjectRow]) -> None:
    """The map, and beside it the confidence where leads are there to give one."""
    mapped = plan.department_map(chosen_figure(territories.MAPPED), kept)
    if plan.is_real():
        pieces.chart(mapped, controls=lambda: choose_figure(territories.MAPPED))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        pieces.chart(mapped, controls=lambda: choose_figure(territories.MAPPED))
    with right:
        pieces.chart(plan.confidence(kept))
        pieces.confidence_names(projects)
