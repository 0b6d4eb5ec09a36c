"""What a question is, and those that any page may ask of any fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from portfolio.domain.access.rules import Action
from portfolio.domain.commands import Seen
from portfolio.domain.facts import Fact, Field, Key

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
class PrivateQuestion(Question[A_co]):
    """A question that may read economic models that are not everyone's: `private` names their projects, and whoever
    asks must have the right to each; the service leaves out the others, as if they were not there."""

    private: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FactRows(Question[tuple[F, ...]]):
    """The rows of one fact, all or those of a project, ordered by key."""

    fact: type[F]
    project_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rows(Question[tuple[R, ...]]):
    """A question that one SQL file answers, named after the class; `row` is the class of its rows."""

    row: ClassVar[type]


@dataclass(frozen=True, kw_only=True)
class Sequences(Question[tuple[Seen, ...]]):
    """Each of these rows as a form must carry them: with the event that asserted it last, 0 if none ever did."""

    rows: tuple[tuple[str, Key], ...]


@dataclass(frozen=True, kw_only=True)
class References(Question[tuple[tuple[Fact, Field], ...]]):
    """The rows in force now that refer to one of these, each with the field that does."""

    rows: tuple[tuple[str, Key], ...]


@dataclass(frozen=True, kw_only=True)
class UnknownTerritories(Question[tuple[tuple[str, str, str | None], ...]]):
    """Those of the (level, code) pairs that do not exist, with the commune's code of today when it changed."""

    pairs: tuple[tuple[str, str], ...]
