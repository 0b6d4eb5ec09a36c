"""What follows when an organisation succeeds another, a lead hands over, a funder is replaced: each row that designated
the one designates the other, in the same event. What stood before keeps the names of its day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.continuity.passes import CONTINUITY, passes
from portfolio.domain.continuity.refusals import (
    FUNDS_NOTHING,
    GRANTS_BY_FUNDERS,
    HAND_BACK,
    HAS_PASSED,
    NOT_ITS_LEAD,
    RELIED_ON,
    SUCCEEDED,
)
from portfolio.domain.deciding.checks import references, touched
from portfolio.domain.deciding.reading import FactsLookup, in_force, one
from portfolio.domain.deciding.verifying import agreements_on
from portfolio.domain.events import Event, EventKind
from portfolio.domain.facts import (
    FACTS,
    Agreement,
    Ending,
    Fact,
    Field,
    Handover,
    Key,
    Organisation,
    Project,
    Replacement,
    Succession,
    Verification,
)
from portfolio.domain.facts.choices import Answer

KINDS = {
    Succession: EventKind.ORGANISATION_SUCCEEDED,
    Handover: EventKind.LEAD_HANDED_OVER,
    Replacement: EventKind.FUNDER_REPLACED,
}
Row = Fact | Ending
ORGANISATION = Organisation.declaration


def follow(row: Fact, facts: FactsLookup, actor: Actor) -> list[Row]:
    """The rows that a new row of continuity changes; none for any other fact. Raises `Refused`."""
    match row:
        case Succession():
            _check_succession(row, facts)
            return _passed(row, row.organisation_id, row.successor_id, facts)
        case Handover():
            _check_handover(row, facts, actor)
            return _passed(row, row.lead_id, row.successor_id, facts, row.project_id)
        case Replacement():
            passed = _passed(row, row.funder_id, row.successor_id, facts, row.project_id)
            if not passed:
                raise Refused(FUNDS_NOTHING, "funder_id")
            others = (each for each in passed if isinstance(each, Agreement) and each.relies_on_id == row.successor_id)
            if actor.persona is Persona.FUNDER and any(others):
                raise Refused(RELIED_ON, "funder_id")
            return passed
        case _:
            return []


def check_correction(row: Row, held: Fact) -> None:
    """Of a row of continuity that holds, the day and the act may be corrected: what passed has passed."""
    if held.declaration.name not in CONTINUITY:
        return
    if isinstance(row, Ending):
        if not isinstance(held, Succession):
            raise Refused(HAND_BACK)
        return
    for field in held.declaration.fields:
        if field.name in fixed(held) and getattr(row, field.name) != getattr(held, field.name):
            raise Refused(HAS_PASSED, field.name)


def fixed(held: Fact) -> set[str]:
    """The fields of a row of continuity that no longer change."""
    return {each.name for each in held.declaration.fields if each.name != "act" and not each.name.endswith("_on")}


def _passed(row: Fact, leaving: str, successor: str, facts: FactsLookup, project_id: str | None = None) -> list[Row]:
    own = {each.name: getattr(row, each.name) for each in row.declaration.fields}
    changed: dict[tuple[str, Key], dict[str, Any]] = {}
    held: dict[tuple[str, Key], Fact] = {}
    for found, field in facts.referring(ORGANISATION, [(leaving,)]):
        if (project_id is None or found.key[0] == project_id) and passes(
            row.declaration, own, found.declaration, field
        ):
            named = (found.declaration.name, found.key)
            held[named] = found
            changed.setdefault(named, {})[field.name] = successor
    leads = _leads(held.values(), changed, facts)
    return [each for named, found in held.items() for each in _designating(found, changed[named], leads, facts)]


def _leads(
    rows: Iterable[Fact], changed: dict[tuple[str, Key], dict[str, Any]], facts: FactsLookup
) -> dict[str, str | None]:
    """The lead of each project of which a row passes, as the event leaves it."""
    projects = {row.key[0] for row in rows if row.declaration.is_of_a_project}
    found = {code: one(facts, Project, code) for code in projects}
    return {
        code: changed.get(("project", (code,)), {}).get("lead_id", row.lead_id if row else None)
        for code, row in found.items()
    }


def _designating(row: Fact, changes: dict[str, Any], leads: dict[str, str | None], facts: FactsLookup) -> Iterator[Row]:
    """The row as it designates the successor. One that the leaver is the key of ends; an answer then becomes the
    successor's, unless it has one that leaves more to do, or needs none any more."""
    if not set(changes) & set(row.declaration.key):
        yield _settled(_with(row, changes))
        return
    yield Ending(row.declaration, row.key)
    if isinstance(row, Verification) and leads[row.project_id] != changes["funder_id"]:
        successor = changes["funder_id"]
        own = one(facts, Verification, row.project_id, row.milestone_id, successor)
        if own is None and _is_asked(successor, row, facts):
            return  # it has its own agreement to answer for, and has not
        if own is None or (own.version, _asks(own)) < (row.version, _asks(row)):
            yield _with(row, changes)


