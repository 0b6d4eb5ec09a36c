"""History in sentences: what each event changed, field by field, in the words of the declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.economics.quick_model import CODES
from portfolio.domain.events import EventKind
from portfolio.domain.facts import FACTS, Fact, Field
from portfolio.domain.facts.kinds import Kind, Unit
from portfolio.domain.facts.series import Series
from portfolio.domain.questions import Change, Happening
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.formats import UNKNOWN, day, euros, number, percent, quantity
from portfolio.presentation.kit.sentences import capital, quoted

# The code of a flow that its kind gave.
KINDS = {code: kind for kind, code in CODES.items()}
# A row names itself by the first of these fields that it has.
NAMED_BY = ("title", "name", "about", "comment")
NOBODY: Mapping[str, str] = MappingProxyType({})
SILENT_FIELDS = {"reported_on", "source_id", "project_id", "inputs", "seed"}
MOST_YEARS = 6
SUM = Text("{total} sur {years} ans", "{total} over {years} years")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An event told: when it became known, by whom and how its organisation was called, what kind, and one sentence a
    row it changed."""

    sequence: int
    on: date
    actor: Actor
    organisation: str | None
    kind: str
    sentences: tuple[str, ...]
    is_cancelled: bool


def tell(happenings: Sequence[Happening], day_of: Any, view: View) -> list[HistoryEntry]:
    """Each event in sentences, with the names of its day; `day_of` gives the day in Paris of an instant."""
    return [
        HistoryEntry(
            sequence=h.sequence,
            on=day_of(h.known_at),
            actor=(actor := Actor.parse(h.actor)),
            organisation=h.names.get(actor.organisation or "", actor.organisation),
            kind=EventKind.of(h.kind).label.to(view.language),
            sentences=tuple(sentence(change, view, h.names) for change in h.changes),
            is_cancelled=h.undone_by is not None,
        )
        for h in happenings
    ]


def sentence(change: Change, view: View, names: Mapping[str, str] = NOBODY) -> str:
    """« Jalon « Réception » : date prévisionnelle 1er mars 2026 → 12 avril 2026 »."""
    label = FACTS[change.fact].label.to(view.language)
    head = f"{label[:1].upper()}{label[1:]} {_name(change, view)}".rstrip()
    colon = " :" if view.language == "fr" else ":"
    if change.after is None:
        return view.say(Text(f"{head}{colon} n’a plus cours", f"{head}{colon} no longer holds"))
    parts = list(_parts(change, names, view))
    return view.say(Text(f"{head}{colon} {', '.join(parts)}", f"{head}{colon} {', '.join(parts)}")) if parts else head


def _parts(change: Change, names: Mapping[str, str], view: View) -> Iterator[str]:
    """The fields that changed; those of a new row, key and name apart, as it starts."""
    assert change.after is not None
    declaration = FACTS[change.fact]
    for field in declaration.fields:
        if field.name in SILENT_FIELDS or field.name in declaration.key:
            continue
        written = partial(_named, field, names, view)
        before = getattr(change.before, field.name) if change.before else None
        after = getattr(change.after, field.name)
        if before == after or (change.before is None and (field.name in NAMED_BY[:3] or after is False)):
            continue
        # « Mot du porteur : mot du porteur … » says it twice.
        named, told = field.label.to(view.language), declaration.label.to(view.language)
        label = "" if named == told else f"{named} "
        if field.kind is Kind.SERIES:
            yield f"{label}{_series(before, after, view)}"
            continue
        # A sentence that replaces another is read alone; two values are compared.
        if before is None or field.kind is Kind.TEXT:
            yield f"{label}{written(after)}"
        else:
            yield f"{label}{written(before)} → {written(after)}"


def _series(before: Series | None, after: Series, view: View) -> str:
    """A new series by its sum; one that changed by the years that did: « t = 3 : 10 € → 12 € »."""
    if before is None:
        known = [each for each in after if each is not None]
        total = euros(sum(known, Decimal(0)), view.language) if known else UNKNOWN
        return view.say(SUM.fill(total=total, years=number(len(after), view.language)))
    pairs = zip_longest(before, after)
    moved = [(t, was, now) for t, (was, now) in enumerate(pairs) if was != now]
    told = [
        f"t = {t} : {euros(was, view.language)} → {euros(now, view.language)}" for t, was, now in moved[:MOST_YEARS]
    ]
    return ", ".join(told) + (" …" if len(moved) > MOST_YEARS else "")


def _named(field: Field, names: Mapping[str, str], view: View, value: Any) -> str:
    """A value as people read it; an organisation by its name."""
    if field.refers_to == "organisation" and value in names:
        return names[value]
    return write(field, value, view)


def _name(change: Change, view: View) -> str:
    row = change.after or change.before
    for name in NAMED_BY[:3]:
        value = getattr(row, name, None)
        if value:
            return quoted(value, view.language)
    parts = [getattr(row, part, "") for part in FACTS[change.fact].key if part != "project_id"]
    known = [KINDS.get(part, part) for part in parts]
    return " ".join(part.label.to(view.language) if isinstance(part, Choice) else str(part) for part in known)


def write(field: Field, value: Any, view: View) -> str:
    """A field's value as people read it, by its kind."""
    if value is None:
        return UNKNOWN
    if isinstance(value, tuple):
        return _series(None, value, view)
    if isinstance(value, Choice):
        return value.label.to(view.language)
    if isinstance(value, date):
        return day(value, view.language)
    if field.kind is Kind.MONEY or field.unit is Unit.EURO:
        return euros(value, view.language)
    if field.kind is Kind.SHARE:
        return percent(value, view.language, 2)
    if field.unit is Unit.CALENDAR_YEAR:
        return str(int(value))
    if isinstance(value, Decimal):
        written = quantity(value, view.language)
        return f"{written} {field.unit.label.to(view.language)}" if field.unit else written
    if isinstance(value, bool):
        return Text("oui", "yes").to(view.language) if value else Text("non", "no").to(view.language)
    return quoted(value, view.language) if field.kind is Kind.TEXT else str(value)


def field_rows(row: Fact, view: View) -> list[tuple[str, str]]:
    """The fields of one row that are known, as (label, value)."""
    return [
        (capital(field.label.to(view.language)), write(field, getattr(row, field.name), view))
        for field in row.declaration.fields
        if getattr(row, field.name) is not None and field.name not in SILENT_FIELDS
    ]
