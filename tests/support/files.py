"""Folders of files, and the facts to fill them with, for the tests of what comes in and of what goes out."""

from __future__ import annotations

import csv
import io
import shutil
import string
import time
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from portfolio.domain.access.actor import OFFICE
from portfolio.domain.basis.text import Refused
from portfolio.domain.facts import Fact, Field, RiskFactor
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.values import EARLIEST, LARGEST, LATEST, PLACES
from portfolio.intake.findings import FileFinding
from portfolio.intake.importing import import_folder
from portfolio.presentation.kit.block import Column, Table
from portfolio.service import Service
from portfolio.store import log
from tests.support.installations import NOW, Clock

DATA = Path(__file__).parents[1] / "data"
PLAN, BAD = DATA / "plan", DATA / "bad"
TODAY = date(2026, 6, 15)  # the day of tests.support.installations.NOW
CODE_START, CODE_NEXT = string.ascii_letters + string.digits, string.ascii_letters + string.digits + "._-"
SIRENS = ("732829320", "356000000", "542065479", "005520135")


def folder(path: Path, code: str = "essai", **files: str | bytes) -> Path:
    """The good plan of `data/plan` under that programme's code, with these files in place of its own."""
    shutil.copytree(PLAN, path)
    return only(path, **{"programme": plan_named(code), **files})


def plan_named(code: str) -> str:
    return lines("programme_id,name_fr,name_en,kind,known_at", f"{code},Plan d’essai,Trial plan,live,2026-01-05")


def only(path: Path, **files: str | bytes) -> Path:
    """A folder of these files alone."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


def written(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV, quoted where they must be."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def places(findings: Iterable[FileFinding]) -> list[tuple[str, int | None, str | None]]:
    return [(finding.file, finding.line, finding.column) for finding in findings]


def milestones(count: int, *, bad_line: int | None = None) -> str:
    """A file of that many milestones over the two projects of the plan; one date does not exist on `bad_line`."""
    rows = [
        (
            f"F{number % 2 + 1}",
            f"M{number}",
            f"Étape {number}",
            1 + number % 9,
            "2027-03-31",
            "31/03/2027",
            "2026-01-05",
        )
        for number in range(count)
    ]
    if bad_line is not None:
        rows[bad_line - 2] = (*rows[bad_line - 2][:5], "31/02/2027", "2026-01-05")
    columns = ("project_id", "milestone_id", "title", "weight", "planned_on", "expected_on", "known_at")
    return written(columns, rows)


def table_of(facts: Sequence[Fact]) -> Table:
    """Rows of one fact as a table that our exports write, headed by the names of its fields."""
    names = [field.name for field in facts[0].declaration.fields]
    return Table(tuple(Column(name) for name in names), tuple(tuple(getattr(f, n) for n in names) for f in facts))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that the field accepts, in the form that a fact keeps."""
    return _known(field) if field.required else st.none() | _known(field)


def facts_of(fact: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any row of a fact, made from its declaration; those that its own rule refuses are left out."""
    fields = fact.declaration.fields
    drawn = st.fixed_dictionaries({field.name: values(field) for field in fields})
    made: st.SearchStrategy[Any] = drawn.map(lambda chosen: _made(fact, chosen))
    return made.filter(lambda row: row is not None)


def import_in_child(pipe: Any, record: str, folder: Path, path: Path, stops: bool = False) -> None:
    """In another process: import `path`, and say how many rows were recorded. If it `stops`: say « here » once its
    events are written, before the transaction that holds them ends, and wait to be killed."""
    append = log.append

    def stopping(*arguments: Any) -> Any:
        head = append(*arguments)
        if stops:
            pipe.send("here")
            time.sleep(60)
        return head

    service = Service.open(record, folder, Clock(NOW))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(log, "append", stopping)
        pipe.send("ready")
        pipe.send(import_folder(service, path, OFFICE, "killed").rows)


def _made(fact: type[Fact], chosen: dict[str, Any]) -> Fact | None:
    if fact is RiskFactor:  # its numbers go from the least to the most
        known = sorted(chosen[name] for name in FACTOR if chosen[name] is not None)
        chosen = chosen | dict.fromkeys(FACTOR) | dict(zip(FACTOR, known, strict=False))
    try:
        return fact(**{name: value for name, value in chosen.items() if value is not None})
    except Refused:
        return None


def _known(field: Field) -> st.SearchStrategy[Any]:
    match field.kind:
        case Kind.CODE if field.name == "siren":
            return st.sampled_from(SIRENS)
        case Kind.CODE:
            return st.builds(str.__add__, st.sampled_from(CODE_START), st.text(CODE_NEXT, max_size=20))
        case Kind.TEXT:
            return _texts(field.longest)
        case Kind.URL:
            return st.text(CODE_NEXT + "/?=&;,+@'%é", min_size=1, max_size=60).map("https://example.org/{}".format)
        case Kind.DATE:
            return st.dates(field.low or EARLIEST, field.high or LATEST)  # type: ignore[arg-type]
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            assert field.choice is not None
            return st.sampled_from(field.choice)
        case Kind.SERIES:
            amounts = st.decimals(0, LARGEST[Kind.MONEY], places=PLACES[Kind.MONEY])  # type: ignore[arg-type]
            return st.lists(st.none() | amounts, min_size=1, max_size=field.longest).map(tuple)
        case _:
            return _numbers(field)


FACTOR = ("low", "centre", "high", "deviation")


def _texts(longest: int) -> st.SearchStrategy[str]:
    """Texts with something to see in them, among which those that a spreadsheet or a CSV could twist."""
    twisted = st.builds(str.__add__, st.sampled_from(("=", "+", "-", "@", "'", "'=", '"', ";", ",", "＝")), st.text())
    broken = st.builds("{}\n{}".format, st.text(), st.text())
    return (st.text() | twisted | broken).map(lambda text: text[:longest]).filter(_is_seen)


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


def _numbers(field: Field) -> st.SearchStrategy[Decimal]:
    largest = LARGEST[field.kind]
    low = field.low if field.low is not None else -largest if field.kind is Kind.NUMBER else Decimal(0)
    high = field.high if field.high is not None else largest
    return st.decimals(low, high, places=0 if field.whole else PLACES[field.kind])  # type: ignore[arg-type]
