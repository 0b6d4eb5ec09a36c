"""Several processes and threads on one record: writers in turn, readers undisturbed, nobody's rows mixed."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing.connection
import threading
import time
import uuid
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from portfolio.domain.facts import Milestone, Project, StatusReport
from portfolio.domain.questions import FactRows, ProjectRows
from portfolio.service import Service, Stale
from portfolio.store import log, problems, turns
from portfolio.store.record import Record
from tests.support.installations import (
    EFFORT,
    LEAD,
    NOW,
    VISITOR,
    Clock,
    Place,
    check_kept_is_rebuilt,
    comment_of,
    events,
    held,
    imported,
    load,
    new_name,
    planned,
    process,
    record_of,
    report,
    seen,
    sequences,
    tell,
    together,
    verdicts,
)

EACH = 30 * EFFORT


def thirty(pipe: Any, record: str, folder: Path, programme: str, worker: int) -> None:
    """Thirty distinct reports, as fast as the others let it; then the facts as this process has them."""
    service = Service.open(record, folder, Clock(NOW))
    path = service.store.facts.path
    assert path is not None
    pipe.send(path.name)
    pipe.recv()
    told = [
        service.carry_out(report(programme, f"{worker}-{n}", project_id=f"P-{n % 10}"), LEAD, f"{worker}-{n}").sequence
        for n in range(EACH)
    ]
    pipe.send(told)
    pipe.recv()
    pipe.send(held(service, programme))
    pipe.recv()


def test_three_processes_of_thirty_commands_make_ninety_events_in_one_chain(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    load(service, programme, *(Project(project_id=f"P-{n}", title=f"Projet {n}", lead_id="LEAD-1") for n in range(10)))
    with contextlib.ExitStack() as running:
        pipes = [
            running.enter_context(process(thirty, place.record, place.folder, programme, worker))[1]
            for worker in range(3)
        ]
        slots = [pipe.recv() for pipe in pipes]
        told = exchanged(pipes)
        rows = exchanged(pipes)
        exchanged(pipes, answer=False)
    assert sorted(slots) == ["facts-1.duckdb", "facts-2.duckdb", "facts-3.duckdb"]
    record = record_of(service)
    assert sorted(sequence for each in told for sequence in each) == list(range(3, 3 + 3 * EACH))
    assert all(each == sorted(each) for each in told)
    assert sequences(record, programme) == list(range(1, 3 + 3 * EACH))
    assert verdicts(record) == {programme: []}
    assert rows == [held(service, programme)] * 3
    check_kept_is_rebuilt(service)


def exchanged(pipes: list[Any], *, answer: bool = True) -> list[Any]:
    for pipe in pipes:
        pipe.send("go on")
    return [pipe.recv() for pipe in pipes] if answer else []


WRITERS, TURNS = 4, 60


def greedy(pipe: Any, place: str, programme: str, worker: int) -> None:
    """Write again at once, whoever waits."""
    record = Record(place)
    record.value("id")  # opened
    pipe.send("ready")
    pipe.recv()
    for _ in range(TURNS):
        with record.writing() as connection:
            head = log.lock(connection, programme)
            entry = log.LogEntry(imported(), f"worker {worker}", str(uuid.uuid4()), "0" * 64, NOW)
            log.append(connection, head, [entry], NOW)
            time.sleep(0.002)
    pipe.send("done")
    pipe.recv()


def test_no_writer_waits_while_others_pass_again_and_again(file_place: Place) -> None:
    """Told by the order of the events: until one of them has done, none is passed for long."""
    with contextlib.ExitStack() as running:
        pipes = [
            running.enter_context(process(greedy, file_place.record, "plan", worker))[1] for worker in range(WRITERS)
        ]
        assert [pipe.recv() for pipe in pipes] == ["ready"] * WRITERS
        assert exchanged(pipes) == ["done"] * WRITERS
        exchanged(pipes, answer=False)
    record = Record(file_place.record)
    actors = [event.actor for event in events(record, "plan")]
    record.close()
    assert len(actors) == WRITERS * TURNS
    places = [[at for at, actor in enumerate(actors) if actor == f"worker {worker}"] for worker in range(WRITERS)]
    ended = min(mine[-1] for mine in places)
    passed = [
        after - before - 1
        for mine in places
        for before, after in itertools.pairwise([-1, *mine])  # from the start, for which all were ready
        if before < ended
    ]
    assert max(passed) <= 8 * (WRITERS - 1), sorted(passed)[-5:]


def test_a_writer_that_is_killed_in_its_turn_or_in_the_line_holds_up_nobody(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    with (
        process(holding, file_place.record) as (one, its_pipe),
        process(holding, file_place.record) as (other, other_pipe),
    ):
        [came] = multiprocessing.connection.wait([its_pipe, other_pipe])
        assert came.recv() == "mine"
        assert not (other_pipe if came is its_pipe else its_pipe).poll(0.3)
        for each in (one, other):
            each.kill()
            each.join()
        assert tell(service, programme, "ensuite").sequence == 2


def holding(pipe: Any, place: str) -> None:
    with Record(place).writing():
        pipe.send("mine")
        time.sleep(60)


def test_a_turn_that_does_not_come_is_said_and_the_place_in_the_line_is_given_up(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = file_place.open()
    programme = planned(service)
    monkeypatch.setattr("portfolio.store.record.LOCK_WAIT_SECONDS", 0.2)
    with process(holding, file_place.record) as (_, pipe):
        assert pipe.recv() == "mine"
        for _ in range(2):
            with pytest.raises(problems.Unavailable) as refusal:
                tell(service, programme, "pas maintenant")
            assert refusal.value.text == problems.BUSY
        assert comment_of(service, programme) is None  # reading goes on
    monkeypatch.undo()
    assert tell(service, programme, "maintenant").sequence == 2


def test_without_a_line_writers_are_parted_by_the_record_s_own_lock(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for suffix in (turns.NEXT, turns.TURN):  # folders in the place of its files: none can be opened
        file_place.file.with_name(file_place.file.name + suffix).mkdir()
    service = file_place.open()
    programme = planned(service)
    assert together(3, lambda n: tell(service, programme, f"mot {n}").sequence is not None) == [True] * 3
    monkeypatch.setattr(turns, "HAS_LOCKS", False)
    assert tell(service, programme, "sans verrous de fichiers").sequence == 5


def increments(pipe: Any, record: str, folder: Path, programme: str, count: int) -> None:
    """Read the number, write the next one, and start again when somebody else was quicker."""
    service = Service.open(record, folder, Clock(NOW))
    tries = 0
    for _ in range(count):
        while not incremented(service, programme):
            tries += 1
    pipe.send(tries)


def incremented(service: Service, programme: str) -> bool:
    """The sequence first, then the number: what comes between them makes the form stale. Each signs its number, for
    saying what another has just said is no change."""
    shown = seen(service, programme, "status_report", "P1")
    mine = str(uuid.uuid4())
    form = replace(report(programme, f"{number(service, programme) + 1} {mine}"), seen=(shown,))
    try:
        service.carry_out(form, LEAD, mine)
    except Stale:
        return False
    return True


def number(service: Service, programme: str) -> int:
    return int((comment_of(service, programme) or "0").split()[0])


def test_increments_of_several_processes_and_threads_are_never_lost(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    with (
        process(increments, place.record, place.folder, programme, 10) as (_, one),
        process(increments, place.record, place.folder, programme, 10) as (_, other),
    ):
        assert together(2, lambda _: five_times(service, programme)) == [None, None]
        assert one.recv() >= 0 and other.recv() >= 0
    assert number(service, programme) == 30
    assert len(sequences(record_of(service), programme)) == 31
    assert verdicts(record_of(service)) == {programme: []}


def five_times(service: Service, programme: str) -> None:
    for _ in range(5):
        while not incremented(service, programme):
            pass


def test_each_process_sees_what_the_other_recorded_at_its_next_reading(place: Place) -> None:
    here = place.open()
    programme = planned(here)
    elsewhere = Place(place.record, place.folder, place.clock)
    there = elsewhere.open()
    for n in range(6):
        tell(here if n % 2 else there, programme, f"mot {n}")
        assert comment_of(here, programme) == comment_of(there, programme) == f"mot {n}"
    elsewhere.close_all()


def test_readers_never_see_half_a_command_nor_another_s_rows(file_place: Place) -> None:
    """A report and its forecast carry the same number: every reading shows one number, of its own programme."""
    service = file_place.open()
    programmes = [planned(service), planned(service)]
    for programme in programmes:
        numbered(service, programme, 0)
    stop, wrong, readings = threading.Event(), list[object](), [0, 0, 0]

    def write() -> None:
        for number in range(1, 13):
            for programme in programmes:
                numbered(service, programme, number)
        stop.set()

    def read(reader: int) -> None:
        programme, last = programmes[reader % 2], 0
        while not stop.is_set():
            number = read_once(service, programme, wrong)
            if number < last:
                wrong.append((programme, "went back", last, number))
            last = number
            readings[reader] += 1

    outcomes = together(4, lambda n: write() if n == 3 else read(n))
    assert outcomes == [None] * 4
    assert wrong == []
    assert min(readings) > 3


def numbered(service: Service, programme: str, number: int) -> None:
    asked = report(
        programme, f"{programme} {number}", milestone_id="J2", expected_on=date(2027, 1, 1) + timedelta(days=number)
    )
    service.carry_out(asked, LEAD, new_name("id"))


def read_once(service: Service, programme: str, wrong: list[object]) -> int:
    """One question, so one snapshot: the number it shows in its two places."""
    [row] = [row for row in service.read(ProjectRows(programme=programme), VISITOR) if row.project_id == "P1"]
    assert row.comment is not None and row.next_expected_on is not None
    said, forecast = row.comment.split(" "), (row.next_expected_on - date(2027, 1, 1)).days
    if said != [programme, str(forecast)]:
        wrong.append(row)
    return forecast


def test_readings_of_many_threads_are_each_its_own(file_place: Place) -> None:
    """Six threads, many questions: none is handed another's rows."""
    service = file_place.open()
    programmes = [planned(service) for _ in range(3)]
    for number, programme in enumerate(programmes):
        tell(service, programme, f"mot de {programme}")
        file_place.clock.forward(days=number)

    def read(thread: int) -> int:
        foreign = 0
        for turn in range(60):
            programme = programmes[(thread + turn) % 3]
            day = NOW.date() + timedelta(days=turn % 3)  # now, or as of a day: other texts of SQL, other keys
            reports = service.read(FactRows(programme=programme, fact=StatusReport), VISITOR, day)
            milestones = service.read(FactRows(programme=programme, fact=Milestone, project_id="P1"), VISITOR, day)
            foreign += any(row.comment != f"mot de {programme}" for row in reports)
            foreign += [row.milestone_id for row in milestones] != ["J1", "J2"]
        return foreign

    assert together(6, read) == [0] * 6


def slot_taken(pipe: Any, record: str, folder: Path) -> None:
    path = Service.open(record, folder, Clock(NOW)).store.facts.path
    pipe.send(path.name if path else None)
    pipe.recv()


def test_a_process_that_leaves_a_seed_keeps_its_slot(file_place: Place) -> None:
    """Closing any descriptor of a file gives up a process's locks on it: a copy must not be made that way."""
    service = file_place.open()
    programme = planned(service)
    service.store.leave_seed()
    with process(slot_taken, file_place.record, file_place.folder) as (_, pipe):
        assert pipe.recv() == "facts-1.duckdb"
    assert tell(service, programme, "et après").sequence == 2


def test_two_services_of_one_process_have_two_slots(file_place: Place) -> None:
    one, other = file_place.open(), file_place.open()
    paths = [service.store.facts.path for service in (one, other)]
    assert [path.name for path in paths if path] == ["facts-0.duckdb", "facts-1.duckdb"]
    programme = planned(one)
    assert held(one, programme) == held(other, programme)
    assert len(events(record_of(other), programme)) == 1
