"""One click, one command: what became of it is kept for the run that follows, and told once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import Command
from portfolio.domain.facts import Fact
from portfolio.presentation.kit.block import Column, Table
from portfolio.presentation.project import history
from portfolio.service import Recorded, Stale, StoreProblem
from portfolio.ui.kit import pieces, words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.session import carry_out, command_id, renew, visit
from portfolio.ui.kit.tables import table


def act(form: str, make: Callable[[], Command | Sequence[Command]], said: Text) -> Recorded | None:
    """What was recorded and re-read, or found already so; None when refused. `make` may refuse, as the door may."""
    try:
        recorded = carry_out(make(), command_id(form))
    except StoreProblem as problem:  # the same click may be tried again: it keeps its id
        tell(form, Refused(problem.text))
        return None
    except Refused as refused:
        renew(form)
        tell(form, refused)
        return None
    renew(form)
    tell(form, said if recorded.sequence is not None else words.ALREADY)
    return recorded


def tell(form: str, outcome: Refused | Text) -> None:
    """Keep what is to be told under the form at the next run."""
    st.session_state[f"outcome:{form.partition('|')[0]}"] = outcome


def has_outcome(form: str) -> bool:
    """Whether something is still to be told under the form."""
    return f"outcome:{form}" in st.session_state


def outcome(form: str, again: Callable[[], None] | None = None) -> None:
    """What became of the last click of this form, or of one of its buttons (« form|button »). `again`: how it takes up
    what somebody else recorded meanwhile, which stays on screen until then."""
    here = visit()
    found: Any = st.session_state.get(f"outcome:{form}")
    if isinstance(found, Stale) and again is not None:
        _side_by_side(found, lambda: _take_up(form, again))
        return
    st.session_state.pop(f"outcome:{form}", None)
    if isinstance(found, Refused):
        pieces.refusal(found)
    elif isinstance(found, Text):
        st.success(safe(here.say(found)), title=here.say(words.RECORDED_TITLE), icon=":material/check_circle:")


def _side_by_side(stale: Stale, again: Callable[[], None]) -> None:
    """Base, mine and theirs: nobody overwrites anybody. `again` starts from what is recorded."""
    here = visit()
    pieces.refusal(stale)
    versions = [dict(_fields(version)) for version in (stale.base, stale.mine, stale.theirs)]
    labels = dict.fromkeys(label for version in versions for label in version)
    rows = tuple((label, *(version.get(label) for version in versions)) for label in labels)
    headings = [*(here.say(text) for text in (words.WHICH_FIELD, words.BASE, words.MINE, words.THEIRS))]
    table(Table(tuple(Column(text) for text in headings), rows))
    st.button(here.say(words.TAKE_UP), on_click=again)


def _take_up(form: str, again: Callable[[], None]) -> None:
    st.session_state.pop(f"outcome:{form}", None)
    again()


def _fields(version: Fact | None) -> list[tuple[str, str]]:
    return history.field_rows(version, visit().view) if version is not None else []
