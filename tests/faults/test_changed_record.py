"""A record changed behind its back gives no figure: what is read from it is checked before it is applied."""

from __future__ import annotations

import random
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portfolio import maintenance
from portfolio.domain.access.private_logs import log_of
from portfolio.domain.commands import ErasePersonalData
from portfolio.domain.events import EventKind, Subject
from portfolio.domain.facts import FundingLine, StatusReport
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import FactRows, Figures, Programmes
from portfolio.service import Service, StoreProblem
from portfolio.store import problems
from portfolio.store.applying import FEW
from portfolio.store.record import Record
from tests.support.installations import (
    EFFORT,
    NOW,
    OFFICE,
    VISITOR,
    Place,
    Strange,
    append,
    comment_of,
    imported,
    load,
    new_name,
    planned,
    record_of,
    tamper,
    tell,
)

FLIPS = 12 * EFFORT
BEFORE = Decimal("1000000.01")  # what the small plan brings


def funding(service: Service, programme: str) -> object:
    [found] = service.read(Figures(programme=programme, indicator="total_funding"), VISITOR)
    return found.value


def anew(place: Place) -> Service:
    """The same record opened again, its facts made anew."""
    place.close_all()
    shutil.rmtree(place.folder, ignore_errors=True)
    return place.open()


DOUBLED = "update payload set body = replace(body, '1000000.01', '9000000.01') where programme = '{programme}'"


def test_a_changed_digit_gives_no_figure_stops_the_writes_of_its_programme_and_is_said(file_place: Place) -> None:
    service = file_place.open()
    programme, other = planned(service), planned(service)
    assert str(funding(service, programme)) == "1000000.01"
    tamper(record_of(service), DOUBLED.format(programme=programme))
    service = anew(file_place)
    service.heads()
    assert service.read(FactRows(programme=programme, fact=FundingLine), VISITOR) == ()
    [fault] = service.faults
    assert (
        f"“{programme}”" in fault.en and "the payload of event no. 1 was changed" in fault.en and "restore" in fault.en
    )
    with pytest.raises(problems.ReadOnly, match="payload of event"):
        tell(service, programme, "après")
    tell(service, other, "ailleurs")
    assert comment_of(service, other) == "ailleurs"


def test_what_was_applied_before_the_fault_is_still_read(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "premier")
    tell(service, programme, "second")
    tamper(
        record_of(service),
        f"update payload set body = replace(body, 'second', 'autre!') where programme = '{programme}' and sequence = 3",
    )
    service = anew(file_place)
    assert comment_of(service, programme) == "premier"
    assert len(service.faults) == 1
    maintenance.rebuild(service, OFFICE)
    assert comment_of(service, programme) == "premier" and len(service.faults) == 1


def test_pages_do_not_tell_that_a_private_log_is_there_and_the_doctor_names_it(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    private = log_of(programme, "P1")
    append(record_of(service), private, [(NOW, imported())])
    tamper(record_of(service), f"update payload set body = body || ' ' where programme = '{private}'")
    service = anew(file_place)
    service.heads()
    [said] = service.faults
    for text in (said.fr, said.en):
        assert (
            f"{programme}" in text and "doctor" in text and private not in text and "1" not in text.split(programme)[1]
        )
    named = [
        matter.text.en for matter in maintenance.examine(service, OFFICE, service.store.backups) if matter.is_fault
    ]
    assert [text for text in named if f"“{private}”" in text and "event no. 1" in text]
    assert tell(service, programme, "ailleurs").sequence == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "update payload set body = '{{\"facts\": {{\"project\": [' where programme = '{p}' and sequence = 2",
            "payload",
        ),
        ("update payload set body = x'00ff' where programme = '{p}' and sequence = 2", "payload"),
        ("update payload set salt = 'zz' where programme = '{p}' and sequence = 2", "payload"),
        ("update event set actor = 'office' where programme = '{p}' and sequence = 2", "header"),
        ("update event set known_at = 'hier' where programme = '{p}' and sequence = 2", "header"),
        ("update event set recorded_at = 12 where programme = '{p}' and sequence = 2", "header"),
        ("delete from event where programme = '{p}' and sequence = 2", "missing"),
        ("update head set sequence = sequence + 1 where programme = '{p}'", "head announces"),
        (
            "update payload set body = '{{}}', salt = '', erased_by = 3 where programme = '{p}' and sequence = 2",
            "erasure",
        ),
    ],
)
def test_damage_is_said_in_words_and_never_as_an_error_of_ours(file_place: Place, change: str, said: str) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "premier")
    tell(service, programme, "second")
    tamper(record_of(service), change.format(p=programme))
    service = anew(file_place)
    service.heads()
    assert [said in text.en for text in service.faults] == [True]
    assert service.read(Programmes(), VISITOR)
    with pytest.raises(StoreProblem):
        tell(service, programme, "troisième")


@pytest.mark.parametrize("change", ["digest = 12", "recorded_at = 'hier'", "erasures = 'x'", "sequence = 'x'"])
def test_a_head_that_cannot_be_read_is_said_and_what_was_known_is_read(file_place: Place, change: str) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "premier")
    tamper(record_of(service), f"update head set {change} where programme = '{programme}'")
    for reopened in (False, True):
        if reopened:
            file_place.close_all()
            service = file_place.open()
        assert comment_of(service, programme) == "premier"
        assert service.read_only is not None
        with pytest.raises(StoreProblem):
            tell(service, programme, "second")
        said = [fault.en for verdict in maintenance.verify(service, OFFICE) for fault in verdict.faults]
        assert [text for text in said if "head" in text]


