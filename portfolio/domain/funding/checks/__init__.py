"""Checks of a funding plan: each declared with its rule and its source, computed at any date, and blocking nothing.

They help to check and do not stand for the control of legality.
"""

from __future__ import annotations

from portfolio.domain.funding.checks import ceilings, coherence, duties, owner
from portfolio.domain.funding.checks.plan import Check, Figure, Finding, Level, Plan, Verdict, counted, plan_of

CHECKS: tuple[Check, ...] = (*coherence.CHECKS, *owner.CHECKS, *ceilings.CHECKS, *duties.CHECKS)

__all__ = ["CHECKS", "Check", "Figure", "Finding", "Level", "Plan", "Verdict", "counted", "findings", "plan_of"]


def findings(plan: Plan) -> list[Finding]:
    """Every check that was in force on the plan's day."""
    in_force = (each for each in CHECKS if each.valid_from is None or each.valid_from <= plan.day)
    return [Finding(check, check.judge(plan)) for check in in_force]
