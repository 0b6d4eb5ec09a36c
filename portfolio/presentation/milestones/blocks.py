"""What a funder has to verify, block by block: its own milestones, and what the other funders say of them."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio.domain.access.actor import Persona
from portfolio.domain.basis.text import Text
from portfolio.domain.questions import AnswerRow, MilestoneAnswers
from portfolio.presentation.kit.asking import Asked
from portfolio.presentation.kit.block import Section, View
from portfolio.presentation.kit.screen import Ask, Scope, block
from portfolio.presentation.milestones import verifications


def is_funder(scope: Scope) -> bool:
    """Whether the reader verifies, as signatory or as instructor."""
    return scope.reader.persona in {Persona.FUNDER, Persona.INSTRUCTOR}


def _own(scope: Scope) -> MilestoneAnswers:
    return MilestoneAnswers(programme=scope.programme, funder_id=scope.reader.organisation)


def mine(ask: Ask, scope: Scope) -> tuple[AnswerRow, ...]:
    """The milestones that this funder's agreements wait for, each with its answer; none for anybody else."""
    return ask(_own(scope)) if is_funder(scope) else ()


def _asks(scope: Scope) -> list[Asked]:
    return [_own(scope)] if is_funder(scope) else []


@block("mes-jalons", Text("Mes jalons", "My milestones"), asks=_asks)
def my_milestones(ask: Ask, scope: Scope, view: View) -> Section:
    """Every milestone that this funder has to verify, with where it stands."""
    return Section(view.say(my_milestones.name), verifications.queue(mine(ask, scope), view), view.say(NOTHING))


def _of_the_projects(ask: Ask, scope: Scope) -> Iterator[Asked]:
    for project_id in dict.fromkeys(row.project_id for row in mine(ask, scope)):
        yield MilestoneAnswers(programme=scope.programme, project_id=project_id)


@block("jalons-x-financeurs", Text("Jalons × financeurs", "Milestones × funders"), asks=_asks, then=_of_the_projects)
def matrix(ask: Ask, scope: Scope, view: View) -> Section:
    """Every funder's answer on those milestones."""
    own = {(row.project_id, row.milestone_id) for row in mine(ask, scope)}
    asked = [each for each in _of_the_projects(ask, scope) if isinstance(each, MilestoneAnswers)]
    rows = [row for each in asked for row in ask(each) if (row.project_id, row.milestone_id) in own]
    return Section(view.say(matrix.name), verifications.matrix(rows, view), view.say(NOTHING))


NOTHING = Text("Aucun jalon n’attend votre vérification.", "No milestone awaits your verification.")
