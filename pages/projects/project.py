"""How is this project?"""

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectRows
from portfolio.ui.economics import tab as model_tab
from portfolio.ui.kit import address, head, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.choosing import tabs
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.project import milestones_tab as steps
from portfolio.ui.project import sheet, words

here = visit()
asked = address.value("id") or ""
row = next(iter(ask(ProjectRows(programme=here.code, filters=(("project_id", (asked,)),)))), None)

pieces.page_link("projects/projects.py", common.ALL_PROJECTS, icon=":material/arrow_back:")
if row is None:
    title, reason = (words.NO_PROJECT, words.NO_PROJECT_NEXT.fill(code=asked))
    if not asked:
        title, reason = words.WHICH_ONE, words.WHICH_ONE_NEXT
    st.title(here.say(title), anchor=False)
    head.choices()
    pieces.empty(title, reason)
    st.stop()

head.title(Text(row.title, row.title), row.summary or "", (f"projet-{row.project_id}", sheet.files(row)))
head.choices()
sheet.badges(row)
draw = {
    "resume": (Text("Résumé", "Summary"), lambda: sheet.summary(row)),
    "jalons": (Text("Jalons", "Milestones"), lambda: steps.milestones(row.project_id)),
    "financement": (Text("Financement", "Funding"), lambda: sheet.money(row)),
    "modele": (words.MODEL_TAB, lambda: model_tab.show(row)),
    "indicateurs": (Text("Indicateurs", "Indicators"), lambda: sheet.indicators(row.project_id)),
    "historique": (Text("Historique", "History"), lambda: sheet.history_tab(row.project_id)),
    "sources": (Text("Sources", "Sources"), lambda: sheet.published(row.project_id)),
}
for code, tab in tabs({code: text for code, (text, _) in draw.items()}).items():
    if tab.open:
        with tab:
            draw[code][1]()
