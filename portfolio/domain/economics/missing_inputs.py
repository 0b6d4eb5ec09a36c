"""What a scenario misses to be judged, named one by one: whoever reads « not assessable » then knows what to enter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from portfolio.domain.basis.text import Text
from portfolio.domain.economics import Plans
from portfolio.domain.economics.flow_kinds import NOT_CASH
from portfolio.domain.economics.model import Model, amounts, has_costs
from portfolio.domain.economics.stacked_models import steady
from portfolio.domain.facts.choices import Scenario


class MissingInputs(NamedTuple):
    """`cash`: what is missing to know cumulated cash, hence every gate; `others`: what the other gates want once cash
    is known. Both empty when every gate is."""

    cash: tuple[Text, ...]
    others: tuple[Text, ...]

    @property
    def first(self) -> tuple[Text, ...]:
        """What to enter first."""
        return self.cash or self.others


def missing_inputs(model: Model, plans: Plans, scenario: Scenario) -> MissingInputs:
    """Of a scenario and its own plan, the only one of `plans`."""
    cash = tuple(_of_cash(model, scenario))
    return MissingInputs(cash, () if cash else tuple(_of_others(model, plans)))


def _of_cash(model: Model, scenario: Scenario) -> Iterator[Text]:
    flows = model.of(scenario)
    if not flows:
        yield NO_FLOW
        return
    if model.horizon is None:
        yield NO_HORIZON
    if not has_costs(flows):
        yield NO_COST
    years = model.years(scenario)
    for flow in flows:
        unknown = np.flatnonzero(np.isnan(amounts(flow, years)))
        if len(unknown) and flow.kind not in NOT_CASH:
            named, first = flow.title or flow.kind.label, int(model.terms.first_year) + int(unknown[0])
            yield (ONE_YEAR if len(unknown) == 1 else MORE_YEARS).fill(flow=named, year=str(first), n=len(unknown))


def _of_others(model: Model, plans: Plans) -> Iterator[Text]:
    opex = plans.opex[0, steady(plans)]
    if not opex.size:
        yield NO_STEADY.fill(year=str(int(model.terms.first_year) + int(plans.last[0])))
    elif not opex.sum():
        yield NO_STEADY_COST
    if model.probability is None:
        yield NOT_DRAWN if not model.factors else STALE


NO_FLOW = Text("les flux", "the flows")
NO_HORIZON = Text("l’horizon", "the horizon")
NO_COST = Text("les charges d’exploitation", "the operating costs")
ONE_YEAR = Text("« {flow} » en {year}", "“{flow}” in {year}")
MORE_YEARS = Text("« {flow} » pour {n} années, dont {year}", "“{flow}” for {n} years, {year} among them")
NO_STEADY = Text(
    "un régime établi : des années, avant la fin de l’horizon ({year}), sans investissement ni subvention",
    "a steady state: years, before the horizon ends ({year}), without investment or grant",
)
NO_STEADY_COST = Text("des charges d’exploitation en régime établi", "operating costs in the steady state")
NOT_DRAWN = Text(
    "les facteurs de risque, dont se tire la probabilité de pérennité",
    "the risk factors, from which the probability of sustainability is drawn",
)
STALE = Text(
    "la probabilité de pérennité, à calculer de nouveau : enregistrez le modèle",
    "the probability of sustainability, to be computed again: save the model",
)
