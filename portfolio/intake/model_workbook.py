"""Reading back the workbook of an economic model, or a block of cells pasted from one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from itertools import takewhile

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import EconomicFlow, Fact
from portfolio.domain.facts.choices import Scenario
from portfolio.intake.cell_values import labels, words_of
from portfolio.intake.findings import FileFinding, Unreadable
from portfolio.intake.flow_headings import LONGEST_HEADING, CellPlaces, first_year, is_heading
from portfolio.intake.flow_tables import Bearing, Row, read_flows
from portfolio.intake.model_terms import read_terms
from portfolio.intake.workbook_cells import Cells
from portfolio.intake.workbooks import read_workbook
from portfolio.presentation.economics.model_words import COMPUTED, MODEL_SHEET, letters, plain

SHEETS = {plain(name) for name in (MODEL_SHEET.fr, MODEL_SHEET.en)}
SCENARIOS = labels(Scenario)
ENDS = {plain(name) for name in (COMPUTED.fr, COMPUTED.en)}
# Headings are looked for among the first lines.
SEARCHED = 30
LONGEST_BLOCK = 2**20  # characters


def read_model(content: bytes, project_id: str, today: date) -> tuple[list[Fact], list[FileFinding]]:
    """The terms and the flows of a workbook in either language, and all that is wrong in it, sheet by sheet. What it
    computes is passed over, and so is a sheet without the headings of flows. What can be read is given whatever the
    findings: a draft. `today` gives the first year when nothing else does."""
    try:
        sheets = read_workbook(content)
    except Unreadable as unreadable:
        return [], [_whole(unreadable.text)]
    headings = {name: line for name, cells in sheets.items() if (line := _heading(cells)) is not None}
    said = (first_year(sheets[name][line]) for name, line in headings.items())
    first = min((year for year in said if year is not None), default=today.year)
    name = next((name for name in sheets if plain(name) in SHEETS), None)
    if name is None:
        flows, findings = _flows(sheets, headings, Bearing(project_id, Scenario.REFERENCE, first, None))
        return [*flows], [_whole(NO_TERMS.fill(name=MODEL_SHEET)), *findings]
    terms = read_terms(_sheet(name), sheets[name], project_id, first)
    horizon = None if terms.row.horizon_years is None else int(terms.row.horizon_years)
    bearing = Bearing(project_id, Scenario.REFERENCE, int(terms.row.first_year), horizon)
    flows, findings = _flows(sheets, headings, bearing)
    return [terms.row, *flows], [*terms.findings, *findings]


def read_grid(
    text: str, project_id: str, scenario: Scenario, first_year: int, horizon: int | None
) -> tuple[list[EconomicFlow], list[FileFinding]]:
    """The flows of a block copied from a spreadsheet: tabs between cells, a first line of headings, the kind and the
    years at least. Cells are named « L3C5 (2027) », from the first of the block. What can be read is given."""
    if len(text) > LONGEST_BLOCK:
        return [], [_whole(TOO_LONG.fill(most=LONGEST_BLOCK // 2**20))]
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        return [], [_whole(NOT_CELLS)]
    cells: Cells = {}
    for line, row in enumerate(lines, 1):
        if any(cell.strip() for cell in row):
            cells[line] = {column: cell for column, cell in enumerate(row, 1) if cell.strip()}
    if not cells:
        return [], [_whole(NOTHING)]
    if max(map(len, lines)) == 1:
        return [], [_whole(NO_TAB)]
    return read_flows(CellPlaces("", _in_block), min(cells), cells, Bearing(project_id, scenario, first_year, horizon))


def _flows(
    sheets: Mapping[str, Cells], headings: Mapping[str, int], bearing: Bearing
) -> tuple[list[EconomicFlow], list[FileFinding]]:
    """Of the sheets named after a scenario, each once."""
    flows: list[EconomicFlow] = []
    findings: list[FileFinding] = []
    read: set[Scenario] = set()
    for name, cells in sheets.items():
        scenario, line = SCENARIOS.get(plain(name)), headings.get(name)
        if plain(name) in SHEETS or not cells or (scenario is None and line is None):
            continue
        if scenario is None or line is None or scenario in read:
            text = UNKNOWN if scenario is None else NO_HEADINGS if line is None else SAID_TWICE
            findings.append(FileFinding(name, None, name, text.fill(name=name, words=words_of(Scenario))))
            continue
        read.add(scenario)
        own, wrong = read_flows(_sheet(name), line, _above_results(cells), bearing._replace(scenario=scenario))
        flows += own
        findings += wrong
    return flows, findings if read or findings else [_whole(NO_FLOWS.fill(words=words_of(Scenario)))]


def _heading(cells: Cells) -> int | None:
    return next((line for line in sorted(cells)[:SEARCHED] if is_heading(cells[line])), None)


def _above_results(cells: Cells) -> Cells:
    """What the workbook computes starts under a heading of its own."""
    return {line: cells[line] for line in takewhile(lambda line: not _is_end(cells[line]), sorted(cells))}


def _is_end(row: Row) -> bool:
    first = row[min(row)]
    return isinstance(first, str) and plain(first[:LONGEST_HEADING]) in ENDS


def _sheet(name: str) -> CellPlaces:
    """Cells named as spreadsheets do: « Référence!F7 »."""
    return CellPlaces(name, lambda line, column, _: f"{name}!{letters(column - 1)}{line}")


def _in_block(line: int, column: int, year: int | None) -> str:
    return f"L{line}C{column}" if year is None else f"L{line}C{column} ({year})"


def _whole(text: Text) -> FileFinding:
    return FileFinding("", None, None, text)


NO_TERMS = Text(
    fr="Ce classeur n’a pas de feuille « {name} » : les termes du modèle n’en sont pas relus. Repartez d’un classeur "
    "téléchargé ici.",
    en="This workbook has no sheet “{name}”: the terms of the model are not read from it. Start again from a workbook "
    "downloaded here.",
)
NO_FLOWS = Text(
    fr="Aucune feuille de ce classeur n’est celle d’un scénario. Donnez à celle des flux l’un de ces noms : {words}.",
    en="No sheet of this workbook is that of a scenario. Give the one with the flows one of these names: {words}.",
)
UNKNOWN = Text(
    fr="La feuille « {name} » n’est celle d’aucun scénario, et n’est pas lue. Donnez-lui l’un de ces noms : {words}.",
    en="Sheet “{name}” is that of no scenario, and is not read. Give it one of these names: {words}.",
)
NO_HEADINGS = Text(
    fr="La feuille « {name} » n’a pas de ligne de titres, et n’est pas lue. Donnez-lui au moins une colonne « nature » "
    "et une colonne par année.",
    en="Sheet “{name}” has no line of headings, and is not read. Give it at least a column “kind” and a column a year.",
)
SAID_TWICE = Text(
    fr="La feuille « {name} » est celle d’un scénario déjà lu, et n’est pas lue. Gardez-en une, ou donnez-lui l’un de "
    "ces noms : {words}.",
    en="Sheet “{name}” is that of a scenario already read, and is not read. Keep one of them, or give it one of these "
    "names: {words}.",
)
TOO_LONG = Text(
    fr="Ce bloc dépasse {most} million de caractères. Ne copiez que les lignes des flux.",
    en="This block is over {most} million characters. Copy only the rows of the flows.",
)
NO_TAB = Text(
    fr="Ce bloc n’a qu’une colonne. Copiez les cellules depuis le tableur, qui met une tabulation entre elles.",
    en="This block has a single column. Copy the cells from the spreadsheet, which puts a tab between them.",
)
NOT_CELLS = Text(
    fr="Ce texte n’est pas un bloc de cellules. Copiez-le depuis un tableur, titres compris.",
    en="This text is not a block of cells. Copy it from a spreadsheet, headings included.",
)
NOTHING = Text(
    fr="Il n’y a rien à lire. Copiez un bloc depuis un tableur, titres compris : nature, nom, puis les années.",
    en="There is nothing to read. Copy a block from a spreadsheet, headings included: kind, name, then the years.",
)
