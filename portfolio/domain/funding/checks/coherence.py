"""Whether the plan holds together: its balance, what is counted twice, what proves its statuses, who is named."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Family, FundingStatus
from portfolio.domain.funding.checks.plan import (
    AMOUNTS_UNKNOWN,
    OURS,
    Check,
    Figure,
    Level,
    Plan,
    Verdict,
    euros,
    total,
)

# What a status is proved by: the receipt of a complete application; the letter, the decree, the deliberation.
PROOFS = {
    FundingStatus.APPLIED: "complete_on",
    FundingStatus.NOTIFIED: "decided_on",
    FundingStatus.AWARDED: "decided_on",
    FundingStatus.VOTED: "decided_on",
}
UNNAMED = {Family.UNSPECIFIED_PUBLIC, Family.EUROPEAN_UNION}


def _balance(plan: Plan) -> Verdict:
    """The same gap as the alert « plan de financement incomplet » (store/queries/alerts.sql)."""
    uses, sources = plan.cost, total(plan.lines)
    if not plan.lines:
        return Verdict(Level.NOT_CHECKABLE, NO_LINE)
    if uses is None or sources is None:
        return Verdict(Level.NOT_CHECKABLE, AMOUNTS_UNKNOWN)
    gap = uses - sources
    figures = {"uses": euros(uses), "sources": euros(sources), "gap": euros(abs(gap))}
    if abs(gap) <= Decimal(str(plan.parameters["plan_balance_tolerance"])):
        return Verdict(Level.OK, BALANCED, figures)
    return Verdict(Level.WARNING, UNCOVERED if gap > 0 else OVER, figures)


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
    held = euros(amount or Decimal(0))
    figures: dict[str, Figure | str] = {"funder": who, "amount": held, "count": Figure(count, None)}
    return Verdict(Level.WARNING, COUNTED_TWICE, figures)


def _proof(plan: Plan) -> Verdict:
    asked = [line for line in plan.lines if line.status in PROOFS]
    if not asked:
        return Verdict(Level.NOT_APPLICABLE, NOTHING_TO_PROVE)
    unproved = [line for line in asked if getattr(line, PROOFS[line.status]) is None]
    figures = {"count": Figure(len(unproved), None), "of": Figure(len(asked), None)}
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


NO_LINE = Text("aucune ligne de financement n’est connue", "no funding line is known")
BALANCED = Text("emplois et ressources s’équilibrent à {uses}", "uses and sources balance at {uses}")
UNCOVERED = Text(
    "{gap} ne sont pas couverts ({sources} de ressources pour {uses} d’emplois)",
    "{gap} are not covered ({sources} of sources for {uses} of uses)",
)
OVER = Text(
    "les ressources dépassent les emplois de {gap} ({sources} pour {uses})",
    "sources exceed uses by {gap} ({sources} for {uses})",
)
COUNTED_ONCE = Text("aucune ligne n’en répète une autre", "no line repeats another")
COUNTED_TWICE = Text(
    "{funder} figure {count} fois pour {amount} : est-ce le même argent ?",
    "{funder} appears {count} times for {amount}: is it the same money?",
)
NOTHING_TO_PROVE = Text("rien n’est encore sollicité, attribué ni voté", "nothing is applied for, awarded or voted yet")
ACTS = Text(
    "chaque ligne sollicitée ou acquise ({of}) porte la date de sa preuve",
    "each line applied for or secured ({of}) bears the date of its proof",
)
NO_ACT = Text(
    "date de la preuve absente sur {count} des lignes sollicitées ou acquises ({of})",
    "no date of the proof on {count} of the lines applied for or secured ({of})",
)
NOBODY_NAMED = Text("aucune organisation n’est nommée", "no organisation is named")
SIREN_KNOWN = Text("chaque organisation ({of}) a son SIREN", "each organisation ({of}) has its SIREN")
SIREN_MISSING = Text(
    "SIREN absent pour {count} des organisations ({of})", "no SIREN for {count} of the organisations ({of})"
)

CHECKS = (
    Check(
        "plan_balance",
        Text("Équilibre du plan", "Balance of the plan"),
        Text("Les ressources égalent les emplois, au centime.", "Sources equal uses, to the cent."),
        OURS,
        _balance,
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
            "Ce qui est sollicité porte la date du dossier complet ; ce qui est notifié, attribué ou voté, celle de "
            "son acte : lettre, arrêté, délibération ou convention.",
            "What is applied for bears the day its application was complete; what is notified, awarded or voted, that "
            "of its act: letter, decree, deliberation or agreement.",
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
