"""Checks of a funding plan: each declared with its rule and its source, computed at any date, and blocking nothing.

They help to check and do not stand for the control of legality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from portfolio.domain.facts import Agreement, Fact, FundingLine, Operation, Organisation
from portfolio.domain.facts.choices import Family, FundingStatus, Instrument, Phase
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.funding import OUTSIDE_RESOURCES
from portfolio.domain.funding_rules import fonds_de_concours_ceiling, owner_share
from portfolio.domain.questions import FactRows, Parameters, ProjectRow, Question
from portfolio.domain.words import Choice, Text

LOCAL = {Family.REGION, Family.DEPARTMENT, Family.EPCI, Family.COMMUNE, Family.JOINT_AUTHORITY}
STATE = {Family.STATE, Family.STATE_OPERATOR, Family.PUBLIC_BANK}
PUBLIC = LOCAL | STATE | {Family.EUROPEAN_UNION, Family.UNSPECIFIED_PUBLIC}
OVERSEAS = {"971", "972", "973", "974", "976"}
AIDS = {Instrument.GRANT, Instrument.FONDS_DE_CONCOURS, None}
# What a status is proved by, where it must bear a date: the decree, deliberation or agreement; the budget's vote.
PROVED = {FundingStatus.AWARDED, FundingStatus.VOTED}


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
    """What a check found: how it stands, in a sentence whose {names} are figures, or names of organisations."""

    level: Level
    text: Text
    figures: Mapping[str, Figure | str] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """The funding plan of a project as it is known on a day, with the parameters in force that day. Lines refused,
    guarantees and apports en nature are out of `lines`."""

    lead_id: str | None
    operations: tuple[Operation, ...]
    lines: tuple[FundingLine, ...]
    organisations: Mapping[str, Organisation]
    agreements: tuple[Agreement, ...]
    departments: frozenset[str | None]
    parameters: Mapping[str, float]
    day: date

    def family(self, organisation_id: str | None) -> Family:
        found = self.organisations.get(organisation_id or "")
        return found.family if found else Family.UNSPECIFIED

    @property
    def owners(self) -> set[str]:
        """The maîtres d'ouvrage: those of the operations, else the lead."""
        named = {each.promoter_id for each in self.operations if each.promoter_id}
        return named or ({self.lead_id} if self.lead_id else set())

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


def counted(lines: Iterable[FundingLine]) -> tuple[FundingLine, ...]:
    """The lines that bring money: neither refused, nor a guarantee, nor in kind."""
    return tuple(
        line for line in lines if line.status is not FundingStatus.REFUSED and line.instrument not in OUTSIDE_RESOURCES
    )


def plan_of(ask: Callable[[Question[Any]], Any], programme: str, row: ProjectRow, day: date) -> Plan:
    """A project's plan, as the questions put to `ask` answer it for that day."""

    def of(fact: type[Fact]) -> Any:
        return ask(FactRows(programme=programme, fact=fact, project_id=row.project_id))

    people = ask(FactRows(programme=programme, fact=Organisation))
    return Plan(
        lead_id=row.lead,
        operations=of(Operation),
        lines=counted(of(FundingLine)),
        organisations={each.organisation_id: each for each in people},
        agreements=of(Agreement),
        departments=frozenset(row.departments),
        parameters={each.key: each.value for each in ask(Parameters())},
        day=day,
    )


def findings(plan: Plan) -> list[Finding]:
    """Every check that was in force on the plan's day."""
    in_force = (each for each in CHECKS if each.valid_from is None or each.valid_from <= plan.day)
    return [Finding(check, check.judge(plan)) for check in in_force]


def _sum(lines: Iterable[FundingLine]) -> Decimal | None:
    """The sum of their amounts; None when one is not known."""
    amounts = [line.amount_eur for line in lines]
    return None if None in amounts else sum((each for each in amounts if each is not None), Decimal(0))


def _balance(plan: Plan) -> Verdict:
    uses, sources = plan.cost, _sum(plan.lines)
    if uses is None or sources is None:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    gap = uses - sources
    figures = {"uses": _euros(uses), "sources": _euros(sources), "gap": _euros(abs(gap))}
    if abs(gap) <= Decimal(str(plan.parameters["plan_balance_tolerance"])):
        return Verdict(Level.OK, BALANCED, figures)
    return Verdict(Level.WARNING, UNCOVERED if gap > 0 else OVER, figures)


def _owner_share(plan: Plan) -> Verdict:
    running = {each.operation_id for each in plan.operations if each.phase is Phase.RUNNING}
    if not plan.owners or not all(plan.family(each) in LOCAL for each in plan.owners):
        return Verdict(Level.NOT_APPLICABLE, NOT_LOCAL)
    if plan.departments & OVERSEAS:
        return Verdict(Level.NOT_APPLICABLE, IS_OVERSEAS)
    lines = [line for line in plan.lines if line.operation_id not in running]
    if any(plan.family(line.funder_id) is Family.UNSPECIFIED for line in lines):
        return Verdict(Level.NOT_CHECKABLE, FUNDERS_UNKNOWN)
    minimum = plan.parameters["owner_share_minimum"]
    share = owner_share(
        [
            (_float(line.amount_eur), plan.family(line.funder_id) in PUBLIC, line.funder_id in plan.owners)
            for line in lines
        ],
        minimum,
    )
    if share.rate is None:
        public = [line for line in lines if plan.family(line.funder_id) in PUBLIC]
        if _sum(public) is None:
            return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
        return Verdict(Level.NOT_APPLICABLE, NO_PUBLIC_MONEY)
    figures = {"rate": Figure(share.rate, Unit.FRACTION), "minimum": Figure(minimum, Unit.FRACTION)}
    return Verdict(Level.OK if share.compliant else Level.BREACH, OWNER_BRINGS, figures)


