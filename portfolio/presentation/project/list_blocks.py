"""The list of projects as a block: what the filters leave, what is typed finds, in the order asked for."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectRow, ProjectRows
from portfolio.presentation.kit.block import Section, View
from portfolio.presentation.kit.screen import Ask, Scope, block
from portfolio.presentation.project import listing, search


def _everything(scope: Scope) -> ProjectRows:
    return ProjectRows(programme=scope.programme)


def found(ask: Ask, scope: Scope, index: search.Index | None = None) -> list[ProjectRow]:
    """The rows of the list: what the filters leave and what is typed finds, in the order asked for. `index`: of all the
    projects, when it is at hand."""
    rows = ask(_everything(scope))
    index = index or search.index(rows)
    left = search.search(search.keep(rows, scope.filters), scope.value("q"), index)
    return search.arrange(left, search.order(scope.value("tri")), index)


@block("projets", Text("Projets", "Projects"), asks=lambda s: [_everything(s)], reads=("q", "tri"))
def project_list(ask: Ask, scope: Scope, view: View) -> Section:
    """The list of projects, as it is found and sorted."""
    return Section("", listing.table(found(ask, scope), view))
