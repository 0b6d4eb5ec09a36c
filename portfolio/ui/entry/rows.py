"""Which facts this visitor keeps, the rows there are of each, and what their codes stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import Persona
from portfolio.domain.access.rules import Action, Allowed
from portfolio.domain.basis.folding import natural
from portfolio.domain.facts import (
    FACTS,
    Agreement,
    Declaration,
    Fact,
    FundingLine,
    Instalment,
    Milestone,
    Operation,
    Programme,
    Project,
    ResultIndicator,
    Source,
    Succession,
)
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.facts.kinds import Steward
from portfolio.domain.questions import FactRows, ProjectRow, ProjectRows
from portfolio.presentation.kit.block import Table
from portfolio.presentation.project import entries
from portfolio.presentation.project.entries import Names
from portfolio.ui.kit import address
from portfolio.ui.kit.queries import ask, organisations
from portfolio.ui.kit.session import visit


def project() -> ProjectRow | None:
    """The project of the address, if there is one."""
    code = address.value("id")
    only = (("project_id", (code,)),)
    return next(iter(ask(ProjectRows(programme=visit().code, filters=only))), None) if code else None


def offered(row: ProjectRow | None) -> list[Declaration]:
    """The facts this visitor may enter: of the project, or of the programme when none is open."""
    of_project = [d for d in FACTS.values() if d.is_of_a_project and (row is not None or d.name == "project")]
    of_programme = [] if row is not None else [d for d in FACTS.values() if not d.is_of_a_project]
    return [each for each in (*of_programme, *of_project) if may(each.name, row, is_new=True)]


def may(fact: str, row: ProjectRow | None, *, is_new: bool) -> bool:
    """Whether the door would let this visitor add such a row, or change one."""
    here = visit()
    own = frozenset({here.actor.organisation}) if here.actor.organisation else frozenset()
    # A new programme is none of those there are.
    kind = None if here.programme is None or (fact, is_new) == ("programme", True) else here.programme.kind
    kind = ProgrammeKind.of(kind) if kind is not None else None
    asked = access.Object(here.code, kind, row.lead if row else None, own, fact=fact, is_new=is_new)
    return isinstance(access.decide(here.actor, Action.ENTER, asked), Allowed)


def table(declaration: Declaration, row: ProjectRow | None) -> Table:
    """Every row of that fact, as it will be downloaded too."""
    return entries.table(declaration, rows_of_fact(declaration, row), names(row), visit().view)


def names(row: ProjectRow | None) -> Names:
    """What the codes of the form stand for."""
    found: dict[str, Mapping[str, str]] = {"organisation": _by_name({c: o.name for c, o in organisations().items()})}
    found["source"] = {each.source_id: f"{each.publisher} ({each.source_id})" for each in _all(Source)}
    if row is not None:
        for fact in (Operation, FundingLine, Milestone, Agreement, Instalment, ResultIndicator):
            found[fact.declaration.name] = _names_of(fact, row, found)
    return found


def rows_of_fact(declaration: Declaration, row: ProjectRow | None) -> tuple[Fact, ...]:
    """Those of the project or programme on screen; a funder's own agreements only."""
    here = visit()
    if here.programme is None or (declaration.name == "project" and row is None):
        return ()
    project_id = row.project_id if row and declaration.is_of_a_project else None
    found = ask(FactRows(programme=here.code, fact=declaration.fact, project_id=project_id))
    if here.actor.persona is not Persona.FUNDER or declaration.steward is not Steward.FUNDER:
        return found
    agreements = ask(FactRows(programme=here.code, fact=Agreement, project_id=project_id))
    own = {each.key for each in agreements if each.funder_id == here.actor.organisation}
    return tuple(each for each in found if _funder_of(each) == here.actor.organisation or each.key[:2] in own)


def _funder_of(row: Fact) -> str | None:
    """The funder that a row says it is of; None for a part of an agreement."""
    return getattr(row, "funder_id", None) or getattr(row, "organisation_id", None)


def succeeded() -> set[str]:
    """The organisations that are no more: none is designated any longer."""
    return {each.organisation_id for each in _all(Succession)}


def codes(declaration: Declaration, row: ProjectRow | None) -> list[str]:
    """Those that rows of the same parent bear; of projects and programmes, all."""
    here = visit()
    if declaration is Programme.declaration:
        return [each.programme for each in here.programmes]
    if declaration is Project.declaration:
        return [each.project_id for each in _all(Project)]
    if declaration.is_of_a_project and row is None:
        return []
    return [each.key[-1] for each in rows_of_fact(declaration, row)]


def _names_of(fact: type[Fact], row: ProjectRow, known: Names) -> dict[str, str]:
    """An instalment is one of its agreement: its code says which."""
    rows = ask(FactRows(programme=visit().code, fact=fact, project_id=row.project_id))
    return {"/".join(each.key[1:]): entries.name_of(each, known, visit().view) for each in rows}


def _by_name(named: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda pair: natural(pair[1])))


def _all(fact: type[Any]) -> tuple[Any, ...]:
    return ask(FactRows(programme=visit().code, fact=fact)) if visit().programme else ()
