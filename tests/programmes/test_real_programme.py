"""The published facts about real projects: well formed, sourced, dated, traceable, and nothing added to them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from portfolio.domain.deciding.checks import references
from portfolio.domain.facts import FACTS, Fact, Key

DATA = Path(__file__).parents[2] / "data"
FOLDER = DATA / "demo" / "real"
FIRST, COLLECTED = date(2007, 1, 1), date(2026, 11, 24)
FILES = sorted(path.stem for path in FOLDER.glob("*.csv"))
UNSOURCED = {"programme", "organisation", "source", "project", "project_territory"}
PUBLISHED_FACTS = 107


class Known(NamedTuple):
    """A row as it stood from a day on, and its cells as written."""

    row: Fact
    since: date
    cells: dict[str, str]


@cache
def read(name: str) -> list[Known]:
    """The rows of one file, built as facts: cells travel as text, an empty one is unknown."""
    fact = FACTS[name].fact
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [Known(fact.from_wire(said(line)), day_of(line), line) for line in lines]


def said(line: dict[str, str]) -> dict[str, str | None]:
    """What a line says of its fact."""
    return {name: cell or None for name, cell in line.items() if name not in {"known_at", "ended"}}


def day_of(line: dict[str, str]) -> date:
    return date.fromisoformat(line["known_at"])


@cache
def history(name: str) -> dict[Key, list[date]]:
    """The days at which each key's row changed."""
    days: dict[Key, list[date]] = defaultdict(list)
    for known in read(name):
        days[known.row.key].append(known.since)
    return days


def standing(name: str, day: date) -> dict[Key, Fact]:
    """The rows of one fact as known at the end of that day."""
    known = sorted((each for each in read(name) if each.since <= day), key=lambda each: each.since)
    return {each.row.key: each.row for each in known}


def values(name: str, field: str, project: str, day: date = COLLECTED) -> dict[str, Decimal | None]:
    """One field of a project's rows on a day, by the last part of their key."""
    return {key[-1]: getattr(row, field) for key, row in standing(name, day).items() if key[0] == project}


def total(amounts: dict[str, Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts.values() if amount is not None), Decimal(0))


