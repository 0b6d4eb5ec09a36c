"""The terminal does what its help says, prints what programs can read, and leaves with the code that tells why."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import duckdb
import pytest
from click.testing import CliRunner, Result

from portfolio import __version__, settings
from portfolio.__main__ import main
from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.commands import ReportStatus
from portfolio.domain.events import EventKind, Subject
from portfolio.domain.facts import CLASSES
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import Programmes, ProjectRow, ResultRow
from portfolio.indicators import INDICATORS
from portfolio.service import Service
from portfolio.store import applying, problems
from portfolio.store.record import Record
from portfolio.terminal.printing import printable
from tests.support.files import BAD, PLAN, folder, lines, only
from tests.support.installations import NOW, Strange, append, tamper

ROOT = Path(__file__).parents[2]
OK, FAILED, USAGE, BUSY, DAMAGED = 0, 1, 2, 3, 4
FRENCH, ENGLISH = {"LC_ALL": "fr_FR.UTF-8"}, {"LC_ALL": "en_GB.UTF-8"}
LEAD = "lead:syndicat"
MEGA = 1_000_000
ON_TIME = ReportStatus(programme="fictif", project_id="F01", confidence=Confidence.ON_TRACK, comment="À l’heure.")


def run(*words: str | Path, record: str | Path | None = None, env: dict[str, str] | None = None) -> Result:
    """The terminal in this process, in French unless told otherwise."""
    place = ["--record", str(record)] if record is not None else []
    chosen = {"PORTFOLIO_DATABASE_URL": None, **FRENCH, **(env or {})}
    return CliRunner().invoke(main, [*place, *(str(word) for word in words)], env=chosen, catch_exceptions=False)


def done(*words: str | Path, record: str | Path | None = None, env: dict[str, str] | None = None) -> str:
    """What a command that goes well prints."""
    result = run(*words, record=record, env=env)
    assert result.exit_code == OK, result.output
    return result.stdout


def data(*words: str | Path, record: str | Path) -> Any:
    return json.loads(done(*words, "--json", record=record))


def outside(*words: str | Path, record: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The terminal as people run it: another process."""
    return subprocess.run(
        [sys.executable, "-m", "portfolio", "--record", str(record), *(str(word) for word in words)],
        cwd=ROOT,
        env={**os.environ, **FRENCH, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two demonstration programmes, to be read only."""
    record = tmp_path_factory.mktemp("demo") / "record.sqlite"
    assert "reel" in done("init", record=record)
    return record


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real programme alone: no need to name it."""
    record = tmp_path_factory.mktemp("real") / "record.sqlite"
    done("init", "--demo", "real", record=record)
    return record


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Path:
    """The two demonstration programmes, to be changed."""
    shutil.copytree(demo.parent, tmp_path / "copy")
    return tmp_path / "copy" / demo.name


@pytest.fixture
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio.store.record.LOCK_WAIT_SECONDS", 0.2)


@pytest.fixture
def held_by_another(copy: Path) -> Iterator[Path]:
    """A record that another connection is writing to."""
    other = sqlite3.connect(copy, isolation_level=None)
    other.execute("begin immediate")
    yield copy
    other.rollback()
    other.close()


def report(record: Path, *words: str, actor: str = LEAD, **options: str) -> Result:
    given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    said = ["--confidence=attainable", "--comment=Fouilles terminées.", f"--as={actor}", "--programme=fictif"]
    return run("status", "F01", *said, *given, *words, record=record)


# What each command says of itself


def commands() -> list[click.Command]:
    assert isinstance(main, click.Group)
    return list(main.commands.values())


@pytest.mark.parametrize("command", commands(), ids=lambda command: str(command.name))
def test_every_command_is_documented_with_each_of_its_options(command: click.Command) -> None:
    told = done(str(command.name), "--help")
    assert command.help and len(command.help) > 10 and command.help[0].isupper() and command.help.rstrip().endswith(".")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help or isinstance(parameter.type, click.Choice), parameter.name
            assert all(name in told for name in parameter.opts)
        else:
            assert parameter.make_metavar(click.Context(command)) in told


@pytest.mark.parametrize("command", commands(), ids=lambda command: str(command.name))
def test_every_command_is_in_the_readme(command: click.Command) -> None:
    assert re.search(rf"\b{command.name}\b", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_help_gives_the_exit_codes_and_every_command() -> None:
    told = done("--help")
    assert all(str(command.name) in told for command in commands())
    assert "0 ok, 1 a check failed or a rule refused, 2 usage, 3 busy or out of reach, 4" in " ".join(told.split())


def test_the_version_is_told() -> None:
    assert done("version") == f"{__version__}\n"


@pytest.mark.parametrize("words", [("nothing",), ("measure",), ("status", "F01"), ("import",), ("--nothing",)])
def test_words_that_make_no_command_are_told_as_such(words: tuple[str, ...]) -> None:
    assert run(*words, record="x").exit_code == USAGE


# init


def test_init_may_make_an_empty_record_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    record = tmp_path / "deep" / "er" / "record.sqlite"
    done("init", "--demo", "none", record=record)
    service = Service.open(str(record))
    assert service.read(Programmes(), VISITOR) == ()
    service.close()


def test_init_loads_both_programmes_unless_told_otherwise(demo: Path, real: Path) -> None:
    codes = re.compile("reel|fictif")
    asked = [run("measure", "project_count", record=record) for record in (demo, real)]
    assert [result.exit_code for result in asked] == [USAGE, OK]
    assert set(codes.findall(asked[0].stderr)) == {"reel", "fictif"}


@pytest.mark.parametrize("demo_asked", ["all", "none"])
def test_init_is_refused_where_there_is_a_record_and_changes_nothing(copy: Path, demo_asked: str) -> None:
    before = copy.read_bytes()
    refused = run("init", "--demo", demo_asked, record=copy)
    assert (
        refused.exit_code == DAMAGED and str(copy) in refused.stderr and "contient déjà un programme" in refused.stderr
    )
    assert "already holds a programme" in run("init", record=copy, env=ENGLISH).stderr
    assert run("init", "--once", record=copy).output == ""
    assert copy.read_bytes() == before


def test_init_once_finishes_what_was_interrupted_before_any_programme(tmp_path: Path) -> None:
    Service.create(str(tmp_path / "record.sqlite"))
    assert "fictif : 627 lignes" in done("init", "--demo", "fictif", "--once", record=tmp_path / "record.sqlite")


@pytest.mark.parametrize("command", [("measure", "project_count"), ("projects",), ("project", "F01")])
def test_a_day_that_has_not_come_is_refused(copy: Path, command: tuple[str, ...]) -> None:
    asked = run(*command, "--as-of", "2999-01-01", "--programme", "fictif", record=copy)
    assert asked.exit_code == USAGE and "n’est pas encore venu" in asked.stderr


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"SQLite format 3\x00" + b"x" * 84, "another database"])
def test_init_never_writes_over_something_else(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "record.sqlite"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as other:
            other.execute("create table clients (name text)")
        other.close()
    before = path.read_bytes()
    assert run("init", record=path).exit_code == DAMAGED
    assert run("verify", record=path).exit_code == DAMAGED
    assert path.read_bytes() == before


# import


def test_import_says_how_many_rows_it_recorded_and_none_the_second_time(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    done("init", "--demo", "none", record=record)
    assert [done("import", PLAN, record=record) for _ in range(2)] == [
        "essai : 24 lignes enregistrées.\n",
        "essai : 0 lignes enregistrées.\n",
    ]
    assert done("import", PLAN, record=record, env=ENGLISH) == "essai: 0 rows recorded.\n"
    assert done("measure", "total_funding", record=record).split()[-3] == "1500000.50"


def test_import_names_every_bad_cell_on_its_line_in_both_languages(demo: Path, tmp_path: Path) -> None:
    path = folder(tmp_path / "dossier")
    for file in (BAD / "several").glob("*.csv"):
        if file.name != "expected.csv":
            shutil.copy(file, path)
    french, english = (run("import", path, record=demo, env=env) for env in (FRENCH, ENGLISH))
    assert (french.exit_code, english.exit_code) == (FAILED, FAILED)
    assert "organisation.csv, ligne 3, colonne name : « nom » est obligatoire." in french.stderr
    assert "project.csv, line 2, column starts_on: “start” is “31/02/2026”" in english.stderr
    assert french.stderr.splitlines()[-1] == "Rien n’a été importé : 11 à corriger."
    assert english.stderr.splitlines()[-1] == "Nothing was imported: 11 to correct."
    assert len(french.stderr.splitlines()) == len(english.stderr.splitlines()) == 12
    assert french.stdout == english.stdout == ""


def test_what_a_file_says_cannot_drive_the_terminal(demo: Path, tmp_path: Path) -> None:
    cell = "\x1b]0;pris\x07\x1b[2J\u202egnp.exe"
    path = folder(tmp_path / "dossier", milestone=lines("project_id,milestone_id,title", f"F1,{cell},Jalon"))
    told = run("import", path, record=demo).stderr
    assert "milestone.csv, ligne 2, colonne milestone_id" in told and "gnp.exe" in told
    assert all(character.isprintable() for line in told.splitlines() for character in line)


def test_a_line_of_the_terminal_shows_nothing_that_cannot_be_seen() -> None:
    assert printable("a\x1b[31m\u202eb\nc\td\x00\udce9é — « x »") == "a[31mb c dé — « x »"


@pytest.mark.parametrize("path", [PLAN / "project.csv", PLAN / "nowhere"])
def test_import_needs_a_folder(demo: Path, path: Path) -> None:
    assert run("import", path, record=demo).exit_code == USAGE


def test_import_completes_the_programme_named(copy: Path, tmp_path: Path) -> None:
    path = only(tmp_path / "suite", milestone=lines("project_id,milestone_id,title", "F01,J99,Recette"))
    assert run("import", path, record=copy).exit_code == FAILED
    assert done("import", path, "--programme", "fictif", record=copy) == "fictif : 1 lignes enregistrées.\n"


# indicators, measure


def test_the_indicators_are_listed_with_their_meaning_and_formula(demo: Path) -> None:
    rows = data("indicators", record=demo)
    assert [row["key"] for row in rows] == list(INDICATORS)
    assert all(set(row) == {"key", "label", "unit", "meaning", "formula", "undefined_when"} for row in rows)
    assert all(key in done("indicators") for key in INDICATORS)
    assert rows[1]["label"] != json.loads(done("indicators", "--json", env=ENGLISH))[1]["label"]


def test_the_total_cost_of_mayotte_is_183_million(real: Path) -> None:
    costs = {row["project_id"]: row for row in data("measure", "total_cost", "--by", "project_id", record=real)}
    assert costs["MAY"] == {"project_id": "MAY", "value": 183 * MEGA, "known": 1, "total": 1}


def test_the_funding_of_mayotte_is_read_by_group_of_funders(real: Path) -> None:
    words = ("measure", "total_funding", "--by", "funder_group", "--filter", "project_id=MAY")
    assert {row["funder_group"]: row["value"] for row in data(*words, record=real)} == {
        "state": 55 * MEGA,
        "local_authority": 26_100_000,
        "european_union": 10 * MEGA,
        "private": 91_900_000,
    }


@pytest.mark.parametrize(("day", "rate"), [("2021-07-31", 0.10), ("2022-02-28", 0.15)])
def test_the_achievement_of_martinique_is_what_was_known_that_day(real: Path, day: str, rate: float) -> None:
    words = ("measure", "achievement_rate", "--by", "project_id", "--as-of", day)
    rates = {row["project_id"]: row["value"] for row in data(*words, record=real)}
    assert rates["MTQ"] == pytest.approx(rate)


def test_the_sheet_of_martinique_shows_its_revised_target_beside_the_original(real: Path) -> None:
    [result] = data("project", "MTQ", record=real)["result"]
    assert (result["target"], result["actual"], result["revised_target"]) == (100_000, 15_000, 20_000)
    assert (result["rate"], result["revised_rate"]) == (pytest.approx(0.15), pytest.approx(0.75))


def test_a_measure_has_its_dimensions_its_value_and_its_coverage(demo: Path) -> None:
    words = ("measure", "total_funding", "--by", "region", "--by", "funder_group", "--programme", "fictif")
    rows = data(*words, record=demo)
    assert len(rows) > 5
    assert all(list(row) == ["region", "funder_group", "value", "known", "total"] for row in rows)
    assert all(0 <= row["known"] <= row["total"] for row in rows)
    header, *body = done(*words, record=demo).splitlines()
    assert header.split() == ["region", "funder_group", "value", "known", "total"] and len(body) == len(rows)


def test_a_measure_without_dimension_is_one_figure(demo: Path) -> None:
    assert data("measure", "project_count", "--programme", "reel", record=demo) == [
        {"value": 28, "known": 28, "total": 28}
    ]


def test_what_is_unknown_is_null_for_programs_and_a_dash_for_people(real: Path) -> None:
    words = ("measure", "total_cost", "--by", "project_id")
    unknown = [row["project_id"] for row in data(*words, record=real) if row["value"] is None]
    assert unknown
    shown = {line.split()[0]: line.split()[1] for line in done(*words, record=real).splitlines()}
    assert [shown[project_id] for project_id in unknown] == ["—"] * len(unknown)


def test_filters_keep_several_values_and_an_empty_one_keeps_the_unknown(demo: Path) -> None:
    words = ("measure", "project_count", "--by", "axis", "--programme", "fictif")
    both = data(*words, "--filter", "axis=people", "--filter", "axis=bridges", record=demo)
    assert sorted(row["axis"] for row in both) == ["bridges", "people"]
    assert {row["axis"] for row in data(*words[:-1], "reel", "--filter", "axis=", record=demo)} == {None}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("measure", "total_cout"), INDICATORS),
        (("measure", "total_cost", "--by", "couleur"), ("project_id", "department", "phase")),
        (("measure", "total_cost", "--filter", "couleur=rouge"), ("project_id", "department", "phase")),
        (("measure", "project_count", "--by", "instrument"), ("project_id", "department")),
        (("measure", "total_cost", "--by", "territory"), ("department", "region")),
        (("measure", "total_funding", "--by", "organisation"), ("lead", "funder_id")),
        (("measure", "total_cost", "--filter", "axis"), ("DIM=",)),
        (("measure", "total_cost", "--as-of", "hier"), ("%Y-%m-%d",)),
        (("measure", "total_cost", "--as-of", "2026-02-30"), ("%Y-%m-%d",)),
        (("project", "NADA"), ("projects",)),
    ],
)
def test_a_word_that_nothing_bears_is_refused_with_those_that_exist(
    real: Path, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    refused = run(*words, record=real)
    assert refused.exit_code == USAGE and refused.stdout == ""
    assert [word for word in said if word not in refused.stderr] == []


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "total_cost"),
        ("projects",),
        ("project", "F01", "--programme=autre"),
        ("status", "F01", "--confidence=on_track", "--comment=x", f"--as={LEAD}"),
    ],
)
def test_with_several_programmes_one_is_asked_for_by_name(demo: Path, words: tuple[str, ...]) -> None:
    refused = run(*words, record=demo)
    assert refused.exit_code == USAGE and "--programme" in refused.stderr
    assert "fictif, reel" in refused.stderr


