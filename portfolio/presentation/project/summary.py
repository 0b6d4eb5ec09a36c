"""One project's own sentences: what is expected next, what its lead says, its four figures."""

from __future__ import annotations

from datetime import date

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectRow
from portfolio.presentation.kit.block import Card, View
from portfolio.presentation.kit.formats import day, percent
from portfolio.presentation.kit.sentences import quoted, span
from portfolio.presentation.project.listing import amount, slip

NOTHING_ASKED = Text("aucune : ce sont des faits publics, en lecture seule", "none: these are public facts, read-only")
WHY_NOTHING = Text("Rien n’est demandé à une organisation réelle.", "Nothing is asked of a real organisation.")


def next_action(row: ProjectRow, view: View, *, is_real: bool = False) -> tuple[str, str]:
    """What is expected next and of whom, in a sentence, and why. Nothing is asked of those whose facts are public."""
    if is_real:
        return view.say(NOTHING_ASKED), view.say(WHY_NOTHING)
    who = row.lead_name or view.say(Text("le porteur (non renseigné)", "the lead (not reported)"))
    if row.abandoned_on is not None:
        ended = Text("Projet abandonné le {day}.", "Project abandoned on {day}.").fill(
            day=day(row.abandoned_on, view.language)
        )
        return view.say(ended), view.say(Text("Aucune action n’est attendue.", "No action is expected."))
    if row.next_milestone is None:
        what = Text("{who} : dire quel est le prochain jalon", "{who}: say what the next milestone is").fill(who=who)
        return view.say(what), view.say(Text("Aucun jalon à venir n’est connu.", "No milestone to come is known."))
    expected = row.next_expected_on or row.next_planned_on
    if expected is None or expected < view.day:
        what = Text("{who} : donner une date à « {what} »", "{who}: give a date to “{what}”").fill(
            who=who, what=row.next_milestone
        )
        return view.say(what), view.say(_overdue(expected, view))
    what = Text("{who} : atteindre « {what} » avant le {day}", "{who}: reach “{what}” before {day}").fill(
        who=who, what=row.next_milestone, day=day(expected, view.language)
    )
    return view.say(what), view.say(_calendar(row, view))


def lead_message(row: ProjectRow, view: View) -> str:
    """What the lead judges, as a title."""
    if row.confidence is None:
        return view.say(Text("Le porteur ne s’est pas encore exprimé", "The lead has not spoken yet"))
    level = Confidence.of(row.confidence).label
    return view.say(Text(f"Le porteur annonce : {level.fr}", f"The lead announces: {level.en}"))


def lead_words(row: ProjectRow, silence: float, view: View) -> tuple[str, str]:
    """The lead's sentence, quoted, and when it was said; how long ago, past `silence` days."""
    if row.reported_on is None:
        return "", view.say(Text("Aucun point publié.", "No report published."))
    age = (view.day - row.reported_on).days
    when = Text("Point du porteur, {day}", "Lead's report, {day}").fill(day=day(row.reported_on, view.language))
    note = view.say(when)
    if age > silence:
        note += view.say(Text(" · il y a {age}", " · {age} ago").fill(age=span(age, view.language)))
    return quoted(row.comment, view.language) if row.comment else "", note


def cards(row: ProjectRow, view: View) -> list[Card]:
    """Progress, calendar, cost, secured share; why when unknown."""
    planned = Text("prévu {share}", "planned {share}").fill(share=percent(row.planned_progress, view.language))
    unweighed = Text("aucun jalon pondéré", "no weighted milestone")
    return [
        Card(
            view.say(Text("Avancement déclaré", "Declared progress")),
            percent(row.declared_progress, view.language),
            note=view.say(planned if row.declared_progress is not None else unweighed),
        ),
        Card(view.say(Text("Prochain jalon", "Next milestone")), slip(row, view), note=_slip_note(row, view)),
        Card(
            view.say(Text("Coût total", "Total cost")),
            amount(row.cost_eur, row.is_cost_whole, view, short=False),
            note=_cost_note(row, view),
        ),
        Card(
            view.say(Text("Part acquise", "Secured share")),
            percent(row.secured_share, view.language),
            note=None
            if row.secured_share is not None
            else view.say(Text("un montant ou un statut manque", "an amount or a status is missing")),
        ),
    ]


def _cost_note(row: ProjectRow, view: View) -> str | None:
    if row.cost_eur is None:
        return view.say(Text("coût non renseigné", "cost not reported"))
    return None if row.is_cost_whole else view.say(Text("une opération n’a pas de coût", "an operation has no cost"))


def _overdue(expected: date | None, view: View) -> Text:
    if expected is None:
        return Text("Sa date n’est pas connue.", "Its date is not known.")
    when = day(expected, view.language)
    return Text(f"Sa prévision, le {when}, est passée.", f"Its forecast, {when}, has passed.")


def _calendar(row: ProjectRow, view: View) -> Text:
    if row.next_planned_on is None:
        return Text("Sa date initiale n’est pas connue.", "Its initial date is not known.")
    if row.slip_days is None:
        return Text("Aucune prévision n’a encore été donnée.", "No forecast has been given yet.")
    if row.slip_days <= 0:
        return Text("Il tient sa date initiale.", "It keeps its initial date.")
    late = span(row.slip_days, view.language)
    return Text(f"Soit {late} après sa date initiale.", f"That is {late} after its initial date.")


def _slip_note(row: ProjectRow, view: View) -> str | None:
    if row.next_milestone is None:
        return view.say(Text("aucun à venir", "none to come"))
    if row.slip_days is not None:
        return row.next_milestone_id
    dated = row.next_expected_on is not None
    initial = Text("date initiale inconnue", "initial date unknown")
    return view.say(initial if dated else Text("prévision inconnue", "forecast unknown"))
