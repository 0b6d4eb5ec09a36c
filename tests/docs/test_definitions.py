"""What docs/definitions.md says is what the code computes: functions, indicators, checks and parameters."""

from __future__ import annotations

import csv
import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from portfolio.domain import economics, funding, progress
from portfolio.domain.funding.checks import CHECKS, Check
from portfolio.indicators import INDICATORS, Indicator
from tests.docs.written import ROOT, code_words, rows, section, text

PAGE = "docs/definitions.md"
FACES = {"Funding": funding, "Progress": progress, "Economic models": economics}
with (ROOT / "data" / "reference" / "parameters.csv").open(encoding="utf-8", newline="") as file:
    PARAMETERS = list(csv.DictReader(file))


def public(face: ModuleType) -> dict[str, Any]:
    return {name: getattr(face, name) for name in face.__all__}


def signature(function: Callable[..., Any]) -> str:
    """As the page writes it: names and defaults, without types."""
    plain = [
        each.replace(annotation=inspect.Parameter.empty) for each in inspect.signature(function).parameters.values()
    ]
    return f"{function.__name__}{inspect.Signature(plain)}"


PARAMETER = re.compile(r"\(SELECT value FROM parameters_in_force\(\$day\) WHERE key = '(\w+)'\)")
VERDICT = re.compile(r"CASE WHEN is_overdrawn\(lowest_eur\) .*? ELSE 'durable' END")


def one_line(formula: str) -> str:
    return PARAMETER.sub(r"parameter(\1)", " ".join(formula.split()))


def short(formula: str) -> str:
    """The verdict of durability, which eight formulas read, under its name."""
    return VERDICT.sub("verdict", one_line(formula))


def of_indicator(each: Indicator) -> str:
    cells = (f"`{each.key}`", each.label.fr, each.unit.label.fr, f"`{each.relation}`", f"`{short(each.formula)}`")
    return row(*cells, f"`{short(each.known)}`", each.undefined_when.en)


def of_check(each: Check) -> str:
    return row(f"`{each.key}`", each.label.fr, each.rule.en, each.source.en)


def of_parameter(each: dict[str, str]) -> str:
    since = each["valid_from"] or "—"
    return row(f"`{each['key']}`", each["value"], each["unit"], since, each["label_en"], each["source"])


def row(*cells: str) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


EXPECTED = [
    *(pytest.param(of_indicator(each), id=each.key) for each in INDICATORS.values()),
    *(pytest.param(of_check(each), id=f"check-{each.key}") for each in CHECKS),
    *(pytest.param(of_parameter(each), id=f"parameter-{each['key']}") for each in PARAMETERS),
]


@pytest.mark.parametrize("line", EXPECTED)
def test_each_indicator_check_and_parameter_has_its_row_as_declared(line: str) -> None:
    assert line in text(PAGE).splitlines(), f"write in {PAGE}: {line}"


def test_no_row_is_of_something_that_is_no_more() -> None:
    told = {code_words(cells[0])[0] for cells in rows(text(PAGE)) if code_words(cells[0])}
    assert told == {*INDICATORS, *(each.key for each in CHECKS), *(each["key"] for each in PARAMETERS)}


@pytest.mark.parametrize(("heading", "face"), FACES.items(), ids=list(FACES))
def test_each_function_of_a_theme_has_its_section_under_its_signature(heading: str, face: ModuleType) -> None:
    written = re.findall(r"^### `(.+)`$", section(PAGE, heading), flags=re.M)
    expected = {signature(each) for each in public(face).values() if inspect.isfunction(each)}
    assert (expected - {*written}, {*written} - expected) == (set(), set()), f"not in {PAGE}, and only there"
    assert len(written) == len(expected)


@pytest.mark.parametrize(("heading", "face"), FACES.items(), ids=list(FACES))
def test_what_functions_give_and_their_constants_are_named_too(heading: str, face: ModuleType) -> None:
    named = " ".join(code_words(section(PAGE, heading)))
    missing = [name for name in public(face) if not re.search(rf"\b{name}\b", named)]
    assert missing == [], f"public in {face.__name__}, unknown to {PAGE}"


def test_the_verdict_of_durability_is_written_as_it_is_computed() -> None:
    computed = {found for each in INDICATORS.values() for found in VERDICT.findall(one_line(each.formula))}
    page = " ".join((ROOT / PAGE).read_text(encoding="utf-8").split())
    assert len(computed) == 1 and computed.pop() in page
