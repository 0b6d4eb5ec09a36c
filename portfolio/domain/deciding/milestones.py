"""Deciding on a milestone's dates: reported reached, or expected on another day, which is said with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ReplanMilestone, ReportReached
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.limits import its
from portfolio.domain.deciding.reading import FactsLookup, one
from portfolio.domain.deciding.reports import check_movable, no_such_milestone, open_project
from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import Milestone, Submission


@decides(
    ReportReached,
    EventKind.MILESTONE_REACHED,
    changes={"milestone": its("project_id", "milestone_id", fields={"reached_on"})},
)
def decide_reached(command: ReportReached, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """The milestone with the day it was reached; None when that was said already."""
    milestone = open_milestone(command.project_id, command.milestone_id, facts)
    if milestone.reached_on == command.reached_on:
        return None
    if one(facts, Submission, *milestone.key) is not None:
        raise Refused(ALREADY_SUBMITTED.fill(title=milestone.title))
    reached = replace(milestone, reached_on=command.reached_on)
    return Event(EventKind.MILESTONE_REACHED, subject(milestone), (reached,))


@decides(
    ReplanMilestone,
    EventKind.MILESTONE_REPLANNED,
    changes={"milestone": its("project_id", "milestone_id", fields={"expected_on"})},
)
def decide_replan(command: ReplanMilestone, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """The milestone with its new forecast; the date first planned is kept."""
    milestone = open_milestone(command.project_id, command.milestone_id, facts)
    if milestone.expected_on == command.expected_on:
        return None
    check_movable(milestone, command.expected_on, day_of(at))
    moved = replace(milestone, expected_on=command.expected_on)
    return Event(EventKind.MILESTONE_REPLANNED, subject(milestone), (moved,), command.reason)


def open_milestone(project_id: str, milestone_id: str, facts: FactsLookup) -> Milestone:
    """The milestone, or the refusal of one that is not planned, or whose project is abandoned."""
    open_project(project_id, facts)
    milestone = one(facts, Milestone, project_id, milestone_id)
    if milestone is None:
        raise no_such_milestone(milestone_id)
    return milestone


def subject(milestone: Milestone) -> Subject:
    """What an event on a milestone is about."""
    return Subject("milestone", milestone.key)


ALREADY_SUBMITTED = Text(
    fr="Le dossier du jalon « {title} » est déjà soumis aux financeurs : sa date de réalisation ne change plus.",
    en="The file of milestone “{title}” has been submitted to the funders: the day it was reached no longer changes.",
)
