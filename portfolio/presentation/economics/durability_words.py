"""What the page of durability says first, in one sentence a view: who outlives, who falls, who leaves its grants."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio.domain.basis.text import Text
from portfolio.domain.economics import Status
from portfolio.domain.economics.cash import is_overdrawn
from portfolio.domain.economics.gates import Thresholds, judged
from portfolio.domain.facts.choices import LegalFormKind
from portfolio.domain.questions import DurabilityRow
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.formats import Number, count_of, euros
from portfolio.presentation.kit.sentences import capital, in_words, plural


def message(rows: Sequence[DurabilityRow], thresholds: Thresholds, view: View) -> str:
    """« Deux projets survivent à leurs subventions, sur quatre évalués ; un n’est pas évaluable ; un est abandonné »:
    nothing is judged of projects of which nothing is known."""
    statuses = [judged(row, thresholds)[0] for row in rows if row.has_model]
    durable, unknown = (statuses.count(each) for each in (Status.DURABLE, Status.NOT_ASSESSABLE))
    gone, judgeable = sum(row.is_abandoned for row in rows), len(statuses) - unknown
    others = ((unknown, UNKNOWN), (len(rows) - len(statuses) - gone, BARE), (gone, GONE))
    counted = [(durable, LIVE)] if judgeable else []
    counted += [(count, words) for count, words in others if count]
    parts = [plural(count, *words, view.language) for count, words in counted]
    if judgeable:
        parts[0] += plural(judgeable, *JUDGED, view.language)
    elif not statuses:
        parts = [view.say(NO_MODEL.fill(of=len(rows)))]
    return capital(view.say(Text(" ; ", "; ")).join(parts))


LIVE = (
    Text("aucun projet ne survit à ses subventions", "no project outlives its grants"),
    Text("un projet survit à ses subventions", "one project outlives its grants"),
    Text("{words} projets survivent à leurs subventions", "{words} projects outlive their grants"),
)
JUDGED = (
    Text(", sur aucun évalué", ", of none assessed"),
    Text(", sur un seul évalué", ", of one assessed"),
    Text(", sur {words} évalués", ", of {words} assessed"),
)
UNKNOWN = (
    Text("aucun n’est inévaluable", "all are assessable"),
    Text("un n’est pas évaluable", "one is not assessable"),
    Text("{words} ne sont pas évaluables", "{words} are not assessable"),
)
BARE = (
    Text("tous ont un modèle", "all have a model"),
    Text("un n’a pas de modèle économique", "one has no economic model"),
    Text("{words} n’ont pas de modèle économique", "{words} have no economic model"),
)
GONE = (
    Text("aucun n’est abandonné", "none is abandoned"),
    Text("un est abandonné", "one is abandoned"),
    Text("{words} sont abandonnés", "{words} are abandoned"),
)
NO_MODEL = Text("aucun modèle économique, sur {of} projets", "no economic model, of {of} projects")


def form_message(rows: Sequence[DurabilityRow], thresholds: Thresholds, view: View) -> str | None:
    """« Projets pérennes : concession, un sur un ; régie, un sur deux »; None when no model is assessed."""
    found: dict[str | None, list[Status]] = {}
    for row in rows:
        status = judged(row, thresholds)[0]
        if row.has_model and status is not Status.NOT_ASSESSABLE:
            found.setdefault(row.legal_form, []).append(status)
    counted = sorted((-each.count(Status.DURABLE), len(each), form or "") for form, each in found.items())
    forms = [
        f"{view.say(LegalFormKind.of(form).label if form else NOT_REPORTED)} {count_of(-durable, of, view.language)}"
        for durable, of, form in counted
    ]
    return view.say(BY_FORM.fill(forms=view.say(Text(" ; ", "; ")).join(forms))) if forms else None


def stress_message(rows: Sequence[DurabilityRow], view: View) -> str | None:
    """« Un projet sur deux ne tient pas sans son premier financeur récurrent : il manque jusqu’à 270 000 € »."""
    known = [
        row.without_first_eur for row in rows if row.first_funder is not None and row.without_first_eur is not None
    ]
    if not known:
        return None
    failing = [each for each in known if is_overdrawn(float(each))]
    if not failing:
        return view.say(ALL_STAND.fill(of=len(known)))
    of, short = in_words(len(known), view.language), euros(-round(min(failing)), view.language)
    return capital(plural(len(failing), *FALL, view.language, of=of, euros=short))


def leaving_message(rows: Sequence[DurabilityRow], ending: Number | None, view: View) -> str | None:
    """« Trois projets quittent leurs subventions, de 2026 à 2029 ; un contrat finit bientôt »."""
    years = sorted(row.first_year + row.last_grant for row in rows if row.last_grant is not None and row.first_year)
    left = plural(len(years), *LEAVE, view.language, first=years[0], last=years[-1]) if years else ""
    ends = plural(int(ending or 0), *ENDING, view.language) if ending is not None else ""
    return capital(view.say(Text(" ; ", "; ")).join(each for each in (left, ends) if each)) or None


NOT_REPORTED = Text("montage non renseigné", "legal form not reported")
BY_FORM = Text("Projets pérennes par montage : {forms}", "Durable projects by legal form: {forms}")
ALL_STAND = Text(
    "Tous tiennent sans leur premier financeur récurrent ({of})", "All hold without their first recurrent funder ({of})"
)
FALL = (
    Text("aucun projet ne tombe", "no project falls"),
    Text(
        "un projet sur {of} ne tient pas sans son premier financeur récurrent : il manque {euros}",
        "one project of {of} does not hold without its first recurrent funder: {euros} are missing",
    ),
    Text(
        "{words} projets sur {of} ne tiennent pas sans leur premier financeur récurrent : il manque jusqu’à {euros}",
        "{words} projects of {of} do not hold without their first recurrent funder: up to {euros} are missing",
    ),
)
LEAVE = (
    Text("aucun projet ne quitte ses subventions", "no project leaves its grants"),
    Text("un projet quitte ses subventions, après {first}", "one project leaves its grants, after {first}"),
    Text(
        "{words} projets quittent leurs subventions, entre {first} et {last}",
        "{words} projects leave their grants, between {first} and {last}",
    ),
)
ENDING = (
    Text("aucun contrat ne finit bientôt", "no contract ends soon"),
    Text("un contrat finit bientôt", "one contract ends soon"),
    Text("{words} contrats finissent bientôt", "{words} contracts end soon"),
)
