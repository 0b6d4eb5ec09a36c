"""One project, block by block: its figures, its milestones, its money, its checks, where its facts come from."""

from __future__ import annotations

from typing import TypeVar

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import (
    FACTS,
    Contradiction,
    Declaration,
    Fact,
    Source,
)
from portfolio.presentation.kit.asking import Asked
from portfolio.presentation.kit.block import Cards, Section, View
from portfolio.presentation.kit.screen import PROJECT, Ask, Scope, block
from portfolio.presentation.project import sources, summary

F = TypeVar("F", bound=Fact)


@block(
    "chiffres-projet", Text("Chiffres clés", "Key figures"), asks=lambda s: [s.project], reads=PROJECT, has_table=False
)
def cards(ask: Ask, scope: Scope, view: View) -> Cards:
    """Progress, calendar, cost, secured share."""
    [found] = ask(scope.project)
    return Cards(tuple(summary.cards(found, view)))


@block("contradictions", Text("Contradictions", "Contradictions"), asks=lambda s: [s.own(Contradiction)], reads=PROJECT)
def contradictions(ask: Ask, scope: Scope, view: View) -> Section:
    """Where published sources contradict each other."""
    rows = ask(scope.own(Contradiction))
    return Section(sources.message(rows, view), sources.table(rows, view))


def _sourced(scope: Scope) -> list[Asked]:
    return [scope.rows(Source), *(scope.own(each.fact) for each in SOURCED)]


def _has_source(declaration: Declaration) -> bool:
    return declaration.is_of_a_project and any(field.name == "source_id" for field in declaration.fields)


SOURCED = tuple(each for each in FACTS.values() if _has_source(each))


@block("publications", Text("Publications", "Publications"), asks=_sourced, reads=PROJECT)
def published(ask: Ask, scope: Scope, view: View) -> Section:
    """The publications behind each fact of the project."""
    used: dict[str, dict[str, None]] = {}
    for declaration in SOURCED:
        for each in ask(scope.own(declaration.fact)):
            if source_id := getattr(each, "source_id"):  # noqa: B009 - a field of every fact of SOURCED
                used.setdefault(source_id, {})[declaration.label.to(view.language)] = None
    known = [each for each in ask(scope.rows(Source)) if each.source_id in used]
    cited = {code: list(labels) for code, labels in used.items()}
    return Section(view.say(published.name), sources.source_table(known, cited, view), view.say(NO_SOURCE))


NO_SOURCE = Text("Aucune publication n’est citée.", "No publication is cited.")
