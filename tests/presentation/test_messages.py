"""What titles and captions say of the rows under them, in the number they show and no surer than they know."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from portfolio.domain.basis.text import LANGUAGES
from portfolio.domain.facts import Milestone, StatusReport
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import Change, Measure, ParameterRow
from portfolio.presentation.funding import plan_table as funding
from portfolio.presentation.kit.block import View
from portfolio.presentation.method import entries as method
from portfolio.presentation.milestones.milestone_table import calendar
from portfolio.presentation.plan import territories
from portfolio.presentation.project import history
from portfolio.store import reference
from portfolio.ui.plan import words as plan_words

DAY = date(2026, 6, 15)
FR, EN = (View(language, "light", DAY) for language in LANGUAGES)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def by_certainty(**amounts: int) -> list[Measure]:
    return [Measure((("certainty", name),), Decimal(amount), 1, 1) for name, amount in amounts.items()]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({"secured": 30, "requested": 70}, "30 % du coût est acquis"),
        ({"secured": 30, "not_reported": 70}, "Au moins 30 % du coût est acquis ; le statut de 70 € n’est pas publié"),
        ({"requested": 90, "not_reported": 10}, "Au moins 0 % du coût est acquis ; le statut de 10 € n’est pas publié"),
        ({"not_reported": 100}, "Le statut des financements n’est pas publié"),
    ],
)
def test_a_project_s_share_is_no_surer_than_its_statuses(amounts: dict[str, int], said: str) -> None:
    block = funding.of_project(by_certainty(**amounts), Measure((), Decimal(100), 1, 1), FR)
    assert plain(block.title) == said


def test_three_departments_hold_a_share_of_the_whole_and_not_of_what_is_located() -> None:
    located = [Measure((("department", code),), Decimal(10), 1, 1) for code in ("01", "02", "03", "04")]
    measures = [*located, Measure((("department", None),), Decimal(60), 6, 6)]
    block = territories.department_map(
        "total_cost", measures, Measure((), Decimal(100), 10, 10), reference.shapes(), FR
    )
    assert "trois concentrent 30 % du coût" in plain(block.title)


@pytest.mark.parametrize(
    ("total", "fr", "en"),
    [
        (1, "1 sur 1 projet renseigné", "1 of 1 project known"),
        (2, "1 sur 2 projets renseignés", "1 of 2 projects known"),
    ],
)
def test_a_coverage_agrees_with_what_it_counts(total: int, fr: str, en: str) -> None:
    assert (plain(FR.of(1, total)), plain(EN.of(1, total))) == (fr, en)


@pytest.mark.parametrize(
    ("slips", "fr", "en"),
    [
        ((1,), "un autre glisse de 1 jour", "another slips by 1 day"),
        ((5,), "un autre glisse de 5 jours", "another slips by 5 days"),
        ((5, 9), "les suivants glissent de 5 à 9 jours", "the next ones slip by 5 to 9 days"),
    ],
)
def test_slips_agree_with_how_many_there_are(slips: tuple[int, ...], fr: str, en: str) -> None:
    rows = [
        Milestone(
            project_id="P",
            milestone_id=f"J{n}",
            title="J",
            planned_on=date(2026, 7, 1),
            expected_on=date.fromordinal(date(2026, 7, 1).toordinal() + slip),
        )
        for n, slip in enumerate(slips)
    ]
    assert calendar(rows, FR).title.endswith(fr)
    assert calendar(rows, EN).title.endswith(en)


@pytest.mark.parametrize(("days", "fr"), [(0, "aujourd’hui"), (1, "hier"), (12, "il y a 12 jours")])
def test_the_age_of_a_report_reads_as_people_say_it(days: int, fr: str) -> None:
    assert fr in plan_words.last_report(days).fr


def test_a_label_that_says_what_its_fact_says_is_not_said_twice() -> None:
    row = StatusReport(project_id="P", confidence=Confidence.ON_TRACK, comment="Tout va bien.", reported_on=DAY)
    told = history.sentence(Change("status_report", ("P",), None, row), FR)
    assert told.lower().count("mot du porteur") <= 1


@pytest.mark.parametrize(
    ("value", "unit", "fr", "en"),
    [
        (0.16404, "ratio", "16,404 %", "16.404%"),
        (2 / 3, "ratio", "66,667 %", "66.667%"),
        (90, "days", "90 jours", "90 days"),
        (23000, "euro", "23 000 €", "€23,000"),
        (3500, "inhabitants", "3 500 habitants", "3,500 inhabitants"),
        (-10, "points", "−10 points", "−10 points"),
        (1, "weight", "poids de 1", "weight of 1"),
    ],
)
def test_a_parameter_is_read_in_its_unit(value: float, unit: str, fr: str, en: str) -> None:
    row = ParameterRow("key", value, unit, None, None, "Seuil", "Threshold", "source")
    for view, wanted in ((FR, fr), (EN, en)):
        [(label, written, _, _)] = method.parameters([row], view).rows
        assert (label, plain(written)) == ("Seuil" if view is FR else "Threshold", wanted)


def test_every_parameter_has_a_unit_that_is_read() -> None:
    units = {line.split(",")[2] for line in (reference.FOLDER / "parameters.csv").read_text().splitlines()[1:]}
    assert units <= {*method.UNITS, "euro", "ratio"}
