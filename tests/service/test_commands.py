"""The way in, through the front door, on both engines: once is once, all or nothing, nobody overwrites anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from portfolio import maintenance
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ErasePersonalData, ImportFacts, ReportStatus, ResetProgramme, Seen
from portfolio.domain.facts import (
    FACTS,
    Ending,
    Fact,
    FundingLine,
    Milestone,
    Organisation,
    Programme,
    Project,
    StatusReport,
)
from portfolio.domain.facts.choices import Confidence, Family, ProgrammeKind
from portfolio.domain.questions import FactRows, Question
from portfolio.service import Forbidden, Recorded, Stale
from portfolio.store import log
from tests.support.installations import (
    LEAD,
    NOW,
    OFFICE,
    OTHER_LEAD,
    VISITOR,
    Place,
    comment_of,
    events,
    held,
    load,
    new_name,
    planned,
    record_of,
    report,
    seen,
    sequences,
    small_plan,
    tell,
    together,
    verdicts,
)


def test_a_report_is_recorded_and_read_at_once(shared: Place) -> None:
    programme = planned(shared.service)
    recorded = shared.service.carry_out(report(programme, "tout va bien"), LEAD, new_name("id"))
    assert recorded == Recorded(2, rows=1)
    assert comment_of(shared.service, programme) == "tout va bien"


def test_the_same_command_twice_under_one_id_is_one_event(shared: Place) -> None:
    programme, command_id = planned(shared.service), new_name("id")
    first = shared.service.carry_out(report(programme, "une fois"), LEAD, command_id)
    shared.clock.forward(hours=30)
    again = shared.service.carry_out(report(programme, "une fois"), LEAD, command_id)
    assert (first.repeated, again.repeated) == (False, True)
    assert first.sequence == again.sequence == 2
    assert sequences(record_of(shared.service), programme) == [1, 2]


def test_an_id_used_again_for_something_else_is_refused_and_nothing_is_written(shared: Place) -> None:
    programme, command_id = planned(shared.service), new_name("id")
    shared.service.carry_out(report(programme, "une chose"), LEAD, command_id)
    for other in (report(programme, "une autre"), report(programme, "une chose", confidence=Confidence.COMPROMISED)):
        with pytest.raises(Refused, match="number of another one"):
            shared.service.carry_out(other, LEAD, command_id)
    assert sequences(record_of(shared.service), programme) == [1, 2]
    assert comment_of(shared.service, programme) == "une chose"


def test_what_was_on_screen_is_not_what_was_asked(quick: Place) -> None:
    """Sent again with other `seen`, the same command is the same command."""
    programme, command_id = planned(quick.service), new_name("id")
    quick.service.carry_out(report(programme, "dit"), LEAD, command_id)
    again = replace(report(programme, "dit"), seen=(Seen("status_report", ("P1",), 0),))
    assert quick.service.carry_out(again, LEAD, command_id).repeated


def test_one_id_serves_once_in_each_programme(shared: Place) -> None:
    one, other, command_id = planned(shared.service), planned(shared.service), new_name("id")
    for programme in (one, other):
        assert not shared.service.carry_out(report(programme, "dit"), LEAD, command_id).repeated


def test_fifty_submissions_of_one_form_at_once_are_one_event(shared: Place) -> None:
    programme, command_id = planned(shared.service), new_name("id")
    outcomes = together(50, lambda _: shared.service.carry_out(report(programme, "une fois"), LEAD, command_id))
    assert {outcome.sequence for outcome in outcomes} == {2}
    assert sorted(outcome.repeated for outcome in outcomes) == [False] + [True] * 49
    assert sequences(record_of(shared.service), programme) == [1, 2]


def test_people_at_once_are_as_many_events_in_one_chain(shared: Place) -> None:
    programme = planned(shared.service)
    outcomes = together(16, lambda n: tell(shared.service, programme, f"mot n° {n}"))
    assert sorted(outcome.sequence for outcome in outcomes) == list(range(2, 18))
    record = record_of(shared.service)
    assert verdicts(record)[programme] == []
    comments = [row.body for row in events(record, programme)][1:]
    assert all(f"mot n° {n}" in body for n, body in zip(order(outcomes), comments, strict=True))


def order(outcomes: list[Recorded]) -> list[int]:
    """Whose turn it was, first to last."""
    return sorted(range(len(outcomes)), key=lambda n: outcomes[n].sequence or 0)


def test_a_command_that_changes_nothing_makes_no_event(quick: Place) -> None:
    programme = planned(quick.service)
    tell(quick.service, programme, "dit")
    assert tell(quick.service, programme, "dit") == Recorded(None)
    assert load(quick.service, programme, *small_plan(programme)) == Recorded(None)
    assert quick.service.carry_out_all([], LEAD, new_name("id")) == Recorded(None)
    assert sequences(record_of(quick.service), programme) == [1, 2]


def test_several_commands_are_all_recorded_or_none(shared: Place) -> None:
    programme = planned(shared.service)
    good, bad = report(programme, "bien"), report(programme, "mal", project_id="P3")
    with pytest.raises(Refused, match="abandoned"):
        shared.service.carry_out_all([good, bad], LEAD, new_name("id"))
    assert comment_of(shared.service, programme) is None
    other = ReportStatus(
        programme=programme,
        project_id="P1",
        confidence=Confidence.ON_TRACK,
        comment="bien",
        milestone_id="J2",
        expected_on=date(2027, 1, 31),
    )
    recorded = shared.service.carry_out_all([good, other], LEAD, new_name("id"))
    assert (recorded.sequence, recorded.rows) == (3, 2)
    [milestone] = [row for row in held(shared.service, programme).values() if row.key == ("P1", "J2")]
    assert isinstance(milestone, Milestone) and milestone.expected_on == date(2027, 1, 31)


def test_several_commands_repeated_answer_as_the_first_time(quick: Place) -> None:
    programme, command_id = planned(quick.service), new_name("id")
    commands = [
        report(programme, "bien"),
        report(programme, "bien", milestone_id="J2", expected_on=date(2027, 1, 31)),
    ]
    first = quick.service.carry_out_all(commands, LEAD, command_id)
    again = quick.service.carry_out_all(commands, LEAD, command_id)
    assert (first.sequence, again.sequence, again.repeated) == (3, 3, True)


def test_a_form_shown_before_another_s_save_is_stale_and_shows_the_three_versions(quick: Place) -> None:
    programme = planned(quick.service)
    tell(quick.service, programme, "base")
    form = replace(report(programme, "le mien"), seen=(seen(quick.service, programme, "status_report", "P1"),))
    tell(quick.service, programme, "le leur")
    with pytest.raises(Stale) as stale:
        quick.service.carry_out(form, LEAD, new_name("id"))
    versions = (stale.value.base, stale.value.mine, stale.value.theirs)
    assert [getattr(version, "comment", None) for version in versions] == ["base", "le mien", "le leur"]
    assert comment_of(quick.service, programme) == "le leur"
    assert len(sequences(record_of(quick.service), programme)) == 3


def test_of_two_forms_shown_at_once_the_second_is_stale_even_when_there_was_no_row_yet(shared: Place) -> None:
    programme = planned(shared.service)
    empty = (seen(shared.service, programme, "status_report", "P1"),)
    assert empty[0].sequence == 0
    forms = [replace(report(programme, f"mot {n}"), seen=empty) for n in range(8)]
    outcomes = together(8, lambda n: shared.service.carry_out(forms[n], LEAD, new_name("id")))
    assert sum(isinstance(outcome, Recorded) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 7


def test_a_form_is_judged_on_what_it_edits_and_not_on_the_rest(quick: Place) -> None:
    programme = planned(quick.service)
    form = replace(report(programme, "le mien"), seen=(seen(quick.service, programme, "status_report", "P1"),))
    quick.service.carry_out(report(programme, "P2", project_id="P2"), OTHER_LEAD, new_name("id"))
    load(quick.service, programme, Project(project_id="P1", title="Autre titre", lead_id="LEAD-1"))
    assert quick.service.carry_out(form, LEAD, new_name("id")).sequence == 4


def test_an_older_source_found_meanwhile_does_not_make_a_form_stale(quick: Place) -> None:
    """It slots into the past: what the form shows has not moved."""
    programme = planned(quick.service)
    tell(quick.service, programme, "base")
    form = replace(report(programme, "le mien"), seen=(seen(quick.service, programme, "status_report", "P1"),))
    older = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=date(2026, 1, 2))
    assert load(quick.service, programme, older, known_at=datetime(2026, 1, 2, 12)).sequence == 3
    assert quick.service.carry_out(form, LEAD, new_name("id")).sequence == 4


def test_a_denied_command_leaves_no_trace(shared: Place) -> None:
    programme = planned(shared.service)
    before = verdicts(record_of(shared.service)), sequences(record_of(shared.service), programme)
    denied = [
        (report(programme, "x"), VISITOR),
        (report(programme, "x"), OFFICE),
        (report(programme, "x"), OTHER_LEAD),
        (ResetProgramme(programme=programme), LEAD),
        (ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="r"), LEAD),
        (ImportFacts(programme=programme, rows=small_plan(programme)), LEAD),
        (ImportFacts(programme=new_name(), rows=small_plan(programme)), VISITOR),
    ]
    for command, actor in denied:
        with pytest.raises(Forbidden) as refusal:
            shared.service.carry_out(command, actor, new_name("id"))
        assert refusal.value.rule
    assert (verdicts(record_of(shared.service)), sequences(record_of(shared.service), programme)) == before


def test_the_event_says_who_when_why_and_before_and_after(quick: Place) -> None:
    programme = planned(quick.service)
    quick.clock.forward(minutes=5)
    tell(quick.service, programme, "dit")
    event = events(record_of(quick.service), programme)[1]
    assert (event.kind, event.subject, event.actor) == ("status_reported", "project/P1", "lead:LEAD-1")
    assert event.recorded_at == event.known_at == log.stamp(NOW + timedelta(minutes=5))


@pytest.mark.parametrize("reason", ["a\x00b", "un\u2028deux", "🛰️ \u202e", "x" * 10_000, '"}],"facts":{"project":[{'])
def test_no_reason_given_can_stop_the_facts_from_following(shared: Place, reason: str) -> None:
    programme = new_name()
    command = ImportFacts(programme=programme, rows=small_plan(programme), reason=reason)
    shared.service.carry_out(command, OFFICE, new_name("id"))
    assert len(held(shared.service, programme)) == len(small_plan(programme))


def test_a_reason_that_cannot_be_written_is_refused_in_words(quick: Place) -> None:
    programme = planned(quick.service)
    with pytest.raises(Refused, match="reason"):
        ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="\ud800")


@pytest.mark.parametrize("command_id", ["x" * 81, "a\x00b", ""])
def test_a_command_id_that_a_column_cannot_hold_is_refused_in_words(shared: Place, command_id: str) -> None:
    programme = planned(shared.service)
    with pytest.raises(Refused):
        shared.service.carry_out(report(programme, "dit"), LEAD, command_id)


@pytest.mark.parametrize("programme", ["x" * 65, "", "a/b", "a b"])
def test_a_programme_has_a_code(shared: Place, programme: str) -> None:
    rows = (Organisation(organisation_id="O", name="O", family=Family.PRIVATE),)
    with pytest.raises(Refused):
        shared.service.carry_out(ImportFacts(programme=programme, rows=rows), OFFICE, new_name("id"))


def test_a_programme_s_own_row_bears_its_code(quick: Place) -> None:
    with pytest.raises(Refused):
        load(quick.service, new_name(), *small_plan("another"))


def test_nothing_is_reported_in_a_programme_of_unknown_kind(quick: Place) -> None:
    """It might be the real one: unknown is not « allowed »."""
    programme = new_name()
    load(quick.service, programme, *(row for row in small_plan(programme) if not isinstance(row, Programme)))
    with pytest.raises(Forbidden):
        tell(quick.service, programme, "dit")


def test_the_real_programme_takes_nothing_but_the_office_s_import(quick: Place) -> None:
    programme = planned(quick.service, ProgrammeKind.REAL)
    for command, actor in (
        (report(programme, "x"), LEAD),
        (ResetProgramme(programme=programme), OFFICE),
        (ResetProgramme(programme=programme), LEAD),
        (ImportFacts(programme=programme, rows=small_plan(programme)), LEAD),
    ):
        with pytest.raises(Forbidden, match=r"read|may not"):
            quick.service.carry_out(command, actor, new_name("id"))
    assert load(quick.service, programme, Project(project_id="P4", title="Un de plus")).sequence == 2


def test_only_the_office_checks_the_record(quick: Place) -> None:
    assert all(verdict.faults == [] for verdict in maintenance.verify(quick.service, OFFICE))
    for actor in (LEAD, VISITOR):
        with pytest.raises(Forbidden):
            list(maintenance.verify(quick.service, actor))


def test_a_reading_is_never_of_the_future(quick: Place) -> None:
    programme = planned(quick.service)
    tell(quick.service, programme, "dit")
    today = quick.service.today()
    now, to_come = (held(quick.service, programme, day) for day in (today, today + timedelta(days=500)))
    assert now == to_come


def test_yesterday_stays_as_it_was_read_yesterday(quick: Place) -> None:
    """The same question on the same day has the same answer, whatever is recorded after it."""
    programme = planned(quick.service)
    readings: dict[date, object] = {}
    for n in range(5):
        tell(quick.service, programme, f"mot {n}")
        day = quick.service.today()
        readings[day] = held(quick.service, programme)
        quick.clock.forward(days=1)
        for then, reading in readings.items():
            assert held(quick.service, programme, then) == reading, then
    reports = [reading["status_report", ("P1",)] for reading in readings.values()]  # type: ignore[index]
    assert [row.comment for row in reports] == [f"mot {n}" for n in range(5)]


def test_the_door_reads_what_the_facts_hold(quick: Place) -> None:
    programme = planned(quick.service)
    tell(quick.service, programme, "dit")
    for day in (None, NOW.date(), NOW.date() - timedelta(days=1)):
        rows = held(quick.service, programme, day)
        for name, declaration in FACTS.items():
            read = quick.service.read(FactRows(programme=programme, fact=declaration.fact), VISITOR, day)
            assert list(read) == sorted((row for row in rows.values() if row.declaration.name == name), key=by_key)


def by_key(row: Fact) -> tuple[str, ...]:
    return row.key


def test_an_answer_kept_is_not_given_to_another_question(quick: Place) -> None:
    """Same head, same day: the programme, the fact, the project, the day and the class of a question all tell apart."""
    one, other = planned(quick.service), planned(quick.service)
    tell(quick.service, one, "dit")

    def rows(**asked: object) -> int:
        question: Question[tuple[object, ...]] = FactRows(**asked)  # type: ignore[arg-type]
        return len(quick.service.read(question, VISITOR))

    for _ in range(2):
        assert rows(programme=one, fact=StatusReport) == 1
        assert rows(programme=other, fact=StatusReport) == 0
        assert rows(programme=one, fact=Milestone) == 3
        assert rows(programme=one, fact=Milestone, project_id="P1") == 2
        assert rows(programme=one, fact=Milestone, project_id="P9") == 0
        assert rows(programme="nowhere", fact=Milestone) == 0
    day_before = quick.service.today() - timedelta(days=1)
    assert quick.service.read(FactRows(programme=one, fact=Milestone), VISITOR, day_before) == ()


def test_an_import_of_everything_ends_what_it_says_has_ended(quick: Place) -> None:
    programme = planned(quick.service)
    ending = Ending(FACTS["milestone"], ("P1", "J1"))
    assert load(quick.service, programme, ending).rows == 1
    assert ("milestone", ("P1", "J1")) not in held(quick.service, programme)
    assert load(quick.service, programme, ending) == Recorded(None)
    quick.clock.forward(days=1)
    assert load(quick.service, programme, *small_plan(programme)).rows == 1
    assert ("milestone", ("P1", "J1")) in held(quick.service, programme)


def test_a_change_of_mind_taken_back_the_same_day_is_recorded(quick: Place) -> None:
    programme = planned(quick.service)
    first, second = (Project(project_id="P1", title=title, lead_id="LEAD-1") for title in ("Réseau fictif", "Autre"))
    quick.clock.forward(hours=1)
    assert load(quick.service, programme, second).rows == 1
    quick.clock.forward(hours=1)
    assert load(quick.service, programme, first).rows == 1
    assert held(quick.service, programme)["project", ("P1",)] == first


def test_an_amount_changed_by_a_cent_is_a_change(quick: Place) -> None:
    programme = planned(quick.service)
    [line] = [row for row in small_plan(programme) if isinstance(row, FundingLine)]
    for amount, rows in (("1000000.01", None), ("1000000.02", 2), ("1000000.020", None)):
        recorded = load(quick.service, programme, replace(line, amount_eur=Decimal(amount)))
        assert recorded.sequence == rows
