"""Which projects outlive their grants: by the gates of their economic models, and what they depend on."""

from __future__ import annotations

from datetime import date

from portfolio.domain.facts.choices import FlowKind
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.words import Text
from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.models import contract, model
from portfolio.indicators.worlds import cost, projects

RELATION = "project_durability"
MODELS = Text(
    "Modèles économiques des projets, scénario de référence", "The projects' economic models, scenario of reference"
)
IN_FORCE = "(SELECT value FROM parameters_in_force($day) WHERE key = '{key}')"
COVERAGE, PROBABILITY = (IN_FORCE.format(key=f"durability_{gate}_minimum") for gate in ("coverage", "probability"))
# Missing is not failing; a cent is spared to rounding, as everywhere.
STATUS = f"""CASE
    WHEN is_negative_once THEN 'not_durable'
    WHEN cash_eur IS NULL OR coverage IS NULL OR without_first_eur IS NULL OR probability IS NULL THEN 'not_assessable'
    WHEN coverage < {COVERAGE} - 1e-9 OR without_first_eur < -0.005 OR probability < {PROBABILITY} - 1e-9 THEN 'fragile'
    ELSE 'durable' END"""

REVENUE, OPEX, GIVEN = FlowKind.USER_REVENUE, FlowKind.OPERATING_COST, FlowKind.CONTRIBUTION
SPENT, GRANTED = (FlowKind.INVESTMENT, "100|0|0"), (FlowKind.GRANT, "100|0|0")
# Runs on its own revenue; on a contribution that is voted; runs out in its third year; says nothing of its costs.
ALONE = (SPENT, GRANTED, (REVENUE, "0|60|60"), (OPEX, "0|50|50"))
HELPED = (SPENT, GRANTED, (REVENUE, "0|20|20"), (GIVEN, "0|40|40"), (OPEX, "0|50|50"))
DRY = (SPENT, GRANTED, (REVENUE, "0|60|30"), (OPEX, "0|50|50"))
FOUR = (
    *projects("A", "B", "C", "D", "E"),
    *model("A", 2, *ALONE, probability=0.9),
    *model("B", 2, *HELPED, probability=0.9),
    *model("C", 2, *DRY, probability=0.4),
    *model("D", 2, SPENT, GRANTED),
    *cost("A", 100),
    *cost("B", 300),
    *cost("C", 100),
    *cost("D", 250),
    *cost("E", 250),
)
NOBODY = Example(Text("aucun projet", "no project"), (), None, known=0, total=0)
NO_MODEL = Example(Text("aucun modèle", "no model"), projects("A"), None, known=0, total=1)
IN_WORDS = {
    "durable": Text("pérennes", "durable"),
    "fragile": Text("fragiles", "fragile"),
    "not_durable": Text("non pérennes", "not durable"),
    "not_assessable": Text("non évaluables", "not assessable"),
}
MEANINGS = {
    "durable": Text(
        "trésorerie jamais négative, charges couvertes en régime établi, encore sans le premier financeur récurrent, "
        "et probabilité suffisante",
        "cash never negative, costs covered in the steady state, still so without the first recurrent funder, and a "
        "high enough probability",
    ),
    "fragile": Text("une épreuve au moins échoue", "one gate at least fails"),
    "not_durable": Text("la trésorerie devient négative", "cash runs out"),
    "not_assessable": Text(
        "une donnée manque (modèle, charges, horizon, probabilité)",
        "a datum lacks (model, costs, horizon, probability)",
    ),
}
EXPECTED = {"durable": (0.2, 0.1), "fragile": (0.2, 0.3), "not_durable": (0.2, 0.1), "not_assessable": (0.4, 0.5)}


def _share(status: str) -> Indicator:
    words, what = IN_WORDS[status], MEANINGS[status]
    return Indicator(
        key=f"{status}_share",
        label=Text("Projets {words}", "Projects {words}").fill(words=words),
        meaning=Text("Part des projets {words} : {what}.", "Share of the projects {words}: {what}.").fill(
            words=words, what=what
        ),
        unit=Unit.FRACTION,
        relation=RELATION,
        formula=f"count(*) FILTER ({STATUS} = '{status}') / nullif(count(*), 0)",
        known="true",
        undefined_when=Text("aucun projet", "no project"),
        source=MODELS,
        examples=(
            Example(
                Text("cinq projets, un de chaque et deux sans données", "five projects, two of them without data"),
                FOUR,
                EXPECTED[status][0],
                known=5,
                total=5,
            ),
            NOBODY,
        ),
        better={"durable": "up", "not_assessable": "down"}.get(status, "down"),  # type: ignore[arg-type]
    )


