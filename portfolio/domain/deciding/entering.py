"""Deciding what a form asks: rows added, changed or ended, of any fact that people enter by hand."""

from __future__ import annotations

from datetime import date, datetime

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import EnterRows
from portfolio.domain.deciding.continuity import KINDS, check_correction, fixed, follow
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.limits import Named, every_fact
from portfolio.domain.deciding.reading import FactsLookup, in_force, one
from portfolio.domain.deciding.reports import check_movable
from portfolio.domain.deciding.touched_rows import entered_rows
from portfolio.domain.deciding.verifying import agreements_on
from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import (
    Agreement,
    Ending,
    Fact,
    Handover,
    Milestone,
    Programme,
    Project,
    Replacement,
    Succession,
)
from portfolio.domain.facts.choices import ProgrammeKind


@decides(
    EnterRows,
    EventKind.ROWS_ADDED,
    EventKind.ROWS_CHANGED,
    EventKind.ROWS_ENDED,
    *KINDS.values(),
    changes=every_fact(Named(entered_rows)),
)
def decide_entry(command: EnterRows, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """One event with the rows that differ from what holds, and those that follow from them; None when none differs."""
    rows = [(row, in_force(facts, row.declaration, [row.key]).get(row.key)) for row in command.rows]
    changed = [(row, held) for row, held in rows if (None if isinstance(row, Ending) else row) != held]
    if not changed:
        return None
    for row, held in changed:
        _check(row, held, facts, day_of(at), actor)
    added = [row for row, held in changed if held is None and isinstance(row, Fact)]
    follows = [each for row in added for each in follow(row, facts, actor)]
    if command.reason is None and any(held is not None for _, held in changed):
        raise Refused(REASON_NEEDED, "reason")
    first, held = _chief(changed)
    rows_left = (*(row for row, _ in changed), *follows)
    return Event(_kind(first, held), Subject(first.declaration.name, first.key), rows_left, command.reason)


def stays(held: Fact) -> set[str]:
    """The fields that a form does not change, and so does not ask again: reported, handed over, or said for good."""
    match held:
        case Programme():
            return {"kind"}
        case Project() if held.lead_id is not None:
            return {"lead_id"}
        case Milestone():
            return {"reached_on"}
        case Agreement():
            return {"funder_id"}
        case Succession() | Handover() | Replacement():
            return fixed(held)
        case _:
            return set()


def _chief(changed: list[tuple[Fact | Ending, Fact | None]]) -> tuple[Fact | Ending, Fact | None]:
    """The row that the event is about: one that others follow from, else the first."""
    return next((pair for pair in changed if type(pair[0]) in KINDS), changed[0])


def _kind(row: Fact | Ending, held: Fact | None) -> EventKind:
    """What happened to the row that the event is about."""
    if held is None:
        return KINDS.get(type(row), EventKind.ROWS_ADDED)
    return EventKind.ROWS_ENDED if isinstance(row, Ending) else EventKind.ROWS_CHANGED


def _check(row: Fact | Ending, held: Fact | None, facts: FactsLookup, today: date, actor: Actor) -> None:
    """What is decided elsewhere, or once for all, does not change through a form."""
    match row, held:
        case Programme(), None if row.kind is ProgrammeKind.REAL:
            raise Refused(NOT_REAL, "kind")
        case Programme(), Programme() if row.kind is not held.kind:
            raise Refused(KIND_STAYS, "kind")
        case Ending(), Programme():
            raise Refused(NOT_ENDED)
        case Project(), Project() if held.lead_id is not None and row.lead_id != held.lead_id:
            raise Refused(HAND_OVER.fill(title=held.title), "lead_id")
        case Milestone(), Milestone():
            _check_milestone(row, held, facts, today, actor)
        case Agreement(), Agreement() if row.funder_id != held.funder_id:
            raise Refused(REPLACE, "funder_id")
    if held is not None:
        check_correction(row, held)
    _check_under_way(row, facts)


def _check_under_way(row: Fact | Ending, facts: FactsLookup) -> None:
    """An abandoned project stays as it was."""
    if row.declaration.is_of_a_project and not isinstance(row, Project):
        project = one(facts, Project, row.key[0])
        if project is not None and project.abandoned_on is not None:
            raise Refused(IS_ABANDONED.fill(title=project.title, day=f"{project.abandoned_on:%d/%m/%Y}"))


def _check_milestone(row: Milestone, held: Milestone, facts: FactsLookup, today: date, actor: Actor) -> None:
    """The initial date is what delays are counted from, the day it was reached is reported, and what funders examine
    does not change under their eyes: the office alone mends the first and the last."""
    if row.reached_on != held.reached_on:
        raise Refused(REACHED_IS_REPORTED.fill(title=held.title), "reached_on")
    if row.expected_on is not None and row.expected_on != held.expected_on:
        check_movable(held, row.expected_on, today)
    if actor.persona is Persona.OFFICE:
        return
    if held.planned_on is not None and row.planned_on != held.planned_on:
        raise Refused(BASELINE_STAYS.fill(title=held.title, day=f"{held.planned_on:%d/%m/%Y}"), "planned_on")
    if row.criteria != held.criteria and agreements_on(facts, *held.key):
        raise Refused(CRITERIA_STAY.fill(title=held.title), "criteria")


REASON_NEEDED = Text(
    fr="Une modification se motive : dites pourquoi, en une phrase, pour qui lira l’historique.",
    en="A change needs a reason: say why, in a sentence, for those who will read the history.",
)
NOT_REAL = Text(
    fr="Un programme de faits publics se lit et ne se modifie pas : il vient d’un import. Choisissez « plan en cours » "
    "ou « données fictives ».",
    en="A programme of public facts is read, not changed: it comes from an import. Choose “plan under way” or "
    "“fictional data”.",
)
KIND_STAYS = Text(
    fr="La nature d’un programme ne change plus une fois qu’il existe. Créez-en un autre.",
    en="The nature of a programme does not change once it exists. Create another one.",
)
NOT_ENDED = Text(
    fr="Un programme ne se retire pas : son histoire reste. Donnez-lui plutôt une date de fin.",
    en="A programme is not removed: its history stays. Give it an end date instead.",
)
HAND_OVER = Text(
    fr="Le projet « {title} » a déjà un porteur. En changer a sa date et son acte : utilisez la rubrique "
    "« Changement de porteur ».",
    en="Project “{title}” has a lead already. Another one takes over on a day and by an act: use “Change of lead”.",
)
REPLACE = Text(
    fr="Un acte attributif reste celui du financeur qui l’a signé. Un autre le reprend avec sa date et son acte : "
    "utilisez la rubrique « Changement de financeur ».",
    en="An agreement stays that of the funder that signed it. Another one takes it over on a day and by an act: use "
    "“Change of funder”.",
)
IS_ABANDONED = Text(
    fr="Le projet « {title} » est abandonné depuis le {day} : sa fiche ne change plus. Pour le reprendre, effacez "
    "d’abord la date d’abandon.",
    en="Project “{title}” was abandoned on {day}: its entry no longer changes. To take it up again, first remove the "
    "day it was abandoned.",
)
REACHED_IS_REPORTED = Text(
    fr="La date de réalisation du jalon « {title} » ne se modifie pas ici : le porteur la déclare dans « Mon projet ».",
    en="The day milestone “{title}” was reached is not changed here: its lead reports it in “My project”.",
)
BASELINE_STAYS = Text(
    fr="La date initiale du jalon « {title} » ({day}) est la référence des retards : elle reste. Donnez une nouvelle "
    "date prévisionnelle ; si elle était fausse, l’équipe du programme la rectifie.",
    en="The initial date of milestone “{title}” ({day}) is what delays are counted from: it stays. Give a new expected "
    "date; if it was wrong, the programme office corrects it.",
)
CRITERIA_STAY = Text(
    fr="Un acte attributif attend le jalon « {title} » : ses critères d’acceptation ne changent plus sans l’équipe du "
    "programme.",
    en="An agreement waits for milestone “{title}”: its criteria of acceptance no longer change without the programme "
    "office.",
)
