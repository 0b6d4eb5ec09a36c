"""A tolerance is a number of `basis/tolerance.py`: nowhere else in the code, nor in SQL, is it written again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio.domain.basis import tolerance

ROOT = Path(__file__).parents[2]
HOME = Path(tolerance.__file__).relative_to(ROOT)
TOLERANCES = {name: value for name, value in vars(tolerance).items() if name.isupper()}
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e-\d+)?(?![\w.])")
# The same digits, said of something else.
ELSEWHERE = {("portfolio/presentation/plan/cards.py", 0.005): "half a point, the least change that a card shows"}


def numbers(path: Path) -> Iterator[float]:
    """Those written in a file, in texts given to SQL or to Decimal too; docstrings and comments are not read."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        yield from found_in("\n".join(line.partition("--")[0] for line in text.splitlines()))
        return
    tree = ast.parse(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in told:
            if isinstance(node.value, float):
                yield node.value
            elif isinstance(node.value, str):
                yield from found_in(node.value)


def found_in(text: str) -> Iterator[float]:
    yield from (float(each) for each in NUMBER.findall(text))


def written() -> dict[tuple[str, float], int]:
    found: dict[tuple[str, float], int] = {}
    for path in sorted(ROOT.glob("portfolio/**/*")):
        if path.suffix in {".py", ".sql"}:
            for number in numbers(path):
                if number in TOLERANCES.values():
                    at = path.relative_to(ROOT).as_posix(), number
                    found[at] = found.get(at, 0) + 1
    return found


WRITTEN = written()


def test_each_tolerance_is_written_once() -> None:
    expected = {(HOME.as_posix(), value): 1 for value in TOLERANCES.values()} | dict.fromkeys(ELSEWHERE, 1)
    assert expected == WRITTEN


@pytest.mark.parametrize("name", TOLERANCES)
def test_each_tolerance_is_read_somewhere(name: str) -> None:
    users = [path for path in ROOT.glob("portfolio/**/*.py") if path != ROOT / HOME]
    assert any(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in users)
