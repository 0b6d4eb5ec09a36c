"""Which projects outlive their grants?"""

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.ui import texts
from portfolio.ui.economics import durability
from portfolio.ui.kit import filters, head
from portfolio.ui.kit.choosing import choose_view, chosen_view
from portfolio.ui.kit.session import visit

VIEWS = {
    "projets": (Text("Projets", "Projects"), durability.heat),
    "tresorerie": (Text("Trésorerie", "Cash"), durability.cash),
    "montage": (texts.BY_FORM, durability.by_form),
    "stress": (texts.STRESS, durability.stress),
    "sortie": (texts.GRANT_EXIT, durability.leaving),
}

here = visit()
kept = filters.kept()
rows = durability.rows(kept)

head.title(
    texts.DURABILITY_QUESTION, here.say(texts.DURABILITY_SENTENCE), (f"perennite-{here.code}", durability.files(kept))
)
head.choices(with_filters=True)
if not rows:
    filters.nothing_kept()
    st.stop()
durability.cards(kept)
choose_view({code: text for code, (text, _) in VIEWS.items()})
VIEWS[chosen_view(VIEWS)][1](kept)
