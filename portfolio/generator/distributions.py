"""What generated projects are like: every chance, size and duration is said here, and nowhere else.

Orders of magnitude are those of the plans that inspire the tool: a départemental fibre network costs tens of millions
and lasts six to ten years; mediation, sensors or a school's equipment cost hundreds of thousands and last two to four.
Costs are log-normal around a median; territories are drawn by population.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.domain.facts.choices import (
    Axis,
    Confidence,
    Family,
    FundingStatus,
    Instrument,
    LegalFormKind,
    Sense,
    TerritoryLevel,
    Vertical,
)

# Projects enter the plan from the first day on; nothing is known after the last one.
FIRST_DAY, LAST_DAY = date(2021, 1, 4), date(2026, 10, 30)
PLAN_END = date(2032, 12, 31)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a project of a kind counts: `by_million` of it by million euros, from `baseline`; falling when `falls`."""

    title: str
    unit: str
    by_million: float
    baseline: float = 0
    falls: bool = False


@dataclass(frozen=True, slots=True)
class ProjectKind:
    """A kind of project: how often it comes, its cost (median in euros, sigma of its logarithm), its length in months
    (least, most), who leads it and where, how it is run, its steps, what it counts."""

    name: str
    often: int
    axis: Axis
    vertical: Vertical | None
    median_eur: int
    sigma: float
    months: tuple[int, int]
    leads: dict[Family, int]
    levels: dict[TerritoryLevel, int]
    forms: dict[LegalFormKind, int]
    steps: tuple[str, ...]
    counts: tuple[Counted, ...]


BEFORE = ("Convention signée", "Étude d’opportunité remise", "Besoins recueillis auprès des usagers")
BUYING = ("Consultation lancée", "Marché attribué")
AFTER = ("Réception sans réserve", "Première année d’exploitation", "Bilan présenté au comité")
REGIE, CONCESSION = LegalFormKind.REGIE, LegalFormKind.CONCESSION
CONTRACT, PERFORMANCE = LegalFormKind.PUBLIC_CONTRACT, LegalFormKind.GLOBAL_PERFORMANCE
COMMUNE, EPCI, DEPARTMENT = TerritoryLevel.COMMUNE, TerritoryLevel.EPCI, TerritoryLevel.DEPARTMENT

