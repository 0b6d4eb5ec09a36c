"""What a model may vary by: the factor that matters most, what ten thousand draws give, the band they draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from portfolio.domain.basis.text import Text
from portfolio.domain.economics import simulate, tornado
from portfolio.domain.economics.model import Model, factors_of, signed
from portfolio.domain.economics.outcome import ScenarioOutcome
from portfolio.presentation.economics import tornado as tornado_figure
from portfolio.presentation.economics.cash_path import Fan
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import euros, percent

LOW, HIGH = 5, 95
DRAWS, SEED = 10_000, 0
SOURCE = Text("Modèle économique du projet", "The project’s economic model")


def what_matters(model: Model, names: Mapping[str, str], view: View) -> Chart | None:
    """The tornado of the factors; None without a factor, or where a flow is not known."""
    held = signed(model)
    if not model.factors or not all(np.isfinite(each).all() for each in held.values()):
        return None
    found = tornado(held, factors_of(model))
    reference = float(sum(each.sum() for each in held.values()))
    bars = [tornado_figure.Bar(names.get(each.name, each.name), each.low, each.high) for each in found]
    figure, alt = drawn(
        lambda: tornado_figure.figure(bars, reference, view.language, view.theme),
        lambda: tornado_figure.alt(bars, reference, view.language),
    )
    heads = (Text("Facteur", "Factor"), Text("Au 5e centile", "At the 5th percentile"), Text("Au 95e", "At the 95th"))
    columns = (Column(view.say(heads[0])), *(_column(head, view) for head in heads[1:]))
    return Chart(
        key="tornade",
        title=view.say(MATTERS.fill(name=names.get(found[0].name, found[0].name))),
        caption=view.say(TORNADO),
        table=Table(columns, tuple((bar.name, bar.low, bar.high) for bar in bars)),
        source=view.say(SOURCE),
        figure=figure,
        alt=alt,
    )


def draws_table(model: Model, view: View) -> Table | None:
    """The eight lines of what draws give, on the cash left at the end; None where nothing is drawn."""
    held = signed(model)
    if not model.factors or not all(np.isfinite(each).all() for each in held.values()):
        return None
    said = simulate(held, factors_of(model), DRAWS, SEED).summary
    labels = (Text("Ligne", "Line"), Text("Valeur", "Value"))
    amounts = (said.reference, said.mean, said.median, said.sd, said.minimum, said.maximum)
    shares = (said.p_below_reference, said.p_sustainable)
    written = [*(_euros(each, view) for each in amounts), *(percent(each, view.language, 1) for each in shares)]
    rows = tuple((view.say(text), value) for text, value in zip(EIGHT, written, strict=True))
    return Table(tuple(Column(view.say(label)) for label in labels), rows)


def fan(model: Model, outcome: ScenarioOutcome) -> Fan | None:
    """Between which amounts cash lies, year by year, over the draws; None without a factor or with an unknown flow."""
    held = signed(model, outcome.scenario)
    if not model.factors or not held or not all(np.isfinite(each).all() for each in held.values()):
        return None
    known = {name: factor for name, factor in factors_of(model).items() if name in held}
    cumulated = simulate(held, known, DRAWS, SEED).cumulated
    low, high = np.percentile(cumulated, (LOW, HIGH), axis=0)
    return Fan(outcome.first_year, tuple(map(float, low)), tuple(map(float, high)))


def _column(head: Text, view: View) -> Column:
    return Column(view.say(head), lambda value: _euros(value, view), is_number=True)


def _euros(value: Any, view: View) -> str:
    return euros(None if value is None else round(value), view.language)


TORNADO = Text(
    "Trésorerie à la fin de l’horizon quand un facteur seul est à son 5e puis à son 95e centile",
    "Cash at the end of the horizon when one factor alone is at its 5th, then at its 95th percentile",
)
MATTERS = Text("Ce qui compte le plus : {name}", "What matters most: {name}")
EIGHT = (
    Text("Référence", "Reference"),
    Text("Moyenne", "Mean"),
    Text("Médiane", "Median"),
    Text("Écart-type", "Standard deviation"),
    Text("Minimum", "Minimum"),
    Text("Maximum", "Maximum"),
    Text("Probabilité d’au plus la référence", "Probability of at most the reference"),
    Text("Probabilité de pérennité", "Probability of sustainability"),
)
