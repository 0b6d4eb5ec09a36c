"""The page of durability, as it is read: its figures, then a view a question."""

from __future__ import annotations

from collections.abc import Callable

from portfolio.domain.basis.text import Text
from portfolio.presentation.economics import blocks
from portfolio.presentation.kit.screen import Ask, Scope, one
from portfolio.ui.economics import durability, words
from portfolio.ui.kit import filters
from portfolio.ui.kit import words as common
from portfolio.ui.kit.screen import Interactive, Screen, Sheet


def _no_project(ask: Ask, scope: Scope) -> Callable[[], None] | None:
    return None if one(ask(scope.figure("project_count"))).total else filters.nothing_matches


# Whatever view is open, its files are all of them.
TABLES = (blocks.gates, blocks.by_form, blocks.stress, blocks.leaving)

DURABILITY = Screen(
    file="committee/durability.py",
    path="perennite",
    name=common.DURABILITY,
    question=words.DURABILITY_QUESTION,
    sentence=words.DURABILITY_SENTENCE,
    lead=(blocks.cards,),
    sheets=(
        Sheet("projets", Text("Projets", "Projects"), (blocks.gates, Interactive(durability.ways_to_models)), TABLES),
        Sheet("tresorerie", Text("Trésorerie", "Cash"), (Interactive(durability.cash),), TABLES),
        Sheet("montage", blocks.by_form.name, (blocks.by_form,), TABLES),
        Sheet("stress", blocks.stress.name, (blocks.stress,), TABLES),
        Sheet("sortie", blocks.leaving.name, (blocks.leaving,), TABLES),
    ),
    has_filters=True,
    instead=_no_project,
)
