"""The view « depuis » : the day it starts from, and what moved since, each move beside its project."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.presentation.kit.block import Section
from portfolio.presentation.kit.screen import Scope
from portfolio.presentation.plan import since
from portfolio.presentation.plan.since_blocks import FIRST_DAY, SINCE, moved, moves, start, titles_of
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask, memoised
from portfolio.ui.kit.session import visit
from portfolio.ui.kit.show import shown_by
from portfolio.ui.plan import words

MOST_IN_TOPIC = 12
ICONS = {
    True: ":green[:material/trending_up:]",
    False: ":red[:material/trending_down:]",
    None: ":material/arrow_forward:",
}


def choose_start(scope: Scope) -> None:
    """The earlier day, kept in the address."""
    here = visit()
    st.session_state["since"] = start(scope)
    st.date_input(
        here.say(words.SINCE),
        min_value=FIRST_DAY,
        max_value=here.day,
        format="DD/MM/YYYY",
        key="since",
        width=240,
        on_change=_choose,
    )


def _choose() -> None:
    chosen = st.session_state["since"]
    address.put(SINCE, chosen.isoformat() if chosen else None)


@memoised
def _moves(scope: Scope) -> tuple[list[since.Move], dict[str, str]]:
    return moves(ask, scope, visit().view), titles_of(ask, scope)


def message(scope: Scope) -> None:
    """How much moved, and between which days."""
    shown = shown_by(moved, scope.narrowed(moved.reads))
    assert isinstance(shown, Section)
    with st.container(gap="xxsmall"):
        st.header(safe(shown.title), anchor=False)
        st.caption(safe(shown.note))


def topics(scope: Scope) -> None:
    """What moved, topic by topic, each move with the way to its project."""
    found, titles = _moves(scope.narrowed((SINCE,)))
    for topic, label in since.TOPICS.items():
        _topic(label, [move for move in found if move.topic == topic], titles)


def _topic(label: Text, found: Sequence[since.Move], titles: dict[str, str]) -> None:
    if not found:
        return
    st.header(visit().say(label), anchor=False)
    for move in found[:MOST_IN_TOPIC]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{ICONS[move.good]} {safe(move.sentence)}", width="content")
            pieces.project_link(move.project_id, titles[move.project_id])
    if len(found) > MOST_IN_TOPIC:
        st.caption(visit().say(words.more_moves(len(found) - MOST_IN_TOPIC)))
