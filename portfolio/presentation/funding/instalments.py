"""What each instalment waits for, in words, and who can meet it. Amounts payable come with claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Fact,
    Instalment,
    InstalmentDocument,
    Milestone,
    Project,
    Waiver,
)
from portfolio.domain.facts.choices import InstalmentKind
from portfolio.domain.questions import AnswerRow, FactRows, MilestoneAnswers, Question
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, euros
from portfolio.presentation.kit.sentences import capital
from portfolio.presentation.milestones.verifications import OF_THE_FUNDER, Standing, standing


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A milestone or a document that is awaited: in words, with the organisation that can meet it."""

    milestone_id: str | None
    what: Text
    who: str | None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """An instalment of an agreement and what still blocks it; nothing: its milestones are all verified."""

    project_id: str
    agreement_id: str
    instalment_id: str
    kind: str
    funder: str
    amount_eur: Decimal | None
    due_on: date | None
    obstacles: tuple[Obstacle, ...]


NOT_RECEIVED = Text("le document « {title} » n’est pas reçu", "the document “{title}” is not received")
NOT_REACHED = Text("« {title} » n’est pas atteint", "“{title}” is not reached")
WAITS = {
    Standing.PLANNED: NOT_REACHED,
    Standing.REACHED: Text("« {title} » est atteint, sa preuve est attendue", "“{title}” is reached, not proved yet"),
    Standing.TO_EXAMINE: Text("« {title} » attend la réponse du financeur", "“{title}” awaits the funder’s answer"),
    Standing.TO_INSTRUCT: Text("« {title} » attend la proposition de l’instructeur", "“{title}” awaits a proposal"),
    Standing.TO_DECIDE: Text("« {title} » attend la décision du signataire", "“{title}” awaits a decision"),
    Standing.TO_COMPLETE: Text("« {title} » est à compléter : {reason}", "“{title}” is to complete: {reason}"),
    Standing.REFUSED: Text("« {title} » est refusé : {reason}", "“{title}” is refused: {reason}"),
}


