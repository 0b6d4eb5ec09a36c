"""What an answer depends on: the facts that its question reads, and the last event that carried each of them. So what
was computed stays good until something it reads has moved."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from portfolio.domain.access.private_logs import programme_of, project_of
from portfolio.domain.facts import FACTS
from portfolio.domain.questions import FactRows, Figures, Outlines, PrivateModels, PrivateQuestion, Question, Rows
from portfolio.indicators import indicator
from portfolio.store import view_texts
from portfolio.store.answers import rows_sql
from portfolio.store.facts import FactsHead
from portfolio.store.measure import figure_sql

# Questions of filters that people type are many; those asked again are few.
REMEMBERED = 4_000
# Tables that every event moves.
MOVED_BY_ANY = {"event", "undone", "project_latest"}


def version(question: Question[Any], day: date, heads: Mapping[str, FactsHead]) -> Hashable:
    """Equal for two moments at which the question has the same answer « au (day) »."""
    read = _facts_read(question)
    asked = ((name, head) for name, head in sorted(heads.items()) if _is_of(question, name))
    return question, day, tuple((name, head.erasures, *_stood(head, read)) for name, head in asked)


def _is_of(question: Question[Any], log: str) -> bool:
    """Whether an answer may depend on what that log holds."""
    if question.programme in {"", log}:
        return True
    if project_of(log) is None or programme_of(log) != question.programme:
        return False
    if isinstance(question, PrivateQuestion):
        return project_of(log) in question.private
    return isinstance(question, PrivateModels)


def _stood(head: FactsHead, read: frozenset[str] | None) -> tuple[str | None, ...]:
    return (head.digest,) if read is None else tuple(head.moved.get(fact) for fact in sorted(read))


@lru_cache(REMEMBERED)
def _facts_read(question: Question[Any]) -> frozenset[str] | None:
    """The facts whose rows decide the answer; None when any event may."""
    match question:
        case Outlines():
            return frozenset()
        case FactRows():
            return frozenset({question.fact.declaration.name})
        case Rows():
            return _named_in(rows_sql(question, now=True)[0])
        case Figures():
            asked = indicator(question.indicator)
            return _named_in(figure_sql([asked], question.by, dict(question.filters), now=True))
    return None


def _named_in(sql: str) -> frozenset[str] | None:
    """The facts that a query names, itself or through the views it reads. A word too many costs a computation; a word
    missed would show what is no more so."""
    views, named = view_texts.texts(), set[str]()
    unread = [sql]
    while unread:
        words = {re.sub(r"_(history|as_of)$", "", word) for word in re.findall(r"\w+", unread.pop())}
        if words & MOVED_BY_ANY:
            return None
        unread += [views[name] for name in (words & views.keys()) - named]
        named |= words
    return frozenset(named & FACTS.keys())
