"""The columns of the list of projects: what each writes of a project, and whether the programme knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectRow, ProjectsKnownRow
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.formats import UNKNOWN, percent
from portfolio.presentation.project import listing as projects
from portfolio.ui.project import words


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its heading, the code of its order, its share of the width, what it writes; `field`: of
    `ProjectsKnownRow`, whether any project knows it; `note`: what its values are, under the list."""

    heading: Text
    sort: str
    width: float
    write: Callable[[ProjectRow, View], str]
    field: str
    is_number: bool = False
    is_badge: bool = False
    note: Text | None = None


COLUMNS = (
    ListColumn(Text("Territoire", "Territory"), "territoire", 1.9, projects.place, "territories"),
    ListColumn(
        Text("Confiance", "Confidence"),
        "confiance",
        2.1,
        lambda row, view: "",
        "confidence",
        is_badge=True,
    ),
    ListColumn(
        Text("Déclaré", "Declared"),
        "avancement",
        0.9,
        lambda row, view: percent(row.declared_progress, view.language),
        "declared_progress",
        is_number=True,
    ),
    ListColumn(
        Text("Calendrier", "Calendar"),
        "retard",
        1.0,
        projects.slip,
        "slip_days",
        is_number=True,
        note=words.CALENDAR_NOTE,
    ),
    ListColumn(
        Text("Coût", "Cost"),
        "cout",
        1.1,
        lambda row, view: projects.amount(row.cost_eur, row.is_cost_whole, view),
        "cost_eur",
        is_number=True,
    ),
    ListColumn(
        Text("Financement", "Funding"),
        "financement",
        1.2,
        lambda row, view: projects.amount(row.funding_eur, row.is_funding_whole, view),
        "funding_eur",
        is_number=True,
    ),
    ListColumn(
        Text("Acquis", "Secured"),
        "acquis",
        0.8,
        lambda row, view: percent(row.secured_share, view.language),
        "secured_share",
        is_number=True,
        note=words.SECURED_NOTE,
    ),
    ListColumn(
        Text("Montage", "Legal form"),
        "montage",
        1.8,
        lambda row, view: projects.words_of(row, view)["legal_form"] or UNKNOWN,
        "legal_form",
    ),
    ListColumn(Text("Prochain jalon", "Next milestone"), "jalon", 2.4, projects.next_step, "next_milestone"),
    ListColumn(
        Text("Qui agit", "Who acts"),
        "porteur",
        1.9,
        lambda row, view: row.lead_name or UNKNOWN,
        "lead_name",
    ),
)
# The last resort when a screen is full: what the list can do without.
MOST_COLUMNS, FIRST_LEFT_OUT = 8, ("Montage", "Financement")


def columns_for(known: ProjectsKnownRow) -> list[ListColumn]:
    """The columns that say something of at least one project, eight at the most."""
    shown = [column for column in COLUMNS if getattr(known, column.field)]
    for name in FIRST_LEFT_OUT:
        if len(shown) > MOST_COLUMNS:
            shown = [column for column in shown if column.heading.fr != name]
    return shown
