"""The list of projects as it is written and taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Axis, Confidence, LegalFormKind, Vertical
from portfolio.domain.questions import ProjectRow, ProjectsFoundRow
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import UNKNOWN, count_of, day, euros, number, percent, signed_days
from portfolio.presentation.kit.sentences import capital, join
from portfolio.presentation.progress.confidence import CONFIDENCE_WORDS, NOT_REPORTED


def count_line(found: ProjectsFoundRow, view: View) -> str:
    """« 17 projets sur 28 · coût total 109,7 M€ · confiance renseignée pour 15 sur 17 »."""
    text = Text(
        "{n} projets · coût connu {cost} ({known}) · confiance renseignée pour {said}",
        "{n} projects · known cost {cost} ({known}) · confidence reported for {said}",
    )
    return view.say(
        text.fill(
            n=count_of(found.found, found.total, view.language),
            cost=euros(found.cost_eur, view.language, short=True),
            known=count_of(found.whole_costs, found.found, view.language),
            said=count_of(found.confidences, found.found, view.language),
        )
    )


# The columns of the file, in the order of `_raw`, each with what its values are.
FILE: tuple[tuple[Text, str], ...] = (
    (Text("Code", "Code"), "text"),
    (Text("Projet", "Project"), "text"),
    (Text("Territoires", "Territories"), "text"),
    (Text("Porteur", "Lead"), "text"),
    (Text("Axe", "Axis"), "text"),
    (Text("Domaine", "Vertical"), "text"),
    (Text("Montage", "Legal form"), "text"),
    (Text("Confiance", "Confidence"), "text"),
    (Text("Déclaré", "Declared"), "share"),
    (Text("Prévu", "Planned"), "share"),
    (Text("Calendrier (jours)", "Calendar (days)"), "number"),
    (Text("Coût", "Cost"), "money"),
    (Text("Coût connu en entier", "Whole cost known"), "text"),
    (Text("Financement", "Funding"), "money"),
    (Text("Financement connu en entier", "Whole funding known"), "text"),
    (Text("Acquis", "Secured"), "share"),
    (Text("Prochain jalon", "Next milestone"), "text"),
    (Text("Prévu le", "Expected on"), "day"),
    (Text("Point du", "Report of"), "day"),
    (Text("Abandonné le", "Abandoned on"), "day"),
)


def table(rows: Sequence[ProjectRow], view: View) -> Table:
    """Every column of the list, raw, to download."""
    language = view.language
    writers: dict[str, Callable[[Any], str]] = {
        "text": str,
        "share": lambda value: percent(value, language),
        "number": lambda value: number(value, language),
        "money": lambda value: euros(value, language),
        "day": lambda value: day(value, language, short=True),
    }
    columns = (Column(view.say(text), writers[kind], kind in {"share", "number", "money"}) for text, kind in FILE)
    return Table(tuple(columns), tuple(_raw(row, view) for row in rows))


def amount(value: Decimal | None, is_whole: bool, view: View, *, short: bool = True) -> str:
    """An amount, « au moins … » when a part of it is not known."""
    written = euros(value, view.language, short=short)
    if value is None or is_whole:
        return written
    return view.say(Text("au moins {amount}", "at least {amount}").fill(amount=written))


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
        None if row.cost_eur is None else row.is_cost_whole,
        row.funding_eur,
        None if row.funding_eur is None else row.is_funding_whole,
        row.secured_share,
        row.next_milestone,
        expected,
        row.reported_on,
        row.abandoned_on,
    )