def _euro_share(status: str) -> Indicator:
    words, what = IN_WORDS[status], MEANINGS[status]
    return Indicator(
        key=f"{status}_euro_share",
        label=Text("Euros des projets {words}", "Euros of projects {words}").fill(words=words),
        meaning=Text(
            "Part du coût des projets {words} : {what}.", "Share of the cost of the projects {words}: {what}."
        ).fill(words=words, what=what),
        unit=Unit.FRACTION,
        relation=RELATION,
        formula=f"coalesce(sum(cost_eur) FILTER ({STATUS} = '{status}'), 0) / nullif(sum(cost_eur), 0)",
        known="is_cost_known",
        undefined_when=Text("aucun coût connu", "no known cost"),
        source=MODELS,
        examples=(
            Example(Text("1 000 € de projets", "€1,000 of projects"), FOUR, EXPECTED[status][1], known=5, total=5),
            NO_MODEL,
        ),
        amounts=("cost_eur",),
        better="up" if status == "durable" else "down",
    )


OPERATING_COVERAGE = Indicator(
    key="operating_coverage",
    label=Text("Couverture par les recettes propres", "Coverage by own revenue"),
    meaning=Text(
        "Recettes propres (usagers, contrats, économies) rapportées aux charges d’exploitation, en régime établi.",
        "Own revenue (users, contracts, savings) over operating costs, in the steady state.",
    ),
    unit=Unit.FRACTION,
    relation=RELATION,
    formula="sum(steady_revenue_eur) / nullif(sum(steady_opex_eur), 0)",
    known="steady_opex_eur IS NOT NULL",
    undefined_when=Text("aucun régime établi connu", "no known steady state"),
    source=MODELS,
    examples=(
        Example(
            Text("170 € de recettes pour 200 € de charges", "€170 of revenue for €200 of costs"),
            (*projects("A", "B"), *model("A", 2, *ALONE), *model("B", 2, *HELPED[:2], (REVENUE, "0|25|25"), HELPED[4])),
            0.85,
            known=2,
            total=2,
        ),
        NO_MODEL,
    ),
    amounts=("steady_revenue_eur", "steady_opex_eur"),
    better="up",
)

COMMITTED_COVERAGE = Indicator(
    key="committed_coverage",
    label=Text("Couverture avec les contributions engagées", "Coverage with committed contributions"),
    meaning=Text(
        "Recettes propres et contributions récurrentes votées ou attribuées, rapportées aux charges d’exploitation, en "
        "régime établi.",
        "Own revenue and recurrent contributions voted or awarded, over operating costs, in the steady state.",
    ),
    unit=Unit.FRACTION,
    relation=RELATION,
    formula="(sum(steady_revenue_eur) + sum(steady_committed_eur)) / nullif(sum(steady_opex_eur), 0)",
    known="steady_opex_eur IS NOT NULL",
    undefined_when=Text("aucun régime établi connu", "no known steady state"),
    source=MODELS,
    examples=(
        Example(
            Text("20 € de recettes et 40 € votés pour 50 €", "€20 of revenue and €40 voted for €50"),
            (*projects("A"), *model("A", 2, *HELPED)),
            1.2,
            known=1,
            total=1,
        ),
        NO_MODEL,
    ),
    amounts=("steady_revenue_eur", "steady_committed_eur", "steady_opex_eur"),
    better="up",
)

SUSTAINABILITY_PROBABILITY = Indicator(
    key="sustainability_probability",
    label=Text("Probabilité de pérennité", "Probability of sustainability"),
    meaning=Text(
        "Part des tirages où la trésorerie n’est jamais négative ; en moyenne sur les projets dont elle vaut encore.",
        "Share of draws in which cash never runs out; averaged over the projects of which it still holds.",
    ),
    unit=Unit.FRACTION,
    relation=RELATION,
    formula="sum(probability) / nullif(count(*), 0)",
    known="probability IS NOT NULL",
    undefined_when=Text("aucune probabilité à jour", "no probability up to date"),
    source=MODELS,
    examples=(
        Example(
            Text("0,9 et 0,5", "0.9 and 0.5"),
            (*projects("A", "B"), *model("A", 2, *ALONE, probability=0.9), *model("B", 2, *DRY, probability=0.5)),
            0.7,
            known=2,
            total=2,
        ),
        NO_MODEL,
    ),
    better="up",
)