def _public_aid(plan: Plan) -> Verdict:
    aids = [
        line
        for line in plan.lines
        if plan.family(line.funder_id) in PUBLIC and line.funder_id not in plan.owners and line.instrument in AIDS
    ]
    total, cost = _sum(aids), plan.cost
    if not aids:
        return Verdict(Level.NOT_APPLICABLE, NO_PUBLIC_AID)
    if total is None or cost is None:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    if not cost:
        return Verdict(Level.NOT_APPLICABLE, NO_COST)
    ceiling = plan.parameters["public_aid_ceiling"]
    rate = float(total / cost)
    figures = {"rate": Figure(rate, Unit.FRACTION), "ceiling": Figure(ceiling, Unit.FRACTION), "total": _euros(total)}
    return Verdict(Level.OK if rate <= ceiling + 1e-9 else Level.BREACH, PUBLIC_AID, figures)


def _fonds_de_concours(plan: Plan) -> Verdict:
    own = [line for line in plan.lines if line.instrument is Instrument.FONDS_DE_CONCOURS]
    if not own:
        return Verdict(Level.NOT_APPLICABLE, NO_FONDS_DE_CONCOURS)
    others = [
        line for line in plan.lines if line.instrument in {Instrument.GRANT, None} and line.funder_id not in plan.owners
    ]
    brought, grants, cost = _sum(own), _sum(others), plan.cost
    if brought is None or grants is None or cost is None:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    ceiling = fonds_de_concours_ceiling(float(cost), float(grants)) or 0.0
    figures = {"brought": _euros(brought), "ceiling": Figure(max(0.0, ceiling), Unit.EURO)}
    return Verdict(Level.OK if float(brought) <= ceiling + 0.005 else Level.BREACH, FONDS_DE_CONCOURS, figures)


def _counted_twice(plan: Plan) -> Verdict:
    same = Counter(
        (line.funder_id, line.instrument, line.operation_id, line.amount_eur)
        for line in plan.lines
        if line.amount_eur is not None
    )
    twice = [(key, count) for key, count in same.items() if count > 1]
    if not twice:
        return Verdict(Level.OK, COUNTED_ONCE)
    (funder, _, _, amount), count = twice[0]
    found = plan.organisations.get(funder)
    who = found.name if found else funder
    held = _euros(amount or Decimal(0))
    figures: dict[str, Figure | str] = {"funder": who, "amount": held, "count": Figure(count, None)}
    return Verdict(Level.WARNING, COUNTED_TWICE, figures)


def _proof(plan: Plan) -> Verdict:
    secured = [line for line in plan.lines if line.status in PROVED]
    if not secured:
        return Verdict(Level.NOT_APPLICABLE, NOTHING_SECURED)
    unproved = [line for line in secured if line.decided_on is None]
    figures = {"count": Figure(len(unproved), None), "of": Figure(len(secured), None)}
    return Verdict(Level.WARNING if unproved else Level.OK, NO_ACT if unproved else ACTS, figures)


def _siren(plan: Plan) -> Verdict:
    codes = {line.funder_id for line in plan.lines} | {each.beneficiary_id for each in plan.agreements} | plan.owners
    known = [plan.organisations[code] for code in sorted(c for c in codes if c) if code in plan.organisations]
    asked = [each for each in known if each.family not in {Family.CITIZENS, Family.UNSPECIFIED} | UNNAMED]
    missing = [each for each in asked if each.siren is None]
    if not asked:
        return Verdict(Level.NOT_APPLICABLE, NOBODY_NAMED)
    figures = {"count": Figure(len(missing), None), "of": Figure(len(asked), None)}
    return Verdict(Level.WARNING if missing else Level.OK, SIREN_MISSING if missing else SIREN_KNOWN, figures)


UNNAMED = {Family.UNSPECIFIED_PUBLIC, Family.EUROPEAN_UNION}


def _euros(amount: Decimal) -> Figure:
    return Figure(amount, Unit.EURO)


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


