"""A project's result indicators: each against its original target, the revised one beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Observation, ResultIndicator, Target
from portfolio.domain.facts.choices import TargetKind
from portfolio.domain.questions import ResultRow
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import UNKNOWN, day, percent, quantity
from portfolio.presentation.progress import targets
from portfolio.presentation.progress.indicator_path import IndicatorPath, Value


def result(
    row: ResultRow,
    declared: ResultIndicator,
    aimed: Sequence[Target],
    seen: Sequence[Observation],
    view: View,
) -> Chart:
    """One indicator: what was seen, the targets, the path between; undated values are in the table only."""
    path = _path(declared, aimed, seen, row)
    figure, alt = drawn(
        lambda: targets.figure(path, view.day, view.language, view.theme), lambda: targets.alt(path, view.language)
    )
    columns = (
        Column(view.say(Text("Nature", "Kind"))),
        Column(view.say(Text("Valeur", "Value")), lambda v: quantity(v, view.language), is_number=True),
        Column(view.say(Text("Date", "Date")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Précision", "Note"))),
    )
    return Chart(
        key=f"resultat-{row.indicator_id}",
        title=_message(row, view),
        caption=f"{row.unit} · {_caption(row, view)}",
        table=Table(columns, _rows(declared, aimed, seen, view)),
        source=view.say(INDICATORS["achievement_rate"].meaning),
        figure=figure,
        alt=alt,
        empty=view.say(
            Text(
                "Aucune valeur datée n’a été constatée et aucune cible datée n’est connue : voyez le tableau.",
                "No dated value was observed and no dated target is known: see the table.",
            )
        ),
    )


def _path(
    declared: ResultIndicator, aimed: Sequence[Target], seen: Sequence[Observation], row: ResultRow
) -> IndicatorPath:
    """What can be placed in time. A baseline without a date starts where the first value stands."""
    values = tuple(Value(o.observed_on, o.value) for o in seen if o.observed_on is not None)
    known = [value.on for value in values] + [t.due_on for t in aimed if t.due_on is not None]
    start = declared.baseline_on or (min(known) if known else None)
    baseline = Value(start, declared.baseline) if start and declared.baseline is not None else None
    return IndicatorPath(
        observations=values,
        baseline=baseline if declared.baseline_on else None,
        original=_target(row.target, row.due_on),
        revised=_target(row.revised_target, row.revised_due_on),
    )


def _target(value: float | None, due_on: date | None) -> Value | None:
    return Value(due_on, value) if value is not None and due_on is not None else None


def _caption(row: ResultRow, view: View) -> str:
    """« constaté 15 000 le 28 février 2022 · cible 100 000 au 31 décembre 2022 · révisée 20 000 … »."""
    parts = []
    if row.actual is not None:
        seen = quantity(row.actual, view.language)
        on = day(row.observed_on, view.language) if row.observed_on else ""
        dated = Text(f" le {on}", f" on {on}").to(view.language) if on else ""
        parts.append(Text(f"constaté {seen}{dated}", f"seen {seen}{dated}").to(view.language))
    for word, value, due in (
        (Text("cible initiale", "original target"), row.target, row.due_on),
        (Text("cible révisée", "revised target"), row.revised_target, row.revised_due_on),
    ):
        if value is not None:
            by = Text(" au {d}", " by {d}").fill(d=day(due, view.language)).to(view.language) if due else ""
            parts.append(f"{word.to(view.language)} {quantity(value, view.language)}{by}")
    return view.say(Text(*(" · ".join(parts),) * 2)) if parts else UNKNOWN


def _rows(
    declared: ResultIndicator, aimed: Sequence[Target], seen: Sequence[Observation], view: View
) -> tuple[tuple[object, ...], ...]:
    base = Text("valeur initiale", "baseline").to(view.language)
    rows: list[tuple[object, ...]] = [(base, declared.baseline, declared.baseline_on, declared.note)]
    ordered = sorted(aimed, key=lambda t: (list(TargetKind).index(t.kind), t.due_on or date.max))
    rows += [(t.kind.label.to(view.language), t.value, t.due_on, t.note) for t in ordered]
    word = Text("valeur constatée", "observed value").to(view.language)
    rows += [(word, o.value, o.observed_on, o.note) for o in sorted(seen, key=lambda o: o.observed_on or date.min)]
    return tuple(rows)


def _message(row: ResultRow, view: View) -> str:
    """« Prises construites : 15 % du chemin vers la cible, 75 % vers la cible révisée »."""
    colon = "\u00a0: " if view.language == "fr" else ": "
    if row.rate is None:
        why = (
            Text("aucune valeur constatée", "nothing observed yet")
            if row.actual is None
            else Text("taux non calculable", "rate not computable")
        )
        return view.say(Text(f"{row.title}{colon}{why.fr}", f"{row.title}{colon}{why.en}"))
    done = (
        Text("{share} du chemin vers la cible", "{share} of the way to the target")
        .fill(share=percent(row.rate, view.language))
        .to(view.language)
    )
    if row.revised_rate is not None:
        revised = Text("{share} vers la cible révisée", "{share} to the revised target")
        done += ", " + revised.fill(share=percent(row.revised_rate, view.language)).to(view.language)
    if row.raw_rate is not None and row.raw_rate < 0:
        done += ", " + Text("sous la valeur initiale", "below its baseline").to(view.language)
    return view.say(Text(f"{row.title}{colon}{done}", f"{row.title}{colon}{done}"))
