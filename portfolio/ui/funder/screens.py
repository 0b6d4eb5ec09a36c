"""A funder's page, as it is read: what waits for its answer, then all its milestones."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from portfolio.presentation.kit.screen import Ask, Scope
from portfolio.presentation.milestones import blocks, verifications
from portfolio.ui.funder import queue, words
from portfolio.ui.kit import form_outcome, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.demo_tools import choose_a_funder
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.screen import Interactive, Screen, Sheet
from portfolio.ui.kit.session import visit


def _nothing_to_verify(ask: Ask, scope: Scope) -> Callable[[], None] | None:
    if scope.is_real:
        return lambda: pieces.empty(words.NO_FUNDER, common.NO_LEAD_NEXT)
    if not blocks.is_funder(scope):
        return lambda: pieces.empty(words.NOT_A_FUNDER, words.NOT_A_FUNDER_NEXT, choose_a_funder)
    return None if blocks.mine(ask, scope) else _nothing


def _nothing() -> None:
    form_outcome.outcome(queue.FORM)
    pieces.empty(words.NOTHING_TO_VERIFY, words.NOTHING_TO_VERIFY_NEXT)


def _queue(scope: Scope) -> None:
    """What waits for an answer, the first one open; then what may be spoken of again."""
    form_outcome.outcome(queue.FORM)
    mine = blocks.mine(ask, scope)
    message = verifications.queue_message(mine, visit().view, queue.whose())
    st.header(safe(message), anchor=False)
    queue.queue(mine)
    queue.changing(mine)
    queue.answered(mine)


VERIFICATIONS = Screen(
    file="funders/verifications.py",
    path="verifications",
    name=common.VERIFICATIONS,
    question=words.VERIFICATIONS_QUESTION,
    sentence=words.VERIFICATIONS_SENTENCE,
    sheets=(Sheet("verifications", common.VERIFICATIONS, (Interactive(_queue), blocks.my_milestones, blocks.matrix)),),
    section=common.MY_WORK,
    instead=_nothing_to_verify,
)
