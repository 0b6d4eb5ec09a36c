"""A record that is not the one it was: noticed, told, and not written until somebody accepts it as it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio.domain.commands import ErasePersonalData
from portfolio.service import Service
from portfolio.store import log, problems
from portfolio.store.record import EVENT, HEAD, INSTALLATION, PAYLOAD, Record
from tests.support.installations import (
    LEAD,
    OFFICE,
    Place,
    Rows,
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
    small_plan,
    tamper,
    tell,
)


def at_rest(place: Place, *comments: str) -> tuple[str, Rows]:
    """A programme with these reports and its rows, its facts caught up, nothing running."""
    service = place.open()
    programme = planned(service)
    for comment in comments:
        tell(service, programme, comment)
        place.clock.forward(minutes=1)
    rows = held(service, programme)
    place.close_all()
    return programme, rows


def saved(place: Place) -> Path:
    """A copy of a record at rest, as a backup makes one."""
    copy = place.file.with_name("backup.sqlite")
    shutil.copy(place.file, copy)
    return copy


def put_back(place: Place, copy: Path) -> None:
    for file in place.file.parent.glob("record.sqlite*"):
        if file.is_file():
            file.unlink()
    shutil.copy(copy, place.file)


def shorten(place: Place, programme: str, keep: int) -> None:
    """The log as an older backup would have it, on either engine."""
    record = Record(place.record)
    [digest] = [event.digest for event in events(record, programme) if event.sequence == keep]
    tamper(
        record,
        *(
            f"delete from {table} where programme = '{programme}' and sequence > {keep}"
            for table in ("event", "payload")
        ),
        f"update head set sequence = {keep}, digest = '{digest}' where programme = '{programme}'",
    )
    record.close()


def check_read_only(service: Service, programme: str, rows: object, problem: object = problems.REPLACED) -> None:
    """The facts known stay readable; nothing is written; both languages say why."""
    before = sequences(record_of(service), programme)
    assert held(service, programme) == rows
    with pytest.raises(problems.ReadOnly) as refusal:
        service.carry_out(report(programme, "perdu ?"), LEAD, new_name("id"))
    assert refusal.value.text == problem == service.read_only
    assert held(service, programme) == rows
    assert sequences(record_of(service), programme) == before


def test_an_older_copy_is_read_only_until_it_is_accepted(place: Place) -> None:
    programme, rows = at_rest(place, "un", "deux", "trois")
    shorten(place, programme, 2)
    service = place.open()
    check_read_only(service, programme, rows)
    service.store.rebuild()
    assert service.read_only is None
    assert comment_of(service, programme) == "un"
    assert tell(service, programme, "et après").sequence == 3
    check_kept_is_rebuilt(service)


def test_it_is_noticed_by_the_first_command_even_before_anything_is_read(file_place: Place) -> None:
    programme, _ = at_rest(file_place, "un", "deux")
    shorten(file_place, programme, 2)
    service = file_place.open()
    with pytest.raises(problems.ReadOnly):
        tell(service, programme, "perdu ?")
    assert sequences(record_of(service), programme) == [1, 2]


def test_a_running_process_notices_too(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    for comment in ("un", "deux"):
        tell(service, programme, comment)
    rows = held(service, programme)
    shorten(place, programme, 2)
    check_read_only(service, programme, rows)


def test_an_older_copy_that_grew_again_is_noticed(file_place: Place) -> None:
    """Longer than what the facts know, and than the anchors; another log all the same."""
    programme, rows = at_rest(file_place, "un", "deux", "trois")
    shorten(file_place, programme, 2)
    elsewhere = Place(file_place.record, file_place.folder.with_name("elsewhere"), file_place.clock)
    other = elsewhere.open()
    other.store.rebuild()  # there, its end is accepted as lost
    for comment in ("A", "B", "C", "D"):
        tell(other, programme, comment)
    elsewhere.close_all()
    service = file_place.open()
    assert len(sequences(record_of(service), programme)) > 4
    check_read_only(service, programme, rows)
    service.store.rebuild()
    assert comment_of(service, programme) == "D"


def test_a_copy_from_before_an_erasure_is_noticed_and_does_not_bring_back_what_was_erased(file_place: Place) -> None:
    programme, _ = at_rest(file_place, "Mme Kerouredan est souffrante")
    copy = saved(file_place)
    service = file_place.open()
    erasure = ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="r")
    service.carry_out(erasure, OFFICE, new_name("id"))
    rows = held(service, programme)
    file_place.close_all()
    put_back(file_place, copy)
    service = file_place.open()
    check_read_only(service, programme, rows)
    assert comment_of(service, programme) == log.ERASED


def test_an_empty_record_in_its_place_is_noticed(file_place: Place) -> None:
    """Where facts that lie elsewhere are all that is left of the one before."""
    programme, rows = at_rest(file_place, "un")
    file_place.file.unlink()
    shutil.rmtree(file_place.file.with_name("record.sqlite.evidence"))
    with pytest.raises(problems.Missing):
        file_place.open()
    Service.create(file_place.record)
    service = file_place.open()
    assert held(service, programme) == rows
    assert service.read_only == problems.REPLACED
    with pytest.raises(problems.ReadOnly):
        service.carry_out(report(programme, "perdu ?"), LEAD, new_name("id"))


def test_another_installation_s_record_is_noticed_though_its_programme_has_the_same_name(
    file_place: Place, new_record: Callable[[str], str]
) -> None:
    programme, rows = at_rest(file_place, "un")
    other = Place(new_record("sqlite"), file_place.folder.with_name("elsewhere"), file_place.clock).create()
    there = other.open()
    load(there, programme, *small_plan(programme))
    for comment in ("un", "deux"):
        tell(there, programme, comment)
    other.close_all()
    put_back(file_place, other.file)
    service = file_place.open()
    check_read_only(service, programme, rows)


@pytest.mark.parametrize("how", ["renamed over it", "copied over it"])
def test_a_record_replaced_under_a_running_process_is_noticed_and_nothing_goes_to_the_old_file(
    file_place: Place, how: str
) -> None:
    programme, _ = at_rest(file_place, "un")
    copy = saved(file_place)
    service = file_place.open()
    tell(service, programme, "deux")
    rows = held(service, programme)
    service.store.record.engine.dispose()  # nothing of the old file is open or waits in its write-ahead log
    if how == "renamed over it":
        copy.replace(file_place.file)
    else:
        file_place.file.write_bytes(copy.read_bytes())
    check_read_only(service, programme, rows)


def test_a_file_renamed_over_the_record_is_what_is_read_and_written_from_then_on(file_place: Place) -> None:
    """A connection kept open would go on with the file that was there before, and lose all it writes."""
    programme, _ = at_rest(file_place, "un")
    service = file_place.open()
    held(service, programme)
    copy = saved(file_place)
    for suffix in ("-wal", "-shm"):
        file_place.file.with_name(file_place.file.name + suffix).unlink(missing_ok=True)
    copy.replace(file_place.file)
    assert tell(service, programme, "deux").sequence == 3
    file_place.close_all()
    assert comment_of(file_place.open(), programme) == "deux"


def newer(record: Record, **extra: list[str]) -> None:
    """What a later version writes when it opens the record."""
    fields = {**json.loads(record.value("fields")), **extra}
    with record.writing() as connection:
        connection.execute(
            INSTALLATION.update().where(INSTALLATION.c.name == "fields").values(value=json.dumps(fields))
        )


NEWER = [{"milestone": ["project_id", "milestone_id", "colour"]}, {"a_fact_to_come": ["project_id"]}]


@pytest.mark.parametrize("extra", NEWER, ids=["a field", "a fact"])
def test_a_record_written_by_newer_declarations_is_read_only(place: Place, extra: dict[str, list[str]]) -> None:
    programme, _ = at_rest(place, "un")
    record = Record(place.record)
    newer(record, **extra)
    declared = record.value("fields")
    record.close()
    service = place.open()
    assert service.read_only == problems.NEWER
    check_read_only(service, programme, held(service, programme), problems.NEWER)
    assert record_of(service).value("fields") == declared
    service.store.rebuild()
    assert service.read_only == problems.NEWER


def test_a_process_that_runs_while_a_newer_one_opens_the_record_writes_no_more(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    rows = held(service, programme)
    newer(record_of(service), milestone=["colour"])
    check_read_only(service, programme, rows, problems.NEWER)


def test_an_older_record_learns_the_newer_declarations(file_place: Place) -> None:
    programme, _ = at_rest(file_place, "un")
    record = Record(file_place.record)
    with record.writing() as connection:
        old = json.dumps({"milestone": ["milestone_id", "project_id"]})
        connection.execute(INSTALLATION.update().where(INSTALLATION.c.name == "fields").values(value=old))
    service = file_place.open()
    assert service.read_only is None
    assert "reached_on" in json.loads(record.value("fields"))["milestone"]
    assert tell(service, programme, "deux").sequence == 3
    record.close()


def test_a_programme_missing_from_the_record_is_noticed(file_place: Place) -> None:
    """Facts know one that the record has not: it is not the record they come from."""
    programme, _ = at_rest(file_place, "un")
    record = Record(file_place.record)
    tamper(record, *(f"delete from {table.name} where programme = '{programme}'" for table in (EVENT, PAYLOAD, HEAD)))
    record.close()
    service = file_place.open()
    other = new_name()
    with pytest.raises(problems.ReadOnly):
        service.carry_out(report(other, "x"), LEAD, new_name("id"))
    assert comment_of(service, programme) == "un"


def test_what_happens_in_one_programme_does_not_make_another_one_s_log_look_replaced(file_place: Place) -> None:
    (one, _), (other, _) = at_rest(file_place, "un"), at_rest(file_place, "deux")
    service = file_place.open()
    second = Place(file_place.record, file_place.folder, file_place.clock)
    there = second.open()
    for n in range(3):
        tell(service, one, f"un {n}")
        tell(there, other, f"deux {n}")
        file_place.clock.forward(minutes=1)
    assert held(service, other) == held(there, other)
    assert service.read_only is there.read_only is None
    second.close_all()


def test_a_lock_held_too_long_is_said_and_nothing_is_recorded(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from portfolio.store import record as record_module  # noqa: PLC0415 - where the wait is looked up

    monkeypatch.setattr(record_module, "LOCK_WAIT_SECONDS", 1)
    service = place.open()
    programme = planned(service)
    other = Record(place.record)
    with other.writing() as connection:
        log.lock(connection, programme)
        with pytest.raises(problems.Unavailable) as refusal:
            tell(service, programme, "pas maintenant")
        assert "Rien n’a été enregistré" in refusal.value.text.fr
        assert comment_of(service, programme) is None  # reading goes on
    other.close()
    assert tell(service, programme, "maintenant").sequence == 2
