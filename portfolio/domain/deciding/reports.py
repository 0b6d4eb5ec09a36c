"""Deciding the lead's quick update: a confidence, a sentence, the forecast of the next milestone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ReportStatus
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.limits import its
from portfolio.domain.deciding.reading import FactsLookup, one
from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import Fact, Milestone, Project, StatusReport


@decides(
    ReportStatus,
    EventKind.STATUS_REPORTED,
    changes={
        "status_report": its("project_id"),
        "milestone": its("project_id", "milestone_id", fields={"expected_on"}),
    },
)
def decide_report(command: ReportStatus, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """The report and, if its forecast moved, the milestone. None when the same was already said that day."""
    today = day_of(at)
    open_project(command.project_id, facts)
    report = StatusReport(
        project_id=command.project_id,
        confidence=command.confidence,
        comment=command.comment,
        reported_on=today,
    )
    rows: list[Fact] = [] if one(facts, StatusReport, command.project_id) == report else [report]
    moved = _forecast(command, facts, today)
    if moved:
        rows.append(moved)
    if not rows:
        return None
    return Event(EventKind.STATUS_REPORTED, Subject("project", (command.project_id,)), tuple(rows))


def open_project(project_id: str, facts: FactsLookup) -> Project:
    """The project, or the refusal of one that does not exist or is abandoned."""
    project = one(facts, Project, project_id)
    if project is None:
        raise Refused(
            Text(
                fr=f"Le projet « {project_id} » n’existe pas dans ce programme. Vérifiez son code.",
                en=f"There is no project “{project_id}” in this programme. Check its code.",
            )
        )
    if project.abandoned_on:
        raise Refused(
            Text(
                fr=f"Le projet « {project.title} » est abandonné depuis le {project.abandoned_on:%d/%m/%Y} : "
                "il n’attend plus de point.",
                en=f"Project “{project.title}” was abandoned on {project.abandoned_on:%d %b %Y}: it awaits no report.",
            )
        )
    return project


def _forecast(command: ReportStatus, facts: FactsLookup, today: date) -> Milestone | None:
    """The milestone with its new forecast, or None when nothing moved."""
    if command.milestone_id is None and command.expected_on is None:
        return None
    if command.milestone_id is None or command.expected_on is None:
        raise Refused(HALF_A_FORECAST)
    milestone = one(facts, Milestone, command.project_id, command.milestone_id)
    if milestone is None:
        raise no_such_milestone(command.milestone_id)
    if milestone.expected_on == command.expected_on:
        return None
    check_movable(milestone, command.expected_on, today)
    return replace(milestone, expected_on=command.expected_on)


def no_such_milestone(milestone_id: str) -> Refused:
    """The refusal of a milestone that the project does not plan."""
    return Refused(
        Text(
            fr=f"Le jalon « {milestone_id} » n’est pas prévu dans ce projet. Choisissez un de ses jalons.",
            en=f"Milestone “{milestone_id}” is not planned in this project. Choose one of its milestones.",
        )
    )


def check_movable(milestone: Milestone, expected_on: date, today: date) -> None:
    """Refuse to move what is reached, or a forecast into the past."""
    if milestone.reached_on is not None:
        raise Refused(
            Text(
                fr=f"Le jalon « {milestone.title} » est atteint depuis le {milestone.reached_on:%d/%m/%Y} : "
                "sa prévision ne bouge plus.",
                en=f"Milestone “{milestone.title}” was reached on {milestone.reached_on:%d %b %Y}: "
                "its forecast no longer moves.",
            )
        )
    if expected_on < today:
        raise Refused(
            Text(
                fr=f"La prévision du jalon « {milestone.title} » ({expected_on:%d/%m/%Y}) est déjà passée. "
                "Donnez une date à venir.",
                en=f"The forecast of milestone “{milestone.title}” ({expected_on:%d %b %Y}) is already past. "
                "Give a date to come.",
            )
        )


HALF_A_FORECAST = Text(
    fr="Une prévision est un jalon et sa date : il manque l’un des deux. Donnez les deux, ou aucun.",
    en="A forecast is a milestone and its date: one of the two is missing. Give both, or neither.",
)
