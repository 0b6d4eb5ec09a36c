"""A verdict in one sentence: whether a project outlives its grants, what fails, when, and by how many euros."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio.domain.basis.text import HARD_SPACE, Text
from portfolio.domain.economics import Status
from portfolio.domain.economics.gates import Gate, GateKey
from portfolio.domain.economics.outcome import ScenarioOutcome
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import euros, percent
from portfolio.presentation.kit.sentences import capital, join, plural

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


def verdict(found: ScenarioOutcome, funder: str | None, view: View) -> str:
    """« Fragile : sans Région fictive, la trésorerie devient négative en 2031 ; il manque 61 015 €. » The first gate
    that fails, and how many others do. `funder`: who gives most each year, None when nobody does."""
    match found.status:
        case Status.DURABLE:
            sentence = view.say(AND_ALSO).join(_holds(gate, funder, view) for gate in found.gates)
        case Status.NOT_ASSESSABLE:
            missing = [view.say(text) for text in found.missing.first]
            sentence = view.say(Text("il manque {what}", "missing: {what}").fill(what=join(missing, view.language)))
        case _:
            sentence = _failing([gate for gate in found.gates if gate.holds is False], found.first_year, funder, view)
    head = capital(view.say(found.status.label))
    return view.say(Text(f"{head} : {sentence}", f"{head}: {sentence}"))


def _failing(gates: Sequence[Gate], first_year: int, funder: str | None, view: View) -> str:
    """A stress that takes nobody away fails with cash itself: it is not written twice."""
    own = [gate for gate in gates if not _is_idle(gate, funder)]
    sentence = _fails(own[0], first_year, funder, view)
    return (
        sentence if len(own) == 1 else f"{sentence}{view.say(AND_ALSO)}{plural(len(own) - 1, *OTHERS, view.language)}"
    )


def gate_table(found: ScenarioOutcome, funder: str | None, view: View) -> Table:
    """Each gate: what it found, its threshold, whether it holds, and where it fails."""
    columns = (
        Column(view.say(Text("Épreuve", "Gate"))),
        Column(view.say(Text("État", "State"))),
        Column(view.say(Text("Valeur", "Value"))),
        Column(view.say(Text("Seuil", "Threshold"))),
        Column(view.say(Text("Échoue en", "Fails in"))),
    )
    rows = (
        (
            view.say(gate.key.label),
            _state(gate, funder, view),
            written(gate, gate.value, view),
            written(gate, gate.threshold, view),
            year_of(gate, found.first_year),
        )
        for gate in found.gates
    )
    return Table(columns, tuple(rows))


def written(gate: Gate, value: float | None, view: View) -> str | None:
    """A gate's value: euros of cash, a share of costs or of draws."""
    if value is None:
        return None
    if gate.key in {GateKey.CASH, GateKey.FIRST_FUNDER}:
        return euros(round(value) or 0, view.language)  # minus nothing is nothing
    return percent(value, view.language, 1)


def _state(gate: Gate, funder: str | None, view: View) -> str:
    is_without_object = gate.holds is not None and _is_idle(gate, funder)
    return view.say(NOBODY if is_without_object else HOLDS[gate.holds]).replace(" ", HARD_SPACE)


def _is_idle(gate: Gate, funder: str | None) -> bool:
    """A stress that takes nobody away."""
    return gate.key is GateKey.FIRST_FUNDER and funder is None


def year_of(gate: Gate, first_year: int | None) -> str | None:
    """The calendar year that a gate fails in; None where the first year, or that it fails, is not known."""
    return None if gate.year is None or first_year is None else str(first_year + gate.year)


def _fails(gate: Gate, first_year: int | None, funder: str | None, view: View) -> str:
    year, short = year_of(gate, first_year), euros(round(gate.euros), view.language) if gate.euros is not None else "—"
    text = FAILS[gate.key].fill(
        year=year or "—",
        euros=short,
        funder=funder,
        value=written(gate, gate.value, view) or "—",
        threshold=written(gate, gate.threshold, view) or "—",
    )
    return view.say(text)


def _holds(gate: Gate, funder: str | None, view: View) -> str:
    if _is_idle(gate, funder):
        return view.say(ON_NOBODY)
    return view.say(STANDS[gate.key].fill(value=written(gate, gate.value, view) or "—", funder=funder))


AND_ALSO = Text(" ; ", "; ")
OTHERS = (
    Text("rien d’autre n’échoue", "nothing else fails"),
    Text("une autre épreuve échoue", "one more gate fails"),
    Text("{words} autres épreuves échouent", "{words} more gates fail"),
)
NOBODY = Text("sans objet : aucun financeur récurrent", "does not apply: no recurrent funder")
ON_NOBODY = Text("ne dépend d’aucun financeur récurrent", "depends on no recurrent funder")
FAILS = {
    GateKey.CASH: Text(
        "la trésorerie devient négative en {year} ; il manque {euros} au plus bas",
        "cash turns negative in {year}; {euros} are missing at the lowest",
    ),
    GateKey.COVERAGE: Text(
        "recettes et contributions engagées couvrent {value} des charges en régime établi ; il manque {euros} par an",
        "revenue and committed contributions cover {value} of costs in the steady state; {euros} a year are missing",
    ),
    GateKey.FIRST_FUNDER: Text(
        "sans {funder}, la trésorerie devient négative en {year} ; il manque {euros} au plus bas",
        "without {funder}, cash turns negative in {year}; {euros} are missing at the lowest",
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
