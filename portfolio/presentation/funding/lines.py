"""A project's operations and funding lines, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.facts import FundingLine, FundingLoss, Operation, Organisation
from portfolio.domain.facts.choices import FundingStatus
from portfolio.domain.funding.ladder import OUTSIDE_RESOURCES, plan_versions
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, euros


def funding_lines(
    rows: Sequence[FundingLine],
    organisations: Mapping[str, Organisation],
    view: View,
    losses: Sequence[FundingLoss] = (),
) -> Table:
    """Who brings what, how, and how surely, its three amounts side by side; largest first, unknown amounts last. A
    column of which nothing is said, but for the main ones, is left out."""
    money, on = _euros(view), _day(view)
    columns: Columns[FundingLine] = (
        (Text("Financeur", "Funder"), {}, lambda row: _name(organisations, row.funder_id)),
        (Text("Famille", "Family"), {}, lambda row: _family(organisations, row.funder_id, view)),
        (Text("Instrument", "Instrument"), {}, lambda row: _instrument(row, view)),
        (Text("Montant", "Amount"), money, lambda row: row.amount_eur),
        (Text("Attribué", "Awarded"), money, lambda row: row.awarded_eur),
        (Text("Définitif", "Final"), money, lambda row: row.final_eur),
        (Text("Perdu", "Lost"), money, lambda row: _lost(row, losses)),
        (Text("Statut", "Status"), {}, lambda row: row.status.label.to(view.language)),
        (Text("Acte du", "Act of"), on, lambda row: row.decided_on),
        (Text("Référence", "Reference"), {}, lambda row: row.reference),
        (Text("Précision", "Note"), {}, lambda row: row.note),
    )
    ordered = sorted(rows, key=lambda row: (row.amount_eur is None, -(row.amount_eur or 0), row.line_id))
    return _table(columns, ordered, view)


def versions(operations: Sequence[Operation], rows: Sequence[FundingLine], view: View) -> Table:
    """The plan forecast, awarded and final, side by side: uses, sources, and the gap."""
    found = plan_versions(operations, rows)
    names = (Text("Prévisionnel", "Forecast"), Text("Attribué", "Awarded"), Text("Définitif (bilan)", "Final"))
    columns = (Text("Emplois", "Uses"), Text("Ressources", "Sources"), Text("À couvrir", "To be covered"))
    return Table(
        (
            Column(view.say(Text("Version du plan", "Version of the plan"))),
            *(Column(view.say(text), lambda v: euros(v, view.language), is_number=True) for text in columns),
        ),
        tuple((view.say(name), each.uses, each.sources, each.gap) for name, each in zip(names, found, strict=True)),
    )


def outside_totals(rows: Sequence[FundingLine], view: View) -> str:
    """What counts in no total: apports en nature, guarantees. Empty when there is none."""
    told = []
    for instrument in OUTSIDE_RESOURCES:
        lines = [row for row in rows if row.instrument is instrument and row.status is not FundingStatus.REFUSED]
        known = [row.amount_eur for row in lines if row.amount_eur is not None]
        if lines:
            amount = euros(sum(known, Decimal(0)) if known else None, view.language)
            told.append(f"{instrument.label.to(view.language)} {amount}")
    both = " ; " if view.language == "fr" else "; "
    return view.say(APART.fill(what=both.join(told))) if told else ""


APART = Text("Hors du plan, à titre d’information : {what}.", "Outside the plan, for information: {what}.")


def lines_of_a_funder(rows: Sequence[FundingLine], titles: Mapping[str, str], view: View) -> Table:
    """What one funder brings, project by project; largest first, unknown amounts last."""
    columns = (
        Column(view.say(Text("Projet", "Project"))),
        Column(view.say(Text("Instrument", "Instrument"))),
        Column(view.say(Text("Montant", "Amount")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Statut", "Status"))),
        Column(view.say(Text("Acte du", "Act of")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Nécessaire le", "Needed on")), lambda v: day(v, view.language, short=True)),
    )
    ordered = sorted(rows, key=lambda row: (row.amount_eur is None, -(row.amount_eur or 0), row.project_id))
    cells = (
        (
            titles.get(row.project_id, row.project_id),
            row.instrument.label.to(view.language) if row.instrument else None,
            row.amount_eur,
            row.status.label.to(view.language),
            row.decided_on,
            row.needed_on,
        )
        for row in ordered
    )
    return Table(columns, tuple(cells))


def operations(rows: Sequence[Operation], organisations: Mapping[str, Organisation], view: View) -> Table:
    """The parts of the project and their costs, first planned, now and in the end."""
    money = _euros(view)
    columns: Columns[Operation] = (
        (Text("Opération", "Operation"), {}, lambda row: row.title),
        (Text("Phase", "Phase"), {}, lambda row: _word(row.phase, view)),
        (Text("Lot", "Lot"), {}, lambda row: row.lot),
        (Text("Tranche", "Stage"), {}, lambda row: _word(row.tranche, view)),
        (Text("Section", "Section"), {}, lambda row: _word(row.section, view)),
        (Text("Coût", "Cost"), money, lambda row: row.cost_eur),
        (Text("Prévu à l’origine", "First planned"), money, lambda row: row.initial_cost_eur),
        (Text("Définitif", "Final"), money, lambda row: row.final_cost_eur),
        (Text("Taxes", "Tax"), {}, lambda row: _word(row.tax_regime, view)),
        (Text("Maître d’ouvrage", "Promoter"), {}, lambda row: _name(organisations, row.promoter_id)),
        (Text("Travaux démarrés", "Works started"), _day(view), lambda row: row.works_started_on),
        (Text("Précision", "Note"), {}, lambda row: row.note),
    )
    return _table(columns, rows, view)


R = TypeVar("R")
# A heading, how its values are written, and where they come from.
Columns = tuple[tuple[Text, dict[str, Any], Callable[[R], Any]], ...]
# Columns that few plans fill: left out where they would be empty.
OPTIONAL = {"Attribué", "Définitif", "Perdu", "Référence", "Lot", "Tranche", "Section", "Travaux démarrés"}


def _table(columns: Columns[R], rows: Sequence[R], view: View) -> Table:
    kept = [each for each in columns if each[0].fr not in OPTIONAL or any(each[2](row) is not None for row in rows)]
    return Table(
        tuple(Column(view.say(label), **options) for label, options, _ in kept),
        tuple(tuple(of(row) for _, _, of in kept) for row in rows),
    )


def _euros(view: View) -> dict[str, Any]:
    return {"write": lambda value: euros(value, view.language), "is_number": True}


def _day(view: View) -> dict[str, Any]:
    return {"write": lambda value: day(value, view.language, short=True)}


def _word(chosen: Choice | None, view: View) -> str | None:
    return chosen.label.to(view.language) if chosen else None


def _name(organisations: Mapping[str, Organisation], code: str | None) -> str | None:
    found = organisations.get(code) if code else None
    return found.name if found else code


def _family(organisations: Mapping[str, Organisation], code: str, view: View) -> str | None:
    found = organisations.get(code)
    return found.family.label.to(view.language) if found else None


def _instrument(row: FundingLine, view: View) -> str | None:
    """With the State's scheme, where it is one."""
    told = [each.label.to(view.language) for each in (row.instrument, row.scheme) if each]
    return " ".join(told) or None


def _lost(row: FundingLine, losses: Sequence[FundingLoss]) -> Decimal | None:
    own = [each.amount_eur for each in losses if each.key[:2] == row.key]
    return sum(own, Decimal(0)) if own else None
