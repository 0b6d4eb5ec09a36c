"""What a figure means: each indicator with its formula, its source, its undefined case and its examples; the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.worked import WORKED
from portfolio.domain.facts import FACTS, Declaration
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.questions import Change, ParameterRow
from portfolio.indicators import DIMENSIONS, Example, Indicator
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import UNKNOWN, day, euros, is_singular, quantity
from portfolio.presentation.kit.sentences import capital
from portfolio.presentation.plan.cards import write_figure
from portfolio.presentation.project.history import sentence

LEFT_OUT = {"project", "organisation"}


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """An example in words: its title, what is given, what comes out."""

    says: str
    given: tuple[str, ...]
    gives: str


def examples(declared: Indicator, view: View) -> list[ExampleLine]:
    """The examples that the tests measure, told row by row."""
    return [_example(declared, example, view) for example in declared.examples]


def dimensions(declared: Indicator, view: View) -> str:
    """What the indicator can be read by."""
    sides = {"project", "territory", declared.relation}
    return ", ".join(view.say(each.label) for each in DIMENSIONS.values() if each.side in sides)


def glossary(view: View) -> Table:
    """What the plan's facts are called and mean."""
    columns = (Column(view.say(Text("Fait", "Fact"))), Column(view.say(Text("Ce que c’est", "What it is"))))
    rows = tuple((capital(view.say(d.label)), view.say(d.meaning)) for d in FACTS.values())
    return Table(columns, rows)


def dictionary(declaration: Declaration, view: View) -> Table:
    """The fields of one fact: name in files, meaning, kind, whether compulsory."""
    headings = (
        Text("Champ", "Field"),
        Text("Sens", "Meaning"),
        Text("Nature", "Kind"),
        Text("Obligatoire", "Compulsory"),
    )
    yes, no = view.say(Text("oui", "yes")), view.say(Text("non", "no"))
    rows = []
    for field in declaration.fields:
        kind = view.say(field.kind.label)
        if field.kind is Kind.CHOICE and field.choice is not None:
            kind = ", ".join(f"{member.value} ({view.say(member.label)})" for member in field.choice)
        rows.append((field.name, view.say(field.label), kind, yes if field.required else no))
    return Table(tuple(Column(view.say(each)) for each in headings), tuple(rows))


def parameters(rows: Sequence[ParameterRow], view: View) -> Table:
    """Legal thresholds and conventions, with their dates and sources."""
    columns = (
        Column(view.say(Text("Paramètre", "Parameter"))),
        Column(view.say(Text("Valeur", "Value"))),
        Column(view.say(Text("Depuis le", "Since")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Source", "Source"))),
    )
    return Table(
        columns,
        tuple(
            (r.label_fr if view.language == "fr" else r.label_en, _valued(r, view), r.valid_from, r.source)
            for r in rows
        ),
    )


def worked(view: View) -> Table:
    """Examples that others published, and what these formulas give of them."""
    heads = (GIVEN, PUBLISHED, OURS, PUBLICATION)
    columns = (Column(view.say(Text("Calcul", "Computation"))), *(Column(view.say(head)) for head in heads))
    rows = (
        (
            view.say(each.label),
            view.say(each.given),
            _numbers(each.published, view),
            _numbers(each.compute(), view),
            view.say(each.source),
        )
        for each in WORKED
    )
    return Table(columns, tuple(rows))


GIVEN, PUBLISHED = Text("Données", "Given"), Text("Publié", "Published")
OURS, PUBLICATION = Text("Ici", "Here"), Text("Source", "Source")


def _numbers(values: Sequence[float], view: View) -> str:
    return " ; ".join(quantity(value, view.language, most=5) for value in values)


def _valued(row: ParameterRow, view: View) -> str:
    """A parameter's value in its unit: « 66,667 % », « 90 jours », « 23 000 € »."""
    if row.unit == "euro":
        return euros(row.value, view.language)
    if row.unit == "ratio":
        return view.say(Text("{n} %", "{n}%").fill(n=quantity(row.value * 100, view.language, most=3)))
    one, many = UNITS[row.unit]
    text = one if is_singular(row.value, view.language) else many
    return view.say(text.fill(n=quantity(row.value, view.language)))


UNITS = {
    "weight": (Text("poids de {n}", "weight of {n}"),) * 2,
    "days": (Text("{n} jour", "{n} day"), Text("{n} jours", "{n} days")),
    "months": (Text("{n} mois", "{n} month"), Text("{n} mois", "{n} months")),
    "points": (Text("{n} point", "{n} point"), Text("{n} points", "{n} points")),
    "inhabitants": (Text("{n} habitant", "{n} inhabitant"), Text("{n} habitants", "{n} inhabitants")),
}


def _example(declared: Indicator, example: Example, view: View) -> ExampleLine:
    told = [
        sentence(Change(r.declaration.name, r.key, None, r), view)
        for r in example.given
        if _is_documented(r.declaration)
    ]
    result = write_figure(declared.key, example.expect, view) if example.expect is not None else UNKNOWN
    if example.known is not None and example.total is not None:
        result += f" ({view.of(example.known, example.total)})"
    return ExampleLine(capital(view.say(example.says)), tuple(told), result)


def _is_documented(declaration: Declaration) -> bool:
    """Projects and organisations are named by the rows that matter."""
    return declaration.name not in LEFT_OUT
