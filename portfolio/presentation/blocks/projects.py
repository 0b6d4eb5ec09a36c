"""The list of projects: searched, sorted, written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.facts.choices import Axis, Confidence, LegalFormKind, Vertical
from portfolio.domain.questions import ProjectRow
from portfolio.domain.words import Text
from portfolio.presentation.blocks.block import Column, Table, View, total
from portfolio.presentation.blocks.confidence import CONFIDENCE_WORDS, NOT_REPORTED
from portfolio.presentation.formats import UNKNOWN, count_of, day, euros, number, percent, signed_days
from portfolio.presentation.sentences import capital, join


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


def count_line(shown: Sequence[ProjectRow], of: int, view: View) -> str:
    """« 17 projets sur 28 · coût total 109,7 M€ · confiance renseignée pour 15 sur 17 »."""
    costs = [row.cost_eur for row in shown]
    cost = total(costs)
    said = sum(row.confidence is not None for row in shown)
    text = Text(
        "{n} projets · coût connu {cost} ({known}) · confiance renseignée pour {said}",
        "{n} projects · known cost {cost} ({known}) · confidence reported for {said}",
    )
    return view.say(
        text.fill(
            n=count_of(len(shown), of, view.language),
            cost=euros(cost, view.language, short=True),
            known=count_of(sum(c is not None for c in costs), len(shown), view.language),
            said=count_of(said, len(shown), view.language),
        )
    )


def table(rows: Sequence[ProjectRow], view: View) -> Table:
    """Every column of the list, raw, to download."""
    says, language = view.say, view.language
    share = lambda value: percent(value, language)  # noqa: E731
    dated = lambda value: day(value, language, short=True)  # noqa: E731
    money = lambda value: euros(value, language)  # noqa: E731
    columns = (
        Column(says(Text("Code", "Code"))),
        Column(says(Text("Projet", "Project"))),
        Column(says(Text("Territoires", "Territories"))),
        Column(says(Text("Porteur", "Lead"))),
        Column(says(Text("Axe", "Axis"))),
        Column(says(Text("Domaine", "Vertical"))),
        Column(says(Text("Montage", "Legal form"))),
        Column(says(Text("Confiance", "Confidence"))),
        Column(says(Text("Déclaré", "Declared")), share, is_number=True),
        Column(says(Text("Prévu", "Planned")), share, is_number=True),
        Column(says(Text("Calendrier (jours)", "Calendar (days)")), lambda v: number(v, language), is_number=True),
        Column(says(Text("Coût", "Cost")), money, is_number=True),
        Column(says(Text("Financement", "Funding")), money, is_number=True),
        Column(says(Text("Acquis", "Secured")), share, is_number=True),
        Column(says(Text("Prochain jalon", "Next milestone"))),
        Column(says(Text("Prévu le", "Expected on")), dated),
        Column(says(Text("Point du", "Report of")), dated),
    )
    return Table(columns, tuple(_raw(row, view) for row in rows))


def place(row: ProjectRow, view: View) -> str:
    return join(row.territories, view.language, most=2) or view.say(NOT_REPORTED)


def slip(row: ProjectRow, view: View) -> str:
    return UNKNOWN if row.slip_days is None else signed_days(row.slip_days, view.language)


def next_step(row: ProjectRow, view: View) -> str:
    """« Réception des travaux, 19 déc. »; the date is the forecast, else the initial one."""
    if row.next_milestone is None:
        return UNKNOWN
    expected = row.next_expected_on or row.next_planned_on
    if expected is None:
        return row.next_milestone
    return f"{row.next_milestone}, {day(expected, view.language, short=True)}"


def words_of(row: ProjectRow, view: View) -> dict[str, str | None]:
    """The project's axis, vertical and legal form in words; None where not reported."""
    return {
        "axis": Axis.of(row.axis).label.to(view.language) if row.axis else None,
        "vertical": Vertical.of(row.vertical).label.to(view.language) if row.vertical else None,
        "legal_form": capital(LegalFormKind.of(row.legal_form).label.to(view.language)) if row.legal_form else None,
    }


def _raw(row: ProjectRow, view: View) -> tuple[Any, ...]:
    words = words_of(row, view)
    confidence = CONFIDENCE_WORDS[Confidence.of(row.confidence)].to(view.language) if row.confidence else None
    expected: date | None = row.next_expected_on or row.next_planned_on
    return (
        row.project_id,
        row.title,
        ", ".join(row.territories) or None,
        row.lead_name,
        words["axis"],
        words["vertical"],
        words["legal_form"],
        confidence,
        row.declared_progress,
        row.planned_progress,
        row.slip_days,
        row.cost_eur,
        row.funding_eur,
        row.secured_share,
        row.next_milestone,
        expected,
        row.reported_on,
    )


def _haystack(row: ProjectRow) -> str:
    parts = (row.title, row.project_id, *row.territories, row.lead_name, row.summary)
    return folded(" ".join(part for part in parts if part))
