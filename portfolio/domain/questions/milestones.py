"""What is asked of the verification of milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.domain.questions.asking import Rows


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A milestone and a funder whose agreements wait for it.

    `weight` of the milestone in its project; `instalments` that it holds back, as « agreement/instalment », with their
    `amounts` (None: not known), and in `amount_eur` the sum of those known; `version` of the file, None before any;
    `answer` on that version, None while pending, « proposed » with what the instructor `proposes`; `has_two_steps` when
    one of its agreements wants so; `is_verified` by the funder, or through those that its agreements rely on.
    """

    project_id: str
    project: str
    lead: str | None
    milestone_id: str
    title: str
    weight: Decimal | None
    planned_on: date | None
    expected_on: date | None
    reached_on: date | None
    funder_id: str
    funder: str | None
    amount_eur: Decimal | None
    due_on: date | None
    instalments: tuple[str, ...]
    amounts: tuple[Decimal | None, ...]
    version: int | None
    submitted_on: date | None
    has_two_steps: bool
    answer: str | None
    proposes: str | None
    reason: str | None
    answered_on: date | None
    is_verified: bool


@dataclass(frozen=True, kw_only=True)
class MilestoneAnswers(Rows[AnswerRow]):
    """By due date then euros held back; of a project, or for a funder, or all."""

    row = AnswerRow
    project_id: str | None = None
    funder_id: str | None = None
