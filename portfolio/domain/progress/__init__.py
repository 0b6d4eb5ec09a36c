"""How far a project is, when it will finish, and whether what is declared agrees with what is computed."""

from __future__ import annotations

# The critical path is a matter of milestones; definitions name it among the formulas of progress.
from portfolio.domain.milestones.critical_path import CriticalPath, critical_path
from portfolio.domain.progress.earned_value import EarnedSchedule, EarnedValue, earned_schedule, earned_value
from portfolio.domain.progress.formulas import (
    AggregateRate,
    ConfidenceFlags,
    achievement_rate,
    aggregate_rate,
    declared_against_computed,
    planned_progress,
    progress_gap_points,
    projected_finish,
    raw_achievement_rate,
    weighted_progress,
)

__all__ = [
    "AggregateRate",
    "ConfidenceFlags",
    "CriticalPath",
    "EarnedSchedule",
    "EarnedValue",
    "achievement_rate",
    "aggregate_rate",
    "critical_path",
    "declared_against_computed",
    "earned_schedule",
    "earned_value",
    "planned_progress",
    "progress_gap_points",
    "projected_finish",
    "raw_achievement_rate",
    "weighted_progress",
]
