"""A project's milestones, block by block: along time, as promised, what waits for what, who verified, what is due."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Milestone, MilestoneLink, Organisation
from portfolio.domain.questions import Forecasts, MilestoneAnswers
from portfolio.presentation.funding import instalments
from portfolio.presentation.kit.block import Chart, Section, View
from portfolio.presentation.kit.screen import PROJECT, Ask, Scope, block, organisations
from portfolio.presentation.milestones import dependencies, verifications
from portfolio.presentation.milestones.milestone_table import calendar, promises


@block("jalons", Text("Jalons", "Milestones"), asks=lambda s: [s.own(Milestone), s.own(MilestoneLink)], reads=PROJECT)
def schedule(ask: Ask, scope: Scope, view: View) -> Chart:
    """The milestones along time, and what waits for what."""
    return calendar(ask(scope.own(Milestone)), view, ask(scope.own(MilestoneLink)))


@block("promesses", Text("Dates annoncées", "Dates announced"), asks=lambda s: [_forecasts(s)], reads=PROJECT)
def slips(ask: Ask, scope: Scope, view: View) -> Chart:
    """The date that each report promised."""
    return promises(ask(_forecasts(scope)), view)


def _forecasts(scope: Scope) -> Forecasts:
    return Forecasts(programme=scope.programme, project_id=scope.project_id)


@block(
    "dependances",
    Text("Dépendances", "Dependencies"),
    asks=lambda s: [s.own(Milestone), s.own(MilestoneLink)],
    reads=PROJECT,
)
def waits(ask: Ask, scope: Scope, view: View) -> Section | None:
    """Which milestone waits for which, and which leave no day to lose; nothing without a dependency."""
    steps, links = ask(scope.own(Milestone)), ask(scope.own(MilestoneLink))
    if not links:
        return None
    return Section(dependencies.message(steps, links, view), dependencies.table(steps, links, view))


def answers(scope: Scope) -> MilestoneAnswers:
    """What each funder says of each milestone of the project."""
    return MilestoneAnswers(programme=scope.programme, project_id=scope.project_id)


@block(
    "jalons-financeurs", Text("Jalons × financeurs", "Milestones × funders"), asks=lambda s: [answers(s)], reads=PROJECT
)
def matrix(ask: Ask, scope: Scope, view: View) -> Section:
    """Every funder's answer on every milestone that an agreement waits for."""
    table = verifications.matrix(ask(answers(scope)), view)
    return Section(view.say(matrix.name), table, view.say(NO_AGREEMENT))


@block(
    "echeances",
    Text("Échéances", "Instalments"),
    asks=lambda s: [*instalments.questions(s.programme, s.project_id), s.rows(Organisation)],
    reads=PROJECT,
)
def releases(ask: Ask, scope: Scope, view: View) -> Section:
    """The instalments, with what blocks each."""
    called = {code: each.name for code, each in organisations(ask, scope).items()}
    table = instalments.table(instalments.asked(ask, scope.programme, scope.project_id), called, view)
    return Section(view.say(releases.name), table, view.say(NO_AGREEMENT))


NO_AGREEMENT = Text("Aucun acte attributif n’attend de jalon.", "No agreement waits for a milestone.")
