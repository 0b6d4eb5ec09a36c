"""Which projects outlive their grants: by the gates of their economic models, and what they depend on."""

from __future__ import annotations

from datetime import date

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.kinds import Unit
from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.durability import SHARES
from portfolio.indicators.example_rows import projects
from portfolio.indicators.models import (
    ALONE,
    DRY,
    HELPED,
    IN_FORCE,
    MODELS,
    NO_MODEL,
    RELATION,
    REVENUE,
    contract,
    model,
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
    known="steady_revenue_eur IS NOT NULL AND steady_opex_eur IS NOT NULL",
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
    known="coverage IS NOT NULL",
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
    formula="coalesce(sum(first_funder_eur) FILTER (is_overdrawn(without_first_eur)), 0)",
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
    *SHARES,
    OPERATING_COVERAGE,
    COMMITTED_COVERAGE,
    SUSTAINABILITY_PROBABILITY,
    YEARS_OF_AUTONOMY,
    SINGLE_FUNDER_EUR,
    CONTRACTS_ENDING,
)
