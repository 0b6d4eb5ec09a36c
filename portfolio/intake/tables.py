"""Reading a delimited file into text cells, each with the line it stands on. Nothing is interpreted here."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portfolio.domain.basis.text import Text
from portfolio.intake.decoding import decode
from portfolio.intake.findings import FileFinding, Unreadable

LARGEST_BYTES = 200 * 1024 * 1024
SEPARATORS = ",;\t"
# A spreadsheet's own hint, on the first line: « sep=; ».
HINT = re.compile(r"sep=([,;\t])\s*")
SHOWN = 60
# Python's own limit would take a quote left open for a cell too long; a file is bounded above, and so is a cell.
csv.field_size_limit(LARGEST_BYTES)


@dataclass(frozen=True)
class TextTable:
    """A file's cells as text ("" where empty), by the line they stand on. `columns` name them as we write names
    (« Project ID » is project_id), `headings` as the file does. `misfits`: cells that stand under no heading."""

    name: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: dict[int, list[str]]
    misfits: tuple[FileFinding, ...]
    encoding: str


def read_table(path: Path) -> TextTable:
    """Read a CSV file, whatever its encoding and separator; raises `Unreadable` when it is no such thing."""
    text, encoding = decode(_bytes(path))
    lines = list(_lines(text))
    if not lines:
        raise Unreadable(EMPTY)
    (line, first), *body = lines
    named = [position for position, heading in enumerate(first) if heading.strip()]
    headings = tuple(first[position].strip() for position in named)
    columns = tuple(_plain(heading) for heading in headings)
    twice = [column for column, count in Counter(columns).items() if count > 1]
    if twice:
        raise Unreadable(TWICE.fill(columns=shortened(", ".join(twice))), line)
    # A short line is completed by unknowns, as spreadsheets write it.
    rows = {line: [cells[i] if i < len(cells) else "" for i in named] for line, cells in body}
    return TextTable(path.name, headings, columns, rows, tuple(_misfits(body, set(named), path.name)), encoding)


def shortened(text: str) -> str:
    """The beginning of a text, enough to recognise it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Unreadable(NO_FILE)
        if path.stat().st_size > LARGEST_BYTES:
            raise Unreadable(TOO_LARGE.fill(size=LARGEST_BYTES // 1024**2))
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(CLOSED.fill(why=error.strerror)) from error


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, each with its number: a cell may hold line breaks."""
    hint = HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (hint and line == 1):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(QUOTE, line) from error


def _separator(text: str) -> str:
    """The one that comes most often among the headings, outside quotes."""
    first = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    return max(SEPARATORS, key=re.sub(r'"[^"]*"', "", first).count)


def _plain(heading: str) -> str:
    """A heading as we write names: no accent, no capital, words joined by « _ »."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_")


def _misfits(body: Sequence[tuple[int, list[str]]], named: set[int], name: str) -> Iterator[FileFinding]:
    for line, cells in body:
        stray = next((cell for i, cell in enumerate(cells) if i not in named and cell.strip()), None)
        if stray is not None:
            yield FileFinding(name, line, None, STRAY.fill(cell=shortened(stray.strip())))


EMPTY = Text(
    fr="ce fichier est vide. Il faut au moins une ligne de titres.",
    en="this file is empty. It needs at least a line of headings.",
)
NO_FILE = Text(
    fr="ce n’est pas un fichier. Retirez-le du dossier.",
    en="this is not a file. Take it out of the folder.",
)
TOO_LARGE = Text(fr="ce fichier dépasse {size} Mo. Découpez-le.", en="this file is over {size} MB. Split it.")
CLOSED = Text(
    fr="ce fichier ne peut pas être lu ({why}). Vérifiez ses droits d’accès.",
    en="this file cannot be read ({why}). Check its permissions.",
)
QUOTE = Text(
    fr="un guillemet ouvert sur cette ligne n’est pas refermé, ou l’est trop tôt. Doublez les guillemets qui font "
    "partie d’un texte.",
    en="a quote opened on this line is not closed, or is closed too early. Double the quotes that belong to a text.",
)
TWICE = Text(
    fr="« {columns} » figure deux fois parmi les titres. Gardez une seule colonne.",
    en="“{columns}” appears twice among the headings. Keep a single column.",
)
STRAY = Text(
    fr="« {cell} » n’est sous aucun titre. Mettez entre guillemets le texte qui contient le séparateur.",
    en="“{cell}” stands under no heading. Quote the text that contains the separator.",
)
