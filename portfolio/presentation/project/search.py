"""Finding a project: what a list can be sorted by, which end comes first, and the page of it that is asked for."""

from __future__ import annotations

from typing import NamedTuple

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectOrder, ProjectPage, ProjectsFound
from portfolio.presentation.kit.screen import Scope


class Sort(NamedTuple):
    """An order of the list: what it is called, what it looks at, which end comes first."""

    label: Text
    by: ProjectOrder
    largest_first: bool = False


# By the code that the address carries. What is unknown always comes last, whichever end comes first.
SORTS: dict[str, Sort] = {
    "nom": Sort(Text("Nom", "Name"), ProjectOrder.NAME),
    "territoire": Sort(Text("Territoire", "Territory"), ProjectOrder.TERRITORY),
    "confiance": Sort(
        Text("Confiance, du plus inquiet", "Confidence, most worried first"), ProjectOrder.CONFIDENCE, True
    ),
    "avancement": Sort(Text("Avancement déclaré", "Declared progress"), ProjectOrder.DECLARED_PROGRESS),
    "retard": Sort(Text("Retard du prochain jalon", "Delay of the next milestone"), ProjectOrder.SLIP, True),
    "cout": Sort(Text("Coût", "Cost"), ProjectOrder.COST, True),
    "financement": Sort(Text("Financement", "Funding"), ProjectOrder.FUNDING, True),
    "acquis": Sort(Text("Part acquise", "Secured share"), ProjectOrder.SECURED_SHARE),
    "montage": Sort(Text("Montage", "Legal form"), ProjectOrder.LEGAL_FORM),
    "jalon": Sort(Text("Date du prochain jalon", "Date of the next milestone"), ProjectOrder.NEXT_MILESTONE),
    "porteur": Sort(Text("Qui agit", "Who acts"), ProjectOrder.LEAD),
    "nouvelles": Sort(Text("Dernières nouvelles, du plus ancien", "Latest news, oldest first"), ProjectOrder.NEWS),
}
PAGE = 25
OTHER_END = "-"  # before a code: from its other end


def order(asked: str) -> str:
    """The order of the address, by name when it gives none that is known."""
    return asked if asked.removeprefix(OTHER_END) in SORTS else "nom"


def page(scope: Scope, skip: int = 0, most: int | None = None) -> ProjectPage:
    """What the filters leave and what is typed finds, in the order asked for: `most` lines after `skip`, or all."""
    asked = order(scope.value("tri"))
    sort = SORTS[asked.removeprefix(OTHER_END)]
    return ProjectPage(
        programme=scope.programme,
        filters=scope.filters,
        words=scope.value("q"),
        by=sort.by,
        is_downwards=sort.largest_first is not asked.startswith(OTHER_END),
        skip=skip,
        most=most,
    )


def found(scope: Scope) -> ProjectsFound:
    """How many lines that is, and what is known of them."""
    return ProjectsFound(programme=scope.programme, filters=scope.filters, words=scope.value("q"))
