"""Where does the plan stand, and what moved?"""

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.ui.kit import filters, head
from portfolio.ui.kit.choosing import choose_view, chosen_view
from portfolio.ui.kit.session import visit
from portfolio.ui.plan import answers as plan
from portfolio.ui.plan import since, situation, words

VIEWS = {
    "situation": (Text("Situation", "Situation"), situation),
    "depuis": (Text("Depuis une date", "Since a date"), since),
}

here = visit()
kept = filters.active_filters()
projects = plan.projects(kept)
view = VIEWS[chosen_view(VIEWS)][1]

head.title(
    Text("Où en est le plan ?", "Where does the plan stand?"),
    here.say(words.plan_sentence(len(projects))),
    (f"plan-{here.code}", view.files(kept, projects)),
)
head.choices(with_filters=True)
if not projects:
    filters.nothing_matches()
    st.stop()
choose_view({code: text for code, (text, _) in VIEWS.items()})
view.show(kept, projects)
