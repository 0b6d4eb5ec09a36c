"""Where does the plan stand, and what moved?"""

import streamlit as st

from portfolio.domain.words import Text
from portfolio.presentation.blocks import advance, alerts, territories
from portfolio.ui import filters, head, pieces, plan, since, texts
from portfolio.ui.alerts import alert_rows, contradiction_rows
from portfolio.ui.choosing import choose_figure, choose_view, chosen_figure
from portfolio.ui.session import visit

SITUATION, SINCE = "situation", "depuis"
VIEWS = {SITUATION: Text("Situation", "Situation"), SINCE: Text("Depuis une date", "Since a date")}

here = visit()
kept = filters.kept()
projects = plan.projects(kept)
funding, progress, flow = plan.funding(kept), plan.progress(kept), plan.flow(kept)
confidence = advance.confidence(projects, here.view)
alarms = () if plan.is_real() else plan.alerts(kept)
files = [(each.key, each.table) for each in (progress, funding, confidence, flow)]

head.title(
    Text("Où en est le plan ?", "Where does the plan stand?"),
    here.say(texts.PLAN_SENTENCE.fill(n=len(projects))),
    (f"plan-{here.code}", [*files, ("alertes", alerts.table(alarms, here.view))]),
)
head.choices(with_filters=True)
if not projects:
    pieces.empty(texts.NOTHING_KEPT, texts.NOTHING_KEPT_NEXT, filters.clear_button)
    st.stop()

if choose_view(VIEWS) == SINCE:
    since.show(kept, projects)
    st.stop()

pieces.cards(*plan.cards(kept))
if plan.is_real():
    contradiction_rows(plan.contradictions(projects), {row.project_id: row.title for row in projects})
else:
    alert_rows(alarms)
left, right = st.columns(2, gap="large")
with left:
    pieces.chart(progress)
with right:
    pieces.chart(funding)
left, right = st.columns([3, 2], gap="large")
with left:
    key = chosen_figure(territories.MAPPED)
    pieces.chart(plan.department_map(key, kept), controls=lambda: choose_figure(territories.MAPPED))
with right:
    pieces.chart(confidence)
    pieces.confidence_names(projects)
if any(row.axis for row in projects):
    pieces.chart(flow, table_first=here.phone)
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption(here.say(texts.PLAN_SOURCE))
    pieces.page_link("data/method.py", texts.METHOD, icon=":material/menu_book:")
