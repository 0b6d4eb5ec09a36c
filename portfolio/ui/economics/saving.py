"""Saving a draft: one event with its reason, in everyone's log or in a private one as its audience says; one in each
when it goes from the one to the other."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.access.private_logs import log_of, project_of
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import SaveModel, Seen
from portfolio.domain.economics.model import Model
from portfolio.domain.facts import Ending, Fact
from portfolio.domain.facts.choices import Audience
from portfolio.domain.questions import ProjectRow
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import words
from portfolio.ui.economics.draft import Draft
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.form_outcome import act, outcome, tell
from portfolio.ui.kit.session import visit

FORM = "model"
LONGEST = 500


def bar(row: ProjectRow, draft: Draft) -> None:
    """Why, save, or leave it; and what became of the last click."""
    here = visit()
    outcome(FORM, lambda: drafts.leave(row))
    if draft.faults:
        pieces.refusal(Refused(words.model_has_faults(len(draft.faults))))
    if draft.held is not None:
        st.text_input(here.say(common.REASON_OF_CHANGE), key=f"{FORM}:reason", max_chars=LONGEST)
    if draft.held is not None and draft.terms.audience is not draft.held.terms.audience:
        st.warning(here.say(words.AUDIENCE_CHANGES), icon=":material/visibility:")
    with st.container(horizontal=True):
        wanted = st.button(
            here.say(common.SAVE),
            icon=":material/save:",
            type="primary" if here.theme == "light" else "secondary",
            disabled=bool(draft.faults),
            key=f"{FORM}:save",
        )
        st.button(here.say(words.LEAVE_DRAFT), on_click=drafts.leave, args=(row,), key=f"{FORM}:leave")
    if wanted and not draft.faults:  # once what was typed in this very run is read
        _save(row, draft)
        st.rerun()


def _save(row: ProjectRow, draft: Draft) -> None:
    """One click, one operation, whole or not at all."""
    if not draft.is_changed:
        tell(FORM, common.ALREADY)
        return
    saved = act(FORM, lambda: _commands(row, draft), words.MODEL_SAVED)
    if saved is not None:
        drafts.leave(row)


def _commands(row: ProjectRow, draft: Draft) -> list[SaveModel]:
    """One, or two when the model changes readers: it ends in the log where it lay, and is said in the other."""
    code = visit().code
    reason = (st.session_state.get(f"{FORM}:reason") or "").strip() or None
    private = None if draft.terms.audience is Audience.EVERYONE else row.project_id
    if draft.held is None or log_of(code, private) == draft.log:
        rows = _rows(draft, draft.held)
        return [
            SaveModel(
                programme=code, rows=rows, reason=reason, seen=_seen(draft.seen, rows), private_project_id=private
            )
        ]
    gone = (*draft.held.factors, *draft.held.flows, draft.held.terms)
    ended = tuple(Ending(each.declaration, each.key) for each in gone)
    was, rows = project_of(draft.log), _rows(draft, None)
    return [
        SaveModel(programme=code, rows=ended, reason=reason, seen=draft.seen, private_project_id=was),
        SaveModel(programme=code, rows=rows, reason=reason, seen=_seen((), rows), private_project_id=private),
    ]


def _rows(draft: Draft, held: Model | None) -> tuple[Fact | Ending, ...]:
    """The rows on screen, and the endings of those that are no more."""
    own: tuple[Fact, ...] = (draft.terms, *draft.flows, *draft.factors)
    kept = {(row.declaration.name, row.key) for row in own}
    before = (*held.flows, *held.factors) if held is not None else ()
    gone = (Ending(row.declaration, row.key) for row in before if (row.declaration.name, row.key) not in kept)
    return (*own, *gone)


def _seen(shown: tuple[Seen, ...], rows: tuple[Fact | Ending, ...]) -> tuple[Seen, ...]:
    """Each row as it was when the draft was opened, or as one that there was not."""
    known = {(each.fact, each.key) for each in shown}
    fresh = (row for row in rows if (row.declaration.name, row.key) not in known)
    return (*shown, *(Seen(row.declaration.name, row.key, 0) for row in fresh))