@pytest.mark.parametrize(
    "value",
    ["'{\"milestone\" ['", "'[]'", "'null'", "'{\"milestone\": 3}'", "'{\"milestone\": [[]]}'", "x'00ff'", "12"],
)
def test_declarations_of_the_record_that_cannot_be_read_are_said_and_what_was_known_is_read(
    file_place: Place, value: str
) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "premier")
    tamper(record_of(service), f"update installation set value = {value} where name = 'fields'")
    assert comment_of(service, programme) == "premier"
    assert service.read_only is not None and "fields" in service.read_only.en and "restore" in service.read_only.en
    with pytest.raises(StoreProblem):
        tell(service, programme, "second")
    file_place.close_all()
    with pytest.raises(problems.Damaged, match="fields"):
        file_place.open()


def test_what_was_erased_is_no_fault(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    tell(service, programme, "à effacer")
    erased = ErasePersonalData(programme=programme, fact="status_report", key=("P1",), reason="demande")
    service.carry_out(erased, OFFICE, new_name("id"))
    service = anew(file_place)
    assert comment_of(service, programme) == "[effacé]" and service.faults == []


@pytest.mark.parametrize("seed", range(FLIPS))
def test_a_flipped_byte_of_the_record_gives_no_wrong_figure_and_no_error_of_ours(tmp_path: Path, seed: int) -> None:
    """The facts are made anew from a record of which one byte, drawn at random, is another."""
    place = Place(str(tmp_path / "record.sqlite"), tmp_path / "facts").create()
    service = place.open()
    programme = planned(service)
    for number in range(8):
        load(service, programme, FundingLine(project_id="P2", line_id=f"L{number}", funder_id="ETAT", amount_eur=1_000))
        tell(service, programme, f"point {number}")
    right = funding(service, programme)
    service.store.record.engine.dispose()
    place.close_all()
    shutil.rmtree(place.folder)
    draw, content = random.Random(seed), bytearray(place.file.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    place.file.write_bytes(content)
    try:
        service = place.open()
        service.heads()
        is_whole = not service.faults and service.read_only is None
        found = funding(service, programme)
    except StoreProblem:
        return  # refused, in words
    finally:
        place.close_all()
    # Whole, it is the figure; otherwise that of some event before the fault, which is said.
    assert found == right if is_whole else found in {None, *(BEFORE + 1_000 * lines for lines in range(9))}


def test_a_record_is_still_what_it_was_when_nothing_was_changed(file_place: Place) -> None:
    service = file_place.open()
    programme = planned(service)
    service = anew(file_place)
    assert str(funding(service, programme)) == "1000000.01" and service.faults == []
    assert isinstance(record_of(service), Record)


NONE_OF_OURS = pytest.mark.parametrize(
    "said",
    [
        {"project": "abc"},
        {"project": None},
        {"project": [1, 2]},
        {"project": [{"title": "sans clé"}]},
        {"funding_line": [{"project_id": "P1", "line_id": "L9", "amount_eur": "beaucoup"}]},
        {"milestone": [{"project_id": "P1", "milestone_id": "J9", "title": "x", "planned_on": "hier"}]},
        {"project": [{"project_id": "P9", "title": "x", "ended": "peut-être"}]},
        [],
        "abc",
    ],
    ids=str,
)


@NONE_OF_OURS
def test_a_payload_that_is_none_of_ours_stops_its_programme_and_no_other(file_place: Place, said: Any) -> None:
    service = file_place.open()
    programme, other = planned(service), planned(service)
    strange = Strange(EventKind.FACTS_IMPORTED, Subject("programme", ("plan",)), (), said=said)
    append(record_of(service), programme, [(NOW, strange)])
    for reopened in (False, True):
        service = anew(file_place) if reopened else service
        service.heads()
        [fault] = service.faults
        assert "event" in fault.en and "restore" in fault.en
        assert str(funding(service, programme)) == "1000000.01"
        with pytest.raises(problems.ReadOnly):
            tell(service, programme, "après")
        tell(service, other, f"ailleurs {reopened}")


@NONE_OF_OURS
@pytest.mark.parametrize("way", ["rebuild", "many"])
def test_it_does_so_however_many_events_are_read_with_it(file_place: Place, said: Any, way: str) -> None:
    service = file_place.open()
    programme = planned(service)
    strange = Strange(EventKind.FACTS_IMPORTED, Subject("programme", ("plan",)), (), said=said)
    around = [
        (NOW, imported(StatusReport(project_id="P1", reported_on=NOW.date(), confidence=Confidence.ON_TRACK)))
        for _ in range(FEW + 8)
    ]
    append(record_of(service), programme, [*around, (NOW, strange), *around])
    if way == "rebuild":
        service.store.rebuild()
    service.heads()
    [fault] = service.faults
    assert "event" in fault.en and "restore" in fault.en
    assert str(funding(service, programme)) == "1000000.01"
    with pytest.raises(problems.ReadOnly):
        tell(service, programme, "après")
