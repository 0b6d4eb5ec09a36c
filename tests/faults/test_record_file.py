"""The record's own file and its disk: damaged, cut, out of reach, failing at any statement."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from portfolio.domain.commands import Command, ErasePersonalData
from portfolio.domain.facts import Project
from portfolio.domain.questions import ProjectRows
from portfolio.service import Service
from portfolio.store import problems
from portfolio.store.record import EVENT, HEAD, PAYLOAD, Record
from tests.support.installations import (
    EFFORT,
    LEAD,
    NOW,
    OFFICE,
    VISITOR,
    Clock,
    Place,
    check_kept_is_rebuilt,
    comment_of,
    events,
    held,
    load,
    new_name,
    planned,
    record_of,
    report,
    sequences,
    tell,
    verdicts,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of forty events, at rest."""
    folder = tmp_path_factory.mktemp("written")
    place = Place(str(folder / "record.sqlite"), folder / "facts").create()
    service = place.open()
    programme = planned(service)
    for number in range(40):
        tell(service, programme, f"mot n° {number} " * 5)
    place.close_all()
    return place.file


def content(path: Path) -> dict[str, list[str]]:
    """Every row, in small letters: a salt reads the same in small and in capital ones."""
    record = Record(str(path))
    with contextlib.closing(record), record.reading() as connection:
        return {
            table.name: sorted(str(tuple(row)).lower() for row in connection.execute(sa.select(table)))
            for table in (EVENT, PAYLOAD, HEAD)
        }


def test_a_flipped_byte_is_found_or_changes_nothing(written: Path, tmp_path: Path) -> None:
    """Found at the opening, or by the verification; or it lies where nothing is written."""
    whole, before, chance = written.read_bytes(), content(written), random.Random(13)
    found = 0
    for number in range(100 * EFFORT):
        path = tmp_path / f"{number}.sqlite"
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        if says_nothing(path):
            assert content(path) == before
        else:
            found += 1
        path.unlink()
    assert found > 20 * EFFORT


def says_nothing(path: Path) -> bool:
    record = Record(str(path))
    try:
        return record.exists() and not any(verdicts(record).values())
    except problems.Damaged:
        return False
    finally:
        record.close()


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_record_cut_short_is_found(written: Path, tmp_path: Path, part: float) -> None:
    path = tmp_path / "cut.sqlite"
    path.write_bytes(written.read_bytes()[: int(written.stat().st_size * part)])
    assert not says_nothing(path)


def test_an_index_that_lost_a_row_is_found_though_the_chain_is_whole(written: Path, tmp_path: Path) -> None:
    """The index of the command ids: without it a command would be carried out twice."""
    path = tmp_path / "index.sqlite"
    shutil.copy(written, path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma writable_schema = on")
        [name] = connection.execute(
            "select name from sqlite_master where type = 'index' and tbl_name = 'event' order by rootpage desc limit 1"
        ).fetchone()
        [empty] = connection.execute(
            "select rootpage from sqlite_master where tbl_name = 'installation' and type = 'index'"
        ).fetchone()
        connection.execute("update sqlite_master set rootpage = ? where name = ?", [empty, name])
        connection.commit()
    assert not says_nothing(path)


@pytest.fixture
def killed(file_place: Place, tmp_path: Path) -> Iterator[tuple[Callable[[], Place], str]]:
    """What a killed process leaves: its last events stand in SQLite's write-ahead log, and in its facts."""
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "dans le fichier")
    with record_of(service).engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    for number in range(3):
        tell(service, programme, f"dans le journal n° {number}")
    left = tmp_path / "left"
    left.mkdir()
    for file in file_place.file.parent.glob("record.sqlite*"):
        if file.is_file() and not file.name.endswith("-shm"):
            shutil.copy(file, left)
    shutil.copytree(file_place.folder, left / "facts")
    file_place.close_all()
    made: list[Place] = []

    def copy() -> Place:
        folder = tmp_path / f"copy-{len(made)}"
        shutil.copytree(left, folder)
        made.append(Place(str(folder / "record.sqlite"), folder / "facts", Clock(NOW)))
        return made[-1]

    yield copy, programme
    for place in made:
        place.close_all()


def test_what_stands_in_the_write_ahead_log_is_not_lost(killed: tuple[Callable[[], Place], str]) -> None:
    copy, programme = killed
    place = copy()
    assert place.file.with_name("record.sqlite-wal").stat().st_size > 0
    service = place.open()
    assert comment_of(service, programme) == "dans le journal n° 2"
    assert verdicts(record_of(service)) == {programme: []}
    assert tell(service, programme, "et après").sequence == 6


def test_a_write_ahead_log_gone_or_cut_leaves_whole_transactions_and_is_noticed_by_the_facts(
    killed: tuple[Callable[[], Place], str],
) -> None:
    copy, programme = killed
    for part in (0.0, 0.5, 0.9):
        place = copy()
        wal = place.file.with_name("record.sqlite-wal")
        wal.write_bytes(wal.read_bytes()[: int(wal.stat().st_size * part)])
        alone = Place(place.record, place.folder.with_name("other facts"), place.clock)
        service = alone.open()
        stored = sequences(record_of(service), programme)
        assert stored == list(range(1, len(stored) + 1)) and 2 <= len(stored) < 5
        assert verdicts(record_of(service)) == {programme: []}
        check_kept_is_rebuilt(service)
        alone.close_all()
        service = place.open()
        with pytest.raises(problems.ReadOnly):
            tell(service, programme, "par-dessus ?")
        assert service.read_only == problems.REPLACED
        assert comment_of(service, programme) == "dans le journal n° 2"
        place.close_all()


