"""The list of projects: every column sorts, both ways, and every filter says what it would keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.basis.text import LANGUAGES, Language, Text
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectOrder, ProjectRow, ProjectRows
from portfolio.presentation.project import search as finding
from portfolio.ui.kit import session
from portfolio.ui.project import words as project_words
from tests.support import apps
from tests.support.apps import PROJECTS, Session


@pytest.fixture(autouse=True)
def served(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apps.serve(demonstration, monkeypatch)


def names(tab: Session) -> list[str]:
    return list(tab.lines)


def test_every_order_of_the_list_has_its_code_and_each_code_its_order() -> None:
    assert sorted(sort.by for sort in finding.SORTS.values()) == sorted(ProjectOrder)


def ask_rows(programme: str) -> tuple[ProjectRow, ...]:
    return session.service().read(ProjectRows(programme=programme), VISITOR)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_sorts_the_list_and_a_second_click_turns_it(language: Language) -> None:
    tab = Session(PROJECTS, programme="fictif", lang=language)
    cost = Text("Coût", "Cost").to(language)
    by_name = names(tab)
    tab.app.button(key="sort:cout").click().run()
    assert tab.address["tri"] == "cout"
    down = names(tab)
    assert f"{cost} ↓" in tab.buttons
    tab.app.button(key="sort:cout").click().run()
    assert tab.address["tri"] == "-cout"
    assert f"{cost} ↑" in tab.buttons
    assert sorted(down) == sorted(names(tab)) == sorted(by_name)
    assert down != names(tab)
    tab.click(project_words.OTHER_END.to(language))
    assert names(tab) == down


def test_filters_say_how_many_projects_each_value_would_keep() -> None:
    tab = Session(PROJECTS, programme="fictif", axe="people").open_filters()
    rows = ask_rows("fictif")
    kept = [row for row in rows if row.axis == "people"]
    said = tab.app.multiselect(key="filter:confiance").options
    told = {level: sum(row.confidence == level.value for row in kept) for level in Confidence}
    for level, count in told.items():
        assert any(option.endswith(f"({count})") and level.label.fr in option for option in said), (level, said)
    axes = tab.app.multiselect(key="filter:axe").options
    assert sum(int(option.rpartition("(")[2].rstrip(")")) for option in axes) == len(rows)
