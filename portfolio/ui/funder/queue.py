"""A funder's queue: one milestone open at a time, its evidence beside what is asked of it, and three answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.commands import AnswerMilestone, ProposeAnswer, ReopenMilestone
from portfolio.domain.facts.choices import Answer
from portfolio.domain.questions import AnswerRow
from portfolio.presentation.milestones import verifications
from portfolio.presentation.milestones.verifications import Standing
from portfolio.ui.funder import words
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit import evidence_viewer as showing
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.form_outcome import act
from portfolio.ui.kit.session import visit

FORM = "verification"
LONGEST = 500
MOST_SHOWN = 20
BUTTONS = (
    (Answer.VERIFIED, words.VERIFY, ":material/verified:"),
    (Answer.TO_COMPLETE, words.SEND_BACK, ":material/undo:"),
    (Answer.REFUSED, words.REFUSE, ":material/block:"),
)


def is_instructor() -> bool:
    """Whether this visitor proposes, and leaves it to the signatory to decide."""
    return visit().actor.persona is Persona.INSTRUCTOR


def whose() -> Collection[Standing]:
    """What waits for this visitor."""
    return verifications.OF_THE_INSTRUCTOR if is_instructor() else verifications.OF_THE_SIGNATORY


def queue(mine: Sequence[AnswerRow]) -> None:
    """What waits for an answer, and what the address names; that one is open, else the first."""
    here = visit()
    asked = address.value("jalon")
    waiting = verifications.to_examine(mine, whose())
    named = [row for row in mine if _code(row) == asked and row.version is not None and row.answer != Answer.VERIFIED]
    waiting = [*(row for row in named if row not in waiting), *waiting]
    opened = next((row for row in waiting if _code(row) == asked), waiting[0] if waiting else None)
    for row in waiting[:MOST_SHOWN]:
        with st.container(border=True):
            _head(row, is_open=row is opened)
            if row is opened:
                _examine(row)
    if len(waiting) > MOST_SHOWN:
        st.caption(here.say(common.more_to_examine(len(waiting) - MOST_SHOWN)))


def changing(mine: Sequence[AnswerRow]) -> None:
    """What was sent back, refused, or verified through another: one may still speak on the same file."""
    here = visit()
    said = [row for row in mine if row.version is not None and row.answer != Answer.VERIFIED]
    said = [row for row in said if verifications.standing(row) not in verifications.OF_THE_FUNDER]
    if not said or here.as_of is not None or is_instructor():
        return
    with st.expander(here.say(words.CHANGE_ANSWER), icon=":material/edit:"):
        for row in said:
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                where = verifications.written(verifications.standing(row), here.view)
                st.markdown(safe(f"{row.milestone_id} {row.title} — {row.project} · {where}"))
                code = _code(row)
                st.button(here.say(common.EXAMINE), key=f"change:{code}", on_click=address.put, args=("jalon", code))


def answered(mine: Sequence[AnswerRow]) -> None:
    """What was verified and may be reopened, with a reason."""
    here = visit()
    done = [row for row in mine if row.answer == Answer.VERIFIED]
    if not done or here.as_of is not None or is_instructor():
        return
    with st.popover(here.say(words.REOPEN), icon=":material/lock_open:"):
        titles = {_code(row): f"{row.milestone_id} {row.title} — {row.project}" for row in done}
        st.selectbox(here.say(common.WHICH_MILESTONE), list(titles), format_func=titles.__getitem__, key="reopen")
        st.text_area(here.say(common.WHY), key="reopen:reason", max_chars=LONGEST)
        st.button(here.say(words.REOPEN), key="reopen:do", on_click=_reopen, args=({_code(r): r for r in done},))


def _head(row: AnswerRow, *, is_open: bool) -> None:
    here = visit()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"**{safe(f'{row.milestone_id} {row.title}')}** · {safe(row.project)}")
            st.caption(safe(verifications.what_waits(row, here.view)))
        if is_open:
            pieces.project_link(row.project_id, here.say(common.OPEN), icon=":material/arrow_forward:")
        else:
            st.button(
                here.say(common.EXAMINE), key=f"open:{_code(row)}", on_click=address.put, args=("jalon", _code(row))
            )


def _examine(row: AnswerRow) -> None:
    """What is asked beside what proves it; then the answer."""
    here = visit()
    left, right = st.columns([3, 2], gap="large")
    with left:
        for piece in showing.pieces_of(row):
            showing.piece(piece)
    with right:
        st.markdown(f"**{here.say(common.WHAT_IS_ASKED)}**")
        st.caption(safe(verifications.dates(row, here.view)))
        for text in showing.notes(row):
            st.markdown(safe(text))
        proposed = verifications.proposed(row, here.view)
        if proposed:
            st.info(safe(proposed), icon=":material/rate_review:")
        _answers(row)


def _answers(row: AnswerRow) -> None:
    here = visit()
    key = f"reason:{_code(row)}:{row.version}"
    st.text_area(here.say(words.REASON_ASKED), key=key, max_chars=LONGEST, height=96, help=here.say(words.REASON_HELP))
    with st.container(horizontal=True):
        for answer, text, icon in BUTTONS:
            st.button(
                here.say(words.PROPOSE.fill(what=text) if is_instructor() else text),
                icon=icon,
                key=f"{answer.value}:{_code(row)}",
                type="primary" if answer is Answer.VERIFIED and here.theme == "light" else "secondary",
                on_click=_answer,
                args=(row, answer, key),
                disabled=here.as_of is not None,
            )


def _answer(row: AnswerRow, answer: Answer, key: str) -> None:
    """One click, one command; the next milestone of the queue opens by itself."""

    def command() -> AnswerMilestone | ProposeAnswer:
        assert row.version is not None
        made = ProposeAnswer if is_instructor() else AnswerMilestone
        return made(
            programme=visit().code,
            project_id=row.project_id,
            milestone_id=row.milestone_id,
            answer=answer,
            version=row.version,
            reason=st.session_state.get(key),
        )

    said = words.PROPOSED.fill(title=row.title) if is_instructor() else words.ANSWERED[answer].fill(title=row.title)
    if act(f"{FORM}|{_code(row)}:{answer.value}", command, said):
        address.put("jalon", None)


def _reopen(rows: dict[str, AnswerRow]) -> None:
    row, reason = rows[st.session_state["reopen"]], st.session_state["reopen:reason"]
    named: dict[str, Any] = {
        "programme": visit().code,
        "project_id": row.project_id,
        "milestone_id": row.milestone_id,
    }
    if act(
        f"{FORM}|reopen:{_code(row)}",
        lambda: ReopenMilestone(**named, reason=reason),
        words.REOPENED.fill(title=row.title),
    ):
        st.session_state["reopen:reason"] = ""


def _code(row: AnswerRow) -> str:
    return f"{row.project_id}/{row.milestone_id}"
