"""Rows that hold what they must and nothing more: what pages meet when people have only begun to enter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.facts import CLASSES, Fact, Field, Milestone, MilestoneLink, Organisation
from portfolio.domain.facts.choices import Answer, Distribution
from portfolio.domain.facts.kinds import Kind
from tests.support.demonstration import TODAY

CODES = {
    "project_id": "P1",
    "organisation_id": "ORG",
    "funder_id": "ORG",
    "lead_id": "ORG",
    "successor_id": "ORG-2",
    "territory_code": "59350",
}
# What a rule between fields asks beside those that are compulsory.
BESIDE: dict[str, dict[str, Any]] = {
    "succession": {"organisation_id": "ORG-3"},
    "milestone": {"reached_on": date(TODAY.year, 1, 5)},
    "waiver": {"document_id": "A1"},
    "evidence": {"url": "https://exemple.fr", "vouched_by": "Une régie fictive"},
    "verification": {"answer": Answer.VERIFIED},
    "economic_model": {"first_year": 2026},
    "risk_factor": {"distribution": Distribution.UNIFORM, "low": 1, "high": 2},
}


def bare_rows(programme: str) -> tuple[Fact, ...]:
    """A row of each fact, with the organisations that some of them name and a milestone of which nothing is known; no
    link, which joins two."""
    rows = [_bare(each, programme_id=programme) for each in CLASSES if each is not MilestoneLink]
    others = (_bare(Organisation, organisation_id=code) for code in ("ORG-2", "ORG-3"))
    return (*rows, *others, Milestone(project_id="P1", milestone_id="A2", title="A2"))


def _bare(fact: type[Fact], **given: Any) -> Fact:
    asked = {each.name: _value(each) for each in fact.declaration.fields if each.required}
    own = {name: value for name, value in given.items() if name in asked}
    return fact(**{**asked, **own, **BESIDE.get(fact.declaration.name, {})})


def _value(field: Field) -> Any:
    match field.kind:
        case Kind.CODE:
            return CODES.get(field.name, "A1")
        case Kind.DATE:
            return date(TODAY.year, 1, 5)
        case Kind.CHOICE:
            assert field.choice is not None
            return next(iter(field.choice))
        case Kind.TEXT:
            return field.name
        case Kind.URL:
            return "https://exemple.fr"
        case Kind.SERIES:
            return (Decimal(1),)
        case _:
            return Decimal(1)
