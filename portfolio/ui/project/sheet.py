"""One project's page: what each tab reads and shows."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.basis.days import day_of
from portfolio.domain.facts import (
    FACTS,
    Contradiction,
    Observation,
    Operation,
    ResultIndicator,
    Source,
    Target,
)
from portfolio.domain.questions import (
    FactRows,
    ProjectHistory,
    ProjectRow,
    Results,
)
from portfolio.presentation.funding import lines
from portfolio.presentation.kit.block import Files
from portfolio.presentation.kit.formats import day
from portfolio.presentation.progress import results
from portfolio.presentation.project import history, sources
from portfolio.presentation.project import listing as projects
from portfolio.presentation.project import summary as project
from portfolio.ui.economics import tab as model_tab
from portfolio.ui.entry.rows import may
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.personas import called
from portfolio.ui.kit.queries import ask, organisations, parameter, rows_of
from portfolio.ui.kit.session import visit
from portfolio.ui.plan.answers import is_real
from portfolio.ui.project import milestones_tab as steps
from portfolio.ui.project import plan_money, words
from portfolio.ui.project.checking import plan_checks


def badges(row: ProjectRow) -> None:
    """What the project is, at a glance, and where its entry is changed by whoever may."""
    here = visit()
    labels = projects.words_of(row, here.view)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pieces.standing(row)
        st.badge(pieces.safe(projects.place(row, here.view)), icon=":material/location_on:", color="gray")
        if labels["axis"]:
            st.badge(here.say(words.AXIS.fill(axis=labels["axis"])), icon=":material/hub:", color="gray")
        if labels["legal_form"]:
            st.badge(pieces.safe(labels["legal_form"]), icon=":material/gavel:", color="gray")
        if may("project", row, is_new=False) or may("agreement", row, is_new=True):
            pieces.page_link("data/entry.py", words.EDIT_ENTRY, icon=":material/edit:", id=row.project_id)


def summary(row: ProjectRow) -> None:
    """What is expected next, the lead's words, four figures, the money."""
    here = visit()
    what, why = project.next_action(row, here.view, is_real=is_real())
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{here.say(words.NEXT_ACTION)}** — {pieces.safe(what)}")
        st.caption(pieces.safe(why))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(pieces.safe(project.lead_message(row, here.view)), anchor=False)
        sentence, said = project.lead_words(row, parameter("report_silence_threshold"), here.view)
        if sentence:
            st.markdown(pieces.safe(sentence))
        st.caption(pieces.safe(said))
        pieces.cards(project.cards(row, here.view))
    with right:
        pieces.chart(plan_money.share(row.project_id))
        disagreements(row.project_id)


def disagreements(project_id: str) -> None:
    """Where published sources contradict each other, both values side by side."""
    here = visit()
    rows = rows_of(Contradiction, project_id)
    if not rows:
        return
    st.header(pieces.safe(sources.message(rows, here.view)), anchor=False)
    for line in sources.lines(rows, here.view):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{pieces.safe(line.what)}**")
            st.caption(pieces.safe(line.detail))


def money(row: ProjectRow) -> None:
    """The plan and its checks, then where sources contradict each other."""
    plan_money.funding(row)
    disagreements(row.project_id)


def indicators(project_id: str) -> None:
    here = visit()
    found = ask(Results(programme=here.code, project_id=project_id))
    declared = {row.indicator_id: row for row in rows_of(ResultIndicator, project_id)}
    aimed, seen = rows_of(Target, project_id), rows_of(Observation, project_id)
    if not found:
        pieces.empty(words.NO_RESULT, words.NO_RESULT_NEXT)
    for row in found:
        mine = row.indicator_id
        block = results.result(
            row,
            declared[mine],
            [t for t in aimed if t.indicator_id == mine],
            [o for o in seen if o.indicator_id == mine],
            here.view,
        )
        pieces.chart(block, table_first=block.figure is None)


def history_tab(project_id: str) -> None:
    """History in sentences, latest first; an entry taken back tells nothing unless the whole trail is asked for."""
    here = visit()
    whole = st.toggle(here.say(words.WHOLE_TRAIL), help=here.say(words.WHOLE_TRAIL_HELP), key="trail")
    happened = ask(ProjectHistory(programme=here.code, project_id=project_id, audit=whole))
    for event in history.tell(happened, day_of, here.view):
        with st.container(border=True, gap="xxsmall"):
            note = here.say(words.TAKEN_BACK) if event.is_cancelled else ""
            st.markdown(f"**{day(event.on, here.language)}** · {pieces.safe(event.kind)}{note}")
            for sentence in event.sentences:
                st.markdown(f"- {pieces.safe(sentence)}")
            st.caption(
                here.say(
                    common.BY_WHOM.fill(actor=pieces.safe(called(event.actor, event.organisation)), n=event.sequence)
                )
            )


def published(project_id: str) -> None:
    """The publications behind each fact of the project."""
    here = visit()
    used: dict[str, list[str]] = {}
    for declaration in FACTS.values():
        if any(f.name == "source_id" for f in declaration.fields) and declaration.fields[0].name == "project_id":
            for row in rows_of(declaration.fact, project_id):
                source_id = getattr(row, "source_id", None)
                label = declaration.label.to(here.language)
                if source_id and label not in used.setdefault(source_id, []):
                    used[source_id].append(label)
    known = [row for row in ask(FactRows(programme=here.code, fact=Source)) if row.source_id in used]
    pieces.section(words.SOURCES, sources.source_table(known, used, here.view), words.NO_SOURCE)
    disagreements(project_id)


def files(row: ProjectRow) -> Files:
    """What the page lets one take away."""
    here = visit()
    names = organisations()
    found = (
        (words.MILESTONES, steps.schedule(row.project_id).table),
        (words.LINES, plan_money.funding_lines(row.project_id)),
        (words.VERSIONS, plan_money.versions(row.project_id)),
        (words.OPERATIONS, lines.operations(rows_of(Operation, row.project_id), names, here.view)),
        (words.CHECKS, plan_checks(row)),
        (words.INSTALMENTS, steps.releases(row.project_id)),
        (words.CONTRADICTIONS, sources.table(rows_of(Contradiction, row.project_id), here.view)),
    )
    own: Files = [(here.say(text), lambda table=table: table) for text, table in found if table.rows]  # type: ignore[misc]
    return [*own, *model_tab.files(row)]
