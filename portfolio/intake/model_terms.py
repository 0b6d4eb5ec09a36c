"""The terms of an economic model, from the first sheet of its workbook."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts import EconomicModel, Field
from portfolio.domain.facts.choices import Audience
from portfolio.intake.cell_values import is_blank, read_value, words_of
from portfolio.intake.findings import FileFinding
from portfolio.intake.flow_headings import LONGEST_HEADING, CellPlaces
from portfolio.intake.workbook_cells import Cells
from portfolio.presentation.economics.model_words import DEFAULT_RATE, plain

FIELDS = {field.name: field for field in EconomicModel.declaration.fields}
DEFAULT = "default_rate"
RATE = replace(FIELDS["rate"], name=DEFAULT, label=DEFAULT_RATE)
NAME, VALUE = 1, 2  # the columns
# What explains a name, after a comma or in brackets, may change without a workbook being read otherwise.
NAMED = re.compile(r"[^,(]*")


def _named(heading: str) -> str:
    found = NAMED.match(heading[:LONGEST_HEADING])
    return plain(found[0]) if found else ""


NAMES = {_named(name): field.name for field in (*FIELDS.values(), RATE) for name in (field.label.fr, field.label.en)}


class TermsRead(NamedTuple):
    """The row as far as it can be read, and what is wrong."""

    row: EconomicModel
    findings: tuple[FileFinding, ...]


def read_terms(table: CellPlaces, cells: Cells, project_id: str, first_year: int) -> TermsRead:
    """`first_year` stands for one that cannot be read. An audience that cannot is the narrowest; a rate equal to the
    default one is not the model's own; a workbook of another project is said to be."""
    lines: dict[str, int] = {}
    for line, row in sorted(cells.items()):
        heading = row.get(NAME, "")
        named = NAMES.get(_named(heading)) if isinstance(heading, str) else None
        if named is not None:
            lines.setdefault(named, line)
    lacking = (field.label for name, field in FIELDS.items() if name not in lines)
    findings = [table.finding(1, NAME, NO_LINE.fill(label=label)) for label in lacking]
    values: dict[str, Any] = {}
    for name, line in lines.items():
        try:
            values[name] = _value({**FIELDS, DEFAULT: RATE}[name], cells[line].get(VALUE, ""), project_id)
        except Refused as refused:
            findings.append(table.finding(line, VALUE, refused.text))
    return TermsRead(_row(values, project_id, first_year), tuple(findings))


def _row(values: dict[str, Any], project_id: str, first_year: int) -> EconomicModel:
    known: dict[str, Any] = {"first_year": Decimal(first_year), "audience": Audience.HOLDER} | values
    default = known.pop(DEFAULT, None)
    own = None if known.get("rate") == default else known.get("rate")
    return EconomicModel(**{**known, "project_id": project_id, "rate": own})


def _value(field: Field, cell: Any, project_id: str) -> Any:
    # A workbook says it all: who may read a model is not guessed from a cell that was emptied.
    if field.name == "audience" and is_blank(cell):
        raise Refused(NO_AUDIENCE.fill(words=words_of(Audience)))
    if field.name == "project_id":
        if not is_blank(cell) and read_value(field, cell) != project_id:
            raise Refused(OTHER_PROJECT.fill(found=read_value(field, cell), expected=project_id))
        return project_id
    return read_value(field, cell)


NO_LINE = Text(
    fr="Aucune ligne ne s’appelle « {label} » : il n’est pas lu. Rétablissez-la dans la première colonne.",
    en="No line is named “{label}”: it is not read. Put it back in the first column.",
)
NO_AUDIENCE = Text(
    fr="Rien ne dit qui peut lire ce modèle. Choisissez parmi : {words}.",
    en="Nothing says who may read this model. Choose among: {words}.",
)
OTHER_PROJECT = Text(
    fr="Ce classeur est celui du projet « {found} », et non de « {expected} ». Prenez le bon classeur, ou videz cette "
    "cellule pour en reprendre le modèle ici.",
    en="This workbook is that of project “{found}”, not of “{expected}”. Take the right workbook, or empty this cell "
    "to use its model here.",
)
