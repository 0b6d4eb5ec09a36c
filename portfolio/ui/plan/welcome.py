"""What is expected of me: the next actions of each persona, each with where to do it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FundingLine
from portfolio.domain.facts.choices import FundingStatus, ProgrammeKind
from portfolio.domain.questions import FactRows, MilestoneAnswers, ProjectRow
from portfolio.presentation.funding.lines import lines_of_a_funder
from portfolio.presentation.kit.block import Section
from portfolio.presentation.kit.formats import euros
from portfolio.presentation.kit.screen import Scope
from portfolio.presentation.kit.sentences import quoted
from portfolio.presentation.milestones import verifications
from portfolio.presentation.milestones.verifications import Standing
from portfolio.presentation.plan import action_blocks
from portfolio.ui.kit import address, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.demo_tools import reset_button
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.plan import words

WIDE = 420
MOST = 10
ASKED_FOR = {FundingStatus.APPLIED, FundingStatus.NOTIFIED, FundingStatus.INTENDED}


def actions(scope: Scope) -> None:
    """The persona's own first."""
    here = visit()
    match here.actor.persona:
        case Persona.VISITOR:
            return
        case _ if scope.is_real:  # nothing is asked of a real organisation
            return
        case Persona.LEAD:
            _of_a_lead(action_blocks.led_by(ask, here.code, here.actor.organisation))
        case Persona.INSTRUCTOR:
            _to_verify(verifications.OF_THE_INSTRUCTOR)
        case Persona.FUNDER:
            _of_a_funder()


def entering(scope: Scope) -> None:
    """What the office enters, and its way back to the start of a fictional programme."""
    here = visit()
    if here.actor.persona is Persona.OFFICE and not scope.is_real:
        with st.container(horizontal=True):
            _enter("project", common.NEW_PROJECT, ":material/add_circle:")
            _enter("programme", words.NEW_PROGRAMME, ":material/create_new_folder:", ligne="+")
    if here.actor.persona is Persona.OFFICE and here.programme and here.programme.kind == ProgrammeKind.FICTIONAL:
        reset_button()


def heading(_: Scope) -> None:
    st.header(visit().say(words.AT_A_GLANCE), anchor=False)


def ways(_: Scope) -> None:
    """To the plan, and to all the projects."""
    with st.container(horizontal=True):
        pieces.page_link("committee/plan.py", words.SEE_PLAN, icon=":material/monitoring:")
        pieces.page_link("projects/projects.py", common.ALL_PROJECTS, icon=":material/list:")


def programmes(_: Scope) -> None:
    """The programmes of this installation, each with what it is."""
    here = visit()
    if len(here.programmes) <= 1:
        return
    st.header(here.say(words.PROGRAMMES), anchor=False)
    grid = st.grid(columns="auto", min_column_width=WIDE)
    for row in here.programmes:
        french = here.language == "fr"
        with grid.container(border=True, height="stretch"):
            st.markdown(f"**{safe(row.name_fr if french else row.name_en)}**")
            st.markdown(safe((row.summary_fr if french else row.summary_en) or here.say(row.kind.label)))
            label = here.say(words.SEE_PROGRAMME)
            st.page_link("committee/plan.py", label=label, query_params=address.current(programme=row.programme))


def _of_a_lead(rows: Sequence[ProjectRow]) -> None:
    """What a funder sent back, a report to publish on each project, oldest news first; then its alerts."""
    here = visit()
    _sent_back({row.project_id for row in rows})
    st.header(safe(here.say(words.MY_PROJECTS.fill(n=len(rows)))), anchor=False)
    for row in sorted(rows, key=lambda row: (row.reported_on is not None, row.reported_on)):
        said = words.last_report((here.day - row.reported_on).days) if row.reported_on else words.NO_REPORT
        with _line(row.title, here.say(said)):
            parameters = address.current(id=row.project_id)
            st.page_link(
                "leads/my_project.py", label=here.say(words.REPORT), icon=":material/edit:", query_params=parameters
            )
    pieces.acts(action_blocks.alerts_on(ask, here.code, rows, here.view))


def _of_a_funder() -> None:
    """The milestones to check, by due date, then the lines that wait for this funder's answer, largest first."""
    here = visit()
    _to_verify(verifications.OF_THE_SIGNATORY)
    lines = [
        line
        for line in ask(FactRows(programme=here.code, fact=FundingLine))
        if line.funder_id == here.actor.organisation
    ]
    waiting = sorted((line for line in lines if line.status in ASKED_FOR), key=lambda line: -(line.amount_eur or 0))
    titles = action_blocks.titles(ask, here.code, lines)
    if not waiting:
        pieces.empty(words.NOTHING_WAITING, words.NOTHING_WAITING_WHY)
        _lines(lines, titles)
        return
    st.header(safe(here.say(words.waiting(len(waiting), len(lines)))), anchor=False)
    for line in waiting:
        amount = euros(line.amount_eur, here.language)
        said = Text(f"{amount} · {line.status.label.fr}", f"{amount} · {line.status.label.en}")
        with _line(titles.get(line.project_id, line.project_id), here.say(said)):
            pieces.project_link(line.project_id, here.say(common.OPEN), icon=":material/arrow_forward:")
    _lines(lines, titles)


def _lines(lines: Sequence[FundingLine], titles: Mapping[str, str]) -> None:
    here = visit()
    table = lines_of_a_funder(lines, titles, here.view)
    pieces.section(Section(here.say(words.MY_LINES), table, here.say(common.NO_LINE)))


def _to_verify(whose: Collection[Standing]) -> None:
    """The milestones whose evidence waits for this funder, each with the euros that depend on it."""
    here = visit()
    mine = ask(MilestoneAnswers(programme=here.code, funder_id=here.actor.organisation))
    waiting = verifications.to_examine(mine, whose)
    if not waiting:
        return
    st.header(safe(verifications.queue_message(mine, here.view, whose)), anchor=False)
    for row in waiting[:MOST]:
        with _line(f"{row.milestone_id} {row.title} — {row.project}", verifications.what_waits(row, here.view)):
            _go("funders/verifications.py", common.EXAMINE, jalon=f"{row.project_id}/{row.milestone_id}")
    if len(waiting) > MOST:
        pieces.page_link("funders/verifications.py", common.more_to_examine(len(waiting) - MOST))


def _sent_back(own: set[str]) -> None:
    """What funders ask this lead to complete, in their words."""
    here = visit()
    asked = [row for code in sorted(own) for row in ask(MilestoneAnswers(programme=here.code, project_id=code))]
    for row in asked:
        if verifications.standing(row) in verifications.SENT_BACK:
            what = here.say(common.SENT_BACK.fill(funder=row.funder or row.funder_id, title=row.title))
            with _line(what, quoted(row.reason or "", here.language)):
                _go("leads/my_project.py", words.COMPLETE, id=row.project_id)


def _enter(fact: str, label: Text, icon: str, **more: str) -> None:
    pieces.page_link("data/entry.py", label, icon=icon, fait=fact, **more)


def _go(page: str, label: Text, **more: str) -> None:
    st.page_link(page, label=visit().say(label), icon=":material/arrow_forward:", query_params=address.current(**more))


def _line(what: str, said: str) -> st.delta_generator.DeltaGenerator:
    """A row to act on: words left, the way to act right."""
    line = st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    with line.container(gap="xxsmall", width="stretch"):
        st.markdown(f"**{safe(what)}**")
        st.caption(safe(said))
    return line
