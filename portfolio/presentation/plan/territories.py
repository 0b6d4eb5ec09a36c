"""The map block: a figure by département, what is not located said apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.questions import Measure
from portfolio.indicators import INDICATORS, Indicator
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import count_of, euros, number, percent
from portfolio.presentation.kit.sentences import capital, counted, plural
from portfolio.presentation.plan import map as france
from portfolio.presentation.plan.map_classes import Kind, MapRow

MAPPED = ("total_cost", "total_funding", "project_count", "funding_to_be_found")
FEW = 3
Shapes = Mapping[str, Any]
EMPTY = Text(
    "Aucun projet n’est localisé dans un département, ou l’indicateur choisi n’y est pas connu.",
    "No project is located in a département, or the chosen indicator is unknown there.",
)


def department_map(key: str, measures: Sequence[Measure], whole: Measure, shapes: Shapes, view: View) -> Chart:
    """An indicator of `MAPPED` by département, on the 101 of them."""
    declared = INDICATORS[key]
    kind: Kind = "count" if declared.unit is Unit.PROJECTS else "euros"
    rows = [MapRow(m.of("department") or "", m.value, _projects(m.total, view)) for m in measures if m.of("department")]
    names = {feature["code"]: feature["name"] for feature in shapes["features"]}
    figure, alt = drawn(
        lambda: france.figure(rows, shapes, view.language, view.theme, kind=kind, phone=view.phone),
        lambda: france.alt(rows, shapes, view.language, kind=kind),
    )
    located = whole.total - sum(m.total for m in measures if not m.of("department"))
    return Chart(
        key="carte",
        title=_message(declared, measures, whole, len(names), view),
        caption=_caption(declared, kind, rows, located, whole.total, view),
        table=_table(declared, measures, names, view),
        source=view.say(declared.meaning),
        figure=figure,
        alt=alt,
        empty=view.say(EMPTY),
    )


def _table(declared: Indicator, measures: Sequence[Measure], names: Mapping[str, str], view: View) -> Table:
    """Départements by falling value; what is not located comes last."""
    is_count = declared.unit is Unit.PROJECTS
    write = (lambda v: number(v, view.language)) if is_count else (lambda v: euros(v, view.language))
    columns = (
        Column(view.say(Text("Code", "Code"))),
        Column(view.say(Text("Département", "Département"))),
        Column(declared.label.to(view.language), write, is_number=True),
        Column(view.say(Text("Projets", "Projects")), lambda v: number(v, view.language), is_number=True),
    )
    ranked = sorted(measures, key=lambda m: (m.of("department") is None, -(m.value or 0), m.of("department") or ""))
    nowhere = view.say(Text("non localisé au département", "not located by département"))
    cells = ((m.of("department"), names.get(m.of("department") or "", nowhere), m.value, m.total) for m in ranked)
    return Table(columns, tuple(cells))


def _caption(declared: Indicator, kind: Kind, rows: Sequence[MapRow], located: int, of: int, view: View) -> str:
    drawable = kind == "euros" and any(row.value for row in rows)
    unit = f", {france.scale(rows, kind).words.to(view.language).lower()}" if drawable else ""
    scale = view.say(Text("chaque encart a son échelle", "each inset has its own scale"))
    one, many = Text("projet localisé", "project located"), Text("projets localisés", "projects located")
    where = f"{count_of(located, of, view.language)} {counted(of, one, many, view.language)}"
    return f"{declared.label.to(view.language)}{unit} · {scale} · {where}"


def _message(declared: Indicator, measures: Sequence[Measure], whole: Measure, departments: int, view: View) -> str:
    """« 28 départements sur 101 portent un projet ; trois concentrent 36 % du coût », of all of it, located or not."""
    placed = [m for m in measures if m.of("department")]
    head = plural(
        len(placed),
        Text("aucun projet n’est localisé dans un département", "no project is located in a département"),
        Text(
            f"{{n}} département sur {departments} porte un projet",
            f"{{n}} département of {departments} holds a project",
        ),
        Text(
            f"{{n}} départements sur {departments} portent un projet",
            f"{{n}} départements of {departments} hold a project",
        ),
        view.language,
    )
    values = sorted((float(m.value) for m in placed if m.value), reverse=True)
    if declared.unit is not Unit.EURO or len(values) <= FEW or not whole.value:
        return view.say(Text(capital(head), capital(head)))
    share = percent(sum(values[:FEW]) / float(whole.value), view.language)
    of_fr, of_en = OF.get(declared.key, ("des euros", "the euros"))
    tail = Text(f"trois concentrent {share} {of_fr}", f"three hold {share} of {of_en}")
    return view.say(Text(f"{capital(head)} ; {tail.fr}", f"{capital(head)}; {tail.en}"))


OF = {
    "total_cost": ("du coût", "the cost"),
    "total_funding": ("du financement", "the funding"),
    "funding_to_be_found": ("du financement à rechercher", "the funding to be found"),
}


def _projects(n: int, view: View) -> str:
    return counted(n, Text("{n} projet", "{n} project"), Text("{n} projets", "{n} projects"), view.language)
