"""What is asked of the plan as a whole: figures, the curve of progress, what to look at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.domain.questions.asking import Filters, PrivateQuestion, Rows


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. `group` gives the value of each dimension asked for (None: unknown); `value` is None when undefined.

    Coverage counts projects: `known` those of the group whose rows are all known, `total` all those of the group.
    """

    group: tuple[tuple[str, str | None], ...]
    value: int | float | Decimal | None
    known: int
    total: int

    def of(self, dimension: str) -> str | None:
        """The value of one dimension of the group."""
        return dict(self.group)[dimension]


@dataclass(frozen=True, kw_only=True)
class Figures(PrivateQuestion[tuple[Measure, ...]]):
    """An indicator for each group of `by`, over the projects and rows that `filters` keep."""

    indicator: str
    by: tuple[str, ...] = ()
    filters: Filters = ()


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """Shares of milestone weight planned, declared and verified by the end of a day; the last two are None after the
    day asked, and `verified`, over what agreements wait for, where none does."""

    day: date
    planned: float | None
    declared: float | None
    verified: float | None


@dataclass(frozen=True, kw_only=True)
class ProgressCurve(Rows[ProgressPoint]):
    """Month by month, over the projects kept: planned, declared and verified progress, as those indicators."""

    row = ProgressPoint
    filters: Filters = ()


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Something to look at first: what, on which project, the euros, days or points at stake, who acts, before when.

    `points`: progress less what was planned, or progress itself, in hundredths.
    """

    kind: str
    project_id: str
    title: str
    subject: str | None
    amount_eur: Decimal | None
    days: int | None
    points: float | None
    actor: str | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Alerts(Rows[AlertRow]):
    """By what is at stake: euros first, then days; the `most` first of them, None for all."""

    row = AlertRow
    filters: Filters = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class AlertsFoundRow:
    """How many alerts, the sum of the euros at stake, the most days that a milestone is late; None where none is."""

    found: int
    amount_eur: Decimal | None
    most_days_late: int | None


@dataclass(frozen=True, kw_only=True)
class AlertsFound(Rows[AlertsFoundRow]):
    """One row on all that `Alerts` gives."""

    row = AlertsFoundRow
    filters: Filters = ()