# projects, project


def test_an_economic_model_is_told_with_its_flows_results_and_gates(demo: Path) -> None:
    words = ("economics", "F07", "--programme", "fictif")
    sheet = data(*words, record=demo)
    [reference] = sheet["scenarios"]
    assert (reference["status"], reference["years"][0], len(sheet["flows"])) == ("not_durable", 2025, 6)
    gates = {gate["key"]: gate for gate in reference["gates"]}
    assert (gates["cash"]["value"], gates["coverage"]["euros"], gates["cash"]["year"]) == (-300_000, 30_000, 1)
    assert reference["cumulated"][-1] == -300_000 and reference["results"]["funding_gap"]["rate"] == 1
    assert "la trésorerie devient négative en 2026" in done(*words, record=demo)
    assert data(*words, "--as-of", "2026-01-15", record=demo)["assessment"]["draws"] == 10_000
    missing = run("economics", "F02", "--programme", "fictif", record=demo)
    assert missing.exit_code == USAGE - 1 and "pas de modèle" in missing.output


def test_durability_is_told_by_any_dimension(demo: Path) -> None:
    rows = data("durability", "--by", "legal_form", "--programme", "fictif", record=demo)
    assert sum(row["projects"] for row in rows) == 12
    [whole] = data("durability", "--programme", "fictif", record=demo)
    assert whole["durable_share"] == pytest.approx(2 / 5) and whole["not_assessable_share"] == pytest.approx(1 / 5)
    refused = run("durability", "--by", "funder_id", "--programme", "fictif", record=demo)
    assert refused.exit_code == USAGE and "legal_form" in refused.stderr


