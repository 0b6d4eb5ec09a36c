"""The facts file is a cache: lost, cut, damaged, foreign or of another shape, it is set aside and made anew."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.facts import Project
from portfolio.domain.questions import ProjectRows
from portfolio.service import Service
from portfolio.store import applying, facts_slots, kept_views, schema
from portfolio.store.facts import FactsFile
from tests.support.installations import (
    EFFORT,
    NOW,
    Clock,
    Place,
    check_kept_is_rebuilt,
    held,
    load,
    planned,
    process,
    tell,
    together,
)


class Kept:
    """An installation at rest, its facts folded into one file; another as a killed process leaves it, with a WAL."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(str(folder / "record.sqlite"), folder / "facts").create()
        service = self.place.open()
        self.programme = planned(service)
        tell(service, self.programme, "avant")
        held(service, self.programme)
        service.store.facts.checkpoint()
        tell(service, self.programme, "après")
        self.rows = held(service, self.programme)
        self.killed = folder / "killed"
        shutil.copytree(self.place.folder, self.killed)
        self.place.close_all()

    def copy(self, folder: Path, *, killed: bool = False) -> Place:
        """A place of its own, to be damaged."""
        shutil.copy(self.place.record, folder / "record.sqlite")
        shutil.copytree(self.killed if killed else self.place.folder, folder / "facts")
        return Place(str(folder / "record.sqlite"), folder / "facts", Clock(NOW))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


def check_right(place: Place, kept: Kept, *, set_aside: bool | None = None) -> None:
    """The right figures, from the first slot."""
    service = place.open()
    assert held(service, kept.programme) == kept.rows
    assert service.store.facts.path == place.folder / "facts-0.duckdb"
    assert service.read_only is None
    place.close_all()
    if set_aside is not None:
        assert bool(list(place.folder.glob("*.aside-*"))) is set_aside


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def a_table(file: Path) -> None:
    file.write_text("projet;montant\n" * 4000, encoding="utf-8")


def noise(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(500_000))


def of_a_newer_duckdb(file: Path) -> None:
    """The storage version stands after the checksum and the magic bytes."""
    content = bytearray(file.read_bytes())
    assert content[8:12] == b"DUCK"
    content[12] = 250
    file.write_bytes(content)


def of_other_declarations(file: Path) -> None:
    change(file, "UPDATE meta SET value = 'another' WHERE name = 'fingerprint'")


def half_built(file: Path) -> None:
    change(file, "DELETE FROM meta")


def without_meta(file: Path) -> None:
    change(file, "DROP TABLE meta")


def another_s_base(file: Path) -> None:
    file.unlink()
    change(file, "CREATE TABLE invoices (number INTEGER)")


def change(file: Path, statement: str) -> None:
    with contextlib.closing(duckdb.connect(str(file))) as connection:
        connection.execute(statement)


DAMAGES = [
    emptied,
    a_table,
    noise,
    of_a_newer_duckdb,
    of_other_declarations,
    half_built,
    without_meta,
    another_s_base,
    *(pytest.param(lambda file, part=part: cut(file, part), id=f"cut to {part}") for part in (0.001, 0.5, 0.9)),
]


def halved(file: Path) -> None:
    cut(file, 0.5)


def cut(file: Path, part: float) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)])


