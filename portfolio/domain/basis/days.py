"""Days and instants. A day is a day in Paris; an instant is UTC, kept naive as the stores keep it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def cutoff(day: date) -> datetime:
    """The instant before which a fact was known « au (day) »: the next midnight in Paris, in UTC."""
    return _utc(datetime.combine(day + timedelta(days=1), time(), PARIS))


def noon(day: date) -> datetime:
    """The instant at which a fact dated only by its day became known: that day's noon, UTC."""
    return datetime.combine(day, time(12))


def day_of(instant: datetime) -> date:
    """The day in Paris of a UTC instant: 31 December 23:30 UTC belongs to 1 January."""
    return instant.replace(tzinfo=UTC).astimezone(PARIS).date()


def now() -> datetime:
    """The clock, read only at the doors (service, terminal, app), never in a rule."""
    return datetime.now(UTC).replace(tzinfo=None)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)
