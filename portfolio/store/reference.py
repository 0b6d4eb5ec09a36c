"""Reference data loaded beside the facts: territories with their populations, the groups of funders, parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import csv

from portfolio import settings
from portfolio.domain.economics.flow_kinds import NOT_CASH, OWN_REVENUE, sign
from portfolio.domain.facts.choices import FlowKind, FundingStatus, Instrument
from portfolio.domain.funding.ladder import CERTAINTY, OUTSIDE_RESOURCES, REPAID

FOLDER = settings.DATA / "reference"
TABLES = (
    "communes",
    "former_communes",
    "epci",
    "epci_departments",
    "departments",
    "regions",
    "funder_groups",
    "parameters",
)
TYPES = {
    "population": pa.int64(),
    "commune_count": pa.int64(),
    "population_share": pa.float64(),
    "value": pa.float64(),
    "valid_from": pa.date32(),
    "valid_until": pa.date32(),
}


@cache
def digest() -> str:
    """Changes with the bytes of the reference files and with the ladders of the domain."""
    sealed = hashlib.sha256(repr((CERTAINTY, OUTSIDE_RESOURCES, REPAID, _flow_kinds().to_pydict())).encode())
    for name in TABLES:
        sealed.update((FOLDER / f"{name}.csv").read_bytes())
    return sealed.hexdigest()


def load(connection: duckdb.DuckDBPyConnection) -> None:
    """Create and fill the reference tables of an empty facts file."""
    for name in TABLES:
        _store(connection, name, _read(name))
    _store(connection, "funding_statuses", _statuses())
    _store(connection, "instruments", _instruments())
    _store(connection, "flow_kinds", _flow_kinds())
    for statement in (*TERRITORIES, IN_FORCE):
        connection.execute(statement)


# A threshold of another day is another threshold: nothing reads the parameters but by this.
IN_FORCE = (
    "CREATE MACRO parameters_in_force(d) AS TABLE SELECT * FROM parameters "
    "WHERE coalesce(valid_from <= d, true) AND coalesce(valid_until >= d, true)"
)
# What each territory is made of, whatever its level: its population, and the départements and régions it lies in.
# A région or the whole country is not spread over départements: nobody said where in it the project lies.
TERRITORIES = (
    "CREATE TABLE territory AS "
    "SELECT 'commune' AS level, code, name, population FROM communes "
    "UNION ALL SELECT 'epci', siren, name, population FROM epci "
    "UNION ALL SELECT 'department', code, name, population FROM departments "
    "UNION ALL SELECT 'region', code, name, population FROM regions "
    "UNION ALL SELECT 'country', 'FR', 'France', sum(population) FROM regions",
    "CREATE TABLE territory_part AS "
    "SELECT 'commune' AS level, code, department, 1.0::DOUBLE AS part FROM communes "
    "UNION ALL SELECT 'epci', siren, department, population_share FROM epci_departments "
    "UNION ALL SELECT 'department', code, code, 1.0 FROM departments",
)


def _read(name: str) -> pa.Table:
    path = FOLDER / f"{name}.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    types = {column: TYPES.get(column, pa.string()) for column in header}
    # Text columns keep "" and codes such as "NA" as they are; only an empty number or date is unknown.
    return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False))


def _statuses() -> pa.Table:
    return pa.table(
        {
            "status": [status.value for status in FundingStatus],
            "certainty": [None if CERTAINTY[status] is None else str(CERTAINTY[status]) for status in FundingStatus],
        }
    )


def _instruments() -> pa.Table:
    return pa.table(
        {
            "instrument": [instrument.value for instrument in Instrument],
            "is_resource": [instrument not in OUTSIDE_RESOURCES for instrument in Instrument],
            "is_repaid": [instrument in REPAID for instrument in Instrument],
        }
    )


def _flow_kinds() -> pa.Table:
    return pa.table(
        {
            "kind": [kind.value for kind in FlowKind],
            "sign": [sign(kind) for kind in FlowKind],
            "is_cash": [kind not in NOT_CASH for kind in FlowKind],
            "is_own_revenue": [kind in OWN_REVENUE for kind in FlowKind],
        }
    )


def _store(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("incoming_reference", table)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming_reference")
    connection.unregister("incoming_reference")


@cache
def shapes() -> Mapping[str, Any]:
    """The outlines of the 101 départements, ready to draw."""
    found: Mapping[str, Any] = json.loads((FOLDER / "department_shapes.json").read_text(encoding="utf-8"))
    return found
