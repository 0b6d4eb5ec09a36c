"""What a command acts on, as the rules of access see it."""

from __future__ import annotations

from portfolio.domain.access import rules as access
from portfolio.domain.commands import AnswerMilestone, Command, EnterRows, ProposeAnswer, ReopenMilestone, UndoEvent
from portfolio.domain.deciding.reading import FactsLookup, one
from portfolio.domain.deciding.verifying import agreements_on
from portfolio.domain.facts import (
    FACTS,
    Agreement,
    Delegation,
    Ending,
    Fact,
    Programme,
    Project,
    Replacement,
    Submission,
)
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.facts.kinds import Steward
from portfolio.domain.milestones.verification import asked


def access_objects(command: Command, facts: FactsLookup) -> list[access.Object]:
    """All that the actor must have the right to: the programme or project, or each row that is entered."""
    plan = one(facts, Programme, command.programme)
    kind = plan.kind if plan else None
    match command:
        case EnterRows():
            return [_row(row, command, kind, facts) for row in command.rows]
        case AnswerMilestone() | ProposeAnswer() | ReopenMilestone():
            return [_milestone(command, kind, facts)]
        case UndoEvent():
            past = facts.past(command.sequence)
            subject = past.subject if past else None
            of_a_project = subject and subject.fact in FACTS and FACTS[subject.fact].is_of_a_project
            lead_id = _lead(subject.key[0], facts) if subject and of_a_project else None
            return [access.Object(command.programme, kind, lead_id)]
        case _:
            return [access.Object(command.programme, kind, _lead(getattr(command, "project_id", None), facts))]


def _lead(project_id: str | None, facts: FactsLookup) -> str | None:
    project = one(facts, Project, project_id) if project_id else None
    return project.lead_id if project else None


def _milestone(
    command: AnswerMilestone | ProposeAnswer | ReopenMilestone, kind: ProgrammeKind | None, facts: FactsLookup
) -> access.Object:
    lead_id = _lead(command.project_id, facts)
    agreements = agreements_on(facts, command.project_id, command.milestone_id)
    payees = frozenset(each.beneficiary_id for each in agreements if each.beneficiary_id and not each.lapsed_on)
    file = one(facts, Submission, command.project_id, command.milestone_id)
    submitter = frozenset({file.submitted_by_id} if file and file.submitted_by_id else ())
    return access.Object(command.programme, kind, lead_id, frozenset(asked(agreements, lead_id)), payees, submitter)


def _row(row: Fact | Ending, command: EnterRows, kind: ProgrammeKind | None, facts: FactsLookup) -> access.Object:
    """A row as it is entered, and as it stood: whoever would take it over needs the right to both."""
    declaration = row.declaration
    held = facts.versions(declaration, [row.key])[row.key]
    lead_id = _lead(row.key[0], facts) if declaration.is_of_a_project else None
    funders: set[str] = set()
    if declaration is Delegation.declaration:
        funders = {row.key[0]}
    elif declaration is Replacement.declaration:
        funders = {each.funder_id for each in (row, one(facts, Replacement, *row.key)) if isinstance(each, Replacement)}
    elif declaration.steward is Steward.FUNDER:
        key = row.key[:2]
        agreements = [each for each in command.rows if isinstance(each, Agreement) and each.key == key]
        before = one(facts, Agreement, *key)
        funders = {each.funder_id for each in (*agreements, before) if each is not None}
    is_new = not held or held[-1].row is None
    return access.Object(command.programme, kind, lead_id, frozenset(funders), fact=declaration.name, is_new=is_new)
