"""The lead's quick update: three answers, what the committee will read, and ten minutes to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ReportStatus, UndoEvent
from portfolio.domain.deciding.undoing import UNDO_WINDOW
from portfolio.domain.events import EventKind
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import Happening, ProjectHistory, ProjectRow, Sequences
from portfolio.presentation.kit.formats import day, signed_days
from portfolio.presentation.kit.sentences import quoted
from portfolio.presentation.progress.confidence import CONFIDENCE_WORDS
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.form_outcome import act, outcome, tell
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import service, visit
from portfolio.ui.lead import words

LONGEST = 500


def choose(rows: Sequence[ProjectRow]) -> ProjectRow:
    """One project among the lead's own; the one of the address first."""
    titles = {row.project_id: row for row in rows}
    asked = address.value("id")
    st.session_state["mine"] = asked if asked in titles else rows[0].project_id
    if len(rows) > 1:
        st.selectbox(
            visit().say(common.WHICH_PROJECT),
            list(titles),
            format_func=lambda code: titles[code].title,
            key="mine",
            width=480,
            on_change=lambda: address.put("id", st.session_state["mine"]),
        )
    return titles[str(st.session_state["mine"])]


def form(row: ProjectRow) -> None:
    """The three questions, prefilled; the preview beside them follows each answer."""
    here = visit()
    _prepare(row)
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(border=True):
        st.header(here.say(words.QUICK_UPDATE), anchor=False)
        _questions(row)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                here.say(words.PUBLISH),
                icon=":material/send:",
                type="primary" if here.theme == "light" else "secondary",
                on_click=_publish,
                args=(row,),
                disabled=here.as_of is not None,
            )
            st.caption(here.say(words.UNDOABLE if here.as_of is None else common.IN_THE_PAST))
        _outcome(row)
    with right, st.container(border=True):
        _preview(row)


def _key(row: ProjectRow, name: str) -> str:
    here = visit()
    then = f"@{here.as_of}" if here.as_of else ""  # a past day's answers are not today's
    return f"report:{here.code}:{row.project_id}{then}:{name}"


def _prepare(row: ProjectRow) -> None:
    """The last answers, and which events had asserted the rows shown, once until published."""
    # Streamlit forgets the answers of a page that is left: they are filled again with what is recorded.
    if all(_key(row, name) in st.session_state for name in ("seen", "confidence", "comment")):
        return
    named: list[tuple[str, tuple[str, ...]]] = [("status_report", (row.project_id,))]
    if row.next_milestone_id:
        named.append(("milestone", (row.project_id, row.next_milestone_id)))
    seen = ask(Sequences(programme=visit().code, rows=tuple(named)))
    st.session_state[_key(row, "seen")] = seen
    st.session_state[_key(row, "confidence")] = row.confidence
    st.session_state[_key(row, "comment")] = row.comment or ""
    st.session_state[_key(row, "forecast")] = _shown_forecast(row)


def _questions(row: ProjectRow) -> None:
    here = visit()
    levels = {each.value: f"{pieces.STATUS[each][0]} {here.say(CONFIDENCE_WORDS[each])}" for each in Confidence}
    st.pills(
        here.say(words.ASK_CONFIDENCE),
        list(levels),
        format_func=levels.__getitem__,
        key=_key(row, "confidence"),
    )
    st.text_area(here.say(words.ASK_COMMENT), key=_key(row, "comment"), max_chars=LONGEST, height=96)
    if row.next_milestone_id is None:
        st.caption(here.say(words.NO_NEXT_MILESTONE))
        return
    name = f"{row.next_milestone_id} {row.next_milestone}"
    st.date_input(
        safe(here.say(words.ASK_FORECAST.fill(name=name))),
        key=_key(row, "forecast"),
        format="DD/MM/YYYY",
        min_value=date(2000, 1, 1),
        max_value=here.today + timedelta(days=365 * 20),
    )


def _publish(row: ProjectRow) -> None:
    """One click, one command: its id is kept until it is recorded, so that a second click repeats it."""
    form_id = _key(row, "form")
    recorded = act(form_id, lambda: _command(row), words.RECORDED)
    if recorded is not None:
        said = words.UNCHANGED if recorded.sequence is None else words.REPEATED if recorded.repeated else words.RECORDED
        tell(form_id, said.fill(n=recorded.sequence))
        _start_again(row)


def _command(row: ProjectRow) -> ReportStatus:
    """What the form says; a date left as it was prefilled is no new forecast. Refused without a confidence."""
    confidence = st.session_state[_key(row, "confidence")]
    if confidence is None:
        raise Refused(words.CONFIDENCE_NEEDED)
    forecast = st.session_state.get(_key(row, "forecast"))
    moved = forecast is not None and forecast != _shown_forecast(row)
    return ReportStatus(
        programme=visit().code,
        project_id=row.project_id,
        confidence=Confidence.of(confidence),
        comment=st.session_state[_key(row, "comment")],
        milestone_id=row.next_milestone_id if moved else None,
        expected_on=forecast if moved else None,
        seen=st.session_state[_key(row, "seen")],
    )


def _shown_forecast(row: ProjectRow) -> date | None:
    """The date prefilled: the last forecast, else the initial date. Left as it is, it says nothing new."""
    return row.next_expected_on or row.next_planned_on


def _start_again(row: ProjectRow) -> None:
    """The form reads the record again at the next run."""
    for name in ("seen", "confidence", "comment", "forecast"):
        st.session_state.pop(_key(row, name), None)


def _outcome(row: ProjectRow) -> None:
    """What became of the last click, then what can still be taken back."""
    here = visit()
    outcome(_key(row, "form"), lambda: _start_again(row))
    last = _last_entry(row)
    if last is not None and here.as_of is None:
        left = UNDO_WINDOW - (service().now() - last.recorded_at)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(here.say(words.UNDO), icon=":material/undo:", on_click=_undo, args=(row, last.sequence))
            st.caption(here.say(words.UNDO_LEFT.fill(n=max(1, round(left.total_seconds() / 60)))))


def _last_entry(row: ProjectRow) -> Happening | None:
    """This lead's last report, while it can be undone."""
    for event in ask(ProjectHistory(programme=visit().code, project_id=row.project_id, audit=True)):
        if event.kind == EventKind.STATUS_REPORTED:
            fresh = service().now() - event.recorded_at < UNDO_WINDOW
            mine_ = event.actor == str(visit().actor)
            return event if fresh and mine_ and event.undone_by is None else None
    return None


def _undo(row: ProjectRow, sequence: int) -> None:
    undo = UndoEvent(programme=visit().code, sequence=sequence)
    if act(f"{_key(row, 'form')}|undo", lambda: undo, common.UNDONE) is not None:
        _start_again(row)


def _preview(row: ProjectRow) -> None:
    here = visit()
    st.header(here.say(words.WHAT_THE_COMMITTEE_READS), anchor=False)
    pieces.confidence_badge(st.session_state[_key(row, "confidence")])
    comment = st.session_state[_key(row, "comment")].strip()
    if comment:
        st.markdown(safe(quoted(comment, here.language)))
    forecast = st.session_state.get(_key(row, "forecast"))
    if row.next_milestone and forecast:
        gap = f", {signed_days((forecast - row.next_planned_on).days, here.language)}" if row.next_planned_on else ""
        read = words.FORECAST_READ.fill(name=row.next_milestone_id, day=day(forecast, here.language), gap=gap)
        st.caption(safe(here.say(read)))
