"""The list of projects as a block: what the filters leave, what is typed finds, in the order asked for."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.presentation.kit.block import Section, Table, View
from portfolio.presentation.kit.screen import Ask, Scope, Whole, block
from portfolio.presentation.project import listing, search


def _everything(ask: Ask, scope: Scope, view: View) -> Table:
    return listing.table(ask(search.page(scope)), view)


@block(
    "projets",
    Text("Projets", "Projects"),
    asks=lambda scope: [search.page(scope, most=search.PAGE)],
    reads=("q", "tri"),
    whole=Whole(lambda scope: [search.page(scope)], _everything),
)
def project_list(ask: Ask, scope: Scope, view: View) -> Section:
    """The first page of the list, as it is found and sorted; its file has them all."""
    return Section("", listing.table(ask(search.page(scope, most=search.PAGE)), view))
