"""Who one can be in the demonstration, and how each is called on screen."""

from __future__ import annotations

from portfolio.domain.access.actor import OF_AN_ORGANISATION, Actor, Persona
from portfolio.domain.facts import Agreement
from portfolio.domain.questions import FactRows, Parties, PartyRow
from portfolio.ui.kit.queries import ask, memoised
from portfolio.ui.kit.session import visit

# A menu, not a directory: of each persona those who have most projects; any other is reached by its address.
OFFERED = 15


def name_of(actor: Actor) -> str:
    """« Porteur de projet — Syndicat fictif »."""
    return called(actor, _names().get(actor.organisation or "", actor.organisation))


def called(actor: Actor, organisation: str | None) -> str:
    """The same, with the name that its organisation bears, or bore."""
    persona = visit().say(actor.persona.label)
    return f"{persona} — {organisation}" if organisation else persona


@memoised
def offered() -> dict[str, str]:
    """The personas of this programme by what the address calls them, each lead and funder with its organisation."""
    actors = [Actor(p) for p in (Persona.VISITOR, Persona.COMMITTEE, Persona.OFFICE) if p not in OF_AN_ORGANISATION]
    for persona in (Persona.LEAD, Persona.FUNDER):
        most = [party for party in _parties() if party.persona == persona][:OFFERED]
        actors += [Actor(persona, p.organisation_id) for p in sorted(most, key=lambda p: p.name or p.organisation_id)]
    actors += [Actor(Persona.INSTRUCTOR, code) for code in _in_two_steps()[:OFFERED]]
    return {str(actor): name_of(actor) for actor in actors}


def _in_two_steps() -> list[str]:
    """The funders that verify in two steps: they have instructors."""
    here = visit()
    agreements = ask(FactRows(programme=here.code, fact=Agreement)) if here.programme else ()
    return sorted({each.funder_id for each in agreements if each.has_two_steps})


def _parties() -> tuple[PartyRow, ...]:
    here = visit()
    return ask(Parties(programme=here.code)) if here.programme else ()


@memoised
def _names() -> dict[str, str]:
    return {party.organisation_id: party.name or party.organisation_id for party in _parties()}
