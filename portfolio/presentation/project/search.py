"""Finding a project: filtered, searched without accents, case or word order; sorted as people count, unknowns last."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence, LegalFormKind
from portfolio.domain.questions import Filters, ProjectRow


class Sort(NamedTuple):
    """An order of the list: what it is called, what it looks at (None for the names), which end comes first."""

    label: Text
    key: Callable[[ProjectRow], Any] | None
    largest_first: bool = False


def _rank(row: ProjectRow) -> int | None:
    return list(Confidence).index(Confidence.of(row.confidence)) if row.confidence else None


def _form(row: ProjectRow) -> list[Any] | None:
    return natural(LegalFormKind.of(row.legal_form).label.fr) if row.legal_form else None


# By the code that the address carries. What is unknown always comes last, whichever end comes first.
SORTS: dict[str, Sort] = {
    "nom": Sort(Text("Nom", "Name"), None),
    "territoire": Sort(
        Text("Territoire", "Territory"), lambda row: natural(row.territories[0]) if row.territories else None
    ),
    "confiance": Sort(Text("Confiance, du plus inquiet", "Confidence, most worried first"), _rank, True),
    "avancement": Sort(Text("Avancement déclaré", "Declared progress"), lambda row: row.declared_progress),
    "retard": Sort(Text("Retard du prochain jalon", "Delay of the next milestone"), lambda row: row.slip_days, True),
    "cout": Sort(Text("Coût", "Cost"), lambda row: row.cost_eur, True),
    "financement": Sort(Text("Financement", "Funding"), lambda row: row.funding_eur, True),
    "acquis": Sort(Text("Part acquise", "Secured share"), lambda row: row.secured_share),
    "montage": Sort(Text("Montage", "Legal form"), _form),
    "jalon": Sort(
        Text("Date du prochain jalon", "Date of the next milestone"),
        lambda row: row.next_expected_on or row.next_planned_on,
    ),
    "porteur": Sort(Text("Qui agit", "Who acts"), lambda row: natural(row.lead_name) if row.lead_name else None),
    "nouvelles": Sort(
        Text("Dernières nouvelles, du plus ancien", "Latest news, oldest first"), lambda row: row.known_on
    ),
}
OTHER_END = "-"  # before a code: from its other end


def order(asked: str) -> str:
    """The order of the address, by name when it gives none that is known."""
    return asked if asked.removeprefix(OTHER_END) in SORTS else "nom"


def values(row: ProjectRow, dimension: str) -> tuple[str | None, ...]:
    """What a project is filtered by: one value, or the départements of its parts; None where it is not known."""
    return row.departments if dimension == "department" else (getattr(row, dimension),)


def keep(rows: Sequence[ProjectRow], filters: Filters) -> list[ProjectRow]:
    """The rows that every filter keeps, as questions do."""
    wanted = [(dimension, set(chosen)) for dimension, chosen in filters if chosen]
    return [row for row in rows if all(not chosen.isdisjoint(values(row, name)) for name, chosen in wanted)]


def counts(rows: Sequence[ProjectRow], dimension: str, filters: Filters) -> Counter[str | None]:
    """How many projects each value of a dimension would keep beside the other filters; those that keep none count 0."""
    others = tuple(each for each in filters if each[0] != dimension)
    found = Counter({value: 0 for row in rows for value in values(row, dimension)})
    found.update(value for row in keep(rows, others) for value in values(row, dimension))
    return found


def folded(text: str) -> str:
    """Without accents nor case, as people search: « Île » and « ile » are the same."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def natural(text: str) -> list[tuple[bool, int, str]]:
    """A key that puts « n° 2 » before « n° 10 », as people count."""
    parts = re.findall(r"\d+|\D+", folded(text))
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is looked for in a project, without accents nor case; its rank among the names as people count."""

    words: str
    rank: int


Index = Mapping[str, Indexed]


def index(rows: Sequence[ProjectRow]) -> Index:
    """Made once for a programme: what searching and sorting by name need of each project."""
    ranked = sorted(rows, key=lambda row: natural(row.title))
    return {row.project_id: Indexed(_haystack(row), rank) for rank, row in enumerate(ranked)}


def search(rows: Sequence[ProjectRow], words: str, known: Index) -> list[ProjectRow]:
    """The rows in which every word is found, in any order: name, code, territory, lead or summary."""
    wanted = folded(words).split()
    return [row for row in rows if all(word in known[row.project_id].words for word in wanted)]


def arrange(rows: Sequence[ProjectRow], sort: str, known: Index) -> list[ProjectRow]:
    """The rows in an order of `SORTS`, or from its other end (`-cout`); unknowns last, equal ones by name."""
    named = sorted(rows, key=lambda row: known[row.project_id].rank)
    order, is_turned = SORTS[sort.removeprefix(OTHER_END)], sort.startswith(OTHER_END)
    if order.key is None:
        return named[::-1] if is_turned else named
    keys = {row.project_id: order.key(row) for row in named}
    told = [row for row in named if keys[row.project_id] is not None]
    told.sort(key=lambda row: keys[row.project_id], reverse=order.largest_first is not is_turned)
    return [*told, *(row for row in named if keys[row.project_id] is None)]


def _haystack(row: ProjectRow) -> str:
    parts = (row.title, row.project_id, *row.territories, row.lead_name, row.summary)
    return folded(" ".join(part for part in parts if part))
