"""What is asked of economic models: whether each project outlives its grants, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.domain.questions.asking import Filters, PrivateQuestion, Rows


@dataclass(frozen=True, slots=True)
class DurabilityRow:
    """A project and the gates of its model; each value is None where its data lack, and the model of a project that is
    abandoned is not read. Years are counted from the model's first; `first_year` is that one. Euros of cash are the
    lowest that its cumulated flows ever are, known as soon as they are seen to run out; the gap of coverage is what is
    missing a year in the steady state."""

    project_id: str
    title: str
    lead: str | None
    legal_form: str | None
    cost_eur: Decimal | None
    has_model: bool
    is_abandoned: bool
    first_year: int | None
    horizon: int | None
    lowest_eur: Decimal | None
    first_negative_year: int | None
    coverage: float | None
    coverage_gap_eur: float | None
    without_first_eur: Decimal | None
    first_negative_without_first: int | None
    first_funder: str | None
    first_funder_eur: Decimal | None
    probability: float | None
    last_grant: int | None
    autonomy_years: int | None
    contract_ends_on: date | None
    is_reversible: bool | None


@dataclass(frozen=True, slots=True)
class InhabitantsRow:
    """Of the territories where a project lies, together; None when those of one are not known."""

    inhabitants: int | None


@dataclass(frozen=True, kw_only=True)
class Inhabitants(Rows[InhabitantsRow]):
    """No row when the project lies nowhere that is known."""

    row = InhabitantsRow
    project_id: str


@dataclass(frozen=True, slots=True)
class PrivateModelRow:
    """A project whose model is not everyone's to read: who may, and who its lead and its funders are."""

    project_id: str
    audience: str
    lead_id: str | None
    funders: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PrivateModels(Rows[PrivateModelRow]):
    """By project. The service asks it to know what it may answer; it has no page."""

    row = PrivateModelRow


@dataclass(frozen=True, kw_only=True)
class Durabilities(PrivateQuestion[tuple[DurabilityRow, ...]], Rows[DurabilityRow]):
    """By project."""

    row = DurabilityRow
    filters: Filters = ()


@dataclass(frozen=True, slots=True)
class FlowFunderRow:
    """A flow, and the organisation that answers for it: the one it designates, or its successor."""

    scenario: str
    flow_id: str
    funder_id: str


@dataclass(frozen=True, kw_only=True)
class FlowFunders(PrivateQuestion[tuple[FlowFunderRow, ...]], Rows[FlowFunderRow]):
    """Of one project's model, where it lies. A flow that designates nobody has no row."""

    row = FlowFunderRow
    project_id: str
