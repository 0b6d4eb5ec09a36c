"""Where the euros go: from groups of funders to the five axes, and on to the legal forms. For wide screens."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.labels import Label, spoken, width_of, words
from portfolio.presentation.kit.money import MoneyScale, scale_of
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import join, typeset
from portfolio.presentation.kit.template import SIZE, Figure, NothingToDraw, Part, layout, note

TOLD = Text("Financeurs :", "Funders:"), Text("Axes :", "Axes:"), Text("Montages :", "Legal forms:")
PLOT, PAD, THICKNESS = 420, 18, 8
COLUMNS = (0.0005, 0.5, 0.9995)  # plotly takes 0 and 1 for « not given »
FIRST, MIDDLE, LAST = range(3)


class Flow(NamedTuple):
    """Euros of one group in one axis under one legal form; an unknown amount is left out."""

    group: Label
    axis: str  # its code, for the colour
    axis_label: Label
    form: Label
    amount: Decimal | None


class _Node(NamedTuple):
    column: int
    label: Label
    axis: str
    total: Decimal
    centre: float = 0.0  # pixels from the top


def figure(flows: Sequence[Flow], language: Language, theme: Theme) -> Figure:
    """Groups in the order given; axes and forms by falling amount. Raises NothingToDraw without any amount."""
    nodes, colours = _placed(_nodes(flows)), palette(theme)
    unit = scale_of(sum(node.total for node in nodes if node.column == MIDDLE))
    texts = [f"{words(node.label, language)} <b>{unit.write(node.total, language)}</b>" for node in nodes]
    sides = [max(_width(t) for t, node in zip(texts, nodes, strict=True) if node.column == c) for c in (FIRST, LAST)]
    ribbons = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": _bars(nodes, texts, colours),
        "link": _links(_with_amount(flows), nodes, unit, language, colours),
    }
    notes = [_label(text, node, colours) for text, node in zip(texts, nodes, strict=True)]
    margin = {"l": sides[0] + 14, "r": sides[1] + 14, "t": 10, "b": 10}
    return {"data": [ribbons], "layout": layout(theme, language, PLOT + 20, margin=margin, annotations=notes)}


def alt(flows: Sequence[Flow], language: Language) -> str:
    """« Par axe : Expérience 73,8 M€, Humain 60,9 M€ … Principaux financeurs : … »"""
    nodes = _nodes(flows)
    unit = scale_of(sum(node.total for node in nodes if node.column == MIDDLE))
    told = [
        join(
            [
                f"{spoken(node.label, language)} {unit.write(node.total, language)}"
                for node in nodes
                if node.column == c
            ],
            language,
        )
        for c in (FIRST, MIDDLE, LAST)
    ]
    parts = [f"{word.to(language)} {texts}." for word, texts in zip(TOLD, told, strict=True)]
    return typeset(" ".join(parts), language)


def _with_amount(flows: Sequence[Flow]) -> list[tuple[Flow, Decimal]]:
    known = [(flow, flow.amount) for flow in flows if flow.amount and flow.amount > 0]
    if not known:
        raise NothingToDraw("no amount is known")
    return known


def _keys(flow: Flow) -> tuple[tuple[int, Label, str], ...]:
    return (FIRST, flow.group, ""), (MIDDLE, flow.axis_label, flow.axis), (LAST, flow.form, "")


def _nodes(flows: Sequence[Flow]) -> list[_Node]:
    """Every node with its total, column by column, in the order they are drawn from the top."""
    totals: dict[tuple[int, Label, str], Decimal] = {}
    for flow, amount in _with_amount(flows):
        for key in _keys(flow):
            totals[key] = totals.get(key, Decimal(0)) + amount
    nodes = [_Node(column, label, axis, total) for (column, label, axis), total in totals.items()]
    return sorted(nodes, key=lambda node: (node.column, -node.total if node.column else 0))


def _placed(nodes: Sequence[_Node]) -> list[_Node]:
    """The same with their centres: heights as plotly computes them, each column in the middle of the plot."""
    columns = [[node for node in nodes if node.column == column] for column in (FIRST, MIDDLE, LAST)]
    scale = min((PLOT - (len(column) - 1) * PAD) / float(sum(node.total for node in column)) for column in columns)
    placed = []
    for column in columns:
        used = sum(float(node.total) * scale for node in column) + (len(column) - 1) * PAD
        top = (PLOT - used) / 2
        for node in column:
            height = float(node.total) * scale
            placed.append(node._replace(centre=top + height / 2))
            top += height + PAD
    return placed


def _bars(nodes: Sequence[_Node], texts: Sequence[str], colours: Palette) -> Part:
    return {
        "x": [COLUMNS[node.column] for node in nodes],
        "y": [node.centre / PLOT for node in nodes],
        "label": [""] * len(nodes),  # written as notes, outside
        "color": [colours.axes.get(node.axis, colours.neutral) for node in nodes],
        "pad": PAD,
        "thickness": THICKNESS,
        "line": {"width": 0},
        "customdata": [text.replace("<b>", "<br><b>") for text in texts],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _links(
    known: Sequence[tuple[Flow, Decimal]],
    nodes: Sequence[_Node],
    unit: MoneyScale,
    language: Language,
    colours: Palette,
) -> Part:
    """Ribbons between neighbouring columns, in the colour of their axis."""
    index = {(node.column, node.label, node.axis): place for place, node in enumerate(nodes)}
    amounts: dict[tuple[int, int], Decimal] = {}
    for flow, amount in known:
        first, middle, last = (index[key] for key in _keys(flow))
        for ends in ((first, middle), (middle, last)):
            amounts[ends] = amounts.get(ends, Decimal(0)) + amount
    names = [words(node.label, language) for node in nodes]
    hover = [f"{names[a]} → {names[b]}<br><b>{unit.write(amount, language)}</b>" for (a, b), amount in amounts.items()]
    return {
        "source": [a for a, _ in amounts],
        "target": [b for _, b in amounts],
        "value": [float(amount) for amount in amounts.values()],
        "color": [_ribbon(nodes[a].axis or nodes[b].axis, colours) for a, b in amounts],
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _label(text: str, node: _Node, colours: Palette) -> Part:
    """Outside the outer columns, in the margins; over the ribbons in the middle, on a veil."""
    at = note(text, COLUMNS[node.column], 1 - node.centre / PLOT, colours.text, size=SIZE, xref="paper", yref="paper")
    if node.column == MIDDLE:
        return at | {"xshift": 8, "bgcolor": colours.veil, "borderpad": 2}
    return at | ({"xanchor": "right", "xshift": -8} if node.column == FIRST else {"xshift": 8})


def _width(text: str) -> int:
    return round(width_of(text.replace("<b>", "").replace("</b>", ""), SIZE, bold=True))


def _ribbon(axis: str, colours: Palette) -> str:
    """The colour of an axis, let through."""
    colour = colours.axes.get(axis, colours.neutral)
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{colours.ribbon})"
