"""What is expected of me?"""

import streamlit as st

from portfolio.domain.actor import VISITOR
from portfolio.domain.questions import ProjectRows
from portfolio.domain.words import Text
from portfolio.presentation.blocks import territories
from portfolio.ui import head, pieces, plan, texts, welcome
from portfolio.ui.asking import ask
from portfolio.ui.session import visit

here = visit()
rows = ask(ProjectRows(programme=here.code))

if here.actor == VISITOR:
    head.title(texts.AT_A_GLANCE_QUESTION, here.say(texts.VISITOR_SENTENCE))
else:
    head.title(Text("Qu’attend-on de moi ?", "What is expected of me?"), here.say(texts.HOME_SENTENCE))
head.choices()
welcome.actions(rows)
st.header(here.say(texts.AT_A_GLANCE), anchor=False)
pieces.cards(*plan.cards(()))
if here.actor == VISITOR:
    pieces.chart(plan.department_map(territories.MAPPED[0], ()))
with st.container(horizontal=True):
    pieces.page_link("committee/plan.py", texts.SEE_PLAN, icon=":material/monitoring:")
    pieces.page_link("projects/projects.py", texts.ALL_PROJECTS, icon=":material/list:")
welcome.programmes()
