"""The money of a project: who brings what, how, and how surely."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.facts.choices import FundingStatus, Instrument
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Unit
from portfolio.domain.facts.plan import NOTE, PROJECT, SOURCE
from portfolio.domain.words import Refused, Text

OWN_FUNDS_STATUSES = {FundingStatus.BUDGETED, FundingStatus.VOTED}


class FundingLine(
    Fact,
    key=("project_id", "line_id"),
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
    amount_eur: Decimal | None = field(Kind.MONEY, Text("montant", "amount"), default=None, unit=Unit.EURO)
    status: FundingStatus = field(
        Kind.CHOICE, Text("statut", "status"), default=FundingStatus.NOT_REPORTED, choice=FundingStatus
    )
    decided_on: date | None = field(Kind.DATE, Text("date de l’acte", "date of the act"), default=None, happened=True)
    needed_on: date | None = field(Kind.DATE, Text("nécessaire le", "needed on"), default=None)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")

    def check(self) -> None:
        own = self.instrument is Instrument.OWN_FUNDS
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