def test_reading_goes_on_while_the_record_is_out_of_reach(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    rows = service.read(ProjectRows(programme=programme), VISITOR)
    away = file_place.file.rename(file_place.file.with_name("away"))
    assert service.read(ProjectRows(programme=programme), VISITOR) == rows
    assert service.read_only is not None and "does not answer" in service.read_only.en
    with pytest.raises(problems.Unavailable, match="nothing will be done twice"):
        tell(service, programme, "pas maintenant")
    away.rename(file_place.file)
    assert tell(service, programme, "maintenant").sequence == 2
    assert (comment_of(service, programme), service.read_only) == ("maintenant", None)


@pytest.mark.parametrize(
    ("place", "problem", "words"),
    [
        ("postgresql://someone:secret@127.0.0.1:1/plan", problems.Unavailable, "does not answer"),
        ("postgres://someone:secret@nowhere.invalid/plan", problems.Unavailable, "does not answer"),
        ("mysql://someone:secret@localhost/plan", problems.Missing, "not the address of a record"),
        ("postgresql+asyncpg://someone:secret@localhost/plan", problems.Missing, "not the address of a record"),
        ("postgresql://someone:secret@localhost:port/plan", problems.Missing, "not the address of a record"),
        ("://secret", problems.Missing, "not the address of a record"),
    ],
)
def test_an_address_where_no_record_answers_is_said_without_its_password(
    place: str, problem: type[problems.StoreProblem], words: str
) -> None:
    with pytest.raises(problem, match=words) as raised:
        Service.open(place)
    assert "secret" not in raised.value.text.fr + raised.value.text.en


def test_a_full_disk_is_said_and_reading_goes_on_and_so_does_writing_once_there_is_room(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    much = [Project(project_id=f"P{number}", title="Un de plus") for number in range(10, 1_000)]
    pages = {"most": 1}  # SQLite takes the pages there are for the least it can be told

    def limited(connection: Any, *_: Any) -> None:
        connection.execute(f"pragma max_page_count = {pages['most']}")

    sa.event.listen(record_of(service).engine, "checkout", limited)
    with pytest.raises(problems.Unavailable, match="no room left"):
        load(service, programme, *much)
    assert ("project", ("P10",)) not in held(service, programme)
    pages["most"] = 1_000_000
    assert load(service, programme, *much).rows == len(much)
    assert verdicts(record_of(service)) == {programme: []}


# What is asked in each turn of the loop below; each must change something whatever the turn.
ASKED: dict[str, Callable[[Service, str, int], tuple[Command, Any]]] = {
    "report": lambda _, programme, turn: (report(programme, f"tour {turn}"), LEAD),
    "erase": lambda service, programme, turn: erasure_of(service, programme, f"à effacer {turn}"),
}


def erasure_of(service: Service, programme: str, comment: str) -> tuple[Command, Any]:
    tell(service, programme, comment)
    return ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="r"), OFFICE


@pytest.mark.parametrize("name", ASKED)
def test_whichever_statement_fails_a_command_is_entire_or_absent_and_asking_again_does_it_once(
    file_place: Place, name: str
) -> None:
    """The N-th statement in the record fails, N from the first to the last; then the same command is sent again."""
    service = file_place.open()
    programme = planned(service)
    failures, failed = 0, True
    while failed:
        command, actor = ASKED[name](service, programme, failures)
        before = events(record_of(service), programme)
        failed = fails(service, command, actor, f"{name}-{failures}", after=failures)
        stored = events(record_of(service), programme)
        assert len(stored) - len(before) in {0, 1}
        assert all(event.body for event in stored)
        again = service.carry_out(command, actor, f"{name}-{failures}")
        assert again.repeated == (len(stored) > len(before)) and again.sequence == len(before) + 1
        assert sequences(record_of(service), programme) == list(range(1, len(before) + 2))
        failures += 1
    assert failures > 8
    assert verdicts(record_of(service)) == {programme: []}
    check_kept_is_rebuilt(service)


def fails(service: Service, command: Command, actor: Any, command_id: str, *, after: int) -> bool:
    """Whether the command failed on a disk that gives way after so many statements."""
    left = iter(range(after))

    def fail(*_: object) -> None:
        if next(left, None) is None:
            raise sa.exc.OperationalError("a statement", {}, OSError("the disk"))

    engine = record_of(service).engine
    sa.event.listen(engine, "before_cursor_execute", fail)
    try:
        service.carry_out(command, actor, command_id)
    except problems.Unavailable:
        return True
    finally:
        sa.event.remove(engine, "before_cursor_execute", fail)
    return False


@pytest.mark.parametrize("when", ["begin", "commit"])
def test_a_commit_that_fails_acknowledges_nothing(file_place: Place, when: str) -> None:
    service = file_place.open()
    programme = planned(service)
    engine = record_of(service).engine

    def fail(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            raise sa.exc.OperationalError(when, {}, OSError("the disk"))

    sa.event.listen(engine, when, fail)
    with pytest.raises(problems.Unavailable):
        service.carry_out(report(programme, "une fois"), LEAD, "same")
    sa.event.remove(engine, when, fail)
    assert comment_of(service, programme) is None
    assert not service.carry_out(report(programme, "une fois"), LEAD, "same").repeated
    assert sequences(record_of(service), programme) == [1, 2]


def test_a_record_that_cannot_be_written_is_still_read(file_place: Place) -> None:
    """Its transactions refuse to write, as on a disk mounted read-only."""
    service = file_place.open()
    programme = planned(service)
    rows = held(service, programme)

    def refuse(connection: Any, *_: Any) -> None:
        connection.execute("pragma query_only = on")

    sa.event.listen(record_of(service).engine, "checkout", refuse)
    with pytest.raises(problems.StoreProblem):
        service.carry_out(report(programme, "non"), LEAD, new_name("id"))
    assert held(service, programme) == rows
