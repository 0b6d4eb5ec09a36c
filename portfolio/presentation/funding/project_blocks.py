"""A project's money, block by block: what is secured, its lines, the versions of its plan, what checks find."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Agreement, Derogation, FundingLine, FundingLoss, Operation, Organisation
from portfolio.domain.funding.checks import findings, plan_of
from portfolio.domain.questions import Figures, Parameters
from portfolio.presentation.funding import checks, lines
from portfolio.presentation.funding.plan_table import of_project
from portfolio.presentation.kit.asking import Asked
from portfolio.presentation.kit.block import Chart, Section, Table, View
from portfolio.presentation.kit.screen import PROJECT, Ask, Scope, block, one, organisations
from portfolio.presentation.project import entries


def _figure(scope: Scope, indicator: str, *by: str) -> Figures:
    only = (("project_id", (scope.project_id,)),)
    return Figures(programme=scope.programme, indicator=indicator, by=by, filters=only)


@block(
    "part-acquise",
    Text("Part acquise", "Secured share"),
    asks=lambda s: [_figure(s, "total_funding", "certainty"), _figure(s, "total_cost")],
    reads=PROJECT,
    has_table=False,
)
def share(ask: Ask, scope: Scope, view: View) -> Chart:
    """What is secured, asked for, to be found, of the cost."""
    by_certainty = ask(_figure(scope, "total_funding", "certainty"))
    return of_project(by_certainty, one(ask(_figure(scope, "total_cost"))), view)


def _of_lines(scope: Scope) -> list[Asked]:
    return [scope.own(FundingLine), scope.own(FundingLoss), scope.rows(Organisation)]


@block("lignes", Text("Lignes de financement", "Funding lines"), asks=_of_lines, reads=PROJECT)
def funding_lines(ask: Ask, scope: Scope, view: View) -> Section:
    """Who brings what, and what counts in no total."""
    found, losses = ask(scope.own(FundingLine)), ask(scope.own(FundingLoss))
    table = lines.funding_lines(found, organisations(ask, scope), view, losses)
    return Section(view.say(funding_lines.name), table, view.say(NO_LINE), lines.outside_totals(found, view))


@block("pertes", Text("Montants perdus", "Amounts lost"), asks=lambda s: [s.own(FundingLoss)], reads=PROJECT)
def losses(ask: Ask, scope: Scope, view: View) -> Section | None:
    """What lines lost, each with its act; nothing when nothing was."""
    found = entries.table(FundingLoss.declaration, ask(scope.own(FundingLoss)), {}, view)
    return Section(view.say(losses.name), found) if found.rows else None


@block(
    "versions",
    Text("Plan prévisionnel, attribué, définitif", "Plan forecast, awarded, final"),
    asks=lambda s: [s.own(FundingLine), s.own(Operation)],
    reads=PROJECT,
)
def versions(ask: Ask, scope: Scope, view: View) -> Section:
    """The plan forecast, awarded and final, side by side; nothing without a line."""
    found = ask(scope.own(FundingLine))
    table = lines.versions(ask(scope.own(Operation)), found, view)
    return Section(view.say(versions.name), table if found else Table(table.columns, ()), view.say(NO_LINE))


@block(
    "operations",
    Text("Opérations et coûts", "Operations and costs"),
    asks=lambda s: [s.own(Operation), s.rows(Organisation)],
    reads=PROJECT,
)
def operations(ask: Ask, scope: Scope, view: View) -> Section:
    """Each operation with its cost and who has it done."""
    table = lines.operations(ask(scope.own(Operation)), organisations(ask, scope), view)
    return Section(view.say(operations.name), table, view.say(NO_COST))


def _of_checks(scope: Scope) -> list[Asked]:
    facts = (FundingLine, FundingLoss, Operation, Derogation, Agreement)
    return [*(scope.own(fact) for fact in facts), scope.rows(Organisation), scope.project, Parameters()]


@block(
    "controles", Text("Contrôles du plan de financement", "Checks of the funding plan"), asks=_of_checks, reads=PROJECT
)
def plan_checks(ask: Ask, scope: Scope, view: View) -> Section:
    """What each check finds, the worst first."""
    [found] = ask(scope.project)
    plan = plan_of(ask, scope.programme, found, scope.day)
    return Section(view.say(plan_checks.name), checks.table(findings(plan), view), note=view.say(checks.NO_CONTROL))


NO_LINE = Text("Aucune ligne de financement n’est connue.", "No funding line is known.")
NO_COST = Text("Aucune opération n’est connue.", "No operation is known.")
