"""Answers that stay until something they read moves; those that are missing come from one snapshot of the facts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from portfolio.domain.questions import Question
from portfolio.lru_cache import LruCache
from portfolio.store.answers import answer_all
from portfolio.store.facts import FactsHead
from portfolio.store.store import Store
from portfolio.store.versions import version

REMEMBERED = 2_000


class Asked(NamedTuple):
    """A question « au (day) »; `now` when that day is today, whose latest rows read faster than those of a date."""

    question: Question[Any]
    day: date
    now: bool

    def version(self, heads: Mapping[str, FactsHead]) -> Hashable:
        """Equal for as long as the answer is the same."""
        return version(self.question, self.day, heads)


class RememberedAnswers:
    """Threads share it: an answer is never changed, and bears the version of what it read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answers = LruCache(REMEMBERED)

    def of(self, asked: Sequence[Asked], heads: Mapping[str, FactsHead]) -> list[Any]:
        """One answer each, in their order; `heads`: where the logs stood when the reader began."""
        found = [self._answers.get(each.version(heads)) for each in asked]
        missing = [each for each, answer in zip(asked, found, strict=True) if answer is None]
        if not missing:
            return found
        computed = self._computed(missing)
        return [computed[each] if answer is None else answer for each, answer in zip(asked, found, strict=True)]

    def forget(self) -> None:
        """Compute again what is asked next; for who measures how long that takes, or compares."""
        self._answers.clear()

    def _computed(self, missing: Sequence[Asked]) -> dict[Asked, Any]:
        """Questions of one day are answered together, and remembered under the heads of the facts they came from."""
        computed: dict[Asked, Any] = {}
        with self._store.reading() as snapshot:
            for day, now in dict.fromkeys((each.day, each.now) for each in missing):
                together = [each for each in missing if (each.day, each.now) == (day, now)]
                answers = answer_all(snapshot.cursor, (each.question for each in together), day, now=now)
                computed |= {each: answers[each.question] for each in together}
            heads = snapshot.heads()
        for each, answer in computed.items():
            self._answers.put(each.version(heads), answer)
        return computed
