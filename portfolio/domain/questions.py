"""What can be asked of the facts. A question is a frozen value: it names its programme and needs a right to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Generic, TypeVar

from portfolio.domain.access import Action
from portfolio.domain.facts import Fact, Key
from portfolio.domain.facts.choices import ProgrammeKind

A_co = TypeVar("A_co", covariant=True)
R = TypeVar("R")
F = TypeVar("F", bound=Fact)
Filters = tuple[tuple[str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Question(Generic[A_co]):
    """`programme` is the plan asked about; an empty one means all of them."""

    right: ClassVar[Action] = Action.READ
    programme: str = ""


@dataclass(frozen=True, kw_only=True)
class FactRows(Question[tuple[F, ...]]):
    """The rows of one fact, all or those of a project, ordered by key."""

    fact: type[F]
    project_id: str | None = None


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
class Figures(Question[tuple[Measure, ...]]):
    """An indicator for each group of `by`, over the projects and rows that `filters` keep."""

    indicator: str
    by: tuple[str, ...] = ()
    filters: Filters = ()


@dataclass(frozen=True, kw_only=True)
class Rows(Question[tuple[R, ...]]):
    """A question that one SQL file answers, named after the class; `row` is the class of its rows."""

    row: ClassVar[type]


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    programme: str
    kind: ProgrammeKind
    name_fr: str
    name_en: str
    summary_fr: str | None
    summary_en: str | None
    projects: int


@dataclass(frozen=True, kw_only=True)
class Programmes(Rows[ProgrammeRow]):
    """The programmes that the record holds."""

    row = ProgrammeRow


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A line of the list of projects. Euros; `slip_days` between the next milestone's initial date and its forecast
    (or the day itself when that is past); None: unknown, or there is none."""

    project_id: str
    title: str
    summary: str | None
    axis: str | None
    vertical: str | None
    lead: str | None
    lead_name: str | None
    legal_form: str | None
    territories: tuple[str, ...]
    departments: tuple[str, ...]
    confidence: str | None
    comment: str | None
    reported_on: date | None
    cost_eur: Decimal | None
    funding_eur: Decimal | None
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
class ProgressPoint:
    """Shares of milestone weight planned and declared by the end of a day; `declared` is None after the day asked."""

    day: date
    planned: float | None
    declared: float | None


@dataclass(frozen=True, kw_only=True)
class ProgressCurve(Rows[ProgressPoint]):
    """Month by month, over the projects kept: declared and planned progress, as the indicators of those names."""

    row = ProgressPoint
    filters: Filters = ()


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
class AlertRow:
    """Something to look at first: what, on which project, the euros and days at stake, who acts, before when."""

    kind: str
    project_id: str
    title: str
    subject: str | None
    amount_eur: Decimal | None
    days: int | None
    actor: str | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Alerts(Rows[AlertRow]):
    """By what is at stake: euros first, then days."""

    row = AlertRow
    filters: Filters = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it was and as it became; `before` None: it appeared, `after` None: it ended."""

    fact: str
    key: Key
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as history tells it: what it changed, of what is asked about. Instants are UTC."""

    sequence: int
    kind: str
    actor: str
    recorded_at: datetime
    known_at: datetime
    reason: str | None
    undoes: int | None
    undone_by: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectHistory(Question[tuple[Happening, ...]]):
    """The events that touch a project, latest first. An event and its undoing cancel out unless `audit`."""

    project_id: str
    audit: bool = False


@dataclass(frozen=True, kw_only=True)
class Since(Question[tuple[Change, ...]]):
    """What differs between the day `since` and the day asked, row by row, over every project."""

    since: date


@dataclass(frozen=True, kw_only=True)
class UnknownTerritories(Question[tuple[tuple[str, str, str | None], ...]]):
    """Those of the (level, code) pairs that do not exist, with the commune's code of today when it changed."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """Which event had asserted a row that a form shows (0: none yet)."""

    fact: str
    key: Key
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Sequences(Question[tuple[SeenRow, ...]]):
    """The sequence of each of these rows, as a form must carry them."""

    rows: tuple[tuple[str, Key], ...]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A threshold, rate or convention, with the dates between which it holds (None: not limited) and its source."""

    key: str
    value: str
    unit: str
    valid_from: date | None
    valid_until: date | None
    label_fr: str
    label_en: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Parameters(Rows[ParameterRow]):
    """The parameters of the reference data."""

    row = ParameterRow
