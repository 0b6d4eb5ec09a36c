"""Who one can be in the demonstration, and how each is called on screen."""

from __future__ import annotations

from portfolio.domain.access import OF_AN_ORGANISATION, Actor, Persona
from portfolio.domain.facts import FundingLine, Organisation, Project
from portfolio.domain.questions import FactRows
from portfolio.ui.session import ask, visit


def name_of(actor: Actor) -> str:
    """« Porteur de projet — Syndicat fictif »."""
    persona = visit().say(actor.persona.label)
    if actor.organisation is None:
        return persona
    return f"{persona} — {_organisations().get(actor.organisation, actor.organisation)}"


def offered() -> dict[str, str]:
    """The personas of this programme by what the address calls them, each lead and funder with its organisation."""
    here = visit()
    actors = [Actor(p) for p in (Persona.VISITOR, Persona.COMMITTEE, Persona.OFFICE) if p not in OF_AN_ORGANISATION]
    if here.programme is not None:
        names = _organisations()
        leads = {row.lead_id for row in ask(FactRows(programme=here.code, fact=Project)) if row.lead_id}
        funders = {row.funder_id for row in ask(FactRows(programme=here.code, fact=FundingLine))}
        for persona, ids in ((Persona.LEAD, leads), (Persona.FUNDER, funders)):
            actors += [Actor(persona, each) for each in sorted(ids, key=lambda i: names.get(i, i))]
    return {str(actor): name_of(actor) for actor in actors}


def _organisations() -> dict[str, str]:
    return {row.organisation_id: row.name for row in ask(FactRows(programme=visit().code, fact=Organisation))}
