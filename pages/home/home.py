"""What is expected of me?"""

import streamlit as st

from portfolio.domain.questions import ProjectRows
from portfolio.domain.words import Text
from portfolio.ui import head, pieces, plan, texts, welcome
from portfolio.ui.session import ask, visit

here = visit()
rows = ask(ProjectRows(programme=here.code))

head.title(Text("Qu’attend-on de moi ?", "What is expected of me?"), here.say(texts.HOME_SENTENCE))
head.choices()
welcome.actions(rows)
st.header(here.say(texts.AT_A_GLANCE), anchor=False)
pieces.cards(*plan.cards(()))
with st.container(horizontal=True):
    pieces.page_link("committee/plan.py", texts.SEE_PLAN, icon=":material/monitoring:")
    pieces.page_link("projects/projects.py", texts.ALL_PROJECTS, icon=":material/list:")
welcome.programmes()