def test_the_projects_are_listed_one_a_line(real: Path) -> None:
    rows = data("projects", record=real)
    assert len(rows) == 28 and all(set(row) == {field.name for field in fields(ProjectRow)} for row in rows)
    assert len(done("projects", record=real).splitlines()) == 1 + 28
    assert len(data("projects", "--as-of", "2012-12-31", record=real)) < 28


# A row a project at most: what is said of it is in the project's own line, or asked elsewhere.
ONE_A_PROJECT = {"legal_form", "status_report", "economic_model", "risk_assessment"}


def test_a_project_s_sheet_has_all_its_facts(demo: Path) -> None:
    sheet = data("project", "F01", "--programme", "fictif", record=demo)
    of_projects = {c.declaration.name for c in CLASSES if c.declaration.key[0] == "project_id"}
    assert set(sheet) == {"project", "result"} | (of_projects - ONE_A_PROJECT)
    assert set(sheet["project"]) == {field.name for field in fields(ProjectRow)}
    assert all(set(row) == {field.name for field in fields(ResultRow)} for row in sheet["result"])
    assert sheet["funding_line"][0]["amount_eur"] == "600000.00", "exact, as text"
    told = done("project", "F01", "--programme", "fictif", record=demo)
    assert "project_id: F01" in told and "\nmilestone\n" in told and "Convention signée" in told


