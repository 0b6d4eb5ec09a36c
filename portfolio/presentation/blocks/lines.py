"""A project's operations and funding lines, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portfolio.domain.facts import FundingLine, Operation, Organisation
from portfolio.domain.words import Text
from portfolio.presentation.blocks.block import Column, Table, View
from portfolio.presentation.formats import day, euros


def funding_lines(rows: Sequence[FundingLine], organisations: Mapping[str, Organisation], view: View) -> Table:
    """Who brings what, how, and how surely; largest first, unknown amounts last."""
    columns = (
        Column(view.say(Text("Financeur", "Funder"))),
        Column(view.say(Text("Famille", "Family"))),
        Column(view.say(Text("Instrument", "Instrument"))),
        Column(view.say(Text("Montant", "Amount")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Statut", "Status"))),
        Column(view.say(Text("Acte du", "Act of")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Précision", "Note"))),
    )
    ordered = sorted(rows, key=lambda row: (row.amount_eur is None, -(row.amount_eur or 0), row.line_id))
    return Table(columns, tuple(_line(row, organisations.get(row.funder_id), view) for row in ordered))


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
    """The parts of the project and their costs, first planned and now."""
    columns = (
        Column(view.say(Text("Opération", "Operation"))),
        Column(view.say(Text("Phase", "Phase"))),
        Column(view.say(Text("Coût", "Cost")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Prévu à l’origine", "First planned")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Taxes", "Tax"))),
        Column(view.say(Text("Maître d’ouvrage", "Promoter"))),
        Column(view.say(Text("Précision", "Note"))),
    )
    return Table(
        columns,
        tuple(
            (
                row.title,
                row.phase.label.to(view.language) if row.phase else None,
                row.cost_eur,
                row.initial_cost_eur,
                row.tax_regime.label.to(view.language) if row.tax_regime else None,
                _name(organisations, row.promoter_id),
                row.note,
            )
            for row in rows
        ),
    )


def _name(organisations: Mapping[str, Organisation], code: str | None) -> str | None:
    found = organisations.get(code) if code else None
    return found.name if found else code


def _line(row: FundingLine, funder: Organisation | None, view: View) -> tuple[object, ...]:
    return (
        funder.name if funder else row.funder_id,
        funder.family.label.to(view.language) if funder else None,
        row.instrument.label.to(view.language) if row.instrument else None,
        row.amount_eur,
        row.status.label.to(view.language),
        row.decided_on,
        row.note,
    )
