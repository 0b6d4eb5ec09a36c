"""What a generated project counts: its result indicators, their targets, and the values observed on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.facts import Observation, ResultIndicator, Target
from portfolio.domain.facts.choices import TargetKind
from portfolio.generator import distributions as given
from portfolio.generator.past import ProjectPast

OBSERVED_EVERY = 3  # reports
REVISED_AT, MOST_FALL = 0.6, 0.7


def count(past: ProjectPast) -> None:
    for number, counted in enumerate(past.kind.counts, 1):
        baseline = None if past.rng.random() < given.NO_BASELINE else Decimal(str(counted.baseline))
        moves = max(1, round(counted.by_million * float(past.cost) / 1e6))
        goal = Decimal(str(counted.baseline)) + (
            -min(moves, int(counted.baseline * MOST_FALL)) if counted.falls else moves
        )
        indicator = ResultIndicator(
            project_id=past.project_id,
            indicator_id=f"I{number}",
            title=counted.title,
            unit=counted.unit,
            baseline=baseline,
            baseline_on=past.entered,
            sense=given.SENSE_SAID[counted.falls],
        )
        past.learn(past.entered, indicator)
        _target(past, past.entered, indicator, "C1", TargetKind.ORIGINAL, goal)
        if past.rng.random() < given.TARGET_REVISED:
            change = Decimal(str(round(past.rng.uniform(*given.TARGET_CHANGE), 3)))
            day = past.at_report(past.starts_on + (past.ends_on - past.starts_on) * REVISED_AT)
            if day:
                _target(past, day, indicator, "C2", TargetKind.REVISED, (goal * change).quantize(Decimal(1)))
        _observe(past, indicator, Decimal(str(counted.baseline)), goal)


def _target(
    past: ProjectPast, day: date, indicator: ResultIndicator, code: str, kind: TargetKind, value: Decimal
) -> None:
    row = Target(
        project_id=past.project_id,
        indicator_id=indicator.indicator_id,
        target_id=code,
        kind=kind,
        value=value,
        due_on=past.ends_on,
    )
    past.learn(day, row)


def _observe(past: ProjectPast, indicator: ResultIndicator, baseline: Decimal, goal: Decimal) -> None:
    """One value every few reports, nearer to the goal each time."""
    reached = past.rng.uniform(*given.REACHED_SHARE)
    for number, day in enumerate(past.reports[OBSERVED_EVERY::OBSERVED_EVERY], 1):
        part = min(1.0, max(0.0, (day - past.starts_on) / (past.ends_on - past.starts_on))) * reached
        value = baseline + ((goal - baseline) * Decimal(str(round(part, 4)))).quantize(Decimal(1))
        row = Observation(
            project_id=past.project_id,
            indicator_id=indicator.indicator_id,
            observation_id=f"V{number}",
            value=value,
            observed_on=day,
        )
        past.learn(day, row)