def test_a_project_is_seen_as_it_was_known_that_day(demo: Path) -> None:
    words = ("project", "F01", "--programme", "fictif", "--as-of")
    [line, *_] = data(*words, "2024-03-18", record=demo)["funding_line"]
    assert line["status"] == "intended"
    assert run(*words, "2024-03-17", record=demo).exit_code == USAGE, "not known yet"


# status


def test_a_lead_reports_on_its_project_and_the_forecast_moves(copy: Path) -> None:
    words = ("project", "F01", "--programme", "fictif")
    coming = [row["milestone_id"] for row in data(*words, record=copy)["milestone"] if "reached_on" not in row]
    told = report(copy, milestone=coming[0], expected_on="2089-06-30")
    assert told.exit_code == OK and re.fullmatch(r"Enregistré \(n° \d+\)\.\n", told.stdout)
    sheet = data(*words, record=copy)
    assert sheet["project"]["confidence"] == "attainable" and sheet["project"]["comment"] == "Fouilles terminées."
    forecasts = {row["milestone_id"]: row.get("expected_on") for row in sheet["milestone"]}
    assert [key for key, day in forecasts.items() if day == "2089-06-30"] == coming[:1]


def test_the_same_command_id_twice_is_said_and_recorded_once(copy: Path) -> None:
    first, again = (report(copy, command_id="un-numero") for _ in range(2))
    assert (first.exit_code, again.exit_code) == (OK, OK)
    assert first.stdout.startswith("Enregistré") and again.stdout.startswith("Déjà enregistré")
    assert re.findall(r"\d+", first.stdout) == re.findall(r"\d+", again.stdout)
    other = run(
        *("status", "F01", "--confidence=compromised", "--comment=Autre.", f"--as={LEAD}"),
        *("--programme=fictif", "--command-id=un-numero"),
        record=copy,
    )
    assert other.exit_code == FAILED and other.stdout == ""


