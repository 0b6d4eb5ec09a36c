"""What do I owe, and how is my project today?"""

import streamlit as st

from portfolio.domain.actor import Persona
from portfolio.domain.questions import Alerts, ProjectRows
from portfolio.ui import head, pieces, proving, reporting, texts
from portfolio.ui.alerts import alert_rows
from portfolio.ui.asking import ask
from portfolio.ui.plan import is_real
from portfolio.ui.session import visit
from portfolio.ui.trying import choose_a_lead

here = visit()
rows = ask(ProjectRows(programme=here.code))

head.title(texts.MY_PROJECT_QUESTION, here.say(texts.MY_PROJECT_SENTENCE))
head.choices()
if is_real():
    pieces.empty(texts.NO_LEAD, texts.NO_LEAD_NEXT)
    st.stop()
if here.actor.persona is not Persona.LEAD:
    pieces.empty(texts.NOT_A_LEAD, texts.NOT_A_LEAD_NEXT, lambda: choose_a_lead(rows))
    st.stop()
mine = reporting.mine(rows)
if not mine:
    pieces.empty(texts.NOTHING_OF_MINE, texts.NOT_A_LEAD_NEXT, lambda: choose_a_lead(rows))
    st.stop()

row = reporting.choose(mine)
if len(mine) == 1:
    st.badge(pieces.safe(row.title), icon=":material/folder:", color="gray")
reporting.form(row)
proving.section(row)
own = {each.project_id for each in mine}
alert_rows([alert for alert in ask(Alerts(programme=here.code)) if alert.project_id in own])
