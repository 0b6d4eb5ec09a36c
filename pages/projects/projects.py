"""Which projects, and which one to open?"""

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectRows
from portfolio.presentation.project import listing as projects
from portfolio.ui.kit import filters, head, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.project import project_list, words

here = visit()
everything = ask(ProjectRows(programme=here.code))
found = project_list.found(filters.active_filters(), project_list.searched(), project_list.sorted_by())

head.title(
    Text("Quels projets, et lequel ouvrir ?", "Which projects, and which one to open?"),
    here.say(words.PROJECTS_SENTENCE),
    (f"projets-{here.code}", [(here.say(common.PROJECTS), lambda: projects.table(found, here.view))]),
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    project_list.search_box()
    project_list.sort_box()
head.choices(with_filters=True)
if not everything:
    filters.nothing_matches()
    st.stop()
if not found:
    pieces.empty(words.NOTHING_FOUND, words.NOTHING_FOUND_NEXT, project_list.start_again)
    st.stop()
st.caption(pieces.safe(project_list.count_line(filters.active_filters(), project_list.searched())))
project_list.show(found, everything)
