"""The method, block by block: the facts, the parameters in force, published examples computed again."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import Parameters
from portfolio.presentation.kit.block import Section, View
from portfolio.presentation.kit.screen import Ask, Scope, block
from portfolio.presentation.method import entries


@block("faits", Text("Faits et fichiers", "Facts and files"))
def facts(_: Ask, __: Scope, view: View) -> Section:
    """The facts, and the file that carries each."""
    return Section("", entries.glossary(view))


@block("parametres", Text("Paramètres", "Parameters"), asks=lambda _: [Parameters()])
def parameters(ask: Ask, _: Scope, view: View) -> Section:
    """Thresholds and rates in force that day, each with its source."""
    return Section("", entries.parameters(ask(Parameters()), view))


@block("exemples", Text("Exemples publiés", "Published examples"))
def worked(_: Ask, __: Scope, view: View) -> Section:
    """Examples that others published, computed again by the formulas of this application."""
    return Section("", entries.worked(view))
