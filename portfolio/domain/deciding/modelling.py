"""Deciding what an economic model becomes: its rows as they are saved, and the probability assessed from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import SaveModel
from portfolio.domain.deciding.checks import touched
from portfolio.domain.deciding.decisions import decides
from portfolio.domain.deciding.entering import decide_entry
from portfolio.domain.deciding.limits import Named
from portfolio.domain.deciding.reading import FactsLookup, in_force, one
from portfolio.domain.deciding.touched_rows import model_rows
from portfolio.domain.economics import probability_of_sustainability
from portfolio.domain.economics.flow_kinds import NOT_CASH
from portfolio.domain.economics.model import Model, digest, factors_of, signed
from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import (
    FACTS,
    EconomicFlow,
    EconomicModel,
    Ending,
    Fact,
    Key,
    Project,
    RiskAssessment,
    RiskFactor,
)
from portfolio.domain.facts.choices import Scenario

Changed = Mapping[tuple[str, Key], Fact | None]
TERMS = EconomicModel.declaration.name
PROJECT = Project.declaration
PARTS = {TERMS, EconomicFlow.declaration.name, RiskFactor.declaration.name}
DRAWS, SEED = 10_000, 0
PLACES = 4


@decides(SaveModel, EventKind.MODEL_SAVED, changes=dict.fromkeys((*PARTS, "risk_assessment"), Named(model_rows)))
def decide_model(command: SaveModel, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """One event with the rows that differ from what holds, and the probability that they give."""
    for row in command.rows:
        if row.declaration.name not in PARTS:
            raise Refused(NOT_A_PART.fill(fact=row.declaration.label, name="/".join(row.key)))
    event = decide_entry(command, facts, at, actor)
    project_id = command.rows[0].key[0]
    rows = event.rows if event is not None else ()
    _check_whole(command, project_id, facts)
    changed = {(row.declaration.name, row.key): None if isinstance(row, Ending) else row for row in rows}
    left = models_of({project_id}, facts, changed).get(project_id)
    if event is None:
        return _again(left, facts, at)
    assessed = assess(left, day_of(at)) if left is not None else None
    if assessed is not None:
        rows = (*rows, assessed)
    elif left is None and in_force(facts, RiskAssessment.declaration, [(project_id,)]):
        rows = (*rows, Ending(RiskAssessment.declaration, (project_id,)))
    return Event(EventKind.MODEL_SAVED, Subject(EconomicModel.declaration.name, (project_id,)), rows, event.reason)


def _again(model: Model | None, facts: FactsLookup, at: datetime) -> Event | None:
    """Nothing changed but the probability, which no longer held: it is assessed again."""
    assessed = assess(model, day_of(at)) if model is not None else None
    if assessed is None:
        return None
    held = one(facts, RiskAssessment, assessed.project_id)
    if held is not None and held.inputs == assessed.inputs:
        return None
    return Event(EventKind.MODEL_SAVED, Subject(TERMS, (assessed.project_id,)), (assessed,))


def _check_whole(command: SaveModel, project_id: str, facts: FactsLookup) -> None:
    """A draft saves what it showed: a flow that somebody else added meanwhile would slip in."""
    if not command.seen:
        return
    shown = {(each.fact, each.key) for each in command.seen}
    held = models_of({project_id}, facts, {}).get(project_id)
    for row in (*held.flows, *held.factors) if held is not None else ():
        if (row.declaration.name, row.key) not in shown:
            raise Refused(MOVED.fill(name="/".join(row.key[1:])))


def assess(model: Model, on: date, draws: int = DRAWS) -> RiskAssessment | None:
    """The probability that cash never runs out, over draws of the factors; None when there is no factor, or when a flow
    or the horizon is not known: it is then not computed."""
    flows = signed(model)
    if (
        not (model.factors and flows)
        or model.horizon is None
        or not all(np.isfinite(each).all() for each in flows.values())
    ):
        return None
    found = probability_of_sustainability(flows, factors_of(model), draws, SEED)
    shares = {name: round(Decimal(getattr(found, name)), PLACES) for name in ("p", "low", "high")}
    return RiskAssessment(
        project_id=model.terms.project_id,
        probability=shares["p"],
        low=shares["low"],
        high=shares["high"],
        draws=Decimal(draws),
        seed=Decimal(SEED),
        inputs=digest(model),
        assessed_on=on,
    )


def models_of(projects: Collection[str], facts: FactsLookup, changed: Changed) -> dict[str, Model]:
    """The models of these projects as they hold, but for the rows `changed`; None: a row that does not hold."""
    keys = [(project_id,) for project_id in sorted(projects)]
    terms = in_force(facts, EconomicModel.declaration, keys)
    terms |= {key: row for (name, key), row in changed.items() if name == TERMS and isinstance(row, EconomicModel)}
    parts: dict[type[Fact], dict[str, list[Any]]] = {}
    for fact in (EconomicFlow, RiskFactor):
        name = fact.declaration.name
        held = {row.key: row for row, _ in facts.referring(EconomicModel.declaration, keys, fact.declaration)}
        held |= {key: row for (of, key), row in changed.items() if of == name}  # type: ignore[misc]
        for key in sorted(held):
            if isinstance(held[key], fact):
                parts.setdefault(fact, {}).setdefault(key[0], []).append(held[key])
    flows, factors = (parts.get(fact, {}) for fact in (EconomicFlow, RiskFactor))
    return {
        row.project_id: Model(row, tuple(flows.get(row.project_id, ())), tuple(factors.get(row.project_id, ())))
        for row in terms.values()
        if isinstance(row, EconomicModel) and changed.get((TERMS, row.key), row) is not None
    }


def check_models(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse years beyond the horizon, and a factor that bears on a flow that is not there; `facts` include these
    events."""
    changed: dict[tuple[str, Key], Fact | None] = {}
    for name, keys in touched(events).items():
        if name in PARTS:
            held = in_force(facts, FACTS[name], keys)
            changed |= {(name, key): held.get(key) for key in keys}
    projects = {key[0] for _, key in changed}
    models = models_of(projects, facts, changed) if projects else {}
    ended = {
        row.key[0] for event in events for row in event.rows if isinstance(row, Ending) and row.declaration is PROJECT
    }
    for project_id in sorted(facts.modelled_elsewhere({*models, *ended}) if models or ended else ()):
        raise Refused((HELD_IN_PRIVATE if project_id in ended else TWO_MODELS).fill(project=project_id))
    for model in models.values():
        check_model(model)


