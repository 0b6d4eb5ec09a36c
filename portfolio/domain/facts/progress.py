"""How a project goes: milestones, result indicators with their targets and observations, the lead's reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence, LinkKind, Sense, TargetKind
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward, Unit
from portfolio.domain.facts.plan import NOTE, PROJECT, SOURCE

INDICATOR = Text("indicateur", "indicator")


class Milestone(
    Fact,
    key=("project_id", "milestone_id"),
    steward=Steward.LEAD,
    numbered="J",
    label=Text("jalon", "milestone"),
    meaning=Text(
        "Une étape datée, avec son poids : prévue à l’origine, prévue aujourd’hui, atteinte.",
        "A dated step with its weight: first planned, expected today, reached.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    milestone_id: str = field(Kind.CODE, Text("jalon", "milestone"))
    title: str = field(Kind.TEXT, Text("nom", "name"))
    weight: Decimal | None = field(Kind.NUMBER, Text("poids", "weight"), default=None, low=Decimal(0))
    planned_on: date | None = field(Kind.DATE, Text("date initiale", "initial date"), default=None)
    expected_on: date | None = field(Kind.DATE, Text("date prévisionnelle", "expected date"), default=None)
    reached_on: date | None = field(Kind.DATE, Text("date de réalisation", "date reached"), default=None, happened=True)
    criteria: str | None = field(
        Kind.TEXT, Text("critères d’acceptation", "criteria of acceptance"), default=None, longest=1000
    )
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class MilestoneLink(
    Fact,
    key=("project_id", "milestone_id", "follows_id"),
    steward=Steward.LEAD,
    label=Text("dépendance", "dependency"),
    meaning=Text(
        "Un jalon qui en attend un autre, et de combien de jours il le suit au moins.",
        "A milestone that waits for another, and by how many days it follows it at least.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    milestone_id: str = field(Kind.CODE, Text("jalon", "milestone"), refers_to="milestone")
    follows_id: str = field(Kind.CODE, Text("jalon attendu", "milestone awaited"), refers_to="milestone")
    kind: LinkKind = field(
        Kind.CHOICE, Text("nature du lien", "kind of link"), default=LinkKind.FINISH_START, choice=LinkKind
    )
    lag_days: Decimal | None = field(
        Kind.NUMBER, Text("délai", "lag"), default=None, unit=Unit.DAYS, low=Decimal(-3650), high=Decimal(3650)
    )


class ResultIndicator(
    Fact,
    key=("project_id", "indicator_id"),
    steward=Steward.LEAD,
    numbered="I",
    label=Text("indicateur de résultat", "result indicator"),
    meaning=Text(
        "Ce que le projet compte : prises construites, personnes formées, énergie économisée.",
        "What the project counts: plugs built, people trained, energy saved.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    indicator_id: str = field(Kind.CODE, INDICATOR)
    title: str = field(Kind.TEXT, Text("nom", "name"))
    unit: str = field(Kind.TEXT, Text("unité", "unit"), longest=60)
    baseline: Decimal | None = field(Kind.NUMBER, Text("valeur initiale", "baseline"), default=None)
    baseline_on: date | None = field(Kind.DATE, Text("date de la valeur initiale", "baseline date"), default=None)
    sense: Sense | None = field(Kind.CHOICE, Text("sens", "sense"), default=None, choice=Sense)
    weight: Decimal | None = field(Kind.NUMBER, Text("poids", "weight"), default=None, low=Decimal(0))
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class Target(
    Fact,
    key=("project_id", "indicator_id", "target_id"),
    steward=Steward.LEAD,
    numbered="C",
    label=Text("cible", "target"),
    meaning=Text(
        "Une valeur visée et son échéance ; la cible initiale et la cible révisée restent côte à côte.",
        "A value aimed at and its due date; the original target and the revised one stay side by side.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    indicator_id: str = field(Kind.CODE, INDICATOR, refers_to="result_indicator")
    target_id: str = field(Kind.CODE, Text("cible", "target"))
    kind: TargetKind = field(Kind.CHOICE, Text("nature", "kind"), choice=TargetKind)
    value: Decimal = field(Kind.NUMBER, Text("valeur cible", "target value"))
    due_on: date | None = field(Kind.DATE, Text("échéance", "due date"), default=None)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class Observation(
    Fact,
    key=("project_id", "indicator_id", "observation_id"),
    steward=Steward.LEAD,
    numbered="V",
    label=Text("valeur constatée", "observation"),
    meaning=Text("Une valeur constatée et le jour où elle l’a été.", "A value observed and the day it was."),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    indicator_id: str = field(Kind.CODE, INDICATOR, refers_to="result_indicator")
    observation_id: str = field(Kind.CODE, Text("constat", "observation"))
    value: Decimal = field(Kind.NUMBER, Text("valeur constatée", "observed value"))
    observed_on: date | None = field(Kind.DATE, Text("constatée le", "observed on"), default=None, happened=True)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class StatusReport(
    Fact,
    key=("project_id",),
    steward=Steward.NOBODY,
    label=Text("mot du porteur", "status report"),
    meaning=Text(
        "Le jugement daté du porteur sur son projet ; l’historique de la ligne est la suite de ses mots.",
        "The lead's dated judgement of the project; the row's history is the series of reports.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    confidence: Confidence = field(Kind.CHOICE, Text("confiance", "confidence"), choice=Confidence)
    comment: str | None = field(
        Kind.TEXT, Text("mot du porteur", "lead's comment"), default=None, longest=500, personal=True
    )
    reported_on: date = field(Kind.DATE, Text("publié le", "reported on"), happened=True)
