"""The reference files agree with one another. Nothing here needs the network: only the committed files are read."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
TABLES = sorted(path.name for path in REFERENCE.glob("*.csv"))
OVERSEAS = {"971", "972", "973", "974", "976"}

Ring = list[list[float]]


@cache
def table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in table(name)]


@cache
def drawing() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((REFERENCE / "department_shapes.json").read_text(encoding="utf-8"))
    return loaded


def polygons(code: str) -> list[list[Ring]]:
    [shape] = [feature["polygons"] for feature in drawing()["features"] if feature["code"] == code]
    return list(shape)


def frame_of(code: str) -> list[float]:
    [frame] = [inset["frame"] for inset in drawing()["insets"] if code in inset["codes"]]
    return list(frame)


def is_within(polygon: list[Ring], frame: list[float]) -> bool:
    west, south, east, north = frame
    return all(west <= x <= east and south <= y <= north for ring in polygon for x, y in ring)


def signed_area(ring: Ring) -> float:
    """Positive when anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def contains(ring: Ring, x: float, y: float) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    astride = [(a, b) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y)]
    return sum(x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in astride) % 2 == 1


def inhabitants_by(field: str) -> Counter[str]:
    """Inhabitants of the communes, summed by one of their fields."""
    total: Counter[str] = Counter()
    for row in table("communes"):
        total[row[field]] += int(row["population"])
    return total


def test_there_are_101_departments_in_18_regions() -> None:
    assert len(table("departments")) == 101
    assert len(table("regions")) == 18
    assert set(column("departments", "region")) == set(column("regions", "code"))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_sorted_without_duplicates_and_ends_its_lines_the_unix_way(name: str) -> None:
    text = (REFERENCE / name).read_bytes()
    assert b"\r" not in text and text.endswith(b"\n")
    rows = list(csv.reader(text.decode().splitlines()))[1:]
    assert rows == sorted(rows)
    assert len(rows) == len({tuple(row) for row in rows})


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("communes", "code"),
        ("former_communes", "code"),
        ("epci", "siren"),
        ("departments", "code"),
        ("regions", "code"),
    ],
)
def test_a_key_names_one_row(name: str, key: str) -> None:
    assert max(Counter(column(name, key)).values()) == 1


def test_every_commune_lies_in_a_known_department_region_and_epci() -> None:
    region_of = {row["code"]: row["region"] for row in table("departments")}
    epci = set(column("epci", "siren"))
    lost = [row for row in table("communes") if region_of.get(row["department"]) != row["region"]]
    assert lost == []
    assert set(column("communes", "epci")) - epci == {""}


def test_only_four_islands_belong_to_no_epci() -> None:
    alone = {row["name"] for row in table("communes") if not row["epci"]}
    assert alone == {"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu"}


def test_an_epci_counts_its_communes() -> None:
    counted = Counter(column("communes", "epci"))
    assert {row["siren"]: int(row["commune_count"]) for row in table("epci")} == {
        siren: count for siren, count in counted.items() if siren
    }


@pytest.mark.parametrize("name", ["communes", "epci"])
def test_a_siren_has_nine_digits_and_its_check_digit(name: str) -> None:
    for siren in column(name, "siren"):
        doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(siren))]
        assert len(siren) == 9 and sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0, siren


@pytest.mark.parametrize(
    ("name", "key", "field"),
    [("departments", "code", "department"), ("regions", "code", "region"), ("epci", "siren", "epci")],
)
def test_populations_are_the_sums_over_the_communes(name: str, key: str, field: str) -> None:
    summed = inhabitants_by(field)
    assert {row[key]: int(row["population"]) for row in table(name)} == {
        code: people for code, people in summed.items() if code
    }


def test_the_shares_of_an_epci_sum_to_one_and_follow_its_communes() -> None:
    shares: dict[str, Decimal] = {}
    for row in table("epci_departments"):
        shares[row["siren"]] = shares.get(row["siren"], Decimal(0)) + Decimal(row["population_share"])
    assert set(shares) == set(column("epci", "siren"))
    assert set(shares.values()) == {Decimal(1)}
    lived_in = {(row["epci"], row["department"]) for row in table("communes") if row["epci"]}
    assert {(row["siren"], row["department"]) for row in table("epci_departments")} == lived_in


def test_every_former_code_resolves_to_a_current_commune() -> None:
    current = set(column("communes", "code"))
    assert set(column("former_communes", "current_code")) <= current
    assert not current & set(column("former_communes", "code"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("75101", "75056"), ("13216", "13055"), ("69389", "69123"), ("20004", "2A004"), ("55273", "55386")],
    ids=["Paris 1er", "Marseille 16e", "Lyon 9e", "Ajaccio before 1976", "the parent of today, not the first one"],
)
def test_an_old_code_is_translated(old: str, new: str) -> None:
    assert {row["code"]: row["current_code"] for row in table("former_communes")}[old] == new


def test_shapes_carry_the_codes_and_names_of_the_departments() -> None:
    drawn = [(feature["code"], feature["name"]) for feature in drawing()["features"]]
    assert drawn == [(row["code"], row["name"]) for row in table("departments")]


