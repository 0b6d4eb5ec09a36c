"""Generated programmes: the same seed tells the same past, what it tells adds up, and none of it is anyone real's."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.access.private_logs import programme_of
from portfolio.domain.basis.text import Refused
from portfolio.domain.events import EventKind
from portfolio.domain.facts import (
    FACTS,
    Agreement,
    Fact,
    FundingLine,
    Instalment,
    Milestone,
    Operation,
    Organisation,
    Project,
    StatusReport,
    Submission,
    Verification,
)
from portfolio.domain.facts.choices import Answer, FundingStatus, Instrument
from portfolio.domain.questions import FactRows, Figures, Programmes, Territories
from portfolio.generator import continuity, distributions, generate
from portfolio.generator.past import ProjectPast
from portfolio.generator.people import TerritoryDraw
from portfolio.generator.story import tell
from portfolio.indicators import DIMENSIONS, INDICATORS
from portfolio.service import Service
from tests.support.installations import (
    EFFORT,
    OFFICE,
    VISITOR,
    Clock,
    check_kept_is_rebuilt,
    events,
    held,
    new_name,
    record_of,
    verdicts,
)

MANY = 60
AFTER = datetime.combine(distributions.LAST_DAY + timedelta(days=20), time(9))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    place = tmp_path_factory.mktemp("generated")
    Service.create(str(place / "record.sqlite"))
    opened = Service.open(str(place / "record.sqlite"), place / "facts", Clock(AFTER))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def places(service: Service) -> TerritoryDraw:
    return TerritoryDraw(service.read(Territories(), VISITOR))


@pytest.fixture(scope="module")
def programme(service: Service) -> str:
    code = new_name("genere")
    made(service, code, MANY, 1)
    return code


def made(service: Service, code: str, projects: int, seed: int) -> int:
    return generate.generate(service, OFFICE, programme=code, projects=projects, seed=seed)


def bodies(service: Service, programme: str) -> str:
    """One digest of every payload, in order, whatever the code of the programme."""
    whole = "\n".join(row.body.replace(programme, "CODE") for row in events(record_of(service), programme))
    return hashlib.sha256(whole.encode()).hexdigest()


def test_the_same_seed_makes_the_same_events_and_the_same_facts(service: Service, programme: str) -> None:
    again, other = new_name("genere"), new_name("genere")
    made(service, again, MANY, 1)
    made(service, other, MANY, 2)
    assert bodies(service, again) == bodies(service, programme) != bodies(service, other)
    first, second = (
        {key: row for key, row in held(service, code).items() if key[0] != "programme"} for code in (programme, again)
    )
    assert first == second


def test_an_interrupted_generation_is_taken_up_again_and_ends_as_if_it_had_not_been(
    service: Service, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = new_name("genere")
    monkeypatch.setattr(generate, "CHUNK", 20)

    def stop(done: int, _: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate.generate(service, OFFICE, programme=code, projects=MANY, seed=1, progress=stop)
    told: list[int] = []
    generate.generate(
        service, OFFICE, programme=code, projects=MANY, seed=1, progress=lambda done, of: told.append(done)
    )
    assert told == [20, 40, 60]
    assert made(service, code, MANY, 1) == 0
    ours, theirs = (
        {key: row for key, row in held(service, each).items() if key[0] != "programme"} for each in (code, programme)
    )
    assert ours == theirs


def test_another_programme_of_that_code_is_not_written_over(service: Service, programme: str) -> None:
    with pytest.raises(Refused, match="is another one"):
        made(service, programme, MANY, 2)
    with pytest.raises(Refused, match="is another one"):
        made(service, programme, MANY + 1, 1)


def test_a_project_is_the_same_in_a_programme_of_any_size(places: TerritoryDraw) -> None:
    assert tell(7, 3, places).days() == tell(7, 3, places).days() != tell(8, 3, places).days()


def test_everything_says_that_it_is_fictional(service: Service, programme: str) -> None:
    for project in service.read(FactRows(programme=programme, fact=Project), VISITOR):
        assert project.title.startswith("Projet fictif n° ")
    for organisation in service.read(FactRows(programme=programme, fact=Organisation), VISITOR):
        assert "fictif" in organisation.name or "fictive" in organisation.name
        assert organisation.siren is None
    [plan] = [row for row in service.read(Programmes(), VISITOR) if row.programme == programme]
    assert "fictifs" in plan.name_fr and "fictional" in plan.name_en


@pytest.fixture(scope="module")
def stories(places: TerritoryDraw) -> list[ProjectPast]:
    return [tell(number, 11, places) for number in range(1, 401)]


def last(story: ProjectPast, fact: type[Fact]) -> list[Fact]:
    rows = {row.key: row for _, told in story.days() for row in told if isinstance(row, fact)}
    return list(rows.values())


def test_a_project_has_about_twelve_milestones_twenty_reports_and_five_lines(stories: list[ProjectPast]) -> None:
    def mean(counts: list[int]) -> float:
        return sum(counts) / len(counts)

    assert 11 <= mean([len(last(story, Milestone)) for story in stories]) <= 14
    assert 4 <= mean([len(last(story, FundingLine)) for story in stories]) <= 6
    told = [sum(isinstance(row, StatusReport) for _, rows in story.days() for row in rows) for story in stories]
    assert 12 <= mean(told) <= 22 and min(told) == 0


LADDER_DAYS = 400


def test_complete_plans_cover_the_first_cost_to_the_cent(stories: list[ProjectPast]) -> None:
    shapes = Counter[str]()
    for story in stories:
        lines = [line for line in last(story, FundingLine) if isinstance(line, FundingLine)]
        amounts = [line.amount_eur for line in lines]
        if (story.last_word - story.entered).days < LADDER_DAYS:
            continue  # some of its lines have had no time to be said
        if None in amounts:
            shapes["unsaid"] += 1
            continue
        assert sum(amount or Decimal(0) for amount in amounts) == story.cost
        found = not any(line.status is FundingStatus.TO_BE_FOUND for line in lines)
        shapes["complete" if found else "uncovered"] += 1
        own = sum(line.amount_eur or Decimal(0) for line in lines if line.instrument is Instrument.OWN_FUNDS)
        assert own >= 0
    assert shapes["complete"] > shapes["uncovered"] > shapes["unsaid"] > 0


def test_a_past_has_delays_silence_confidence_that_moves_and_projects_abandoned(stories: list[ProjectPast]) -> None:
    seen = Counter[str]()
    for story in stories:
        steps = [row for _, rows in story.days() for row in rows if isinstance(row, Milestone)]
        seen["late"] += any(s.planned_on and s.expected_on and s.expected_on > s.planned_on for s in steps)
        seen["early"] += any(s.planned_on and s.expected_on and s.expected_on < s.planned_on for s in steps)
        levels = [row.confidence for _, rows in story.days() for row in rows if isinstance(row, StatusReport)]
        order = [distributions.LEVELS.index(level) for level in levels]
        pairs = list(itertools.pairwise(order))
        seen["falls"] += any(b > a for a, b in pairs)
        seen["rises"] += any(b < a for a, b in pairs)
        seen["abandoned"] += any(row.abandoned_on for row in last(story, Project) if isinstance(row, Project))
        seen["silent"] += not levels
        costs = [row for row in last(story, Operation) if isinstance(row, Operation)]
        seen["dearer"] += any(c.cost_eur != c.initial_cost_eur for c in costs)
    assert all(seen[each] > 0 for each in ("late", "early", "falls", "rises", "abandoned", "silent", "dearer")), seen
    assert seen["late"] > seen["early"]


def test_territories_are_drawn_by_population(places: TerritoryDraw) -> None:
    rng = random.Random(1)
    level = distributions.DEPARTMENT
    drawn = Counter(places.draw(level, rng).code for _ in range(4_000))
    assert drawn["59"] > drawn["48"] and drawn["59"] > 4_000 / 101


@given(seed=st.integers(0, 10**9))
@settings(max_examples=2 * EFFORT, suppress_health_check=list(HealthCheck))
def test_whatever_the_seed_kept_is_rebuilt_and_parts_make_the_whole(tmp_path_factory: object, seed: int) -> None:
    place: Path = tmp_path_factory.mktemp("seed")  # type: ignore[attr-defined]
    Service.create(str(place / "record.sqlite"))
    service = Service.open(str(place / "record.sqlite"), place / "facts", Clock(AFTER))
    made(service, "plan", 12, seed)
    check_kept_is_rebuilt(service)
    assert verdicts(record_of(service)) == {"plan": []}
    for key, indicator in INDICATORS.items():
        if not indicator.additive:
            continue
        [whole] = service.read(Figures(programme="plan", indicator=key), VISITOR)
        for dimension in DIMENSIONS.values():
            # A project over two départements counts in each; what is an amount is split.
            counted = dimension.side == "territory" and not indicator.amounts
            if dimension.side in {"project", "territory", indicator.relation} and not counted:
                parts = service.read(Figures(programme="plan", indicator=key, by=(dimension.key,)), VISITOR)
                assert sum(part.value or 0 for part in parts) == (whole.value or 0), (key, dimension.key)
    service.close()


def test_no_generated_row_is_refused_when_it_is_read_again(service: Service, programme: str) -> None:
    for declaration in FACTS.values():
        for row in service.read(FactRows(programme=programme, fact=declaration.fact), VISITOR):
            assert declaration.fact.from_wire(row.wire()) == row


# What no generated programme has: publications, and where they contradict each other.
NEVER_GENERATED = {"source", "contradiction"}
# The kinds of events that it has not, and why.
_OF_TODAY = "an act of today: a generated past is at its own dates, which only an import can give"
_TAKEN_BACK = "takes back what somebody has just done: a generated past keeps what it says"
NEVER_MADE = {
    **dict.fromkeys(
        (
            EventKind.ROWS_ADDED,
            EventKind.ROWS_CHANGED,
            EventKind.ROWS_ENDED,
            EventKind.STATUS_REPORTED,
            EventKind.MILESTONE_REACHED,
            EventKind.MILESTONE_REPLANNED,
            EventKind.EVIDENCE_SUBMITTED,
            EventKind.MILESTONE_PROPOSED,
            EventKind.MILESTONE_VERIFIED,
            EventKind.MILESTONE_SENT_BACK,
            EventKind.MILESTONE_REFUSED,
            EventKind.MILESTONE_REOPENED,
        ),
        _OF_TODAY,
    ),
    EventKind.EVENT_UNDONE: _TAKEN_BACK,
    EventKind.PROGRAMME_RESET: _TAKEN_BACK,
    EventKind.RECORD_RESTORED: "of the installation's own log, and no programme's",
    EventKind.PERSONAL_DATA_ERASED: "nobody generated is a person",
}


def test_a_generated_programme_knows_every_fact_and_every_thing_that_people_do(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(continuity, "CONTINUITY_EVERY", 12)
    monkeypatch.setattr(continuity, "PRIVATE_EVERY", 30)
    code = new_name("genere")
    made(service, code, 90, 1)
    rows = Counter(name for name, _ in held(service, code))
    assert set(FACTS) - set(rows) == NEVER_GENERATED
    logs = [log for log in service.heads() if programme_of(log) == code]
    made_kinds = {EventKind(row.kind) for log in logs for row in events(record_of(service), log)}
    assert not set(EventKind) - made_kinds - NEVER_MADE.keys(), "never made, and nothing says why"
    assert not made_kinds & NEVER_MADE.keys(), "made after all"
    before = len(events(record_of(service), code))
    assert made(service, code, 90, 1) == 0 and len(events(record_of(service), code)) == before
    check_kept_is_rebuilt(service)


def test_generated_agreements_are_paid_in_parts_that_make_their_whole_and_wait_for_milestones(
    service: Service, programme: str
) -> None:
    def rows(fact: type[Fact]) -> list[Any]:
        return list(service.read(FactRows(programme=programme, fact=fact), VISITOR))

    instalments: dict[tuple[str, str], Decimal] = {}
    for row in rows(Instalment):
        instalments[row.project_id, row.agreement_id] = (
            instalments.get((row.project_id, row.agreement_id), Decimal(0)) + row.amount_eur
        )
    agreements = rows(Agreement)
    assert agreements and {row.key: row.maximum_eur for row in agreements} == instalments
    awarded = {
        (line.project_id, line.funder_id): line.amount_eur
        for line in rows(FundingLine)
        if line.status is FundingStatus.AWARDED
    }
    assert all((row.project_id, row.funder_id) in awarded for row in agreements)
    answers = Counter(row.answer for row in rows(Verification))
    assert answers[Answer.VERIFIED] > answers[Answer.TO_COMPLETE] > 0
    [verified] = service.read(Figures(programme=programme, indicator="verified_progress"), VISITOR)
    [declared] = service.read(Figures(programme=programme, indicator="declared_progress"), VISITOR)
    assert 0 < float(verified.value or 0) < 1 and 0 < float(declared.value or 0) < 1


def test_no_generated_funder_verifies_what_is_not_submitted_nor_before_it_is(service: Service, programme: str) -> None:
    submitted = {row.key: row for row in service.read(FactRows(programme=programme, fact=Submission), VISITOR)}
    for row in service.read(FactRows(programme=programme, fact=Verification), VISITOR):
        file = submitted[row.key[:2]]
        assert row.version <= file.version
        assert row.version < file.version or row.answered_on >= file.submitted_on
