"""The shares of projects, and of their cost, that are durable, fragile, not durable or not assessable."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.economics import Status
from portfolio.domain.economics.gates import DECISIVE, GATES, Rule
from portfolio.domain.facts.kinds import Unit
from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.example_rows import cost, projects
from portfolio.indicators.models import ALONE, DRY, GRANTED, HELPED, IN_FORCE, MODELS, NO_MODEL, RELATION, SPENT, model


def _fails(rule: Rule) -> str:
    if rule.threshold is None:
        return f"is_overdrawn({rule.value})"
    return f"NOT reaches({rule.value}, {IN_FORCE.format(key=rule.parameter)})"


# The verdict of `domain/economics/gates.py`, from the same declaration; missing is not failing.
STATUS = f"""CASE
    WHEN {_fails(DECISIVE)} THEN 'not_durable'
    WHEN {" OR ".join(f"{rule.value} IS NULL" for rule in GATES)} THEN 'not_assessable'
    WHEN {" OR ".join(_fails(rule) for rule in GATES if rule is not DECISIVE)} THEN 'fragile'
    ELSE 'durable' END"""

FOUR = (
    *projects("A", "B", "C", "D", "E"),
    *model("A", 2, *ALONE, probability=0.9),
    *model("B", 2, *HELPED, probability=0.9),
    *model("C", 2, *DRY, probability=0.4),
    *model("D", 2, SPENT, GRANTED),
    *cost("A", 100),
    *cost("B", 300),
    *cost("C", 100),
    *cost("D", 500),
    *cost("E", 250),
)
ONE_OF_EACH = Text("cinq projets, un de chaque et un sans modèle", "five projects, one of each and one without model")
IN_WORDS = {
    Status.DURABLE: Text("pérennes", "that are durable"),
    Status.FRAGILE: Text("fragiles", "that are fragile"),
    Status.NOT_DURABLE: Text("non pérennes", "that are not durable"),
    Status.NOT_ASSESSABLE: Text("non évaluables", "that are not assessable"),
}
MEANINGS = {
    Status.DURABLE: Text(
        "trésorerie jamais négative, charges couvertes en régime établi, encore sans le premier financeur récurrent, "
        "et probabilité suffisante",
        "cash never negative, costs covered in the steady state, still so without the first recurrent funder, and a "
        "high enough probability",
    ),
    Status.FRAGILE: Text("une épreuve au moins échoue", "one gate at least fails"),
    Status.NOT_DURABLE: Text("la trésorerie devient négative", "cash runs out"),
    Status.NOT_ASSESSABLE: Text(
        "une donnée du modèle manque (charges, horizon, probabilité)",
        "something is missing from the model (costs, horizon, probability)",
    ),
}
EXPECTED = {
    Status.DURABLE: (0.25, 0.1),
    Status.FRAGILE: (0.25, 0.3),
    Status.NOT_DURABLE: (0.25, 0.1),
    Status.NOT_ASSESSABLE: (0.25, 0.5),
}


def _share(status: Status) -> Indicator:
    words, what = IN_WORDS[status], MEANINGS[status]
    return Indicator(
        key=f"{status.value}_share",
        label=Text("Part des projets {words}", "Share of projects {words}").fill(words=words),
        meaning=Text(
            "Part des projets {words}, parmi ceux qui ont un modèle : {what}.",
            "Share of the projects {words}, among those that have a model: {what}.",
        ).fill(words=words, what=what),
        unit=Unit.FRACTION,
        relation=RELATION,
        formula=f"count(*) FILTER ({STATUS} = '{status.value}') / nullif(count(*), 0)",
        known="has_model",
        undefined_when=Text("aucun modèle", "no model"),
        source=MODELS,
        examples=(
            Example(ONE_OF_EACH, FOUR, EXPECTED[status][0], known=4, total=5),
            NO_MODEL,
        ),
        better="up" if status is Status.DURABLE else "down",
    )


def _euro_share(status: Status) -> Indicator:
    words, what = IN_WORDS[status], MEANINGS[status]
    return Indicator(
        key=f"{status.value}_euro_share",
        label=Text("Part du coût des projets {words}", "Share of cost of projects {words}").fill(words=words),
        meaning=Text(
            "Part du coût des projets {words}, parmi ceux qui ont un modèle : {what}.",
            "Share of the cost of the projects {words}, among those that have a model: {what}.",
        ).fill(words=words, what=what),
        unit=Unit.FRACTION,
        relation=RELATION,
        formula=f"coalesce(sum(cost_eur) FILTER ({STATUS} = '{status.value}'), 0) / nullif(sum(cost_eur), 0)",
        known="is_cost_known AND has_model",
        undefined_when=Text("aucun coût connu, ou aucun modèle", "no known cost, or no model"),
        source=MODELS,
        examples=(
            Example(Text("1 000 € de projets", "€1,000 of projects"), FOUR, EXPECTED[status][1], known=4, total=5),
            NO_MODEL,
        ),
        amounts=("cost_eur",),
        better="up" if status is Status.DURABLE else "down",
    )


SHARES = (*(_share(status) for status in Status), *(_euro_share(status) for status in Status))
