"""The formulas of our workbooks as a spreadsheet computes them: only the functions that they use, over blocks of cells.

It was held against LibreOffice on the same workbooks. A text where a number is needed is an error here, as it is there.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portfolio.intake.workbooks import read_workbook
from tests.support.workbooks import Book

TOKEN = re.compile(
    r'(?P<text>"[^"]*")|(?P<sheet>(?:\'[^\']+\'!)?)(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)'
    r"|(?P<name>[A-Z]+)\(|(?P<number>[0-9.]+)|(?P<sign><=|>=|<>|[-+*/^<>=])|(?P<mark>[(),])"
)
SIGNS = {"=": "==", "<>": "!=", "^": "**"}
Thunk = Callable[[], "Block"]


class Block:
    """The values of a cell, a block or a computation: numbers, texts, truths, None where empty."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: Any) -> None:
        self.values: NDArray[Any] = values if isinstance(values, np.ndarray) else np.array([[values]], dtype=object)

    @property
    def one(self) -> Any:
        assert self.values.shape == (1, 1)
        return self.values[0, 0]

    @property
    def numbers(self) -> list[float]:
        return [each for each in self.values.flat if isinstance(each, float)]

    def each(self, compute: Callable[..., Any], *others: Block) -> Block:
        arrays = (self.values, *(other.values for other in others))
        return Block(np.asarray(np.frompyfunc(compute, len(arrays), 1)(*arrays), dtype=object))

    def arithmetic(self, compute: Callable[[float, float], float], other: Block) -> Block:
        return self.each(lambda a, b: float(compute(number(a), number(b))), other)

    def __add__(self, other: Block) -> Block:
        return self.arithmetic(operator.add, other)

    def __sub__(self, other: Block) -> Block:
        return self.arithmetic(operator.sub, other)

    def __mul__(self, other: Block) -> Block:
        return self.arithmetic(operator.mul, other)

    def __truediv__(self, other: Block) -> Block:
        return self.arithmetic(operator.truediv, other)

    def __pow__(self, other: Block) -> Block:
        return self.arithmetic(operator.pow, other)

    def __neg__(self) -> Block:
        return self.each(lambda a: -number(a))

    def __eq__(self, other: Block) -> Block:  # type: ignore[override]
        return self.each(same, other)

    def __lt__(self, other: Block) -> Block:
        return self.arithmetic(operator.lt, other).each(bool)

    def __gt__(self, other: Block) -> Block:
        return self.arithmetic(operator.gt, other).each(bool)

    def __ge__(self, other: Block) -> Block:
        return self.arithmetic(operator.ge, other).each(bool)


def number(value: Any) -> float:
    assert not isinstance(value, str), f"a text where a number is needed: {value!r}"
    return 0.0 if value is None else float(value)


def same(a: Any, b: Any) -> bool:
    """An empty cell equals an empty text, and 0; case makes no difference."""
    a, b = ("" if isinstance(other, str) and each is None else each for each, other in ((a, b), (b, a)))
    return a.casefold() == b.casefold() if isinstance(a, str) and isinstance(b, str) else number_or(a) == number_or(b)


def number_or(value: Any) -> Any:
    return value if isinstance(value, str) else number(value)


def sum_where(total: Block, *conditions: Block) -> Block:
    pairs = zip(conditions[::2], conditions[1::2], strict=True)
    kept = np.all([(cells == word).values.astype(bool) for cells, word in pairs], axis=0)
    return Block(float(sum(each for each in total.values[kept] if isinstance(each, float))))


def product(*blocks: Block) -> Block:
    """A text counts as 0 where blocks are given apart; an array that was computed holds none."""
    arrays = [block.each(lambda a: a if isinstance(a, float) else float(a is True)).values for block in blocks]
    return Block(float(np.sum(np.prod(np.stack(arrays).astype(float), axis=0))))


def every(test: Callable[[list[bool]], bool]) -> Callable[..., Block]:
    return lambda *blocks: Block(test([bool(block.one) for block in blocks]))


