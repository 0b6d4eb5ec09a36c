"""The checks of a project's funding plan, as it is known on the day on screen."""

from __future__ import annotations

from portfolio.domain.facts import Agreement, FundingLine, Operation
from portfolio.domain.funding_checks import Plan, counted, findings
from portfolio.domain.questions import Parameters, ProjectRow
from portfolio.presentation.blocks import checks
from portfolio.presentation.blocks.block import Table
from portfolio.ui.asking import ask, organisations, rows_of
from portfolio.ui.session import visit


def plan_checks(row: ProjectRow) -> Table:
    """What each check finds, the worst first."""
    here = visit()
    plan = Plan(
        lead_id=row.lead,
        operations=rows_of(Operation, row.project_id),
        lines=counted(rows_of(FundingLine, row.project_id)),
        organisations=organisations(),
        agreements=rows_of(Agreement, row.project_id),
        departments=frozenset(row.departments),
        parameters={each.key: each.value for each in ask(Parameters())},
        day=here.day,
    )
    return checks.table(findings(plan), here.view)