def releases(
    projects: Iterable[Project],
    milestones: Iterable[Milestone],
    agreements: Iterable[Agreement],
    instalments: Iterable[Instalment],
    links: Iterable[AgreementMilestone],
    answers: Sequence[AnswerRow],
    documents: Iterable[InstalmentDocument] = (),
    waivers: Iterable[Waiver] = (),
) -> list[Release]:
    """Every instalment of the agreements in force of the projects under way, by due date, with what blocks it.

    Where nobody has to answer (a lead's own funds), a milestone is met once it is reached. A document is met once it
    is received; what the signatory waives blocks nothing.
    """
    leads = {row.project_id: row.lead_id for row in projects if row.abandoned_on is None}
    in_force = {row.key: row for row in agreements if row.lapsed_on is None and row.project_id in leads}
    conditions = _conditions(milestones, links, answers, documents, waivers)
    found = [
        _release(row, agreement, conditions.unmet(row, agreement.funder_id, leads[row.project_id]))
        for row in instalments
        if (agreement := in_force.get(row.key[:2])) is not None
    ]
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on, each.project_id, each.agreement_id))


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What each instalment, by its key, waits for: milestones, as each funder sees them, and documents to come."""

    steps: Mapping[tuple[str, ...], Milestone]
    awaited: Mapping[tuple[str, ...], Sequence[str]]
    said: Mapping[tuple[str, str, str], AnswerRow]
    missing: Mapping[tuple[str, ...], Sequence[InstalmentDocument]]

    def unmet(self, row: Instalment, funder: str, lead: str | None) -> tuple[Obstacle, ...]:
        waiting = []
        for each in self.awaited.get(row.key, ()):
            answer, step = self.said.get((row.project_id, each, funder)), self.steps[row.project_id, each]
            if answer is not None and not answer.is_verified:
                waiting.append(_obstacle(answer))
            elif answer is None and step.reached_on is None:
                waiting.append(Obstacle(each, NOT_REACHED.fill(title=step.title), lead))
        papers = self.missing.get(row.key, ())
        return (*waiting, *(Obstacle(None, NOT_RECEIVED.fill(title=p.title), lead, p.document_id) for p in papers))


def _conditions(
    milestones: Iterable[Milestone],
    links: Iterable[AgreementMilestone],
    answers: Sequence[AnswerRow],
    documents: Iterable[InstalmentDocument],
    waivers: Iterable[Waiver],
) -> _Conditions:
    """By instalment, without what is waived nor received."""
    waived = {(*row.key[:3], row.milestone_id or row.document_id) for row in waivers}
    awaited: dict[tuple[str, ...], list[str]] = {}
    for link in links:
        key = (*link.key[:2], link.instalment_id or "")
        if link.instalment_id is not None and (*key, link.milestone_id) not in waived:
            awaited.setdefault(key, []).append(link.milestone_id)
    missing: dict[tuple[str, ...], list[InstalmentDocument]] = {}
    for paper in documents:
        if paper.received_on is None and paper.key not in waived:
            missing.setdefault(paper.key[:3], []).append(paper)
    said = {(row.project_id, row.milestone_id, row.funder_id): row for row in answers}
    return _Conditions({row.key: row for row in milestones}, awaited, said, missing)


# In the order in which `asked` takes them.
PAPERS = (InstalmentDocument, Waiver)
READ: tuple[type[Fact], ...] = (Project, Milestone, Agreement, Instalment, AgreementMilestone, *PAPERS)


def questions(programme: str, project_id: str | None = None) -> list[Question[Any]]:
    """What `asked` asks."""
    rows: list[Question[Any]] = [FactRows(programme=programme, fact=fact, project_id=project_id) for fact in READ]
    return [*rows, MilestoneAnswers(programme=programme, project_id=project_id)]


def asked(ask: Callable[[Question[Any]], Any], programme: str, project_id: str | None = None) -> list[Release]:
    """Those of a project, or of all, as the questions put to `ask` answer."""
    *rows, answers = (ask(question) for question in questions(programme, project_id))
    projects, milestones, agreements, instalments, links, documents, waivers = rows
    return releases(projects, milestones, agreements, instalments, links, answers, documents, waivers)


def _release(row: Instalment, agreement: Agreement, waiting: tuple[Obstacle, ...]) -> Release:
    return Release(
        project_id=row.project_id,
        agreement_id=row.agreement_id,
        instalment_id=row.instalment_id,
        kind=row.kind.value,
        funder=agreement.funder_id,
        amount_eur=row.amount_eur,
        due_on=row.due_on,
        obstacles=waiting,
    )


def _obstacle(step: AnswerRow) -> Obstacle:
    """The lead acts until there is something to examine; then the funder does."""
    where = standing(step)
    who = step.funder_id if where in OF_THE_FUNDER else step.lead
    return Obstacle(step.milestone_id, WAITS[where].fill(title=step.title, reason=step.reason or "—"), who)


def table(rows: Sequence[Release], names: dict[str, str], view: View) -> Table:
    """One line an instalment: what it is worth, when it is due, what blocks it and who can unblock it."""
    columns = (
        Column(view.say(Text("Financeur", "Funder"))),
        Column(view.say(Text("Échéance", "Instalment"))),
        Column(view.say(Text("Montant", "Amount")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Prévue le", "Due on")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Ce qui la bloque", "What blocks it"))),
        Column(view.say(Text("Qui peut la débloquer", "Who can unblock it"))),
    )
    return Table(columns, tuple(_cells(row, names, view) for row in rows))


def _cells(row: Release, names: dict[str, str], view: View) -> tuple[object, ...]:
    free = view.say(Text("rien : conditions réunies", "nothing: conditions met"))
    who = dict.fromkeys(names.get(each.who, each.who) for each in row.obstacles if each.who)
    return (
        names.get(row.funder, row.funder),
        f"{capital(view.say(InstalmentKind.of(row.kind).label))} · {row.instalment_id}",
        row.amount_eur,
        row.due_on,
        view.say(Text(" ; ", "; ")).join(view.say(each.what) for each in row.obstacles) or free,
        ", ".join(who) or None,
    )
