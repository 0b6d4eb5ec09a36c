"""The money of one project: the bar of what is secured, its lines, the versions of its plan, what checks find."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.facts import FundingLine, FundingLoss, LegalForm, Operation
from portfolio.domain.questions import Figures, Measure, ProjectRow
from portfolio.presentation.funding import checks, lines
from portfolio.presentation.funding.plan_table import of_project
from portfolio.presentation.kit.block import Block, Table
from portfolio.presentation.project import entries, history
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask, organisations, rows_of
from portfolio.ui.kit.session import visit
from portfolio.ui.project import words
from portfolio.ui.project.checking import plan_checks


def funding(row: ProjectRow) -> None:
    """Operations and their costs; lines and their statuses; what checks find; the bar; contradictions."""
    here, project_id = visit(), row.project_id
    names = organisations()
    pieces.chart(share(project_id))
    pieces.section(words.LINES, funding_lines(project_id), common.NO_LINE)
    outside = lines.outside_totals(rows_of(FundingLine, project_id), here.view)
    if outside:
        st.caption(pieces.safe(outside))
    losses = entries.table(FundingLoss.declaration, rows_of(FundingLoss, project_id), {}, here.view)
    if losses.rows:
        pieces.section(words.LOSSES, losses, common.NO_LINE)
    pieces.section(words.VERSIONS, versions(project_id), common.NO_LINE)
    pieces.section(words.OPERATIONS, lines.operations(rows_of(Operation, project_id), names, here.view), words.NO_COST)
    pieces.section(words.CHECKS, plan_checks(row), common.NO_LINE)
    st.caption(here.say(checks.NO_CONTROL))
    forms = rows_of(LegalForm, project_id)
    if forms:
        st.header(here.say(words.LEGAL_FORM), anchor=False)
        written = [pair for each in forms for pair in history.field_rows(each, here.view)]
        colon = " :" if here.language == "fr" else ":"
        st.markdown("\n".join(f"- {pieces.safe(label)}{colon} {pieces.safe(value)}" for label, value in written))


def funding_lines(project_id: str) -> Table:
    """Who brings what, for the tab and for the file."""
    found = rows_of(FundingLine, project_id)
    return lines.funding_lines(found, organisations(), visit().view, rows_of(FundingLoss, project_id))


def versions(project_id: str) -> Table:
    """The plan forecast, awarded and final, side by side; nothing without a line."""
    found = rows_of(FundingLine, project_id)
    table = lines.versions(rows_of(Operation, project_id), found, visit().view)
    return table if found else Table(table.columns, ())


def share(project_id: str) -> Block:
    """The bar of what is secured, asked for, to be found, of the cost."""
    only = (("project_id", (project_id,)),)
    by = ask(Figures(programme=visit().code, indicator="total_funding", by=("certainty",), filters=only))
    [cost] = ask(Figures(programme=visit().code, indicator="total_cost", filters=only)) or (Measure((), None, 0, 0),)
    return of_project(by, cost, visit().view)
