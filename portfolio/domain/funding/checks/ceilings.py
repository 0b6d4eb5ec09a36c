"""How much may be brought: the most that public aid, each kind of it, may be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.basis.tolerance import HALF_A_CENT, exceeds
from portfolio.domain.facts.choices import Instrument, TaxRegime
from portfolio.domain.funding.checks.plan import (
    AIDS,
    AMOUNTS_UNKNOWN,
    PUBLIC,
    Check,
    Level,
    Plan,
    Verdict,
    euros,
    fraction,
    total,
)
from portfolio.domain.funding.rules import fonds_de_concours_ceiling


def _public_aid(plan: Plan) -> Verdict:
    aids = [
        line
        for line in plan.lines
        if plan.family(line.funder_id) in PUBLIC and line.funder_id not in plan.owners and line.instrument in AIDS
    ]
    brought, cost = total(aids), plan.cost
    if not aids:
        return Verdict(Level.NOT_APPLICABLE, NO_PUBLIC_AID)
    if brought is None or cost is None:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    if not cost:
        return Verdict(Level.NOT_APPLICABLE, NO_COST)
    ceiling = plan.parameters["public_aid_ceiling"]
    rate = float(brought / cost)
    figures = {"rate": fraction(rate), "ceiling": fraction(ceiling), "total": euros(brought)}
    return Verdict(Level.BREACH if exceeds(rate, ceiling) else Level.OK, PUBLIC_AID, figures)


def _fonds_de_concours(plan: Plan) -> Verdict:
    own = [line for line in plan.lines if line.instrument is Instrument.FONDS_DE_CONCOURS]
    if not own:
        return Verdict(Level.NOT_APPLICABLE, NO_FONDS_DE_CONCOURS)
    others = [
        line for line in plan.lines if line.instrument in {Instrument.GRANT, None} and line.funder_id not in plan.owners
    ]
    brought, grants, cost = total(own), total(others), plan.cost
    if brought is None or grants is None or cost is None:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    ceiling = fonds_de_concours_ceiling(float(cost), float(grants)) or 0.0
    figures = {"brought": euros(brought), "ceiling": euros(Decimal(str(max(0.0, ceiling))))}
    return Verdict(Level.OK if float(brought) <= ceiling + HALF_A_CENT else Level.BREACH, FONDS_DE_CONCOURS, figures)


def _state_schemes(plan: Plan) -> Verdict:
    """DETR, DSIL, DPV and DSID together, of the expense they are computed on: the one that their lines say, else the
    cost, if it is without tax."""
    lines = [line for line in plan.lines if line.scheme is not None]
    if not lines:
        return Verdict(Level.NOT_APPLICABLE, NO_SCHEME)
    brought, eligible = total(lines), [line.eligible_cost_eur for line in lines if line.eligible_cost_eur is not None]
    base = max(eligible) if eligible else plan.cost if _without_tax(plan) else None
    if brought is None or not base:
        return Verdict(Level.NOT_CHECKABLE, NO_ELIGIBLE_COST)
    ceiling, rate = plan.parameters["detr_ceiling"], float(brought / base)
    found = {"rate": fraction(rate), "ceiling": fraction(ceiling), "brought": euros(brought), "base": euros(base)}
    return Verdict(Level.BREACH if exceeds(rate, ceiling) else Level.OK, SCHEMES, found)


def _fctva(plan: Plan) -> Verdict:
    """What the State gives back of the VAT: a resource of plans with tax only, at its rate at most."""
    lines = [line for line in plan.lines if line.instrument is Instrument.FCTVA]
    if not lines:
        return Verdict(Level.NOT_APPLICABLE, NO_FCTVA)
    regimes = {each.tax_regime for each in plan.operations}
    if TaxRegime.EXCLUDING_TAX in regimes:
        return Verdict(Level.BREACH, FCTVA_WITHOUT_TAX)
    brought, cost = total(lines), plan.cost
    if brought is None or cost is None or regimes != {TaxRegime.INCLUDING_TAX}:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    most = float(cost) * plan.parameters["fctva_rate"]
    found = {"brought": euros(brought), "most": euros(Decimal(str(round(most, 2))))}
    return Verdict(Level.OK if float(brought) <= most + HALF_A_CENT else Level.WARNING, FCTVA, found)


def _without_tax(plan: Plan) -> bool:
    return {each.tax_regime for each in plan.operations} == {TaxRegime.EXCLUDING_TAX}


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

NO_SCHEME = Text("ni DETR, ni DSIL, ni DPV, ni DSID", "no DETR, DSIL, DPV nor DSID")
NO_ELIGIBLE_COST = Text(
    "le coût éligible hors taxes ou un montant n’est pas connu",
    "the eligible cost without tax, or an amount, is not known",
)
SCHEMES = Text(
    "DETR, DSIL, DPV et DSID font {brought}, soit {rate} de {base} éligibles, pour {ceiling} au plus",
    "DETR, DSIL, DPV and DSID make {brought}, or {rate} of {base} eligible, {ceiling} at most being allowed",
)
NO_FCTVA = Text("aucun FCTVA", "no FCTVA")
FCTVA_WITHOUT_TAX = Text(
    "le plan est hors taxes : le FCTVA n’y est pas une ressource",
    "the plan is without tax: the FCTVA is no resource of it",
)
FCTVA = Text(
    "le FCTVA fait {brought}, pour {most} au plus de la dépense TTC",
    "the FCTVA makes {brought}, {most} of the expense with tax at most",
)
CHECKS = (
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
        "state_schemes",
        Text("Plafond DETR, DSIL, DPV, DSID", "Ceiling of DETR, DSIL, DPV, DSID"),
        Text(
            "Ensemble, elles ne dépassent pas quatre cinquièmes de la dépense subventionnable hors taxes.",
            "Together they do not exceed four fifths of the eligible expense without tax.",
        ),
        Text("CGCT, art. R2334-27", "CGCT, article R2334-27"),
        _state_schemes,
    ),
    Check(
        "fctva",
        Text("FCTVA", "FCTVA"),
        Text(
            "Le FCTVA est une ressource propre des plans TTC, à son taux au plus.",
            "The FCTVA is an own resource of plans with tax, at its rate at most.",
        ),
        Text("CGCT, art. L1615-6", "CGCT, article L1615-6"),
        _fctva,
        date(2015, 1, 1),
    ),
)
