"""The form on screen, and what becomes of it: saved, removed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.commands import EnterRows, UndoEvent
from portfolio.domain.deciding.undoing import UNDO_WINDOW
from portfolio.domain.facts import Declaration, Ending, Fact, Programme, Project
from portfolio.domain.questions import ProjectRow
from portfolio.ui.entry import form as forms
from portfolio.ui.entry import reading, words
from portfolio.ui.entry.choosing import NEW, ROW, choose_row
from portfolio.ui.entry.choosing import parts as parts_of
from portfolio.ui.entry.parts import Part
from portfolio.ui.entry.rows import codes, names
from portfolio.ui.kit import address
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.form_outcome import act, outcome, tell
from portfolio.ui.kit.session import service, visit

FORM = "entry"
LONGEST = 500


def form(declaration: Declaration, row: ProjectRow | None) -> None:
    """The row chosen, or a new one: its fields, why it changes, and what became of the last click."""
    here = visit()
    known = names(row)
    held = choose_row(declaration, row, known)
    parts = parts_of(declaration, held, row, known)
    prefix = _prefix(declaration, held, row)
    outcome(FORM, _start_again)
    _undo_last()
    if here.as_of is not None:
        st.caption(here.say(common.IN_THE_PAST))
        return
    forms.prepare(prefix, parts)
    with st.container(border=True):
        forms.draw(prefix, parts, known)
        if held is not None:
            st.text_input(here.say(common.REASON_OF_CHANGE), key=f"{prefix}:reason", max_chars=LONGEST)
        st.caption(safe(here.say(words.COMPULSORY)))
        _buttons(prefix, declaration, held, parts, row)


def _buttons(
    prefix: str, declaration: Declaration, held: Fact | None, parts: Sequence[Part], row: ProjectRow | None
) -> None:
    here = visit()
    with st.container(horizontal=True):
        st.button(
            here.say(common.SAVE),
            icon=":material/save:",
            type="primary" if here.theme == "light" else "secondary",
            key=f"{prefix}:save",
            on_click=_save,
            args=(prefix, declaration, parts, row),
        )
        if held is not None and declaration.name != "programme":
            _removal(prefix, declaration, held)


def _save(prefix: str, declaration: Declaration, parts: Sequence[Part], row: ProjectRow | None) -> None:
    """One click, one event; a second click on a form that is already recorded says so and does nothing."""
    if st.session_state.get(f"{prefix}:done"):
        tell(FORM, common.ALREADY)
        return
    made: list[Fact] = []

    def command() -> EnterRows:
        taken = {part.declaration.name: codes(part.declaration, row) for part in parts}
        made.extend(reading.made(prefix, parts, names(row), taken))
        own = next((each for each in made if isinstance(each, Programme)), None)
        programme = own.programme_id if own else visit().code
        reason = (st.session_state.get(f"{prefix}:reason") or "").strip() or None
        return EnterRows(programme=programme, rows=tuple(made), reason=reason, seen=reading.seen(prefix, made))

    recorded = act(f"{FORM}|{prefix}", command, words.SAVED.fill(what=declaration.label))
    if recorded:
        st.session_state[f"{prefix}:done"] = True
        _after(
            declaration, made[-1] if declaration is not Project.declaration else _project_of(made), recorded.sequence
        )


def _after(declaration: Declaration, made: Fact, sequence: int | None) -> None:
    """The form starts again; what was made is what is on screen."""
    _start_again()
    if isinstance(made, Programme):
        address.put("programme", made.programme_id)
    if isinstance(made, Project):
        address.put("id", made.project_id)
    programme = made.programme_id if isinstance(made, Programme) else visit().code
    st.session_state[f"{FORM}:last"] = (programme, sequence, service().now()) if sequence is not None else None


def _project_of(rows: Sequence[Fact]) -> Fact:
    return next((row for row in rows if isinstance(row, Project)), rows[-1])


def _removal(prefix: str, declaration: Declaration, held: Fact) -> None:
    """A row that no longer holds: asked twice, and why."""
    here = visit()
    with st.popover(here.say(words.REMOVE), icon=":material/delete:"):
        st.markdown(here.say(words.REMOVE_WHAT))
        st.text_input(here.say(common.REASON_OF_CHANGE), key=f"{prefix}:why", max_chars=LONGEST)
        st.button(
            here.say(words.REMOVE_YES), key=f"{prefix}:remove", on_click=_remove, args=(prefix, declaration, held)
        )


def _remove(prefix: str, declaration: Declaration, held: Fact) -> None:
    reason = (st.session_state.get(f"{prefix}:why") or "").strip() or None
    seen: Any = st.session_state[f"{prefix}:seen"]
    ended = (Ending(declaration, held.key),)
    recorded = act(
        f"{FORM}|{prefix}:remove",
        lambda: EnterRows(programme=visit().code, rows=ended, reason=reason, seen=seen[:1]),
        words.REMOVED.fill(what=declaration.label),
    )
    if recorded:
        _start_again()
        address.put(ROW, None)
        st.session_state[f"{FORM}:last"] = (visit().code, recorded.sequence, service().now())
        if declaration is Project.declaration:
            address.put("id", None)


def _undo_last() -> None:
    """The last entry of this visit, while it can be taken back."""
    here, last = visit(), st.session_state.get(f"{FORM}:last")
    if last is None or here.actor.persona is Persona.FUNDER:
        return
    programme, sequence, at = last
    if programme == here.code and service().now() - at < UNDO_WINDOW:
        st.button(
            here.say(words.UNDO_ENTRY.fill(n=sequence)), icon=":material/undo:", key=f"{FORM}:undo", on_click=_undo
        )


def _undo() -> None:
    programme, sequence, _ = st.session_state[f"{FORM}:last"]
    done = act(f"{FORM}|undo:{sequence}", lambda: UndoEvent(programme=programme, sequence=sequence), common.UNDONE)
    if done:
        st.session_state[f"{FORM}:last"] = None
        st.session_state[f"{FORM}:turn"] = _turn() + 1


def _start_again() -> None:
    """An empty form, or the row read again."""
    st.session_state[f"{FORM}:turn"] = _turn() + 1


def _prefix(declaration: Declaration, held: Fact | None, row: ProjectRow | None) -> str:
    """The form's own name: another row, another project, another turn, another form."""
    of = "/".join(held.key) if held else f"{NEW}{row.project_id if row else ''}"
    return f"{FORM}:{visit().code}:{declaration.name}:{of}:{_turn()}"


def _turn() -> int:
    found: int = st.session_state.get(f"{FORM}:turn", 0)
    return found
