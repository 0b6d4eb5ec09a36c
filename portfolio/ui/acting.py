"""One click, one command: what became of it is kept for the run that follows, and told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from portfolio.domain.commands import Command
from portfolio.domain.words import Refused, Text
from portfolio.service import StoreProblem
from portfolio.ui import pieces, texts
from portfolio.ui.session import carry_out, command_id, renew, visit


def act(form: str, make: Callable[[], Command], said: Text) -> bool:
    """Whether the command was recorded, re-read or found already so. `make` may refuse, as the door may."""
    try:
        recorded = carry_out(make(), command_id(form))
    except StoreProblem as problem:  # the same click may be tried again: it keeps its id
        tell(form, Refused(problem.text))
        return False
    except Refused as refused:
        renew(form)
        tell(form, refused)
        return False
    renew(form)
    tell(form, said if recorded.sequence is not None else texts.ALREADY)
    return True


def tell(form: str, outcome: Refused | Text) -> None:
    """Keep what is to be told under the form at the next run."""
    st.session_state[f"outcome:{form.partition('|')[0]}"] = outcome


def told(form: str) -> bool:
    """Whether something is still to be told under the form."""
    return f"outcome:{form}" in st.session_state


def outcome(form: str) -> None:
    """What became of the last click of this form, or of one of its buttons (« form|button »)."""
    here = visit()
    found: Any = st.session_state.pop(f"outcome:{form}", None)
    if isinstance(found, Refused):
        pieces.refusal(found)
    elif isinstance(found, Text):
        st.success(pieces.safe(here.say(found)), title=here.say(texts.RECORDED_TITLE), icon=":material/check_circle:")
