"""The list of projects as a block: what the filters leave, what is typed finds, in the order asked for."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.presentation.kit.block import Section, View
from portfolio.presentation.kit.screen import Ask, Scope, block
from portfolio.presentation.project import listing, search


@block("projets", Text("Projets", "Projects"), asks=lambda scope: [search.page(scope)], reads=("q", "tri"))
def project_list(ask: Ask, scope: Scope, view: View) -> Section:
    """The list of projects, whole, as it is found and sorted."""
    return Section("", listing.table(ask(search.page(scope)), view))
