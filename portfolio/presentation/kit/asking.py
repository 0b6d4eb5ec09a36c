"""What a block asks, and of which day: questions of several days are answered a day at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.questions import Question


@dataclass(frozen=True, slots=True)
class At:
    """A question asked of another day than the one on screen."""

    question: Question[Any]
    as_of: date


Asked = Question[Any] | At


def by_day(asked: Iterable[Asked], day: date, today: date) -> dict[date | None, list[Question[Any]]]:
    """Each question once, under the day that it is asked of: `day` unless it says another, None for today."""
    found: dict[date | None, dict[Question[Any], None]] = {}
    for each in asked:
        question, of = (each.question, each.as_of) if isinstance(each, At) else (each, day)
        found.setdefault(of if of != today else None, {})[question] = None
    return {of: [*questions] for of, questions in found.items()}
