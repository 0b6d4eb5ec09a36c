"""Alerts as rows to act on: what, on which project, what is at stake, who does what before when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from portfolio.domain.facts import Contradiction
from portfolio.domain.questions import AlertRow
from portfolio.presentation.plan import alerts
from portfolio.presentation.project import sources
from portfolio.ui.kit import pieces
from portfolio.ui.kit.session import visit
from portfolio.ui.plan import words

FIRST, MORE = 5, 50


def alert_rows(rows: Sequence[AlertRow]) -> None:
    """The most at stake first; the others behind one click."""
    here = visit()
    with st.container(gap="xxsmall"):
        st.header(pieces.safe(alerts.message(rows, here.view)), anchor=False)
        if rows:
            st.caption(here.say(words.ALERTS_ORDER))
    for line in alerts.lines(rows[:FIRST], here.view):
        _row(line)
    if len(rows) > FIRST:
        with st.expander(here.say(words.alerts_more(len(rows) - FIRST))):
            pieces.table(alerts.table(rows[FIRST : FIRST + MORE], here.view))
            if len(rows) > FIRST + MORE:
                st.caption(here.say(words.IN_THE_DOWNLOAD))


def contradiction_rows(rows: Sequence[Contradiction], titles: Mapping[str, str]) -> None:
    """A plan of public facts has no alert: nobody there was asked anything. It has sources that disagree."""
    here = visit()
    with st.container(gap="xxsmall"):
        st.header(pieces.safe(sources.message(rows, here.view)), anchor=False)
        st.caption(here.say(words.CONTRADICTIONS_ORDER))
    for line in sources.lines(rows, here.view):
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            with st.container(gap="xxsmall", width="stretch"):
                st.markdown(f":material/compare_arrows: **{pieces.safe(line.what)}**")
                st.caption(pieces.safe(line.detail))
            title = titles.get(line.project_id, line.project_id)
            pieces.project_link(line.project_id, title, icon=":material/arrow_forward:")


def _row(line: alerts.AlertLine) -> None:
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch"):
            stake = f" · {pieces.safe(line.stake)}" if line.stake else ""
            st.markdown(f"{line.icon} **{pieces.safe(line.what)}**{stake}")
            st.caption(pieces.safe(line.action))
        pieces.project_link(line.project_id, line.title, icon=":material/arrow_forward:")
