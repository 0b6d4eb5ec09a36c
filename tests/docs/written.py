"""Reading the project's own pages: their code words, their tables, their sections, and what the code defines."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SOURCES = sorted([*ROOT.glob("portfolio/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"])
# What CHANGELOG says of the past, and a run of the bench, are not held to the code of today.
OF_TODAY = [page for page in PAGES if page.name not in {"CHANGELOG.md", "performance.md"}]
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def text(name: str) -> str:
    """A page, without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.M | re.S)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def code_words(words: str) -> list[str]:
    """What stands between backticks."""
    return CODE.findall(words)


def fenced(name: str) -> list[str]:
    """The lines of a page's fenced blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), flags=re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def section(name: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    lines, found, level = text(name).splitlines(), [], 0
    for line in lines:
        depth = len(line) - len(line.lstrip("#")) if line.startswith("#") else 0
        if level and depth and depth <= level:
            break
        if level:
            found.append(line)
        elif depth and line.lstrip("# ") == heading:
            level = depth
    assert level, f"{name} has no section “{heading}”"
    return "\n".join(found)


def rows(words: str) -> Iterator[list[str]]:
    """The cells of the tables, without their headings."""
    lines = words.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("|") and number and lines[number - 1].startswith("|") and not set(line) <= set("|-: "):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@cache
def classes() -> frozenset[str]:
    """The names of all classes."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    return frozenset(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


@cache
def everything_written() -> str:
    """All the code and SQL, one text to look words up in."""
    paths = [*SOURCES, *ROOT.glob("portfolio/**/*.sql")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)
