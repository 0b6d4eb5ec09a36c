"""The plan itself: programme, organisations, projects with their operations, territories and legal form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stdnum.fr import siren as siren_number

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.choices import (
    Axis,
    Family,
    LegalFormKind,
    Phase,
    ProgrammeKind,
    Section,
    TaxRegime,
    TerritoryLevel,
    Tranche,
    Vertical,
)
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward, Unit

PROJECT = Text("projet", "project")
SOURCE = Text("source", "source")
NOTE = Text("précision", "note")


class Programme(
    Fact,
    key=("programme_id",),
    steward=Steward.OFFICE,
    label=Text("programme", "programme"),
    meaning=Text(
        "Un plan de partenariat : son nom, sa nature et son calendrier.",
        "A partnership plan: its name, its nature and its calendar.",
    ),
):
    programme_id: str = field(Kind.CODE, Text("code du programme", "programme code"))
    name_fr: str = field(Kind.TEXT, Text("nom en français", "name in French"))
    name_en: str = field(Kind.TEXT, Text("nom en anglais", "name in English"))
    kind: ProgrammeKind = field(Kind.CHOICE, Text("nature", "nature"), choice=ProgrammeKind)
    summary_fr: str | None = field(Kind.TEXT, Text("présentation", "summary in French"), default=None, longest=600)
    summary_en: str | None = field(
        Kind.TEXT, Text("présentation en anglais", "summary in English"), default=None, longest=600
    )
    starts_on: date | None = field(Kind.DATE, Text("début", "start"), default=None)
    ends_on: date | None = field(Kind.DATE, Text("fin", "end"), default=None)

    def check(self) -> None:
        in_order(self.starts_on, self.ends_on)


class Organisation(
    Fact,
    key=("organisation_id",),
    steward=Steward.EVERYONE,
    label=Text("organisation", "organisation"),
    meaning=Text(
        "Une personne morale, ou un groupe de financeurs que la source ne nomme pas un à un.",
        "A legal person, or a group of funders that the source does not name one by one.",
    ),
):
    organisation_id: str = field(Kind.CODE, Text("organisation", "organisation"))
    name: str = field(Kind.TEXT, Text("nom", "name"))
    family: Family = field(Kind.CHOICE, Text("famille", "family"), choice=Family)
    siren: str | None = field(Kind.CODE, Text("SIREN", "SIREN"), default=None)

    def check(self) -> None:
        if self.siren is not None and not (self.siren.isdigit() and siren_number.is_valid(self.siren)):
            raise Refused(
                Text(
                    fr=f"« SIREN » vaut « {self.siren} » : sa clé de contrôle est fausse. Vérifiez les neuf chiffres.",
                    en=f"“SIREN” is “{self.siren}”: its check digit is wrong. Check the nine digits.",
                ),
                "siren",
            )


class Project(
    Fact,
    key=("project_id",),
    steward=Steward.LEAD,
    label=PROJECT,
    meaning=Text(
        "Une action financée du plan, dont un porteur répond.",
        "A funded action of the plan, for which a lead answers.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT)
    title: str = field(Kind.TEXT, Text("nom", "name"))
    summary: str | None = field(Kind.TEXT, Text("résumé", "summary"), default=None, longest=600)
    lead_id: str | None = field(
        Kind.CODE, Text("porteur de projet", "project lead"), default=None, refers_to="organisation"
    )
    axis: Axis | None = field(Kind.CHOICE, Text("axe", "axis"), default=None, choice=Axis)
    vertical: Vertical | None = field(Kind.CHOICE, Text("domaine", "vertical"), default=None, choice=Vertical)
    starts_on: date | None = field(Kind.DATE, Text("début", "start"), default=None)
    ends_on: date | None = field(Kind.DATE, Text("fin prévue", "planned end"), default=None)
    abandoned_on: date | None = field(Kind.DATE, Text("abandonné le", "abandoned on"), default=None, happened=True)

    def check(self) -> None:
        in_order(self.starts_on, self.ends_on)


class Operation(
    Fact,
    key=("project_id", "operation_id"),
    steward=Steward.LEAD,
    numbered="O",
    label=Text("opération", "operation"),
    meaning=Text(
        "Une partie d’un projet avec son coût ; un projet simple en a une seule.",
        "A part of a project with its cost; a simple project has just one.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    operation_id: str = field(Kind.CODE, Text("opération", "operation"))
    title: str = field(Kind.TEXT, Text("nom", "name"))
    phase: Phase | None = field(Kind.CHOICE, Text("phase", "phase"), default=None, choice=Phase)
    lot: str | None = field(Kind.TEXT, Text("lot", "lot"), default=None, longest=60)
    tranche: Tranche | None = field(Kind.CHOICE, Text("tranche", "stage"), default=None, choice=Tranche)
    section: Section | None = field(Kind.CHOICE, Text("section", "budget section"), default=None, choice=Section)
    cost_eur: Decimal | None = field(Kind.MONEY, Text("coût", "cost"), default=None, unit=Unit.EURO)
    initial_cost_eur: Decimal | None = field(
        Kind.MONEY, Text("coût prévu à l’origine", "cost first planned"), default=None, unit=Unit.EURO
    )
    final_cost_eur: Decimal | None = field(
        Kind.MONEY, Text("coût définitif", "final cost"), default=None, unit=Unit.EURO
    )
    tax_regime: TaxRegime | None = field(Kind.CHOICE, Text("taxes", "tax regime"), default=None, choice=TaxRegime)
    promoter_id: str | None = field(
        Kind.CODE, Text("maître d’ouvrage", "promoter"), default=None, refers_to="organisation"
    )
    works_started_on: date | None = field(
        Kind.DATE, Text("travaux démarrés le", "works started on"), default=None, happened=True
    )
    has_lead_authority: bool = field(
        Kind.FLAG, Text("compétence à chef de file (CGCT L1111-9)", "lead authority (CGCT L1111-9)"), default=False
    )
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class ProjectTerritory(
    Fact,
    key=("project_id", "level", "territory_code"),
    steward=Steward.LEAD,
    label=Text("territoire du projet", "project territory"),
    meaning=Text(
        "Un territoire où le projet se déploie, et la part qui lui revient ; sans part, la population décide.",
        "A territory where the project is carried out, and its share; without shares, population decides.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    level: TerritoryLevel = field(Kind.CHOICE, Text("échelon", "level"), choice=TerritoryLevel)
    territory_code: str = field(Kind.CODE, Text("code officiel", "official code"))
    share: Decimal | None = field(Kind.SHARE, Text("part du projet", "share of the project"), default=None)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class LegalForm(
    Fact,
    key=("project_id",),
    steward=Steward.LEAD,
    label=Text("montage", "legal form"),
    meaning=Text(
        "Qui construit, exploite et porte le risque, et jusqu’à quand.",
        "Who builds, runs and bears the risk, and until when.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    form: LegalFormKind = field(Kind.CHOICE, Text("montage", "legal form"), choice=LegalFormKind)
    holder: str | None = field(Kind.TEXT, Text("titulaire", "holder"), default=None)
    duration_months: Decimal | None = field(
        Kind.NUMBER, Text("durée du contrat", "contract length"), default=None, unit=Unit.MONTHS, low=Decimal(1)
    )
    ends_on: date | None = field(Kind.DATE, Text("fin du contrat", "end of contract"), default=None)
    is_reversible: bool | None = field(Kind.FLAG, Text("clause de réversibilité", "reversibility clause"), default=None)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


def in_order(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse an end before its start; an unknown one is not compared."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(
            Text(
                fr=f"la fin ({ends_on:%d/%m/%Y}) précède le début ({starts_on:%d/%m/%Y}). "
                "Corrigez l’une des deux dates.",
                en=f"the end ({ends_on:%d %b %Y}) comes before the start ({starts_on:%d %b %Y}). "
                "Correct one of the two dates.",
            ),
            "ends_on",
        )
