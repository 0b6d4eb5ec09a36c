"""The agreements of a generated project: the milestones that each waits for, what is submitted, what funders answer."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Delegation,
    Evidence,
    FundingLine,
    Instalment,
    InstalmentDocument,
    Milestone,
    Organisation,
    Submission,
    Verification,
    Waiver,
)
from portfolio.domain.facts.choices import Answer, EvidenceKind, FundingStatus, InstalmentKind, Instrument
from portfolio.generator import distributions as given
from portfolio.generator.past import ProjectPast, cents

BY_AGREEMENT = {Instrument.GRANT, Instrument.REPAYABLE_ADVANCE, Instrument.EQUITY}
MIDDLE, LAST = "ACOMPTE", "SOLDE"
FEWEST_STEPS = 2  # one for each of them


def agree(past: ProjectPast, lines: Iterable[FundingLine], seed: int) -> None:
    """An agreement for each line awarded, then the verification of the milestones it waits for."""
    chance = random.Random(f"{seed}/{past.project_id}/agreements")
    steps = sorted(past.last_words(Milestone), key=lambda step: step.milestone_id)
    if len(steps) < FEWEST_STEPS:
        return
    waiting: dict[str, list[tuple[str, date]]] = {}
    for line in lines:
        if line.status is FundingStatus.AWARDED and line.instrument in BY_AGREEMENT and line.amount_eur:
            own = _sign(past, line, steps, waiting)
            _waive(past, steps[len(steps) // 2], own, chance)
    for step in steps:
        if step.milestone_id in waiting and step.reached_on is not None:
            _prove(past, step, waiting[step.milestone_id], chance)


def delegations(funders: Iterable[Organisation]) -> list[Delegation]:
    """The act by which each funder that verifies in two steps lets its signatory decide."""
    return [
        Delegation(organisation_id=each.organisation_id, delegation_id="S1", act=given.ACT, starts_on=given.FIRST_DAY)
        for each in funders
        if _in_two_steps(each.organisation_id)
    ]


def _in_two_steps(funder_id: str) -> bool:
    return any(funder_id.startswith(f"{family.value}-") for family in given.IN_TWO_STEPS)


def _sign(
    past: ProjectPast, line: FundingLine, steps: list[Milestone], waiting: dict[str, list[tuple[str, date]]]
) -> dict[str, Any]:
    """The agreement and the milestones it waits for: the step half-way, and the last. The keys of its parts."""
    assert line.decided_on is not None and line.amount_eur is not None
    signed, maximum = line.decided_on, line.awarded_eur or line.amount_eur
    own: dict[str, Any] = {"project_id": past.project_id, "agreement_id": f"A-{line.line_id}"}
    past.learn(
        signed,
        Agreement(
            **own,
            funder_id=line.funder_id,
            beneficiary_id=past.lead.organisation_id,
            maximum_eur=maximum,
            has_two_steps=_in_two_steps(line.funder_id),
            signed_on=signed,
            ends_on=past.ends_on + timedelta(days=given.AGREEMENT_LASTS_DAYS),
        ),
    )
    _pay_in_parts(past, own, signed, maximum)
    for step, code in ((steps[len(steps) // 2], MIDDLE), (steps[-1], LAST)):
        past.learn(signed, AgreementMilestone(**own, milestone_id=step.milestone_id, instalment_id=code))
        waiting.setdefault(step.milestone_id, []).append((line.funder_id, signed))
    return own


def _pay_in_parts(past: ProjectPast, own: dict[str, Any], signed: date, maximum: Decimal) -> None:
    """An advance that waits for nothing, an interim payment, the balance; the balance waits for a paper, which comes
    after the project."""
    advance, middle = (cents(maximum * share) for share in (given.ADVANCE_SHARE, given.INTERIM_SHARE))
    for code, kind, amount, due_on in (
        ("AVANCE", InstalmentKind.ADVANCE, advance, signed + timedelta(days=60)),
        (MIDDLE, InstalmentKind.INTERIM, middle, past.starts_on + (past.ends_on - past.starts_on) / 2),
        (LAST, InstalmentKind.BALANCE, maximum - advance - middle, past.ends_on + timedelta(days=90)),
    ):
        past.learn(signed, Instalment(**own, instalment_id=code, kind=kind, amount_eur=amount, due_on=due_on))
    paper = InstalmentDocument(**own, instalment_id=LAST, document_id="D1", title="Bilan financier")
    past.learn(signed, paper)
    received = past.ends_on + timedelta(days=given.PAPER_AFTER_DAYS)
    past.learn(received, replace(paper, received_on=received))


def _waive(past: ProjectPast, step: Milestone, own: dict[str, Any], chance: random.Random) -> None:
    """Late, an interim payment is let go without its milestone."""
    late = past.starts_on + (past.ends_on - past.starts_on) * 0.7
    if step.reached_on is None and chance.random() < given.WAIVED:
        row = Waiver(
            **own,
            instalment_id=MIDDLE,
            waiver_id="X1",
            milestone_id=step.milestone_id,
            reason=given.WHY_WAIVED,
            waived_on=late,
        )
        past.learn(late, row)


def _prove(past: ProjectPast, step: Milestone, funders: list[tuple[str, date]], chance: random.Random) -> None:
    """A first file, that some funder may send back; then a second one, that all verify in time."""
    assert step.reached_on is not None
    day = past.at_report(step.reached_on)
    if day is None:
        return
    submitted = max([day, *(signed for _, signed in funders)]) + timedelta(days=chance.randint(*given.SUBMIT_DAYS))
    sent_back = _answers(past, step, 1, submitted, funders, chance)
    if sent_back is not None:
        again = sent_back + timedelta(days=chance.randint(*given.COMPLETE_DAYS))
        _answers(past, step, 2, again, funders, chance)


def _answers(
    past: ProjectPast, step: Milestone, version: int, on: date, funders: list[tuple[str, date]], chance: random.Random
) -> date | None:
    """A version of the file and what each funder says of it; the day on which one sent it back, if any did."""
    number = Decimal(version)
    own: dict[str, Any] = {"project_id": past.project_id, "milestone_id": step.milestone_id}
    lead = past.lead.organisation_id
    past.learn(on, Submission(**own, version=number, submitted_on=on, submitted_by_id=lead))
    past.learn(on, _piece(past, step, version))
    back = None
    for funder, _ in sorted(set(funders)):
        answered = on + timedelta(days=chance.randint(*given.ANSWER_DAYS))
        asks = version == 1 and chance.random() < given.SENT_BACK
        if chance.random() < given.UNANSWERED or (back is not None and answered > back):
            continue
        answer, reason = (Answer.TO_COMPLETE, given.WHAT_IS_MISSING) if asks else (Answer.VERIFIED, None)
        said: dict[str, Any] = {**own, "funder_id": funder, "version": number, "reason": reason}
        act = None
        if _in_two_steps(funder):
            proposed = answered - timedelta(days=given.DECIDED_AFTER_DAYS)
            act = given.ACT if answer is Answer.VERIFIED else None
            past.learn(proposed, Verification(**said, answer=Answer.PROPOSED, proposes=answer, answered_on=proposed))
        past.learn(answered, Verification(**said, answer=answer, act=act, answered_on=answered))
        back = answered if asks else back
    return back


def _piece(past: ProjectPast, step: Milestone, version: int) -> Evidence:
    return Evidence(
        project_id=past.project_id,
        milestone_id=step.milestone_id,
        evidence_id=f"{version}-1",
        title=f"Pièce fictive, {step.title.lower()}",
        kind=EvidenceKind.ACCEPTANCE_REPORT,
        version=Decimal(version),
        url=f"https://exemple.invalid/{past.project_id}/{step.milestone_id}/{version}.pdf",
        vouched_by=past.lead.name,
    )
