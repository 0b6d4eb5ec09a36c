"""The log, on both engines: appended only, sealed, chained; what was changed behind its back is found and named."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from portfolio.domain.events import Event, EventKind, Subject
from portfolio.domain.facts import FundingLine, StatusReport
from portfolio.domain.facts.choices import Confidence
from portfolio.store import log, problems, triggers, verifying
from portfolio.store.record import EVENT, HEAD, PAYLOAD, Record
from portfolio.store.triggers import POSTGRESQL_TRIGGERS
from tests.conftest import ENGINES
from tests.support.installations import (
    NOW,
    Place,
    append,
    events,
    imported,
    new_name,
    record_of,
    sequences,
    tamper,
    verdicts,
)

APPEND_ONLY = "append-only"
EVENTS = 5


@pytest.fixture(scope="module", params=ENGINES)
def written(request: pytest.FixtureRequest, new_record: Callable[[str], str]) -> str:
    """A record with two programmes of four reports each, then an erasure in « plan »."""
    made = write(new_record(request.param))
    made.close()
    return str(made.url.render_as_string(hide_password=False)) if made.path is None else str(made.path)


@pytest.fixture
def record(written: str, copy_record: Callable[[str], str]) -> Iterator[Record]:
    """A copy of it, for each test to do what it wants."""
    made = Record(copy_record(written))
    yield made
    made.close()


@pytest.fixture(scope="module")
def untouched(written: str, copy_record: Callable[[str], str]) -> Iterator[Record]:
    """A copy of it for the tests that must leave it as it was."""
    made = Record(copy_record(written))
    yield made
    made.close()


def write(place: str) -> Record:
    made = Record(place)
    made.create()
    for programme in ("other", "plan"):
        append(made, programme, [(NOW, told(number)) for number in range(1, EVENTS)])
    with made.writing() as connection:
        head = log.lock(connection, "plan")
        erasure = Event(EventKind.PERSONAL_DATA_ERASED, Subject("status_report", ("P2",)), (), "asked")
        assert (
            log.append(connection, head, [log.LogEntry(erasure, "office", "erasure", "0" * 64, NOW)], NOW).erasures == 1
        )
    return made


def told(number: int) -> Event:
    """A report on P1; the second event also carries one on P2, to be erased."""
    rows = [reported("P1", f"mot n° {number}"), *([reported("P2", "un nom")] if number == 2 else [])]
    return Event(EventKind.STATUS_REPORTED, Subject("project", ("P1",)), tuple(rows))


def reported(project_id: str, comment: str) -> StatusReport:
    return StatusReport(
        project_id=project_id, confidence=Confidence.ON_TRACK, comment=comment, reported_on=date(2026, 6, 15)
    )


# What nobody may do to the log, said in SQL.
FORBIDDEN = [
    "update event set actor = 'office' where programme = 'plan' and sequence = 1",
    "update event set recorded_at = '2020-01-01T00:00:00.000000'",
    "delete from event where programme = 'plan' and sequence = 1",
    "delete from event",
    "update payload set body = '{}' where programme = 'plan' and sequence = 1",
    "update payload set salt = '' where programme = 'plan' and sequence = 1",
    "delete from payload where sequence = 1",
    "delete from head where programme = 'plan'",
    # The gate of the erasure, tried from the side.
    "update payload set salt = '', erased_by = null where programme = 'plan' and sequence = 1",
    "update payload set salt = '', erased_by = 1 where programme = 'plan' and sequence = 1",
    "update payload set salt = '', erased_by = 0 where programme = 'plan' and sequence = 1",
    "update payload set salt = '00', erased_by = 5 where programme = 'plan' and sequence = 1",
    "update payload set salt = '', erased_by = 5, sequence = 99 where programme = 'plan' and sequence = 1",
    "update payload set salt = '', erased_by = 5, programme = 'elsewhere' where programme = 'plan' and sequence = 1",
    "update payload set salt = '', erased_by = 5 where programme = 'plan' and sequence = 2",  # erased by 5 already
]
ON_SQLITE = [
    "insert or replace into event select * from event where programme = 'plan' and sequence = 1",
    "replace into payload select * from payload where programme = 'plan' and sequence = 1",
    "insert or replace into event select programme, 99, kind, subject, 'someone', recorded_at, known_at, command_id, "
    "command_hash, payload_hash, digest from event where programme = 'plan' and sequence = 1",
]
ON_POSTGRESQL = [
    "truncate event",
    "truncate payload",
    "truncate head",
    "truncate event, payload, head, installation",
    "insert into event select * from event where programme = 'plan' and sequence = 1 "
    "on conflict (programme, sequence) do update set actor = 'someone'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_log_is_append_only(untouched: Record, statement: str) -> None:
    check_refused(untouched, statement)


@pytest.mark.parametrize(
    ("written", "statement"),
    [*(("sqlite", each) for each in ON_SQLITE), *(("postgresql", each) for each in ON_POSTGRESQL)],
    indirect=["written"],
)
def test_no_turn_of_phrase_of_an_engine_gets_around_it(untouched: Record, statement: str) -> None:
    check_refused(untouched, statement)


def check_refused(record: Record, statement: str) -> None:
    before = everything(record)
    with pytest.raises(sa.exc.DBAPIError, match=APPEND_ONLY), record.writing() as connection:
        connection.exec_driver_sql(statement)
    assert everything(record) == before


def test_a_payload_is_redacted_once_by_a_later_event_and_again_by_a_still_later_one(record: Record) -> None:
    """The one gate: same row, no salt left, and the sequence of the event that erases."""
    redact = "update payload set salt = '', body = '{}', erased_by = %s where programme = 'plan' and sequence = 2"
    for by, passes in ((5, False), (4, False), (6, True), (6, False), (7, True)):
        if passes:
            with record.writing() as connection:
                connection.exec_driver_sql(redact % by)
        else:
            check_refused(record, redact % by)


def test_verifying_a_clean_record_says_nothing_and_counts_what_was_erased(untouched: Record) -> None:
    assert verdicts(untouched) == {"other": [], "plan": []}
    from portfolio.store.verifying import verify  # noqa: PLC0415 - the numbers behind the words

    counted = {verdict.programme: (verdict.events, verdict.erased) for verdict in verify(untouched)}
    assert counted == {"other": (EVENTS - 1, 0), "plan": (EVENTS, 1)}


HEADERS = {
    "kind": "'facts_imported'",
    "subject": "'project/P9'",
    "actor": "'lead:SOMEONE'",
    "recorded_at": "'2020-01-01T00:00:00.000000'",
    "known_at": "'2020-01-01T00:00:00.000000'",
    "command_id": "'another'",
    "command_hash": "'" + "1" * 64 + "'",
    "digest": "'" + "1" * 64 + "'",
}
SWAP = (
    "update {table} set sequence = 100 where programme = 'plan' and sequence = 2",
    "update {table} set sequence = 2 where programme = 'plan' and sequence = 3",
    "update {table} set sequence = 3 where programme = 'plan' and sequence = 100",
)
PLAN_3 = "where programme = 'plan' and sequence = 3"
TAMPERED: dict[str, tuple[tuple[str, ...], str]] = {
    "a payload": ((f"update payload set body = replace(body, 'mot', 'MOT') {PLAN_3}",), "payload of event no. 3"),
    "a salt": ((f"update payload set salt = '{'0' * 32}' {PLAN_3}",), "payload of event no. 3"),
    "a salt that is none": ((f"update payload set salt = 'sel' {PLAN_3}",), "payload of event no. 3"),
    "a salt taken away": ((f"update payload set salt = '' {PLAN_3}",), "payload of event no. 3"),
    "a payload and its hash": (
        (
            f"update payload set body = '{{}}', salt = '' {PLAN_3}",
            f"update event set payload_hash = '{hashlib.sha256(b'{}').hexdigest()}' {PLAN_3}",
        ),
        "header of event no. 3",
    ),
    **{
        f"its {column}": ((f"update event set {column} = {value} {PLAN_3}",), "header of event no. 3")
        for column, value in HEADERS.items()
    },
    "an event missing": ((f"delete from event {PLAN_3}", f"delete from payload {PLAN_3}"), "event no. 3 is missing"),
    "a payload missing": ((f"delete from payload {PLAN_3}",), "event no. 3 is missing"),
    "the first missing": (("delete from event where programme = 'plan' and sequence = 1",), "event no. 1 is missing"),
    "the last missing": (
        (
            "delete from event where programme = 'plan' and sequence = 5",
            "delete from payload where programme = 'plan' and sequence = 5",
        ),
        "the head announces 5 events, the log holds 4",
    ),
    "two events swapped": (
        tuple(step.format(table=table) for table in ("event", "payload") for step in SWAP),
        "header of event no. 2",
    ),
    "two payloads swapped": (tuple(step.format(table="payload") for step in SWAP), "payload of event no. 2"),
    "a head too high": (("update head set sequence = 9 where programme = 'plan'",), "the head announces 9 events"),
    "a head too low": (("update head set sequence = 4 where programme = 'plan'",), "the head announces 4 events"),
    "a head of another digest": (
        (f"update head set digest = '{'1' * 64}' where programme = 'plan'",),
        "its digest or its time differs",
    ),
    "a head of another time": (
        ("update head set recorded_at = '2099-01-01T00:00:00.000000' where programme = 'plan'",),
        "its digest or its time differs",
    ),
    "a head gone": (("delete from head where programme = 'plan'",), "no head"),
    "an erasure that was none": (
        (f"update payload set salt = '', body = '{{}}', erased_by = 4 {PLAN_3}",),
        "claims to be erased by event no. 4, which erases nothing",
    ),
    "an erasure to come": (
        (f"update payload set salt = '', body = '{{}}', erased_by = 44 {PLAN_3}",),
        "claims to be erased by event no. 44, which erases nothing",
    ),
    "a redaction made again to look whole": (
        ("update payload set salt = '00', erased_by = null where programme = 'plan' and sequence = 2",),
        "payload of event no. 2",
    ),
    "fewer erasures": (("update head set erasures = 0 where programme = 'plan'",), "0 erasures announced"),
    "a payload of no event": (
        ("insert into payload (programme, sequence, salt, body) values ('plan', 6, '00', '{}')",),
        "6 payloads for 5 events",
    ),
}


@pytest.mark.parametrize(("statements", "found"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_changed_behind_the_log_s_back_is_found_and_named(
    record: Record, statements: tuple[str, ...], found: str
) -> None:
    tamper(record, *statements)
    said = verdicts(record)
    assert any(found in fault for fault in said["plan"]), said
    assert said["other"] == []


def test_a_chain_rebuilt_whole_by_whoever_holds_the_record_differs_from_the_head_kept_elsewhere(
    record: Record,
) -> None:
    """The chain proves nothing against who can write it all anew: the digest of the head, noted outside, does."""
    noted = heads(record)["plan"].digest
    forged = Record(str(record.path) + ".forged") if record.path else record
    if record.path is not None:
        forged.create()
        append(forged, "plan", [(NOW, told(number)) for number in range(1, EVENTS)])
        assert verdicts(forged) == {"plan": []}
        assert heads(forged)["plan"].digest != noted


def test_a_digest_seals_what_came_before_the_header_and_the_salted_payload(untouched: Record) -> None:
    """Written again here in plain Python, from the columns."""
    previous = hashlib.sha256(b"other").hexdigest()
    for row in events(untouched, "other"):
        payload = hashlib.sha256(bytes.fromhex(row.salt) + row.body.encode()).hexdigest()
        assert row.payload_hash == payload
        sealed = [getattr(row, name) for name in log.HEADER]
        text = json.dumps(sealed, ensure_ascii=False, separators=(",", ":")).encode()
        assert row.digest == hashlib.sha256(bytes.fromhex(previous) + text).hexdigest()
        previous = row.digest
    assert heads(untouched)["other"].digest == previous


def test_every_column_of_an_event_is_sealed_by_its_digest() -> None:
    assert set(log.HEADER) | {"digest"} == set(EVENT.c.keys())


def test_the_same_words_twice_leave_two_unlike_hashes(record: Record) -> None:
    """So that a short secret cannot be guessed from its hash, nor two people be seen to have said the same."""
    programme = new_name()
    append(record, programme, [(NOW, told(1)), (NOW, told(1))])
    first, second = events(record, programme)
    assert first.body == second.body
    assert first.salt != second.salt and first.payload_hash != second.payload_hash


def test_decimals_travel_as_text_and_instants_keep_their_microseconds(record: Record) -> None:
    programme = new_name()
    line = FundingLine(project_id="P1", line_id="L1", funder_id="E", amount_eur=Decimal("12.30"))
    append(record, programme, [(datetime(2026, 1, 1, 0, 0, 0, 1), imported(line))])
    [row] = events(record, programme)
    assert '"amount_eur":"12.30"' in row.body
    assert row.known_at == "2026-01-01T00:00:00.000001"


def test_a_key_is_written_once_a_programme_and_once_a_command(untouched: Record) -> None:
    with untouched.reading() as connection:
        first = dict(connection.execute(sa.select(EVENT).where(EVENT.c.programme == "plan")).first()._mapping)  # type: ignore[union-attr]
    for changed in ({"command_id": "new"}, {"sequence": 99}):
        with pytest.raises(sa.exc.IntegrityError), untouched.writing() as connection:
            connection.execute(EVENT.insert(), [{**first, **changed}])
    assert sequences(untouched, "plan") == [1, 2, 3, 4, 5]


def test_what_fails_half_way_leaves_nothing(untouched: Record) -> None:
    before = everything(untouched)
    with pytest.raises(ZeroDivisionError), untouched.writing() as connection:
        head = log.lock(connection, "plan")
        log.append(connection, head, [log.LogEntry(told(9), "office", "half", "0" * 64, NOW)], NOW)
        log.lock(connection, "a new programme")
        raise ZeroDivisionError
    assert everything(untouched) == before


def test_whichever_statement_fails_the_append_is_entire_or_absent(record: Record) -> None:
    """A lock, its reading, two inserts and the head: the N-th statement fails, for each N, until none does."""
    before, failures = everything(record), 0
    while True:
        try:
            with failing_after(record, failures):
                append(record, "plan", [(NOW, told(9)), (NOW, told(10))])
            break
        except problems.Unavailable:
            assert everything(record) == before
            failures += 1
    assert failures > 4
    assert sequences(record, "plan") == [1, 2, 3, 4, 5, 6, 7]
    assert verdicts(record) == {"other": [], "plan": []}


@contextlib.contextmanager
def failing_after(record: Record, statements: int) -> Iterator[None]:
    """The disk gives way after so many statements."""
    left = iter(range(statements))

    def fail(*_: object) -> None:
        if next(left, None) is None:
            raise sa.exc.OperationalError("a statement", {}, OSError("the disk"))

    sa.event.listen(record.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        sa.event.remove(record.engine, "before_cursor_execute", fail)


def test_a_reading_sees_one_moment_whatever_is_written_meanwhile(record: Record) -> None:
    with record.reading() as connection:
        before = log.heads(connection)["plan"].sequence
        append(record, "plan", [(NOW, told(9))])
        assert log.heads(connection)["plan"].sequence == before
        assert log.read(connection, "plan", after=before) == []
    with record.reading() as connection:
        assert log.heads(connection)["plan"].sequence == before + 1


def test_verifying_while_others_write_finds_nothing_wrong(record: Record) -> None:
    from portfolio.store import verifying  # noqa: PLC0415 - to write between two of its readings

    found = []
    for verdict in verifying.verify(record):
        append(record, "plan", [(NOW, told(9))])
        append(record, "other", [(NOW, told(9))])
        found += verdict.faults
    assert found == []


def test_a_log_read_in_chunks_is_the_log_read_whole(untouched: Record) -> None:
    with untouched.reading() as connection:
        whole = log.read(connection, "plan", 0)
        by_two: list[sa.Row[Any]] = []
        while rows := log.read(connection, "plan", by_two[-1].sequence if by_two else 0, limit=2):
            by_two += rows
    assert [row.sequence for row in whole] == list(range(1, EVENTS + 1))
    assert by_two == whole


def test_an_instant_s_text_sorts_like_the_instant() -> None:
    instants = [datetime.min, datetime(1999, 12, 31, 23, 59, 59, 999999), datetime(2026, 1, 1), NOW]
    assert sorted(map(log.stamp, instants)) == [log.stamp(each) for each in instants]
    assert {len(log.stamp(each + timedelta(microseconds=n))) for each in instants for n in (0, 1)} == {26}


def heads(record: Record) -> dict[str, log.Head]:
    with record.reading() as connection:
        return log.heads(connection)


def everything(record: Record) -> dict[str, list[tuple[object, ...]]]:
    with record.reading() as connection:
        return {
            table.name: sorted(tuple(row) for row in connection.execute(sa.select(table)))
            for table in (EVENT, PAYLOAD, HEAD)
        }


def test_a_guard_of_the_log_that_is_gone_or_changed_is_a_fault(shared: Place) -> None:
    """What the chain cannot tell: that nothing keeps the log from being changed any more."""
    record = record_of(shared.service)
    assert not [fault for faults in verdicts(record).values() for fault in faults if "guard" in fault]
    with record.writing() as connection:
        name = "payload_no_delete"
        text = connection.exec_driver_sql(
            f"select sql from sqlite_master where name = '{name}'"
            if record.path is not None
            else f"select pg_get_triggerdef(oid) from pg_trigger where tgname = '{name}'"
        ).scalar()
        connection.exec_driver_sql(f"drop trigger {name}" + ("" if record.path is not None else " on payload"))
    try:
        assert [fault for fault in verdicts(record)[record.where] if f"“{name}”" in fault]
        if record.path is not None:
            with record.writing() as connection:
                connection.exec_driver_sql(f"create trigger {name} before delete on payload begin select 1; end")
            assert [fault for fault in verdicts(record)[record.where] if f"“{name}”" in fault]
            with record.writing() as connection:
                connection.exec_driver_sql(f"drop trigger {name}")
    finally:
        with record.writing() as connection:
            connection.exec_driver_sql(str(text))
    assert record.where not in verdicts(record)


REMADE = {
    "sqlite": {
        "fires for nothing": "create trigger event_no_update before update on event when 0 begin "
        "select raise(abort, 'the log is append-only'); end",
        "refuses nothing": "create trigger event_no_update before update on event begin select 1; end",
        "watches another table": "create trigger event_no_update before update on head when new.sequence < 0 begin "
        "select raise(abort, 'the log is append-only'); end",
    },
    "postgresql": {
        "fires for nothing": "create trigger event_no_update before update on event for each row when (false) "
        "execute function refuse_change()",
        "comes too late": "create trigger event_no_update after update on event for each row when (new.sequence < 0) "
        "execute function refuse_change()",
        "watches another table": "create trigger event_no_update before update on installation for each row "
        "execute function refuse_change()",
        "calls another": "create schema aside; create function aside.refuse_change() returns trigger language plpgsql "
        "as $$ begin if false then raise exception 'the log is append-only'; end if; return new; end $$; "
        "create trigger event_no_update before update on event for each row execute function aside.refuse_change()",
    },
}


@pytest.mark.parametrize(("on", "how"), [(on, how) for on, ways in REMADE.items() for how in ways])
def test_a_guard_made_again_under_its_name_so_that_it_keeps_nothing_is_a_fault(
    new_record: Callable[[str], str], on: str, how: str
) -> None:
    record = Record(new_record(on))
    record.create()
    append(record, "plan", [(NOW, imported())])
    assert not guards_at_fault(record)
    with record.writing() as connection:
        connection.exec_driver_sql(f"drop trigger event_no_update{' on event' if on == 'postgresql' else ''}")
        connection.exec_driver_sql(REMADE[on][how])
        connection.exec_driver_sql("update event set actor = actor")  # which it lets through
    assert ["event_no_update" in fault for fault in guards_at_fault(record)] == [True]
    record.close()


@pytest.mark.parametrize(
    "body",
    [
        "begin if false then raise exception 'the log is append-only'; end if; return new; end",
        "begin return new; end -- raise exception",
    ],
)
def test_a_function_of_the_guards_that_refuses_nothing_any_more_is_a_fault(
    new_record: Callable[[str], str], body: str
) -> None:
    record = Record(new_record("postgresql"))
    record.create()
    with record.writing() as connection:
        connection.exec_driver_sql(
            f"create or replace function refuse_change() returns trigger language plpgsql as $$ {body} $$"
        )
    assert len(guards_at_fault(record)) == len(POSTGRESQL_TRIGGERS) - 1
    record.close()


def test_a_gate_of_payloads_that_lets_more_through_is_a_fault(new_record: Callable[[str], str]) -> None:
    record = Record(new_record("postgresql"))
    record.create()
    [gate] = [statement for statement in POSTGRESQL_TRIGGERS if "payload_gate" in statement]
    with record.writing() as connection:
        connection.exec_driver_sql("drop trigger payload_gate on payload")
        connection.exec_driver_sql(
            gate.replace("not (new.programme = old.programme and", "not (new.programme = old.programme) and (")
        )
    assert ["payload_gate" in fault for fault in guards_at_fault(record)] == [True]
    record.close()


def test_comparing_the_guards_leaves_nothing_behind_and_says_when_it_is_not_allowed(
    new_record: Callable[[str], str],
) -> None:
    record = Record(new_record("postgresql"))
    record.create()
    tables = "select oid from pg_class order by 1"
    with record.writing() as connection:
        before = connection.exec_driver_sql(tables).all()
        assert list(triggers.missing(connection)) == []
        assert connection.exec_driver_sql(tables).all() == before
        connection.exec_driver_sql(f"revoke temporary on database {record.url.database} from public")
        connection.exec_driver_sql("create role reader; grant select on all tables in schema public to reader")
        connection.exec_driver_sql("set local role reader")
        [said] = verifying._unguarded(connection)
        assert "permission denied" in said.en and "right to create temporary tables" in said.en
        connection.exec_driver_sql("reset role; drop owned by reader; drop role reader")
    record.close()


def guards_at_fault(record: Record) -> list[str]:
    return [fault for faults in verdicts(record).values() for fault in faults if "guard" in fault]
