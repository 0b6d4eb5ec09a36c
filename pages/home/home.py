"""What is expected of me?"""

import streamlit as st

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectRows
from portfolio.presentation.plan import territories
from portfolio.ui.kit import head, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.plan import answers as plan
from portfolio.ui.plan import welcome, words

here = visit()
rows = ask(ProjectRows(programme=here.code))

if here.actor == VISITOR:
    head.title(words.AT_A_GLANCE_QUESTION, here.say(words.VISITOR_SENTENCE))
else:
    head.title(Text("Qu’attend-on de moi ?", "What is expected of me?"), here.say(words.HOME_SENTENCE))
head.choices()
welcome.actions(rows)
st.header(here.say(words.AT_A_GLANCE), anchor=False)
pieces.cards(*plan.cards(()))
if here.actor == VISITOR:
    pieces.chart(plan.department_map(territories.MAPPED[0], ()))
with st.container(horizontal=True):
    pieces.page_link("committee/plan.py", words.SEE_PLAN, icon=":material/monitoring:")
    pieces.page_link("projects/projects.py", common.ALL_PROJECTS, icon=":material/list:")
welcome.programmes()