def check_model(model: Model) -> None:
    """What is judged row against row."""
    for flow in model.flows:
        found = len(flow.amounts_eur)
        if model.horizon is not None and found > model.horizon + 1:
            last = int(model.terms.first_year) + model.horizon
            raise Refused(
                BEYOND.fill(flow=flow.title or flow.flow_id, found=found, most=model.horizon + 1, last=last),
                "amounts_eur",
            )
    known = {flow.flow_id for flow in model.of(Scenario.REFERENCE) if flow.kind not in NOT_CASH}
    for factor in model.factors:
        if factor.flow_id not in known:
            raise Refused(NO_SUCH_FLOW.fill(flow=factor.flow_id), "flow_id")


NOT_A_PART = Text(
    fr="{fact} « {name} » n’est pas une partie d’un modèle économique. Enregistrez-le depuis « Saisie ».",
    en="{fact} “{name}” is no part of an economic model. Record it from “Entry”.",
)
MOVED = Text(
    fr="Quelqu’un d’autre a ajouté « {name} » à ce modèle depuis que vous l’avez ouvert. Rien n’a été enregistré : "
    "notez vos changements, abandonnez le brouillon et rouvrez-le.",
    en="Someone else added “{name}” to this model since you opened it. Nothing was recorded: note your changes, leave "
    "the draft and open it again.",
)
BEYOND = Text(
    fr="flux « {flow} » : {found} années, pour un horizon qui en compte {most} (la dernière est {last}). Retirez les "
    "années de trop, ou allongez l’horizon.",
    en="flow “{flow}”: {found} years, for a horizon of {most} (the last is {last}). Remove the years in excess, or "
    "make the horizon longer.",
)
NO_SUCH_FLOW = Text(
    fr="un facteur de risque porte sur le flux « {flow} », qui n’est pas un flux de trésorerie du scénario de "
    "référence. Ajoutez ce flux, ou retirez le facteur.",
    en="a risk factor bears on flow “{flow}”, which is not in the scenario of reference as cash. Add that flow, or "
    "remove the factor.",
)
TWO_MODELS = Text(
    fr="le projet « {project} » a déjà un modèle, lu par d’autres lecteurs. Rouvrez-le pour en changer les lecteurs.",
    en="project “{project}” has a model already, read by other readers. Open it again to change its readers.",
)
HELD_IN_PRIVATE = Text(
    fr="le projet « {project} » a un modèle économique réservé : retirez-le d’abord, ou rendez-le public.",
    en="project “{project}” has a private economic model: remove it first, or publish it.",
)
