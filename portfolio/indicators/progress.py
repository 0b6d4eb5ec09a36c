"""How far the projects are: milestones against the plan, results against their targets, the leads' confidence."""

from __future__ import annotations

from datetime import date

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence, Family, Sense
from portfolio.domain.facts.kinds import Unit
from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.example_rows import awaits, milestone, projects, report, result, submitted, verified

MILESTONES = Text("Jalons des projets et leurs poids", "The projects' milestones and their weights")
PAST, PAST_TOO, AHEAD = date(2026, 1, 31), date(2026, 5, 31), date(2026, 12, 31)
# One reached, one due and not reached, one to come: weights 40, 20 and 40.
THREE = (
    *projects("A"),
    *milestone("A", "J1", 40, PAST, reached_on=PAST),
    *milestone("A", "J2", 20, PAST_TOO),
    *milestone("A", "J3", 40, AHEAD),
)
# Two funders wait for J1 and J3; nobody waits for J2.
AWAITED_BY_TWO = (
    *THREE,
    *awaits("A", Family.STATE, "J1", "J3"),
    *awaits("A", Family.REGION, "J1", "J3"),
)
NO_MILESTONE = Example(Text("aucun jalon", "no milestone"), projects("A"), None, known=0, total=1)

DECLARED_PROGRESS = Indicator(
    key="declared_progress",
    label=Text("Avancement déclaré", "Declared progress"),
    meaning=Text(
        "Poids des jalons que les porteurs déclarent atteints, rapporté au poids de tous les jalons.",
        "Weight of the milestones that leads declare reached, over the weight of all milestones.",
    ),
    unit=Unit.FRACTION,
    relation="milestone",
    formula="coalesce(sum(weight) FILTER (reached_on <= $day), 0) / nullif(sum(weight), 0)",
    known="weight IS NOT NULL",
    undefined_when=Text("aucun jalon pondéré", "no weighted milestone"),
    source=MILESTONES,
    examples=(
        Example(Text("40 de poids atteint sur 100", "a weight of 40 reached of 100"), THREE, 0.4, known=1, total=1),
        NO_MILESTONE,
    ),
    weights=("weight",),
    better="up",
)

PLANNED_PROGRESS = Indicator(
    key="planned_progress",
    label=Text("Avancement prévu", "Planned progress"),
    meaning=Text(
        "Poids des jalons dont la date initiale est passée, rapporté au poids de tous les jalons.",
        "Weight of the milestones whose initial date has passed, over the weight of all milestones.",
    ),
    unit=Unit.FRACTION,
    relation="milestone",
    formula="coalesce(sum(weight) FILTER (planned_on <= $day), 0) / nullif(sum(weight), 0)",
    known="weight IS NOT NULL AND planned_on IS NOT NULL",
    undefined_when=Text("aucun jalon pondéré et daté", "no weighted and dated milestone"),
    source=MILESTONES,
    examples=(
        Example(Text("60 de poids échu sur 100", "a weight of 60 due of 100"), THREE, 0.6, known=1, total=1),
        NO_MILESTONE,
    ),
    weights=("weight",),
)

PROGRESS_GAP = Indicator(
    key="progress_gap",
    label=Text("Écart d’avancement", "Progress gap"),
    meaning=Text(
        "Avancement déclaré moins avancement prévu, sur les jalons pondérés et datés ; négatif : en retard.",
        "Declared progress minus planned progress, over weighted and dated milestones; negative: behind.",
    ),
    unit=Unit.POINTS,
    relation="milestone",
    formula="(coalesce(sum(weight) FILTER (reached_on <= $day), 0) - coalesce(sum(weight) FILTER "
    "(planned_on <= $day), 0)) / nullif(sum(weight), 0)",
    known="weight IS NOT NULL AND planned_on IS NOT NULL",
    undefined_when=Text("aucun jalon pondéré et daté", "no weighted and dated milestone"),
    source=MILESTONES,
    examples=(
        Example(Text("40 % atteints pour 60 % prévus", "40% reached for 60% planned"), THREE, -0.2),
        NO_MILESTONE,
    ),
    weights=("weight",),
    better="up",
)

VERIFIED_PROGRESS = Indicator(
    key="verified_progress",
    label=Text("Avancement vérifié", "Verified progress"),
    meaning=Text(
        "Poids des jalons que tous leurs financeurs ont vérifiés sur leur dossier actuel, rapporté au poids des jalons "
        "qu’un acte attributif attend.",
        "Weight of the milestones that all their funders have verified on their current file, over the weight of the "
        "milestones that an agreement waits for.",
    ),
    unit=Unit.FRACTION,
    relation="milestone_standing",
    formula="coalesce(sum(weight) FILTER (is_verified), 0) / nullif(sum(weight), 0)",
    known="weight IS NOT NULL",
    undefined_when=Text("aucun acte attributif n’attend de jalon", "no agreement waits for a milestone"),
    source=Text("Réponses des financeurs", "Answers of the funders"),
    examples=(
        Example(
            Text("deux financeurs, un seul a vérifié", "two funders, one of which has verified"),
            (*AWAITED_BY_TWO, *submitted("A", "J1", 1), *verified("A", "J1", Family.STATE)),
            0.0,
        ),
        Example(
            Text("les deux ont vérifié : 40 de poids sur 80", "both have verified: a weight of 40 of 80"),
            (*AWAITED_BY_TWO, *submitted("A", "J1", 1), *verified("A", "J1", Family.STATE, Family.REGION)),
            0.5,
        ),
        Example(
            Text("une version plus récente rouvre la question", "a later version opens the question again"),
            (*AWAITED_BY_TWO, *submitted("A", "J1", 2), *verified("A", "J1", Family.STATE, Family.REGION)),
            0.0,
        ),
        Example(Text("aucun acte attributif", "no agreement"), THREE, None, known=0, total=1),
    ),
    weights=("weight",),
    better="up",
)

