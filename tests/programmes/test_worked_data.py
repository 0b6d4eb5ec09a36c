"""The worked programme: twelve fictional projects, whole at every date, whose figures a page adds up by hand."""

from __future__ import annotations

import ast
import csv
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from portfolio.domain.basis.text import Choice
from portfolio.domain.deciding.checks import references
from portfolio.domain.facts import FACTS, Fact, Key
from portfolio.domain.facts.choices import (
    Axis,
    Confidence,
    Family,
    FundingStatus,
    Instrument,
    TargetKind,
    TaxRegime,
    TerritoryLevel,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "demo" / "fictif"
FIGURES = ROOT / "tests" / "data" / "worked_figures.csv"
PAGE = ROOT / "docs" / "worked-programme.md"
FILES = sorted(path.stem for path in FOLDER.glob("*.csv"))
NAMED = (("project", "title"), ("organisation", "name"))
BEGAN, TODAY = date(2024, 3, 1), date(2026, 11, 24)

Figure = tuple[str, str, str, str]
Shown = tuple[str, str]


class Known(NamedTuple):
    """A row as it stood from a day on (or stopped holding), and its cells as written."""

    row: Fact
    since: date
    ended: bool
    cells: dict[str, str]


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wired(cell: str) -> str | bool | None:
    """A cell as it travels in a payload: text, or true."""
    return True if cell == "true" else cell or None


@cache
def read(name: str) -> list[Known]:
    """The rows of one file, built as facts, oldest first: cells travel as text, an empty one is unknown."""
    fact = FACTS[name].fact
    known = [
        Known(
            fact.from_wire({name: wired(cell) for name, cell in line.items() if name not in {"known_at", "ended"}}),
            date.fromisoformat(line["known_at"]),
            line.get("ended") == "true",
            line,
        )
        for line in lines(FOLDER / f"{name}.csv")
    ]
    return sorted(known, key=lambda each: each.since)


def situations() -> Iterator[tuple[date, dict[str, dict[Key, Fact]]]]:
    """Every day on which something became known, with the rows that hold that evening, by fact and key."""
    learnt: dict[date, list[Known]] = defaultdict(list)
    for name in FILES:
        for known in read(name):
            learnt[known.since].append(known)
    standing: dict[str, dict[Key, Fact]] = {name: {} for name in FACTS}
    for day in sorted(learnt):
        for known in learnt[day]:
            rows = standing[known.row.declaration.name]
            rows.pop(known.row.key, None)
            if not known.ended:
                rows[known.row.key] = known.row
        yield day, standing


def by_project(rows: dict[Key, Fact], field: str) -> dict[str, list[Any]]:
    values: dict[str, list[Any]] = defaultdict(list)
    for key, row in rows.items():
        values[key[0]].append(getattr(row, field))
    return values


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_declared_columns_and_rows_its_fact_accepts(name: str) -> None:
    columns = [column for column in read(name)[0].cells if column not in {"known_at", "ended"}]
    assert columns == [field.name for field in FACTS[name].fields if field.name in columns]
    assert [column for column in columns if not any(known.cells[column] for known in read(name))] == []
    assert {known.cells.get("ended", "") for known in read(name)} <= {"", "true"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_written_in_utf_8_with_lf(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    assert raw.endswith(b"\n") and b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")


def test_twelve_projects_of_a_programme_that_says_it_is_fictional() -> None:
    assert {known.row.key for known in read("project")} == {(f"F{number:02}",) for number in range(1, 13)}
    (programme,) = read("programme")
    assert (programme.cells["programme_id"], programme.cells["kind"]) == ("fictif", "fictional")
    names = [known.cells[field] for fact, field in NAMED for known in read(fact)]
    assert [name for name in names if not re.search("fictif|fictive", name)] == []
    assert "siren" not in read("organisation")[0].cells


@pytest.mark.parametrize(
    ("fact", "field", "words"),
    [
        ("organisation", "family", Family),
        ("funding_line", "instrument", Instrument),
        ("funding_line", "status", FundingStatus),
        ("status_report", "confidence", Confidence),
        ("project", "axis", Axis),
        ("target", "kind", TargetKind),
        ("operation", "tax_regime", TaxRegime),
        ("project_territory", "level", TerritoryLevel),
    ],
)
def test_every_word_of_a_list_is_used(fact: str, field: str, words: type[Choice]) -> None:
    assert {getattr(known.row, field) for known in read(fact)} - {None} == set(words)


def test_every_family_pays_for_something() -> None:
    funders = {known.cells["funder_id"] for known in read("funding_line")}
    assert {known.cells["family"] for known in read("organisation") if known.row.key[0] in funders} == set(Family)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_known_before_the_programme_nor_after_today(name: str) -> None:
    assert [known.cells for known in read(name) if not BEGAN <= known.since <= TODAY] == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_happened_after_the_day_it_was_known(name: str) -> None:
    happened = [field.name for field in FACTS[name].fields if field.happened] + ["baseline_on"]
    days = [(known, getattr(known.row, field, None)) for known in read(name) for field in happened]
    assert [known.cells for known, day in days if day is not None and day > known.since] == []


@pytest.mark.parametrize("name", FILES)
def test_a_row_that_comes_back_comes_later_and_has_changed(name: str) -> None:
    versions: dict[Key, list[Known]] = defaultdict(list)
    for known in read(name):
        versions[known.row.key].append(known)
    pairs = [pair for rows in versions.values() for pair in pairwise(rows)]
    assert [after.cells for before, after in pairs if after.since <= before.since or before.ended] == []
    assert [after.cells for before, after in pairs if after.row == before.row and not after.ended] == []


def test_references_resolve_at_every_date() -> None:
    dangling = [
        (day, row.declaration.name, row.key, target.name, key)
        for day, standing in situations()
        for rows in standing.values()
        for row in rows.values()
        for _, target, key in references(row)
        if key not in standing[target.name]
    ]
    assert dangling == []


def test_the_initial_date_of_a_milestone_never_changes() -> None:
    dates: dict[Key, set[str]] = defaultdict(set)
    for known in read("milestone"):
        dates[known.row.key].add(known.cells["planned_on"])
    assert {key: days for key, days in dates.items() if len(days) > 1} == {}


def test_weights_sum_to_100_at_every_date_but_where_they_count_something_else() -> None:
    sums: dict[str, set[Decimal]] = defaultdict(set)
    for _, standing in situations():
        for project, weights in by_project(standing["milestone"], "weight").items():
            if None not in weights:
                sums[project].add(sum(weights))
    assert sums.pop("F07") == {Decimal(8)}
    assert set().union(*sums.values()) == {Decimal(100)}


def test_declared_shares_sum_to_one_at_every_date() -> None:
    for day, standing in situations():
        shares = by_project(standing["project_territory"], "share").values()
        assert {sum(parts) for parts in shares if None not in parts} <= {Decimal(1)}, day


def test_a_report_is_one_dry_sentence_known_the_day_it_is_written() -> None:
    reports = read("status_report")
    assert [known.cells for known in reports if known.cells["reported_on"] != known.cells["known_at"]] == []
    assert [known.cells for known in reports if not 5 <= len(known.cells["comment"].split()) <= 25] == []


# The page that adds everything up, against the file of figures.

NUMBER = r"−?\d[\d,]*(?:\.\d+)?"
ARITHMETIC = re.compile(rf"([\d(][\d,.+−×/() ]*) = ({NUMBER})")
TEN_DIGITS = Context(prec=10)
OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def computed(arithmetic: str) -> Decimal:
    """What an addition or a division comes to, to ten significant digits."""
    plain = arithmetic.replace(",", "").replace("−", "-").replace("×", "*").strip()
    exact = _value(ast.parse(plain, mode="eval").body)
    return TEN_DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATIONS[type(op)](_value(left), _value(right))
        case ast.Constant(value=value):
            return Fraction(str(value))
    raise ValueError(ast.dump(node))


def on_page() -> dict[Figure, Shown]:
    """The figures of the page's tables: (indicator, by, group, day) -> (its result as text, known/total)."""
    found: dict[Figure, Shown] = {}
    project = ""
    days: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ (F\d\d)?", line):
            project = heading[1] or ""
        if not line.startswith("|"):
            days = []
        label, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if label == "figure":
            days = cells[::2]
        elif days and (figure := re.fullmatch(r"([a-z_]+)(?: by ([a-z_+]+): (\S+))?", label)):
            indicator, by, group = figure[1], figure[2] or "", figure[3] or ""
            if project:
                by, group = "project_id", project
            elif group == "(none)":
                group = "+" * by.count("+")
            for day, shown, coverage in zip(days, cells[::2], cells[1::2], strict=True):
                if shown:
                    found[indicator, by, group, day] = (shown.split(" = ")[-1], coverage)
    return found


def in_file() -> dict[Figure, Shown]:
    figures = lines(FIGURES)
    found = {
        (row["indicator"], row["by"], row["group"], row["as_of"]): (row["value"], f"{row['known']}/{row['total']}")
        for row in figures
    }
    assert len(found) == len(figures)
    return found


def test_every_addition_and_division_of_the_page_is_right() -> None:
    written = ARITHMETIC.findall(PAGE.read_text(encoding="utf-8"))
    assert len(written) > 300
    assert [(left, right) for left, right in written if computed(left) != number(right)] == []


def test_the_page_and_the_file_of_figures_agree() -> None:
    page, file = on_page(), in_file()
    counts = {figure for figure in file if figure[:2] == ("project_count", "project_id")}
    assert {file[figure] for figure in counts} == {("1", "1/1")}
    assert set(page) == set(file) - counts
    different = [
        (figure, shown, file[figure])
        for figure, shown in page.items()
        if shown[1] != file[figure][1] or not same(shown[0], file[figure][0])
    ]
    assert different == []


def same(shown: str, value: str) -> bool:
    if re.fullmatch(NUMBER, shown):
        return number(shown) == Decimal(value or "nan")
    return shown == (value or "—")
