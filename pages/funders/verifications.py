"""Which milestones are mine to check?"""

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.questions import MilestoneAnswers
from portfolio.presentation.milestones import verifications
from portfolio.ui.funder import queue as verifying
from portfolio.ui.funder import words
from portfolio.ui.kit import form_outcome as acting
from portfolio.ui.kit import head, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.demo_tools import choose_a_funder
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.plan.answers import is_real

here = visit()
is_funder = here.actor.persona in {Persona.FUNDER, Persona.INSTRUCTOR}
mine = ask(MilestoneAnswers(programme=here.code, funder_id=here.actor.organisation)) if is_funder else ()

head.title(
    words.VERIFICATIONS_QUESTION,
    here.say(words.VERIFICATIONS_SENTENCE),
    (f"verifications-{here.code}", verifying.files(mine)) if mine else None,
)
head.choices()
if is_real():
    pieces.empty(words.NO_FUNDER, common.NO_LEAD_NEXT)
    st.stop()
if not is_funder:
    pieces.empty(words.NOT_A_FUNDER, words.NOT_A_FUNDER_NEXT, choose_a_funder)
    st.stop()
acting.outcome(verifying.FORM)
if not mine:
    pieces.empty(words.NOTHING_TO_VERIFY, words.NOTHING_TO_VERIFY_NEXT)
    st.stop()
st.header(pieces.safe(verifications.queue_message(mine, here.view, verifying.whose())), anchor=False)
verifying.queue(mine)
verifying.changing(mine)
verifying.answered(mine)
pieces.section(common.MY_MILESTONES, verifications.queue(mine, here.view), words.NOTHING_TO_VERIFY)
pieces.section(common.MILESTONES_AND_FUNDERS, verifying.matrix(mine), words.NOTHING_TO_VERIFY)
