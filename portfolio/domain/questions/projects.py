"""What is asked of projects: the list, and what one of them counts and promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.domain.questions.asking import Filters, Rows


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A line of the list of projects. Euros: the sum of what is known, all of it when `whole`; `slip_days` between the
    next milestone's initial date and its forecast (or the day itself when that is past); None: unknown, or none."""

    project_id: str
    title: str
    summary: str | None
    axis: str | None
    vertical: str | None
    lead: str | None
    lead_name: str | None
    legal_form: str | None
    territories: tuple[str, ...]
    departments: tuple[str | None, ...]
    confidence: str | None
    comment: str | None
    reported_on: date | None
    cost_eur: Decimal | None
    is_cost_whole: bool
    funding_eur: Decimal | None
    is_funding_whole: bool
    secured_eur: Decimal | None
    secured_share: float | None
    declared_progress: float | None
    planned_progress: float | None
    next_milestone_id: str | None
    next_milestone: str | None
    next_planned_on: date | None
    next_expected_on: date | None
    slip_days: int | None
    abandoned_on: date | None
    known_on: date


@dataclass(frozen=True, kw_only=True)
class ProjectRows(Rows[ProjectRow]):
    """One line a project, in the French order of names."""

    row = ProjectRow
    filters: Filters = ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result indicator: its latest value against its original target, the revised one beside it."""

    project_id: str
    indicator_id: str
    title: str
    unit: str
    baseline: float | None
    actual: float | None
    observed_on: date | None
    target: float | None
    due_on: date | None
    revised_target: float | None
    revised_due_on: date | None
    rate: float | None
    raw_rate: float | None
    revised_rate: float | None


@dataclass(frozen=True, kw_only=True)
class Results(Rows[ResultRow]):
    """The result indicators of a project."""

    row = ResultRow
    project_id: str


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What was said of a milestone's date, and the day it was said."""

    milestone_id: str
    title: str
    said_on: date
    planned_on: date | None
    expected_on: date | None
    reached_on: date | None


@dataclass(frozen=True, kw_only=True)
class Forecasts(Rows[ForecastRow]):
    """The history of the forecasts of a project's milestones."""

    row = ForecastRow
    project_id: str


@dataclass(frozen=True, slots=True)
class ConfidenceCheckRow:
    """What a project's figures say of the confidence that its lead declared: days since the initial date of the latest
    milestone not reached, points of progress over what was planned, progress as a fraction; then each rule, None where
    it applies and its figure is not known."""

    project_id: str
    days_late: int | None
    gap_points: float | None
    progress: float | None
    on_track_but_late: bool | None
    on_track_but_behind: bool | None
    compromised_but_nearly_done: bool | None


@dataclass(frozen=True, kw_only=True)
class ConfidenceChecks(Rows[ConfidenceCheckRow]):
    """Of one project; no row when it is abandoned, or when nothing was declared."""

    row = ConfidenceCheckRow
    project_id: str
