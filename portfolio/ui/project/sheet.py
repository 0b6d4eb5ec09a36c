"""One project's page: what stands beside its blocks, from its badges to its history."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.basis.days import day_of
from portfolio.domain.facts import Contradiction, LegalForm, Observation, ResultIndicator, Target
from portfolio.domain.questions import ConfidenceChecks, ProjectHistory, ProjectRow, Results
from portfolio.presentation.kit.formats import day
from portfolio.presentation.kit.screen import Scope
from portfolio.presentation.progress import confidence_check, results
from portfolio.presentation.project import history, sources
from portfolio.presentation.project import listing as projects
from portfolio.presentation.project import summary as project
from portfolio.ui.economics import tab as model_tab
from portfolio.ui.entry.rows import may
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.personas import called
from portfolio.ui.kit.queries import ask, parameter, rows_of
from portfolio.ui.kit.session import visit
from portfolio.ui.project import words


def _row(scope: Scope) -> ProjectRow:
    [found] = ask(scope.project)
    return found


def back(_: Scope) -> None:
    """To the list."""
    pieces.page_link("projects/projects.py", common.ALL_PROJECTS, icon=":material/arrow_back:")


def not_found(scope: Scope) -> None:
    """No such project, or none asked for."""
    asked = scope.project_id
    if asked:
        pieces.empty(words.NO_PROJECT, words.NO_PROJECT_NEXT.fill(code=asked))
    else:
        pieces.empty(words.WHICH_ONE, words.WHICH_ONE_NEXT)


def badges(scope: Scope) -> None:
    """What the project is, at a glance, and where its entry is changed by whoever may."""
    here, row = visit(), _row(scope)
    labels = projects.words_of(row, here.view)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pieces.standing(row)
        for each in ask(ConfidenceChecks(programme=here.code, project_id=row.project_id)):
            for words_of_one in confidence_check.against(each, here.view):
                st.badge(words_of_one, icon=confidence_check.ICON, color="orange", help=here.say(confidence_check.WHY))
        st.badge(safe(projects.place(row, here.view)), icon=":material/location_on:", color="gray")
        if labels["axis"]:
            st.badge(here.say(words.AXIS.fill(axis=labels["axis"])), icon=":material/hub:", color="gray")
        if labels["legal_form"]:
            st.badge(safe(labels["legal_form"]), icon=":material/gavel:", color="gray")
        if may("project", row, is_new=False) or may("agreement", row, is_new=True):
            pieces.page_link("data/entry.py", words.EDIT_ENTRY, icon=":material/edit:", id=row.project_id)


def next_action(scope: Scope) -> None:
    """What is expected next, and why."""
    here = visit()
    what, why = project.next_action(_row(scope), here.view, is_real=scope.is_real)
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{here.say(words.NEXT_ACTION)}** — {safe(what)}")
        st.caption(safe(why))


def lead_report(scope: Scope) -> None:
    """What the lead judges, in its own words."""
    here, row = visit(), _row(scope)
    st.header(safe(project.lead_message(row, here.view)), anchor=False)
    sentence, when = project.lead_words(row, parameter("report_silence_threshold"), here.view)
    if sentence:
        st.markdown(safe(sentence))
    st.caption(safe(when))


def disagreements(scope: Scope) -> None:
    """Where published sources contradict each other, both values side by side."""
    here = visit()
    rows = ask(scope.own(Contradiction))
    if not rows:
        return
    st.header(safe(sources.message(rows, here.view)), anchor=False)
    for line in sources.lines(rows, here.view):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{safe(line.what)}**")
            st.caption(safe(line.detail))


def legal_form(scope: Scope) -> None:
    """Who builds, runs and bears the risk, where it is known."""
    here, forms = visit(), ask(scope.own(LegalForm))
    if not forms:
        return
    st.header(here.say(words.LEGAL_FORM), anchor=False)
    written = [pair for each in forms for pair in history.field_rows(each, here.view)]
    colon = " :" if here.language == "fr" else ":"
    st.markdown("\n".join(f"- {safe(label)}{colon} {safe(value)}" for label, value in written))


def indicators(scope: Scope) -> None:
    """Each result indicator, its values against its targets."""
    here, project_id = visit(), scope.project_id
    found = ask(Results(programme=here.code, project_id=project_id))
    declared = {row.indicator_id: row for row in rows_of(ResultIndicator, project_id)}
    aimed, seen = rows_of(Target, project_id), rows_of(Observation, project_id)
    if not found:
        pieces.empty(words.NO_RESULT, words.NO_RESULT_NEXT)
    for row in found:
        mine = row.indicator_id
        shown = results.result(
            row,
            declared[mine],
            [t for t in aimed if t.indicator_id == mine],
            [o for o in seen if o.indicator_id == mine],
            here.view,
        )
        pieces.chart(shown, table_first=shown.figure is None)


def history_tab(scope: Scope) -> None:
    """History in sentences, latest first; an entry taken back tells nothing unless the whole trail is asked for."""
    here, project_id = visit(), scope.project_id
    whole = st.toggle(here.say(words.WHOLE_TRAIL), help=here.say(words.WHOLE_TRAIL_HELP), key="trail")
    happened = ask(ProjectHistory(programme=here.code, project_id=project_id, audit=whole))
    for event in history.tell(happened, day_of, here.view):
        with st.container(border=True, gap="xxsmall"):
            note = here.say(words.TAKEN_BACK) if event.is_cancelled else ""
            st.markdown(f"**{day(event.on, here.language)}** · {safe(event.kind)}{note}")
            for sentence in event.sentences:
                st.markdown(f"- {safe(sentence)}")
            st.caption(
                here.say(common.BY_WHOM.fill(actor=safe(called(event.actor, event.organisation)), n=event.sequence))
            )


def model(scope: Scope) -> None:
    """The economic model, and its draft for whoever may change it."""
    model_tab.show(_row(scope))