def test_saying_the_same_again_the_same_day_records_nothing(copy: Path) -> None:
    told = [report(copy).stdout for _ in range(2)]
    assert told[0].startswith("Enregistré") and told[1] == "Rien n’a changé : c’était déjà dit.\n"


@pytest.mark.parametrize("actor", ["lead:ville", "lead:SYNDICAT", "funder:etat", "office"])
def test_nobody_but_its_lead_reports_on_a_project(copy: Path, actor: str) -> None:
    before = copy.read_bytes()
    refused = report(copy, actor=actor)
    assert refused.exit_code == FAILED and refused.stdout == "" and refused.stderr
    assert copy.read_bytes() == before


@pytest.mark.parametrize("actor", ["maire", "lead:", "office:x"])
def test_a_persona_that_does_not_exist_is_refused_with_those_that_do(copy: Path, actor: str) -> None:
    refused = report(copy, actor=actor)
    assert refused.exit_code == USAGE and "office" in refused.stderr and "lead" in refused.stderr


def test_the_real_programme_is_not_reported_on(demo: Path) -> None:
    words = ("status", "SYA", "--confidence=on_track", "--comment=x", "--as=lead:syane", "--programme=reel")
    assert run(*words, record=demo).exit_code == FAILED


@pytest.mark.parametrize("number", ["", "x" * 65])
def test_a_command_id_that_the_record_could_not_keep_is_refused(copy: Path, number: str) -> None:
    assert report(copy, command_id=number).exit_code == USAGE
    assert report(copy, command_id="x" * 64).exit_code == OK


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"milestone": "J99", "expected_on": "2089-06-30"}, FAILED),
        ({"milestone": "J1"}, USAGE),
        ({"expected_on": "2089-06-30"}, USAGE),
        ({"milestone": "J1", "expected_on": "31/12/2089"}, USAGE),
        ({"confidence": "sunny"}, USAGE),
        ({"comment": "x" * 501}, FAILED),
    ],
)
def test_a_report_that_cannot_be_is_refused(copy: Path, options: dict[str, str], code: int) -> None:
    refused = report(copy, **options)
    assert refused.exit_code == code and refused.stdout == ""


