"""CHANGELOG names everything there is: what is added and not told there fails here, by its name."""

from __future__ import annotations

import pytest

from portfolio.domain.deciding import DECISIONS
from portfolio.domain.facts import FACTS
from portfolio.indicators import INDICATORS
from portfolio.ui.screens import SCREENS
from tests.docs.written import code_words, text

THINGS = (
    *FACTS,
    *INDICATORS,
    *(command.__name__ for command in DECISIONS),
    *(f"/{screen.path}" for screen in SCREENS),
    *(f"/{screen.path}/{block.key}" for screen in SCREENS for block in screen.blocks),
)


@pytest.mark.parametrize("thing", dict.fromkeys(THINGS))
def test_the_changelog_names_every_fact_indicator_command_page_and_block(thing: str) -> None:
    assert thing in code_words(text("CHANGELOG.md")), (
        f"say in CHANGELOG.md, under « Unreleased », that `{thing}` is new"
    )
