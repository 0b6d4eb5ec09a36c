"""Taking back: an entry undone, a programme put back to its start, personal data erased."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ErasePersonalData, ResetProgramme, UndoEvent
from portfolio.domain.deciding import fingerprint
from portfolio.domain.events import Event
from portfolio.domain.facts import Ending, Fact, Milestone, Project, StatusReport
from portfolio.domain.facts.choices import Confidence, ProgrammeKind
from portfolio.domain.questions import Change, Happening, ProjectHistory
from portfolio.service import Forbidden, Recorded, Service
from portfolio.store import log, problems
from portfolio.store.record import PAYLOAD
from portfolio.store.verifying import verify
from tests.support.installations import (
    EFFORT,
    LEAD,
    NOW,
    OFFICE,
    OTHER_LEAD,
    VISITOR,
    Place,
    append,
    as_of,
    check_kept_is_rebuilt,
    comment_of,
    events,
    held,
    imported,
    load,
    new_name,
    planned,
    record_of,
    report,
    sequences,
    tell,
    verdicts,
)

ROWS = ("status_report", "milestone", "project")
SECRET = "Mme Kerouredan-Quimperlé est en congé de maladie"
quietly = list(HealthCheck)


def undo(service: Service, programme: str, sequence: int | None, actor: object = LEAD) -> Recorded:
    assert sequence is not None
    return service.carry_out(UndoEvent(programme=programme, sequence=sequence), actor, new_name("undo"))  # type: ignore[arg-type]


def standing(service: Service, programme: str, at: datetime | None = None) -> dict[str, object]:
    service.store.catch_up()
    return {name: as_of(service.store, name, programme, at) for name in ROWS}


def history(service: Service, programme: str, audit: bool = False) -> tuple[Happening, ...]:
    return service.read(ProjectHistory(programme=programme, project_id="P1", audit=audit), VISITOR)


def told_of(happenings: tuple[Happening, ...]) -> list[tuple[int, frozenset[Change]]]:
    return [(happening.sequence, frozenset(happening.changes)) for happening in happenings]


def past_report(day: date, comment: str | None) -> Fact | Ending:
    if comment is None:
        return Ending(StatusReport.declaration, ("P1",))
    return StatusReport(project_id="P1", confidence=Confidence.ATTAINABLE, comment=comment, reported_on=day)


def past_milestone(day: date, comment: str | None) -> Fact | Ending:
    if comment is None:
        return Ending(Milestone.declaration, ("P1", "J2"))
    return Milestone(project_id="P1", milestone_id="J2", title=comment, expected_on=day)


past_days = st.dates(date(2025, 1, 1), date(2026, 6, 14))
pasts = st.lists(
    st.builds(
        lambda made, day, comment: (datetime.combine(day, NOW.time()), imported(made(day, comment))),
        st.sampled_from([past_report, past_milestone]),
        past_days,
        st.none() | st.sampled_from(["a", "b"]),
    ),
    max_size=8,
)


@given(before=pasts, found_later=pasts, moves=st.booleans())
@settings(max_examples=12 * EFFORT, suppress_health_check=quietly)
def test_undoing_puts_every_row_back_as_it_was(
    quick: Place, before: list[tuple[datetime, Event]], found_later: list[tuple[datetime, Event]], moves: bool
) -> None:
    """Whatever came before; and whatever older source is found between the entry and its undoing."""
    quick.clock.at = NOW
    service, programme = quick.service, planned(quick.service)
    if before:
        append(record_of(service), programme, before)
    can_move = moves and ("P1", "J2") in standing(service, programme)["milestone"]  # type: ignore[operator]
    moved = {"milestone_id": "J2", "expected_on": date(2027, 3, 31)} if can_move else {}
    quick.clock.forward(minutes=1)
    told = service.carry_out(report(programme, "à annuler", **moved), LEAD, new_name("id"))
    without = new_name()
    copy(service, programme, without, except_for=told.sequence)
    for each in (programme, without):
        if found_later:
            append(record_of(service), each, found_later, at=quick.clock.at)
    quick.clock.forward(minutes=5)
    undo(service, programme, told.sequence)
    assert standing(service, programme) == standing(service, without)
    assert standing(service, programme, NOW) == standing(service, without, NOW)
    sequences_told = {happening.sequence for happening in history(service, programme)}
    assert told.sequence not in sequences_told


def copy(service: Service, programme: str, other: str, except_for: int | None) -> None:
    """The same log under another name, without one of its events: what undoing must amount to."""
    record = record_of(service)
    with record.reading() as connection:
        rows = [row for row in log.read(connection, programme, 0) if row.sequence != except_for]
    for row in rows:
        append(record, other, [(datetime.fromisoformat(row.known_at), carried(row.body))])


def carried(body: str) -> Event:
    import orjson  # noqa: PLC0415 - the payload as anyone reads it

    from portfolio.domain.facts import FACTS  # noqa: PLC0415

    rows: list[Fact | Ending] = []
    for name, found in orjson.loads(body)["facts"].items():
        declaration = FACTS[name]
        for row in found:
            key = tuple(row[part] for part in declaration.key)
            rows.append(Ending(declaration, key) if row.get("ended") else declaration.fact.from_wire(row))
    return imported(*rows)


def test_an_entry_undone_tells_nothing_but_shows_in_the_audit(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    tell(service, programme, "gardé")
    before = told_of(history(service, programme))
    shared.clock.forward(minutes=1)
    told = service.carry_out(
        report(programme, "à annuler", milestone_id="J2", expected_on=date(2027, 1, 31)), LEAD, new_name("id")
    )
    assert len(history(service, programme)) == len(before) + 1
    undone = undo(service, programme, told.sequence)
    assert told_of(history(service, programme)) == before
    audited = {happening.sequence: happening for happening in history(service, programme, audit=True)}
    assert audited[3].undone_by == undone.sequence == 4
    assert audited[4].undoes == 3
    assert {change.fact for change in audited[4].changes} == {"status_report", "milestone"}
    assert comment_of(service, programme) == "gardé"


def test_what_was_said_then_undone_was_still_said_that_day(quick: Place) -> None:
    """The past is not rewritten: asked as of the day between, the entry stands."""
    service, programme = quick.service, planned(quick.service)
    told = tell(service, programme, "dit le 15")
    quick.clock.forward(days=1)
    undo(service, programme, told.sequence, OFFICE)
    assert held(service, programme, NOW.date())["status_report", ("P1",)].comment == "dit le 15"  # type: ignore[attr-defined]
    assert comment_of(service, programme) is None


def test_undoing_twice_is_refused_and_undoing_an_undoing_too(shared: Place) -> None:
    service, programme = shared.service, planned(shared.service)
    told = tell(service, programme, "dit")
    undone = undo(service, programme, told.sequence)
    with pytest.raises(Refused, match="already undone"):
        undo(service, programme, told.sequence)
    with pytest.raises(Refused, match="An undoing is not undone"):
        undo(service, programme, undone.sequence)
    assert sequences(record_of(service), programme) == [1, 2, 3]


def test_the_same_undoing_sent_twice_is_done_once(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    command = UndoEvent(programme=programme, sequence=tell(service, programme, "dit").sequence or 0)
    first, again = (service.carry_out(command, LEAD, "undo") for _ in range(2))
    assert (first.sequence, again.sequence, again.repeated) == (3, 3, True)


def test_a_lead_has_ten_minutes(quick: Place) -> None:
    service = quick.service
    for seconds, may in ((600, True), (601, False)):
        programme = planned(service)
        told = tell(service, programme, "dit")
        quick.clock.forward(seconds=seconds)
        if may:
            assert undo(service, programme, told.sequence).sequence == 3
        else:
            with pytest.raises(Refused, match="ten minutes"):
                undo(service, programme, told.sequence)


def test_nobody_undoes_another_s_entry_but_the_office(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    told = tell(service, programme, "dit")
    for actor in (OTHER_LEAD, VISITOR):
        with pytest.raises(Forbidden):
            undo(service, programme, told.sequence, actor)
    new_lead = Project(project_id="P1", title="Réseau fictif", lead_id="LEAD-2")
    load(service, programme, new_lead)
    with pytest.raises(Refused, match="not yours"):
        undo(service, programme, told.sequence, OTHER_LEAD)
    quick.clock.forward(days=1)
    assert undo(service, programme, told.sequence, OFFICE).sequence == 4


@pytest.mark.parametrize("later", ["a report", "a forecast", "an import of the row", "an ending of the row"])
def test_what_something_later_bears_on_is_no_longer_undone(quick: Place, later: str) -> None:
    service, programme = quick.service, planned(quick.service)
    moved = report(programme, "dit", milestone_id="J2", expected_on=date(2027, 1, 31))
    told = service.carry_out(moved, LEAD, new_name("id"))
    quick.clock.forward(minutes=1)
    match later:
        case "a report":
            tell(service, programme, "dit encore")
        case "a forecast":
            again = report(programme, "dit", milestone_id="J2", expected_on=date(2027, 2, 28))
            service.carry_out(again, LEAD, new_name("id"))
        case "an import of the row":
            load(service, programme, Milestone(project_id="P1", milestone_id="J2", title="Mise en service"))
        case _:
            load(service, programme, Ending(Milestone.declaration, ("P1", "J2")))
    before = sequences(record_of(service), programme)
    with pytest.raises(Refused, match="recorded since"):
        undo(service, programme, told.sequence)
    assert sequences(record_of(service), programme) == before


def test_another_project_s_report_does_not_stand_in_the_way(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    told = tell(service, programme, "dit")
    service.carry_out(report(programme, "P2", project_id="P2"), OTHER_LEAD, new_name("id"))
    assert undo(service, programme, told.sequence).sequence == 4


def test_an_import_a_reset_and_what_never_was_are_not_undone(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    tell(service, programme, "dit")
    service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id"))
    for sequence, why in (
        (1, "An import"),
        (3, "put back to its start"),
        *((n, "There is no event") for n in (99, 0, -1)),
    ):
        with pytest.raises(Refused, match=why):
            undo(service, programme, sequence, OFFICE)
        with pytest.raises(Forbidden):
            undo(service, programme, sequence, LEAD)


moves = st.lists(st.sampled_from(["report", "other", "forecast", "undo", "rename", "end"]), min_size=1, max_size=8)


@given(moves=moves)
@settings(max_examples=8 * EFFORT, suppress_health_check=quietly)
def test_a_reset_puts_every_row_back_to_the_last_import_and_keeps_the_history(quick: Place, moves: list[str]) -> None:
    quick.clock.at = NOW
    service, programme = quick.service, planned(quick.service)
    start = standing(service, programme)
    for number, move in enumerate(moves):
        quick.clock.forward(days=1)
        if make(service, programme, move, number).kind == "facts_imported":
            start = standing(service, programme)
    before = digests(service, programme)
    reset = service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id"))
    assert standing(service, programme) == start
    assert digests(service, programme)[: len(before)] == before
    assert len(digests(service, programme)) == len(before) + (reset.sequence is not None)
    assert service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id")) == Recorded(None)


def make(service: Service, programme: str, move: str, number: int) -> Any:
    """Do one thing to the programme; its latest event since."""
    last = events(record_of(service), programme)[-1]
    match move:
        case "report":
            tell(service, programme, f"mot {number}")
        case "other":
            service.carry_out(report(programme, f"{number}", project_id="P2"), OTHER_LEAD, new_name("id"))
        case "forecast":
            day = date(2027, 1, 1) + timedelta(days=number)
            moved = report(programme, "prévu", milestone_id="J2", expected_on=day)
            with contextlib.suppress(Refused):  # an import may have ended that milestone
                service.carry_out(moved, LEAD, new_name("id"))
        case "undo":
            if last.kind == "status_reported":
                undo(service, programme, last.sequence, OFFICE)
        case "rename":
            load(service, programme, Project(project_id="P1", title=f"Titre {number}", lead_id="LEAD-1"))
        case _:
            load(service, programme, Ending(Milestone.declaration, ("P1", "J2")))
    made = events(record_of(service), programme)[-1]
    return made if made.sequence != last.sequence else SimpleNamespace(kind="nothing")


def digests(service: Service, programme: str) -> list[tuple[int, str]]:
    return [(event.sequence, event.digest) for event in events(record_of(service), programme)]


def test_after_a_reset_life_goes_on(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    start = held(service, programme)
    tell(service, programme, "dit")
    service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id"))
    assert held(service, programme) == start
    assert tell(service, programme, "après").sequence == 4
    assert comment_of(service, programme) == "après"


def test_only_a_fictional_programme_is_reset(quick: Place) -> None:
    service = quick.service
    for kind in (ProgrammeKind.REAL, ProgrammeKind.LIVE):
        programme = planned(service, kind)
        with pytest.raises(Forbidden, match=r"read, not changed|fictional"):
            service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id"))
        assert sequences(record_of(service), programme) == [1]


def erase(service: Service, programme: str, *key: str) -> Recorded:
    command = ErasePersonalData(programme=programme, fact="status_report", key=key or ("P1",), reason="à sa demande")
    return service.carry_out(command, OFFICE, new_name("erase"))


def test_what_is_erased_is_gone_from_every_payload_and_every_process_and_the_chain_is_whole(place: Place) -> None:
    service, other = place.open(), Place(place.record, place.folder, place.clock).open()
    programme = planned(service)
    for comment in (SECRET, "autre chose", f"encore : {SECRET}"):
        tell(service, programme, comment)
        place.clock.forward(days=1)
    service.carry_out(report(programme, "P2 garde son mot", project_id="P2"), OTHER_LEAD, new_name("id"))
    assert comment_of(other, programme) == f"encore : {SECRET}"
    before = digests(service, programme)
    erase(service, programme)
    assert not any("Kerouredan" in event.body for event in events(record_of(service), programme))
    assert digests(service, programme)[:-1] == before
    assert verdicts(record_of(service)) == {programme: []}
    assert [(verdict.events, verdict.erased) for verdict in verify(record_of(service))] == [(6, 3)]
    for reader in (service, other):
        for days in range(5):
            rows = held(reader, programme, (NOW + timedelta(days=days)).date())
            assert "Kerouredan" not in repr(rows)
        assert "Kerouredan" not in repr(history(reader, programme, audit=True))
        assert comment_of(reader, programme) == log.ERASED
        assert comment_of(reader, programme, "P2") == "P2 garde son mot"
        check_kept_is_rebuilt(reader)
    other.close()


def test_two_people_of_one_payload_are_erased_one_after_the_other(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    rows = [
        StatusReport(project_id=p, confidence=Confidence.ON_TRACK, comment=f"{p} {SECRET}", reported_on=NOW.date())
        for p in ("P1", "P2")
    ]
    load(service, programme, *rows)
    erase(service, programme, "P1")
    assert comment_of(service, programme, "P2") == f"P2 {SECRET}"
    erase(service, programme, "P2")
    assert comment_of(service, programme, "P2") == log.ERASED
    assert verdicts(record_of(service))[programme] == []


def test_two_people_of_one_payload_are_erased_by_commands_sent_together(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    rows = [
        StatusReport(project_id=p, confidence=Confidence.ON_TRACK, comment=SECRET, reported_on=NOW.date())
        for p in ("P1", "P2")
    ]
    load(service, programme, *rows)
    both = [ErasePersonalData(programme=programme, fact="status_report", key=(p,), reason="r") for p in ("P1", "P2")]
    service.carry_out_all(both, OFFICE, new_name("id"))
    assert verdicts(record_of(service))[programme] == []


def test_an_erasure_sent_with_another_command_names_its_own_event(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, SECRET)
    erasure = ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="r")
    reset = ResetProgramme(programme=programme)
    service.carry_out_all([erasure, reset], OFFICE, new_name("id"))
    assert verdicts(record_of(service))[programme] == []


def test_erasing_what_is_not_there_or_not_personal_is_refused(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    for fact, key, words in (
        ("status_report", ("P1",), "No row"),
        ("project", ("P1",), "no personal field"),
        ("nothing", ("P1",), "no personal field"),
    ):
        command = ErasePersonalData(programme=programme, fact=fact, key=key, reason="r")
        with pytest.raises(Refused, match=words):
            service.carry_out(command, OFFICE, new_name("id"))
    assert sequences(record_of(service), programme) == [1]


def test_an_erasure_that_fails_half_way_erases_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    service = place.open()
    programme = planned(service)
    tell(service, programme, SECRET)

    def fail(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("update payload", {}, OSError("the disk"))

    with monkeypatch.context() as patched:
        patched.setattr(log, "plain_hash", fail)
        with pytest.raises(problems.Unavailable):
            erase(service, programme)
    assert comment_of(service, programme) == SECRET
    assert sequences(record_of(service), programme) == [1, 2]


def test_no_byte_of_what_is_erased_stays_in_the_file_of_the_record(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    for number in range(10):
        tell(service, programme, f"{SECRET} {number}" * 5)
    assert SECRET.encode() in b"".join(file.read_bytes() for file in record_files(file_place))
    erase(service, programme)
    file_place.close(service)
    assert SECRET.encode() not in b"".join(file.read_bytes() for file in record_files(file_place))


def test_no_copy_of_the_facts_keeps_what_is_erased(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, SECRET)
    service.store.rebuild()  # leaves a seed for the next process
    (file_place.folder / "facts-7.duckdb.aside-20260101000000").write_bytes(SECRET.encode())
    erase(service, programme)
    held(service, programme)
    assert sorted(file.name for file in file_place.folder.glob("*seed*")) == []
    assert sorted(file.name for file in file_place.folder.glob("*aside*")) == []


def test_no_byte_of_what_is_erased_stays_in_the_facts_once_the_process_has_started_again(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, SECRET)
    service.store.facts.checkpoint()
    erase(service, programme)
    file_place.close(service)
    held(file_place.open(), programme)
    file_place.close_all()
    assert SECRET.encode() not in b"".join(file.read_bytes() for file in file_place.folder.iterdir())


def test_what_remains_of_what_is_erased_does_not_confirm_a_guess(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, SECRET)
    erase(service, programme)
    guess = fingerprint([report(programme, SECRET)], LEAD)
    assert guess not in [event.command_hash for event in events(record_of(service), programme)]


def record_files(place: Place) -> list[Path]:
    return [file for file in place.file.parent.glob("record.sqlite*") if file.is_file()]


def test_what_an_erasure_left_of_a_payload_cannot_be_written_again_in_its_name(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, SECRET)
    erase(service, programme)
    forged = '{"facts":{"operation":[{"project_id":"P1","operation_id":"O","title":"O","cost_eur":"999.00"}]}}'
    for sequence in (1, 2):  # one that the erasure had nothing to do with, and the one that it redacted
        with record_of(service).writing() as connection:
            connection.exec_driver_sql("drop trigger if exists payload_gate")
            was = PAYLOAD.c.programme == programme, PAYLOAD.c.sequence == sequence
            connection.execute(PAYLOAD.update().where(*was).values(body=forged, salt="", erased_by=3))
        assert any(f"no. {sequence} is not what erasure no. 3" in each.en for each in verify_faults(service, programme))


def verify_faults(service: Service, programme: str) -> list[Text]:
    return next(verdict.faults for verdict in verify(record_of(service)) if verdict.programme == programme)


def test_a_payload_says_which_event_erased_it(place: Place) -> None:
    service = place.open()
    programme = planned(service)
    tell(service, programme, SECRET)
    erased = erase(service, programme)
    with record_of(service).reading() as connection:
        redacted = connection.execute(
            sa.select(PAYLOAD.c.sequence, PAYLOAD.c.salt, PAYLOAD.c.erased_by).where(
                PAYLOAD.c.programme == programme, PAYLOAD.c.erased_by.is_not(None)
            )
        ).all()
    assert [tuple(row) for row in redacted] == [(2, "", erased.sequence)]
