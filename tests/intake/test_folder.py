"""A folder is imported whole or not at all: every bad cell is named, and nothing depends on the order of arrival."""

from __future__ import annotations

import csv
import random
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio import maintenance
from portfolio.domain.access.actor import OFFICE, VISITOR
from portfolio.domain.basis.text import LANGUAGES, Language, Refused
from portfolio.domain.facts import CLASSES, FACTS, Fact, Milestone
from portfolio.domain.questions import FactRows, Programmes
from portfolio.intake.directory import read_folder
from portfolio.intake.importing import ImportOutcome, import_folder
from portfolio.intake.rows import read_rows
from portfolio.intake.tables import read_table
from portfolio.publish.spreadsheets import csv_bytes
from portfolio.service import Service
from tests.support.files import (
    BAD,
    PLAN,
    TODAY,
    facts_of,
    folder,
    import_in_child,
    lines,
    milestones,
    only,
    places,
    plan_named,
    table_of,
    written,
)
from tests.support.installations import (
    EFFORT,
    NOW,
    Clock,
    Place,
    events,
    held,
    new_name,
    process,
    received,
    record_of,
    verdicts,
)

CASES = sorted(path.name for path in BAD.iterdir() if path.is_dir())
PLAN_ROWS = 24


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An installation in which nothing was imported, and nothing may be."""
    place = tmp_path_factory.mktemp("empty")
    Service.create(str(place / "record.sqlite"))
    opened = Service.open(str(place / "record.sqlite"), place / "facts", Clock(NOW))
    yield opened
    assert opened.read(Programmes(), VISITOR) == ()
    opened.close()


@pytest.fixture
def service(quick: Place) -> Service:
    """An installation that the tests share, each in its own programme."""
    return quick.service


@pytest.fixture
def code() -> str:
    return new_name("essai")


@pytest.fixture
def plan(service: Service, code: str, tmp_path: Path) -> Path:
    """The good plan, imported under the code of this test."""
    path = folder(tmp_path / "plan", code)
    assert run(service, path) == ImportOutcome(code, PLAN_ROWS, ())
    return path


def run(service: Service, path: Path, programme: str | None = None) -> ImportOutcome:
    return import_folder(service, path, OFFICE, new_name("import"), programme=programme)


def expected(case: str) -> list[dict[str, str]]:
    with (BAD / case / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", CASES)
def test_a_bad_folder_has_every_fault_named_in_both_languages_and_leaves_nothing(
    empty: Service, tmp_path: Path, case: str
) -> None:
    path = folder(tmp_path / case)
    for file in (BAD / case).iterdir():
        if file.name != "expected.csv":
            shutil.copy(file, path / file.name)
    outcome = run(empty, path)
    wanted = expected(case)
    assert outcome.rows == 0 and empty.read(Programmes(), VISITOR) == ()
    assert places(outcome.findings) == [
        (row["file"], int(row["line"]) if row["line"] else None, row["column"] or None) for row in wanted
    ]
    for row, finding in zip(wanted, outcome.findings, strict=True):
        for language in LANGUAGES:
            text = finding.text.to(language)
            assert [part for part in row[language].split("|") if part not in text] == [], text


def test_every_case_of_the_corpus_is_small_and_says_what_it_expects() -> None:
    assert len(CASES) >= 28 and all(expected(case) for case in CASES)
    assert all(file.stat().st_size < 4096 for file in BAD.rglob("*.csv"))


def test_the_good_plan_is_imported_whole_and_nothing_in_it_is_new_the_second_time(
    service: Service, code: str, plan: Path
) -> None:
    assert run(service, plan) == ImportOutcome(code, 0, ())
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) - 1 for file in PLAN.iterdir()) == PLAN_ROWS
    instants = [event.known_at[:16] for event in events(record_of(service), code)]
    assert instants == [f"2026-{day}T12:00" for day in ("01-05", "03-01", "04-10", "05-20", "06-02")]
    assert verdicts(record_of(service))[code] == []


def test_the_same_folder_is_nothing_new_the_next_days_either(quick: Place, code: str, tmp_path: Path) -> None:
    path = folder(
        tmp_path / "dossier",
        code,
        project=lines("project_id,title,lead_id", "F1,Fibre,agglo", "F2,École,agglo"),
        milestone=lines("project_id,milestone_id,title,known_at", "F1,J1,Études,2026-06-15", "F1,J2,Suite,14/06/2026"),
    )
    assert run(quick.service, path).rows > 0
    for _ in range(3):
        quick.clock.forward(hours=20)
        assert run(quick.service, path) == ImportOutcome(code, 0, ())


def test_only_what_changed_in_a_folder_is_recorded(service: Service, code: str, plan: Path) -> None:
    with (plan / "operation.csv").open("a", encoding="utf-8") as file:
        file.write("F1,travaux,Travaux,1300000,2026-06-01\n")
    assert run(service, plan).rows == 1
    known = [held(service, code, day)["operation", ("F1", "travaux")] for day in (date(2026, 5, 31), date(2026, 6, 1))]
    assert [operation.wire()["cost_eur"] for operation in known] == ["1200000.00", "1300000.00"]


def test_a_key_at_two_dates_is_a_history_and_an_ending_is_its_last_word(
    service: Service, code: str, plan: Path
) -> None:
    known = [held(service, code, date(2026, 4, day))["milestone", ("F1", "J1")].wire() for day in (9, 10)]
    assert [row.get("reached_on") for row in known] == [None, "2026-04-02"]
    there = [("milestone", ("F2", "J1")) in held(service, code, date(2026, 5, day)) for day in (19, 20)]
    assert there == [True, False]


def test_a_row_said_again_without_a_date_and_unchanged_adds_nothing(service: Service, code: str, plan: Path) -> None:
    path = folder(
        plan.parent / "encore",
        code,
        milestone=lines("project_id,milestone_id,title,known_at", "F1,J9,Bilan,", "F1,J9,Bilan,2026-01-05"),
    )
    assert run(service, path).rows == 1


def test_a_row_that_ended_may_come_back_later(service: Service, code: str, plan: Path) -> None:
    with (plan / "milestone.csv").open("a", encoding="utf-8") as file:
        file.write("F2,J1,Recensement,10,,,,2026-06-01,\n")
    assert run(service, plan).rows == 1
    days = (date(2026, 5, 19), date(2026, 5, 20), date(2026, 6, 1))
    assert [("milestone", ("F2", "J1")) in held(service, code, day) for day in days] == [True, False, True]


def test_an_ending_alone_ends_what_an_earlier_import_said_once(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    path = only(tmp_path / "fin", milestone=lines("project_id,milestone_id,ended", "F1,J2,oui"))
    assert [run(service, path, code).rows for _ in range(2)] == [1, 0]
    assert ("milestone", ("F1", "J2")) not in held(service, code)


def test_what_an_earlier_import_said_need_not_be_said_again(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    path = only(
        tmp_path / "suite",
        milestone=lines("project_id,milestone_id,title", "F1,J9,Recette"),
        funding_line=lines("project_id,line_id,funder_id,operation_id", "F1,L9,region,travaux"),
    )
    assert run(service, path, code) == ImportOutcome(code, 2, ())


def test_a_reference_to_what_has_ended_is_named_like_one_to_nowhere(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    run(service, only(tmp_path / "fin", source=lines("source_id,ended", "bulletin,oui")), code)
    path = only(tmp_path / "suite", milestone=lines("project_id,milestone_id,title,source_id", "F1,J9,Suite,bulletin"))
    assert places(run(service, path, code).findings) == [("milestone.csv", 2, "source_id")]


def test_a_row_with_one_bad_cell_has_its_other_bad_cells_named_too(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    bad = lines(
        "project_id,indicator_id,target_id,kind,value", "F99,nulle-part,C9,bonne,12", "F1,nulle-part,C9,bonne,x"
    )
    found = places(run(service, only(tmp_path / "mauvais", target=bad), code).findings)
    assert found == [
        ("target.csv", 2, "indicator_id"),
        ("target.csv", 2, "kind"),
        ("target.csv", 2, "project_id"),
        ("target.csv", 3, "indicator_id"),
        ("target.csv", 3, "kind"),
        ("target.csv", 3, "value"),
    ]


def test_what_others_refer_to_ends_with_them_or_not_at_all(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    ending = {"operation": lines("project_id,operation_id,ended", "F1,travaux,oui")}
    refused = run(service, only(tmp_path / "seule", **ending), code)
    assert places(refused.findings) == [("operation.csv", 2, "ended")]
    assert "“travaux” cannot end: funding line “F1/" in refused.findings[0].text.en
    referring = [
        key
        for (name, key), row in held(service, code).items()
        if getattr(row, "operation_id", "") and name != "operation"
    ]
    with_them = lines("project_id,line_id,ended", *(f"{project},{line},oui" for project, line in referring))
    done = run(service, only(tmp_path / "ensemble", **ending, funding_line=with_them), code)
    assert done == ImportOutcome(code, 1 + len(referring), ())


def test_a_row_may_have_referred_to_what_ended_before_it_referred_to_something_else(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    path = only(
        tmp_path / "histoire",
        source=lines(
            "source_id,url,publisher,known_at,ended", "vieux,https://exemple.fr,P,2026-01-01,", "vieux,,,2026-03-01,oui"
        ),
        milestone=lines(
            "project_id,milestone_id,title,source_id,known_at",
            "F1,J9,Suite,vieux,2026-01-01",
            "F1,J9,Suite,,2026-02-01",
        ),
    )
    assert run(service, path, code) == ImportOutcome(code, 4, ())


def test_a_folder_without_a_programme_completes_the_one_named(
    service: Service, code: str, plan: Path, tmp_path: Path
) -> None:
    path = only(tmp_path / "suite", milestone=lines("project_id,milestone_id,title", "F1,J9,Recette"))
    unnamed, unknown = run(service, path), run(service, path, "autre")
    assert places(unnamed.findings) == [("programme.csv", None, None)] and "--programme" in unnamed.findings[0].text.en
    assert places(unknown.findings) == [("programme.csv", None, None), ("milestone.csv", 2, "project_id")]
    assert all(code in text and "autre" in text for text in (unknown.findings[0].text.fr, unknown.findings[0].text.en))
    assert run(service, path, code).rows == 1


def test_the_programme_named_must_be_the_one_that_the_folder_says(empty: Service) -> None:
    outcome = run(empty, PLAN, "autre")
    assert places(outcome.findings) == [("programme.csv", 2, "programme_id")] and outcome.rows == 0
    assert "« essai » n’est pas « autre »" in outcome.findings[0].text.fr


def test_programmes_do_not_see_each_other_s_rows(service: Service, plan: Path, tmp_path: Path) -> None:
    milestone = lines("project_id,milestone_id,title", "F1,J1,Études")
    path = only(tmp_path / "autre", programme=plan_named(new_name("essai")), milestone=milestone)
    assert places(run(service, path).findings) == [("milestone.csv", 2, "project_id")]


def test_file_names_may_be_in_capitals_and_other_files_lie_beside_them(service: Service, plan: Path) -> None:
    (plan / "milestone.csv").rename(plan / "Milestone.CSV")
    for name in ("LISEZMOI.md", ".DS_Store", "._project.csv", ".~lock.project.csv#", "notes.txt"):
        (plan / name).write_text("x", encoding="utf-8")
    found = read_folder(plan, TODAY)
    assert found.findings == () and len(found.rows) == PLAN_ROWS


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.csv", "con.csv", f"{'x' * 200}.csv", "a\nb.csv"])
def test_a_strange_file_name_is_told_and_never_followed(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path / "dossier")
    (path / name).write_text("x", encoding="utf-8")
    assert places(read_folder(path, TODAY).findings) == [(name, None, None)]


def test_a_folder_that_is_not_there_or_not_one_is_refused(empty: Service, tmp_path: Path) -> None:
    for path in (tmp_path / "nulle-part", PLAN / "project.csv"):
        with pytest.raises(Refused) as refused:
            run(empty, path)
        assert path.name in refused.value.text.fr and path.name in refused.value.text.en


def test_a_folder_without_any_file_says_which_names_it_needs(empty: Service, tmp_path: Path) -> None:
    outcome = run(empty, only(tmp_path / "vide"), "essai")
    assert all(name in outcome.findings[0].text.fr for name in FACTS) and outcome.rows == 0


def test_an_unreadable_file_hides_no_other_fault_and_is_blamed_alone_for_its_own(
    empty: Service, tmp_path: Path
) -> None:
    path = folder(tmp_path / "dossier", organisation=b"\x00", target=lines("project_id,indicator_id", "F1,prises"))
    assert places(run(empty, path).findings) == [
        ("organisation.csv", 1, None),
        ("target.csv", None, "kind"),
        ("target.csv", None, "target_id"),
        ("target.csv", None, "value"),
    ]


def test_one_bad_line_among_five_thousand_is_the_only_one_named_and_nothing_is_applied(
    empty: Service, tmp_path: Path
) -> None:
    path = folder(tmp_path / "dossier", milestone=milestones(5_000, bad_line=3_210))
    outcome = run(empty, path)
    assert places(outcome.findings) == [("milestone.csv", 3210, "expected_on")]
    assert "31/02/2027" in outcome.findings[0].text.fr and outcome.rows == 0


def test_five_thousand_bad_lines_are_all_named(tmp_path: Path) -> None:
    rows = [(f"F{number % 2 + 1}", f"M{number}", "Étape", "1.234") for number in range(5_000)]
    path = folder(tmp_path / "dossier", milestone=written(("project_id", "milestone_id", "title", "weight"), rows))
    assert places(read_folder(path, TODAY).findings) == [("milestone.csv", line, "weight") for line in range(2, 5_002)]


def test_a_command_repeated_under_its_number_records_nothing_more(service: Service, code: str, tmp_path: Path) -> None:
    path = folder(tmp_path / "dossier", code)
    outcomes = [import_folder(service, path, OFFICE, f"le-meme-{code}") for _ in range(2)]
    assert outcomes == [ImportOutcome(code, PLAN_ROWS, ()), ImportOutcome(code, 0, ())]


def test_an_import_of_five_thousand_rows_killed_in_its_transaction_leaves_nothing_and_can_be_run_again(
    file_place: Place, tmp_path: Path
) -> None:
    path = folder(tmp_path / "dossier", milestone=milestones(5_000))
    with process(import_in_child, file_place.record, file_place.folder, path, True) as (child, pipe):
        assert (pipe.recv(), pipe.recv()) == ("ready", "here")
        child.kill()
        child.join()
    service = file_place.open()
    assert service.read(Programmes(), VISITOR) == () and events(record_of(service), "essai") == []
    assert run(service, path).rows == len(read_folder(path, TODAY).rows) > 5_000
    assert verdicts(record_of(service)) == {"essai": []} and maintenance.differences_from_rebuilt(service, OFFICE) == []


def test_whenever_an_import_is_killed_it_is_whole_or_absent(file_place: Place, tmp_path: Path) -> None:
    path, chance = folder(tmp_path / "dossier", milestone=milestones(5_000)), random.Random(2)
    for _ in range(EFFORT):
        with process(import_in_child, file_place.record, file_place.folder, path) as (child, pipe):
            assert pipe.recv() == "ready"
            time.sleep(chance.uniform(0.2, 1.2))
            child.kill()
            child.join()
            said = list(received(pipe))
        service = file_place.open()
        stored = len([row for row in held(service, "essai") if row[0] == "milestone"])
        assert stored == 5_000 if said or stored else service.read(Programmes(), VISITOR) == ()
        file_place.close_all()


# What the sources of the plan say of two milestones, day by day; None: that it ended.
SAYINGS = st.dictionaries(
    st.tuples(st.sampled_from(("J1", "J2")), st.integers(1, 6)),
    st.sampled_from(("10", "20", "30", None)),
    min_size=1,
)


def said(rows: dict[tuple[str, int], str | None]) -> str:
    columns = ("project_id", "milestone_id", "title", "weight", "known_at", "ended")
    return written(
        columns,
        (
            ("F1", milestone, "Jalon", weight or "", f"2026-02-{day:02}", "" if weight else "oui")
            for (milestone, day), weight in rows.items()
        ),
    )


def figures(service: Service, code: str) -> list[dict[str, str | None]]:
    """Each day, the weight of each milestone that was known then."""
    question = FactRows(programme=code, fact=Milestone)
    days = (date(2026, 2, day) for day in range(1, 8))
    return [{row.milestone_id: str(row.weight) for row in service.read(question, VISITOR, day)} for day in days]


def oracle(rows: dict[tuple[str, int], str | None]) -> list[dict[str, str | None]]:
    known: list[dict[str, str | None]] = []
    for day in range(1, 8):
        latest = {
            key: weight for (key, said_on), weight in sorted(rows.items(), key=lambda r: r[0][1]) if said_on <= day
        }
        known.append({key: f"{weight}.0000" for key, weight in latest.items() if weight is not None})
    return known


def begun(rows: dict[tuple[str, int], str | None]) -> dict[tuple[str, int], str | None]:
    """The same, each milestone beginning before it ends."""
    first = {key: min(day for k, day in rows if k == key) for key, _ in rows}
    return {(key, day): "10" if weight is None and first[key] == day else weight for (key, day), weight in rows.items()}


def told(service: Service, tmp_path: Path, *halves: dict[tuple[str, int], str | None]) -> str:
    """A new programme that is told these sayings, one folder after the other."""
    code = new_name("essai")
    run(service, only(tmp_path / code, programme=plan_named(code), project=lines("project_id,title", "F1,Fibre")))
    for number, half in enumerate(halves):
        path = only(tmp_path / f"{code}-{number}", milestone=said(half))
        assert run(service, path, code).findings == ()
    return code


@given(rows=SAYINGS.map(begun), cut=st.integers(1, 6))
@settings(max_examples=8)
def test_older_sources_that_come_later_give_the_same_figures_at_every_date(
    _quick: Place, tmp_path_factory: pytest.TempPathFactory, rows: dict[tuple[str, int], str | None], cut: int
) -> None:
    service, tmp_path = _quick.service, tmp_path_factory.mktemp("halves")
    newer = begun({pair: weight for pair, weight in rows.items() if pair[1] >= cut})
    older = {pair: weight for pair, weight in rows.items() if pair[1] < cut}
    code = told(service, tmp_path, newer, older)
    assert figures(service, code) == oracle(older | newer)


@pytest.mark.parametrize("between", [{("J1", 3): "20"}, {("J1", 3): None}])
def test_a_source_that_comes_between_two_others_changes_only_what_was_known_between_them(
    service: Service, tmp_path: Path, between: dict[tuple[str, int], str | None]
) -> None:
    around: dict[tuple[str, int], str | None] = {("J1", 1): "10", ("J1", 5): "10"}
    assert figures(service, told(service, tmp_path, around, between)) == oracle(around | between)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=15)
def test_rows_that_our_exports_write_are_read_back_equal_in_both_languages(
    tmp_path_factory: pytest.TempPathFactory, language: Language, data: st.DataObject
) -> None:
    fact: type[Fact] = data.draw(st.sampled_from(CLASSES))
    rows = data.draw(st.lists(facts_of(fact), min_size=1, max_size=5, unique_by=lambda row: row.key))
    path = tmp_path_factory.mktemp("export") / f"{fact.declaration.name}.csv"
    path.write_bytes(csv_bytes(table_of(rows), language))
    contents = read_rows(read_table(path), fact.declaration, date(2090, 12, 31))
    assert contents.findings == () and [placed.row for placed in contents.rows] == rows
