"""Which projects outlive their grants?"""

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.ui.economics import durability, words
from portfolio.ui.kit import filters, head
from portfolio.ui.kit.choosing import choose_view, chosen_view
from portfolio.ui.kit.session import visit

VIEWS = {
    "projets": (Text("Projets", "Projects"), durability.heat),
    "tresorerie": (Text("Trésorerie", "Cash"), durability.cash),
    "montage": (words.BY_FORM, durability.by_form),
    "stress": (words.STRESS, durability.stress),
    "sortie": (words.GRANT_EXIT, durability.leaving),
}

here = visit()
kept = filters.active_filters()
rows = durability.rows(kept)

head.title(
    words.DURABILITY_QUESTION, here.say(words.DURABILITY_SENTENCE), (f"perennite-{here.code}", durability.files(kept))
)
head.choices(with_filters=True)
if not rows:
    filters.nothing_matches()
    st.stop()
durability.cards(kept)
choose_view({code: text for code, (text, _) in VIEWS.items()})
VIEWS[chosen_view(VIEWS)][1](kept)
