"""A project's milestones: along time, as promised, as each funder sees them, and the instalments that wait for them."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.facts import Milestone, MilestoneLink
from portfolio.domain.questions import Forecasts, MilestoneAnswers
from portfolio.presentation.funding import instalments
from portfolio.presentation.kit.block import Block, Table
from portfolio.presentation.milestones import dependencies, verifications
from portfolio.presentation.milestones.milestone_table import calendar, promises
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask, memoised, organisations, rows_of
from portfolio.ui.kit.session import visit
from portfolio.ui.project import words


@memoised
def schedule(project_id: str) -> Block:
    """The project's milestones along time, for the tab and for the file."""
    return calendar(rows_of(Milestone, project_id), visit().view, rows_of(MilestoneLink, project_id))


def milestones(project_id: str) -> None:
    here = visit()
    pieces.chart(schedule(project_id))
    said = ask(Forecasts(programme=here.code, project_id=project_id))
    pieces.chart(promises(said, here.view))
    links = rows_of(MilestoneLink, project_id)
    if links:
        steps = rows_of(Milestone, project_id)
        st.header(pieces.safe(dependencies.message(steps, links, here.view)), anchor=False)
        pieces.table(dependencies.table(steps, links, here.view))
    answers = ask(MilestoneAnswers(programme=here.code, project_id=project_id))
    pieces.section(common.MILESTONES_AND_FUNDERS, verifications.matrix(answers, here.view), common.NO_AGREEMENT)
    pieces.section(words.INSTALMENTS, releases(project_id), common.NO_AGREEMENT)


def releases(project_id: str) -> Table:
    """The project's instalments, with what blocks each."""
    here = visit()
    found = instalments.asked(ask, here.code, project_id)
    return instalments.table(found, {code: row.name for code, row in organisations().items()}, here.view)