MILESTONES_LATE_SHARE = Indicator(
    key="milestones_late_share",
    label=Text("Part des jalons en retard", "Share of milestones late"),
    meaning=Text(
        "Parmi les jalons dont la date initiale est passée, part de ceux qui ne sont pas atteints.",
        "Among the milestones whose initial date has passed, the share of those not reached.",
    ),
    unit=Unit.FRACTION,
    relation="milestone",
    formula="count(*) FILTER (planned_on <= $day AND reached_on IS NULL) "
    "/ nullif(count(*) FILTER (planned_on <= $day), 0)",
    known="planned_on IS NOT NULL",
    undefined_when=Text("aucun jalon échu", "no milestone due"),
    source=MILESTONES,
    examples=(
        Example(
            Text("un jalon échu sur deux n’est pas atteint", "one due milestone of two is not reached"), THREE, 0.5
        ),
        Example(Text("aucun jalon échu", "no milestone due"), (*projects("A"), *milestone("A", "J1", 10, AHEAD)), None),
        NO_MILESTONE,
    ),
    better="down",
)

CONFIDENCE_ON_TRACK_SHARE = Indicator(
    key="confidence_on_track_share",
    label=Text("Projets sécurisés ou atteignables", "Projects secured or attainable"),
    meaning=Text(
        "Part des projets dont le porteur juge les objectifs sécurisés ou atteignables, parmi ceux qui l’ont dit.",
        "Share of the projects whose lead judges the objectives secured or attainable, among those that said so.",
    ),
    unit=Unit.FRACTION,
    relation="status_report",
    formula="count(*) FILTER (confidence IN ('on_track', 'attainable')) / nullif(count(*), 0)",
    known="confidence IS NOT NULL",
    undefined_when=Text("aucune confiance déclarée", "no confidence declared"),
    source=Text("Points publiés par les porteurs", "Reports published by the leads"),
    examples=(
        Example(
            Text("un atteignable, un compromis, un muet", "one attainable, one compromised, one silent"),
            (
                *projects("A", "B", "C"),
                *report("A", Confidence.ATTAINABLE),
                *report("B", Confidence.COMPROMISED),
            ),
            0.5,
            known=2,
            total=3,
        ),
        Example(Text("personne n’a rien dit", "nobody said anything"), projects("A"), None, known=0, total=1),
    ),
    better="up",
)

ACHIEVEMENT_RATE = Indicator(
    key="achievement_rate",
    label=Text("Taux d’avancement des résultats", "Achievement rate of results"),
    meaning=Text(
        "(valeur constatée − valeur initiale) / (cible initiale − valeur initiale), entre 0 et 1, moyenne pondérée "
        "des indicateurs de résultat. La cible révisée se lit à côté, elle ne remplace pas l’initiale.",
        "(actual − baseline) / (original target − baseline), between 0 and 1, weighted over the result indicators. "
        "The revised target is read beside it and does not replace the original.",
    ),
    unit=Unit.FRACTION,
    relation="result",
    formula="sum(weight * rate) / nullif(sum(weight), 0)",
    known="rate IS NOT NULL",
    undefined_when=Text(
        "aucune valeur, ou moins des deux tiers du poids des indicateurs sont connus",
        "no value, or less than two thirds of the weight of the indicators are known",
    ),
    source=Text("Formule du taux d’avancement de PILOTE (État)", "Achievement rate formula of PILOTE (French State)"),
    examples=(
        Example(
            Text("de 20 à 80, on est à 50", "from 20 to 80, at 50"),
            (*projects("A"), *result("A", "I", 20, 50, 80)),
            0.5,
        ),
        Example(
            Text("une cible qui descend : de 20 à 8, on est à 14", "a falling target: from 20 to 8, at 14"),
            (*projects("A"), *result("A", "I", 20, 14, 8)),
            0.5,
        ),
        Example(
            Text("la cible révisée ne change pas le taux", "the revised target does not change the rate"),
            (*projects("A"), *result("A", "I", 0, 15, 100, revised=20)),
            0.15,
        ),
        Example(
            Text("la cible vaut la valeur initiale, tenue", "the target equals the baseline, and is kept"),
            (*projects("A"), *result("A", "I", 5, 6, 5, sense=Sense.AT_LEAST)),
            1.0,
        ),
        Example(
            Text("aucune valeur constatée", "nothing observed"),
            (*projects("A"), *result("A", "I", 0, None, 100)),
            None,
            known=0,
            total=1,
        ),
        Example(
            Text("un indicateur connu sur deux : sous les deux tiers", "one indicator of two known: under two thirds"),
            (*projects("A"), *result("A", "I", 0, 50, 100), *result("A", "K", 0, None, 100)),
            None,
        ),
    ),
    coverage_of="weight",
    weights=("weight",),
    better="up",
)

DECLARED = (
    DECLARED_PROGRESS,
    VERIFIED_PROGRESS,
    PLANNED_PROGRESS,
    PROGRESS_GAP,
    ACHIEVEMENT_RATE,
    MILESTONES_LATE_SHARE,
    CONFIDENCE_ON_TRACK_SHARE,
)
