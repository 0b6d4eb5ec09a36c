"""What ends the story of a generated programme: a few leads hand over, funders are replaced, an authority merges into
another, and some models are private. These go through the rules that people obey, and are known when recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from portfolio.domain.access.actor import Actor
from portfolio.domain.commands import EnterRows, SaveModel
from portfolio.domain.facts import (
    EconomicFlow,
    EconomicModel,
    Ending,
    Fact,
    FundingLine,
    Handover,
    Organisation,
    Project,
    Replacement,
    RiskFactor,
    Succession,
)
from portfolio.domain.facts.choices import Audience, Family
from portfolio.domain.questions import FactRows
from portfolio.generator.distributions import (
    CONTINUITY_EVERY,
    CONTINUITY_MOST,
    LAST_DAY,
    POOLS,
    PRIVATE_EVERY,
    PRIVATE_MOST,
)
from portfolio.generator.people import organisation
from portfolio.service import Service

F = TypeVar("F", bound=Fact)
MERGED = Family.EPCI


def end(service: Service, actor: Actor, programme: str, projects: int, name: str) -> int:
    """Record them, once; how many events were made."""
    made = 0
    if not any(_rows(service, actor, programme, fact) for fact in (Handover, Replacement)):
        numbers = range(CONTINUITY_EVERY, projects + 1, CONTINUITY_EVERY)[:CONTINUITY_MOST]
        passing = [each for n in numbers for each in _of_project(service, actor, programme, n)]
        made += _record(service, actor, passing, f"{name}-passed")
    if not _rows(service, actor, programme, Succession):
        made += _record(service, actor, list(_merger(service, actor, programme)), f"{name}-merged")
    return made + _make_private(service, actor, programme, projects, name)


def _make_private(service: Service, actor: Actor, programme: str, projects: int, name: str) -> int:
    """Some leads keep their model to themselves: each in a log of its own."""
    made = 0
    for number in range(PRIVATE_EVERY, projects + 1, PRIVATE_EVERY)[:PRIVATE_MOST]:
        project_id = f"P{number:06d}"
        [project] = _rows(service, actor, programme, Project, project_id)
        if project.abandoned_on is not None or project_id in service.private_models(actor, programme):
            continue
        rows = [
            *_rows(service, actor, programme, EconomicModel, project_id),
            *_rows(service, actor, programme, EconomicFlow, project_id),
            *_rows(service, actor, programme, RiskFactor, project_id),
        ]
        if rows and isinstance(rows[0], EconomicModel):
            own = (replace(rows[0], audience=Audience.HOLDER), *rows[1:])
            gone = tuple(Ending(each.declaration, each.key) for each in reversed(rows))
            kept = SaveModel(programme=programme, rows=own, private_project_id=project_id)
            left = SaveModel(programme=programme, rows=gone, reason="Modèle réservé au porteur")
            made += _record(service, actor, [left, kept], f"{name}-private-{number}")
    return made


def _record(service: Service, actor: Actor, commands: Sequence[EnterRows], name: str) -> int:
    service.carry_out_all(commands, actor, name)
    return len(commands)


def _of_project(service: Service, actor: Actor, programme: str, number: int) -> Iterator[EnterRows]:
    """Another lead of the same family for one project out of two, another funder for the others."""
    project_id = f"P{number:06d}"
    [project] = _rows(service, actor, programme, Project, project_id)
    if project.abandoned_on is not None or project.lead_id is None:
        return
    own: dict[str, Any] = {"project_id": project_id, "act": "Délibération fictive"}
    if number // CONTINUITY_EVERY % 2:
        new = _another(project.lead_id)
        own |= {"handover_id": "R1", "lead_id": project.lead_id, "handed_on": LAST_DAY}
        row: Fact = Handover(**own, successor_id=new.organisation_id)
    else:
        lines = _rows(service, actor, programme, FundingLine, project_id)
        paying = {each.funder_id: _another(each.funder_id) for each in lines if each.funder_id != project.lead_id}
        leaving = next(
            (code for code, other in paying.items() if other.organisation_id not in {code, project.lead_id}), None
        )
        if leaving is None:
            return
        new = paying[leaving]
        own |= {"replacement_id": "F1", "funder_id": leaving, "replaced_on": LAST_DAY}
        row = Replacement(**own, successor_id=new.organisation_id)
    yield EnterRows(programme=programme, rows=(new, row))


def _merger(service: Service, actor: Actor, programme: str) -> Iterator[EnterRows]:
    """The first intercommunalité of the plan merges into the next one, when there are two."""
    known = [each.organisation_id for each in _rows(service, actor, programme, Organisation) if each.family is MERGED]
    for gone, into in [known[:2]] if len(known) > 1 else []:
        row = Succession(organisation_id=gone, successor_id=into, succeeded_on=LAST_DAY, act="Arrêté fictif de fusion")
        yield EnterRows(programme=programme, rows=(row,))


def _another(organisation_id: str) -> Organisation:
    """The next of its family; itself where there is only one."""
    family, _, number = organisation_id.rpartition("-")
    return organisation(Family.of(family), int(number) % POOLS[Family.of(family)])


def _rows(
    service: Service, actor: Actor, programme: str, fact: type[F], project_id: str | None = None
) -> tuple[F, ...]:
    return service.read(FactRows(programme=programme, fact=fact, project_id=project_id), actor)
