"""A verdict in one sentence: whether a project outlives its grants, what fails, when, and by how many euros."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio.domain.economics import Status
from portfolio.domain.gates import Gate, GateKey, Thresholds, judged
from portfolio.domain.questions import DurabilityRow
from portfolio.domain.words import HARD_SPACE, Text
from portfolio.presentation.blocks.block import Column, Table, View
from portfolio.presentation.formats import euros, percent
from portfolio.presentation.sentences import capital, join

ICONS = {Status.DURABLE: "✓", Status.FRAGILE: "!", Status.NOT_DURABLE: "✕", Status.NOT_ASSESSABLE: "?"}
BADGES = {
    Status.DURABLE: (":material/verified:", "green"),
    Status.FRAGILE: (":material/warning:", "orange"),
    Status.NOT_DURABLE: (":material/block:", "red"),
    Status.NOT_ASSESSABLE: (":material/help:", "gray"),
}
HOLDS = {
    True: Text("✓ tient", "✓ holds"),
    False: Text("✕ échoue", "✕ fails"),
    None: Text("? non évaluable", "? not assessable"),
}
NO_MODEL = Text("aucun modèle économique n’est publié", "no economic model is published")


class Told(NamedTuple):
    """A verdict: its status, its gates and its sentence."""

    status: Status
    gates: tuple[Gate, ...]
    sentence: str


def verdict(status: Status, gates: Sequence[Gate], first_year: int | None, funder: str | None, view: View) -> str:
    """« Fragile : sans Région fictive, la trésorerie devient négative en 2031 ; il manque 61 015 €. »"""
    failing = [_fails(gate, first_year, funder, view) for gate in gates if gate.holds is False]
    lacking = [view.say(LACKS[gate.key]) for gate in gates if gate.holds is None]
    also = " ; " if view.language == "fr" else "; "
    match status:
        case Status.DURABLE:
            told = also.join(_holds(gate, funder, view) for gate in gates)
        case Status.NOT_ASSESSABLE:
            told = view.say(Text("il manque {what}", "what lacks is {what}").fill(what=join(lacking, view.language)))
        case _:
            told = also.join(failing)
    head = capital(view.say(status.label))
    return view.say(Text(f"{head} : {told}", f"{head}: {told}"))


def told(row: DurabilityRow, thresholds: Thresholds, view: View) -> Told:
    """The verdict of a project as it is recorded."""
    status, gates = judged(row, thresholds)
    if not row.has_model:
        head = capital(view.say(status.label))
        return Told(status, gates, view.say(Text(f"{head} : {NO_MODEL.fr}", f"{head}: {NO_MODEL.en}")))
    return Told(status, gates, verdict(status, gates, row.first_year, row.first_funder, view))


def gate_table(gates: Sequence[Gate], first_year: int | None, view: View) -> Table:
    """Each gate: what it found, its threshold, whether it holds, and where it fails."""
    columns = (
        Column(view.say(Text("Épreuve", "Gate"))),
        Column(view.say(Text("Valeur", "Value"))),
        Column(view.say(Text("Seuil", "Threshold"))),
        Column(view.say(Text("État", "State"))),
        Column(view.say(Text("Échoue en", "Fails in"))),
    )
    rows = (
        (
            view.say(gate.key.label),
            written(gate, gate.value, view),
            written(gate, gate.threshold, view),
            _state(gate, view),
            year_of(gate, first_year),
        )
        for gate in gates
    )
    return Table(columns, tuple(rows))


def written(gate: Gate, value: float | None, view: View) -> str | None:
    """A gate's value: euros of cash, a share of costs or of draws."""
    if value is None:
        return None
    if gate.key in {GateKey.CASH, GateKey.FIRST_FUNDER}:
        return euros(round(value) or 0, view.language)  # minus nothing is nothing
    return percent(value, view.language, 1)


def _state(gate: Gate, view: View) -> str:
    return view.say(HOLDS[gate.holds]).replace(" ", HARD_SPACE)


def year_of(gate: Gate, first_year: int | None) -> str | None:
    return None if gate.year is None or first_year is None else str(first_year + gate.year)


def _fails(gate: Gate, first_year: int | None, funder: str | None, view: View) -> str:
    year, lacks = year_of(gate, first_year), euros(round(gate.euros), view.language) if gate.euros is not None else "—"
    text = FAILS[gate.key].fill(
        year=year or "—",
        euros=lacks,
        funder=funder or view.say(FIRST),
        value=written(gate, gate.value, view) or "—",
        threshold=written(gate, gate.threshold, view) or "—",
    )
    return view.say(text)


def _holds(gate: Gate, funder: str | None, view: View) -> str:
    value = written(gate, gate.value, view) or "—"
    return view.say(STANDS[gate.key].fill(value=value, funder=funder or view.say(FIRST)))


FIRST = Text("le premier financeur récurrent", "the first recurrent funder")
FAILS = {
    GateKey.CASH: Text(
        "la trésorerie devient négative en {year} ; il manque {euros} au plus bas",
        "cash turns negative in {year}; {euros} are lacking at the lowest",
    ),
    GateKey.COVERAGE: Text(
        "recettes et contributions engagées couvrent {value} des charges en régime établi ; il manque {euros} par an",
        "revenue and committed contributions cover {value} of costs in the steady state; {euros} a year are lacking",
    ),
    GateKey.FIRST_FUNDER: Text(
        "sans {funder}, la trésorerie devient négative en {year} ; il manque {euros} au plus bas",
        "without {funder}, cash turns negative in {year}; {euros} are lacking at the lowest",
    ),
    GateKey.PROBABILITY: Text(
        "la probabilité de pérennité est de {value}, sous {threshold}",
        "the probability of sustainability is {value}, under {threshold}",
    ),
}
STANDS = {
    GateKey.CASH: Text("trésorerie jamais négative, {value} au plus bas", "cash never negative, {value} at the lowest"),
    GateKey.COVERAGE: Text("charges couvertes à {value}", "costs covered at {value}"),
    GateKey.FIRST_FUNDER: Text("tient sans {funder}", "holds without {funder}"),
    GateKey.PROBABILITY: Text("probabilité {value}", "probability {value}"),
}
LACKS = {
    GateKey.CASH: Text("l’horizon, les charges ou un flux", "the horizon, the costs or a flow"),
    GateKey.COVERAGE: Text(
        "un régime établi (des années après le dernier investissement et la dernière subvention)",
        "a steady state (years after the last investment and the last grant)",
    ),
    GateKey.FIRST_FUNDER: Text("les contributions de chaque financeur", "the contributions of each funder"),
    GateKey.PROBABILITY: Text(
        "la probabilité de pérennité, non calculée", "the probability of sustainability, not computed"
    ),
}
