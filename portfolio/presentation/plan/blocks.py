"""The plan as it stands, block by block: figures, what calls for a decision, progress, money, places, confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import Outlines, ProgressCurve, ProjectNames, ProjectRow
from portfolio.presentation.funding.flow import to_axes
from portfolio.presentation.funding.plan_table import by_funder
from portfolio.presentation.kit.asking import Asked, At
from portfolio.presentation.kit.block import Cards, Chart, View
from portfolio.presentation.kit.screen import WEEKS, Ask, Scope, block, one
from portfolio.presentation.plan import territories
from portfolio.presentation.plan.cards import ASKED, cards_caption, plan_cards
from portfolio.presentation.progress.confidence import by_level
from portfolio.presentation.progress.confidence_figure import MOST_SQUARES
from portfolio.presentation.progress.curve import curve

SECURED = (("certainty", ("secured",)),)
ON_CARDS = (*ASKED, "planned_progress", "progress_gap")
MAP_CHOICE = "carte"
# Projects of a level that are named; the others are in the list.
MOST_NAMED = 8


def _card_questions(scope: Scope) -> Iterator[Asked]:
    for day in (scope.day, scope.before):
        yield from (At(scope.figure(key), day) for key in ON_CARDS)
        yield At(scope.figure("total_funding", filters=SECURED), day)


@block("chiffres", Text("Chiffres clés", "Key figures"), asks=_card_questions, has_table=False)
def cards(ask: Ask, scope: Scope, view: View) -> Cards:
    """The four figures, what they were some weeks before, and how much of the plan they know."""
    now, before = ({key: one(ask(scope.figure(key), day)) for key in ON_CARDS} for day in (scope.day, scope.before))
    for figures, day in ((now, scope.day), (before, scope.before)):
        secured = one(ask(scope.figure("total_funding", filters=SECURED), day))
        # Secured lines alone are always known: how much of the plan says its statuses is asked elsewhere.
        known = figures["funding_to_be_found"]
        figures["secured"] = replace(secured, known=known.known, total=known.total)
    return Cards(tuple(plan_cards(now, before, view)), cards_caption(now, WEEKS, view))


@block(
    "avancement",
    Text("Avancement", "Progress"),
    asks=lambda scope: [
        ProgressCurve(programme=scope.programme, filters=scope.filters),
        scope.figure("declared_progress"),
        scope.figure("planned_progress"),
    ],
)
def progress(ask: Ask, scope: Scope, view: View) -> Chart | None:
    """Planned, declared and verified, month by month; nothing where no milestone is dated."""
    points = ask(ProgressCurve(programme=scope.programme, filters=scope.filters))
    declared, planned = (one(ask(scope.figure(f"{name}_progress"))) for name in ("declared", "planned"))
    shown = curve(points, declared, planned, view)
    return shown if shown.figure is not None else None


@block(
    "financement",
    Text("Financement", "Funding"),
    asks=lambda scope: [
        scope.figure("total_funding", "funder_group", "certainty"),
        scope.figure("funding_to_be_found"),
    ],
)
def funding(ask: Ask, scope: Scope, view: View) -> Chart:
    """By group of funders and certainty."""
    crossed = ask(scope.figure("total_funding", "funder_group", "certainty"))
    # Its title tells statuses: its coverage is that of amounts and statuses both.
    return by_funder(crossed, one(ask(scope.figure("funding_to_be_found"))), view)


def _mapped(scope: Scope) -> str:
    return scope.choice(MAP_CHOICE, territories.MAPPED)


@block(
    "carte",
    Text("Carte", "Map"),
    asks=lambda scope: [
        scope.figure(_mapped(scope), "department"),
        scope.figure(_mapped(scope)),
        Outlines(),
    ],
    reads=(MAP_CHOICE,),
)
def places(ask: Ask, scope: Scope, view: View) -> Chart:
    """The figure chosen, by département."""
    key = _mapped(scope)
    measures, whole = ask(scope.figure(key, "department")), one(ask(scope.figure(key)))
    return territories.department_map(key, measures, whole, ask(Outlines()), view)


@block(
    "financeurs-axes",
    Text("Financeurs et axes", "Funders and axes"),
    asks=lambda scope: [
        scope.figure("total_funding", "funder_group", "axis", "legal_form"),
        scope.figure("total_funding"),
        scope.figure("project_count", "axis"),
    ],
)
def flow(ask: Ask, scope: Scope, view: View) -> Chart | None:
    """From funders to axes; nothing where no project has one."""
    if not any(each.of("axis") for each in ask(scope.figure("project_count", "axis"))):
        return None
    crossed = ask(scope.figure("total_funding", "funder_group", "axis", "legal_form"))
    return to_axes(crossed, one(ask(scope.figure("total_funding"))), view)


def _named(ask: Ask, scope: Scope) -> list[Asked]:
    """The projects by name, while there are few enough for a square each."""
    counts = [each.total for each in ask(scope.figure("project_count", "confidence"))]
    return [scope.projects] if max(counts, default=0) <= MOST_SQUARES else []


@block(
    "confiance",
    Text("Confiance", "Confidence"),
    asks=lambda scope: [scope.figure("project_count", "confidence")],
    then=_named,
    when=lambda scope: not scope.is_real,
)
def confidence(ask: Ask, scope: Scope, view: View) -> Chart:
    """What leads declare, a square a project."""
    counts = {each.of("confidence"): each.total for each in ask(scope.figure("project_count", "confidence"))}
    named: Sequence[ProjectRow] = ask(scope.projects) if _named(ask, scope) else ()
    return by_level(counts, named, view)


def worrying(scope: Scope, level: Confidence) -> ProjectNames:
    """The first projects, by name, of a level that calls for support; how many there are is counted by level."""
    filters = (*scope.filters, ("confidence", (level.value,)))
    return ProjectNames(programme=scope.programme, filters=filters, most=MOST_NAMED)