@cache
def official_codes(level: str) -> set[str]:
    file, column = {"commune": ("communes", "code"), "epci": ("epci", "siren")}.get(level, (f"{level}s", "code"))
    with (DATA / "reference" / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return {line[column] for line in csv.DictReader(lines)}


@cache
def traced() -> dict[int, list[tuple[str, Key, date]]]:
    """The table of the README: for each published fact, the rows that keep it."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|(.*)$", text, flags=re.MULTILINE)
    reference = re.compile(r"`(\w+) (\S+) @ (\d{4}-\d\d-\d\d)`")
    assert len({number for number, _ in rows}) == len(rows)
    return {
        int(number): [
            (fact, tuple(key.split("/")), date.fromisoformat(day)) for fact, key, day in reference.findall(rest)
        ]
        for number, rest in rows
    }


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_declared_columns_and_rows_its_fact_accepts(name: str) -> None:
    declared = [field.name for field in FACTS[name].fields]
    required = [field.name for field in FACTS[name].fields if field.required]
    rows = read(name)
    *columns, last = rows[0].cells
    assert last == "known_at"
    assert columns == [field for field in declared if field in columns]
    assert [column for column in required if column not in columns] == []
    assert [column for column in columns if not any(known.cells[column] for known in rows)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_written_in_utf_8_with_lf(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    assert raw.endswith(b"\n") and b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", FILES)
def test_a_row_is_known_between_the_first_publication_and_the_collection(name: str) -> None:
    assert [known.cells for known in read(name) if not FIRST <= known.since <= COLLECTED] == []


@pytest.mark.parametrize("name", FILES)
def test_a_row_that_comes_back_comes_later_and_has_changed(name: str) -> None:
    assert [
        key for key, days in history(name).items() if any(after <= before for before, after in pairwise(days))
    ] == []
    wires = [known.row.wire() for known in read(name)]
    assert all(wires.count(wire) == 1 for wire in wires)


@pytest.mark.parametrize("name", FILES)
def test_a_row_refers_only_to_what_is_known_by_then(name: str) -> None:
    dangling = [
        (known.row.key, target.name, key)
        for known in read(name)
        for _, target, key in references(known.row)
        if min(history(target.name).get(key, [date.max])) > known.since
    ]
    assert dangling == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_happened_after_the_day_it_was_known(name: str) -> None:
    happened = [field.name for field in FACTS[name].fields if field.happened]
    days = [(known, getattr(known.row, field)) for known in read(name) for field in happened]
    assert [known.cells for known, day in days if day is not None and day > known.since] == []


@pytest.mark.parametrize("name", [name for name in FILES if name not in UNSOURCED])
def test_a_fact_cites_its_source(name: str) -> None:
    assert [known.row.key for known in read(name) if not known.cells["source_id"]] == []


def test_every_source_and_every_organisation_serves() -> None:
    used = {(target.name, key) for name in FILES for known in read(name) for _, target, key in references(known.row)}
    idle = {(name, key) for name in ("source", "organisation") for key in history(name)} - used
    assert idle == set()


def test_there_are_28_projects_each_with_a_territory_from_its_first_day() -> None:
    began = {key[0]: days for key, days in history("project").items()}
    assert len(began) == 28
    placed = {(known.cells["project_id"], known.since) for known in read("project_territory")}
    assert placed == {(project, days[0]) for project, days in began.items()}


def test_territories_have_official_codes() -> None:
    places = {(known.cells["level"], known.cells["territory_code"]) for known in read("project_territory")}
    assert {code for level, code in places if level == "country"} == {"FR"}
    assert [(level, code) for level, code in places if level != "country" and code not in official_codes(level)] == []


def test_the_programme_is_real_and_as_old_as_its_oldest_fact() -> None:
    (programme,) = read("programme")
    assert (programme.cells["programme_id"], programme.cells["kind"]) == ("reel", "real")
    assert programme.since == min(known.since for name in FILES for known in read(name))


def test_nothing_is_judged_weighed_or_classified() -> None:
    assert "status_report" not in FILES
    given = {name: {column for known in read(name) for column, cell in known.cells.items() if cell} for name in FILES}
    assert "weight" not in given["milestone"] | given["result_indicator"]
    assert given["project"] & {"axis", "vertical", "starts_on", "ends_on", "abandoned_on"} == set()
    assert "siren" not in given["organisation"]
    assert "share" not in given["project_territory"]


def test_a_status_is_told_only_where_it_was_published() -> None:
    told = {known.row.key: known.cells["status"] for known in read("funding_line")}
    assert {key: status for key, status in told.items() if status != "not_reported"} == {("CHE", "etat-fsn"): "applied"}


def test_the_107_published_facts_are_traced_to_rows_that_exist() -> None:
    assert sorted(traced()) == list(range(1, PUBLISHED_FACTS + 1))
    assert [number for number, kept in traced().items() if not kept] == []
    missing = [
        (number, name, key, day)
        for number, kept in traced().items()
        for name, key, day in kept
        if day not in history(name).get(key, [])
    ]
    assert missing == []


def test_no_row_comes_from_elsewhere_than_the_published_facts() -> None:
    kept = {reference for references in traced().values() for reference in references}
    rows = {(name, known.row.key, known.since) for name in FILES if name not in UNSOURCED for known in read(name)}
    assert rows - kept == set()


def test_mayotte_s_lines_make_its_cost() -> None:
    assert total(values("funding_line", "amount_eur", "MAY")) == Decimal(183_000_000)
    assert values("operation", "cost_eur", "MAY") == {"ensemble": Decimal(183_000_000)}
    assert values("contradiction", "kept_value", "MAY") == {"part-departement": Decimal(26_100_000)}
    assert values("contradiction", "other_value", "MAY") == {"part-departement": Decimal(24_000_000)}


def test_auvergne_s_parts_of_2007_do_not_make_the_announced_total() -> None:
    assert total(values("funding_line", "amount_eur", "AHD")) == Decimal(39_600_000)
    assert values("operation", "cost_eur", "AHD") == {"ensemble": Decimal(38_500_000)}
    assert values("contradiction", "other_value", "AHD") == {"somme-des-parts": Decimal(39_600_000)}


def test_auvergne_s_state_money_is_one_line_revised_not_two_added() -> None:
    assert values("funding_line", "amount_eur", "AUV", date(2018, 12, 23)) == {"etat": Decimal(57_300_000)}
    assert values("funding_line", "amount_eur", "AUV") == {"etat": Decimal(122_300_000)}


@pytest.mark.parametrize(
    ("day", "targets", "observations"),
    [
        (date(2017, 6, 29), {}, {}),
        (date(2017, 6, 30), {"initiale": 100_000}, {}),
        (date(2021, 7, 31), {"initiale": 100_000}, {"2021-07": 10_000}),
        (date(2022, 2, 27), {"initiale": 100_000}, {"2021-07": 10_000}),
        (date(2022, 2, 28), {"initiale": 100_000, "revisee": 20_000}, {"2021-07": 10_000, "2022-02": 15_000}),
    ],
)
def test_martinique_s_target_is_revised_when_its_source_said_so(
    day: date, targets: dict[str, int], observations: dict[str, int]
) -> None:
    assert values("target", "value", "MTQ", day) == targets
    assert values("observation", "value", "MTQ", day) == observations


@pytest.mark.parametrize(
    ("project", "day", "cost", "first_planned"),
    [
        ("ROS", date(2016, 4, 21), 450_000_000, 450_000_000),
        ("ROS", date(2022, 3, 31), 450_000_000, 450_000_000),
        ("ROS", date(2022, 4, 1), 480_000_000, 450_000_000),
        ("BRE", date(2025, 12, 31), 1_700_000_000, None),
        ("BRE", COLLECTED, 1_700_000_000, 2_000_000_000),
        ("SAV", COLLECTED, None, 223_000_000),
    ],
)
def test_a_cost_first_planned_stays_beside_the_latest_one(
    project: str, day: date, cost: int | None, first_planned: int | None
) -> None:
    assert values("operation", "cost_eur", project, day) == {"ensemble": cost}
    assert values("operation", "initial_cost_eur", project, day) == {"ensemble": first_planned}


def test_the_yearly_credits_of_the_conseillers_stay_apart_from_the_envelope() -> None:
    costs = values("operation", "cost_eur", "CNU")
    assert costs == {"france-relance": Decimal(250_000_000), "annee-2025": None, "annee-2026": None}
    attached = {known.cells["operation_id"] for known in read("funding_line") if known.cells["project_id"] == "CNU"}
    assert attached == set(costs)


def test_other_values_wait_for_the_one_kept() -> None:
    """A divergent value published first stands alone until the value kept is known."""
    alone = {known.row.key[0]: known.since for known in read("contradiction") if not known.cells["kept_value"]}
    assert alone == {
        "MAY": date(2025, 4, 14),
        "MTQ": date(2022, 2, 15),
        "VEN": date(2012, 11, 30),
        "LOS": date(2017, 7, 31),
    }
    assert [
        key for key, row in standing("contradiction", COLLECTED).items() if row.wire().get("kept_value") is None
    ] == []