KINDS = (
    ProjectKind(
        "médiation numérique", 20, Axis.PEOPLE, Vertical.ADMINISTRATION, 220_000, 0.6, (24, 42),
        {Family.EPCI: 5, Family.DEPARTMENT: 2, Family.ASSOCIATION: 3}, {EPCI: 6, DEPARTMENT: 3, COMMUNE: 1},
        {REGIE: 5, LegalFormKind.ASSOCIATION: 4, LegalFormKind.GIP: 1},
        (*BEFORE, "Lieux d’accueil choisis", "Premiers conseillers recrutés", "Conseillers formés",
         "Permanences ouvertes", "Mi-parcours évalué", "Relais locaux formés", "Réseau animé par les communes",
         "Deuxième tour des permanences", *AFTER[1:]),
        (Counted("Personnes accompagnées", "personnes", 9_000), Counted("Permanences tenues", "permanences", 1_800)),
    ),
    ProjectKind(
        "réseau en fibre", 6, Axis.BRIDGES, None, 42_000_000, 0.8, (60, 108),
        {Family.JOINT_AUTHORITY: 6, Family.DEPARTMENT: 4}, {DEPARTMENT: 1},
        {CONCESSION: 6, LegalFormKind.AFFERMAGE: 2, CONTRACT: 2},
        (*BEFORE[:2], *BUYING, "Études d’exécution remises", "Nœud de raccordement livré", "Un quart des prises",
         "La moitié des prises", "Trois quarts des prises", "Toutes les prises construites", *AFTER),
        (Counted("Prises construites", "prises", 900), Counted("Sites publics raccordés", "sites", 6)),
    ),
    ProjectKind(
        "capteurs et hypervision", 16, Axis.MASTERY, Vertical.WATER, 850_000, 0.7, (24, 48),
        {Family.EPCI: 6, Family.COMMUNE: 2, Family.JOINT_AUTHORITY: 2}, {EPCI: 8, COMMUNE: 2},
        {CONTRACT: 6, REGIE: 3, PERFORMANCE: 1},
        (*BEFORE, *BUYING, "Premier secteur équipé", "Réseau bas débit en service", "Tous les capteurs posés",
         "Tableau de bord ouvert aux agents", "Données publiées", "Seuils d’alerte réglés", *AFTER),
        (Counted("Capteurs posés", "capteurs", 600), Counted("Fuites", "m³/j", 700, baseline=3_000, falls=True)),
    ),
    ProjectKind(
        "éclairage sobre", 12, Axis.APPROACH, Vertical.LIGHTING, 2_100_000, 0.7, (36, 60),
        {Family.COMMUNE: 5, Family.EPCI: 5}, {COMMUNE: 6, EPCI: 4}, {PERFORMANCE: 6, CONTRACT: 4},
        (*BEFORE[:2], *BUYING, "Inventaire du parc", "Premier quartier rénové", "Un tiers du parc",
         "Deux tiers du parc", "Tout le parc rénové", "Télégestion en service", "Économies mesurées", *AFTER),
        (Counted("Points rénovés", "points", 1_100),
         Counted("Consommation", "MWh/an", 380, baseline=1_600, falls=True)),
    ),
    ProjectKind(
        "école connectée", 14, Axis.PEOPLE, Vertical.EDUCATION, 540_000, 0.7, (24, 36),
        {Family.COMMUNE: 6, Family.EPCI: 3, Family.DEPARTMENT: 1}, {COMMUNE: 7, EPCI: 3}, {CONTRACT: 8, REGIE: 2},
        (*BEFORE, *BUYING, "Câblage des premières écoles", "La moitié des écoles", "Toutes les écoles raccordées",
         "Enseignants formés", "Équipements livrés", "Assistance ouverte", *AFTER),
        (Counted("Écoles équipées", "écoles", 26), Counted("Enseignants formés", "enseignants", 210)),
    ),
    ProjectKind(
        "cybersécurité mutualisée", 10, Axis.MASTERY, Vertical.ADMINISTRATION, 310_000, 0.6, (18, 36),
        {Family.JOINT_AUTHORITY: 5, Family.EPCI: 5}, {EPCI: 5, DEPARTMENT: 5},
        {LegalFormKind.GIP: 3, REGIE: 3, CONTRACT: 4},
        (*BEFORE[:2], "Diagnostics lancés", *BUYING, "La moitié des communes diagnostiquées", "Sauvegardes en place",
         "Toutes les communes diagnostiquées", "Exercice de crise", "Référents formés",
         "Astreinte ouverte", *AFTER[1:]),
        (Counted("Communes protégées", "communes", 120), Counted("Agents formés", "agents", 2_400)),
    ),
    ProjectKind(
        "mobilités et données", 10, Axis.BRIDGES, Vertical.MOBILITY, 1_200_000, 0.7, (30, 54),
        {Family.EPCI: 8, Family.JOINT_AUTHORITY: 2}, {EPCI: 9, DEPARTMENT: 1}, {CONTRACT: 7, REGIE: 3},
        (*BEFORE, *BUYING, "Comptages installés", "Données des réseaux réunies", "Service ouvert à l’essai",
         "Service ouvert à tous", "Données publiées", "Paiement unique", *AFTER),
        (Counted("Usagers du service", "usagers", 8_000), Counted("Jeux de données publiés", "jeux", 14)),
    ),
    ProjectKind(
        "télésanté en ruralité", 7, Axis.PEOPLE, Vertical.HEALTH, 460_000, 0.6, (24, 36),
        {Family.EPCI: 5, Family.DEPARTMENT: 3, Family.ASSOCIATION: 2}, {EPCI: 6, DEPARTMENT: 4},
        {REGIE: 4, LegalFormKind.GIP: 3, LegalFormKind.ASSOCIATION: 3},
        (*BEFORE, "Soignants associés", *BUYING, "Premiers cabinets équipés", "Tous les cabinets équipés",
         "Infirmiers formés", "Première année de consultations", "Évaluation par les patients", *AFTER[1:]),
        (Counted("Téléconsultations", "consultations", 5_200), Counted("Cabinets équipés", "cabinets", 30)),
    ),
    ProjectKind(
        "retours d’expérience partagés", 5, Axis.EXPERIENCE, Vertical.CULTURE, 160_000, 0.5, (18, 30),
        {Family.ASSOCIATION: 5, Family.FOUNDATION: 1, Family.EPCI: 4}, {DEPARTMENT: 5, EPCI: 5},
        {LegalFormKind.ASSOCIATION: 6, REGIE: 4},
        (*BEFORE, "Territoires volontaires réunis", "Premières fiches publiées", "Visites organisées",
         "Boîte à outils publiée", "Formations ouvertes", "Deuxième vague de fiches", "Méthode reprise ailleurs",
         *AFTER[1:]),
        (Counted("Fiches publiées", "fiches", 300), Counted("Territoires formés", "territoires", 220)),
    ),
)  # fmt: skip

