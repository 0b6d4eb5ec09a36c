"""Economic models from a terminal: one project's flows, results and gates; how many projects outlive their grants."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import numpy as np

from portfolio.domain.access.actor import OFFICE
from portfolio.domain.access.private_logs import log_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.economics import Status
from portfolio.domain.economics.load_model import model_of, terms_of
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.outcome import ScenarioOutcome, outcome
from portfolio.domain.questions import Figures
from portfolio.presentation.economics.verdicts import verdict
from portfolio.presentation.kit.block import View
from portfolio.service import Service
from portfolio.terminal.asking import programme_of
from portfolio.terminal.leaving import errors_in_words, opened
from portfolio.terminal.options import reading
from portfolio.terminal.printing import as_dict, as_json, language, printable, table

SHARES = ("share", "euro_share")


@click.command()
@click.argument("project_id")
@reading
def economics(place: str, project_id: str, as_of: date | None, programme: str | None, as_json_: bool) -> None:
    """The economic model of a project, scenario by scenario: flows, results, gates."""
    with errors_in_words(), opened(place) as service:
        code = programme_of(service, programme)
        model, outcomes = _read(service, code, project_id, as_of)
        sheet: dict[str, Any] = {
            "model": as_dict(model.terms),
            "flows": [as_dict(flow) for flow in model.flows],
            "factors": [as_dict(factor) for factor in model.factors],
            "assessment": as_dict(model.assessment) if model.assessment else None,
            "scenarios": [_as_json(each, as_of or service.today()) for each in outcomes],
        }
    if as_json_:
        click.echo(as_json(sheet))
        return
    for each in sheet["scenarios"]:
        click.echo(printable(f"{each['scenario']} : {each['verdict']}"))
        click.echo(table(each["gates"]))
        click.echo(table([{"year": y, "cash": c, "cumulated": t} for y, c, t in _years(each)]))


@click.command()
@click.option("--by", "by", multiple=True, metavar="DIM", help="One line for each value: legal_form, vertical, region…")
@reading
def durability(place: str, by: tuple[str, ...], as_of: date | None, programme: str | None, as_json_: bool) -> None:
    """Shares of projects and of euros durable, fragile, not durable, not assessable."""
    with errors_in_words(usage=True), opened(place) as service:
        code = programme_of(service, programme)
        private = service.private_models(OFFICE, code, as_of)
        rows: dict[tuple[tuple[str, str | None], ...], dict[str, Any]] = {}
        for key in (f"{status.value}_{share}" for status in Status for share in SHARES):
            for each in service.read(Figures(programme=code, indicator=key, by=by, private=private), OFFICE, as_of):
                line = rows.setdefault(each.group, {**dict(each.group), "projects": each.total})
                line[key] = each.value
    click.echo(as_json(list(rows.values())) if as_json_ else table(list(rows.values())))


def _read(service: Service, code: str, project_id: str, as_of: date | None) -> tuple[Model, list[ScenarioOutcome]]:
    """Whoever holds the record reads all of it, private models too."""

    def ask(question: Any) -> Any:
        return service.read(question, OFFICE, as_of)

    is_private = project_id in service.private_models(OFFICE, code, as_of)
    model = model_of(ask, log_of(code, project_id if is_private else None), project_id)
    if model is None:
        raise Refused(NO_MODEL.fill(project=project_id))
    terms = terms_of(ask, code, project_id)
    return model, [outcome(model, terms, scenario) for scenario in model.scenarios]


def _as_json(found: ScenarioOutcome, day: date) -> dict[str, Any]:
    view = View(language(), "light", day)
    return {
        "scenario": found.scenario.value,
        "status": found.status.value,
        "verdict": verdict(found, found.path.first_funder, view),
        "gates": [{**gate._asdict(), "key": gate.key.value} for gate in found.gates],
        "years": found.years,
        "cash": _numbers(found.path.cash),
        "cumulated": _numbers(found.path.cumulated),
        "without_first_funder": _numbers(found.path.without_first),
        "first_funder": found.path.first_funder,
        "rate": found.rate,
        "results": _results(found),
    }


def _results(found: ScenarioOutcome) -> dict[str, Any]:
    """Null where undefined, or where a flow is not known."""
    said = found.appraisal._asdict() if found.appraisal is not None else {}
    gap = said.pop("gap", None)
    return {**said, "funding_gap": gap._asdict() if gap is not None else None, **found.dependence._asdict()}


def _numbers(values: Any) -> list[float | None]:
    return [None if np.isnan(each) else round(float(each), 2) for each in values]


def _years(sheet: dict[str, Any]) -> Any:
    return zip(sheet["years"], sheet["cash"], sheet["cumulated"], strict=True)


NO_MODEL = Text(
    fr="Le projet « {project} » n’a pas de modèle économique, ou n’existe pas. Vérifiez son code.",
    en="Project “{project}” has no economic model, or does not exist. Check its code.",
)
