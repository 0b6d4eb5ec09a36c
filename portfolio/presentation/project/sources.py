"""Where facts come from, and where sources disagree: both values side by side, nothing settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Contradiction, Source
from portfolio.domain.facts.choices import ContradictionKind
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import UNKNOWN, day, euros, quantity
from portfolio.presentation.kit.sentences import capital, plural

HEADINGS = (
    Text("Projet", "Project"),
    Text("Porte sur", "About"),
    Text("Nature", "Kind"),
    Text("Valeur retenue", "Value kept"),
    Text("Autre valeur", "Other value"),
    Text("Précision", "Note"),
    Text("Source", "Source"),
)


@dataclass(frozen=True, slots=True)
class ContradictionLine:
    """A disagreement as it is read."""

    project_id: str
    what: str
    detail: str


def message(rows: Sequence[Contradiction], view: View) -> str:
    """« Six contradictions entre sources publiées »."""
    return view.say(
        Text(*(_counted(rows, view),) * 2)
        if rows
        else Text("Les sources connues ne se contredisent pas", "The known sources do not contradict each other")
    )


def _counted(rows: Sequence[Contradiction], view: View) -> str:
    none = Text("aucune contradiction", "no contradiction")
    one = Text("une contradiction entre sources publiées", "one contradiction between published sources")
    many = Text("{words} contradictions entre sources publiées", "{words} contradictions between published sources")
    return capital(plural(len(rows), none, one, many, view.language, feminine=True))


def lines(rows: Sequence[Contradiction], view: View) -> list[ContradictionLine]:
    """Each with the two values and what is said about them."""
    return [ContradictionLine(row.project_id, _what(row, view), _detail(row, view)) for row in rows]


def table(rows: Sequence[Contradiction], view: View) -> Table:
    """A row a figure that sources give differently: what each says."""
    return Table(
        tuple(Column(view.say(text)) for text in HEADINGS),
        tuple(
            (
                row.project_id,
                row.about,
                row.kind.label.to(view.language),
                write(row.kept_value, row.unit, view),
                write(row.other_value, row.unit, view),
                row.note,
                row.source_id,
            )
            for row in rows
        ),
    )


def write(value: Decimal | None, unit: str | None, view: View) -> str:
    """A value with its unit: « 26 100 000 € », « 15 000 prises »."""
    if value is None:
        return UNKNOWN
    if unit in {"EUR", "€", "euros"}:
        return euros(value, view.language)
    return f"{quantity(value, view.language)} {unit or ''}".strip()


def source_table(sources: Sequence[Source], used: Mapping[str, Sequence[str]], view: View) -> Table:
    """The publications of a project: who, when, what was taken from them, where."""
    columns = (
        Column(view.say(Text("Publié par", "Published by"))),
        Column(view.say(Text("Publié le", "Published on")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Relevé le", "Collected on")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Faits repris", "Facts taken"))),
        Column(view.say(Text("Adresse", "Address"))),
    )
    return Table(
        columns,
        tuple(
            (s.publisher, s.published_on, s.collected_on, ", ".join(used.get(s.source_id, ())) or None, s.url)
            for s in sources
        ),
    )


def _what(row: Contradiction, view: View) -> str:
    kind = row.kind.label.to(view.language)
    return view.say(Text(f"{capital(row.about)} : {kind}", f"{capital(row.about)}: {kind}"))


def _detail(row: Contradiction, view: View) -> str:
    kept, other = write(row.kept_value, row.unit, view), write(row.other_value, row.unit, view)
    if row.kind is ContradictionKind.INCONSISTENT_SUM:
        text = Text("annoncé {kept}, la somme fait {other}", "stated {kept}, the parts add up to {other}")
    elif row.kept_value is None:
        text = Text("{other} selon cette source", "{other} according to this source")
    else:
        text = Text("retenu {kept}, ailleurs {other}", "kept {kept}, elsewhere {other}")
    said = text.fill(kept=kept, other=other).to(view.language)
    return view.say(Text(*(f"{said} · {row.note}" if row.note else said,) * 2))
