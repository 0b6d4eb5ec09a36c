"""What is there to enter?"""

import streamlit as st

from portfolio.ui.entry import acts, choosing, rows, words
from portfolio.ui.kit import head, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.session import visit
from portfolio.ui.plan.answers import is_real

here = visit()
row = rows.project()
if row is not None:
    pieces.project_link(row.project_id, row.title, icon=":material/arrow_back:")
declarations = rows.offered(row)
sentence = words.ENTRY_OF_PROJECT.fill(title=row.title) if row else words.ENTRY_SENTENCE

if not declarations:
    head.title(words.ENTRY_QUESTION, here.say(sentence))
    head.choices()
    real = is_real()
    pieces.empty(common.NO_LEAD if real else words.NOT_YOURS, common.NO_LEAD_NEXT if real else words.NOT_YOURS_NEXT)
    st.stop()
head.title(words.ENTRY_QUESTION, here.say(sentence))
head.choices()
fact = choosing.choose_fact(declarations, row)
acts.form(fact, row)
pieces.section(words.HELD, rows.table(fact, row), words.NO_ROW)