YEARS_OF_AUTONOMY = Indicator(
    key="years_of_autonomy",
    label=Text("Années d’autonomie", "Years of autonomy"),
    meaning=Text(
        "Années après la dernière subvention pendant lesquelles la trésorerie tient sans aucune contribution, dans la "
        "limite de l’horizon ; en moyenne sur les projets.",
        "Years after the last grant during which cash holds without any contribution, capped by the horizon; averaged "
        "over the projects.",
    ),
    unit=Unit.YEARS,
    relation=RELATION,
    formula="sum(autonomy_years) / nullif(count(*), 0)",
    known="autonomy_years IS NOT NULL",
    undefined_when=Text("aucun modèle complet", "no complete model"),
    source=MODELS,
    examples=(
        Example(
            Text("deux années, et aucune", "two years, and none"),
            (*projects("A", "B"), *model("A", 2, *ALONE), *model("B", 2, *HELPED)),
            1.0,
            known=2,
            total=2,
        ),
        NO_MODEL,
    ),
    better="up",
)

SINGLE_FUNDER_EUR = Indicator(
    key="single_funder_eur",
    label=Text("Euros dépendant d’un seul financeur", "Euros depending on one funder"),
    meaning=Text(
        "Contributions, sur tout l’horizon, du premier financeur récurrent des projets qui ne tiennent pas sans lui.",
        "Contributions over the horizon of the first recurrent funder of the projects that do not hold without it.",
    ),
    unit=Unit.EURO,
    relation=RELATION,
    formula="coalesce(sum(first_funder_eur) FILTER (without_first_eur < -0.005), 0)",
    known="without_first_eur IS NOT NULL",
    undefined_when=Text("aucun modèle complet", "no complete model"),
    source=MODELS,
    examples=(
        Example(
            Text("80 € sans lesquels l’un ne tient pas", "€80 without which one does not hold"),
            (*projects("A", "B"), *model("A", 2, *ALONE), *model("B", 2, *HELPED)),
            80,
            known=2,
            total=2,
        ),
        NO_MODEL,
    ),
    amounts=("first_funder_eur",),
    better="down",
)

TOMORROW, FAR = date(2028, 6, 30), date(2028, 7, 1)
CONTRACTS_ENDING = Indicator(
    key="contracts_ending",
    label=Text("Contrats qui finissent", "Contracts ending"),
    meaning=Text(
        "Projets dont le contrat (concession, marché, convention) finit dans les vingt-quatre mois.",
        "Projects whose contract (concession, public contract, convention) ends within twenty-four months.",
    ),
    unit=Unit.PROJECTS,
    relation=RELATION,
    formula="count(*) FILTER (contract_ends_on BETWEEN $day AND $day + to_months("
    f"{IN_FORCE.format(key='contract_end_notice')}::INTEGER))",
    known="contract_ends_on IS NOT NULL",
    undefined_when=Text("aucune fin de contrat connue", "no known end of contract"),
    source=Text("Montages des projets", "The projects' legal forms"),
    examples=(
        Example(
            Text("à vingt-quatre mois, et un jour de plus", "twenty-four months away, and a day more"),
            (*projects("A", "B"), *contract("A", TOMORROW), *contract("B", FAR)),
            1,
            known=2,
            total=2,
        ),
        Example(Text("aucun contrat", "no contract"), projects("A"), None, known=0, total=1),
    ),
)

DECLARED = (
    *(_share(status) for status in IN_WORDS),
    *(_euro_share(status) for status in IN_WORDS),
    OPERATING_COVERAGE,
    COMMITTED_COVERAGE,
    SUSTAINABILITY_PROBABILITY,
    YEARS_OF_AUTONOMY,
    SINGLE_FUNDER_EUR,
    CONTRACTS_ENDING,
)
