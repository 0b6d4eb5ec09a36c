"""Backups and their drill: taken while people write, named only when checked, put back and said so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from portfolio import maintenance
from portfolio.domain.access.rules import Forbidden
from portfolio.domain.events import EventKind
from portfolio.maintenance import BACKUPS_KEPT, INSTALLATION
from portfolio.service import Service
from portfolio.store import backup, checkup, problems
from portfolio.store.record import Record
from tests.support.installations import (
    LEAD,
    OFFICE,
    VISITOR,
    Clock,
    Place,
    check_kept_is_rebuilt,
    comment_of,
    events,
    held,
    planned,
    record_of,
    tell,
    verdicts,
)


def restored(place: Place, path: Path, **options: bool) -> Service:
    return maintenance.restore(
        place.record, path, OFFICE, facts_folder=place.folder.with_name("restored"), clock=place.clock, **options
    )


def test_a_backup_put_back_is_the_record_as_it_was_and_says_so(place: Place) -> None:
    """The drill, from each engine; a database of PostgreSQL is put back as a file."""
    service, folder = place.open(), place.folder.with_name("backups")
    programme = planned(service)
    tell(service, programme, "avant")
    rows = held(service, programme)
    made = maintenance.back_up(service, OFFICE, folder)
    assert made.events == 2 and made.path.exists()
    place.clock.forward(hours=1)
    tell(service, programme, "après")
    place.close_all()
    there = place if record_of(service).path else Place(str(folder.with_name("put-back.sqlite")), folder, place.clock)
    back = restored(there, made.path)
    assert held(back, programme) == rows
    assert verdicts(record_of(back)) == {programme: [], INSTALLATION: []}
    check_kept_is_rebuilt(back)
    [noted] = events(record_of(back), INSTALLATION)
    assert noted.kind == EventKind.RECORD_RESTORED and made.path.name in noted.body
    tell(back, programme, "et la suite")
    assert comment_of(back, programme) == "et la suite"
    back.close()
    aside = [copy for copy in backup.backups_in(folder) if copy.path != made.path]
    assert len(aside) == (1 if there is place else 0), "what the record held is copied aside"


def test_a_backup_is_put_back_into_an_empty_database(new_record: Callable[[str], str], file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    made = maintenance.back_up(service, OFFICE, file_place.folder.with_name("backups"))
    there = Place(new_record("postgresql"), file_place.folder, file_place.clock)
    back = restored(there, made.path)
    assert held(back, programme) == held(service, programme)
    assert verdicts(record_of(back)) == {programme: [], INSTALLATION: []}
    back.close()
    with pytest.raises(problems.Damaged, match="already holds a record"):
        restored(there, made.path)


def test_a_backup_taken_while_people_write_is_whole(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    stop = threading.Event()
    told: list[int | None] = []

    def write() -> None:
        while not stop.is_set():
            told.append(tell(service, programme, f"mot {len(told)}").sequence)

    writer = threading.Thread(target=write)
    writer.start()
    copies = []
    for _ in range(4):
        copies.append(maintenance.back_up(service, OFFICE, folder))
        file_place.clock.forward(minutes=1)
    stop.set()
    writer.join()
    assert [copy.events for copy in copies] == sorted(copy.events for copy in copies)
    for copy in copies:
        record = Record(str(copy.path))
        assert verdicts(record) == {programme: []}
        assert len(events(record, programme)) == copy.events
        record.close()


def test_the_oldest_backups_leave(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    planned(service)
    names = []
    for _ in range(4):
        names.append(maintenance.back_up(service, OFFICE, folder, keep=2).path.name)
        file_place.clock.forward(hours=1)
    (folder / "record-mine.sqlite").write_bytes(b"kept by hand")
    assert [copy.path.name for copy in backup.backups_in(folder)] == names[:1:-1]
    files = sorted(file.name for file in folder.iterdir() if not file.name.startswith("anchors-"))
    assert files == sorted([*names[2:], "record-mine.sqlite"])


def test_a_backup_that_fails_has_no_name_and_takes_none_away(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    planned(service)
    made = maintenance.back_up(service, OFFICE, folder, keep=1)
    file_place.clock.forward(hours=1)
    with monkeypatch.context() as patched:

        def fail(*_: object) -> int:
            raise problems.Damaged(problems.BAD_COPY.fill(where="x", found="y"))

        patched.setattr(backup, "_checked", fail)
        with pytest.raises(problems.Damaged):
            maintenance.back_up(service, OFFICE, folder, keep=1)
    assert [copy.path for copy in backup.backups_in(folder)] == [made.path]
    assert maintenance.back_up(service, OFFICE, folder, keep=1).path.exists()


def test_what_is_no_good_backup_changes_nothing(file_place: Place, tmp_path: Path) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    made = maintenance.back_up(service, OFFICE, folder)
    file_place.close_all()
    before = file_place.file.read_bytes()
    tampered = Path(tmp_path / "tampered.sqlite")
    tampered.write_bytes(made.path.read_bytes().replace(b"Trial plan", b"Trial plum"))
    other = Place(str(tmp_path / "other.sqlite"), tmp_path / "their facts", Clock()).create()
    planned(other.open())
    theirs = maintenance.back_up(other.open(), OFFICE, tmp_path / "theirs").path
    other.close_all()
    for path, problem, words in (
        (tmp_path / "nothing.sqlite", problems.Missing, "does not exist"),
        (tampered, problems.Damaged, "is no good"),
        (theirs, problems.Damaged, "another installation"),
    ):
        with pytest.raises(problem, match=words):
            restored(file_place, path)
        assert file_place.file.read_bytes() == before, path
    back = restored(file_place, theirs, another=True)
    assert programme not in verdicts(record_of(back))
    back.close()


def test_a_damaged_record_is_set_aside_whole_and_its_backup_put_back(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    rows = held(service, programme)
    made = maintenance.back_up(service, OFFICE, folder)
    file_place.close_all()
    file_place.file.write_bytes(b"rien de bon" * 100)
    back = restored(file_place, made.path)
    assert held(back, programme) == rows
    back.close()
    [aside] = file_place.file.parent.glob("record.sqlite.damaged-*")
    assert aside.read_bytes() == b"rien de bon" * 100


def test_the_oldest_backup_of_all_can_be_put_back(file_place: Place) -> None:
    """What the record held is copied aside first: that copy takes no other's place, the one put back above all."""
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    rows = held(service, programme)
    made = []
    for _ in range(BACKUPS_KEPT):
        made.append(maintenance.back_up(service, OFFICE, folder))
        file_place.clock.forward(hours=1)
    tell(service, programme, "après")
    file_place.close_all()
    back = restored(file_place, made[0].path)
    assert held(back, programme) == rows
    assert verdicts(record_of(back)) == {programme: [], INSTALLATION: []}
    assert made[0].path.exists() and len(backup.backups_in(folder)) == BACKUPS_KEPT + 1
    back.close()


