"""What is asked of the past: what happened to a project, what moved between two days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.domain.facts import Fact, Key
from portfolio.domain.questions.asking import Question


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it was and as it became; `before` None: it appeared, `after` None: it ended."""

    fact: str
    key: Key
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as history tells it: what it changed, of what is asked about, and in `names` how the organisations it
    speaks of were called then, by code. Instants are UTC."""

    sequence: int
    kind: str
    actor: str
    recorded_at: datetime
    known_at: datetime
    reason: str | None
    undoes: int | None
    undone_by: int | None
    changes: tuple[Change, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ProjectHistory(Question[tuple[Happening, ...]]):
    """The events that touch a project, latest first. An event and its undoing cancel out unless `audit`."""

    project_id: str
    audit: bool = False


@dataclass(frozen=True, kw_only=True)
class Since(Question[tuple[Change, ...]]):
    """What differs between the day `since` and the day asked, row by row, over every project."""

    since: date
