"""Killed at any moment: what was acknowledged is stored, what is stored is whole, and the next process goes on."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from portfolio.domain.commands import ImportFacts
from portfolio.domain.facts import Project
from portfolio.service import Service
from portfolio.store import applying
from tests.support.installations import (
    EFFORT,
    LEAD,
    NOW,
    OFFICE,
    Clock,
    Place,
    check_kept_is_rebuilt,
    comment_of,
    events,
    held,
    planned,
    process,
    received,
    record_of,
    report,
    tell,
    verdicts,
)

# Two writers die in each round, on each engine.
ROUNDS = 4 * EFFORT


def writer(pipe: Any, record: str, folder: Path, programme: str, run: int) -> None:
    """Report without end; say each time what was acknowledged."""
    service = Service.open(record, folder, Clock(NOW))
    pipe.send("ready")
    for number in range(10_000):
        command_id = f"run-{run}-{number}"
        recorded = service.carry_out(report(programme, command_id), LEAD, command_id)
        pipe.send((command_id, recorded.sequence))


def test_whenever_a_writer_is_killed_what_it_acknowledged_is_stored_and_the_chain_is_whole(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    place.close_all()
    acknowledged: list[tuple[str, int]] = []
    chance = random.Random(1)
    for round_ in range(ROUNDS):
        with (
            process(writer, place.record, place.folder, programme, 2 * round_) as one,
            process(writer, place.record, place.folder, programme, 2 * round_ + 1) as other,
        ):
            assert (one[1].recv(), other[1].recv()) == ("ready", "ready")
            for child, pipe in (one, other):
                time.sleep(chance.uniform(0, 0.25))
                os.kill(child.pid, signal.SIGKILL)
                child.join()
                acknowledged += received(pipe)
    service = place.open()
    stored = {(event.command_id, event.sequence) for event in events(record_of(service), programme)}
    assert set(acknowledged) <= stored
    assert len(acknowledged) > ROUNDS / 2, "killed before anything happened: this proved nothing"
    assert len(stored) <= len(acknowledged) + 2 * ROUNDS + 1  # at most one a kill was committed and not yet said
    assert verdicts(record_of(service)) == {programme: []}
    last = max(stored, key=lambda pair: pair[1])[0]
    assert comment_of(service, programme) == last
    check_kept_is_rebuilt(service)


def killed_before_applying(pipe: Any, record: str, folder: Path, programme: str, comment: str) -> None:
    """Dies between the commit in the record and the facts."""
    service = Service.open(record, folder, Clock(NOW))
    held(service, programme)

    def die(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    applying.apply = die  # type: ignore[assignment]
    pipe.send("ready")
    tell(service, programme, comment)
    pipe.send("never")


def killed_while_applying(pipe: Any, record: str, folder: Path, programme: str, comment: str) -> None:
    """Dies with the facts written and not yet committed."""
    service = Service.open(record, folder, Clock(NOW))
    held(service, programme)
    apply = applying.apply

    def die(*given: Any) -> None:
        apply(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    applying.apply = die  # type: ignore[assignment]
    pipe.send("ready")
    tell(service, programme, comment)
    pipe.send("never")


def killed_before_answering(pipe: Any, record: str, folder: Path, programme: str, comment: str) -> None:
    """Dies with everything written, before the person is told."""
    service = Service.open(record, folder, Clock(NOW))
    pipe.send("ready")
    tell(service, programme, comment)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("work", [killed_before_applying, killed_while_applying, killed_before_answering])
def test_an_event_committed_before_the_kill_is_there_for_the_next_process(place: Place, work: Any) -> None:
    service = place.open()
    programme = planned(service)
    place.close_all()
    with process(work, place.record, place.folder, programme, "presque perdu") as (child, pipe):
        assert list(received(pipe)) == ["ready"]
        child.join()
        assert child.exitcode == -signal.SIGKILL
    service = place.open()
    assert comment_of(service, programme) == "presque perdu"
    assert len(events(record_of(service), programme)) == 2
    assert verdicts(record_of(service)) == {programme: []}
    check_kept_is_rebuilt(service)


def killed_before_committing(pipe: Any, record: str, folder: Path, programme: str) -> None:
    """Dies in the middle of an import of many rows, with its rows written and not yet committed."""
    from portfolio.store import log  # noqa: PLC0415 - to be patched where it is looked up

    service = Service.open(record, folder, Clock(NOW))
    append = log.append

    def die(*given: Any) -> None:
        append(*given)
        pipe.send("written")
        os.kill(os.getpid(), signal.SIGKILL)

    log.append = die  # type: ignore[assignment]
    service.carry_out(many(programme), OFFICE, "import")


def many(programme: str) -> ImportFacts:
    rows = tuple(Project(project_id=f"P-{n}", title=f"Projet {n}") for n in range(2000))
    return ImportFacts(programme=programme, rows=rows)


def test_an_import_killed_half_way_is_absent_and_done_whole_when_asked_again(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    rows = held(service, programme)
    place.close_all()
    with process(killed_before_committing, place.record, place.folder, programme) as (child, pipe):
        assert list(received(pipe)) == ["written"]
        child.join()
    service = place.open()
    assert held(service, programme) == rows
    assert service.carry_out(many(programme), OFFICE, "import").rows == 2000
    assert service.carry_out(many(programme), OFFICE, "import").repeated
    assert len(held(service, programme)) == len(rows) + 2000


def killed_while_rebuilding(pipe: Any, record: str, folder: Path, programme: str) -> None:
    service = Service.open(record, folder, Clock(NOW))
    fill = applying.fill

    def die(*given: Any) -> None:
        fill(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    applying.fill = die  # type: ignore[assignment]
    service.store.rebuild()
    pipe.send("never")


def killed_while_making_its_facts(pipe: Any, record: str, folder: Path, programme: str) -> None:
    from portfolio.store import reference  # noqa: PLC0415 - to be patched where it is looked up

    load = reference.load

    def die(*given: Any) -> None:
        load(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    reference.load = die  # type: ignore[assignment]
    Service.open(record, folder.with_name("new facts"), Clock(NOW))
    pipe.send("never")


@pytest.mark.parametrize("work", [killed_while_rebuilding, killed_while_making_its_facts])
def test_facts_half_built_are_never_read(file_place: Place, work: Any) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "dit")
    rows = held(service, programme)
    file_place.close_all()
    with process(work, file_place.record, file_place.folder, programme) as (child, pipe):
        assert list(received(pipe)) == []
        child.join()
        assert child.exitcode == -signal.SIGKILL
    for folder in (file_place.folder, file_place.folder.with_name("new facts")):
        place = Place(file_place.record, folder, file_place.clock)
        service = place.open()
        assert held(service, programme) == rows
        check_kept_is_rebuilt(service)
        place.close_all()


def test_a_slot_whose_process_was_killed_is_taken_again(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    file_place.close_all()
    with process(writer, file_place.record, file_place.folder, programme, 0) as (child, pipe):
        assert pipe.recv() == "ready"
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    service = file_place.open()
    path = service.store.facts.path
    assert path is not None and path.name == "facts-0.duckdb"
    assert tell(service, programme, "après").sequence
