"""What is asked of a list of projects: a page of it, what it finds, the choices of its filters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portfolio.domain.questions.asking import Filters, Rows
from portfolio.domain.questions.projects import ProjectRow


class ProjectOrder(StrEnum):
    """What a list of projects is ordered by; `NAME` and other words as people count, « n° 2 » before « n° 10 »."""

    NAME = "name"
    TERRITORY = "territory"
    CONFIDENCE = "confidence"
    DECLARED_PROGRESS = "declared_progress"
    SLIP = "slip"
    COST = "cost"
    FUNDING = "funding"
    SECURED_SHARE = "secured_share"
    LEGAL_FORM = "legal_form"
    NEXT_MILESTONE = "next_milestone"
    LEAD = "lead"
    NEWS = "news"


@dataclass(frozen=True, kw_only=True)
class ProjectPage(Rows[ProjectRow]):
    """The lines of the projects in which every word typed is found, whatever its accents or case, be it in the name,
    code, territory, lead or summary. Unknown values come last at both ends, equal ones by name; `most` lines after
    `skip`, None for all."""

    row = ProjectRow
    filters: Filters = ()
    words: str = ""
    by: ProjectOrder = ProjectOrder.NAME
    is_downwards: bool = False
    skip: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectsFoundRow:
    """How many projects are found, of the programme's `total`; the sum of what is known of their costs, how many are
    known whole; how many have a confidence."""

    found: int
    total: int
    cost_eur: Decimal | None
    whole_costs: int
    confidences: int


@dataclass(frozen=True, kw_only=True)
class ProjectsFound(Rows[ProjectsFoundRow]):
    """One row on the projects that `ProjectPage` gives, however long the list."""

    row = ProjectsFoundRow
    filters: Filters = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class ProjectsKnownRow:
    """Of how many projects each field of `ProjectRow` is known."""

    territories: int
    confidence: int
    declared_progress: int
    slip_days: int
    cost_eur: int
    funding_eur: int
    secured_share: int
    legal_form: int
    next_milestone: int
    lead_name: int


@dataclass(frozen=True, kw_only=True)
class ProjectsKnown(Rows[ProjectsKnownRow]):
    """One row on the whole programme: which columns of its list say something."""

    row = ProjectsKnownRow


@dataclass(frozen=True, slots=True)
class FilterCountRow:
    """A value that some project of the programme has, None for the unknown, and how many projects are left with it."""

    code: str | None
    projects: int


@dataclass(frozen=True, kw_only=True)
class FilterCounts(Rows[FilterCountRow]):
    """The choices of a filter: each value of a dimension, with how many projects the other filters leave it."""

    row = FilterCountRow
    dimension: str
    filters: Filters = ()
