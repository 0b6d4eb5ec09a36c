"""What a model leaves out of its verdict, or counts twice: warned of, and left to whoever knows to judge."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio.domain.basis.text import Text, in_euros
from portfolio.domain.economics.double_entries import entered_twice
from portfolio.domain.economics.model import Model, of_kinds, sum_of_known_eur
from portfolio.domain.facts.choices import FlowKind, Scenario


def caveats(model: Model) -> list[Text]:
    """Those of each scenario that has some: a loan still due when the horizon ends, which cash then never pays back;
    more grants than investment, which would fund its running; and what seems entered twice."""
    own = [warning for scenario in model.scenarios for warning in _in_scenario(model, scenario)]
    return [*own, *entered_twice(model)]


def _in_scenario(model: Model, scenario: Scenario) -> Iterator[Text]:
    flows, last = model.of(scenario), int(model.terms.first_year) + model.years(scenario) - 1
    due = sum_of_known_eur(of_kinds(flows, FlowKind.LOAN)) - sum_of_known_eur(of_kinds(flows, FlowKind.PRINCIPAL))
    if due > 0:
        yield STILL_DUE.fill(scenario=scenario.label, due=in_euros(due), year=str(last))
    invested = sum_of_known_eur(of_kinds(flows, FlowKind.INVESTMENT, FlowKind.REPLACEMENT))
    granted = sum_of_known_eur(of_kinds(flows, FlowKind.GRANT))
    if granted > invested:
        yield OVER_GRANTED.fill(scenario=scenario.label, granted=in_euros(granted), invested=in_euros(invested))


STILL_DUE = Text(
    fr="Scénario {scenario} : {due} d’emprunt restent à rembourser après {year}, que le verdict ne voit pas. "
    "Allongez l’horizon jusqu’à la dernière échéance, ou vérifiez les remboursements.",
    en="Scenario {scenario}: {due} of loan are still due after {year}, which the verdict does not see. Make the "
    "horizon last until the last repayment, or check the repayments.",
)
OVER_GRANTED = Text(
    fr="Scénario {scenario} : les subventions d’investissement ({granted}) dépassent l’investissement ({invested}). "
    "Si elles paient l’exploitation, saisissez-les comme contributions ; sinon, complétez l’investissement.",
    en="Scenario {scenario}: investment grants ({granted}) exceed the investment ({invested}). If they pay for "
    "running, enter them as contributions; otherwise complete the investment.",
)