def _is_asked(funder: str, row: Verification, facts: FactsLookup) -> bool:
    agreements = agreements_on(facts, row.project_id, row.milestone_id)
    return any(each.funder_id == funder and each.lapsed_on is None for each in agreements)


def _with(row: Fact, changes: dict[str, Any]) -> Fact:
    return type(row)(**{each.name: getattr(row, each.name) for each in row.declaration.fields} | changes)


def _asks(answer: Verification) -> bool:
    return answer.answer is not Answer.VERIFIED


def _settled(row: Fact) -> Fact:
    """Nobody relies on itself."""
    if isinstance(row, Agreement) and row.relies_on_id == row.funder_id:
        return dataclasses.replace(row, relies_on_id=None)
    return row


def _check_succession(row: Succession, facts: FactsLookup) -> None:
    further = one(facts, Succession, row.successor_id)
    if further is not None:
        named, by = (_called(code, facts) for code in (row.successor_id, further.successor_id))
        raise Refused(SUCCEEDED.fill(name=named, by=f"{by} ({further.successor_id})"), "successor_id")


def _check_handover(row: Handover, facts: FactsLookup, actor: Actor) -> None:
    project = one(facts, Project, row.project_id)
    if project is not None and project.lead_id != row.lead_id:
        raise Refused(NOT_ITS_LEAD.fill(title=project.title, lead=_called(project.lead_id, facts)), "lead_id")
    if row.with_grants and actor.persona is Persona.LEAD:
        raise Refused(GRANTS_BY_FUNDERS, "with_grants")


def check_successions(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse to leave a row that designates an organisation which another succeeded; `facts` include these events."""
    designated: dict[Key, tuple[Fact, Field]] = {}
    for name, keys in touched(events).items():
        for row in in_force(facts, FACTS[name], keys if name not in CONTINUITY else ()).values():
            pairs = [(found, field) for field, target, found in references(row) if target is ORGANISATION]
            designated |= {found: (row, field) for found, field in pairs}
        for key in keys if name == Succession.declaration.name else ():
            left = facts.referring(ORGANISATION, [key])
            designated.update((key, pair) for pair in left if pair[0].declaration.name not in CONTINUITY)
    for key, gone in in_force(facts, Succession.declaration, designated).items():
        assert isinstance(gone, Succession)
        row, field = designated[key]
        by = f"{_called(gone.successor_id, facts)} ({gone.successor_id})"
        text, label = SUCCEEDED.fill(name=_called(key[0], facts), by=by), row.declaration.label
        raise Refused(Text(f"{label.fr} : {text.fr}", f"{label.en}: {text.en}"), field.name)


def _called(organisation_id: str | None, facts: FactsLookup) -> str:
    found = one(facts, Organisation, organisation_id) if organisation_id else None
    return found.name if found else organisation_id or "—"
