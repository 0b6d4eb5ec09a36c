"""The checks of a project's funding plan, as it is known on the day on screen."""

from __future__ import annotations

from portfolio.domain.funding.checks import findings, plan_of
from portfolio.domain.questions import ProjectRow
from portfolio.presentation.funding import checks
from portfolio.presentation.kit.block import Table
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit


def plan_checks(row: ProjectRow) -> Table:
    """What each check finds, the worst first."""
    here = visit()
    return checks.table(findings(plan_of(ask, here.code, row, here.day)), here.view)
