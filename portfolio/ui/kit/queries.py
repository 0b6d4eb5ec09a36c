"""Asking through the service's door, and remembering what is made of answers."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, ParamSpec, TypeVar

from portfolio.domain.facts import Fact, Organisation
from portfolio.domain.questions import FactRows, Parameters, PrivateModels, Question
from portfolio.lru_cache import LruCache
from portfolio.presentation.kit.asking import Asked, by_day
from portfolio.presentation.kit.screen import Ask
from portfolio.ui.kit.session import Visit, service, visit

A = TypeVar("A")
F = TypeVar("F", bound=Fact)
P = ParamSpec("P")
REMEMBERED = 1_000
# A question, the day it was asked of, and the version of its answer.
Read = tuple[Question[Any], date | None, Hashable]
_made = LruCache(REMEMBERED)
# What is read by what is being made; None when nothing is.
_read: ContextVar[set[Read] | None] = ContextVar("read", default=None)


def door(here: Visit) -> Ask:
    """Reads as this visitor, as of the day on screen unless another is given; good outside a run of the page too, when
    a file is made after its button was shown."""

    def ask(question: Question[A], as_of: date | None = None, /) -> A:
        day = as_of or here.as_of
        if _read.get() is not None:
            _note({(question, day, service().version(question, day, here.heads))})
        return service().read(question, here.actor, day, heads=here.heads)

    return ask


def ask(question: Question[A], as_of: date | None = None, /) -> A:
    """Through the door of this run's visit."""
    return door(visit())(question, as_of)


def ask_ahead(asked: Iterable[Asked]) -> None:
    """Answer the questions of a screen together, a day at a time, so that each block then finds its own."""
    here = visit()
    for day, questions in by_day(asked, here.day, here.today).items():
        service().read_all(questions, here.actor, day, heads=here.heads)


def parameter(key: str) -> float:
    """A threshold or rate in force on the day on screen."""
    return next(row.value for row in ask(Parameters()) if row.key == key)


def private(as_of: date | None = None) -> tuple[str, ...]:
    """The projects whose economic model is private, and this visitor's to read."""
    here, question, day = visit(), PrivateModels(programme=visit().code), as_of or visit().as_of
    if _read.get() is not None:
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
        key = _key(make, here, args, named)
        found: _Made[A] | None = _made.get(key)
        if found is None or not found.is_good(here):
            with _noting() as read:
                value = make(*args, **named)
            found = _Made(value, frozenset(read))
            _made.put(key, found)
        _note(found.read)  # what is made of this is made of its answers
        return found.value

    return given


def is_remembered(make: Callable[P, A], *args: P.args, **named: P.kwargs) -> bool:
    """Whether what was `memoised` need not be made again for these arguments."""
    found: _Made[A] | None = _made.get(_key(make, visit(), args, named))
    return found is not None and found.is_good(visit())


def _key(make: Callable[..., Any], here: Visit, args: tuple[Any, ...], named: Mapping[str, Any]) -> Hashable:
    return make.__module__, make.__qualname__, args, *named.items(), here.code, here.view, str(here.actor)


@dataclass(frozen=True, slots=True)
class _Made(Generic[A]):
    """Something computed, and the answers that it was computed from: (question, as of, version)."""

    value: A
    read: frozenset[Read]

    def is_good(self, here: Visit) -> bool:
        return all(service().version(q, as_of, here.heads) == version for q, as_of, version in self.read)


@contextlib.contextmanager
def _noting() -> Iterator[set[Read]]:
    """Note what is read from here on."""
    noted: set[Read] = set()
    before = _read.set(noted)
    try:
        yield noted
    finally:
        _read.reset(before)


def _note(read: Set[Read]) -> None:
    noted = _read.get()
    if noted is not None:
        noted.update(read)
