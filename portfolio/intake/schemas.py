"""The pandera schema of a fact's file, made from its declaration: each cell is checked and each bad one named."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts import Declaration, Field
from portfolio.domain.facts.kinds import Kind
from portfolio.intake.cells import read_cell
from portfolio.intake.findings import FileFinding
from portfolio.intake.tables import TextTable, shortened

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

KNOWN_AT = Field("known_at", Kind.DATE, Text("connu depuis", "known since"), required=False)
ENDED = Field("ended", Kind.FLAG, Text("fin", "ended"), required=False)
# What each text of a column reads as, a refusal included; a text that comes back is read once.
Readings = Mapping[str, Callable[[str], Any]]


def readings(declaration: Declaration, today: date) -> Readings:
    """One reading a column; nothing is known later than `today`."""
    fields = (*declaration.fields, replace(KNOWN_AT, high=today), ENDED)
    return {field.name: cache(partial(_reading, field)) for field in fields}


def check_cells(table: TextTable, declaration: Declaration, read: Readings) -> list[FileFinding]:
    """Every bad heading and cell of a file, in the order of its lines. Rows marked `ended` need their key only."""
    import pandas as pd  # noqa: PLC0415 - heavy, and only imports need it

    frame = pd.DataFrame(list(table.rows.values()), list(table.rows), list(table.columns), dtype="str")
    flags = frame[ENDED.name] if ENDED.name in frame else [""] * len(frame)
    is_ended = pd.Series([read[ENDED.name](text) is True for text in flags], frame.index, dtype=bool)
    # A file of endings alone needs no more than keys.
    needed = declaration.key if len(frame) and is_ended.all() else _compulsory(declaration)
    cases = _cases(schema(read, needed), frame[~is_ended])
    if is_ended.any():
        of_key = {name: read[name] for name in (*declaration.key, KNOWN_AT.name, ENDED.name)}
        cases += _cases(schema(of_key, ()), frame.loc[is_ended, [name for name in frame if name in of_key]])
    found = [*table.misfits, *(_finding(table, declaration, read, case) for case in cases)]
    return sorted(found, key=lambda finding: finding.place)


def schema(read: Readings, compulsory: Container[str]) -> pa.DataFrameSchema:
    """Text cells, each readable; the `compulsory` columns, and no other than those that `read` knows."""
    import pandera.pandas as pa  # noqa: PLC0415 - heavy, and only imports need it

    return pa.DataFrameSchema(
        {
            name: pa.Column(checks=pa.Check(partial(_are_readable, reading)), required=name in compulsory)
            for name, reading in read.items()
        },
        strict=True,
    )


def _compulsory(declaration: Declaration) -> set[str]:
    return {field.name for field in declaration.fields if field.required}


def _reading(field: Field, text: str) -> Any:
    """The value of a cell, or the refusal to read it."""
    try:
        return read_cell(field, text)
    except Refused as refused:
        return refused


def _are_readable(reading: Callable[[str], Any], cells: pd.Series) -> pd.Series:
    return cells.map(lambda text: not isinstance(reading(text), Refused)).astype(bool)


def _cases(checked: pa.DataFrameSchema, frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """What pandera finds: the check that failed, the column, the text, the line."""
    import pandera.pandas as pa  # noqa: PLC0415 - heavy, and only imports need it

    try:
        checked.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return list(errors.failure_cases.to_dict("records"))
    return []


def _finding(table: TextTable, declaration: Declaration, read: Readings, case: dict[Any, Any]) -> FileFinding:
    text = str(case["failure_case"])
    match case["check"]:
        case "column_in_dataframe":
            return FileFinding(table.name, None, text, _missing(declaration.field(text)))
        case "column_in_schema":
            heading = shortened(table.headings[table.columns.index(text)])
            return FileFinding(table.name, 1, heading, _unknown(read))
        case _:
            return FileFinding(table.name, int(case["index"]), case["column"], read[case["column"]](text).text)


def _missing(field: Field) -> Text:
    return Text(
        fr=f"cette colonne (« {field.label.fr} ») manque et elle est obligatoire. Ajoutez-la.",
        en=f"this column (“{field.label.en}”) is missing and compulsory. Add it.",
    )


def _unknown(read: Readings) -> Text:
    known = ", ".join(read)
    return Text(
        fr=f"colonne inconnue. Retirez-la ; colonnes possibles : {known}.",
        en=f"unknown column. Remove it; possible columns: {known}.",
    )
