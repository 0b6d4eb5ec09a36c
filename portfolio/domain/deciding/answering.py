"""Deciding what a funder says of a milestone: its instructor proposes, its signatory decides, and may take it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.commands import AnswerMilestone, ProposeAnswer, ReopenMilestone
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.limits import its
from portfolio.domain.deciding.milestones import open_milestone, subject
from portfolio.domain.deciding.reading import FactsLookup, in_force
from portfolio.domain.deciding.verifying import File, agreements_on, file_of
from portfolio.domain.events import Event, EventKind
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Delegation,
    Instalment,
    Milestone,
    Organisation,
    Verification,
)
from portfolio.domain.facts.choices import Answer
from portfolio.domain.milestones import verification

ANSWERED = {
    Answer.VERIFIED: EventKind.MILESTONE_VERIFIED,
    Answer.TO_COMPLETE: EventKind.MILESTONE_SENT_BACK,
    Answer.REFUSED: EventKind.MILESTONE_REFUSED,
}
# What the organisation of who answers says of the milestone that it answers on, and nothing of anybody else.
OWN_ANSWER = {"verification": its("project_id", "milestone_id", own="funder_id")}
STAYS = Text(
    "La réponse d’un financeur reste : répondez de nouveau, ou rouvrez la vérification avec son motif.",
    "A funder’s answer stays: answer again, or reopen the verification with its reason.",
)


@decides(AnswerMilestone, *ANSWERED.values(), changes=OWN_ANSWER, not_undone=STAYS)
def decide_answer(command: AnswerMilestone, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """A funder's answer on the file as it is; refused when another version came since it looked, when its agreement
    wants a proposal first, or when no delegation lets its signatory verify what depends on it."""
    milestone, file, version = _examined(command, facts)
    funder, today = _organisation(actor), day_of(at)
    held = file.answers.get(funder)
    answered = verification.current(held, version)
    if answered is Answer.VERIFIED and command.answer is Answer.VERIFIED:
        return None
    _check_open(answered, milestone)
    own = [each for each in agreements_on(facts, *milestone.key) if each.funder_id == funder and not each.lapsed_on]
    if answered is None and command.answer is not Answer.PROPOSED and any(each.has_two_steps for each in own):
        raise Refused(PROPOSE_FIRST.fill(title=milestone.title))
    act = _delegation(own, milestone, facts, today) if command.answer is Answer.VERIFIED else None
    answer = _answer(milestone, funder, command.answer, version, command.reason, today, act=act)
    if held is not None and replace(held, answered_on=answer.answered_on) == answer:
        return None
    return Event(ANSWERED[command.answer], subject(milestone), (answer,), answer.reason)


@decides(ProposeAnswer, EventKind.MILESTONE_PROPOSED, changes=OWN_ANSWER, not_undone=STAYS)
def decide_proposal(command: ProposeAnswer, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """What an instructor proposes on the file as it is; its signatory decides."""
    milestone, file, version = _examined(command, facts)
    funder = _organisation(actor)
    held = file.answers.get(funder)
    _check_open(verification.current(held, version), milestone)
    proposed = _answer(milestone, funder, Answer.PROPOSED, version, command.reason, day_of(at), proposes=command.answer)
    if held is not None and replace(held, answered_on=proposed.answered_on) == proposed:
        return None
    return Event(EventKind.MILESTONE_PROPOSED, subject(milestone), (proposed,), proposed.reason)


@decides(ReopenMilestone, EventKind.MILESTONE_REOPENED, changes=OWN_ANSWER, not_undone=STAYS)
def decide_reopening(command: ReopenMilestone, facts: FactsLookup, at: datetime, actor: Actor) -> Event:
    """A verification taken back by the funder that gave it: the milestone is to complete again."""
    milestone = open_milestone(command.project_id, command.milestone_id, facts)
    file, funder = file_of(milestone, facts), _organisation(actor)
    if file.version is None or verification.current(file.answers.get(funder), file.version) is not Answer.VERIFIED:
        raise Refused(NOT_VERIFIED_BY_YOU.fill(title=milestone.title))
    answer = _answer(milestone, funder, Answer.TO_COMPLETE, file.version, command.reason, day_of(at))
    return Event(EventKind.MILESTONE_REOPENED, subject(milestone), (answer,), command.reason)


def _examined(command: AnswerMilestone | ProposeAnswer, facts: FactsLookup) -> tuple[Milestone, File, Decimal]:
    """The milestone and its file, if it is the one that was seen."""
    milestone = open_milestone(command.project_id, command.milestone_id, facts)
    file = file_of(milestone, facts)
    if file.version is None:
        raise Refused(NOTHING_TO_EXAMINE.fill(title=milestone.title))
    if file.version != command.version:
        raise Refused(NEW_VERSION.fill(title=milestone.title, seen=command.version, now=int(file.version)))
    return milestone, file, file.version


def _check_open(answered: Answer | None, milestone: Milestone) -> None:
    if answered is Answer.VERIFIED:
        raise Refused(REOPEN_FIRST.fill(title=milestone.title))


def _delegation(own: list[Agreement], milestone: Milestone, facts: FactsLookup, today: date) -> str | None:
    """The act by which the signatory decides; None where the funder declared no delegation."""
    declared = facts.referring(Organisation.declaration, {(each.funder_id,) for each in own}, Delegation.declaration)
    delegations = sorted((cast("Delegation", row) for row, _ in declared), key=lambda each: each.key)
    if not delegations:
        return None
    held = _held_back(own, milestone, facts)
    found = next((each for each in delegations if each.allows(today, held)), None)
    if found is None:
        amount = shown(held) if held is not None else UNKNOWN_AMOUNT
        raise Refused(NO_DELEGATION.fill(title=milestone.title, amount=amount))
    return found.act


def _held_back(own: list[Agreement], milestone: Milestone, facts: FactsLookup) -> Decimal | None:
    """The euros of the instalments that wait for the milestone, each once; None when one is not known."""
    links = facts.referring(Milestone.declaration, [milestone.key], AgreementMilestone.declaration)
    agreements = {each.agreement_id for each in own}
    keys = {
        (link.project_id, link.agreement_id, link.instalment_id)
        for link, _ in links
        if isinstance(link, AgreementMilestone) and link.agreement_id in agreements and link.instalment_id
    }
    rows = cast("list[Instalment]", list(in_force(facts, Instalment.declaration, sorted(keys)).values()))
    amounts = [row.amount_eur for row in rows]
    return None if None in amounts else sum((each for each in amounts if each is not None), Decimal(0))


def _answer(
    milestone: Milestone, funder: str, answer: Answer, version: Decimal, reason: str | None, on: date, **more: Any
) -> Verification:
    return Verification(
        project_id=milestone.project_id,
        milestone_id=milestone.milestone_id,
        funder_id=funder,
        answer=answer,
        version=version,
        reason=reason,
        answered_on=on,
        **more,
    )


def _organisation(actor: Actor) -> str:
    assert actor.organisation is not None  # access lets funders answer, and nobody else
    return actor.organisation


NOTHING_TO_EXAMINE = Text(
    fr="Le porteur n’a encore soumis aucune pièce sur le jalon « {title} » : il n’y a rien à examiner.",
    en="The lead has not submitted any evidence on milestone “{title}” yet: there is nothing to examine.",
)
NEW_VERSION = Text(
    fr="Le dossier du jalon « {title} » a changé pendant que vous l’examiniez (version {seen} vue, version {now} "
    "aujourd’hui). Rien n’a été enregistré : regardez les nouvelles pièces, puis répondez.",
    en="The file of milestone “{title}” changed while you examined it (version {seen} seen, version {now} now). "
    "Nothing was recorded: look at the new evidence, then answer.",
)
REOPEN_FIRST = Text(
    fr="Vous avez vérifié le jalon « {title} ». Pour revenir dessus, rouvrez votre vérification en disant pourquoi.",
    en="You have verified milestone “{title}”. To go back on it, reopen your verification and say why.",
)
NOT_VERIFIED_BY_YOU = Text(
    fr="Votre organisation n’a pas vérifié le dossier actuel du jalon « {title} » : il n’y a rien à rouvrir.",
    en="Your organisation has not verified the current file of milestone “{title}”: there is nothing to reopen.",
)
PROPOSE_FIRST = Text(
    fr="Votre acte attributif veut deux temps sur le jalon « {title} » : l’instructeur propose une réponse, puis le "
    "signataire décide. Attendez la proposition.",
    en="Your agreement wants two steps on milestone “{title}”: the instructor proposes an answer, then the signatory "
    "decides. Wait for the proposal.",
)
UNKNOWN_AMOUNT = Text("un montant non connu", "an amount that is not known")
NO_DELEGATION = Text(
    fr="Aucune délégation de signature en vigueur ne permet de vérifier le jalon « {title} », dont dépendent {amount} "
    "(en euros). Faites-le décider par qui en a le pouvoir, ou enregistrez l’acte de délégation.",
    en="No delegation of signature in force lets one verify milestone “{title}”, on which {amount} depend (in euros). "
    "Have it decided by someone who may, or record the act of delegation.",
)
