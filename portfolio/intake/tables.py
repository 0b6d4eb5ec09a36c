"""Reading a delimited file into text cells, each with the line it stands on. Nothing is interpreted here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from portfolio.domain.words import Refused, Text

LARGEST_BYTES = 200 * 1024 * 1024
LONGEST_CELL = 10_000
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class TextTable:
    """A file's cells as text ("" where empty), its columns named as in the file, its index the line of each row."""

    name: str
    cells: pd.DataFrame
    encoding: str


def read_table(path: Path) -> TextTable:
    """Read a CSV file, whatever its encoding and separator; raises `Refused` when it is no such thing."""
    if path.stat().st_size > LARGEST_BYTES:
        raise Refused(
            Text(
                fr=f"{path.name} dépasse {LARGEST_BYTES // 1024**2} Mo. Découpez-le.",
                en=f"{path.name} is over {LARGEST_BYTES // 1024**2} MB. Split it.",
            )
        )
    text, encoding = _decoded(path)
    if not text.strip():
        raise Refused(
            Text(
                fr=f"{path.name} est vide. Il faut au moins une ligne de titres.",
                en=f"{path.name} is empty. It needs at least a line of headings.",
            )
        )
    rows = _rows(text, path.name)
    header = [name.strip().lower() for name in rows[0][1]]
    _check_header(header, path.name)
    body = {line: _fitted(cells, header, line, path.name) for line, cells in rows[1:] if any(c.strip() for c in cells)}
    frame = pd.DataFrame(list(body.values()), columns=header, index=list(body), dtype="str")
    return TextTable(path.name, frame, encoding)


def _decoded(path: Path) -> tuple[str, str]:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else the Windows code page of French spreadsheets."""
    raw = path.read_bytes()
    encodings = ["utf-16"] if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise Refused(
        Text(
            fr=f"{path.name} n’est pas un fichier texte. Enregistrez-le en CSV UTF-8.",
            en=f"{path.name} is not a text file. Save it as CSV UTF-8.",
        )
    )


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    first = text.splitlines()[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(
            Text(
                fr=f"{name}, ligne {line} : guillemet non refermé ou cellule trop longue ({error}).",
                en=f"{name}, line {line}: unclosed quote or cell too long ({error}).",
            )
        ) from error
    return rows


def _check_header(header: list[str], name: str) -> None:
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise Refused(
            Text(
                fr=f"{name} : la colonne « {twice[0]} » figure deux fois. Gardez-en une.",
                en=f"{name}: column “{twice[0]}” appears twice. Keep one.",
            )
        )


def _fitted(cells: list[str], header: list[str], line: int, name: str) -> list[str]:
    """A short line is completed by unknowns, as spreadsheets write it; a long one hides a stray separator."""
    if len(cells) > len(header):
        raise Refused(
            Text(
                fr=f"{name}, ligne {line} : {len(cells)} cellules pour {len(header)} colonnes. "
                "Mettez entre guillemets le texte qui contient le séparateur.",
                en=f"{name}, line {line}: {len(cells)} cells for {len(header)} columns. "
                "Quote the text that contains the separator.",
            )
        )
    return [*cells, *[""] * (len(header) - len(cells))]
