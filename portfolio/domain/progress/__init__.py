"""How far a project is, when it will finish, and whether what is declared agrees with what is computed."""

from __future__ import annotations

# The critical path is a matter of milestones; definitions name it among the formulas of progress.
from portfolio.domain.milestones.critical_path import CriticalPath, critical_path
from portfolio.domain.progress.earned_value import EarnedSchedule, EarnedValue, earned_schedule, earned_value
from portfolio.domain.progress.formulas import (
    CONFIDENCE_FLAG_TEXTS,
    AggregateRate,
    ConfidenceFlags,
    achievement_rate,
    aggregate_rate,
    declared_against_computed,
    next_update_due,
    planned_progress,
    progress_gap_points,
    projected_finish,
    raw_achievement_rate,
    run_rate_finish,
    weighted_progress,
)

__all__ = [
    "CONFIDENCE_FLAG_TEXTS",
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
    "next_update_due",
    "planned_progress",
    "progress_gap_points",
    "projected_finish",
    "raw_achievement_rate",
    "run_rate_finish",
    "weighted_progress",
]
