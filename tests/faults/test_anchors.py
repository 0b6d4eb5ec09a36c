"""A record deleted beside what belonged to it, or that lost its end, is not taken for a new or a healthy one."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from portfolio import maintenance
from portfolio.domain.access.private_logs import log_of
from portfolio.domain.commands import ErasePersonalData
from portfolio.service import Service
from portfolio.store import anchors, backup, log, places, problems
from portfolio.store.anchors import Anchors
from portfolio.store.record import EVENT, HEAD, PAYLOAD, Record
from portfolio.store.triggers import SQLITE_TRIGGERS
from tests.support.installations import (
    NOW,
    OFFICE,
    Place,
    append,
    comment_of,
    events,
    imported,
    load,
    new_name,
    planned,
    record_of,
    sequences,
    small_plan,
    tamper,
    tell,
)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test alone, for records that are no file."""
    monkeypatch.setattr(places, "local", lambda: tmp_path / "local")
    return tmp_path / "local"


def at_rest(place: Place, *comments: str) -> str:
    """A programme with these reports, nothing running."""
    service = place.open()
    programme = planned(service)
    for comment in comments:
        tell(service, programme, comment)
        place.clock.forward(minutes=1)
    place.close_all()
    return programme


def cut_short(place: Place, programme: str, keep: int) -> None:
    """The record without its last events, its head moved back: a whole chain; the facts, which know better, gone."""
    record = Record(place.record)
    digest, at = log.genesis(programme), log.stamp(datetime.min)
    for event in events(record, programme)[:keep]:
        digest, at = event.digest, event.recorded_at
    gone = f"programme = '{programme}' and sequence > {keep}"
    tamper(
        record,
        *(f"delete from {table} where {gone}" for table in ("event", "payload")),
        f"update head set sequence = {keep}, digest = '{digest}', recorded_at = '{at}' where programme = '{programme}'",
    )
    set_guards(record)
    record.close()
    shutil.rmtree(place.folder)


def set_guards(record: Record) -> None:
    """Again, after `tamper` took them away: whoever cuts a record well leaves nothing else to be seen."""
    with record.writing() as connection:
        if record.path is not None:
            for statement in SQLITE_TRIGGERS:
                connection.exec_driver_sql(statement)
        else:
            for table in ("event", "payload", "head"):
                connection.exec_driver_sql(f"alter table {table} enable trigger user")


def check_refused(service: Service, programme: str, *words: str) -> None:
    """Read, never written; the words are said in both languages, by `verify` and by the doctor too."""
    before = sequences(record_of(service), programme)
    with pytest.raises(problems.ReadOnly) as refusal:
        tell(service, programme, "par-dessus ?")
    assert service.read_only is not None
    for text in (service.read_only, refusal.value.text):
        assert "restore" in text.fr and "rebuild" in text.fr and programme in text.fr
        assert [word for word in words if word not in text.en] == []
    assert sequences(record_of(service), programme) == before
    said = [fault.en for verdict in maintenance.verify(service, OFFICE) for fault in verdict.faults]
    assert refusal.value.text.en in said
    assert refusal.value.text.en in [
        m.text.en for m in maintenance.examine(service, OFFICE, service.store.backups) if m.is_fault
    ]


def check_healthy(service: Service) -> None:
    assert service.read_only is None
    assert [fault for verdict in maintenance.verify(service, OFFICE) for fault in verdict.faults] == []


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_a_record_that_lost_its_end_is_read_only_until_it_is_accepted(place: Place, keep: int) -> None:
    programme = at_rest(place, "un", "deux")
    check_healthy(place.open())
    place.close_all()
    cut_short(place, programme, keep)
    service = place.open()
    check_refused(
        service, programme, "event no. 3", f"stops at no. {keep}", "2026-06-15", str(service.store.anchors.folder)
    )
    maintenance.rebuild(service, OFFICE)
    check_healthy(service)
    load(service, programme, *small_plan(programme))
    tell(service, programme, "et après")
    place.close_all()
    check_healthy(place.open())