def over(compute: Callable[[list[float]], float]) -> Callable[..., Block]:
    return lambda *blocks: Block(float(compute([each for block in blocks for each in block.numbers])))


FUNCTIONS: dict[str, Callable[..., Block]] = {
    "COUNT": over(len),
    "SUM": over(sum),
    "MAX": over(lambda values: max(values, default=0)),
    "MIN": over(lambda values: min(values, default=0)),
    "ROUND": lambda value, places: Block(round(number(value.one), int(places.one))),
    "COLUMNS": lambda block: Block(float(block.values.shape[1])),
    "ISNUMBER": lambda block: block.each(lambda a: isinstance(a, float)),
    "EXACT": lambda a, b: a.each(lambda x, y: (x or "") == (y or ""), b),
    "NOT": lambda block: Block(not block.one),
    "AND": every(all),
    "OR": every(any),
    "SUMPRODUCT": product,
    "SUMIF": lambda cells, word, total: sum_where(total, cells, word),
    "SUMIFS": sum_where,
    "INDEX": lambda block, row, column: Block(block.values[int(row.one) - 1, int(column.one) - 1]),
    "MATCH": lambda word, block, _: Block(float(list((block == word).values.flat).index(True) + 1)),
}


def call(name: str, *arguments: Thunk) -> Block:
    """Only what IF chooses is computed."""
    if name == "IF":
        return arguments[1 if arguments[0]().one else 2]()
    return FUNCTIONS[name](*(argument() for argument in arguments))


def as_python(formula: str, sheet: str) -> str:
    """The formula with calls of this file, each argument to be computed when it is needed."""
    out, opened, place = [], [], 0
    while place < len(formula):
        found = TOKEN.match(formula, place)
        assert found, formula[place:]
        place = found.end()
        match found.lastgroup, found[0]:
            case "name", _:
                opened.append(True)
                out.append(f"call({found['name']!r},lambda:(")
            case "cells", _:
                out.append(f"block({(found['sheet'][1:-2] or sheet)!r},{found['cells']!r})")
            case ("text" | "number") as kind, said:
                out.append(f"Block({said if kind == 'text' else float(said)})")
            case "mark", "(":
                opened.append(False)
                out.append("(")
            case "mark", ")":
                out.append("))" if opened.pop() else ")")
            case "mark", _:
                out.append("),lambda:(")
            case _, said:
                out.append(SIGNS.get(said, said))
    return "".join(out)


def recalculated(content: bytes) -> dict[str, Any]:
    """What every formula of a workbook comes to, by « Référence!F7 »."""
    cells, formulas, known = read_workbook(content), Book(content).formulas(), {}

    def value(sheet: str, line: int, column: int) -> Any:
        place = f"{sheet}!{letters_of(column)}{line}"
        if place not in formulas:
            held = cells[sheet].get(line, {}).get(column)
            return float(held) if isinstance(held, Decimal) else held
        if place not in known:
            known[place] = eval(as_python(formulas[place], sheet), {"Block": Block, "call": call, "block": block}).one
        return known[place]

    def block(sheet: str, named: str) -> Block:
        first, _, last = named.replace("$", "").partition(":")
        (top, left), (bottom, right) = (position(each) for each in (first, last or first))
        rows = [[value(sheet, line, column) for column in range(left, right + 1)] for line in range(top, bottom + 1)]
        return Block(np.array(rows, dtype=object))

    return {place: value(place.rpartition("!")[0], *position(place.rpartition("!")[2])) for place in formulas}


def position(name: str) -> tuple[int, int]:
    """Line and column, from 1."""
    column = 0
    for letter in re.sub("[0-9]", "", name):
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(re.sub("[A-Z]", "", name)), column


def letters_of(column: int) -> str:
    before, last = divmod(column - 1, 26)
    return (letters_of(before) if before else "") + chr(ord("A") + last)
