"""What is there to enter?"""

import streamlit as st

from portfolio.ui import texts
from portfolio.ui.entry import acts, choosing, rows
from portfolio.ui.kit import head, pieces
from portfolio.ui.kit.session import visit
from portfolio.ui.plan.answers import is_real

here = visit()
row = rows.project()
if row is not None:
    pieces.project_link(row.project_id, row.title, icon=":material/arrow_back:")
declarations = rows.offered(row)
sentence = texts.ENTRY_OF_PROJECT.fill(title=row.title) if row else texts.ENTRY_SENTENCE

if not declarations:
    head.title(texts.ENTRY_QUESTION, here.say(sentence))
    head.choices()
    real = is_real()
    pieces.empty(texts.NO_LEAD if real else texts.NOT_YOURS, texts.NO_LEAD_NEXT if real else texts.NOT_YOURS_NEXT)
    st.stop()
head.title(texts.ENTRY_QUESTION, here.say(sentence))
head.choices()
fact = choosing.choose_fact(declarations, row)
acts.form(fact, row)
pieces.section(texts.HELD, rows.table(fact, row), texts.NO_ROW)
