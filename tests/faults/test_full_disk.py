"""A disk that is really full, small ones being mounted for it: nothing acknowledged is lost, and reading goes on."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from portfolio import maintenance
from portfolio.__main__ import main
from portfolio.service import Service
from portfolio.store import problems
from tests.support.installations import (
    OFFICE,
    Place,
    check_kept_is_rebuilt,
    comment_of,
    held,
    planned,
    record_of,
    sequences,
    tell,
    verdicts,
)

MEGA = 1_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of so many megabytes; skipped where the system does not let this user do so."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount here")
        if done.returncode:
            pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Take all the room that is left, to the last byte or but for so many."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
        for size in (MEGA, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    with filler.open("ab") as file:
        file.truncate(file.tell() - leave)
    return filler


def told_until_refused(service: Service, programme: str) -> int:
    """How many reports were acknowledged before one was not."""
    for number in range(1, 500):
        try:
            tell(service, programme, f"mot n° {number} " * 30)
        except problems.Unavailable as refusal:
            assert "no room left" in refusal.text.en and "libérez de la place" in refusal.text.fr
            return number - 1
    raise AssertionError("the disk is not full")


def test_a_full_disk_under_the_record_refuses_in_words_loses_nothing_and_recovers(
    small_disk: Callable[[int], Path], tmp_path: Path
) -> None:
    place = Place(str(small_disk(8) / "record.sqlite"), tmp_path / "facts").create()
    service = place.open()
    programme = planned(service)
    filler = fill(place.file.parent)
    count = told_until_refused(service, programme)
    rows = held(service, programme)
    assert sequences(record_of(service), programme) == list(range(1, count + 2))
    with pytest.raises(problems.Unavailable, match="no room left"):
        tell(service, programme, "toujours pas " * 30)
    assert verdicts(record_of(service)) == {programme: []}
    place.close_all()
    service = place.open()  # and it opens on a full disk
    assert held(service, programme) == rows
    filler.unlink()
    assert tell(service, programme, "il y a de la place").sequence == count + 2
    check_kept_is_rebuilt(service)
    place.close_all()


def test_a_full_disk_under_the_facts_leaves_what_is_recorded_acknowledged_and_read(
    small_disk: Callable[[int], Path], file_place: Place
) -> None:
    place = Place(file_place.record, small_disk(32) / "facts", file_place.clock)
    service = place.open()
    programme = planned(service)
    fill(place.folder.parent)
    count = 0
    while service.notice is None:
        count += 1
        assert tell(service, programme, f"mot n° {count} " * 30).sequence == count + 1
        assert count < 500, "the disk is not full"
    assert "pages read from memory" in service.notice.en and "Free some space" in service.notice.en
    assert comment_of(service, programme) == (f"mot n° {count} " * 30).strip()
    assert tell(service, programme, "et ensuite").sequence == count + 2
    assert comment_of(service, programme) == "et ensuite"
    check_kept_is_rebuilt(service)
    assert service.notice.en in [
        m.text.en for m in maintenance.examine(service, OFFICE, service.store.backups) if m.is_fault
    ]
    place.close_all()


def test_a_process_that_starts_on_a_full_disk_reads_from_memory(
    small_disk: Callable[[int], Path], file_place: Place
) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "un")
    rows = held(service, programme)
    place = Place(file_place.record, small_disk(32) / "facts", file_place.clock)
    fill(place.folder.parent)
    there = place.open()
    assert there.notice is not None and "pages read from memory" in there.notice.en
    assert held(there, programme) == rows
    assert tell(there, programme, "deux").sequence == 3
    place.close_all()


@pytest.mark.parametrize(
    ("leave", "code", "words"),
    [(0, 3, ("no room left for the record", "free some space")), (200_000, 1, ("read from memory", "Free some space"))],
    ids=["not a byte left", "room for the record alone"],
)
def test_the_doctor_says_in_words_that_the_disk_is_full(
    small_disk: Callable[[int], Path], leave: int, code: int, words: tuple[str, ...]
) -> None:
    place = Place(str(small_disk(40) / "record.sqlite"), Path()).create()
    service = Service.open(place.record)
    planned(service)
    service.close()
    shutil.rmtree(place.file.with_name("record.sqlite.facts"))
    fill(place.file.parent, leave)
    told = CliRunner().invoke(main, ["--record", place.record, "doctor"], env={"LC_ALL": "en_GB.UTF-8"})
    assert told.exit_code == code, told.output
    assert [word for word in words if word not in told.stderr] == []
