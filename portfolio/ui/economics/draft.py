"""The draft of a model: what is on screen and not recorded yet. It follows each change; nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import streamlit as st

from portfolio.domain.commands import Seen
from portfolio.domain.deciding.modelling import assess
from portfolio.domain.economics.legal_forms import PRIVATE_HOLDER
from portfolio.domain.economics.model import Model
from portfolio.domain.facts import EconomicFlow, EconomicModel, Project, RiskFactor
from portfolio.domain.facts.choices import Audience, Family, LegalFormKind, Scenario
from portfolio.domain.questions import ProjectRow, Sequences
from portfolio.ui.economics import reading
from portfolio.ui.kit.queries import ask, organisations, rows_of
from portfolio.ui.kit.session import visit


@dataclass
class Draft:
    """The rows as they are on screen; `held` those recorded when it was opened, with the events that had asserted them
    in the `log` they came from. `turn` changes when rows are replaced at once, so that what edits them
    starts anew, from `frames`."""

    terms: EconomicModel
    flows: tuple[EconomicFlow, ...]
    factors: tuple[RiskFactor, ...]
    held: Model | None
    log: str
    seen: tuple[Seen, ...]
    turn: int = 0
    faults: list[str] = field(default_factory=list)
    frames: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> Model:
        """What is on screen."""
        return Model(self.terms, self.flows, self.factors)

    @property
    def model(self) -> Model:
        """As it would be recorded, with the probability that saving it would give: ten thousand draws."""
        return self.rows._replace(assessment=assess(self.rows, visit().today))

    @property
    def is_changed(self) -> bool:
        """A probability that no longer holds is reason enough to save."""
        own, held = (self.terms, *self.flows, *self.factors), self.held
        stale = held is not None and held.probability is None and self.model.probability is not None
        return held is None or stale or set(own) != {held.terms, *held.flows, *held.factors}


def of(row: ProjectRow) -> Draft:
    """The draft of this project in this visit; opened from what is recorded, or from nothing."""
    key = _key(row)
    if key not in st.session_state:
        st.session_state[key] = _opened(row)
    found: Draft = st.session_state[key]
    return found


def start(row: ProjectRow) -> None:
    """Open it."""
    of(row)


def is_open(row: ProjectRow) -> bool:
    return _key(row) in st.session_state


def leave(row: ProjectRow) -> None:
    """What was not recorded is gone."""
    st.session_state.pop(_key(row), None)


def put(row: ProjectRow, **changes: Any) -> None:
    """Rows that replace those on screen; what edits them starts anew."""
    draft = of(row)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.turn += 1


def put_scenario(draft: Draft, scenario: Scenario, flows: Sequence[EconomicFlow]) -> None:
    """The flows of one scenario; the others stay, and so do the factors whose flow is still there."""
    draft.flows = (*(flow for flow in draft.flows if flow.scenario is not scenario), *flows)
    known = {flow.flow_id for flow in draft.flows if flow.scenario is Scenario.REFERENCE}
    draft.factors = tuple(factor for factor in draft.factors if factor.flow_id in known)


def copied(flows: Sequence[EconomicFlow], scenario: Scenario) -> list[EconomicFlow]:
    """The flows of reference, to start another scenario from."""
    return [replace(flow, scenario=scenario) for flow in flows if flow.scenario is Scenario.REFERENCE]


def _opened(row: ProjectRow) -> Draft:
    held, log = reading.model(row.project_id), reading.log(row.project_id)
    if held is None:
        [project] = rows_of(Project, row.project_id)
        year = (project.starts_on or visit().day).year
        terms = EconomicModel(project_id=row.project_id, first_year=Decimal(year), audience=_usual_audience(row))
        return Draft(terms, (), (), None, log, ())
    rows = (held.terms, *held.flows, *held.factors)
    keys = tuple((each.declaration.name, each.key) for each in rows)
    return Draft(held.terms, held.flows, held.factors, held, log, ask(Sequences(programme=log, rows=keys)))


def _usual_audience(row: ProjectRow) -> Audience:
    """A private holder's model is its own until it says otherwise."""
    lead = organisations().get(row.lead or "")
    form = LegalFormKind.of(row.legal_form) if row.legal_form else None
    is_private = form in PRIVATE_HOLDER or (lead is not None and lead.family is Family.PRIVATE)
    return Audience.HOLDER if is_private else Audience.EVERYONE


def _key(row: ProjectRow) -> str:
    return f"model:{visit().code}:{row.project_id}"
