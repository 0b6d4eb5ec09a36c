"""What is there to enter?"""

import streamlit as st

from portfolio.ui import head, pieces, texts
from portfolio.ui.entry import acts, choosing, rows
from portfolio.ui.plan import is_real
from portfolio.ui.session import visit

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
