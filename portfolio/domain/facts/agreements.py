"""What funders commit to: agreements, their instalments, and the milestones that each of them waits for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.choices import InstalmentKind
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward, Unit
from portfolio.domain.facts.plan import NOTE, PROJECT, SOURCE, in_order

AGREEMENT = Text("acte attributif", "agreement")
INSTALMENT = Text("échéance", "instalment")
MILESTONE = Text("jalon", "milestone")


class Agreement(
    Fact,
    key=("project_id", "agreement_id"),
    steward=Steward.FUNDER,
    numbered="A",
    label=AGREEMENT,
    meaning=Text(
        "L’acte par lequel un financeur s’engage (arrêté, délibération, convention) : à hauteur de quoi, pour qui, "
        "jusqu’à quand.",
        "The act by which a funder commits itself (decree, deliberation, convention): how much, for whom, until when.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    agreement_id: str = field(Kind.CODE, AGREEMENT)
    funder_id: str = field(Kind.CODE, Text("financeur", "funder"), refers_to="organisation")
    beneficiary_id: str | None = field(
        Kind.CODE, Text("bénéficiaire", "beneficiary"), default=None, refers_to="organisation"
    )
    operation_id: str | None = field(Kind.CODE, Text("opération", "operation"), default=None, refers_to="operation")
    reference: str | None = field(Kind.TEXT, Text("référence", "reference"), default=None)
    maximum_eur: Decimal | None = field(
        Kind.MONEY, Text("montant maximal", "maximum amount"), default=None, unit=Unit.EURO
    )
    rate: Decimal | None = field(Kind.SHARE, Text("taux", "rate"), default=None)
    eligible_cost_eur: Decimal | None = field(
        Kind.MONEY, Text("coût éligible", "eligible cost"), default=None, unit=Unit.EURO
    )
    relies_on_id: str | None = field(
        Kind.CODE,
        Text("s’en remet à (chef de file)", "relies on (lead funder)"),
        default=None,
        refers_to="organisation",
    )
    has_two_steps: bool = field(
        Kind.FLAG, Text("vérifie en deux temps (instruction, signature)", "verifies in two steps"), default=False
    )
    signed_on: date | None = field(Kind.DATE, Text("signé le", "signed on"), default=None, happened=True)
    starts_on: date | None = field(Kind.DATE, Text("début", "start"), default=None)
    ends_on: date | None = field(Kind.DATE, Text("fin", "end"), default=None)
    published_on: date | None = field(Kind.DATE, Text("publié le", "published on"), default=None, happened=True)
    lapsed_on: date | None = field(Kind.DATE, Text("caduc depuis le", "lapsed on"), default=None, happened=True)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")

    def check(self) -> None:
        in_order(self.starts_on, self.ends_on)


class Instalment(
    Fact,
    key=("project_id", "agreement_id", "instalment_id"),
    steward=Steward.FUNDER,
    numbered="E",
    label=INSTALMENT,
    meaning=Text(
        "Un versement prévu par un acte attributif : avance, acompte ou solde, et ce qu’il attend.",
        "A payment planned by an agreement: advance, interim or balance, and what it waits for.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    agreement_id: str = field(Kind.CODE, AGREEMENT, refers_to="agreement")
    instalment_id: str = field(Kind.CODE, INSTALMENT)
    kind: InstalmentKind = field(Kind.CHOICE, Text("nature", "kind"), choice=InstalmentKind)
    amount_eur: Decimal | None = field(Kind.MONEY, Text("montant", "amount"), default=None, unit=Unit.EURO)
    due_on: date | None = field(Kind.DATE, Text("prévue le", "due on"), default=None)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)


class AgreementMilestone(
    Fact,
    key=("project_id", "agreement_id", "milestone_id"),
    steward=Steward.FUNDER,
    label=Text("jalon attendu", "awaited milestone"),
    meaning=Text(
        "Un jalon que le financeur d’un acte attributif vérifie, et l’échéance qui l’attend.",
        "A milestone that the funder of an agreement verifies, and the instalment that waits for it.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    agreement_id: str = field(Kind.CODE, AGREEMENT, refers_to="agreement")
    milestone_id: str = field(Kind.CODE, MILESTONE, refers_to="milestone")
    instalment_id: str | None = field(Kind.CODE, INSTALMENT, default=None, refers_to="instalment")


class InstalmentDocument(
    Fact,
    key=("project_id", "agreement_id", "instalment_id", "document_id"),
    steward=Steward.FUNDER,
    numbered="D",
    label=Text("document attendu", "awaited document"),
    meaning=Text(
        "Un document qu’une échéance attend (bilan, état des dépenses, attestation), et le jour où il a été reçu.",
        "A document that an instalment waits for (balance, list of expenses, certificate), and the day it came.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    agreement_id: str = field(Kind.CODE, AGREEMENT, refers_to="agreement")
    instalment_id: str = field(Kind.CODE, INSTALMENT, refers_to="instalment")
    document_id: str = field(Kind.CODE, Text("document", "document"))
    title: str = field(Kind.TEXT, Text("nom", "name"))
    received_on: date | None = field(Kind.DATE, Text("reçu le", "received on"), default=None, happened=True)
    reference: str | None = field(Kind.TEXT, Text("référence", "reference"), default=None)


class Waiver(
    Fact,
    key=("project_id", "agreement_id", "instalment_id", "waiver_id"),
    steward=Steward.FUNDER,
    numbered="X",
    label=Text("dispense", "waiver"),
    meaning=Text(
        "Une condition d’une échéance dont le signataire dispense, et pourquoi : un jalon ou un document.",
        "A condition of an instalment that the signatory waives, and why: a milestone or a document.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    agreement_id: str = field(Kind.CODE, AGREEMENT, refers_to="agreement")
    instalment_id: str = field(Kind.CODE, INSTALMENT, refers_to="instalment")
    waiver_id: str = field(Kind.CODE, Text("dispense", "waiver"))
    milestone_id: str | None = field(Kind.CODE, MILESTONE, default=None, refers_to="milestone")
    document_id: str | None = field(
        Kind.CODE, Text("document", "document"), default=None, refers_to="instalment_document"
    )
    reason: str = field(Kind.TEXT, Text("motif", "reason"), longest=500)
    waived_on: date = field(Kind.DATE, Text("dispensé le", "waived on"), happened=True)

    def check(self) -> None:
        if (self.milestone_id is None) == (self.document_id is None):
            raise Refused(ONE_CONDITION, "milestone_id")


class Delegation(
    Fact,
    key=("organisation_id", "delegation_id"),
    steward=Steward.FUNDER,
    numbered="S",
    label=Text("délégation de signature", "delegation of signature"),
    meaning=Text(
        "L’acte par lequel un financeur laisse son signataire décider : entre quelles dates, jusqu’à quel montant.",
        "The act by which a funder lets its signatory decide: between which dates, up to which amount.",
    ),
):
    organisation_id: str = field(Kind.CODE, Text("financeur", "funder"), refers_to="organisation")
    delegation_id: str = field(Kind.CODE, Text("délégation", "delegation"))
    act: str = field(Kind.TEXT, Text("acte", "act"))
    ceiling_eur: Decimal | None = field(Kind.MONEY, Text("plafond", "ceiling"), default=None, unit=Unit.EURO)
    starts_on: date = field(Kind.DATE, Text("début", "start"))
    ends_on: date | None = field(Kind.DATE, Text("fin", "end"), default=None)

    def check(self) -> None:
        in_order(self.starts_on, self.ends_on)

    def allows(self, on: date, euros: Decimal | None) -> bool:
        """Whether its signatory may decide that day on that amount; one that is not known is under no ceiling."""
        in_time = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return in_time and (self.ceiling_eur is None or (euros is not None and euros <= self.ceiling_eur))


ONE_CONDITION = Text(
    fr="une dispense porte sur un jalon ou sur un document, et un seul des deux. Choisissez lequel.",
    en="a waiver bears on a milestone or on a document, and just one of the two. Choose which.",
)
