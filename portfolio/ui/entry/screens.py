"""The page of forms, as it is read: which fact, which of its rows, its form, the rows there are."""

from __future__ import annotations

from collections.abc import Callable

from portfolio.domain.basis.text import Text
from portfolio.presentation.kit.block import Section
from portfolio.presentation.kit.screen import Ask, Scope
from portfolio.ui.entry import acts, choosing, rows, words
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.screen import Interactive, Screen, Sheet
from portfolio.ui.kit.session import visit


def _back(_: Scope) -> None:
    """To the project whose parts are entered."""
    row = rows.project()
    if row is not None:
        pieces.project_link(row.project_id, row.title, icon=":material/arrow_back:")


def _sentence(_: Ask, __: Scope) -> Text:
    row = rows.project()
    return words.ENTRY_OF_PROJECT.fill(title=row.title) if row else words.ENTRY_SENTENCE


def _nothing_offered(_: Ask, scope: Scope) -> Callable[[], None] | None:
    if rows.offered(rows.project()):
        return None
    if scope.is_real:
        return lambda: pieces.empty(common.NO_LEAD, common.NO_LEAD_NEXT)
    return lambda: pieces.empty(words.NOT_YOURS, words.NOT_YOURS_NEXT)


def _form(_: Scope) -> None:
    """The form of the fact chosen, then every row of it."""
    here, row = visit(), rows.project()
    fact = choosing.choose_fact(rows.offered(row), row)
    acts.form(fact, row)
    pieces.section(Section(here.say(words.HELD), rows.table(fact, row), here.say(words.NO_ROW)))


ENTRY = Screen(
    file="data/entry.py",
    path="saisie",
    name=common.ENTRY,
    question=words.ENTRY_QUESTION,
    sentence=_sentence,
    sheets=(Sheet("saisie", common.ENTRY, (Interactive(_form),)),),
    above=Interactive(_back),
    section=common.MY_WORK,
    instead=_nothing_offered,
)
