"""Opening a record: what is not one is refused in words and left as it was; what is one is never made anew."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from portfolio.service import Service
from portfolio.store import problems
from portfolio.store.record import INSTALLATION, Record
from portfolio.store.store import Store
from tests.support.installations import NOW, Clock, Place, append, imported, sequences, together


def empty_file(path: Path) -> None:
    path.touch()


def a_table(path: Path) -> None:
    path.write_text("projet;montant\nMAY;183000000\n" * 50, encoding="utf-8")


def another_application(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table invoices (number, amount)")
    connection.close()


def another_application_left_open(path: Path) -> None:
    """With changes that still stand in its own write-ahead log."""
    made = path.with_name("made")
    connection = sqlite3.connect(made)
    connection.execute("pragma journal_mode = wal")
    connection.execute("create table invoices (number, amount)")
    connection.commit()
    for suffix in ("", "-wal"):
        path.with_name(path.name + suffix).write_bytes(made.with_name(made.name + suffix).read_bytes())
    connection.close()


def half_a_record(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table installation (name, value)")
    connection.close()


def a_record_to_come(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table installation (name, value)")
        connection.execute("insert into installation values ('format', 'portfolio-record-99')")
    connection.close()


def noise(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)


FOREIGN = [
    empty_file,
    a_table,
    another_application,
    another_application_left_open,
    half_a_record,
    a_record_to_come,
    noise,
]


@pytest.mark.parametrize("made", FOREIGN, ids=lambda made: made.__name__)
@pytest.mark.parametrize("door", [Store.open, Service.open, Service.create])
def test_what_is_not_a_record_is_refused_in_words_and_left_as_it_was(
    tmp_path: Path, made: Callable[[Path], None], door: Callable[[str], object]
) -> None:
    path = tmp_path / "record.sqlite"
    made(path)
    before = bytes_of(tmp_path)
    with pytest.raises(problems.Damaged) as refusal:
        door(str(path))
    assert str(path) in refusal.value.text.fr and str(path) in refusal.value.text.en
    assert "Rien n’a été écrit" in refusal.value.text.fr
    assert bytes_of(tmp_path) == before


def test_a_folder_in_the_record_s_place_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(problems.Damaged, match="folder"):
        Store.open(str(tmp_path))


def test_a_postgresql_database_of_another_application_is_refused_and_left_as_it_was(
    new_record: Callable[[str], str],
) -> None:
    place = new_record("postgresql")
    record = Record(place)
    with record.writing() as connection:
        connection.exec_driver_sql("create table invoices (number int)")
    for door in (Store.open, Service.create):
        with pytest.raises(problems.Damaged, match="invoices"):
            door(place)
    with record.reading() as connection:
        assert sa.inspect(connection).get_table_names() == ["invoices"]
    record.close()


def test_what_is_not_there_is_missing_and_opening_does_not_make_it(
    engine: str, new_record: Callable[[str], str], tmp_path: Path
) -> None:
    place = new_record(engine)
    for _ in range(2):
        with pytest.raises(problems.Missing, match="init"):
            Store.open(place, tmp_path / "facts")
    assert engine == "postgresql" or not Path(place).exists()
    assert not (tmp_path / "facts").exists()


def test_creating_where_a_record_is_is_refused_and_changes_nothing(place: Place) -> None:
    record = Record(place.record)
    append(record, "plan", [(NOW, imported())])
    identity = record.value("id")
    with pytest.raises(problems.Damaged, match="already holds a record"):
        Service.create(place.record)
    assert record.value("id") == identity
    assert sequences(record, "plan") == [1]
    record.close()


def test_of_several_who_create_at_once_one_does(engine: str, new_record: Callable[[str], str]) -> None:
    place = new_record(engine)
    outcomes = together(4, lambda _: Service.create(place))
    assert outcomes.count(None) == 1, outcomes
    record = Record(place)
    assert record.exists()
    append(record, "plan", [(NOW, imported())])
    assert sequences(record, "plan") == [1]
    record.close()


def test_two_installations_have_two_identities(new_record: Callable[[str], str]) -> None:
    identities = set()
    for _ in range(2):
        record = Record(new_record("sqlite"))
        record.create()
        identities.add(record.value("id"))
        record.close()
    assert len(identities) == 2


def test_a_sqlite_record_is_in_wal_and_waits_for_the_disk(file_place: Place) -> None:
    record = Record(file_place.record)
    for connected in (record.reading, record.writing):
        with connected() as connection:
            assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("pragma synchronous").scalar() == 2
    record.close()


def test_a_backup_that_came_out_of_wal_is_put_back_into_it(file_place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with contextlib.closing(sqlite3.connect(file_place.file)) as raw:
        raw.execute("vacuum into ?", [str(copy)])
    record = Record(str(copy))
    assert record.exists()
    with record.reading() as connection:
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
    record.close()


@pytest.mark.parametrize("name", ["été à venir.sqlite", "a#b", "a%20b", "a?b=c", "a;b&c"])
def test_a_record_lies_where_its_path_says_whatever_is_in_the_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Service.create(str(path))
    assert path.exists()
    assert Record(str(path)).where == str(path)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://someone:s3cret@host/base",
        "postgres://someone:s3cret@host:5433/base",
        "postgresql+psycopg://someone:s3cret@host/base",
        "postgresql://someone@host/base?password=s3cret",
        "postgresql://someone@host/base?sslmode=require&password=s3cret&sslpassword=s3cret",
        "postgresql://someone:s3cret%40@host/base",
    ],
)
def test_the_password_is_never_shown(url: str) -> None:
    record = Record(url)
    shown = (record.where, str(record.url), repr(record.engine))
    assert "host" in record.where and "base" in record.where
    assert "s3cret" not in shown[0]
    refusal = problems.Damaged(problems.FOREIGN.fill(where=record.where, found="?"))
    assert "s3cret" not in refusal.text.fr
    assert record.url.drivername == "postgresql+psycopg"


def test_a_record_deleted_under_a_running_process_is_told_and_not_made_anew(file_place: Place) -> None:
    service = file_place.open()
    for file in file_place.file.parent.glob("record.sqlite*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(problems.Unavailable):
        service.store.catch_up()
    assert not file_place.file.exists()


def test_a_record_that_lost_a_value_of_its_installation_says_which(file_place: Place) -> None:
    record = Record(file_place.record)
    with record.writing() as connection:
        connection.execute(INSTALLATION.delete().where(INSTALLATION.c.name == "fields"))
    record.close()
    with pytest.raises(problems.Damaged, match="fields"):
        file_place.open()
    assert (file_place.folder / "facts-0.duckdb").exists()
    service = Place(file_place.record, file_place.folder, Clock())
    with pytest.raises(problems.Damaged):
        service.open()
    assert not (file_place.folder / "facts-1.duckdb").exists(), "the slot was not given back"


def bytes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file, a shared-memory index left aside: SQLite makes it in order to read."""
    files = (file for file in folder.iterdir() if not file.name.endswith("-shm"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
