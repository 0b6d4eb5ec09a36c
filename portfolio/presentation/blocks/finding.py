"""Finding a project: searched without accents, case or word order; sorted as people count, unknowns last."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectRow
from portfolio.domain.words import Text


def _rank(row: ProjectRow) -> int | None:
    return list(Confidence).index(Confidence.of(row.confidence)) if row.confidence else None


SORTS: dict[str, tuple[Text, Callable[[ProjectRow], Any] | None, bool]] = {
    # code: (label, key, largest first); without a key, the order of names. What is unknown always comes last.
    "nom": (Text("Nom", "Name"), None, False),
    "retard": (Text("Retard du prochain jalon", "Delay of the next milestone"), lambda row: row.slip_days, True),
    "cout": (Text("Coût", "Cost"), lambda row: row.cost_eur, True),
    "acquis": (Text("Part acquise", "Secured share"), lambda row: row.secured_share, False),
    "avancement": (Text("Avancement déclaré", "Declared progress"), lambda row: row.declared_progress, False),
    "confiance": (Text("Confiance, du plus inquiet", "Confidence, most worried first"), _rank, True),
    "nouvelles": (
        Text("Dernières nouvelles, du plus ancien", "Latest news, oldest first"),
        lambda row: row.known_on,
        False,
    ),
}


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
    """The rows in one of the orders of `SORTS`, unknowns last; equal ones in the order of names."""
    named = sorted(rows, key=lambda row: known[row.project_id].rank)
    _, key, largest_first = SORTS[sort]
    if key is None:
        return named
    told = [row for row in named if key(row) is not None]
    return [*sorted(told, key=key, reverse=largest_first), *(row for row in named if key(row) is None)]


def _haystack(row: ProjectRow) -> str:
    parts = (row.title, row.project_id, *row.territories, row.lead_name, row.summary)
    return folded(" ".join(part for part in parts if part))
