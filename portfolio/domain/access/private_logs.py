"""Which log a fact lies in: its programme's, or, for what is not everyone's to read, one of the project's own.

A private log has its own sequence and chain: nothing of what everyone reads changes with it, not even a number of
events.
"""

from __future__ import annotations

from portfolio.domain.facts import EconomicFlow, EconomicModel, RiskAssessment, RiskFactor

SEPARATOR = "~"
# The facts that may be private; all the others are everyone's.
MAY_BE_PRIVATE = frozenset(each.declaration.name for each in (EconomicModel, EconomicFlow, RiskFactor, RiskAssessment))


def log_of(programme: str, project_id: str | None = None) -> str:
    """The name of the log: « plan », or « plan~P1 » for what is private of P1."""
    return programme if project_id is None else f"{programme}{SEPARATOR}{project_id}"


def programme_of(log: str) -> str:
    """The programme that a log is of, its own or a private one."""
    return log.partition(SEPARATOR)[0]


def project_of(log: str) -> str | None:
    """The project that a private log is about."""
    return log.partition(SEPARATOR)[2] or None