# --- money: who brings what share of the cost, and how often; own funds take what is left, and never less than this.
OWN_SHARE_LEAST = 0.2
PARTNERS = (
    (Family.STATE, Instrument.GRANT, 0.85, (0.15, 0.40)),
    (Family.REGION, Instrument.GRANT, 0.65, (0.08, 0.22)),
    (Family.DEPARTMENT, Instrument.GRANT, 0.55, (0.05, 0.18)),
    (Family.EUROPEAN_UNION, Instrument.GRANT, 0.30, (0.10, 0.30)),
    (Family.STATE_OPERATOR, Instrument.GRANT, 0.25, (0.05, 0.15)),
    (Family.EPCI, Instrument.FONDS_DE_CONCOURS, 0.25, (0.03, 0.12)),
    (Family.PUBLIC_BANK, Instrument.LOAN, 0.35, (0.10, 0.25)),
    (Family.PRIVATE, Instrument.EQUITY, 0.25, (0.05, 0.25)),
    (Family.CITIZENS, Instrument.LOAN, 0.06, (0.01, 0.05)),
    (Family.FOUNDATION, Instrument.DONATION, 0.08, (0.01, 0.06)),
)
# How a plan is filled in: with a known, balanced sum; with a part nobody has found; with amounts nobody gave.
COMPLETE, UNCOVERED, UNSAID = 72, 20, 8
UNCOVERED_SHARE = (0.05, 0.30)
COST_REVISED, COST_RISE = 0.25, (-0.05, 0.25)
REFUSED_SHARE = 0.06
# What is awarded of what was asked for; how often some of it is lost, how many days later, and what part.
AWARDED_SHARES = (1.0, 1.0, 1.0, 0.9, 0.8)
LOST_SHARE, LOST_AFTER, LOST_PART = 0.05, (60, 500), (0.05, 1.0)
# Days between a status and the next one.
LADDER = (
    (FundingStatus.INTENDED, (0, 0)),
    (FundingStatus.APPLIED, (20, 150)),
    (FundingStatus.NOTIFIED, (60, 240)),
    (FundingStatus.AWARDED, (20, 120)),
)
OWN_LADDER = ((FundingStatus.BUDGETED, (0, 60)), (FundingStatus.VOTED, (60, 300)))
CENTS = Decimal("0.01")

# --- time: weights of steps, slips, silence, abandonment
WEIGHTS = (4, 12)
UNDATED_STEP, UNWEIGHED_PROJECT = 0.004, 0.06
SLIP_CHANCE, SLIP_DAYS = 0.28, (14, 150)
EARLY_CHANCE, EARLY_DAYS = 0.06, (5, 30)
REPORT_EVERY_DAYS = (35, 95)
LINKED_PROJECT, SIDE_LINK = 0.3, 0.2
SILENT_PROJECT, SILENT_AFTER = 0.10, (0.3, 0.9)
ABANDONED, ABANDONED_AFTER = 0.04, (0.3, 0.8)
NEVER_SPOKE = 0.03

# --- confidence: from one report to the next, by whether a step is late
LEVELS = tuple(Confidence)
CONFIDENCE_WHEN_LATE = {
    Confidence.ON_TRACK: (35, 45, 18, 2),
    Confidence.ATTAINABLE: (8, 52, 34, 6),
    Confidence.NEEDS_SUPPORT: (3, 25, 57, 15),
    Confidence.COMPROMISED: (0, 6, 30, 64),
}
CONFIDENCE_WHEN_ON_TIME = {
    Confidence.ON_TRACK: (82, 16, 2, 0),
    Confidence.ATTAINABLE: (40, 52, 8, 0),
    Confidence.NEEDS_SUPPORT: (12, 48, 36, 4),
    Confidence.COMPROMISED: (2, 18, 45, 35),
}
WORDS = {
    Confidence.ON_TRACK: (
        "Les travaux avancent comme prévu.",
        "Le calendrier est tenu, les équipes sont en place.",
        "La recette du dernier lot s’est bien passée.",
        "Les usagers ont répondu présents à la première réunion.",
    ),
    Confidence.ATTAINABLE: (
        "Un fournisseur a pris deux semaines de retard, sans effet sur la suite.",
        "Il reste deux conventions à signer, les services s’y emploient.",
        "Les délais sont serrés mais tenables.",
        "Une étude complémentaire est demandée, elle ne bloque rien.",
    ),
    Confidence.NEEDS_SUPPORT: (
        "Sans réponse sur la subvention, la commande sera reportée.",
        "Il manque un accord pour passer en domaine privé.",
        "Le recrutement du chef de projet n’aboutit pas.",
        "Le coût des travaux dépasse l’estimation, un arbitrage est attendu.",
    ),
    Confidence.COMPROMISED: (
        "Le marché est infructueux, tout le calendrier est à reprendre.",
        "Le cofinancement attendu est refusé.",
        "Le partenaire privé se retire.",
        "Le site retenu n’est plus disponible.",
    ),
}

