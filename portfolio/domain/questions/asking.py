"""What a question is, and those that any page may ask of any fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from portfolio.domain.access import Action
from portfolio.domain.facts import Fact, Key

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


@dataclass(frozen=True, kw_only=True)
class Rows(Question[tuple[R, ...]]):
    """A question that one SQL file answers, named after the class; `row` is the class of its rows."""

    row: ClassVar[type]


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


@dataclass(frozen=True, kw_only=True)
class UnknownTerritories(Question[tuple[tuple[str, str, str | None], ...]]):
    """Those of the (level, code) pairs that do not exist, with the commune's code of today when it changed."""

    pairs: tuple[tuple[str, str], ...]
