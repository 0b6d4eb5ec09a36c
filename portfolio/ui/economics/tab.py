"""The tab of a project's economic model: its verdict, what gives it, its draft while it is changed, its history."""

from __future__ import annotations

import numpy as np
import streamlit as st

from portfolio.domain.access import rules as access
from portfolio.domain.access.rules import Action, Allowed
from portfolio.domain.basis.days import day_of
from portfolio.domain.economics import break_even_factor
from portfolio.domain.economics.caveats import caveats
from portfolio.domain.economics.flow_kinds import OWN_REVENUE
from portfolio.domain.economics.legal_forms import roles
from portfolio.domain.economics.model import Model, signed
from portfolio.domain.economics.outcome import ScenarioOutcome, outcome
from portfolio.domain.facts.choices import LegalFormKind, ProgrammeKind, Scenario
from portfolio.domain.questions import ProjectHistory, ProjectRow
from portfolio.presentation.economics import model_tab as economics
from portfolio.presentation.economics import risk, verdicts
from portfolio.presentation.economics.model_results import Line, figures
from portfolio.presentation.kit.block import Section
from portfolio.presentation.kit.formats import day, percent
from portfolio.presentation.project import history
from portfolio.ui.economics import draft as drafts
from portfolio.ui.economics import editing, reading, words
from portfolio.ui.economics.comparing import compared
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.personas import called
from portfolio.ui.kit.queries import ask, organisations
from portfolio.ui.kit.session import visit
from portfolio.ui.kit.tables import table


def show(row: ProjectRow) -> None:
    """What is recorded, or the draft of whoever changes it; the verdict and the chart follow each change."""
    here = visit()
    editable = may_edit(row) and here.as_of is None
    if editable and drafts.is_open(row):
        editing.edit(row)
        model: Model | None = drafts.of(row).model
    else:
        model = reading.model(row.project_id)
        editing.last_outcome()
        if editable:
            label = words.EDIT_MODEL if model else words.MAKE_MODEL
            st.button(here.say(label), icon=":material/edit:", on_click=drafts.start, args=(row,), key="model:open")
    if model is None:
        pieces.empty(words.NO_MODEL, words.NO_MODEL_NEXT)
        return
    _show(row, model)
    _history(row)


def may_edit(row: ProjectRow) -> bool:
    """Whether the door would let this visitor save the model."""
    here = visit()
    kind = ProgrammeKind.of(here.programme.kind) if here.programme else None
    asked = access.Object(here.code, kind, row.lead, fact="economic_model")
    return isinstance(access.decide(here.actor, Action.ENTER, asked), Allowed)


def _show(row: ProjectRow, model: Model) -> None:
    here, terms = visit(), reading.terms(row.project_id)
    reference = outcome(model, terms)
    names = {code: each.name for code, each in organisations().items()}
    funder = names.get(reference.path.first_funder or "", reference.path.first_funder)
    _verdict(reference, funder)
    who = roles(LegalFormKind.of(row.legal_form) if row.legal_form else None)
    st.caption(safe(here.say(words.ROLES.fill(invests=who.invests, demand=who.bears_demand, pays=who.pays))))
    _warned(row, model)
    if not reference.missing.cash:
        _sensitivity(model)
    table(verdicts.gate_table(reference, funder, here.view))
    lines = [Line(Scenario.REFERENCE.label, reference), *compared(row, model)]
    pieces.chart(economics.path(lines, model, funder, here.view))
    _results(lines)
    titles = {flow.flow_id: flow.title or here.say(flow.kind.label) for flow in model.flows}
    matters = risk.what_matters(model, titles, here.view)
    if matters is not None:
        pieces.chart(matters)
        drawn = risk.draws_table(model, here.view)
        if drawn is not None:
            pieces.section(Section(here.say(words.DRAWS), drawn))
    flows = economics.flows(model, names, here.view)
    pieces.section(Section(here.say(words.FLOWS), flows, here.say(words.NO_FLOW)))


def _warned(row: ProjectRow, model: Model) -> None:
    """What the verdict does not see."""
    here = visit()
    if row.abandoned_on is not None:
        st.info(here.say(words.ABANDONED_MODEL), icon=":material/block:")
    for warning in caveats(model):
        st.warning(safe(here.say(warning)), icon=":material/content_copy:")


def _results(lines: list[Line]) -> None:
    """What the first line and those compared with it come to."""
    here = visit()
    pieces.section(Section(here.say(words.MODEL_FIGURES), figures(lines, here.view)))
    if lines[0].outcome.missing.cash:
        st.caption(here.say(words.ONLY_WHAT_IS_SAID))
    st.caption(here.say(words.FLOWS_READ))


def _sensitivity(model: Model) -> None:
    """What each revenue must come to for cash to hold, all else as planned."""
    here, flows = visit(), signed(model)
    if not flows or not all(np.isfinite(each).all() for each in flows.values()):
        return
    for flow in model.of(Scenario.REFERENCE):
        if flow.kind in OWN_REVENUE:
            found = break_even_factor(flows, flow.flow_id)
            name = flow.title or here.say(flow.kind.label)
            told = words.kept_alive_by(found).fill(name=name, factor=percent(found, here.language, 1))
            st.markdown(f"- {safe(here.say(told))}")


def _verdict(found: ScenarioOutcome, funder: str | None) -> None:
    """The sentence first, under the colour and the icon of its status."""
    here = visit()
    icon, colour = verdicts.BADGES[found.status]
    with st.container(border=True, gap="xxsmall"):
        st.badge(here.say(found.status.label), icon=icon, color=colour)  # type: ignore[arg-type]
        st.header(safe(verdicts.verdict(found, funder, here.view)), anchor=False)
        st.caption(here.say(words.NO_ADVICE))


def _history(row: ProjectRow) -> None:
    """What changed in the model, in everyone's log and in the private one that it may lie in, latest first."""
    here = visit()
    logs = dict.fromkeys((reading.log(row.project_id), here.code))
    told = [each for log in logs for each in ask(ProjectHistory(programme=log, project_id=row.project_id))]
    happened = sorted(told, key=lambda each: each.recorded_at, reverse=True)
    own = {"economic_model", "economic_flow", "risk_factor", "risk_assessment"}
    kept = [h for h in happened if any(change.fact in own for change in h.changes)]
    if not kept:
        return
    st.header(here.say(words.MODEL_HISTORY), anchor=False)
    for event in history.tell(kept, day_of, here.view):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{day(event.on, here.language)}** · {safe(event.kind)}")
            for sentence in event.sentences:
                st.markdown(f"- {safe(sentence)}")
            st.caption(
                safe(here.say(common.BY_WHOM.fill(actor=called(event.actor, event.organisation), n=event.sequence)))
            )