@pytest.mark.parametrize("damage", DAMAGES)
def test_facts_that_cannot_be_used_are_set_aside_and_made_anew(
    kept: Kept, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    place = kept.copy(tmp_path)
    damage(place.folder / "facts-0.duckdb")
    check_right(place, kept, set_aside=True)


def test_facts_that_are_whole_are_kept(kept: Kept, tmp_path: Path) -> None:
    place = kept.copy(tmp_path)
    check_right(place, kept, set_aside=False)


def test_facts_that_are_gone_are_made_anew(kept: Kept, tmp_path: Path) -> None:
    place = kept.copy(tmp_path)
    shutil.rmtree(place.folder)
    check_right(place, kept, set_aside=False)


@pytest.mark.parametrize("seed", range(8 * EFFORT))
def test_a_flipped_byte_never_makes_a_wrong_figure(kept: Kept, tmp_path: Path, seed: int) -> None:
    place, chance = kept.copy(tmp_path), random.Random(seed)
    flip(place.folder / "facts-0.duckdb", chance)
    assert held(place.open(), kept.programme) == kept.rows
    place.close_all()


def flip(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def test_what_a_killed_process_left_in_its_write_ahead_log_is_taken_up(kept: Kept, tmp_path: Path) -> None:
    place = kept.copy(tmp_path, killed=True)
    assert (place.folder / "facts-0.duckdb.wal").stat().st_size > 0
    check_right(place, kept, set_aside=False)


@pytest.mark.parametrize(
    ("damage", "seed"),
    [("emptied", 0), ("gone", 0), *((damage, seed) for damage in ("flipped", "cut") for seed in range(4 * EFFORT))],
)
def test_a_damaged_write_ahead_log_never_makes_a_wrong_figure(
    kept: Kept, tmp_path: Path, damage: str, seed: int
) -> None:
    place, chance = kept.copy(tmp_path, killed=True), random.Random(seed)
    wal = place.folder / "facts-0.duckdb.wal"
    match damage:
        case "flipped":
            flip(wal, chance)
        case "cut":
            wal.write_bytes(wal.read_bytes()[: chance.randrange(wal.stat().st_size)])
        case "emptied":
            wal.write_bytes(b"")
        case _:
            wal.unlink()
    service = place.open()
    assert held(service, kept.programme) == kept.rows
    check_kept_is_rebuilt(service)
    place.close_all()


def test_a_slot_held_by_another_process_is_left_alone_whatever_the_folder_is_called(tmp_path: Path) -> None:
    """« lock » is also a part of « block », and of a folder's name."""
    folder = tmp_path / "block-lock"
    first = facts_slots.take(folder)
    second = facts_slots.take(folder)
    assert [facts.path.name for facts in (first, second) if facts.path] == ["facts-0.duckdb", "facts-1.duckdb"]
    facts_slots.release(first)
    facts_slots.release(second)
    a_table(folder / "facts-0.duckdb")
    third = facts_slots.take(folder)
    assert third.path == folder / "facts-0.duckdb"
    facts_slots.release(third)


def test_each_thread_that_opens_gets_a_slot_of_its_own(tmp_path: Path) -> None:
    taken = together(6, lambda _: facts_slots.take(tmp_path))
    assert len({facts.path for facts in taken}) == 6
    for facts in taken:
        facts_slots.release(facts)


def opener(pipe: Any, record: str, folder: Path, programme: str) -> None:
    """Open, say what was read; wait; read again; end."""
    service = Service.open(record, folder, Clock(NOW))
    path = service.store.facts.path
    assert path is not None
    pipe.send((path.name, held(service, programme)))
    pipe.recv()
    pipe.send(held(service, programme))
    pipe.recv()


@pytest.mark.parametrize(
    "damage",
    [of_other_declarations, halved],
    ids=lambda made: made.__name__,
)
def test_processes_that_start_together_on_unusable_facts_all_start(
    kept: Kept, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """As the workers of a server do after an upgrade."""
    place = kept.copy(tmp_path)
    damage(place.folder / "facts-0.duckdb")
    with contextlib.ExitStack() as running:
        arguments = (opener, place.record, place.folder, kept.programme)
        pipes = [running.enter_context(process(*arguments))[1] for _ in range(3)]
        first = [pipe.recv() for pipe in pipes]
        for pipe in pipes:
            pipe.send("go on")
        again = [pipe.recv() for pipe in pipes]
    assert sorted(name for name, _ in first) == ["facts-0.duckdb", "facts-1.duckdb", "facts-2.duckdb"]
    assert [rows for _, rows in first] == again == [kept.rows] * 3


def test_processes_look_for_their_slots_one_at_a_time(kept: Kept, tmp_path: Path) -> None:
    place = kept.copy(tmp_path)
    with contextlib.ExitStack() as running:
        with facts_slots._turn(place.folder):
            _, pipe = running.enter_context(process(opener, place.record, place.folder, kept.programme))
            assert not pipe.poll(0.5)
        assert pipe.recv() == ("facts-0.duckdb", kept.rows)


def test_a_new_slot_starts_from_the_seed(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = kept.copy(tmp_path)
    service = place.open()
    service.store.rebuild()
    assert (place.folder / facts_slots.SEED).exists()
    applied = counted(monkeypatch)
    other = Place(place.record, place.folder, place.clock).open()
    assert held(other, kept.programme) == kept.rows
    assert applied == []
    other.close()
    place.close_all()


@pytest.mark.parametrize(
    "damage",
    [emptied, of_other_declarations, halved],
    ids=lambda made: made.__name__,
)
def test_a_seed_that_cannot_be_used_is_not(kept: Kept, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    place = kept.copy(tmp_path)
    service = place.open()
    service.store.rebuild()
    damage(place.folder / facts_slots.SEED)
    other = Place(place.record, place.folder, place.clock)
    assert held(other.open(), kept.programme) == kept.rows
    assert not (place.folder / facts_slots.SEED).exists()
    other.close_all()
    place.close_all()


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events each application from now on applies."""
    sizes: list[int] = []
    apply = applying.apply

    def noted(cursor: Any, chunk: applying.Chunk) -> None:
        sizes.append(len(chunk.events))
        apply(cursor, chunk)

    monkeypatch.setattr(applying, "apply", noted)
    return sizes


def test_leaving_a_seed_while_others_read_disturbs_nobody(kept: Kept, tmp_path: Path) -> None:
    place = kept.copy(tmp_path)
    service = place.open()

    def work(number: int) -> Any:
        if number == 0:
            for _ in range(3):
                service.store.rebuild()
            return [True] * 6
        return [held(service, kept.programme) == kept.rows for _ in range(6)]

    outcomes = together(3, work)
    assert outcomes == [[True] * 6] * 3
    check_facts(place.folder / facts_slots.SEED)
    place.close_all()


def check_facts(file: Path) -> None:
    facts = FactsFile.open(file)
    assert facts.fingerprint == schema.fingerprint()
    facts.read_whole()
    facts.close()


@pytest.mark.parametrize(
    "statement", ["INSERT INTO event", "UPDATE head", "INSERT INTO touched", "INSERT INTO project_history"]
)
def test_applying_that_fails_after_the_commit_is_caught_up_at_the_next_reading(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    place = kept.copy(tmp_path)
    service = place.open()
    project = Project(project_id="P9", title="Après la panne")
    with monkeypatch.context() as patched:
        patched.setattr(applying, "apply", failing_at(applying.apply, statement))
        load(service, kept.programme, project)  # recorded: it is acknowledged
    assert service.notice is not None and "the disk is full" in service.notice.en
    assert service.store.facts.path is None
    assert held(service, kept.programme) == {**kept.rows, ("project", ("P9",)): project}
    check_kept_is_rebuilt(service)
    place.close_all()


def test_rows_kept_that_the_disk_does_not_take_are_read_from_memory(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = kept.copy(tmp_path)
    service = place.open()
    load(service, kept.programme, Project(project_id="P9", title="Après la panne"))
    with monkeypatch.context() as patched:
        patched.setattr(kept_views, "refresh", failing_at(kept_views.refresh, "INSERT INTO project_row_kept"))
        rows = service.read(ProjectRows(programme=kept.programme), VISITOR)
    assert "Après la panne" in {row.title for row in rows}
    assert service.notice is not None and "the disk is full" in service.notice.en
    assert service.store.facts.path is None
    check_kept_is_rebuilt(service)
    place.close_all()


def test_a_disk_that_gives_way_with_several_programmes_behind_applies_no_event_twice(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = file_place.open()
    for _ in range(3):
        planned(writing)
    file_place.close_all()
    shutil.rmtree(file_place.folder)
    service = file_place.open()
    apply, failures = applying.apply, iter([duckdb.IOException("the disk is full")])

    def failing_once(cursor: Any, chunk: applying.Chunk) -> Any:
        for failure in failures:
            raise failure
        return apply(cursor, chunk)

    monkeypatch.setattr(applying, "apply", failing_once)
    service.heads()
    assert service.notice is not None and service.faults == []
    check_kept_is_rebuilt(service)
    file_place.close_all()


def failing_at(apply: Callable[..., Any], words: str) -> Callable[..., Any]:
    """`apply` on a disk that gives way at the statement that starts with these words."""

    def failing(cursor: Any, *rest: Any) -> Any:
        class Failing:
            def __getattr__(self, name: str) -> Any:
                return getattr(cursor, name)

            def execute(self, sql: str, *values: Any) -> Any:
                if sql.startswith(words):
                    raise duckdb.IOException("the disk is full")
                return cursor.execute(sql, *values)

            def executemany(self, sql: str, *values: Any) -> Any:
                if sql.startswith(words):
                    raise duckdb.IOException("the disk is full")
                return cursor.executemany(sql, *values)

        return apply(Failing(), *rest)

    return failing
