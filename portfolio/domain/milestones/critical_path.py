"""Which activities leave no day to lose: earliest and latest dates of a network of linked activities.

Sources: Kelley and Walker (1959) for the critical path; PMI, Practice Standard for Scheduling, for the four kinds of
links and their lags. Unit: days counted from 0, the start of the schedule.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

import numpy as np

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.basis.tolerance import ROUNDING

KINDS = ("FS", "SS", "FF", "SF")

CYCLE = Text(
    fr="Les activités {ids} s’attendent en boucle et aucune ne peut commencer. Supprimez l’un de leurs liens.",
    en="Activities {ids} wait for one another in a loop, so none can start. Remove one of their links.",
)
UNKNOWN_IDS = Text(
    fr="Des liens citent des activités absentes du planning ({ids}). Donnez-leur une durée ou supprimez ces liens.",
    en="Links name activities the schedule does not have ({ids}). Give them a duration or remove these links.",
)
UNKNOWN_KIND = Text(
    fr="Le lien {before} → {after} est de nature «\u00a0{kind}\u00a0», inconnue. Choisissez FS, SS, FF ou SF.",
    en="The link {before} → {after} is of kind “{kind}”, which is unknown. Choose FS, SS, FF or SF.",
)
NEGATIVE_DURATION = Text(
    fr="Une durée ne peut pas être négative ({ids}). Corrigez-la, ou laissez-la vide si elle n’est pas connue.",
    en="A duration cannot be negative ({ids}). Correct it, or leave it empty if it is not known.",
)


class Link(NamedTuple):
    """What holds `after` back: FS its start after the finish of `before`, SS start after start, FF finish after finish,
    SF its finish after the start of `before`; `lag` in days, negative to overlap."""

    before: str
    after: str
    kind: str = "FS"
    lag: float | None = 0.0


AnyLink = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, float | None] | Link
Gaps = list[tuple[str, str, float]]


class CriticalPath(NamedTuple):
    """Days from 0; the dates and `float_` by activity; `critical` in an order in which the activities can be done."""

    duration: float | None
    critical: tuple[str, ...]
    earliest_start: dict[str, float | None]
    earliest_finish: dict[str, float | None]
    latest_start: dict[str, float | None]
    latest_finish: dict[str, float | None]
    float_: dict[str, float | None]


def critical_path(durations: Mapping[str, float | None], links: Iterable[AnyLink]) -> CriticalPath:
    """Earliest and latest dates, total float and critical activities (float 0), in days from 0; starts are never < 0.

    `durations`: activity -> days; `links`: (before, after) or (before, after, kind, lag). None: whatever depends on an
    unknown duration or lag, and the duration of no activity at all. Refused: a cycle (it names its members), a link to
    an unknown activity, an unknown kind, a negative duration.
    """
    days = {name: _days(value) for name, value in durations.items()}
    held = [Link(*link) for link in links]
    _check(days, held)
    order = _order(days, held)
    gaps = [(link.before, link.after, _gap(link, days)) for link in held]
    early = _longest(order, gaps, dict.fromkeys(days, 0.0))
    duration = float(np.max([early[name] + days[name] for name in order])) if days else math.nan
    late = _latest(order, gaps, days, duration)
    # Sums of the same days in another order differ by rounding: a float below this is none.
    slack = ROUNDING * max(1.0, duration)
    late = {name: early[name] if abs(late[name] - early[name]) <= slack else late[name] for name in days}
    return _result(order, days, duration, early, late)


def _days(value: float | None) -> float:
    return math.nan if value is None or not math.isfinite(value) else float(value)


def _check(days: Mapping[str, float], links: Sequence[Link]) -> None:
    if negative := [name for name in days if days[name] < 0]:
        raise Refused(NEGATIVE_DURATION.fill(ids=", ".join(negative)))
    named = [name for link in links for name in (link.before, link.after)]
    if unknown := [name for name in dict.fromkeys(named) if name not in days]:
        raise Refused(UNKNOWN_IDS.fill(ids=", ".join(unknown)))
    for link in links:
        if link.kind not in KINDS:
            raise Refused(UNKNOWN_KIND.fill(before=link.before, after=link.after, kind=link.kind))


def _order(days: Iterable[str], links: Sequence[Link]) -> tuple[str, ...]:
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(days, ()))
    for link in links:
        sorter.add(link.after, link.before)
    try:
        return tuple(sorter.static_order())
    except CycleError as cycle:
        raise Refused(CYCLE.fill(ids=" → ".join(cycle.args[1]))) from None


def _gap(link: Link, days: Mapping[str, float]) -> float:
    """The fewest days from the start of `before` to the start of `after`: every kind of link becomes this one bound."""
    before, after = days[link.before], days[link.after]
    return {"FS": before, "SS": 0.0, "FF": before - after, "SF": -after}[link.kind] + _days(link.lag)


def _longest(order: Iterable[str], gaps: Gaps, floor: Mapping[str, float]) -> dict[str, float]:
    """For each activity the longest way that leads to it, never under its floor; nan if a step of a way is unknown."""
    ways: dict[str, list[tuple[str, float]]] = {}
    for before, after, gap in gaps:
        ways.setdefault(after, []).append((before, gap))
    reach: dict[str, float] = {}
    for name in order:
        # np.max, because Python's max() hides a nan behind the order of its arguments.
        reach[name] = float(np.max([floor[name], *(reach[before] + gap for before, gap in ways.get(name, []))]))
    return reach


def _latest(order: Sequence[str], gaps: Gaps, days: Mapping[str, float], duration: float) -> dict[str, float]:
    """Latest starts that keep the duration: the same longest way, walked from the end with time reversed."""
    backwards = [(after, before, gap) for before, after, gap in gaps]
    reach = _longest(reversed(order), backwards, {name: days[name] - duration for name in days})
    return {name: -value for name, value in reach.items()}


def _result(
    order: Sequence[str],
    days: Mapping[str, float],
    duration: float,
    early: Mapping[str, float],
    late: Mapping[str, float],
) -> CriticalPath:
    return CriticalPath(
        duration=_none_if_nan(duration),
        critical=tuple(name for name in order if late[name] == early[name]),
        earliest_start={name: _none_if_nan(early[name]) for name in days},
        earliest_finish={name: _none_if_nan(early[name] + days[name]) for name in days},
        latest_start={name: _none_if_nan(late[name]) for name in days},
        latest_finish={name: _none_if_nan(late[name] + days[name]) for name in days},
        float_={name: _none_if_nan(late[name] - early[name]) for name in days},
    )


def _none_if_nan(value: float) -> float | None:
    return None if math.isnan(value) else value
