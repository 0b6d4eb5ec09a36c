"""The money of a project: who brings what, how, and how surely."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.choices import AidBasis, DerogationKind, FundingStatus, Instrument, LossKind, Scheme
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward, Unit
from portfolio.domain.facts.plan import NOTE, PROJECT, SOURCE

OWN_MONEY = {Instrument.OWN_FUNDS, Instrument.FCTVA}
OWN_FUNDS_STATUSES = {FundingStatus.BUDGETED, FundingStatus.VOTED}


class FundingLine(
    Fact,
    key=("project_id", "line_id"),
    steward=Steward.LEAD,
    numbered="L",
    label=Text("ligne de financement", "funding line"),
    meaning=Text(
        "Une source du plan de financement d’un projet : financeur, instrument, montant, statut.",
        "One source of a project's funding plan: funder, instrument, amount, status.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    line_id: str = field(Kind.CODE, Text("ligne", "line"))
    funder_id: str = field(Kind.CODE, Text("financeur", "funder"), refers_to="organisation")
    operation_id: str | None = field(Kind.CODE, Text("opération", "operation"), default=None, refers_to="operation")
    instrument: Instrument | None = field(
        Kind.CHOICE, Text("instrument", "instrument"), default=None, choice=Instrument
    )
    scheme: Scheme | None = field(Kind.CHOICE, Text("dispositif", "scheme"), default=None, choice=Scheme)
    amount_eur: Decimal | None = field(Kind.MONEY, Text("montant", "amount"), default=None, unit=Unit.EURO)
    awarded_eur: Decimal | None = field(
        Kind.MONEY, Text("montant attribué", "amount awarded"), default=None, unit=Unit.EURO
    )
    final_eur: Decimal | None = field(
        Kind.MONEY, Text("montant définitif", "final amount"), default=None, unit=Unit.EURO
    )
    eligible_cost_eur: Decimal | None = field(
        Kind.MONEY, Text("coût éligible", "eligible cost"), default=None, unit=Unit.EURO
    )
    rate: Decimal | None = field(Kind.SHARE, Text("taux", "rate"), default=None)
    aid_basis: AidBasis | None = field(
        Kind.CHOICE, Text("base au titre des aides d’État", "State aid basis"), default=None, choice=AidBasis
    )
    status: FundingStatus = field(
        Kind.CHOICE, Text("statut", "status"), default=FundingStatus.NOT_REPORTED, choice=FundingStatus
    )
    reference: str | None = field(Kind.TEXT, Text("référence", "reference"), default=None)
    complete_on: date | None = field(
        Kind.DATE, Text("dossier complet le", "application complete on"), default=None, happened=True
    )
    decided_on: date | None = field(Kind.DATE, Text("date de l’acte", "date of the act"), default=None, happened=True)
    needed_on: date | None = field(Kind.DATE, Text("nécessaire le", "needed on"), default=None)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")

    def check(self) -> None:
        own = self.instrument in OWN_MONEY
        if self.status in OWN_FUNDS_STATUSES and not own:
            raise Refused(
                Text(
                    fr=f"le statut « {self.status.label.fr} » est celui de l’autofinancement. "
                    "Choisissez notifié ou attribué, ou l’instrument autofinancement.",
                    en=f"the status “{self.status.label.en}” belongs to own funds. "
                    "Choose notified or awarded, or the instrument own funds.",
                ),
                "status",
            )


class FundingLoss(
    Fact,
    key=("project_id", "line_id", "loss_id"),
    steward=Steward.LEAD,
    numbered="P",
    label=Text("perte de financement", "funding lost"),
    meaning=Text(
        "Un montant qu’une ligne de financement a perdu un jour : caduc, réduit ou reversé ; son statut reste.",
        "An amount that a funding line lost, on a day: lapsed, reduced or repaid; the line keeps its status.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    line_id: str = field(Kind.CODE, Text("ligne", "line"), refers_to="funding_line")
    loss_id: str = field(Kind.CODE, Text("perte", "loss"))
    kind: LossKind = field(Kind.CHOICE, Text("nature", "kind"), choice=LossKind)
    amount_eur: Decimal = field(Kind.MONEY, Text("montant perdu", "amount lost"), unit=Unit.EURO)
    lost_on: date = field(Kind.DATE, Text("le", "on"), happened=True)
    reference: str | None = field(Kind.TEXT, Text("référence", "reference"), default=None)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")


class Derogation(
    Fact,
    key=("project_id", "derogation_id"),
    steward=Steward.LEAD,
    numbered="D",
    label=Text("dérogation", "derogation"),
    meaning=Text(
        "Une règle du plan de financement dont un acte dispense ce projet : laquelle, à quel taux, par quel acte.",
        "A rule of the funding plan from which an act exempts this project: which, at what rate, by which act.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    derogation_id: str = field(Kind.CODE, Text("dérogation", "derogation"))
    kind: DerogationKind = field(Kind.CHOICE, Text("nature", "kind"), choice=DerogationKind)
    rate: Decimal | None = field(Kind.SHARE, Text("taux accordé", "rate granted"), default=None)
    reference: str | None = field(Kind.TEXT, Text("référence de l’acte", "reference of the act"), default=None)
    granted_on: date | None = field(Kind.DATE, Text("accordée le", "granted on"), default=None, happened=True)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")
