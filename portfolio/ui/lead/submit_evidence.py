"""The lead's milestones: reported reached, re-planned with a reason, proved piece by piece, sent back and completed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from portfolio import evidence
from portfolio.domain.basis.media import LARGEST_BYTES
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import Piece, ReplanMilestone, ReportReached, SubmitEvidence
from portfolio.domain.facts import Milestone
from portfolio.domain.facts.choices import EvidenceKind
from portfolio.domain.questions import AnswerRow, MilestoneAnswers, ProjectRow
from portfolio.presentation.kit.block import Section
from portfolio.presentation.kit.sentences import quoted
from portfolio.presentation.milestones import verifications
from portfolio.presentation.milestones.verifications import standing
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.form_outcome import act, has_outcome, outcome, tell
from portfolio.ui.kit.queries import ask, rows_of
from portfolio.ui.kit.session import service, visit
from portfolio.ui.lead import words

LONGEST = 500
FILES = ["pdf", "png", "jpg", "jpeg", "docx", "xlsx", "odt", "ods"]


def section(row: ProjectRow) -> None:
    """What funders answered, then the milestone to move or to prove."""
    here = visit()
    milestones = rows_of(Milestone, row.project_id)
    answers = ask(MilestoneAnswers(programme=here.code, project_id=row.project_id))
    if not milestones:
        return
    st.header(here.say(common.MY_MILESTONES), anchor=False)
    outcome(_key(row))
    _sent_back(answers)
    if here.as_of is None:
        _form(row, milestones, answers)
    table = verifications.matrix(answers, here.view)
    pieces.section(Section(here.say(common.MILESTONES_AND_FUNDERS), table, here.say(common.NO_AGREEMENT)))


def _sent_back(answers: Sequence[AnswerRow]) -> None:
    """What a funder asks for, in its own words, where the lead answers it."""
    here = visit()
    for each in answers:
        if standing(each) in verifications.SENT_BACK:
            said = common.SENT_BACK.fill(funder=each.funder or each.funder_id, title=each.title)
            with st.container(border=True, gap="xxsmall"):
                st.markdown(f"**{safe(here.say(said))}**")
                st.markdown(safe(quoted(each.reason or "", here.language)))


def _form(row: ProjectRow, milestones: Sequence[Milestone], answers: Sequence[AnswerRow]) -> None:
    """One milestone: if it is to come, its dates; once reached, what proves it."""
    here = visit()
    names = {m.milestone_id: f"{m.milestone_id} {m.title}" for m in sorted(milestones, key=_in_time)}
    st.session_state.setdefault(_key(row, "which"), _first(row, milestones, answers))
    with st.container(border=True):
        chosen = st.selectbox(
            here.say(common.WHICH_MILESTONE),
            list(names),
            format_func=names.__getitem__,
            key=_key(row, "which"),
            width=560,
        )
        milestone = next(m for m in milestones if m.milestone_id == chosen)
        if milestone.reached_on is None:
            _dates(row, milestone)
        else:
            _proof(row, milestone)


def _first(row: ProjectRow, milestones: Sequence[Milestone], answers: Sequence[AnswerRow]) -> str:
    """What was sent back, else the next one to come, else the last."""
    back = [each.milestone_id for each in answers if standing(each) in verifications.SENT_BACK]
    return next(iter(back), None) or row.next_milestone_id or sorted(milestones, key=_in_time)[-1].milestone_id


def _in_time(milestone: Milestone) -> tuple[bool, date, str]:
    on = milestone.planned_on or milestone.expected_on
    return on is None, on or date.max, milestone.milestone_id


def _dates(row: ProjectRow, milestone: Milestone) -> None:
    here, own = visit(), f"{milestone.milestone_id}"
    left, right = st.columns(2, gap="large")
    with left:
        st.date_input(
            here.say(words.REACHED_ON),
            value=None,
            max_value=here.today,
            format="DD/MM/YYYY",
            key=_key(row, own, "reached"),
        )
        st.button(here.say(words.REPORT_REACHED), icon=":material/flag:", on_click=_reached, args=(row, milestone))
    with right:
        st.date_input(
            here.say(words.NEW_FORECAST),
            value=None,
            min_value=here.today,
            max_value=here.today + timedelta(days=365 * 20),
            format="DD/MM/YYYY",
            key=_key(row, own, "expected"),
        )
        st.text_input(here.say(common.WHY), key=_key(row, own, "why"), max_chars=LONGEST)
        st.button(here.say(words.REPLAN), icon=":material/event_repeat:", on_click=_replan, args=(row, milestone))


def _proof(row: ProjectRow, milestone: Milestone) -> None:
    here, own = visit(), milestone.milestone_id
    if milestone.criteria:
        st.markdown(f"**{here.say(common.WHAT_IS_ASKED)}** — {safe(milestone.criteria)}")
    st.caption(here.say(words.PROOF_HELP))
    _files(row, own)
    with st.expander(here.say(words.OR_A_LINK)):
        st.text_input(here.say(words.LINK), key=_key(row, own, "url"))
        st.text_input(here.say(words.VOUCHED_BY), key=_key(row, own, "vouched"), max_chars=200)
    st.text_area(here.say(words.WORD_WITH_THE_FILE), key=_key(row, own, "comment"), max_chars=LONGEST, height=80)
    st.button(
        here.say(words.SUBMIT),
        icon=":material/send:",
        type="primary" if here.theme == "light" else "secondary",
        on_click=_submit,
        args=(row, milestone),
    )


def _files(row: ProjectRow, own: str) -> None:
    here, turn = visit(), st.session_state.get(_key(row, own, "turn"), 0)  # a new turn empties the uploader
    st.file_uploader(
        here.say(words.FILES),
        FILES,
        accept_multiple_files=True,
        max_upload_size=LARGEST_BYTES // 2**20,
        key=_key(row, own, f"files{turn}"),
    )
    st.selectbox(
        here.say(words.KIND_OF_PIECE),
        list(EvidenceKind),
        format_func=lambda kind: here.say(kind.label),
        key=_key(row, own, "kind"),
        width=400,
    )


def _reached(row: ProjectRow, milestone: Milestone) -> None:
    on = st.session_state[_key(row, milestone.milestone_id, "reached")]
    if on is None:
        tell(_key(row), Refused(words.REACHED_WHEN))
        return
    said = words.REACHED_DONE.fill(title=milestone.title)
    act(f"{_key(row)}|reached", lambda: ReportReached(**_named(row, milestone), reached_on=on), said)


def _replan(row: ProjectRow, milestone: Milestone) -> None:
    on, why = (st.session_state[_key(row, milestone.milestone_id, name)] for name in ("expected", "why"))
    if on is None:
        tell(_key(row), Refused(words.EXPECTED_WHEN))
        return
    said = words.REPLANNED.fill(title=milestone.title)
    act(f"{_key(row)}|replan", lambda: ReplanMilestone(**_named(row, milestone), expected_on=on, reason=why), said)


def _submit(row: ProjectRow, milestone: Milestone) -> None:
    """The files are kept first, then named by one event: a refusal leaves no half of it."""
    own = milestone.milestone_id
    if not _attached(row, own) and st.session_state.get(_key(row, own, "turn"), 0):
        if not has_outcome(_key(row)):  # a second click on what the first has just submitted
            tell(_key(row), common.ALREADY)
        return
    comment = st.session_state[_key(row, own, "comment")]
    said = words.SUBMITTED.fill(title=milestone.title)
    form = f"{_key(row)}|submit"
    if act(form, lambda: SubmitEvidence(**_named(row, milestone), pieces=_pieces(row, own), comment=comment), said):
        st.session_state[_key(row, own, "turn")] = st.session_state.get(_key(row, own, "turn"), 0) + 1
        for name in ("url", "vouched", "comment"):
            st.session_state[_key(row, own, name)] = ""


def _named(row: ProjectRow, milestone: Milestone) -> dict[str, Any]:
    return {"programme": visit().code, "project_id": row.project_id, "milestone_id": milestone.milestone_id}


def _attached(row: ProjectRow, own: str) -> bool:
    turn = st.session_state.get(_key(row, own, "turn"), 0)
    return bool(st.session_state.get(_key(row, own, f"files{turn}")) or st.session_state[_key(row, own, "url")].strip())


def _pieces(row: ProjectRow, own: str) -> tuple[Piece, ...]:
    """The files, kept under their digests, and the link."""
    here, kind = visit(), st.session_state[_key(row, own, "kind")]
    turn = st.session_state.get(_key(row, own, "turn"), 0)
    found = []
    for file in st.session_state.get(_key(row, own, f"files{turn}")) or ():
        kept = evidence.store_file(service(), here.actor, here.code, row.project_id, file.name, file.getvalue())
        found.append(Piece(file.name[:200], kind, kept.sha256, kept.media_type, kept.size_bytes))
    url = st.session_state[_key(row, own, "url")].strip()
    if url:
        vouched = st.session_state[_key(row, own, "vouched")].strip() or None
        found.append(Piece(url[:200], kind, url=url, vouched_by=vouched))
    return tuple(found)


def _key(row: ProjectRow, *names: str) -> str:
    return ":".join(("proof", visit().code, row.project_id, *names))
