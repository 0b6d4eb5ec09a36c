"""What the maître d’ouvrage must bring itself: a fifth of the public money, or what the law and derogations say."""

from __future__ import annotations

from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import DerogationKind, Family
from portfolio.domain.funding.checks.plan import (
    AMOUNTS_UNKNOWN,
    LOCAL,
    PUBLIC,
    Check,
    Figure,
    Level,
    Plan,
    Verdict,
    fraction,
    total,
)
from portfolio.domain.funding.rules import owner_share

OVERSEAS = {"971", "972", "973", "974", "976"}


def _owner_share(plan: Plan) -> Verdict:
    """Twenty per cent, thirty where a lead authority has the power; less where an act says so, and is cited."""
    if not plan.owners or not all(plan.family(each) in LOCAL for each in plan.owners):
        return Verdict(Level.NOT_APPLICABLE, NOT_LOCAL)
    if plan.departments & OVERSEAS:
        return Verdict(Level.NOT_APPLICABLE, IS_OVERSEAS)
    if any(plan.family(line.funder_id) is Family.UNSPECIFIED for line in plan.invested):
        return Verdict(Level.NOT_CHECKABLE, FUNDERS_UNKNOWN)
    granted = plan.derogation(DerogationKind.OWNER_SHARE)
    minimum = _minimum(plan) if granted is None or granted.rate is None else float(granted.rate)
    share = owner_share(
        [
            (_float(line.amount_eur), plan.family(line.funder_id) in PUBLIC, line.funder_id in plan.owners)
            for line in plan.invested
        ],
        minimum,
    )
    if share.rate is None:
        public = [line for line in plan.invested if plan.family(line.funder_id) in PUBLIC]
        if total(public) is None:
            return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
        return Verdict(Level.NOT_APPLICABLE, NO_PUBLIC_MONEY)
    found: dict[str, Figure | str] = {"rate": fraction(share.rate), "minimum": fraction(minimum)}
    if not share.compliant:
        return Verdict(Level.BREACH, OWNER_BRINGS, found)
    return _compliant(plan, share.rate, found)


def _compliant(plan: Plan, rate: float, found: dict[str, Figure | str]) -> Verdict:
    """By itself, or by a derogation that is cited, or not."""
    granted = plan.derogation(DerogationKind.OWNER_SHARE)
    if granted is None or rate >= _minimum(plan):
        return Verdict(Level.OK, OWNER_BRINGS, found)
    if granted.reference is None:
        return Verdict(Level.WARNING, UNREFERENCED, found)
    return Verdict(Level.OK, OWNER_BRINGS_LESS, found | {"reference": granted.reference})


def _minimum(plan: Plan) -> float:
    has_lead = any(each.has_lead_authority for each in plan.operations)
    return plan.parameters["owner_share_minimum_lead_authority" if has_lead else "owner_share_minimum"]


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


FUNDERS_UNKNOWN = Text("des financeurs ne sont pas précisés", "some funders are not specified")
NOT_LOCAL = Text("le maître d’ouvrage n’est pas une collectivité", "the promoter is not a local authority")
IS_OVERSEAS = Text(
    "le projet est outre-mer, où la règle ne joue pas", "the project is overseas, where it does not hold"
)
OWNER_BRINGS = Text(
    "le maître d’ouvrage apporte {rate} de l’argent public, pour {minimum} au moins",
    "the promoter brings {rate} of the public money, {minimum} at least being asked",
)
NO_PUBLIC_MONEY = Text("aucun argent public", "no public money")
UNREFERENCED = Text(
    "le maître d’ouvrage apporte {rate} de l’argent public, par une dérogation dont l’acte n’est pas cité",
    "the promoter brings {rate} of the public money, by a derogation whose act is not cited",
)
OWNER_BRINGS_LESS = Text(
    "le maître d’ouvrage apporte {rate} de l’argent public, comme le permet « {reference} »",
    "the promoter brings {rate} of the public money, as “{reference}” allows",
)
CHECKS = (
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
)
