"""The milestones of a generated project, from their plan to their end, and its lead's word from report to report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portfolio.domain.facts import Milestone, MilestoneLink, StatusReport
from portfolio.domain.facts.choices import Confidence
from portfolio.generator import distributions as given
from portfolio.generator.past import ProjectPast

SEES_AHEAD_DAYS = 120
WON_BACK = 0.3  # the part of a delay that the next step makes up for


def plan_steps(past: ProjectPast) -> list[tuple[date, date]]:
    """The milestones from their plan to their end; (initial date, real date) of each that has both."""
    found, delay, dates = [], 0, []
    span, unweighed = past.ends_on - past.starts_on, past.rng.random() < given.UNWEIGHED_PROJECT
    for number, title in enumerate(past.kind.steps, 1):
        planned = past.starts_on + span * ((number - past.rng.uniform(0.1, 0.9)) / len(past.kind.steps))
        if past.rng.random() < given.SLIP_CHANCE:
            delay += past.rng.randint(*given.SLIP_DAYS)
        elif past.rng.random() < given.EARLY_CHANCE:
            delay -= past.rng.randint(*given.EARLY_DAYS)
        real = max(past.entered, planned + timedelta(days=delay))
        is_dated = past.rng.random() >= given.UNDATED_STEP
        weight = None if unweighed else Decimal(past.rng.randint(*given.WEIGHTS))
        base = {"project_id": past.project_id, "milestone_id": f"J{number:02d}", "title": title, "weight": weight}
        _step(past, base, planned if is_dated else None, planned, real)
        if is_dated:
            found.append((planned, real))
        dates.append(planned)
        delay = round(delay * (1 - WON_BACK))
    if past.rng.random() < given.LINKED_PROJECT:
        _link(past, dates)
    return found


def _link(past: ProjectPast, dates: list[date]) -> None:
    """Each step waits for the one before; one out of a few also for the one before that, with days to spare."""
    for number in range(1, len(dates)):
        for back in (1, 2) if past.rng.random() < given.SIDE_LINK and number > 1 else (1,):
            lag = max(0, round((dates[number] - dates[number - back]).days / back))
            own: dict[str, Any] = {"project_id": past.project_id, "milestone_id": f"J{number + 1:02d}"}
            row = MilestoneLink(**own, follows_id=f"J{number + 1 - back:02d}", lag_days=Decimal(lag))
            past.learn(past.entered, row)


def _step(past: ProjectPast, base: Mapping[str, object], initial: date | None, planned: date, real: date) -> None:
    """Planned, said again when its lead sees it slip, reached when it is; each known at the lead's next report."""
    values = {**base, "planned_on": initial}
    past.learn(past.entered, Milestone(**values, expected_on=initial))  # type: ignore[arg-type]
    if real != planned:
        seen = past.at_report(min(planned, real) - timedelta(days=past.rng.randint(10, SEES_AHEAD_DAYS)))
        if seen and seen < real:
            past.learn(seen, Milestone(**values, expected_on=real))  # type: ignore[arg-type]
    told = past.at_report(real)
    if told:
        past.learn(told, Milestone(**values, expected_on=real, reached_on=real))  # type: ignore[arg-type]


def speak(past: ProjectPast, steps: list[tuple[date, date]]) -> None:
    """The lead's confidence from report to report, by whether a step is late that day."""
    level = Confidence.ON_TRACK
    for day in past.reports:
        is_late = any(planned < day - timedelta(days=30) and real > day for planned, real in steps)
        chances = given.CONFIDENCE_WHEN_LATE if is_late else given.CONFIDENCE_WHEN_ON_TIME
        [level] = past.rng.choices(given.LEVELS, chances[level])
        comment = past.rng.choice(given.WORDS[level])
        row = StatusReport(project_id=past.project_id, confidence=level, comment=comment, reported_on=day)
        past.learn(day, row)
