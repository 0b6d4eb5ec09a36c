"""Alerts in words: what, on which project, what is at stake, who acts, before when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.questions import AlertRow, AlertsFoundRow
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, days, euros, number, percent, signed_points
from portfolio.presentation.kit.sentences import capital, plural
from portfolio.presentation.progress.confidence_check import ICON as CONTRADICTED


class AlertKind(Choice):
    TO_BE_FOUND = "funding_to_be_found", Text("Financement à trouver d’ici peu", "Funding needed soon")
    GAP = "plan_gap", Text("Plan de financement incomplet", "Incomplete funding plan")
    LATE = "late_milestone", Text("Jalon en retard", "Late milestone")
    COMPROMISED = "compromised", Text("Objectifs compromis", "Objectives compromised")
    NEEDS_SUPPORT = "needs_support", Text("Appuis nécessaires", "Support needed")
    ON_TRACK_LATE = (
        "on_track_but_late",
        Text("Dit sécurisé, un jalon très en retard", "Said to be on track, a milestone very late"),
    )
    ON_TRACK_BEHIND = (
        "on_track_but_behind",
        Text("Dit sécurisé, loin de l’avancement prévu", "Said to be on track, far from planned progress"),
    )
    NEARLY_DONE = (
        "compromised_but_nearly_done",
        Text("Dit compromis, presque achevé", "Said to be compromised, almost complete"),
    )
    SILENT = "silent", Text("Sans nouvelles", "No news")
    CONTRACT = "contract_ends", Text("Fin de contrat proche", "Contract ending soon")
    NO_RETURN = (
        "contract_ends_without_return",
        Text("Fin de contrat sans clause de réversibilité connue", "Contract ending, no known reversibility clause"),
    )


ICONS: dict[str, str] = {
    AlertKind.TO_BE_FOUND: ":material/search:",
    AlertKind.GAP: ":material/balance:",
    AlertKind.LATE: ":material/schedule:",
    AlertKind.COMPROMISED: ":material/thunderstorm:",
    AlertKind.NEEDS_SUPPORT: ":material/cloud:",
    AlertKind.ON_TRACK_LATE: CONTRADICTED,
    AlertKind.ON_TRACK_BEHIND: CONTRADICTED,
    AlertKind.NEARLY_DONE: CONTRADICTED,
    AlertKind.SILENT: ":material/notifications_off:",
    AlertKind.CONTRACT: ":material/event_busy:",
    AlertKind.NO_RETURN: ":material/lock_clock:",
}
REVIEW = Text(
    "revoir la confiance déclarée, ou expliquer l’écart", "review the confidence declared, or explain the gap"
)
# What is expected of the lead, or of the committee.
ACTIONS: dict[str, Text] = {
    AlertKind.TO_BE_FOUND: Text("trouver un financeur", "find a funder"),
    AlertKind.GAP: Text("compléter le plan de financement", "complete the funding plan"),
    AlertKind.LATE: Text("donner une nouvelle date à « {subject} »", "give a new date to “{subject}”"),
    AlertKind.COMPROMISED: Text("présenter un recours au comité", "bring a way out to the committee"),
    AlertKind.NEEDS_SUPPORT: Text("dire quel appui est attendu", "say what support is expected"),
    AlertKind.ON_TRACK_LATE: REVIEW,
    AlertKind.ON_TRACK_BEHIND: REVIEW,
    AlertKind.NEARLY_DONE: REVIEW,
    AlertKind.SILENT: Text("publier un point", "publish a report"),
    AlertKind.CONTRACT: Text("préparer la suite du contrat", "prepare what follows the contract"),
    AlertKind.NO_RETURN: Text("négocier le retour des biens et des données", "negotiate the return of assets and data"),
}
REACH = Text("atteindre « {subject} »", "reach “{subject}”")


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert as it is read."""

    kind: str
    icon: str
    what: str
    project_id: str
    title: str
    stake: str
    action: str


