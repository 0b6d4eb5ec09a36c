"""The pandera schema of a fact's file, made from its declaration: each cell is checked and each bad one named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd
import pandera.pandas as pa

from portfolio.domain.facts import Declaration, Field
from portfolio.domain.facts.values import Kind
from portfolio.domain.words import Refused, Text
from portfolio.intake.cells import read_cell

KNOWN_AT = Field("known_at", Kind.DATE, Text("connu depuis", "known since"), required=False)
ENDED = Field("ended", Kind.FLAG, Text("fin", "ended"), required=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a file. `line` is that of the file, headings being line 1; None: the whole file."""

    file: str
    line: int | None
    column: str | None
    text: Text


@cache
def schema(declaration: Declaration) -> pa.DataFrameSchema:
    """Text cells: every declared field readable, no compulsory one empty, each key once at each date."""
    fields = (*declaration.fields, KNOWN_AT, ENDED)
    columns = {
        field.name: pa.Column(
            str,
            pa.Check(_readable(field), element_wise=True, name=field.name),
            required=field.required,
        )
        for field in fields
    }
    unique = [*declaration.key, KNOWN_AT.name]
    return pa.DataFrameSchema(columns, unique=unique, strict=False)


def check_cells(name: str, declaration: Declaration, cells: pd.DataFrame) -> list[Finding]:
    """Every bad cell of a file, in the order of its lines. Rows marked `ended` need their key only."""
    names = {field.name for field in (*declaration.fields, KNOWN_AT, ENDED)}
    unknown = [column for column in cells.columns if column not in names]
    if unknown:
        return [_unknown_column(name, column, declaration) for column in unknown]
    checked = cells.assign(**{field.name: "" for field in (KNOWN_AT, ENDED) if field.name not in cells})
    live = checked[~checked[ENDED.name].str.strip().str.lower().isin({"true", "vrai", "oui", "1"})]
    try:
        schema(declaration).validate(live, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return sorted(
            set(_findings(name, declaration, errors.failure_cases)), key=lambda f: (f.line or 0, f.column or "")
        )
    return []


def _readable(field: Field) -> Callable[[str], bool]:
    return lambda text: refusal(field, text) is None


def refusal(field: Field, text: str) -> Text | None:
    """Why a cell is refused, or None when it can be read."""
    try:
        read_cell(field, text)
    except Refused as refused:
        return refused.text
    return None


def _findings(name: str, declaration: Declaration, cases: pd.DataFrame) -> Iterator[Finding]:
    fields = {field.name: field for field in (*declaration.fields, KNOWN_AT, ENDED)}
    for case in cases.to_dict("records"):
        line = None if pd.isna(case["index"]) else int(case["index"])
        if case["check"] == "column_in_dataframe":
            yield _missing_column(name, str(case["failure_case"]), declaration)
        elif case["check"] == "multiple_fields_uniqueness":
            key = ", ".join(declaration.key)
            yield Finding(
                name,
                line,
                None,
                Text(
                    fr=f"la même clé ({key}) figure deux fois à la même date. Gardez une seule ligne.",
                    en=f"the same key ({key}) appears twice at the same date. Keep a single row.",
                ),
            )
        else:
            field = fields[str(case["check"])]
            text = refusal(field, str(case["failure_case"]))
            yield Finding(name, line, field.name, text or field.kind.label)


def _missing_column(name: str, column: str, declaration: Declaration) -> Finding:
    label = declaration.field(column).label
    return Finding(
        name,
        None,
        column,
        Text(
            fr=f"la colonne « {column} » ({label.fr}) manque et elle est obligatoire. Ajoutez-la.",
            en=f"column “{column}” ({label.en}) is missing and compulsory. Add it.",
        ),
    )


def _unknown_column(name: str, column: str, declaration: Declaration) -> Finding:
    known = ", ".join(field.name for field in declaration.fields)
    return Finding(
        name,
        1,
        column,
        Text(
            fr=f"colonne inconnue. Colonnes possibles : {known}, known_at, ended.",
            en=f"unknown column. Possible columns: {known}, known_at, ended.",
        ),
    )