def test_pages_do_not_tell_that_it_was_the_end_of_a_private_log(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    private = log_of(programme, "P1")
    append(record_of(service), private, [(NOW, imported()), (NOW, imported())])
    service.heads()
    place.close_all()
    cut_short(place, private, 1)
    service = place.open()
    assert service.read_only == problems.REPLACED
    assert [private in fault.en for verdict in maintenance.verify(service, OFFICE) for fault in verdict.faults] == [
        True
    ]


def test_a_head_moved_back_over_events_that_are_still_there_is_noticed(place: Place) -> None:
    programme = at_rest(place, "un")
    record = Record(place.record)
    first = f"update head set sequence = 0, digest = '{log.genesis(programme)}' where programme = '{programme}'"
    tamper(record, first)
    record.close()
    shutil.rmtree(place.folder)
    check_refused(place.open(), programme, "event no. 2", "stops at no. 0")


def test_a_programme_that_is_gone_is_noticed(place: Place) -> None:
    programme = at_rest(place, "un")
    record = Record(place.record)
    tamper(record, *(f"delete from {table.name} where programme = '{programme}'" for table in (EVENT, PAYLOAD, HEAD)))
    record.close()
    shutil.rmtree(place.folder)
    check_refused(place.open(), programme, "event no. 2", "stops at no. 0")


def test_a_log_that_grew_again_after_losing_its_end_is_noticed(place: Place) -> None:
    """Longer than the anchor, which names an event that is another one by now."""
    programme = at_rest(place, "un", "deux")
    cut_short(place, programme, 1)
    folder = Anchors.of(Record(place.record)).folder
    folder.rename(folder.with_name("aside"))
    at = place.open()
    for comment in ("A", "B", "C"):
        tell(at, programme, comment)
    place.close_all()
    shutil.rmtree(folder)
    folder.with_name("aside").rename(folder)
    shutil.rmtree(place.folder)
    check_refused(place.open(), programme, "event no. 3 is not the one")


def test_the_anchors_beside_backups_are_enough(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    tell(service, programme, "un")
    maintenance.back_up(service, OFFICE, service.store.backups)
    evidence = service.store.anchors.folder
    place.close_all()
    shutil.rmtree(evidence)
    cut_short(place, programme, 1)
    service = place.open()
    check_refused(service, programme, "event no. 2", str(service.store.backups))


def test_the_doctor_holds_the_record_against_backups_that_lie_elsewhere(place: Place, tmp_path: Path) -> None:
    service = place.open()
    programme = planned(service)
    tell(service, programme, "un")
    maintenance.back_up(service, OFFICE, tmp_path / "elsewhere")
    evidence = service.store.anchors.folder
    place.close_all()
    shutil.rmtree(evidence)
    cut_short(place, programme, 1)
    service = place.open()
    assert service.read_only is None, "nothing tells, here"
    [fault] = [
        matter.text.en for matter in maintenance.examine(service, OFFICE, tmp_path / "elsewhere") if matter.is_fault
    ]
    assert "event no. 2" in fault and str(tmp_path / "elsewhere") in fault


def test_no_older_copy_leaves_for_the_copy_of_a_record_that_lost_its_end(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    tell(service, programme, "un")
    whole = maintenance.back_up(service, OFFICE, service.store.backups)
    place.close_all()
    cut_short(place, programme, 1)
    service = place.open()
    place.clock.forward(hours=1)
    made = maintenance.back_up(service, OFFICE, service.store.backups, keep=1)
    assert ["event no. 2" in fault.en for fault in made.faults] == [True]
    assert [copy.path for copy in backup.backups_in(service.store.backups)] == [made.path, whole.path]
    assert "event no. 2" in str(service.store.anchors.faults()), "the copy did not hide what is lost"


def test_a_backup_put_back_is_no_record_that_lost_its_end(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "avant")
    made = maintenance.back_up(service, OFFICE, service.store.backups)
    file_place.clock.forward(hours=1)
    tell(service, programme, "après")
    file_place.close_all()
    for folder in (file_place.folder, file_place.folder.with_name("other facts")):
        back = maintenance.restore(file_place.record, made.path, OFFICE, facts_folder=folder, clock=file_place.clock)
        check_healthy(back)
        assert comment_of(back, programme) == "avant"
        back.close()
        shutil.rmtree(file_place.folder)
        service = file_place.open()
        check_healthy(service)
        assert tell(service, programme, f"ensuite {folder.name}").sequence == 3
        file_place.close_all()


def test_another_installation_s_record_in_its_place_is_noticed(
    place: Place, new_record: Callable[[str], str], engine: str
) -> None:
    programme = at_rest(place, "un")
    record = Record(place.record)
    identity = new_name("another")
    tamper(
        record,
        f"update installation set value = '{identity}' where name = 'id'",
        f"update event set digest = '{'0' * 64}' where programme = '{programme}'",
        f"update head set digest = '{'0' * 64}' where programme = '{programme}'",
    )
    record.close()
    shutil.rmtree(place.folder)
    check_refused(place.open(), programme, "event no. 2 is not the one")


LEFT = ["facts", "evidence", "backups", "copies made before there were anchors", "write-ahead log"]


def leave_only(place: Place, what: str) -> Path:
    """The record's file deleted, and all that lay beside it but this."""
    service = Service.open(place.record)
    planned(service)
    maintenance.back_up(service, OFFICE, service.store.backups)
    service.close()
    for file in place.file.parent.glob("record.sqlite*"):
        if file.is_file():
            file.unlink()
    facts, evidence, copies = (
        place.file.with_name(name) for name in ("record.sqlite.facts", "record.sqlite.evidence", "backups")
    )
    left = {"facts": facts, "evidence": evidence, "backups": copies, LEFT[3]: copies}.get(what)
    for folder in {facts, evidence, copies} - {left}:
        shutil.rmtree(folder)
    if what == LEFT[3]:
        for file in copies.glob("anchors-*"):
            file.unlink()
    if left is None:
        left = place.file.with_name("record.sqlite-wal")
        left.write_bytes(b"of a process that was killed")
    return left


@pytest.mark.parametrize("what", LEFT)
def test_a_record_deleted_beside_what_belonged_to_it_is_not_made_anew(file_place: Place, what: str) -> None:
    left = leave_only(file_place, what)
    for door in (Service.open, Service.create):
        with pytest.raises(problems.Damaged) as refusal:
            door(file_place.record)
        for text in (refusal.value.text.fr, refusal.value.text.en):
            assert str(left) in text and file_place.record in text and "restore" in text
        assert not file_place.file.exists()
    left.rename(left.with_name("aside"))
    Service.create(file_place.record)
    check_healthy(Service.open(file_place.record, file_place.folder))


def test_a_backup_is_put_back_where_the_record_was_deleted(file_place: Place) -> None:
    left = leave_only(file_place, "backups")
    [copy] = backup.backups_in(left)
    back = maintenance.restore(file_place.record, copy.path, OFFICE)
    check_healthy(back)
    back.close()
    check_healthy(Service.open(file_place.record))


def test_backups_of_another_record_of_the_same_folder_are_not_its_own(file_place: Place) -> None:
    leave_only(file_place, "backups")
    second = str(file_place.file.with_name("second.sqlite"))
    Service.create(second)
    service = Service.open(second)
    planned(service)
    check_healthy(service)
    service.close()


def test_a_database_made_anew_at_the_address_of_another_is_refused(
    new_record: Callable[[str], str], tmp_path: Path
) -> None:
    place = Place(new_record("postgresql"), tmp_path / "facts").create()
    programme = at_rest(place, "un")
    record = Record(place.record)
    with record.writing() as connection:
        for table in ("payload", "event", "head", "installation"):
            connection.exec_driver_sql(f"drop table {table}")
    for door in (Service.open, Service.create):
        with pytest.raises(problems.Damaged, match=r"there was one: .*anchors-.*restore"):
            door(place.record)
    assert not record.exists()
    shutil.rmtree(places.local())
    Service.create(place.record)
    assert programme not in log_names(record)
    record.close()


def log_names(record: Record) -> set[str]:
    with record.reading() as connection:
        return set(log.heads(connection))


@pytest.mark.parametrize("seed", range(30))
def test_anchors_that_are_damaged_are_said_and_never_accuse_the_record(file_place: Place, seed: int) -> None:
    programme = at_rest(file_place, "un")
    [file] = file_place.file.parent.glob("record.sqlite.evidence/anchors-*.json")
    draw, content = random.Random(seed), bytearray(file.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    file.write_bytes(content if seed else b"")
    service = file_place.open()
    if service.read_only is not None:
        assert str(file) in service.read_only.en and "can no longer be read" in service.read_only.en
        maintenance.rebuild(service, OFFICE)
    check_healthy(service)
    assert tell(service, programme, "deux").sequence == 3


def test_an_erasure_leaves_the_anchors_true(place: Place) -> None:
    programme = at_rest(place, "à effacer")
    service = place.open()
    erased = ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="demande")
    service.carry_out(erased, OFFICE, new_name("id"))
    check_healthy(service)
    place.close_all()
    shutil.rmtree(place.folder)
    check_healthy(place.open())


def test_anchors_read_while_others_write_them_never_accuse_the_record(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    record, stop, said = record_of(service), threading.Event(), list[object]()

    def read() -> None:
        while not stop.is_set():
            said.extend(Anchors.of(record).faults())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(25):
            tell(service, programme, f"mot {number}")
            service.store.anchors.note()
    finally:
        stop.set()
        reader.join()
    assert said == []


def test_what_is_recorded_does_not_wait_for_anchors_that_cannot_be_written(file_place: Place) -> None:
    service = file_place.open()
    evidence = file_place.file.with_name("record.sqlite.evidence")
    evidence.write_text("a file where the folder should be", encoding="utf-8")
    programme = planned(service)
    assert tell(service, programme, "un").sequence == 2
    assert "nothing is noted outside the record" in examined(service)
    file_place.close_all()
    evidence.unlink()
    service = file_place.open()
    tell(service, programme, "deux")
    assert "Anchors: what was recorded until 2026-06-15" in examined(service)


def examined(service: Service) -> str:
    return str(list(maintenance.examine(service, OFFICE, service.store.backups)))


def test_anchors_are_noted_at_the_first_event_once_in_a_while_and_at_the_end(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[int] = []
    note = Anchors.note

    def counted(self: Anchors) -> None:
        noted.append(1)
        note(self)

    monkeypatch.setattr(anchors.Anchors, "note", counted)
    service = file_place.open()
    programme = planned(service)
    for number in range(5):
        tell(service, programme, f"mot {number}")
    assert len(noted) == 1
    service.store._anchored_at = -1_000.0  # long ago
    tell(service, programme, "plus tard")
    assert len(noted) == 2
    tell(service, programme, "à la fin")
    file_place.close_all()
    assert len(noted) == 3
    file_place.open()
    file_place.close_all()
    assert len(noted) == 3, "nothing came"
