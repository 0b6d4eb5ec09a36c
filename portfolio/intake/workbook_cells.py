"""The cells of an XLSX sheet, each a text, a number, a truth, or what cannot be read as one and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from xml.etree.ElementTree import Element

from portfolio.domain.basis.text import Text

PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
# A spreadsheet keeps fifteen digits of a number; those beyond are noise of its sums.
KEPT = Context(prec=15)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# The formats of dates and times that need no code, and what in a code is not one.
DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_CODE, DATE_CODE = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]'), re.compile("[dmyhs]", re.I)
LONGEST = 32_767  # characters of a cell, as a spreadsheet has it
EPOCH, LAST_DAY = date(1899, 12, 30), 2_958_465


@dataclass(frozen=True, slots=True)
class Strange:
    """What a cell shows that is no text, number or truth; `why` it cannot be read, and what to do."""

    shown: str
    why: Text


Cell = str | Decimal | bool | Strange
# By line, then by column, both from 1 as spreadsheets count them; only the cells that hold something.
Cells = dict[int, dict[int, Cell]]


@dataclass(frozen=True)
class Shared:
    """What the cells of a workbook refer to, by the number that they write: texts, and the styles that show a date."""

    texts: dict[str, str]
    dated: frozenset[str]


def shared(strings: Element | None, styles: Element | None) -> Shared:
    """From the parts of a workbook that hold them, when it has them."""
    texts = {} if strings is None else {str(n): _text(each) for n, each in enumerate(strings.iterfind("{*}si"))}
    return Shared(texts, frozenset() if styles is None else frozenset(_dated(styles)))


def cells_of(sheet: Element, kept: Shared) -> Cells:
    """Those that hold something. A cell that does not say its place follows the one before."""
    found: Cells = {}
    line = 0
    for row in sheet.iterfind("{*}sheetData/{*}row"):
        line, column = int(row.get("r", line + 1)), 0
        for cell in row:
            place = PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            value = _value(cell, kept)
            if value != "":
                found.setdefault(line, {})[column] = value
    return found


def _value(cell: Element, kept: Shared) -> Cell:
    parts = {part.tag.rpartition("}")[2]: part for part in cell}
    kind, written = cell.get("t", "n"), parts["v"].text if "v" in parts else None
    if not written and kind != "str" and "f" in parts:
        return Strange("=", NO_VALUE)
    match kind:
        case "inlineStr":
            return _text(parts["is"])
        case _ if not written:
            return ""
        case "s":
            return kept.texts[written]
        case "str":
            return _unescaped(written)
        case "b":
            return written == "1"
        case "n" if NUMBER.fullmatch(written):
            return _number(KEPT.create_decimal(written), cell.get("s", "0") in kept.dated)
        case _:
            return Strange(written, AN_ERROR if kind == "e" else A_DATE)


def _number(number: Decimal, is_dated: bool) -> Cell:
    if is_dated and 0 < number <= LAST_DAY:
        return Strange((EPOCH + timedelta(int(number))).isoformat(), A_DATE)
    return number


def _text(element: Element) -> str:
    """Its runs one after the other; how it is pronounced is left out."""
    runs: Iterable[Element] = (each for path in ("{*}t", "{*}r/{*}t") for each in element.iterfind(path))
    return _unescaped("".join(run.text or "" for run in runs)[:LONGEST])


def _unescaped(text: str) -> str:
    """Half of a character of two is shown as « ? », since nothing can write it."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-8", "replace").decode()


def _dated(styles: Element) -> Iterable[str]:
    formats = styles.iterfind("{*}numFmts/{*}numFmt")
    codes = {each.get("numFmtId"): NOT_CODE.sub("", each.get("formatCode", "")) for each in formats}
    dates = {str(number) for number in DATES} | {number for number, code in codes.items() if DATE_CODE.search(code)}
    for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        if style.get("numFmtId") in dates:
            yield str(number)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


NO_VALUE = Text(
    fr="une formule dont le résultat n’est pas enregistré. Ouvrez le classeur dans votre tableur, enregistrez-le, puis "
    "renvoyez-le",
    en="a formula whose result was not saved. Open the workbook in your spreadsheet, save it, and send it again",
)
A_DATE = Text(fr="c’est une date. Écrivez un nombre", en="it is a date. Write a number")
AN_ERROR = Text(fr="c’est une erreur de formule. Corrigez-la", en="it is an error of a formula. Mend it")
