"""The four figures at the head of the plan, with what they were some weeks before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.questions import Measure
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.block import Card, View
from portfolio.presentation.kit.formats import (
    UNKNOWN,
    count_of,
    days,
    euros,
    euros_per_euro,
    number,
    percent,
    signed_days,
    signed_euros,
    signed_number,
    signed_points,
)

Figures = Mapping[str, Measure]
# Each place shows the first of its figures that is known, so that a plan of public facts still says something.
PLACES = (
    ("secured", "total_cost"),
    ("funding_to_be_found", "total_funding"),
    ("declared_progress", "achievement_rate"),
    ("confidence_on_track_share", "project_count"),
)
ASKED = tuple(dict.fromkeys(key for place in PLACES for key in place if key != "secured"))
SECURED = Text("Financement acquis", "Secured funding")


def plan_cards(now: Figures, before: Figures, view: View) -> list[Card]:
    """`now` and `before` by key; « secured » is `total_funding` of that certainty."""
    shown = [key for key in (_first_defined(place, now) for place in PLACES) if key is not None]
    return [_card(key, now[key], before.get(key), now, view) for key in shown]


def _first_defined(place: tuple[str, ...], now: Figures) -> str | None:
    """The first figure that is defined over half of the projects: « 0 € » of one project in thirty is no news."""
    for key in place:
        if now[key].value is not None and now[key].known * 2 >= now[key].total:
            return key
    return None


def _card(key: str, now: Measure, before: Measure | None, figures: Figures, view: View) -> Card:
    label = SECURED if key == "secured" else INDICATORS[key].label
    moved = _moved(key, now, before)
    delta = write_change(key, moved, view) if moved else None
    if key == "confidence_on_track_share" and moved and before is not None:
        delta = _projects_moved(now, before, view)
    better = "up" if key == "secured" else INDICATORS[key].better
    trend = None if not moved else "up" if moved > 0 else "down"
    return Card(
        label=view.say(label),
        value=_on_card(key, now, view),
        delta=delta,
        trend=trend,
        good=None if trend is None or better is None else trend == better,
        note=_note(key, figures, view),
    )


def _on_card(key: str, measure: Measure, view: View) -> str:
    """Confidence reads better as « 21 sur 26 » than as a share."""
    if key == "confidence_on_track_share" and measure.value is not None:
        return count_of(round(float(measure.value) * measure.known), measure.known, view.language)
    return write_figure(key, measure.value, view)


def _projects_moved(now: Measure, before: Measure, view: View) -> str | None:
    """« −2 projets »: the card counts projects, so does its move."""
    moved = round(float(now.value or 0) * now.known) - round(float(before.value or 0) * before.known)
    if not moved:
        return None
    one, many = Text("{n} projet", "{n} project"), Text("{n} projets", "{n} projects")
    text = one if abs(moved) == 1 else many
    return view.say(text.fill(n=signed_number(moved, view.language)))


def write_figure(key: str, value: int | float | Decimal | None, view: View) -> str:
    """A value of an indicator in its unit: « 127,2 M€ », « 52 % », « −17 points », « 66 j »."""
    unit = Unit.EURO if key == "secured" else INDICATORS[key].unit
    if value is None:
        return UNKNOWN
    match unit:
        case Unit.EURO:
            return euros(value, view.language, short=True)
        case Unit.EURO_PER_EURO:
            return euros_per_euro(value, view.language)
        case Unit.FRACTION:
            return percent(value, view.language)
        case Unit.POINTS:
            return signed_points(value * 100, view.language)
        case Unit.DAYS:
            return days(value, view.language)
        case _:
            return number(value, view.language)


def write_change(key: str, moved: int | float | Decimal, view: View) -> str:
    """A change of an indicator: shares move in points."""
    unit = Unit.EURO if key == "secured" else INDICATORS[key].unit
    match unit:
        case Unit.EURO:
            return signed_euros(moved, view.language, short=True)
        case Unit.FRACTION | Unit.POINTS:
            return signed_points(moved * 100, view.language)
        case Unit.DAYS:
            return signed_days(moved, view.language)
        case Unit.EURO_PER_EURO:
            return signed_number(moved, view.language, 2)
        case _:
            return signed_number(moved, view.language)


def difference(before: Measure | None, now: Measure) -> Decimal | None:
    """What a figure moved by; None unless it is known on both days."""
    if now.value is None or before is None or before.value is None:
        return None
    return Decimal(str(now.value)) - Decimal(str(before.value))


def _moved(key: str, now: Measure, before: Measure | None) -> float | Decimal | None:
    """The difference, when both are known and it would not read as zero."""
    moved = difference(before, now)
    if moved is None:
        return None
    smallest = (
        Decimal("0.005")
        if key in INDICATORS and INDICATORS[key].unit in {Unit.FRACTION, Unit.POINTS}
        else Decimal("0.5")
    )
    return moved if abs(moved) >= smallest else None


def _note(key: str, figures: Figures, view: View) -> str | None:
    """What the figure is to be read against."""
    planned = figures.get("planned_progress")
    if key == "declared_progress" and planned is not None and planned.value is not None:
        return view.say(Text("prévu {share}", "planned {share}").fill(share=percent(planned.value, view.language)))
    return None


def cards_caption(now: Figures, weeks: int, view: View) -> str:
    """What the cards compare with, and how much of the plan they know."""
    text = Text(
        "Évolution sur {weeks} semaines. Coûts : {cost} projets renseignés ; financements : {funding} ; "
        "jalons : {gap} ; confiance : {confidence}.",
        "Change over {weeks} weeks. Costs: {cost} projects known; funding: {funding}; milestones: {gap}; "
        "confidence: {confidence}.",
    )
    counted = {
        "cost": now["total_cost"],
        "funding": now["total_funding"],
        "gap": now["progress_gap"],
        "confidence": now["confidence_on_track_share"],
    }
    counts = {name: count_of(m.known, m.total, view.language) for name, m in counted.items()}
    return view.say(text.fill(weeks=weeks, **counts))
