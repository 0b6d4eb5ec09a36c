"""The economic model of one project as it is recorded, to take away: its flows, and what they come to."""

from __future__ import annotations

from portfolio.domain.access.private_logs import log_of
from portfolio.domain.basis.text import Text
from portfolio.domain.economics.load_model import model_of, terms_of
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.outcome import outcome
from portfolio.domain.facts import EconomicFlow, EconomicModel, Organisation, RiskAssessment, RiskFactor
from portfolio.domain.questions import FactRows, Inhabitants, Parameters
from portfolio.presentation.economics import model_tab
from portfolio.presentation.economics.model_results import Line, figures
from portfolio.presentation.kit.asking import Asked
from portfolio.presentation.kit.block import Section, View
from portfolio.presentation.kit.screen import Ask, Scope, block

OF_A_MODEL = (EconomicModel, EconomicFlow, RiskFactor, RiskAssessment)


def log(scope: Scope) -> str:
    """The log that the model lies in, as far as this reader may know."""
    return log_of(scope.programme, scope.project_id if scope.project_id in scope.private else None)


def _asks(scope: Scope) -> list[Asked]:
    rows = [FactRows(programme=log(scope), fact=fact, project_id=scope.project_id) for fact in OF_A_MODEL]
    return [*rows, scope.rows(Organisation)]


def _asks_terms(scope: Scope) -> list[Asked]:
    return [*_asks(scope), Parameters(), Inhabitants(programme=scope.programme, project_id=scope.project_id)]


def _model(ask: Ask, scope: Scope) -> Model | None:
    return model_of(ask, log(scope), scope.project_id)


@block("flux", Text("Flux par année", "Flows by year"), asks=_asks, reads=("id",))
def flows(ask: Ask, scope: Scope, view: View) -> Section | None:
    """The flows by year and scenario, each with who gives it."""
    model = _model(ask, scope)
    if model is None:
        return None
    names = {each.organisation_id: each.name for each in ask(scope.rows(Organisation))}
    return Section(view.say(flows.name), model_tab.flows(model, names, view))


@block("resultats", Text("Résultats", "Results"), asks=_asks_terms, reads=("id",))
def results(ask: Ask, scope: Scope, view: View) -> Section | None:
    """What the flows come to, scenario by scenario."""
    model = _model(ask, scope)
    if model is None:
        return None
    terms = terms_of(ask, scope.programme, scope.project_id)
    lines = [Line(each.label, outcome(model, terms, each)) for each in model.scenarios]
    return Section(view.say(results.name), figures(lines, view))
