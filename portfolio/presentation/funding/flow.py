"""The flow of euros: from groups of funders to axes, then to legal forms; its table is the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.facts.choices import Axis, FunderGroup, LegalFormKind
from portfolio.domain.questions import Measure
from portfolio.indicators import INDICATORS
from portfolio.presentation.funding import sankey
from portfolio.presentation.funding.plan_table import NO_FUNDING, decimal
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import euros, percent
from portfolio.presentation.kit.sentences import capital, join

NO_AXIS = Text("Axe non renseigné", "Axis not reported")
NO_FORM = Text("Montage non renseigné", "Legal form not reported")
CAPTION = Text(
    "Du groupe de financeurs à l’axe, puis au montage · toutes certitudes",
    "From the group of funders to the axis, then to the legal form · all certainties",
)


def to_axes(measures: Sequence[Measure], whole: Measure, view: View) -> Chart:
    """Groups of funders → axes → legal forms, from `total_funding` by the three; its table is the matrix."""
    known = [m for m in measures if m.value is not None and m.of("funder_group")]
    flows = [_flow(m) for m in known]
    figure, alt = drawn(
        lambda: sankey.figure(flows, view.language, view.theme), lambda: sankey.alt(flows, view.language)
    )
    return Chart(
        key="flux",
        title=_flow_message(flows, view),
        caption=f"{view.say(CAPTION)} · {view.of(whole.known, whole.total)}",
        table=_matrix(known, view),
        source=view.say(INDICATORS["total_funding"].meaning),
        figure=figure,
        alt=alt,
        empty=view.say(NO_FUNDING),
    )


def _flow(m: Measure) -> sankey.Flow:
    return sankey.Flow(
        group=FunderGroup.of(str(m.of("funder_group"))).label,
        axis=m.of("axis") or "",
        axis_label=_label(Axis, m.of("axis"), NO_AXIS),
        form=_capital(_label(LegalFormKind, m.of("legal_form"), NO_FORM)),
        amount=decimal(m.value),
    )


def _flow_message(flows: Sequence[sankey.Flow], view: View) -> str:
    by_axis: dict[str, Decimal] = {}
    labels: dict[str, str] = {}
    for each in flows:
        by_axis[each.axis] = by_axis.get(each.axis, Decimal(0)) + (each.amount or Decimal(0))
        labels[each.axis] = each.axis_label.to(view.language) if isinstance(each.axis_label, Text) else each.axis_label
    whole = sum(by_axis.values())
    ranked = sorted((axis for axis in by_axis if axis), key=lambda axis: -by_axis[axis])[:2]
    if not whole or not ranked:
        return view.say(Text("L’axe des projets n’est pas renseigné", "The axis of the projects is not reported"))
    share = percent(sum(by_axis[axis] for axis in ranked) / whole, view.language)
    names = join([labels[axis] for axis in ranked], view.language)
    if len(ranked) == 1:
        return view.say(
            Text("L’axe {names} reçoit {share} des euros", "The {names} axis receives {share} of the euros").fill(
                names=names, share=share
            )
        )
    text = Text("Les axes {names} reçoivent {share} des euros", "The {names} axes receive {share} of the euros")
    return view.say(text.fill(names=names, share=share))


def _matrix(measures: Sequence[Measure], view: View) -> Table:
    """Groups of funders in rows, axes in columns, euros that are known in the cells."""
    cells: dict[tuple[str, str | None], Decimal] = {}
    for m in measures:
        place = (str(m.of("funder_group")), m.of("axis"))
        cells[place] = cells.get(place, Decimal(0)) + (decimal(m.value) or Decimal(0))
    axes = [axis.value for axis in Axis if any(a == axis for _, a in cells)]
    shown: list[str | None] = [*axes, *([None] if any(a is None for _, a in cells) else [])]
    groups = [group for group in FunderGroup if any(g == group for g, _ in cells)]
    columns = [Column(view.say(Text("Financeurs", "Funders")))]
    columns += [
        Column(
            _label(Axis, axis, NO_AXIS).to(view.language), lambda v: euros(v, view.language, short=True), is_number=True
        )
        for axis in shown
    ]
    rows = tuple((g.label.to(view.language), *(cells.get((g.value, axis)) for axis in shown)) for g in groups)
    return Table(tuple(columns), rows)


def _label(choice: type[Choice], code: str | None, otherwise: Text) -> Text:
    return choice.of(code).label if code else otherwise


def _capital(text: Text) -> Text:
    return Text(capital(text.fr), capital(text.en))
