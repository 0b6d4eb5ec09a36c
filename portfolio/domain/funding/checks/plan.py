"""What is checked: a funding plan as it is known on a day; and what a check is, and finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.facts import Agreement, Derogation, Fact, FundingLine, FundingLoss, Operation, Organisation
from portfolio.domain.facts.choices import DerogationKind, Family, Instrument, Phase, Section
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.funding.ladder import amount_in_force, is_resource
from portfolio.domain.questions import FactRows, Parameters, ProjectRow, Question

LOCAL = {Family.REGION, Family.DEPARTMENT, Family.EPCI, Family.COMMUNE, Family.JOINT_AUTHORITY}
STATE = {Family.STATE, Family.STATE_OPERATOR, Family.PUBLIC_BANK}
PUBLIC = LOCAL | STATE | {Family.EUROPEAN_UNION, Family.UNSPECIFIED_PUBLIC}
PRIVATE_LAW = {Family.PRIVATE, Family.ASSOCIATION, Family.FOUNDATION}
AIDS = {Instrument.GRANT, Instrument.FONDS_DE_CONCOURS, None}


class Level(Choice):
    OK = "ok", Text("conforme", "in order")
    WARNING = "warning", Text("à regarder", "to look at")
    BREACH = "breach", Text("hors règle", "out of rule")
    NOT_APPLICABLE = "not_applicable", Text("sans objet", "not applicable")
    NOT_CHECKABLE = "not_checkable", Text("non vérifiable", "not checkable")


class Figure(NamedTuple):
    """A value of a finding's sentence, and the unit it is read in."""

    value: Decimal | float | int
    unit: Unit | None


class Verdict(NamedTuple):
    """What a check found: how it stands, in a sentence whose {names} are figures, days or names."""

    level: Level
    text: Text
    figures: Mapping[str, Figure | str | date] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """The funding plan of a project as it is known on a day, with the parameters in force that day. Lines refused,
    guarantees and apports en nature are out of `lines`, each of which has the amount in force."""

    lead_id: str | None
    operations: tuple[Operation, ...]
    lines: tuple[FundingLine, ...]
    derogations: tuple[Derogation, ...]
    organisations: Mapping[str, Organisation]
    agreements: tuple[Agreement, ...]
    departments: frozenset[str | None]
    parameters: Mapping[str, float]
    day: date

    def family(self, organisation_id: str | None) -> Family:
        """The family of an organisation, unspecified for one that is not known."""
        found = self.organisations.get(organisation_id or "")
        return found.family if found else Family.UNSPECIFIED

    @property
    def owners(self) -> set[str]:
        """The maîtres d'ouvrage: those of the operations, else the lead."""
        named = {each.promoter_id for each in self.operations if each.promoter_id}
        return named or ({self.lead_id} if self.lead_id else set())

    @property
    def invested(self) -> tuple[FundingLine, ...]:
        """The lines of the investment: neither of a running phase, nor of an operating section."""
        running = {
            each.operation_id
            for each in self.operations
            if each.section is Section.OPERATING or (each.section is None and each.phase is Phase.RUNNING)
        }
        return tuple(line for line in self.lines if line.operation_id not in running)

    def derogation(self, kind: DerogationKind) -> Derogation | None:
        """The one that an act grants by then: one with its reference first."""
        found = [each for each in self.derogations if each.kind is kind]
        return min(found, key=lambda each: (each.reference is None, each.derogation_id), default=None)

    @property
    def cost(self) -> Decimal | None:
        """The whole cost; None when some of it is not known."""
        costs = [each.cost_eur for each in self.operations]
        return None if not costs or None in costs else sum((c for c in costs if c is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the funding plan: its words, its legal source, and how it is judged."""

    key: str
    label: Text
    rule: Text
    source: Text
    judge: Callable[[Plan], Verdict]
    valid_from: date | None = None


class Finding(NamedTuple):
    """A check, and what it found on the plan's day."""

    check: Check
    verdict: Verdict


def counted(lines: Iterable[FundingLine], losses: Sequence[FundingLoss] = ()) -> tuple[FundingLine, ...]:
    """The lines that bring money, each with the amount in force: neither refused, nor a guarantee, nor in kind."""
    return tuple(replace(line, amount_eur=amount_in_force(line, losses)) for line in lines if is_resource(line))


def plan_of(ask: Callable[[Question[Any]], Any], programme: str, row: ProjectRow, day: date) -> Plan:
    """A project's plan, as the questions put to `ask` answer it for that day."""

    def of(fact: type[Fact]) -> Any:
        return ask(FactRows(programme=programme, fact=fact, project_id=row.project_id))

    people = ask(FactRows(programme=programme, fact=Organisation))
    return Plan(
        lead_id=row.lead,
        operations=of(Operation),
        lines=counted(of(FundingLine), of(FundingLoss)),
        derogations=of(Derogation),
        organisations={each.organisation_id: each for each in people},
        agreements=of(Agreement),
        departments=frozenset(row.departments),
        parameters={each.key: each.value for each in ask(Parameters())},
        day=day,
    )


def total(lines: Iterable[FundingLine]) -> Decimal | None:
    """The sum of their amounts; None when one is not known."""
    amounts = [line.amount_eur for line in lines]
    return None if None in amounts else sum((each for each in amounts if each is not None), Decimal(0))


def euros(amount: Decimal) -> Figure:
    """An amount for a sentence."""
    return Figure(amount, Unit.EURO)


def fraction(value: float) -> Figure:
    """A share, 1 for the whole, for a sentence."""
    return Figure(value, Unit.FRACTION)


AMOUNTS_UNKNOWN = Text("des montants ne sont pas connus", "some amounts are not known")
OURS = Text("Convention de l’application", "Convention of the application")
