"""CONTRIBUTING.md lists the very files that an example of each kind stands in: no more, no less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portfolio.domain.commands import Command
from portfolio.domain.facts import FACTS
from portfolio.indicators import INDICATORS
from tests.docs.written import ROOT, code_words, rows, section

PAGE = "CONTRIBUTING.md"
# Of each section: how its example is recognised in a file, and in the name of one.
EXAMPLES = {
    "Add a fact": (r"\b(InstalmentDocument|instalment_document)\b", None),
    "Add a figure": (r"\bdata_freshness_days\b", None),
    "Add a command with its form": (
        r"\b(ReopenMilestone|decide_reopening|MILESTONE_REOPENED|milestone_reopened|words\.REOPEN(ED)?|REOPEN(ED)? = )",
        None,
    ),
    "Add a page": (r"data/method\.py|\bui\.method\b", r"/method(/|\.py$)"),
}
LOOKED_THROUGH = ("portfolio", "pages", "docs")
KINDS = {".py", ".sql", ".md"}


def files() -> list[Path]:
    found = (path for folder in LOOKED_THROUGH for path in (ROOT / folder).rglob("*") if path.suffix in KINDS)
    return sorted([*found, ROOT / "README.md"])


def holding(in_text: str, in_name: str | None) -> set[str]:
    """The files where the example is named, or that are named after it."""
    names = {str(path.relative_to(ROOT)): path for path in files()}
    return {
        name
        for name, path in names.items()
        if re.search(in_text, path.read_text(encoding="utf-8")) or (in_name and re.search(in_name, name))
    }


def listed(heading: str) -> list[str]:
    return [code_words(cells[0])[0] for cells in rows(section(PAGE, heading))]


@pytest.mark.parametrize("heading", EXAMPLES)
def test_a_list_is_of_the_files_that_hold_its_example(heading: str) -> None:
    held, told = holding(*EXAMPLES[heading]), listed(heading)
    folders = [name for name in told if name.endswith("/")]
    missing = {name for name in held if name not in told and not any(name.startswith(folder) for folder in folders)}
    idle = {
        name for name in told if not any(each == name or (name in folders and each.startswith(name)) for each in held)
    }
    assert (missing, idle) == (set(), set()), f"files that {PAGE} does not list, and files that it lists for nothing"


def test_the_examples_exist() -> None:
    assert "instalment_document" in FACTS
    assert "data_freshness_days" in INDICATORS
    assert "ReopenMilestone" in {each.__name__ for each in Command.__subclasses__()}
    assert (ROOT / "pages" / "data" / "method.py").exists()
