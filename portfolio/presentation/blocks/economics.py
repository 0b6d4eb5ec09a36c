"""One project's model: its cash by year, what it comes to, its flows, what matters most; lines compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from portfolio.domain.economic_model import Model
from portfolio.domain.economics import SUSTAINABLE_FROM
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario
from portfolio.domain.outcomes import Outcome
from portfolio.domain.words import Text
from portfolio.presentation.blocks.block import Block, Column, Table, View, drawn
from portfolio.presentation.blocks.risk import SOURCE, fan
from portfolio.presentation.figures import cash_path
from portfolio.presentation.figures.cash_path import CashLine
from portfolio.presentation.formats import UNKNOWN, euros, number, percent


class Line(NamedTuple):
    """An outcome drawn or compared, under the name of its scenario or of its day."""

    name: Text
    outcome: Outcome


def path(lines: Sequence[Line], model: Model | None, funder: str | None, view: View) -> Block:
    """Cumulated cash along the years: the first line in front, the others behind; without the first recurrent funder,
    and between the 5th and the 95th of a hundred draws, for the first."""
    main = lines[0]
    drawn_lines = [_line(main, "main"), *(_line(each, "other") for each in lines[1:])]
    if main.outcome.path.first_funder is not None:
        named = funder or main.outcome.path.first_funder
        alone = Text(f"sans {named}", f"without {named}")
        drawn_lines.append(_cash_line(alone, main.outcome.first_year, main.outcome.path.without_first, "stress"))
    band = fan(model, main.outcome) if model is not None else None
    figure, alt = drawn(
        lambda: cash_path.figure(drawn_lines, band, view.language, view.theme),
        lambda: cash_path.alt(drawn_lines, view.language, band),
    )
    return Block(
        key="tresorerie",
        title=_path_message(main.outcome, view),
        caption=view.say(FAN if band is not None else PATH),
        table=path_table(lines, view),
        source=view.say(SOURCE),
        figure=figure,
        alt=alt,
        empty=view.say(NO_FLOW),
    )


def path_table(lines: Sequence[Line], view: View) -> Table:
    """Year by year: the cash of the year, cumulated, without the first recurrent funder; line after line."""
    columns = (
        Column(view.say(Text("Ligne", "Line"))),
        Column(view.say(Text("Année", "Year"))),
        *(Column(view.say(text), lambda v: _euros(v, view), is_number=True) for text in (OF_YEAR, CUMULATED, ALONE)),
    )
    rows = (
        (view.say(name), str(year), *(_known(values[t]) for values in outcome.path[:3]))
        for name, outcome in lines
        for t, year in enumerate(outcome.years)
    )
    return Table(columns, tuple(rows))


def figures(lines: Sequence[Line], view: View) -> Table:
    """What each line comes to, side by side."""
    columns = (Column(view.say(Text("Résultat", "Result"))), *(Column(view.say(line.name)) for line in lines))
    told = [_figures(line.outcome, view) for line in lines]
    rows = ((view.say(label), *(each[n] for each in told)) for n, label in enumerate(FIGURES))
    return Table(columns, tuple(rows))


def flows(model: Model, names: Mapping[str, str], view: View) -> Table:
    """Every flow of every scenario, year by year."""
    count = max((model.years(scenario) for scenario in model.scenarios), default=0)
    years = [int(model.terms.first_year) + t for t in range(count)]
    columns = (
        *(Column(view.say(text)) for text in HEADS),
        *(Column(str(year), lambda v: _euros(v, view), is_number=True) for year in years),
    )
    ordered = sorted(
        model.flows, key=lambda f: (list(Scenario).index(f.scenario), list(FlowKind).index(f.kind), f.flow_id)
    )
    return Table(columns, tuple(_flow(flow, names, count, view) for flow in ordered))


def _line(line: Line, emphasis: Any) -> CashLine:
    return _cash_line(line.name, line.outcome.first_year, line.outcome.path.cumulated, emphasis)


def _cash_line(name: Text, first_year: int, values: Any, emphasis: Any) -> CashLine:
    return CashLine(name, first_year, tuple(_known(each) for each in values), emphasis)


def _path_message(outcome: Outcome, view: View) -> str:
    known = [each for each in outcome.path.cumulated if not np.isnan(each)]
    if not known:
        return view.say(NO_FLOW)
    lowest = int(np.argmin(known))
    low = _euros(known[lowest], view)
    text = FALLS if known[lowest] < SUSTAINABLE_FROM else STAYS
    return view.say(text.fill(low=low, year=str(outcome.first_year + lowest)))


def _figures(outcome: Outcome, view: View) -> list[str]:
    """In the order of FIGURES."""
    return [*_appraised(outcome, view), *_lived_on(outcome, view)]


def _appraised(outcome: Outcome, view: View) -> list[str]:
    found = outcome.appraisal
    if found is None:
        return [UNKNOWN] * APPRAISED
    rates = " ; ".join(percent(each, view.language, 2) for each in found.rates_of_return)
    return [
        _euros(found.fnpv_c, view),
        _euros(found.fnpv_k, view),
        rates or UNKNOWN,
        percent(found.gap.rate, view.language, 1),
        number(found.payback, view.language, 1),
        number(found.discounted_payback, view.language, 1),
        _calendar(outcome, found.break_even),
        number(found.debt_coverage, view.language, 2),
        euros(found.cost_per_inhabitant, view.language, cents=True),
    ]


def _lived_on(outcome: Outcome, view: View) -> list[str]:
    found = outcome.dependence
    return [
        percent(found.coverage_own, view.language, 1),
        percent(found.subsidy_dependence, view.language, 1),
        _calendar(outcome, found.post_grant_year),
        number(found.autonomy, view.language, 1),
        number(found.effective_funders, view.language, 1),
        percent(found.first_share, view.language, 1),
    ]


def _calendar(outcome: Outcome, t: int | None) -> str:
    return UNKNOWN if t is None else str(outcome.first_year + t)


def _flow(flow: EconomicFlow, names: Mapping[str, str], years: int, view: View) -> tuple[Any, ...]:
    status = view.say(flow.status.label) if flow.kind is FlowKind.CONTRIBUTION and flow.status else None
    funder = names.get(flow.funder_id or "", flow.funder_id)
    known = [*flow.amounts_eur, *[None] * (years - len(flow.amounts_eur))]
    return (view.say(flow.scenario.label), view.say(flow.kind.label), flow.title, funder, status, *known)


def _euros(value: Any, view: View) -> str:
    return euros(None if value is None else round(value) or 0, view.language)


def _known(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


HEADS = (
    Text("Scénario", "Scenario"),
    Text("Nature", "Kind"),
    Text("Nom", "Name"),
    Text("Financeur", "Funder"),
    Text("Statut", "Status"),
)
OF_YEAR, CUMULATED = Text("Trésorerie de l’année", "Cash of the year"), Text("Cumulée", "Cumulated")
ALONE = Text("Sans le premier financeur", "Without the first funder")
PATH = Text("Trésorerie cumulée, en euros constants", "Cumulated cash, in constant euros")
FAN = Text(
    "Trésorerie cumulée, en euros constants · bande : du 5e au 95e centile de 10 000 tirages",
    "Cumulated cash, in constant euros · band: 5th to 95th percentile of 10,000 draws",
)
NO_FLOW = Text("Aucun flux n’est connu.", "No flow is known.")
FALLS = Text("La trésorerie cumulée descend à {low} en {year}", "Cumulated cash falls to {low} in {year}")
STAYS = Text(
    "La trésorerie cumulée reste positive : {low} au plus bas, en {year}",
    "Cumulated cash stays positive: {low} at the lowest, in {year}",
)
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
