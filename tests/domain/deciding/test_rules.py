"""The rules of deciding, as sentences, on an empty base and on small ones; nothing is recorded here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import day_of, noon
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import Command, ImportFacts, ReportStatus, UndoEvent
from portfolio.domain.deciding import decide
from portfolio.domain.deciding.batch_checks import check_batch
from portfolio.domain.deciding.checks import check_rows
from portfolio.domain.events import Decided, Event, EventKind
from portfolio.domain.facts import (
    FACTS,
    Ending,
    Fact,
    FundingLine,
    Milestone,
    Observation,
    Operation,
    Organisation,
    Project,
    ProjectTerritory,
    ResultIndicator,
    Source,
    StatusReport,
    Target,
)
from portfolio.domain.facts.choices import Confidence, Family, ProgrammeKind, TargetKind, TerritoryLevel
from portfolio.store.facts import FactsFile
from portfolio.store.reader import FactsReader
from tests.support.facts_at_rest import lay
from tests.support.installations import LEAD, NOW, OFFICE, imported, new_name, report, small_plan

TODAY = NOW.date()


def decided(
    facts: FactsFile, command: Command, actor: Actor = LEAD, at: datetime = NOW, before: tuple[Decided, ...] = ()
) -> Event | None:
    """The event of a command and every check on it, on top of what the batch decided before."""
    with facts.reading() as cursor:
        reader = FactsReader(cursor, command.programme)
        for each in before:
            reader.add(each)
        event = decide(command, reader, at=at, actor=actor)
        if event is None:
            return None
        known_at = getattr(command, "known_at", None) or at
        check_rows(event, command.programme, day_of(known_at))
        reader.add(Decided(99, known_at, event))
        check_batch([event], reader)
        return event


def base(facts: FactsFile, *more: Fact | Ending, known_at: datetime = NOW - timedelta(days=30)) -> str:
    """A programme holding the small plan for a month, then these rows."""
    programme = new_name()
    plan = (NOW - timedelta(days=30), imported(*small_plan(programme)))
    with facts.writing() as cursor:
        lay(cursor, programme, plan, *([(known_at, imported(*more))] if more else []))
    return programme


def refused(facts: FactsFile, command: Command, words: str, actor: Actor = LEAD, at: datetime = NOW) -> None:
    with pytest.raises(Refused) as refusal:
        decided(facts, command, actor, at)
    assert words in refusal.value.text.en, refusal.value.text.en
    assert refusal.value.text.fr != refusal.value.text.en


def imports(programme: str, *rows: Fact | Ending, known_at: datetime | None = None) -> ImportFacts:
    return ImportFacts(programme=programme, rows=rows, known_at=known_at)


# --- the lead's report


def test_a_report_says_a_confidence_and_a_sentence_of_today(facts: FactsFile) -> None:
    event = decided(facts, report(base(facts), "  tout va bien\x07 "))
    expected = StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, comment="tout va bien", reported_on=TODAY)
    assert event is not None and event.rows == (expected,)
    assert (event.kind, str(event.subject)) == (EventKind.STATUS_REPORTED, "project/P1")


def test_the_day_of_a_report_is_paris_s(facts: FactsFile) -> None:
    event = decided(facts, report(base(facts)), at=datetime(2026, 12, 31, 23, 30))
    assert event is not None and [row.reported_on for row in event.rows] == [date(2027, 1, 1)]  # type: ignore[union-attr]


def test_a_report_on_a_project_nobody_declared_is_refused(facts: FactsFile) -> None:
    refused(facts, report(new_name()), "no project “P1”")
    refused(facts, report(base(facts), project_id="P9"), "no project “P9”")


def test_a_report_on_an_abandoned_project_is_refused(facts: FactsFile) -> None:
    refused(facts, report(base(facts), project_id="P3"), "was abandoned on 31 Jan 2026")


def test_a_report_on_a_project_that_ended_is_refused(facts: FactsFile) -> None:
    refused(facts, report(base(facts, Ending(FACTS["project"], ("P1",)))), "no project “P1”")


def test_a_forecast_moves_its_milestone_and_nothing_else_of_it(facts: FactsFile) -> None:
    event = decided(facts, report(base(facts), milestone_id="J2", expected_on=date(2027, 1, 31)))
    assert event is not None
    [milestone] = [row for row in event.rows if isinstance(row, Milestone)]
    assert milestone == Milestone(
        project_id="P1",
        milestone_id="J2",
        title="Mise en service",
        planned_on=date(2026, 12, 31),
        expected_on=date(2027, 1, 31),
    )


def test_a_forecast_of_an_unknown_milestone_is_refused(facts: FactsFile) -> None:
    for milestone_id in ("J9", "J1-de-P2"):
        asked = report(base(facts), milestone_id=milestone_id, expected_on=date(2027, 1, 31))
        refused(facts, asked, f"“{milestone_id}” is not planned")


def test_a_forecast_of_a_milestone_reached_is_refused(facts: FactsFile) -> None:
    refused(facts, report(base(facts), milestone_id="J1", expected_on=date(2027, 1, 31)), "was reached on 03 Feb 2026")


def test_a_forecast_in_the_past_is_refused_and_today_s_is_not(facts: FactsFile) -> None:
    programme = base(facts)
    yesterday = report(programme, milestone_id="J2", expected_on=TODAY - timedelta(days=1))
    refused(facts, yesterday, "already past")
    assert decided(facts, report(programme, milestone_id="J2", expected_on=TODAY)) is not None


def test_a_forecast_already_past_that_nobody_moves_is_not_refused(facts: FactsFile) -> None:
    late = Milestone(project_id="P1", milestone_id="J2", title="Mise en service", expected_on=TODAY - timedelta(days=9))
    programme = base(facts, late)
    event = decided(facts, report(programme, milestone_id="J2", expected_on=late.expected_on))
    assert event is not None and [type(row) for row in event.rows] == [StatusReport]


def test_the_same_report_twice_the_same_day_is_nothing_and_the_next_day_is_one(facts: FactsFile) -> None:
    programme = base(facts)
    event = decided(facts, report(programme, "dit"))
    assert event is not None
    said = (Decided(2, NOW, event),)
    assert decided(facts, report(programme, "dit"), before=said) is None
    assert decided(facts, report(programme, "dit "), before=said) is None
    assert decided(facts, report(programme, "autre"), before=said) is not None
    assert decided(facts, report(programme, "dit", confidence=Confidence.COMPROMISED), before=said) is not None
    assert decided(facts, report(programme, "dit"), at=NOW + timedelta(days=1), before=said) is not None


def test_a_comment_too_long_is_refused(facts: FactsFile) -> None:
    refused(facts, report(base(facts), "x" * 501), "at most 500 characters")


def test_a_confidence_that_is_not_of_the_list_is_refused(facts: FactsFile) -> None:
    refused(facts, report(base(facts), confidence="fine"), "one of: on_track")


@pytest.mark.parametrize("half", [{"milestone_id": "J9"}, {"expected_on": date(2020, 1, 1)}])
def test_a_forecast_is_a_milestone_and_a_date_or_neither(facts: FactsFile, half: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        decided(facts, report(base(facts), **half))


# --- imports

REFERENCES: list[tuple[Fact, str]] = [
    (Project(project_id="P", title="P", lead_id="NOBODY"), "“project lead” points to “NOBODY”"),
    (Milestone(project_id="P9", milestone_id="J", title="J"), "“project” points to “P9”"),
    (FundingLine(project_id="P1", line_id="L", funder_id="NOBODY"), "“funder” points to “NOBODY”"),
    (
        FundingLine(project_id="P1", line_id="L", funder_id="ETAT", operation_id="O9"),
        "“operation” points to “P1/O9”",
    ),
    (Operation(project_id="P1", operation_id="O", title="O", promoter_id="NOBODY"), "“promoter” points to “NOBODY”"),
    (Milestone(project_id="P1", milestone_id="J", title="J", source_id="S9"), "“source” points to “S9”"),
    (
        Target(project_id="P1", indicator_id="I9", target_id="T", kind=TargetKind.ORIGINAL, value=Decimal(1)),
        "“indicator” points to “P1/I9”",
    ),
    (StatusReport(project_id="P9", confidence=Confidence.ON_TRACK, reported_on=TODAY), "“project” points to “P9”"),
]


@pytest.mark.parametrize(("row", "words"), REFERENCES, ids=[words for _, words in REFERENCES])
def test_a_row_that_points_to_nothing_is_refused_by_name(facts: FactsFile, row: Fact, words: str) -> None:
    refused(facts, imports(base(facts), row), words)


def test_a_reference_is_looked_for_in_its_own_project(facts: FactsFile) -> None:
    """An indicator of P2 does not stand for one of the same code in P1."""
    there = ResultIndicator(project_id="P2", indicator_id="I1", title="prises", unit="prises")
    programme = base(facts, there)
    seen = Observation(project_id="P1", indicator_id="I1", observation_id="V", value=Decimal(1))
    refused(facts, imports(programme, seen), "“indicator” points to “P1/I1”")


def test_rows_of_one_import_may_point_to_one_another_in_any_order(facts: FactsFile) -> None:
    rows = (
        FundingLine(project_id="P", line_id="L", funder_id="O", operation_id="T", source_id="S"),
        Operation(project_id="P", operation_id="T", title="Travaux"),
        Project(project_id="P", title="P", lead_id="O"),
        Organisation(organisation_id="O", name="O", family=Family.REGION),
        Source(source_id="S", url="https://exemple.fr", publisher="P"),
    )
    event = decided(facts, imports(new_name(), *rows))
    assert event is not None and set(event.rows) == set(rows)


def test_a_row_that_points_to_what_ended_is_refused(facts: FactsFile) -> None:
    programme = base(facts, Ending(FACTS["organisation"], ("ETAT",)))
    line = FundingLine(project_id="P1", line_id="L2", funder_id="ETAT")
    refused(facts, imports(programme, line), "“funder” points to “ETAT”")


def test_ending_what_others_point_to_is_refused(facts: FactsFile) -> None:
    with pytest.raises(Refused):
        decided(facts, imports(base(facts), Ending(FACTS["organisation"], ("ETAT",))))


def test_a_territory_nobody_knows_is_refused(facts: FactsFile) -> None:
    for level, code in (("commune", "99999"), ("department", "99"), ("region", "75056"), ("epci", "217500016")):
        place = ProjectTerritory(project_id="P1", level=TerritoryLevel.of(level), territory_code=code)
        refused(facts, imports(base(facts), place), f"has the code “{code}”. Check the official code")


@pytest.mark.parametrize(
    ("former", "today"),
    [("75101", "75056"), ("20004", "2A004"), ("55273", "55386")],
    ids=["district", "Corse", "merged"],
)
def test_a_commune_that_changed_its_code_is_refused_with_today_s(facts: FactsFile, former: str, today: str) -> None:
    place = ProjectTerritory(project_id="P1", level=TerritoryLevel.COMMUNE, territory_code=former)
    refused(facts, imports(base(facts), place), f"code is now {today}")


def test_every_level_of_territory_is_known(facts: FactsFile) -> None:
    codes = {"commune": "2A004", "epci": "200054781", "department": "976", "region": "06", "country": "FR"}
    places = [
        ProjectTerritory(project_id="P1", level=TerritoryLevel.of(level), territory_code=code)
        for level, code in codes.items()
    ]
    event = decided(facts, imports(base(facts), *places))
    assert event is not None and len(event.rows) == 5


def test_a_key_said_twice_in_one_import_is_refused(facts: FactsFile) -> None:
    twice = [Project(project_id="P1", title=title, lead_id="LEAD-1") for title in ("Un", "Deux")]
    refused(facts, imports(base(facts), *twice), "project “P1” appears twice")
    refused(facts, imports(base(facts), twice[0], Ending(FACTS["project"], ("P1",))), "“P1” appears twice")


def test_what_happened_after_the_day_it_was_known_is_refused(facts: FactsFile) -> None:
    day = date(2026, 3, 31)
    programme = base(facts)
    reached, observed = (
        Milestone(project_id="P1", milestone_id="J2", title="J", reached_on=day + timedelta(days=1)),
        Milestone(project_id="P1", milestone_id="J2", title="J", reached_on=day),
    )
    refused(facts, imports(programme, reached, known_at=noon(day)), "is later than the day the fact became known")
    assert decided(facts, imports(programme, observed, known_at=noon(day))) is not None
    foretold = Milestone(project_id="P1", milestone_id="J2", title="J", planned_on=date(2030, 1, 1))
    assert decided(facts, imports(programme, foretold, known_at=noon(day))) is not None


@pytest.mark.parametrize(
    "row",
    [
        Project(project_id="P1", title="P", abandoned_on=TODAY + timedelta(days=1)),
        FundingLine(project_id="P1", line_id="L", funder_id="ETAT", decided_on=TODAY + timedelta(days=1)),
        StatusReport(project_id="P1", confidence=Confidence.ON_TRACK, reported_on=TODAY + timedelta(days=1)),
    ],
    ids=lambda row: row.declaration.name,
)
def test_nothing_has_happened_tomorrow(facts: FactsFile, row: Fact) -> None:
    refused(facts, imports(base(facts), row), "is later than the day the fact became known")


def test_what_is_known_tomorrow_is_refused(facts: FactsFile) -> None:
    row = Project(project_id="P1", title="P")
    refused(facts, imports(base(facts), row, known_at=NOW + timedelta(microseconds=1)), "later than today")
    assert decided(facts, imports(base(facts), row, known_at=NOW)) is not None


def test_the_same_rows_twice_are_nothing(facts: FactsFile) -> None:
    programme = base(facts)
    assert decided(facts, imports(programme, *small_plan(programme))) is None
    assert decided(facts, imports(programme, *small_plan(programme), known_at=NOW - timedelta(days=30))) is None


def test_of_a_file_one_row_changed_only_that_row_is_an_event_s(facts: FactsFile) -> None:
    programme = base(facts)
    changed = Project(project_id="P2", title="École rebaptisée", lead_id="LEAD-2")
    rows = [changed if row.key == ("P2",) and isinstance(row, Project) else row for row in small_plan(programme)]
    event = decided(facts, imports(programme, *rows))
    assert event is not None and event.rows == (changed,)


def test_ending_what_never_was_is_nothing(facts: FactsFile) -> None:
    assert decided(facts, imports(base(facts), Ending(FACTS["project"], ("P9",)))) is None


def test_an_older_version_slots_into_the_past_and_leaves_now_unchanged(facts: FactsFile) -> None:
    programme = base(facts)
    older = Project(project_id="P1", title="Premier nom", lead_id="LEAD-1")
    long_ago = NOW - timedelta(days=300)
    event = decided(facts, imports(programme, older, known_at=long_ago))
    assert event is not None and event.rows == (older,)
    with facts.reading() as cursor:
        reader = FactsReader(cursor, programme)
        reader.add(Decided(2, long_ago, event))
        versions = reader.versions(Project.declaration, [("P1",)])["P1",]
    assert [version.sequence for version in versions] == [2, 1]
    assert versions[-1].row == next(row for row in small_plan(programme) if row.key == ("P1",))


def test_the_same_older_version_twice_is_nothing(facts: FactsFile) -> None:
    programme = new_name()
    older = Project(project_id="P1", title="Premier nom")
    with facts.writing() as cursor:
        lay(
            cursor,
            programme,
            (NOW, imported(Project(project_id="P1", title="P"))),
            (NOW - timedelta(9), imported(older)),
        )
    assert decided(facts, imports(programme, older, known_at=NOW - timedelta(9))) is None
    assert decided(facts, imports(programme, older, known_at=NOW - timedelta(8))) is not None, (
        "an older one may slot in"
    )
    assert decided(facts, imports(programme, older, known_at=NOW)) is not None


def test_an_empty_import_is_nothing(facts: FactsFile) -> None:
    assert decided(facts, imports(new_name())) is None


# --- undoing what is not there


def test_undoing_on_an_empty_base_is_refused(facts: FactsFile) -> None:
    refused(facts, UndoEvent(programme=new_name(), sequence=1), "There is no event no. 1", OFFICE)


# --- the decision is pure


def test_deciding_twice_decides_the_same_and_changes_nothing(facts: FactsFile) -> None:
    programme = base(facts)
    for command in (
        report(programme, "dit", milestone_id="J2", expected_on=date(2027, 1, 31)),
        imports(programme, Project(project_id="P7", title="Sept")),
    ):
        assert decided(facts, command) == decided(facts, command) is not None


@pytest.mark.parametrize("kind", ProgrammeKind)
def test_a_rule_does_not_look_at_rights(facts: FactsFile, kind: ProgrammeKind) -> None:
    """The door does: the same report is decided whatever the kind of the programme and whoever speaks."""
    programme = new_name()
    with facts.writing() as cursor:
        lay(cursor, programme, (NOW, imported(*small_plan(programme, kind))))
    assert decided(facts, report(programme, "dit"), actor=OFFICE) is not None


def test_a_command_s_hash_tells_every_field_apart_and_only_them() -> None:
    asked: dict[str, Any] = {
        "programme": "plan",
        "project_id": "P1",
        "confidence": Confidence.ON_TRACK,
        "comment": "dit",
        "milestone_id": "J1",
        "expected_on": date(2027, 1, 1),
    }
    other = {
        "programme": "autre",
        "project_id": "P2",
        "confidence": Confidence.COMPROMISED,
        "comment": None,
        "milestone_id": "J2",
        "expected_on": None,
    }
    hashes = {ReportStatus(**asked).hash(), *(ReportStatus(**{**asked, name: other[name]}).hash() for name in asked)}
    assert len(hashes) == len(asked) + 1
    assert ReportStatus(**asked).hash() == ReportStatus(**asked, seen=()).hash()
    rows = (Project(project_id="P", title="P"), Ending(FACTS["project"], ("P",)))
    assert len({imports("plan", row).hash() for row in rows}) == 2
    assert imports("plan", *rows).hash() != imports("plan", *rows, known_at=NOW).hash()
