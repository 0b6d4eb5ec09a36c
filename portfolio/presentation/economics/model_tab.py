"""One project's model: its cash by year, what it comes to, its flows, what matters most; lines compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.cash import is_overdrawn
from portfolio.domain.economics.flow_kinds import in_order
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.outcome import ScenarioOutcome
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind
from portfolio.presentation.economics import cash_path
from portfolio.presentation.economics.cash_path import CashLine
from portfolio.presentation.economics.model_results import Line
from portfolio.presentation.economics.risk import SOURCE, fan
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import euros
from portfolio.presentation.kit.sentences import capital, join


def path(lines: Sequence[Line], model: Model | None, funder: str | None, view: View) -> Chart:
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
    return Chart(
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
        (view.say(name), str(year), *(_none_if_nan(values[t]) for values in outcome.path[:3]))
        for name, outcome in lines
        for t, year in enumerate(outcome.years)
    )
    return Table(columns, tuple(rows))


def flows(model: Model, names: Mapping[str, str], view: View) -> Table:
    """Every flow of every scenario, year by year."""
    count = max((len(flow.amounts_eur) for flow in model.flows), default=0)
    years = [int(model.terms.first_year) + t for t in range(count)]
    columns = (
        *(Column(view.say(text)) for text in HEADS),
        *(Column(str(year), lambda v: _euros(v, view), is_number=True) for year in years),
    )
    return Table(columns, tuple(_flow(flow, names, count, view) for flow in sorted(model.flows, key=in_order)))


def _line(line: Line, emphasis: Any) -> CashLine:
    return _cash_line(line.name, line.outcome.first_year, line.outcome.path.cumulated, emphasis)


def _cash_line(name: Text, first_year: int, values: Any, emphasis: Any) -> CashLine:
    return CashLine(name, first_year, tuple(_none_if_nan(each) for each in values), emphasis)


def _path_message(outcome: ScenarioOutcome, view: View) -> str:
    known = [each for each in outcome.path.cumulated if not np.isnan(each)]
    if not known:
        return view.say(NO_FLOW)
    lowest = int(np.argmin(known))
    if outcome.missing.cash and not is_overdrawn(known[lowest]):
        return view.say(PARTIAL.fill(what=join([view.say(text) for text in outcome.missing.cash], view.language)))
    low = _euros(known[lowest], view)
    text = FALLS if is_overdrawn(known[lowest]) else STAYS
    return view.say(text.fill(low=low, year=str(outcome.first_year + lowest)))


def _flow(flow: EconomicFlow, names: Mapping[str, str], years: int, view: View) -> tuple[Any, ...]:
    status = view.say(flow.status.label) if flow.kind is FlowKind.CONTRIBUTION and flow.status else None
    funder = names.get(flow.funder_id or "", flow.funder_id)
    known = [*flow.amounts_eur, *[None] * (years - len(flow.amounts_eur))]
    kind = view.say(flow.kind.label)
    return (flow.title or capital(kind), kind, view.say(flow.scenario.label), funder, status, *known)


def _euros(value: Any, view: View) -> str:
    return euros(None if value is None else round(value) or 0, view.language)


def _none_if_nan(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


HEADS = (
    Text("Flux", "Flow"),
    Text("Nature", "Kind"),
    Text("Scénario", "Scenario"),
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
PARTIAL = Text(
    "Trésorerie des seuls flux saisis, qui ne dit pas si elle tient : il manque {what}",
    "Cash of the flows entered only, which does not tell whether it holds; missing: {what}",
)
FALLS = Text("La trésorerie cumulée descend à {low} en {year}", "Cumulated cash falls to {low} in {year}")
STAYS = Text(
    "La trésorerie cumulée reste positive : {low} au plus bas, en {year}",
    "Cumulated cash stays positive: {low} at the lowest, in {year}",
)
