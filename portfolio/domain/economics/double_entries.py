"""An investment that seems to be entered twice: what is warned of, and left to whoever knows to judge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from portfolio.domain.basis.text import Text, in_euros, shown
from portfolio.domain.economics.model import Model, of_kinds, sum_of_known_eur
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario
from portfolio.domain.facts.series import Series

FUNDING = (FlowKind.GRANT, FlowKind.LOAN)


def entered_twice(model: Model) -> list[Text]:
    """Warnings, scenario by scenario, on known euros: an investment whose amounts are, year by year, those of another
    investment or of a replacement; one of several investments whose total is that of the grants and loans, alone or
    added to the other investments: its funding was entered as an expense."""
    return [warning for scenario in model.scenarios for warning in _in_scenario(model, scenario)]


def _in_scenario(model: Model, scenario: Scenario) -> Iterator[Text]:
    flows = model.of(scenario)
    invested, replaced = of_kinds(flows, FlowKind.INVESTMENT), of_kinds(flows, FlowKind.REPLACEMENT)
    pairs = [*combinations(invested, 2), *((one, other) for one in invested for other in replaced)]
    for one, other in pairs:
        if _years_with_euros(one.amounts_eur) and _years_with_euros(one.amounts_eur) == _years_with_euros(
            other.amounts_eur
        ):
            yield _warning(TWICE, scenario, one, other=_name(other))
    funding, whole = sum_of_known_eur(of_kinds(flows, *FUNDING)), sum_of_known_eur(invested)
    for flow in invested if funding and len(invested) > 1 else ():
        own = sum_of_known_eur([flow])
        if own == funding:
            yield _warning(IS_FUNDING, scenario, flow)
        elif own == whole - own + funding:
            yield _warning(HOLDS_FUNDING, scenario, flow, others=in_euros(whole - own), funding=in_euros(funding))


def _years_with_euros(series: Series) -> tuple[tuple[int, Decimal], ...]:
    """The euros of the years that have some: years left empty, or at 0, make no flow another."""
    return tuple((year, amount) for year, amount in enumerate(series) if amount)


def _name(flow: EconomicFlow) -> Text:
    """« Fibre » (investissement)."""
    return Text("{name} ({kind})", "{name} ({kind})").fill(name=shown(flow.title or flow.flow_id), kind=flow.kind.label)


def _warning(text: Text, scenario: Scenario, flow: EconomicFlow, **values: Text) -> Text:
    euros = in_euros(sum_of_known_eur([flow]))
    return text.fill(scenario=scenario.label, flow=shown(flow.title or flow.flow_id), euros=euros, **values)


TWICE = Text(
    fr="Scénario {scenario} : l’investissement {flow} a, année par année, les mêmes montants que {other}, {euros} en "
    "tout. Si c’est la même dépense, gardez-en une seule ; sinon, ne changez rien.",
    en="Scenario {scenario}: investment {flow} has, year by year, the same amounts as {other}, {euros} in all. If it "
    "is the same expense, keep only one; otherwise change nothing.",
)
IS_FUNDING = Text(
    fr="Scénario {scenario} : l’investissement {flow} vaut {euros}, autant que toutes les subventions et tous les "
    "emprunts. Si c’est leur montant saisi comme une dépense, retirez-le ; sinon, ne changez rien.",
    en="Scenario {scenario}: investment {flow} comes to {euros}, as much as all the grants and loans. If it is their "
    "amount entered as an expense, remove it; otherwise change nothing.",
)
HOLDS_FUNDING = Text(
    fr="Scénario {scenario} : l’investissement {flow} vaut {euros}, autant que les autres investissements "
    "({others}) et les subventions et emprunts ({funding}) réunis. Si le financement y est compté comme une "
    "dépense, ne gardez que les dépenses ; sinon, ne changez rien.",
    en="Scenario {scenario}: investment {flow} comes to {euros}, as much as the other investments ({others}) and the "
    "grants and loans ({funding}) together. If the funding is counted in it as an expense, keep the expenses only; "
    "otherwise change nothing.",
)
