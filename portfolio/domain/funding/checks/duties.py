"""What is to be done in time: publish what is granted, and wait for a complete application before works start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Agreement
from portfolio.domain.facts.choices import DerogationKind, Family, Instrument
from portfolio.domain.funding.checks.plan import LOCAL, PRIVATE_LAW, STATE, Check, Figure, Level, Plan, Verdict, euros

DAYS_A_YEAR = 365.25
# A commune may have fewer inhabitants than the law asks for; its population is not a fact of the programme.
OF_UNKNOWN_SIZE = {Family.COMMUNE, Family.EPCI, Family.JOINT_AUTHORITY}


def _publication(plan: Plan) -> Verdict:
    """The agreements that must be published, the first one that is not in time."""
    if any(each.signed_on is None or each.maximum_eur is None for each in _to_private_law(plan)):
        return Verdict(Level.NOT_CHECKABLE, UNDATED)
    due = [each for each in _to_private_law(plan) if _must_be_published(each, plan)]
    if not due:
        return Verdict(Level.NOT_APPLICABLE, NOTHING_TO_PUBLISH)
    for each in due:
        assert each.signed_on is not None and each.maximum_eur is not None
        limit = _months_later(each.signed_on, int(plan.parameters["publication_delay"]))
        late = each.published_on > limit if each.published_on else plan.day > limit
        if late:
            found: dict[str, Figure | str | date] = {
                "funder": _name(plan, each.funder_id),
                "amount": euros(each.maximum_eur),
                "limit": limit,
            }
            if plan.family(each.funder_id) in OF_UNKNOWN_SIZE:
                return Verdict(Level.WARNING, LATE_IF_LARGE, found)
            return Verdict(Level.BREACH, LATE, found)
    waiting = [each for each in due if each.published_on is None]
    return Verdict(Level.WARNING, TO_PUBLISH, {"count": Figure(len(waiting), None)}) if waiting else _published(due)


def _published(due: list[Agreement]) -> Verdict:
    return Verdict(Level.OK, PUBLISHED, {"count": Figure(len(due), None)})


def _to_private_law(plan: Plan) -> Iterator[Agreement]:
    """Those of an administration with somebody of private law."""
    for each in plan.agreements:
        payee = plan.family(each.beneficiary_id or plan.lead_id)
        if plan.family(each.funder_id) in LOCAL | STATE and payee in PRIVATE_LAW:
            yield each


def _must_be_published(agreement: Agreement, plan: Plan) -> bool:
    """More than the threshold a year, over the years that its dates say; one year when they say nothing."""
    assert agreement.signed_on is not None and agreement.maximum_eur is not None
    if agreement.signed_on < PUBLISHED_SINCE:
        return False
    starts_on, ends_on = agreement.starts_on or agreement.signed_on, agreement.ends_on
    years = max(1.0, (ends_on - starts_on).days / DAYS_A_YEAR) if ends_on else 1.0
    return float(agreement.maximum_eur) / years > plan.parameters["publication_threshold"]


def _early_start(plan: Plan) -> Verdict:
    """Works that began before the State had a complete application."""
    started = [each.works_started_on for each in plan.operations if each.works_started_on is not None]
    asked = [
        line
        for line in plan.lines
        if plan.family(line.funder_id) in STATE and line.instrument in {Instrument.GRANT, None}
    ]
    if not asked or not started:
        return Verdict(Level.NOT_APPLICABLE, NO_STATE_GRANT if not asked else NOT_STARTED)
    if any(line.complete_on is None for line in asked):
        return Verdict(Level.NOT_CHECKABLE, NO_RECEIPT)
    first, last = min(started), max(line.complete_on for line in asked if line.complete_on is not None)
    found: dict[str, Figure | str | date] = {"started": first, "complete": last}
    if first >= last:
        return Verdict(Level.OK, IN_ORDER, found)
    granted = plan.derogation(DerogationKind.EARLY_START)
    if granted is None:
        return Verdict(Level.BREACH, TOO_EARLY, found)
    if granted.reference is None:
        return Verdict(Level.WARNING, UNREFERENCED, found)
    return Verdict(Level.OK, ALLOWED_EARLY, found | {"reference": granted.reference})


def _name(plan: Plan, code: str) -> str:
    found = plan.organisations.get(code)
    return found.name if found else code


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:  # no such day in that month
            continue
    return date(year, month + 1, day.day)


PUBLISHED_SINCE = date(2017, 8, 1)
UNDATED = Text(
    "date de signature ou montant absents d’un acte attributif",
    "the date of signature or the amount of an agreement is missing",
)
NOTHING_TO_PUBLISH = Text(
    "aucun acte attributif envers une personne de droit privé n’est à publier",
    "no agreement with a person of private law is to be published",
)
LATE = Text(
    "l’acte de {funder} ({amount}) devait être publié avant le {limit}",
    "the agreement of {funder} ({amount}) was to be published before {limit}",
)
LATE_IF_LARGE = Text(
    "l’acte de {funder} ({amount}) devait être publié avant le {limit}, si elle compte 3 500 habitants",
    "the agreement of {funder} ({amount}) was to be published before {limit}, if it has 3,500 inhabitants",
)
TO_PUBLISH = Text(
    "actes attributifs à publier, dans les délais : {count}", "agreements to be published, in time so far: {count}"
)
PUBLISHED = Text("actes attributifs publiés dans les délais : {count}", "agreements published in time: {count}")
NO_STATE_GRANT = Text("aucune subvention de l’État", "no State grant")
NOT_STARTED = Text("aucun démarrage des travaux n’est déclaré", "no start of works is reported")
NO_RECEIPT = Text(
    "la date du dossier complet manque à une subvention de l’État",
    "the day when the application for a State grant was complete is missing",
)
IN_ORDER = Text(
    "travaux démarrés le {started}, dossier complet le {complete}",
    "works started on {started}, application complete on {complete}",
)
TOO_EARLY = Text(
    "travaux démarrés le {started}, avant le dossier complet ({complete})",
    "works started on {started}, before the application was complete ({complete})",
)
UNREFERENCED = Text(
    "travaux démarrés le {started}, avant le dossier complet ({complete}) ; l’acte qui en dispense n’est pas cité",
    "works started on {started}, before the application was complete ({complete}); the act allowing it is not cited",
)
ALLOWED_EARLY = Text(
    "travaux démarrés le {started}, avant le dossier complet ({complete}), comme le permet « {reference} »",
    "works started on {started}, before the application was complete ({complete}), as “{reference}” allows",
)
CHECKS = (
    Check(
        "publication",
        Text("Publication des subventions", "Publication of grants"),
        Text(
            "Une subvention de plus de 23 000 € par an à une personne de droit privé est publiée dans les trois mois "
            "de sa signature.",
            "A grant of more than €23,000 a year to a person of private law is published within three months of its "
            "signature.",
        ),
        Text(
            "Loi n° 2000-321 du 12 avril 2000, art. 10 ; décret n° 2017-779 du 5 mai 2017",
            "Act no. 2000-321 of 12 April 2000, article 10; decree no. 2017-779 of 5 May 2017",
        ),
        _publication,
        PUBLISHED_SINCE,
    ),
    Check(
        "early_start",
        Text("Démarrage des travaux", "Start of works"),
        Text(
            "Les travaux ne commencent pas avant que la demande de subvention de l’État soit complète, sauf acte qui "
            "le permet.",
            "Works do not start before the application for a State grant is complete, unless an act allows it.",
        ),
        Text("Décret n° 2018-514 du 25 juin 2018", "Decree no. 2018-514 of 25 June 2018"),
        _early_start,
        date(2018, 10, 1),
    ),
)
