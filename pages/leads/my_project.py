"""What do I owe, and how is my project today?"""

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.questions import Alerts, ProjectRows
from portfolio.ui.kit import head, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.demo_tools import choose_a_lead
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.lead import quick_update as reporting
from portfolio.ui.lead import submit_evidence as proving
from portfolio.ui.lead import words
from portfolio.ui.plan.alerts import alert_rows
from portfolio.ui.plan.answers import is_real

here = visit()
rows = ask(ProjectRows(programme=here.code))

head.title(words.MY_PROJECT_QUESTION, here.say(words.MY_PROJECT_SENTENCE))
head.choices()
if is_real():
    pieces.empty(common.NO_LEAD, common.NO_LEAD_NEXT)
    st.stop()
if here.actor.persona is not Persona.LEAD:
    pieces.empty(words.NOT_A_LEAD, words.NOT_A_LEAD_NEXT, lambda: choose_a_lead(rows))
    st.stop()
mine = reporting.mine(rows)
if not mine:
    pieces.empty(words.NOTHING_OF_MINE, words.NOT_A_LEAD_NEXT, lambda: choose_a_lead(rows))
    st.stop()

row = reporting.choose(mine)
if len(mine) == 1:
    st.badge(pieces.safe(row.title), icon=":material/folder:", color="gray")
reporting.form(row)
proving.section(row)
own = {each.project_id for each in mine}
alert_rows([alert for alert in ask(Alerts(programme=here.code)) if alert.project_id in own])