AMOUNTS_UNKNOWN = Text("des montants ne sont pas connus", "some amounts are not known")
FUNDERS_UNKNOWN = Text("des financeurs ne sont pas précisés", "some funders are not specified")
BALANCED = Text("emplois et ressources s’équilibrent à {uses}", "uses and sources balance at {uses}")
UNCOVERED = Text(
    "{gap} ne sont pas couverts ({sources} de ressources pour {uses} d’emplois)",
    "{gap} are not covered ({sources} of sources for {uses} of uses)",
)
OVER = Text(
    "les ressources dépassent les emplois de {gap} ({sources} pour {uses})",
    "sources exceed uses by {gap} ({sources} for {uses})",
)
NOT_LOCAL = Text("le maître d’ouvrage n’est pas une collectivité", "the promoter is not a local authority")
IS_OVERSEAS = Text(
    "le projet est outre-mer, où la règle ne joue pas", "the project is overseas, where it does not hold"
)
OWNER_BRINGS = Text(
    "le maître d’ouvrage apporte {rate} de l’argent public, pour {minimum} au moins",
    "the promoter brings {rate} of the public money, {minimum} at least being asked",
)
NO_PUBLIC_MONEY = Text("aucun argent public", "no public money")
NO_COST = Text("le coût est nul", "the cost is nil")
NO_PUBLIC_AID = Text("aucune aide publique", "no public aid")
PUBLIC_AID = Text(
    "les aides publiques ({total}) font {rate} du coût, pour {ceiling} au plus",
    "public aid ({total}) makes {rate} of the cost, {ceiling} at most being allowed",
)
NO_FONDS_DE_CONCOURS = Text("aucun fonds de concours", "no fonds de concours")
FONDS_DE_CONCOURS = Text(
    "les fonds de concours font {brought}, pour {ceiling} au plus",
    "the fonds de concours make {brought}, {ceiling} at most being allowed",
)
COUNTED_ONCE = Text("aucune ligne n’en répète une autre", "no line repeats another")
COUNTED_TWICE = Text(
    "{funder} figure {count} fois pour {amount} : est-ce le même argent ?",
    "{funder} appears {count} times for {amount}: is it the same money?",
)
NOTHING_SECURED = Text("rien n’est encore attribué ni voté", "nothing is awarded or voted yet")
ACTS = Text(
    "chaque ligne acquise ({of}) porte la date de son acte", "each secured line ({of}) bears the date of its act"
)
NO_ACT = Text(
    "date de l’acte absente sur {count} des lignes acquises ({of})",
    "no date of the act on {count} of the secured lines ({of})",
)
NOBODY_NAMED = Text("aucune organisation n’est nommée", "no organisation is named")
SIREN_KNOWN = Text("chaque organisation ({of}) a son SIREN", "each organisation ({of}) has its SIREN")
SIREN_MISSING = Text(
    "SIREN absent pour {count} des organisations ({of})", "no SIREN for {count} of the organisations ({of})"
)

OURS = Text("Convention de l’application", "Convention of the application")
CHECKS = (
    Check(
        "plan_balance",
        Text("Équilibre du plan", "Balance of the plan"),
        Text("Les ressources égalent les emplois, au centime.", "Sources equal uses, to the cent."),
        OURS,
        _balance,
    ),
    Check(
        "owner_share",
        Text("Participation du maître d’ouvrage", "Promoter’s share"),
        Text(
            "Le maître d’ouvrage, s’il est une collectivité, apporte au moins un cinquième de l’argent public de "
            "l’investissement.",
            "The promoter, if a local authority, brings at least a fifth of the public money of the investment.",
        ),
        Text("CGCT, art. L1111-10, III", "CGCT, article L1111-10, III"),
        _owner_share,
    ),
    Check(
        "public_aid",
        Text("Cumul des aides publiques", "Total public aid"),
        Text(
            "Les aides publiques ne dépassent pas la dépense subventionnable, ici le coût connu.",
            "Public aid does not exceed the eligible expense, here the cost known.",
        ),
        Text("Décret n° 2018-514 du 25 juin 2018, art. 10", "Decree no. 2018-514 of 25 June 2018, article 10"),
        _public_aid,
        date(2018, 10, 1),
    ),
    Check(
        "fonds_de_concours",
        Text("Plafond des fonds de concours", "Ceiling of the fonds de concours"),
        Text(
            "Un fonds de concours n’excède pas la moitié de ce qui reste à payer, subventions déduites.",
            "A fonds de concours does not exceed half of what is left to pay, grants deducted.",
        ),
        Text("CGCT, art. L5214-16, V", "CGCT, article L5214-16, V"),
        _fonds_de_concours,
    ),
    Check(
        "counted_twice",
        Text("Un euro, une ligne", "One euro, one line"),
        Text(
            "Deux lignes d’un même financeur, instrument et montant sont peut-être le même argent.",
            "Two lines of the same funder, instrument and amount may be the same money.",
        ),
        OURS,
        _counted_twice,
    ),
    Check(
        "proof_of_status",
        Text("Preuve des statuts", "Proof of statuses"),
        Text(
            "Ce qui est attribué ou voté porte la date de son acte : arrêté, délibération ou convention.",
            "What is awarded or voted bears the date of its act: decree, deliberation or agreement.",
        ),
        OURS,
        _proof,
    ),
    Check(
        "siren",
        Text("SIREN des organisations", "SIREN of the organisations"),
        Text(
            "Financeurs, bénéficiaires et maîtres d’ouvrage sont désignés par leur SIREN.",
            "Funders, beneficiaries and promoters are named by their SIREN.",
        ),
        OURS,
        _siren,
    ),
)