def test_another_process_notices_that_the_record_was_put_back(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    made = maintenance.back_up(service, OFFICE, folder)
    file_place.clock.forward(hours=1)
    tell(service, programme, "perdu par la restauration")
    restored(file_place, made.path).close()
    with pytest.raises(problems.ReadOnly):
        tell(service, programme, "par-dessus ?")
    maintenance.rebuild(service, OFFICE)
    assert comment_of(service, programme) is None
    assert tell(service, programme, "après").sequence == 2


@pytest.mark.parametrize("actor", [LEAD, VISITOR])
def test_only_the_office_copies_and_puts_back(file_place: Place, actor: object) -> None:
    service = file_place.open()
    made = maintenance.back_up(service, OFFICE, file_place.folder.with_name("backups"))
    with pytest.raises(Forbidden):
        maintenance.back_up(service, actor, made.path.parent)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        maintenance.restore(file_place.record, made.path, actor)  # type: ignore[arg-type]


def test_the_doctor_says_what_is_well_unwise_or_broken(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)

    def said() -> list[tuple[str, bool, bool]]:
        return [(m.text.en.split(":")[0], m.is_well, m.is_fault) for m in maintenance.examine(service, OFFICE, folder)]

    assert said()[0] == (checkup.WELL.en, True, False)
    assert said()[-1][0].startswith("There is no backup") and not said()[-1][1]
    maintenance.back_up(service, OFFICE, folder)
    assert said()[-1] == ("Last backup", True, False)
    file_place.clock.forward(**{"days": (checkup.BACKUP_OLD + timedelta(days=1)).days})
    assert "is 8 days old" in [m.text.en for m in maintenance.examine(service, OFFICE, folder)][-1]
    with record_of(service).writing() as connection:
        connection.exec_driver_sql("drop trigger event_no_update")
        connection.exec_driver_sql(f"update event set actor = 'someone' where programme = '{programme}'")
    assert ("the header of event no. 1 was changed", False, True) in said()
