"""What a model comes to, line by line: its appraisal, then on whom it lives; scenarios and dates side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.outcome import ScenarioOutcome
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import UNKNOWN, euros, number, percent


class Line(NamedTuple):
    """An outcome drawn or compared, under the name of its scenario or of its day."""

    name: Text
    outcome: ScenarioOutcome


def figures(lines: Sequence[Line], view: View) -> Table:
    """What each line comes to, side by side."""
    columns = (Column(view.say(Text("Résultat", "Result"))), *(Column(view.say(line.name)) for line in lines))
    each_line = [_figures(line.outcome, view) for line in lines]
    rows = ((view.say(label), *(each[n] for each in each_line)) for n, label in enumerate(FIGURES))
    return Table(columns, tuple(rows))


def _figures(outcome: ScenarioOutcome, view: View) -> list[str]:
    """In the order of FIGURES."""
    return [*_appraised(outcome, view), *_lived_on(outcome, view)]


def _appraised(outcome: ScenarioOutcome, view: View) -> list[str]:
    found = outcome.appraisal
    if found is None:
        return [UNKNOWN] * APPRAISED
    rates = " ; ".join(percent(each, view.language, 2) for each in found.rates_of_return)
    return [
        _whole(found.fnpv_c, view),
        _whole(found.fnpv_k, view),
        rates or UNKNOWN,
        percent(found.gap.rate, view.language, 1),
        number(found.payback, view.language, 1),
        number(found.discounted_payback, view.language, 1),
        _calendar(outcome, found.break_even),
        number(found.debt_coverage, view.language, 2),
        euros(found.cost_per_inhabitant, view.language, cents=True),
    ]


def _lived_on(outcome: ScenarioOutcome, view: View) -> list[str]:
    found = outcome.dependence
    return [
        percent(found.coverage_own, view.language, 1),
        percent(found.subsidy_dependence, view.language, 1),
        _calendar(outcome, found.post_grant_year),
        number(found.autonomy, view.language, 1),
        number(found.effective_funders, view.language, 1),
        percent(found.first_share, view.language, 1),
    ]


def _calendar(outcome: ScenarioOutcome, t: int | None) -> str:
    return UNKNOWN if t is None else str(outcome.first_year + t)


def _whole(value: float | None, view: View) -> str:
    return euros(None if value is None else round(value) or 0, view.language)


APPRAISED = 9
FIGURES = (
    Text("VAN financière de l’investissement (VAN/C)", "Financial NPV of the investment (FNPV/C)"),
    Text("VAN financière du capital national (VAN/K)", "Financial NPV of national capital (FNPV/K)"),
    Text("Taux de rentabilité interne (tous)", "Internal rates of return (all)"),
    Text("Taux du déficit de financement (funding gap)", "Funding gap rate"),
    Text("Délai de récupération (ans)", "Payback (years)"),
    Text("Délai de récupération actualisé (ans)", "Discounted payback (years)"),
    Text("Équilibre d’exploitation durable depuis", "Lasting operating break-even since"),
    Text("Couverture du service de la dette, au plus bas", "Debt service coverage, at the lowest"),
    Text("Coût complet par habitant et par an", "Full cost per inhabitant and year"),
    Text("Couverture par les recettes propres, en régime établi", "Coverage by own revenue, in the steady state"),
    Text("Dépendance aux subventions et contributions", "Dependence on grants and contributions"),
    Text("Première année sans subvention", "First year without a grant"),
    Text("Années d’autonomie", "Years of autonomy"),
    Text("Nombre effectif de financeurs récurrents", "Effective number of recurrent funders"),
    Text("Part du premier financeur récurrent", "Share of the first recurrent funder"),
)