def test_rings_are_closed_and_wound_as_d3_geo_wants() -> None:
    for feature in drawing()["features"]:
        for outer, *holes in feature["polygons"]:
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in (outer, *holes)), feature["code"]
            assert signed_area(outer) < 0, feature["code"]
            assert all(signed_area(hole) > 0 for hole in holes), feature["code"]


def test_only_enclaves_make_holes() -> None:
    holes = Counter(
        {feature["code"]: sum(len(polygon) - 1 for polygon in feature["polygons"]) for feature in drawing()["features"]}
    )
    assert +holes == {"26": 1, "62": 1, "64": 2, "66": 1}  # Valréas, a piece of Nord, two of Hautes-Pyrénées, Llívia


def test_mayotte_is_department_976_and_is_drawn_in_its_frame() -> None:
    assert {row["code"]: row["name"] for row in table("departments")}["976"] == "Mayotte"
    assert all(is_within(polygon, frame_of("976")) for polygon in polygons("976"))


@pytest.mark.parametrize("code", sorted(OVERSEAS))
def test_an_overseas_department_is_drawn_in_its_frame_only(code: str) -> None:
    assert all(is_within(polygon, frame_of(code)) for polygon in polygons(code))


@pytest.mark.parametrize("code", ["75", "92", "93", "94"])
def test_paris_and_its_inner_suburbs_are_drawn_twice(code: str) -> None:
    assert sorted(is_within(polygon, frame_of(code)) for polygon in polygons(code)) == [False, True]


def test_no_mainland_department_enters_a_frame_and_frames_do_not_overlap() -> None:
    frames = [inset["frame"] for inset in drawing()["insets"]]
    for west, south, east, north in frames:
        entered = {
            feature["code"]
            for feature in drawing()["features"]
            for polygon in feature["polygons"]
            if any(west <= x <= east and south <= y <= north for x, y in polygon[0])
        }
        assert entered in [{"75", "92", "93", "94"}, *({code} for code in OVERSEAS)]
        others = [frame for frame in frames if frame != [west, south, east, north]]
        assert all(w > east or e < west or s > north or n < south for w, s, e, n in others)


def test_everything_is_drawn_within_the_bounds() -> None:
    bounds = drawing()["bounds"]
    assert all(is_within(polygon, bounds) for feature in drawing()["features"] for polygon in feature["polygons"])
    frames = [inset["frame"] for inset in drawing()["insets"]]
    assert all(is_within([[frame[:2], frame[2:]]], bounds) for frame in frames)


@pytest.mark.parametrize(
    ("town", "easting", "northing", "code"),
    [
        ("Paris", 652_000, 6_862_000, "75"),
        ("Lille", 704_000, 7_059_000, "59"),
        ("Brest", 146_000, 6_837_000, "29"),
        ("Strasbourg", 1_050_000, 6_841_000, "67"),
        ("Bordeaux", 417_000, 6_422_000, "33"),
        ("Lyon", 842_000, 6_519_000, "69"),
        ("Corte", 1_207_000, 6_156_000, "2B"),
        ("Valréas, an enclave", 859_000, 6_367_000, "84"),
    ],
)
def test_a_town_lies_in_its_department(town: str, easting: int, northing: int, code: str) -> None:
    x, y = (easting - 700_000) / 100_000, (northing - 6_600_000) / 100_000
    found = {
        feature["code"]
        for feature in drawing()["features"]
        for outer, *holes in feature["polygons"]
        if contains(outer, x, y) and not any(contains(hole, x, y) for hole in holes)
    }
    assert found == {code}, town


def test_a_parameter_has_a_number_a_unit_two_labels_and_a_source() -> None:
    for row in table("parameters"):
        assert Decimal(row["value"]).is_finite()
        assert all(row[field].strip() for field in ("key", "unit", "label_fr", "label_en", "source")), row["key"]
        start, end = (row[field] and date.fromisoformat(row[field]) for field in ("valid_from", "valid_until"))
        assert not (start and end) or start <= end, row["key"]


def test_a_parameter_has_one_value_at_a_time() -> None:
    periods: dict[str, list[tuple[str, str]]] = {}
    for row in table("parameters"):
        periods.setdefault(row["key"], []).append((row["valid_from"], row["valid_until"] or "9999-12-31"))
    for key, spans in periods.items():
        assert all(before[1] < after[0] for before, after in pairwise(sorted(spans))), key


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("owner_share_minimum", "0.20"),
        ("fctva_rate", "0.16404"),
        ("detr_ceiling", "0.80"),
        ("discount_rate_eu_financial", "0.04"),
        ("discount_rate_socioeconomic", "0.032"),
        ("status_weight_awarded", "1"),
        ("milestone_late_threshold", "30"),
        ("progress_gap_threshold", "-10"),
        ("publication_threshold", "23000"),
    ],
)
def test_the_parameters_that_the_rules_read_are_there(key: str, value: str) -> None:
    assert [Decimal(row["value"]) for row in table("parameters") if row["key"] == key] == [Decimal(value)]


def test_a_coverage_of_exactly_two_thirds_passes() -> None:
    [minimum] = [row["value"] for row in table("parameters") if row["key"] == "coverage_minimum"]
    assert float(minimum) <= 2 / 3 and Decimal(minimum) <= Decimal(2) / 3


def test_the_reference_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in REFERENCE.iterdir() if path.is_file()) < 4_000_000
