"""One generated project from the day it enters the plan: what became known of it, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from portfolio.domain.facts import FundingLine, LegalForm, Operation, Project, ProjectTerritory
from portfolio.domain.facts.choices import Phase, TaxRegime, TerritoryLevel
from portfolio.generator import distributions as given
from portfolio.generator.agreements import agree
from portfolio.generator.models import live
from portfolio.generator.money import lines
from portfolio.generator.past import ProjectPast, cents, one
from portfolio.generator.people import TerritoryDraw
from portfolio.generator.results import count
from portfolio.generator.steps import plan_steps, speak

STUDIES_SHARE = (0.06, 0.14)
TWO_DEPARTMENTS, LARGER_SHARE = 0.12, Decimal("0.6")


def tell(number: int, seed: int, places: TerritoryDraw) -> ProjectPast:
    """The past of project `number`: the same whatever the size of the programme and however it is cut."""
    past = ProjectPast(number, seed, places)
    _enter(past, number, places)
    _costs(past)
    for line, day in lines(past):
        past.learn(day, line)
    count(past)
    speak(past, plan_steps(past))
    agree(past, past.last_words(FundingLine), seed)
    live(past, seed)
    return past


def _enter(past: ProjectPast, number: int, places: TerritoryDraw) -> None:
    project = Project(
        project_id=past.project_id,
        title=f"Projet fictif n° {number} — {past.kind.name}",
        lead_id=past.lead.organisation_id,
        axis=past.kind.axis,
        vertical=past.kind.vertical,
        starts_on=past.starts_on,
        ends_on=past.ends_on,
    )
    past.learn(past.entered, project)
    if past.abandoned_on:
        values = {**project.wire(), "abandoned_on": past.abandoned_on.isoformat()}
        past.learn(past.abandoned_on, Project.from_wire(values))
    form = one(past.kind.forms, past.rng)
    lasts = round(past.rng.uniform(*given.CONTRACT_YEARS) * 365.25)
    ends_on = past.starts_on + timedelta(days=lasts) if form in given.BY_CONTRACT else None
    known = past.rng.random() < given.REVERSIBLE_SAID
    reversible = past.rng.choice((True, False)) if ends_on and known else None
    past.learn(
        past.starts_on,
        LegalForm(project_id=past.project_id, form=form, ends_on=ends_on, is_reversible=reversible),
    )
    for code, share in _territories(past, places):
        row = ProjectTerritory(project_id=past.project_id, level=past.place.level, territory_code=code, share=share)
        past.learn(past.entered, row)


def _territories(past: ProjectPast, places: TerritoryDraw) -> list[tuple[str, Decimal | None]]:
    if past.place.level is not TerritoryLevel.DEPARTMENT or past.rng.random() >= TWO_DEPARTMENTS:
        return [(past.place.code, None)]
    return [(past.place.code, LARGER_SHARE), (places.neighbour(past.place), 1 - LARGER_SHARE)]


def _costs(past: ProjectPast) -> None:
    """Studies and works; the works of some are estimated again half-way."""
    studies = cents(past.cost * Decimal(str(round(past.rng.uniform(*STUDIES_SHARE), 4))))
    works = past.cost - studies
    _operation(past, past.entered, "etudes", "Études", Phase.STUDIES, studies, studies)
    _operation(past, past.entered, "travaux", "Travaux et équipements", Phase.WORKS, works, works)
    if past.rng.random() < given.COST_REVISED:
        rise = Decimal(str(round(past.rng.uniform(*given.COST_RISE), 4)))
        day = past.at_report(past.starts_on + (past.ends_on - past.starts_on) / 2)
        if day:
            _operation(past, day, "travaux", "Travaux et équipements", Phase.WORKS, cents(works * (1 + rise)), works)


def _operation(
    past: ProjectPast, day: date, code: str, title: str, phase: Phase, cost: Decimal, initial: Decimal
) -> None:
    row = Operation(
        project_id=past.project_id,
        operation_id=code,
        title=title,
        phase=phase,
        cost_eur=cost,
        initial_cost_eur=initial,
        tax_regime=TaxRegime.EXCLUDING_TAX,
        promoter_id=past.lead.organisation_id,
    )
    past.learn(day, row)
