"""What every part of a generated project’s past shares: its chance, its calendar, what is known of it day by day."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from portfolio.domain.facts import Fact, Key, Organisation
from portfolio.domain.facts.choices import Family
from portfolio.generator import distributions as given
from portfolio.generator.people import TerritoryDraw, organisation

T = TypeVar("T")
F = TypeVar("F", bound=Fact)


class ProjectPast:
    """A project’s kind, cost, place, lead and calendar, and what becomes known of it as its story is told."""

    def __init__(self, number: int, seed: int, places: TerritoryDraw) -> None:
        self.rng = rng = random.Random(f"{seed}/{number}")
        self.kind = kind = rng.choices(given.KINDS, [each.often for each in given.KINDS])[0]
        self.project_id = f"P{number:06d}"
        self.organisations: dict[str, Organisation] = {}
        self._days: dict[date, dict[tuple[str, Key], Fact]] = {}
        self.entered = given.FIRST_DAY + timedelta(days=rng.randrange((given.LAST_DAY - given.FIRST_DAY).days - 30))
        self.starts_on = self.entered + timedelta(days=rng.randint(20, 120))
        self.ends_on = self.starts_on + timedelta(days=round(rng.randint(*kind.months) * 30.44))
        self.cost = Decimal(round(kind.median_eur * math.exp(rng.gauss(0, kind.sigma)) / 100) * 100)
        self.place = places.draw(one(kind.levels, rng), rng)
        self.lead = self._organisation(one(kind.leads, rng))
        self.last_word = self._last_word()
        self.reports = self._report_days()

    def days(self) -> list[tuple[date, tuple[Fact, ...]]]:
        """What became known each day, oldest first."""
        return [(day, tuple(rows.values())) for day, rows in sorted(self._days.items())]

    def learn(self, day: date, row: Fact) -> None:
        """A row known since that day; the last word of a day replaces the others. What comes after the last day, or
        after the project was abandoned, is never known."""
        if day <= self.last_word:
            self._days.setdefault(day, {})[row.declaration.name, row.key] = row

    def last_words(self, fact: type[F]) -> list[F]:
        """The last word of each row of a fact, whatever the day."""
        last: dict[Key, F] = {}
        for _, rows in self.days():
            last |= {row.key: row for row in rows if isinstance(row, fact)}
        return list(last.values())

    def funder(self, family: Family) -> Organisation:
        """Who pays in that family: the authorities are those of the place, the others any."""
        rank = {Family.REGION: self.place.region, Family.DEPARTMENT: self.place.department}.get(family)
        return self._organisation(family, rank)

    def at_report(self, day: date) -> date | None:
        """The day on which the lead next speaks: what it knows is known to others only then."""
        return next((each for each in self.reports if each >= day), None)

    def _organisation(self, family: Family, rank: int | None = None) -> Organisation:
        found = organisation(family, self.rng.randrange(given.POOLS[family]) if rank is None else rank)
        self.organisations[found.organisation_id] = found
        return found

    def _last_word(self) -> date:
        """The last day on which anything becomes known."""
        if self.rng.random() >= given.ABANDONED:
            self.abandoned_on = None
            return given.LAST_DAY
        part = self.rng.uniform(*given.ABANDONED_AFTER)
        day = self.starts_on + (self.ends_on - self.starts_on) * part
        self.abandoned_on = day if day < given.LAST_DAY else None
        return min(day, given.LAST_DAY)

    def _report_days(self) -> list[date]:
        """Regular, then for some no more; a few never speak."""
        until = self.last_word
        if self.rng.random() < given.SILENT_PROJECT:
            until = min(until, self.starts_on + (self.ends_on - self.starts_on) * self.rng.uniform(*given.SILENT_AFTER))
        if self.rng.random() < given.NEVER_SPOKE:
            return []
        days, day = [], self.entered + timedelta(days=self.rng.randint(*given.REPORT_EVERY_DAYS))
        while day <= min(until, self.ends_on + timedelta(days=180)):
            days.append(day)
            day += timedelta(days=self.rng.randint(*given.REPORT_EVERY_DAYS))
        return days


def one(chances: dict[T, int], rng: random.Random) -> T:
    return rng.choices(list(chances), list(chances.values()))[0]


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(given.CENTS)
