"""The formulas of `domain/progress` are the oracle of the SQL on screen: the same value, unknown where it is unknown,
over every combination of unknowns, as things are now and « au (date) »."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain import progress
from portfolio.domain.basis.days import cutoff, noon
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Fact,
    Milestone,
    Observation,
    Programme,
    Project,
    ResultIndicator,
    StatusReport,
    Submission,
    Target,
    Verification,
)
from portfolio.domain.facts.choices import Answer, Confidence, ProgrammeKind, Sense, TargetKind
from portfolio.domain.progress import (
    ConfidenceFlags,
    achievement_rate,
    aggregate_rate,
    declared_against_computed,
    planned_progress,
    progress_gap_points,
    raw_achievement_rate,
    weighted_progress,
)
from portfolio.domain.questions import (
    AlertRow,
    Alerts,
    ConfidenceChecks,
    Measure,
    ProgressCurve,
    ProjectRows,
    Results,
)
from portfolio.indicators import INDICATORS
from portfolio.store.answers import answer
from portfolio.store.applying import clear
from portfolio.store.facts import FactsFile
from portfolio.store.measure import measure
from portfolio.store.relations import source
from portfolio.store.rows import rows_as_dicts
from tests.support.facts_at_rest import put

P = "p"
DAY = date(2026, 6, 30)
KNOWN_ON = date(2026, 1, 2)

# Which SQL each formula is the oracle of, filled by the tests below; and why others have none.
ORACLES: dict[str, list[str]] = {}
WITHOUT_SQL = {
    "projected_finish": "a definition, with its vector; no screen draws where a date that keeps slipping ends",
    "earned_value": "a definition, with its vectors; facts hold neither planned value nor actual cost by period",
    "earned_schedule": "a definition, with its vectors; facts hold no planned value by period",
    "critical_path": "computed by the domain itself, for the figure of dependencies and for the check of loops",
}

Test = Callable[..., None]


def oracle_of(sql: str, *formulas: Callable[..., Any]) -> Callable[[Test], Test]:
    """Says that a test holds this SQL equal to these formulas."""
    for formula in formulas:
        ORACLES.setdefault(formula.__name__, []).append(sql)
    return lambda test: test


@pytest.fixture(scope="module")
def facts() -> Iterator[FactsFile]:
    opened = FactsFile.in_memory()
    yield opened
    opened.close()


class World:
    """A cursor on some facts, read as pages read them."""

    def __init__(self, cursor: Any, now: bool) -> None:
        self.cursor, self.now = cursor, now

    def ask(self, question: Any) -> Any:
        return answer(self.cursor, question, DAY, now=self.now)

    def measured(self, indicator: str, *by: str) -> dict[str, Measure]:
        found = measure(self.cursor, INDICATORS[indicator], P, DAY, by=by, now=self.now)
        return {m.of("project_id") or "" if by else "": m for m in found}

    def relation(self, name: str) -> dict[str, dict[str, Any]]:
        sql = f"FROM {source(name, now=self.now)}"
        values = {name: value for name, value in (("day", DAY), ("t", cutoff(DAY))) if f"${name}" in sql}
        return {row["project_id"]: row for row in rows_as_dicts(self.cursor, sql, values)}


def world(facts: FactsFile, rows: Sequence[Fact], check: Callable[[World], None]) -> None:
    plan = Programme(programme_id=P, name_fr="Plan fictif", name_en="Made-up plan", kind=ProgrammeKind.FICTIONAL)
    with facts.writing() as cursor:
        clear(cursor)
        put(cursor, P, [(noon(KNOWN_ON), (plan, *rows))])
        for now in (True, False):
            check(World(cursor, now))


def project(code: str) -> Project:
    return Project(project_id=code, title=f"Projet fictif {code}")


def decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def same(found: float | Decimal | None, expected: float | None) -> bool:
    """To the last digits of a sum; unknown only when unknown."""
    if found is None or expected is None:
        return found is None and expected is None
    return float(found) == pytest.approx(expected, rel=1e-12, abs=1e-12)


# Results


class Result(NamedTuple):
    baseline: float | None
    actual: float | None
    target: float | None
    revised: float | None
    sense: Sense | None

    def rows(self, code: str, indicator: str = "I", weight: float | None = None) -> list[Fact]:
        own: dict[str, Any] = {"project_id": code, "indicator_id": indicator}
        rows: list[Fact] = [
            ResultIndicator(
                **own, title="prises", unit="prises", sense=self.sense,
                baseline=decimal(self.baseline), weight=decimal(weight),
            )
        ]  # fmt: skip
        if self.actual is not None:
            rows.append(Observation(**own, observation_id="V", value=Decimal(str(self.actual)), observed_on=KNOWN_ON))
        for kind, value in ((TargetKind.ORIGINAL, self.target), (TargetKind.REVISED, self.revised)):
            if value is not None:
                rows.append(Target(**own, target_id=kind.value, kind=kind, value=Decimal(str(value))))
        return rows


VALUES = st.sampled_from([-12.5, 0.0, 0.1, 3.0, 7.25, 100.0])


@given(values=st.tuples(VALUES, VALUES, VALUES, VALUES))
@settings(max_examples=8, deadline=None)
@oracle_of("views/result.sql", achievement_rate, raw_achievement_rate)
def test_the_rates_of_a_result_are_those_of_the_formula(
    facts: FactsFile, values: tuple[float, float, float, float]
) -> None:
    cases = [Result(*case) for case in product(*((None, value) for value in values), (None, *Sense))]
    # A target equal to its baseline is where the sense decides.
    cases += [Result(b, a, b, b, sense) for b, a, sense in product(values[:2], (None, *values[2:]), (None, *Sense))]
    rows = [row for k, each in enumerate(cases) for row in (project(f"P{k}"), *each.rows(f"P{k}"))]

    def check(at: World) -> None:
        relation = at.relation("result")
        for k, each in enumerate(cases):
            found, told = relation[f"P{k}"], each[:2]
            assert found["rate"] == achievement_rate(*told, each.target, each.sense), each
            assert found["raw_rate"] == raw_achievement_rate(*told, each.target), each
            assert found["revised_rate"] == achievement_rate(*told, each.revised, each.sense), each
            assert found["raw_revised_rate"] == raw_achievement_rate(*told, each.revised), each
        for k in range(0, len(cases), 40):  # what the page of a project reads
            [row] = at.ask(Results(programme=P, project_id=f"P{k}"))
            assert (row.rate, row.raw_rate) == (relation[f"P{k}"]["rate"], relation[f"P{k}"]["raw_rate"])

    world(facts, rows, check)


PARTS = st.sampled_from([None, -5.0, 0.0, 10.0, 40.0, 100.0, 130.0])
WEIGHTS = st.sampled_from([None, 0.0, 0.5, 1.0, 2.0, 7.0])
SCORES = st.lists(st.tuples(PARTS, WEIGHTS), max_size=4)
UNKNOWNS = [list(case) for n in (1, 2, 3) for case in product(((40.0, 1.0), (None, 1.0), (None, 0.0)), repeat=n)]


@given(projects=st.lists(SCORES, min_size=1, max_size=12))
@settings(max_examples=8, deadline=None)
@oracle_of("indicators/progress.py: achievement_rate", aggregate_rate)
def test_the_rate_of_several_results_is_the_formula_with_its_coverage(
    facts: FactsFile, projects: list[list[tuple[float | None, float | None]]]
) -> None:
    """An indicator that says no weight weighs 1; exactly two thirds of the weight are enough."""
    cases = [*projects, *UNKNOWNS]
    rows: list[Fact] = []
    for k, scores in enumerate(cases):
        rows.append(project(f"P{k}"))
        for n, (part, weight) in enumerate(scores):
            rows += Result(0, part, 100, None, None).rows(f"P{k}", f"I{n}", weight)

    def expected(scores: Sequence[tuple[float | None, float | None]]) -> float | None:
        rates = [achievement_rate(0, part, 100) for part, _ in scores]
        return aggregate_rate(rates, [1.0 if weight is None else weight for _, weight in scores]).rate

    def check(at: World) -> None:
        found = at.measured("achievement_rate", "project_id")
        for k, scores in enumerate(cases):
            assert same(found[f"P{k}"].value, expected(scores)), scores
        whole = [score for scores in cases for score in scores]
        assert same(at.measured("achievement_rate")[""].value, expected(whole))

    world(facts, rows, check)


# Milestones


class Step(NamedTuple):
    """A milestone: its weight, its initial date and the day it was reached, each known or not."""

    weight: float | None
    planned_on: date | None
    reached_on: date | None

    def row(self, code: str, milestone: str) -> Milestone:
        return Milestone(
            project_id=code,
            milestone_id=milestone,
            title=f"Jalon {milestone}",
            weight=decimal(self.weight),
            planned_on=self.planned_on,
            reached_on=self.reached_on,
        )


PLANNED = (None, DAY - timedelta(days=31), DAY - timedelta(days=30), DAY, DAY + timedelta(days=1))
REACHED = (None, KNOWN_ON, DAY)
STEPS = [Step(*case) for case in product((None, 0.0, 1.0, 2.5), PLANNED, REACHED)]
LISTS = st.lists(st.sampled_from(STEPS), max_size=4)
PAIRS = [list(pair) for pair in combinations_with_replacement([s for s in STEPS if s.weight != 2.5], 2)]


def declared(steps: Sequence[Step], day: date = DAY) -> float | None:
    """Over the milestones that have a weight, as the figure says."""
    known = [step for step in steps if step.weight is not None]
    reached = [step.reached_on is not None and step.reached_on <= day for step in known]
    return weighted_progress([step.weight for step in known], reached)


def dated(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.weight is not None and step.planned_on is not None]


def planned(steps: Sequence[Step], day: date = DAY) -> float | None:
    """Over those that also have an initial date."""
    known = dated(steps)
    return planned_progress([step.weight for step in known], [step.planned_on for step in known], day)


def gap(steps: Sequence[Step]) -> float | None:
    """In points, over the same milestones."""
    return progress_gap_points(declared(dated(steps)), planned(steps))


def milestones(cases: Sequence[Sequence[Step]]) -> list[Fact]:
    rows: list[Fact] = []
    for k, steps in enumerate(cases):
        rows += [project(f"P{k}"), *(step.row(f"P{k}", f"J{n}") for n, step in enumerate(steps))]
    return rows


def check_progress(facts: FactsFile, cases: Sequence[Sequence[Step]]) -> None:
    def check(at: World) -> None:
        by = {key: at.measured(f"{key}", "project_id") for key in ("declared_progress", "planned_progress")}
        gaps = at.measured("progress_gap", "project_id")
        listed = {row.project_id: row for row in at.ask(ProjectRows(programme=P))}
        relation = at.relation("project_progress")
        for k, steps in enumerate(cases):
            code, row = f"P{k}", relation.get(f"P{k}", {})
            apart = gap(steps)
            assert same(by["declared_progress"][code].value, declared(steps)), steps
            assert same(listed[code].declared_progress, declared(steps)), steps
            assert same(by["planned_progress"][code].value, planned(steps)), steps
            assert same(listed[code].planned_progress, planned(steps)), steps
            assert same(gaps[code].value, None if apart is None else apart / 100), steps
            assert same(row.get("gap_points"), apart), steps
        whole = [step for steps in cases for step in steps]
        assert same(at.measured("declared_progress")[""].value, declared(whole))
        assert same(at.measured("planned_progress")[""].value, planned(whole))
        for point in at.ask(ProgressCurve(programme=P)):
            assert same(point.planned, planned(whole, point.day)), point
            assert same(point.declared, declared(whole, point.day) if point.day <= DAY else None), point

    world(facts, milestones(cases), check)


ON_SCREEN = "indicators/progress.py, relations/project_progress.sql, queries/progress_curve.sql"


@oracle_of(ON_SCREEN, weighted_progress, planned_progress, progress_gap_points)
def test_progress_is_that_of_the_formula_over_every_pair_of_milestones(facts: FactsFile) -> None:
    check_progress(facts, [[], *([step] for step in STEPS), *PAIRS])


@given(cases=st.lists(LISTS, min_size=1, max_size=8))
@settings(max_examples=10, deadline=None)
def test_progress_is_that_of_the_formula_whatever_the_milestones(facts: FactsFile, cases: list[list[Step]]) -> None:
    check_progress(facts, cases)


FUNDERS = ("ETAT", "REGION")
SAYINGS = (None, Answer.VERIFIED, Answer.REFUSED, Answer.PROPOSED)


def awaited(code: str, milestone: str, answers: Sequence[Answer | None]) -> list[Fact]:
    """An agreement of each funder waits for the milestone; what it says of the current file, if anything."""
    own: dict[str, Any] = {"project_id": code, "milestone_id": milestone}
    rows: list[Fact] = [Submission(**own, version=Decimal(2), submitted_on=KNOWN_ON)]
    for funder, said in zip(FUNDERS, answers, strict=False):
        agreement: dict[str, Any] = {"project_id": code, "agreement_id": f"{milestone}-{funder}"}
        rows += [Agreement(**agreement, funder_id=funder), AgreementMilestone(**agreement, milestone_id=milestone)]
        if said is not None:
            answered: dict[str, Any] = {"version": Decimal(2), "answer": said, "answered_on": KNOWN_ON}
            more = {"proposes": Answer.VERIFIED} if said is Answer.PROPOSED else {"reason": "pièce illisible"}
            rows.append(Verification(**own, funder_id=funder, **answered, **more))
    return rows


@oracle_of("indicators/progress.py: verified_progress, queries/progress_curve.sql", weighted_progress)
def test_verified_progress_is_that_of_the_formula_over_what_agreements_name(facts: FactsFile) -> None:
    """Of two milestones, each named by no agreement, by one or by two, of a weight known or not."""
    said = [(), *product(SAYINGS, repeat=1), *product(SAYINGS, repeat=2)]
    cases = [
        [(weight, one), (3.0, other)]
        for weight in (None, 0.0, 2.0)
        for one, other in combinations_with_replacement(said, 2)
    ]
    rows: list[Fact] = []
    for k, steps in enumerate(cases):
        rows.append(project(f"P{k}"))
        for n, (weight, answers) in enumerate(steps):
            rows += [Step(weight, None, None).row(f"P{k}", f"J{n}"), *awaited(f"P{k}", f"J{n}", answers)]

    def expected(steps: Sequence[tuple[float | None, Sequence[Answer | None]]]) -> float | None:
        named = [(weight, answers) for weight, answers in steps if answers and weight is not None]
        verified = [all(each is Answer.VERIFIED for each in answers) for _, answers in named]
        return weighted_progress([weight for weight, _ in named], verified)

    def check(at: World) -> None:
        found = at.measured("verified_progress", "project_id")
        for k, steps in enumerate(cases):
            assert same(found[f"P{k}"].value, expected(steps)), steps
        whole = [step for steps in cases for step in steps]
        assert same(at.measured("verified_progress")[""].value, expected(whole))

    world(facts, rows, check)


# What leads declare against what figures say


# Nine tenths reached, a tenth late: at both thresholds; then a little under one, and beyond the other.
AT_THRESHOLDS = [
    [Step(whole, DAY, KNOWN_ON), Step(rest, DAY, None)] for whole, rest in ((9, 1), (0.9, 0.1), (8.9, 1.1), (9.1, 0.9))
]


def flags_of(confidence: Confidence | None, steps: Sequence[Step]) -> ConfidenceFlags:
    late = [
        None if step.planned_on is None else (DAY - step.planned_on).days for step in steps if step.reached_on is None
    ]
    return declared_against_computed(confidence, late, gap(steps), declared(steps))


@oracle_of("relations/confidence_check.sql, relations/alert.sql", declared_against_computed)
def test_what_contradicts_a_confidence_is_what_the_formula_says(facts: FactsFile) -> None:
    """Every confidence, none, and every milestone or pair of milestones of whatever is known."""
    said = (None, *Confidence)
    pairs = [[], *([step] for step in STEPS), *PAIRS[::7], *AT_THRESHOLDS]
    cases = [(confidence, steps) for confidence in said for steps in pairs]
    rows = milestones([steps for _, steps in cases])
    rows += [
        StatusReport(project_id=f"P{k}", confidence=confidence, reported_on=KNOWN_ON)
        for k, (confidence, _) in enumerate(cases)
        if confidence is not None
    ]

    def check(at: World) -> None:
        found, seen = at.relation("confidence_check"), set()
        alerts = {(row.project_id, row.kind): row for row in at.ask(Alerts(programme=P))}
        for k, (confidence, steps) in enumerate(cases):
            code, expected = f"P{k}", flags_of(confidence, steps)
            row = found.get(code, dict.fromkeys(ConfidenceFlags._fields))
            assert tuple(row[name] for name in ConfidenceFlags._fields) == expected, (confidence, steps)
            assert {flag for flag in ConfidenceFlags._fields if (code, flag) in alerts} == {
                flag for flag in ConfidenceFlags._fields if getattr(expected, flag)
            }
            seen |= set(expected._asdict().items())
        assert seen == set(product(ConfidenceFlags._fields, (True, False, None))), "each rule is tried each way"
        check_stakes(alerts, cases)
        checked = [
            row for k in range(0, len(cases), 50) for row in at.ask(ConfidenceChecks(programme=P, project_id=f"P{k}"))
        ]
        assert checked and all(
            getattr(r, f) == found[r.project_id][f] for r in checked for f in ConfidenceFlags._fields
        )

    world(facts, rows, check)


def check_stakes(
    alerts: dict[tuple[str, str], AlertRow], cases: Sequence[tuple[Confidence | None, Sequence[Step]]]
) -> None:
    """Days late, points behind, progress made."""
    for (code, kind), row in alerts.items():
        steps = cases[int(code[1:])][1]
        match kind:
            case "on_track_but_late":
                assert row.days == max((DAY - s.planned_on).days for s in steps if s.planned_on and not s.reached_on)
            case "on_track_but_behind":
                assert same(row.points, gap(steps))
            case "compromised_but_nearly_done":
                assert same(row.points, 100 * (declared(steps) or 0))


def test_a_project_that_is_abandoned_is_no_longer_checked(facts: FactsFile) -> None:
    late = Step(1.0, DAY - timedelta(days=90), None).row("P0", "J")
    ended = Project(project_id="P0", title="Projet fictif", abandoned_on=KNOWN_ON)
    report = StatusReport(project_id="P0", confidence=Confidence.ON_TRACK, reported_on=KNOWN_ON)
    world(facts, [ended, late, report], lambda at: _assert(at.relation("confidence_check") == {}))
    world(facts, [project("P0"), late, report], lambda at: _assert(len(at.relation("confidence_check")) == 1))


def _assert(truth: bool) -> None:
    assert truth


# The list


def test_each_formula_of_the_theme_is_the_oracle_of_some_sql_or_says_why_not() -> None:
    formulas = {name for name in progress.__all__ if inspect.isfunction(getattr(progress, name))}
    neither = formulas - ORACLES.keys() - WITHOUT_SQL.keys()
    assert not neither, f"neither the oracle of some SQL, nor a reason for having none: {sorted(neither)}"
    assert ORACLES.keys() | WITHOUT_SQL.keys() == formulas, "named here, and no formula of the theme"
    assert not ORACLES.keys() & WITHOUT_SQL.keys()
