"""What projects cost, who pays, how surely, and what is still to be found."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Family, FundingStatus, Instrument
from portfolio.domain.facts.kinds import Unit
from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.example_rows import cost, line, projects

AWARDED, APPLIED = FundingStatus.AWARDED, FundingStatus.APPLIED
PLAN_SOURCE = Text(
    "Plan de financement des projets : emplois et ressources, statuts des financements",
    "The projects' funding plans: uses and sources, statuses of the funding",
)
AMOUNT_KNOWN = "amount_eur IS NOT NULL"
STATUS_KNOWN = "amount_eur IS NOT NULL AND certainty <> 'not_reported'"

TOTAL_COST = Indicator(
    key="total_cost",
    label=Text("Coût total", "Total cost"),
    meaning=Text(
        "Somme des coûts connus des opérations. Un projet est renseigné quand toutes ses opérations le sont.",
        "Sum of the known costs of the operations. A project is known when all its operations are.",
    ),
    unit=Unit.EURO,
    relation="operation",
    formula="sum(cost_eur)",
    known="cost_eur IS NOT NULL",
    undefined_when=Text("aucun coût connu", "no known cost"),
    source=PLAN_SOURCE,
    examples=(
        Example(
            Text("100 € et 50 €", "€100 and €50"),
            (*projects("A", "B"), *cost("A", 100), *cost("B", 50)),
            150,
            known=2,
            total=2,
        ),
        Example(
            Text("un coût sur deux est inconnu", "one cost of two is unknown"),
            (*projects("A", "B"), *cost("A", 100), *cost("B", None)),
            100,
            known=1,
            total=2,
        ),
        Example(Text("aucun coût connu", "no known cost"), projects("A"), None, known=0, total=1),
    ),
    amounts=("cost_eur",),
    additive=True,
)

TOTAL_FUNDING = Indicator(
    key="total_funding",
    label=Text("Financement", "Funding"),
    meaning=Text(
        "Somme des lignes de financement en numéraire, prêts compris, pour leur dernier montant connu moins ce qui en "
        "est perdu ; ni les refus, ni les garanties, ni les apports en nature.",
        "Sum of the funding lines in cash, loans included, at their last known amount less what they lost; neither "
        "refusals, nor guarantees, nor what comes in kind.",
    ),
    unit=Unit.EURO,
    relation="funding",
    formula="sum(amount_eur)",
    known=AMOUNT_KNOWN,
    undefined_when=Text("aucun montant connu", "no known amount"),
    source=PLAN_SOURCE,
    examples=(
        Example(
            Text("une subvention et un prêt ; la garantie ne compte pas", "a grant and a loan; the guarantee is out"),
            (
                *projects("A"),
                *line("A", Family.STATE, 60, AWARDED, Instrument.GRANT),
                *line("A", Family.PUBLIC_BANK, 40, APPLIED, Instrument.LOAN),
                *line("A", Family.PRIVATE, 30, AWARDED, Instrument.GUARANTEE),
            ),
            100,
        ),
        Example(
            Text(
                "attribué 80 sur 100 demandés, dont 10 caducs ; un solde arrêté à 45",
                "80 awarded of the 100 asked for, 10 of them lapsed; a balance settled at 45",
            ),
            (
                *projects("A"),
                *line("A", Family.STATE, 100, AWARDED, awarded=80, lost=10),
                *line("A", Family.REGION, 50, AWARDED, awarded=50, final=45),
                *line("A", Family.EPCI, 20, APPLIED, awarded=15),
            ),
            135,
        ),
        Example(Text("aucun montant connu", "no known amount"), projects("A"), None, known=0, total=1),
    ),
    amounts=("amount_eur",),
    additive=True,
)

LEVERAGE = Indicator(
    key="leverage",
    label=Text("Effet de levier", "Leverage"),
    meaning=Text(
        "Euros acquis et non remboursables des autres financeurs, pour 1 € acquis de l’État.",
        "Secured, non-repayable euros of the other funders, for one secured State euro.",
    ),
    unit=Unit.EURO_PER_EURO,
    relation="funding",
    formula="coalesce(sum(amount_eur) FILTER (funder_group <> 'state' AND is_secured AND NOT is_repaid), 0) "
    "/ nullif(sum(amount_eur) FILTER (funder_group = 'state' AND is_secured AND NOT is_repaid), 0)",
    known=STATUS_KNOWN,
    undefined_when=Text("aucun euro acquis de l’État", "no secured State euro"),
    source=PLAN_SOURCE,
    examples=(
        Example(
            Text("deux euros des autres pour un de l’État", "two euros of the others for one of the State"),
            (*projects("A"), *line("A", Family.STATE, 100, AWARDED), *line("A", Family.REGION, 200, AWARDED)),
            2.0,
        ),
        Example(
            Text("le prêt ne fait pas levier", "a loan makes no leverage"),
            (
                *projects("A"),
                *line("A", Family.STATE, 100, AWARDED),
                *line("A", Family.REGION, 50, AWARDED),
                *line("A", Family.CITIZENS, 500, AWARDED, Instrument.LOAN),
            ),
            0.5,
        ),
        Example(
            Text("l’État seul : zéro, et non inconnu", "the State alone: zero, not unknown"),
            (*projects("A"), *line("A", Family.STATE, 100, AWARDED)),
            0.0,
        ),
        Example(
            Text("aucun euro de l’État", "no State euro"),
            (*projects("A"), *line("A", Family.REGION, 200, AWARDED)),
            None,
        ),
    ),
    amounts=("amount_eur",),
)

SECURED_SHARE = Indicator(
    key="secured_share",
    label=Text("Part acquise du coût", "Secured share of the cost"),
    meaning=Text(
        "Financements acquis (attribués ou votés) rapportés au coût, sur les projets dont le coût, les montants et les "
        "statuts sont tous connus.",
        "Secured funding (awarded or voted) over cost, for the projects whose cost, amounts and statuses are all "
        "known.",
    ),
    unit=Unit.FRACTION,
    relation="project_funding",
    formula="sum(secured_eur) / nullif(sum(cost_eur), 0)",
    known="is_known",
    undefined_when=Text("aucun projet entièrement renseigné", "no project fully known"),
    source=PLAN_SOURCE,
    examples=(
        Example(
            Text("60 € acquis sur 100 €", "€60 secured of €100"),
            (
                *projects("A"),
                *cost("A", 100),
                *line("A", Family.STATE, 60, AWARDED),
                *line("A", Family.REGION, 40, APPLIED),
            ),
            0.6,
        ),
        Example(
            Text("un statut manque", "a status is missing"),
            (*projects("A"), *cost("A", 100), *line("A", Family.STATE, 60, FundingStatus.NOT_REPORTED)),
            None,
            known=0,
            total=1,
        ),
    ),
    amounts=("cost_eur", "secured_eur"),
    better="up",
)

FUNDING_TO_BE_FOUND = Indicator(
    key="funding_to_be_found",
    label=Text("Financement à rechercher", "Funding to be found"),
    meaning=Text(
        "Somme des lignes à rechercher ou à l’état d’intention. Ce que le plan de financement ne couvre pas encore "
        "se lit à part, dans l’écart entre emplois et ressources.",
        "Sum of the lines to be found or merely intended. What the funding plan does not cover at all is read apart, "
        "in the gap between uses and sources.",
    ),
    unit=Unit.EURO,
    relation="funding",
    formula="coalesce(sum(amount_eur) FILTER (certainty = 'to_be_found'), 0)",
    known=STATUS_KNOWN,
    undefined_when=Text("aucune ligne de statut connu", "no line of known status"),
    source=PLAN_SOURCE,
    examples=(
        Example(
            Text("une intention compte, une demande non", "an intention counts, an application does not"),
            (
                *projects("A"),
                *line("A", Family.REGION, 30, FundingStatus.INTENDED),
                *line("A", Family.STATE, 70, APPLIED),
            ),
            30,
        ),
        Example(
            Text("tout est attribué", "all is awarded"), (*projects("A"), *line("A", Family.STATE, 70, AWARDED)), 0
        ),
        Example(Text("rien n’est connu", "nothing is known"), projects("A"), None, known=0, total=1),
    ),
    amounts=("amount_eur",),
    additive=True,
    better="down",
)

DECLARED = (TOTAL_COST, TOTAL_FUNDING, LEVERAGE, SECURED_SHARE, FUNDING_TO_BE_FOUND)
