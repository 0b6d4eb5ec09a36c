"""How a project lives: its economic model, the flows of each scenario year by year, what they may vary by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.choices import Audience, Distribution, FlowKind, FundingStatus, Scenario
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward, Unit
from portfolio.domain.facts.plan import NOTE, PROJECT, SOURCE
from portfolio.domain.facts.series import Series

LONGEST_HORIZON = 60
HIGHEST_RATE = Decimal("0.5")
PERCENT_TYPED = Text(
    fr="Un pourcentage a sans doute été saisi pour une fraction : écrivez 0,04 ou 4 %.",
    en="A percentage was probably typed for a fraction: write 0.04 or 4%.",
)


class EconomicModel(
    Fact,
    key=("project_id",),
    steward=Steward.MODEL,
    label=Text("modèle économique", "economic model"),
    meaning=Text(
        "La durée sur laquelle un projet se juge, à partir de quelle année, et qui peut lire ses flux.",
        "How long a project is judged on, from which year, and who may read its flows.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    first_year: Decimal = field(
        Kind.NUMBER,
        Text("première année (t = 0)", "first year (t = 0)"),
        low=Decimal(1990),
        high=Decimal(2090),
        whole=True,
        unit=Unit.CALENDAR_YEAR,
    )
    horizon_years: Decimal | None = field(
        Kind.NUMBER,
        Text("horizon, en années après la première", "horizon, in years after the first"),
        default=None,
        low=Decimal(1),
        high=Decimal(LONGEST_HORIZON),
        whole=True,
    )
    rate: Decimal | None = field(
        Kind.SHARE,
        Text("taux d’actualisation (fraction : 0,04 pour 4 %)", "discount rate (fraction: 0.04 for 4%)"),
        default=None,
        high=HIGHEST_RATE,
        too_high=PERCENT_TYPED,
    )
    audience: Audience = field(
        Kind.CHOICE, Text("qui peut le lire", "who may read it"), default=Audience.EVERYONE, choice=Audience
    )
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class EconomicFlow(
    Fact,
    key=("project_id", "scenario", "flow_id"),
    steward=Steward.MODEL,
    label=Text("flux", "flow"),
    meaning=Text(
        "Une recette, une dépense ou un financement du modèle, année après année, dans un scénario.",
        "An income, an expense or a source of funding of the model, year after year, in one scenario.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="economic_model")
    scenario: Scenario = field(Kind.CHOICE, Text("scénario", "scenario"), choice=Scenario)
    flow_id: str = field(Kind.CODE, Text("flux", "flow"))
    kind: FlowKind = field(Kind.CHOICE, Text("nature", "kind"), choice=FlowKind)
    amounts_eur: Series = field(
        Kind.SERIES, Text("montants par année", "amounts by year"), unit=Unit.EURO, longest=LONGEST_HORIZON + 1
    )
    title: str | None = field(Kind.TEXT, Text("nom", "name"), default=None)
    funder_id: str | None = field(Kind.CODE, Text("financeur", "funder"), default=None, refers_to="organisation")
    status: FundingStatus | None = field(
        Kind.CHOICE, Text("statut de la contribution", "status of the contribution"), default=None, choice=FundingStatus
    )
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")

    def check(self) -> None:
        if self.kind is not FlowKind.WORKING_CAPITAL:
            for year, amount in enumerate(self.amounts_eur):
                if amount is not None and amount < 0:
                    raise Refused(NEGATIVE.fill(flow=self.flow_id, year=f"t = {year}", amount=amount), "amounts_eur")


class RiskFactor(
    Fact,
    key=("project_id", "flow_id"),
    steward=Steward.MODEL,
    label=Text("facteur de risque", "risk factor"),
    meaning=Text(
        "Par combien un flux de référence peut se trouver multiplié, et avec quelles chances.",
        "By how much a flow of reference may turn out to be multiplied, and how likely.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="economic_model")
    flow_id: str = field(Kind.CODE, Text("flux", "flow"))
    distribution: Distribution = field(Kind.CHOICE, Text("loi", "distribution"), choice=Distribution)
    low: Decimal | None = field(Kind.NUMBER, Text("minimum", "minimum"), default=None, low=Decimal(0))
    centre: Decimal | None = field(Kind.NUMBER, Text("mode, ou moyenne", "mode, or mean"), default=None, low=Decimal(0))
    high: Decimal | None = field(Kind.NUMBER, Text("maximum", "maximum"), default=None, low=Decimal(0))
    deviation: Decimal | None = field(
        Kind.NUMBER, Text("écart-type", "standard deviation"), default=None, low=Decimal(0)
    )

    def check(self) -> None:
        needed = {
            Distribution.TRIANGULAR: (self.low, self.centre, self.high),
            Distribution.UNIFORM: (self.low, self.high),
            Distribution.NORMAL: (self.centre, self.deviation),
        }[self.distribution]
        known = [each for each in needed if each is not None]
        ordered = self.distribution is Distribution.NORMAL or known == sorted(known)
        if len(known) < len(needed) or not ordered:
            raise Refused(FACTOR_UNSAID[self.distribution], "distribution")


class RiskAssessment(
    Fact,
    key=("project_id",),
    steward=Steward.NOBODY,
    label=Text("probabilité de pérennité", "probability of sustainability"),
    meaning=Text(
        "La part des tirages où la trésorerie n’est jamais négative, avec sa graine et l’empreinte de ce qui l’a "
        "donnée ; elle vaut tant que ces données ne changent pas.",
        "The share of draws in which cash never runs out, with its seed and the digest of what it was computed from; "
        "it stands for as long as those do not change.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="economic_model")
    probability: Decimal = field(Kind.SHARE, Text("probabilité", "probability"))
    low: Decimal = field(Kind.SHARE, Text("borne basse à 95 %", "lower bound at 95%"))
    high: Decimal = field(Kind.SHARE, Text("borne haute à 95 %", "upper bound at 95%"))
    draws: Decimal = field(Kind.NUMBER, Text("tirages", "draws"), low=Decimal(1), whole=True)
    seed: Decimal = field(Kind.NUMBER, Text("graine", "seed"), low=Decimal(0), whole=True)
    inputs: str = field(Kind.CODE, Text("empreinte des données", "digest of the inputs"))
    assessed_on: date = field(Kind.DATE, Text("évaluée le", "assessed on"), happened=True)


NEGATIVE = Text(
    fr="flux « {flow} », {year} : {amount} est négatif. Le signe vient de la nature du flux : écrivez le "
    "montant sans signe, ou changez sa nature.",
    en="flow “{flow}”, {year}: {amount} is negative. The sign comes from the kind of flow: write the amount "
    "without a sign, or change its kind.",
)
FACTOR_UNSAID = {
    Distribution.TRIANGULAR: Text(
        "une loi triangulaire demande un minimum, un mode et un maximum, dans cet ordre.",
        "a triangular distribution takes a minimum, a mode and a maximum, in that order.",
    ),
    Distribution.UNIFORM: Text(
        "une loi uniforme demande un minimum puis un maximum.",
        "a uniform distribution takes a minimum, then a maximum.",
    ),
    Distribution.NORMAL: Text(
        "une loi normale demande une moyenne et un écart-type.",
        "a normal distribution takes a mean and a standard deviation.",
    ),
}
