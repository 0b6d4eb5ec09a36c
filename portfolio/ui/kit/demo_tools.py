"""Trying the demonstration: becoming a lead in one click, putting the fictional programme back to its start."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import ResetProgramme
from portfolio.domain.questions import MilestoneAnswers, ProjectRow
from portfolio.service import StoreProblem
from portfolio.ui.kit import address, pieces, words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask, private
from portfolio.ui.kit.session import carry_out, command_id, renew, visit

OFFERED = 4


def choose_a_lead(rows: Sequence[ProjectRow]) -> None:
    """A few leads of the programme, each a button."""
    leads = {row.lead: row.lead_name or row.lead for row in rows if row.lead and row.abandoned_on is None}
    with st.container(horizontal=True):
        for code, name in list(leads.items())[:OFFERED]:
            actor = str(Actor(Persona.LEAD, code))
            st.button(safe(name), key=f"become:{code}", on_click=address.put, args=("profil", actor))


def choose_a_funder() -> None:
    """A few funders for whom a milestone waits, each a button."""
    rows = ask(MilestoneAnswers(programme=visit().code))
    names = {row.funder_id: row.funder or row.funder_id for row in rows}
    with st.container(horizontal=True):
        for code, name in list(names.items())[:OFFERED]:
            actor = str(Actor(Persona.FUNDER, code))
            st.button(safe(name), key=f"become:{code}", on_click=address.put, args=("profil", actor))


def reset_button() -> None:
    """The office's way back to the start; the history stays."""
    here = visit()
    with st.popover(here.say(words.RESET), icon=":material/restart_alt:"):
        st.markdown(here.say(words.RESET_WHAT))
        st.button(here.say(words.RESET_YES), on_click=_reset, key="reset")
    outcome = st.session_state.pop("reset:outcome", None)
    if isinstance(outcome, Refused):
        pieces.refusal(outcome)
    elif outcome is not None:
        st.success(here.say(outcome), title=here.say(words.RECORDED_TITLE))


def _reset() -> None:
    """The private models first: those that were everyone's before take their place again."""
    code = visit().code
    commands = [
        *(ResetProgramme(programme=code, private_project_id=each) for each in private()),
        ResetProgramme(programme=code),
    ]
    try:
        recorded = carry_out(commands, command_id("reset"))
    except (Refused, StoreProblem) as problem:
        st.session_state["reset:outcome"] = Refused(problem.text)
        return
    finally:
        renew("reset")
    done = words.RESET_DONE if recorded.sequence else words.RESET_NOTHING
    st.session_state["reset:outcome"] = done.fill(n=recorded.sequence, rows=recorded.rows)