def test_a_project_that_does_not_exist_is_not_reported_on(copy: Path) -> None:
    words = ("status", "F99", "--confidence=on_track", "--comment=x", f"--as={LEAD}", "--programme=fictif")
    assert run(*words, record=copy).exit_code == FAILED


# verify, rebuild


def test_a_clean_record_is_verified_in_both_languages(demo: Path) -> None:
    french, english = (done("verify", record=demo, env=env) for env in (FRENCH, ENGLISH))
    assert "reel : 47 événements" in french and french.endswith("concordent.\n")
    assert "reel: 47 events" in english and english.endswith("agree.\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update payload set body = body || ' ' where programme = 'fictif' and sequence = 2", "2"),
        ("update event set actor = 'lead:x' where programme = 'fictif' and sequence = 3", "3"),
        ("delete from event where programme = 'fictif' and sequence = 4", "4"),
        ("update head set sequence = sequence - 1 where programme = 'fictif'", ""),
    ],
)
def test_a_record_that_was_tampered_with_is_told_with_the_first_bad_event(
    copy: Path, statement: str, said: str
) -> None:
    record = Record(str(copy))
    tamper(record, statement)
    record.close()
    told = run("verify", record=copy)
    assert told.exit_code in ({FAILED} if said else {FAILED, DAMAGED})
    assert not said or re.search(rf"événement n° {said}\b", told.stderr)


def test_the_doctor_says_which_event_is_not_what_was_written_and_what_to_do(copy: Path) -> None:
    record = Record(str(copy))
    tamper(record, "update payload set body = body || ' ' where programme = 'fictif' and sequence = 2")
    record.close()
    shutil.rmtree(copy.with_name("record.sqlite.facts"))
    for env, words in (
        (FRENCH, ("« fictif »", "n’est plus ce qui y a été écrit", "l’événement n° 2", "portfolio restore")),
        (ENGLISH, ("“fictif”", "is no longer what was written", "event no. 2", "portfolio restore")),
    ):
        told = run("doctor", record=copy, env=env)
        assert told.exit_code == FAILED
        assert [line for line in told.stderr.splitlines() if line.startswith("✗") and all(w in line for w in words)]


def test_the_doctor_goes_on_past_a_payload_that_cannot_be_read(copy: Path) -> None:
    """Sealed as any, and none of ours: facts made anew cannot be compared with."""
    record = Record(str(copy))
    strange = Strange(EventKind.FACTS_IMPORTED, Subject("programme", ("plan",)), (), said={"project": "abc"})
    append(record, "fictif", [(NOW, strange)])
    record.close()
    told = run("doctor", record=copy, env=ENGLISH)
    assert told.exit_code == FAILED and "event no. 138" in told.stderr and "Disk" in told.stdout