def lines(rows: Sequence[AlertRow], view: View) -> list[AlertLine]:
    """The alerts, in the order of what is at stake."""
    return [
        AlertLine(
            kind=row.kind,
            icon=ICONS[row.kind],
            what=AlertKind.of(row.kind).label.to(view.language),
            project_id=row.project_id,
            title=row.title,
            stake=_stake(row, view),
            action=_action(row, view),
        )
        for row in rows
    ]


def message(found: AlertsFoundRow, view: View) -> str:
    """« Quatre alertes : 5,1 M€ en jeu, et jusqu’à 130 jours de retard »."""
    if not found.found:
        return view.say(Text("Rien ne demande d’arbitrage aujourd’hui", "Nothing calls for a decision today"))
    head = capital(
        plural(
            found.found,
            Text("aucune alerte", "no alert"),
            Text("une alerte à traiter", "one alert to deal with"),
            Text("{words} alertes à traiter", "{words} alerts to deal with"),
            view.language,
            feminine=True,
        )
    )
    stakes = []
    if found.amount_eur:
        at_stake = euros(found.amount_eur, view.language, short=True)
        stakes.append(Text(f"{at_stake} en jeu", f"{at_stake} at stake"))
    if found.most_days_late:
        most = number(found.most_days_late, view.language)
        stakes.append(Text(f"jusqu’à {most} jours de retard", f"up to {most} days late"))
    if not stakes:
        return view.say(Text(head, head))
    fr, en = ", et ".join(s.fr for s in stakes), ", and ".join(s.en for s in stakes)
    return view.say(Text(f"{head} : {fr}", f"{head}: {en}"))


def table(rows: Sequence[AlertRow], view: View) -> Table:
    """The same alerts, raw, to download."""
    columns = (
        Column(view.say(Text("Alerte", "Alert"))),
        Column(view.say(Text("Projet", "Project"))),
        Column(view.say(Text("En jeu", "At stake")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Jours", "Days")), lambda v: days(v, view.language), is_number=True),
        Column(view.say(Text("Points d’avancement", "Points of progress")), lambda v: number(v, view.language), True),
        Column(view.say(Text("Qui agit", "Who acts"))),
        Column(view.say(Text("Prochaine action", "Next action"))),
        Column(view.say(Text("Avant le", "Before")), lambda v: day(v, view.language, short=True)),
    )
    return Table(columns, tuple(_raw(row, view) for row in rows))


def _raw(row: AlertRow, view: View) -> tuple[object, ...]:
    what, next_action = AlertKind.of(row.kind).label.to(view.language), _asked(row).to(view.language)
    return what, row.title, row.amount_eur, row.days, row.points, row.actor, next_action, row.due_on


def _asked(row: AlertRow) -> Text:
    """A milestone whose new date is still to come is to be reached by then; one whose date has passed needs another."""
    is_dated = row.kind == AlertKind.LATE and row.due_on is not None
    return (REACH if is_dated else ACTIONS[row.kind]).fill(subject=row.subject)


def _stake(row: AlertRow, view: View) -> str:
    if row.amount_eur is not None:
        return euros(row.amount_eur, view.language, short=True)
    if row.kind == AlertKind.NEARLY_DONE and row.points is not None:
        return percent(row.points / 100, view.language)
    if row.points is not None:
        return signed_points(row.points, view.language)
    return days(row.days, view.language) if row.days is not None else ""


def _action(row: AlertRow, view: View) -> str:
    """« Porteur fictif : donner une nouvelle date à « J5 », avant le 27 nov. 2026 »."""
    action = _asked(row)
    who = row.actor or Text("Porteur non renseigné", "Lead not reported").to(view.language)
    until = ""
    if row.due_on is not None and row.due_on >= view.day:
        when = day(row.due_on, view.language, short=True)
        until = Text(f", avant le {when}", f", before {when}").to(view.language)
    return view.say(Text(f"{who} : {action.fr}{until}", f"{who}: {action.en}{until}"))