# --- results: how much of the way is made by the end, and how targets are revised
REACHED_SHARE = (0.45, 1.15)
TARGET_REVISED, TARGET_CHANGE = 0.12, (0.6, 0.95)
NO_BASELINE = 0.08
SENSE_SAID = {False: Sense.AT_LEAST, True: Sense.AT_MOST}

# --- organisations: how many of each family there are to draw from
POOLS = {
    Family.STATE: 1,
    Family.STATE_OPERATOR: 4,
    Family.PUBLIC_BANK: 1,
    Family.EUROPEAN_UNION: 1,
    Family.REGION: 18,
    Family.DEPARTMENT: 101,
    Family.EPCI: 1_250,
    Family.COMMUNE: 2_000,
    Family.JOINT_AUTHORITY: 90,
    Family.PRIVATE: 160,
    Family.ASSOCIATION: 400,
    Family.FOUNDATION: 25,
    Family.CITIZENS: 60,
}


# Agreements: an advance, a payment half-way, the balance; how soon leads submit what proves a step and funders answer.
ADVANCE_SHARE, INTERIM_SHARE = Decimal("0.3"), Decimal("0.5")
AGREEMENT_LASTS_DAYS = 365
SUBMIT_DAYS, ANSWER_DAYS, COMPLETE_DAYS = (0, 45), (10, 75), (15, 90)
SENT_BACK, UNANSWERED = 0.15, 0.2
WHAT_IS_MISSING = "Pièce incomplète : joignez la version signée."
# Funders that verify in two steps, and the days between proposal and decision; the balance's paper; conditions let go.
IN_TWO_STEPS = (Family.STATE, Family.EUROPEAN_UNION)
ACT, DECIDED_AFTER_DAYS = "Arrêté fictif de délégation", 5
PAPER_AFTER_DAYS, WAIVED, WHY_WAIVED = 60, 0.15, "Retard étranger au porteur."
EXEMPTED = 0.03
# One project out of so many changes hands in the end, and no more than so many.
CONTINUITY_EVERY, CONTINUITY_MOST = 50, 40
# Economic models: what running costs a year, of the investment; what a model earns and is given, of what running costs;
# how many hold, lean on a funder, run out, do not say all, or are not there.
MODEL_SHAPES = {"holds": 38, "leans": 22, "runs_out": 14, "unsaid": 14, "none": 12}
MODEL_INCOME: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "holds": ((1.25, 1.6), (0.0, 0.2)),
    "leans": ((0.5, 0.9), (0.55, 0.8)),
    "runs_out": ((0.3, 0.8), (0.0, 0.1)),
    "unsaid": ((0.8, 1.2), (0.0, 0.3)),
}
BY_CONTRACT = (
    LegalFormKind.CONCESSION,
    LegalFormKind.AFFERMAGE,
    LegalFormKind.PUBLIC_CONTRACT,
    LegalFormKind.GLOBAL_PERFORMANCE,
    LegalFormKind.PARTNERSHIP,
)
CONTRACT_YEARS, REVERSIBLE_SAID = (3.0, 15.0), 0.6
OPEX_SHARE, MODEL_GRANT, HALF = (0.03, 0.12), (0.2, 0.6), 0.5
BORROWS, LOAN_SHARE, VOTED_CONTRIBUTION, OTHER_SCENARIOS = 0.3, Decimal("0.2"), 0.7, 0.3
MODEL_DRAWS = 1_000
# One project out of so many keeps its model to itself, and no more than so many.
PRIVATE_EVERY, PRIVATE_MOST = 60, 20