def test_the_doctor_says_that_the_facts_are_read_from_memory(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(Service.open(str(copy), copy.with_name("elsewhere"))) as service:
        service.carry_out(ON_TIME, Actor.parse(LEAD), "elsewhere")
    apply, failures = applying.apply, iter([duckdb.IOException("No space left on device")])

    def failing_once(*arguments: Any) -> Any:
        for failure in failures:
            raise failure
        return apply(*arguments)

    monkeypatch.setattr(applying, "apply", failing_once)
    told = run("doctor", record=copy, env=ENGLISH)
    assert told.exit_code == FAILED
    [line] = [line for line in told.stderr.splitlines() if line.startswith("✗")]
    assert "pages read from memory" in line and "No space left on device" in line and "Free some space" in line


def test_the_doctor_says_that_a_record_was_replaced(copy: Path, demo: Path) -> None:
    assert report(copy).exit_code == OK
    for path in (*copy.parent.glob("record.sqlite-*"), *copy.parent.glob("record.sqlite.evidence/*")):
        path.unlink()
    shutil.copyfile(demo, copy)
    told = run("doctor", record=copy)
    assert told.exit_code == FAILED and f"✗ {problems.REPLACED.fr}" in told.stderr


def test_a_rebuild_leaves_the_same_figures(copy: Path) -> None:
    words = ("measure", "total_funding", "--by", "funder_group", "--programme", "fictif")
    before = done(*words, record=copy)
    told = run("rebuild", record=copy)
    assert told.exit_code == OK and told.stdout == "Faits reconstruits.\n" and "fictif: 137/137" in told.stderr
    assert done(*words, record=copy) == before and done("verify", record=copy)


def test_a_replaced_record_is_read_only_until_it_is_accepted(copy: Path, demo: Path) -> None:
    assert report(copy).exit_code == OK
    for suffix in ("-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(demo, copy)
    refused = report(copy)
    assert refused.exit_code == DAMAGED and "rebuild" in refused.stderr
    done("rebuild", record=copy)
    assert report(copy).exit_code == OK


def test_a_record_that_was_deleted_is_not_made_anew(copy: Path) -> None:
    assert report(copy).exit_code == OK
    for file in copy.parent.glob("record.sqlite*"):
        if file.is_file():
            file.unlink()
    for words in (("init", "--once"), ("generate", "--projects", "3"), ("doctor",), ("projects",)):
        refused = run(*words, record=copy)
        assert refused.exit_code == DAMAGED and not copy.exists(), words
        assert "portfolio restore" in refused.stderr and "record.sqlite.facts" in refused.stderr


def test_a_record_that_lost_its_end_with_its_facts_is_said_and_read_only_until_it_is_accepted(
    copy: Path, demo: Path
) -> None:
    assert report(copy).exit_code == OK
    for path in copy.parent.glob("record.sqlite-*"):
        path.unlink()
    shutil.rmtree(copy.with_name("record.sqlite.facts"))
    shutil.copyfile(demo, copy)
    for words in (("verify",), ("doctor",)):
        told = run(*words, record=copy)
        assert told.exit_code == FAILED and "du programme « fictif », l’événement n° 138" in told.stderr, words
    refused = report(copy)
    assert refused.exit_code == DAMAGED and "portfolio restore" in refused.stderr and "rebuild" in refused.stderr
    done("rebuild", record=copy)
    assert report(copy).exit_code == OK
    assert "Anchors" in done("doctor", record=copy, env=ENGLISH)


# The record: where it is, whether it is there, free, whole


@pytest.mark.parametrize(
    "words",
    [
        ("verify",),
        ("rebuild",),
        ("projects",),
        ("project", "MAY"),
        ("measure", "total_cost"),
        ("import", str(PLAN)),
        ("status", "F01", "--confidence=on_track", "--comment=x", f"--as={LEAD}"),
    ],
)
def test_without_a_record_every_command_says_how_to_make_one_and_makes_none(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    refused = run(*words, record=tmp_path / "record.sqlite")
    assert refused.exit_code == USAGE and "python -m portfolio init" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_record_where_nothing_can_be_written_is_told_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("x", encoding="utf-8")
    refused = run("init", record=tmp_path / "a-file" / "record.sqlite")
    assert refused.exit_code == DAMAGED and str(tmp_path / "a-file") in refused.stderr
    assert str(os.getuid()) in refused.stderr


def test_an_empty_address_is_not_taken_for_that_of_the_installation() -> None:
    assert run("verify", record="").exit_code == DAMAGED


@pytest.mark.parametrize("as_url", [True, False])
def test_the_record_is_given_as_a_file_or_as_an_address(real: Path, as_url: bool) -> None:
    place = f"sqlite:///{real}" if as_url else str(real)
    assert done("measure", "project_count", record=place).split()[-1] == "28"
    assert done("measure", "project_count", env={"PORTFOLIO_DATABASE_URL": place}).split()[-1] == "28"


def test_the_record_named_on_the_line_comes_before_that_of_the_environment(real: Path, tmp_path: Path) -> None:
    elsewhere = {"PORTFOLIO_DATABASE_URL": str(tmp_path / "nowhere.sqlite")}
    assert done("measure", "project_count", record=real, env=elsewhere).split()[-1] == "28"


def test_by_default_the_record_is_that_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTFOLIO_DATABASE_URL", raising=False)
    assert settings.record_place() == str(ROOT / "data" / "local" / "record.sqlite")


def test_a_busy_record_is_told_as_such_and_nothing_is_recorded(held_by_another: Path, quick_lock: None) -> None:
    refused = report(held_by_another)
    assert refused.exit_code == BUSY and problems.BUSY.fr in refused.stderr and refused.stdout == ""
    assert run("import", PLAN, record=held_by_another).exit_code == BUSY


def test_a_busy_record_is_read_all_the_same(held_by_another: Path, quick_lock: None) -> None:
    assert data("measure", "project_count", "--programme", "reel", record=held_by_another)
    assert run("verify", record=held_by_another).exit_code == OK


def test_a_damaged_record_is_told_as_such(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:20_000] + b"\xff" * 40_000)
    assert run("verify", record=copy).exit_code == DAMAGED
    assert run("projects", "--programme=reel", record=copy).exit_code == DAMAGED


def test_the_terminal_writes_while_another_process_has_the_record_and_its_facts_open(copy: Path) -> None:
    with contextlib.closing(Service.open(str(copy))) as service:
        before = [row.programme for row in service.read(Programmes(), VISITOR)]
        said = outside("import", PLAN, record=copy)
        assert (said.returncode, said.stdout) == (OK, "essai : 24 lignes enregistrées.\n"), said.stderr
        assert [row.programme for row in service.read(Programmes(), VISITOR)] == ["essai", *before]


def test_the_terminal_reads_beside_another_process_even_where_an_accent_cannot_be_shown(real: Path) -> None:
    with contextlib.closing(Service.open(str(real))):
        words = ("measure", "total_cost", "--by", "project_id")
        shown = outside(*words, record=real, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert shown.returncode == OK and "?" in shown.stdout and "MAY" in shown.stdout


@pytest.fixture
def on_postgresql(new_record: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty PostgreSQL database, whose facts lie in a folder of the test."""
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return new_record("postgresql")


def test_the_terminal_works_on_postgresql_as_on_a_file(on_postgresql: str) -> None:
    assert run("verify", record=on_postgresql).exit_code == USAGE, "no record there yet"
    done("init", "--demo", "fictif", record=on_postgresql)
    assert run("init", record=on_postgresql).exit_code == DAMAGED
    env = {"PORTFOLIO_DATABASE_URL": on_postgresql}
    assert json.loads(done("measure", "project_count", "--json", env=env))[0]["total"] == 12
    words = ("status", "F01", "--confidence=on_track", "--comment=À l’heure.", f"--as={LEAD}", "--command-id=un")
    assert [done(*words, env=env).split()[0] for _ in range(2)] == ["Enregistré", "Déjà"]
    assert "138 événements" in done("verify", env=env)
    assert "fictif : 0 lignes" in done("import", settings.DEMO / "fictif", env=env)


def test_the_record_is_named_before_the_command_or_after_it(tmp_path: Path) -> None:
    place = tmp_path / "r.sqlite"
    assert "3 projets fictifs" in done("generate", "--projects", "3", "--record", place)
    assert done("verify", "--record", place) == done("verify", record=place)
    assert done("verify", "--record", place, record=tmp_path / "absent.sqlite") == done("verify", record=place)


def test_the_funding_plan_of_a_project_tells_its_lines_and_what_the_checks_find(demonstration: Path) -> None:
    sheet = json.loads(done("funding", "F01", "--programme", "fictif", "--json", record=demonstration))
    assert [line["line_id"] for line in sheet["lines"]] == [f"L{n}" for n in range(1, 7)]
    assert sheet["by_certainty"] == {"secured": 3_000_000}
    levels = {each["check"]: each["level"] for each in sheet["findings"]}
    assert (levels["plan_balance"], levels["owner_share"], levels["public_aid"]) == ("ok", "breach", "ok")
    assert sheet["versions"]["forecast"] == {"uses_eur": 3_000_000, "sources_eur": 3_000_000, "gap_eur": 0}
    assert sheet["versions"]["final"]["sources_eur"] is None and sheet["losses"] == []
    assert "awarded" in done("funding", "F01", "--programme", "fictif", record=demonstration)
    share = next(each for each in sheet["findings"] if each["check"] == "owner_share")
    assert share["figures"]["rate"] == pytest.approx(300_000 / 2_100_000) and "L1111-10" in share["source"]
    before = json.loads(
        done("funding", "F01", "--programme", "fictif", "--json", "--as-of", "2025-01-31", record=demonstration)
    )
    assert before["by_certainty"] != sheet["by_certainty"]
    unknown = run("funding", "ZZ", "--programme", "fictif", record=demonstration)
    assert unknown.exit_code == 1 and "vérifiez son code" in unknown.output
