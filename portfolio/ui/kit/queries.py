"""Asking through the service's door, and keeping what is computed of answers."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, ParamSpec, TypeVar

from portfolio.domain.facts import Fact, Organisation
from portfolio.domain.questions import FactRows, Parameters, PrivateModels, Question
from portfolio.lru_cache import LruCache
from portfolio.ui.kit.session import Visit, service, visit

A = TypeVar("A")
F = TypeVar("F", bound=Fact)
P = ParamSpec("P")
KEPT = 1_000
# A question, the day it was asked of, and the version of its answer.
Asked = tuple[Question[Any], date | None, Hashable]
_made = LruCache(KEPT)
# What is asked by what is being made; None when nothing is.
_asked: ContextVar[set[Asked] | None] = ContextVar("asked", default=None)


def parameter(key: str) -> float:
    """A threshold or rate in force on the day on screen."""
    return next(row.value for row in ask(Parameters()) if row.key == key)


def ask(question: Question[A], as_of: date | None = None) -> A:
    """Read through the door, as this visitor, as of the day on screen unless another is given."""
    here, day = visit(), as_of or visit().as_of
    if _asked.get() is not None:
        _note({(question, day, service().version(question, day, here.heads))})
    return service().read(question, here.actor, day, heads=here.heads)


def private(as_of: date | None = None) -> tuple[str, ...]:
    """The projects whose economic model is not everyone's to read, and is this visitor's."""
    here, question, day = visit(), PrivateModels(programme=visit().code), as_of or visit().as_of
    if _asked.get() is not None:
        _note({(question, day, service().version(question, day, here.heads))})
    return service().private_models(here.actor, here.code, day, heads=here.heads) if here.programme else ()


def rows_of(fact: type[F], project_id: str) -> tuple[F, ...]:
    """The rows of one fact of a project of this programme, by key."""
    return ask(FactRows(programme=visit().code, fact=fact, project_id=project_id))


def organisations() -> Mapping[str, Organisation]:
    """Those of this programme, by code."""
    return {row.organisation_id: row for row in ask(FactRows(programme=visit().code, fact=Organisation))}


def memoised(make: Callable[P, A]) -> Callable[P, A]:
    """What a page computes from answers, computed once for the same arguments, visitor, view and programme, for as long
    as the answers it was made from hold."""

    @functools.wraps(make)
    def given(*args: P.args, **named: P.kwargs) -> A:
        here = visit()
        key = (make.__module__, make.__qualname__, args, *named.items(), here.code, here.view, str(here.actor))
        found: _Made[A] | None = _made.get(key)
        if found is None or not found.is_good(here):
            with _noting() as asked:
                value = make(*args, **named)
            found = _Made(value, frozenset(asked))
            _made.put(key, found)
        _note(found.asked)  # what is made of this is made of its answers
        return found.value

    return given


@dataclass(frozen=True, slots=True)
class _Made(Generic[A]):
    """Something computed, and the answers that it was computed from: (question, as of, version)."""

    value: A
    asked: frozenset[Asked]

    def is_good(self, here: Visit) -> bool:
        return all(service().version(q, as_of, here.heads) == version for q, as_of, version in self.asked)


@contextlib.contextmanager
def _noting() -> Iterator[set[Asked]]:
    """Note what is asked from here on."""
    noted: set[Asked] = set()
    before = _asked.set(noted)
    try:
        yield noted
    finally:
        _asked.reset(before)


def _note(asked: Set[Asked]) -> None:
    noted = _asked.get()
    if noted is not None:
        noted.update(asked)
