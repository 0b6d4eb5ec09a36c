"""The plan's progress: planned, declared and verified, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import Measure, ProgressPoint
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import day, percent
from portfolio.presentation.progress import curve_figure as progress

CHECKED = Text(
    "vérifié : des seuls jalons qu’un acte attributif attend", "verified: of those that an agreement waits for"
)
EMPTY = Text(
    "Aucun jalon n’a de poids et de date initiale. La courbe apparaît dès qu’un projet en a.",
    "No milestone has a weight and an initial date. The curve appears as soon as a project has some.",
)


def curve(points: Sequence[ProgressPoint], declared: Measure, planned: Measure, view: View) -> Chart:
    """Planned, declared and verified progress month by month, with the figures of the day."""
    rows = [progress.CurvePoint(p.day, p.planned, p.declared, p.verified) for p in points]
    is_checked = any(p.verified is not None for p in points)
    figure, alt = drawn(
        lambda: progress.figure(rows, view.day, view.language, view.theme),
        lambda: progress.alt(rows, view.day, view.language),
    )
    share = Column("", lambda value: percent(value, view.language), is_number=True)
    columns = (
        Column(view.say(Text("Fin de mois", "End of month")), lambda value: day(value, view.language, short=True)),
        Column(view.say(Text("Prévu", "Planned")), share.write, is_number=True),
        Column(view.say(Text("Déclaré", "Declared")), share.write, is_number=True),
        Column(view.say(Text("Vérifié", "Verified")), share.write, is_number=True),
    )
    return Chart(
        key="avancement",
        title=_progress_message(declared, planned, view),
        caption=view.say(Text("Part des jalons, en poids", "Share of the milestones, by weight"))
        + f" · {view.of(planned.known, planned.total)}"
        + (f" · {view.say(CHECKED)}" if is_checked else ""),
        table=Table(columns, tuple((p.day, p.planned, p.declared, p.verified) for p in points)),
        source=view.say(INDICATORS["declared_progress"].meaning),
        figure=figure,
        alt=alt,
        empty=view.say(EMPTY),
    )


def _progress_message(declared: Measure, planned: Measure, view: View) -> str:
    """« 57 % du travail est déclaré fait, pour 78 % prévus »: two figures as drawn, no third one to reconcile."""
    if declared.value is None:
        return view.say(Text("L’avancement n’est pas renseigné", "Progress is not reported"))
    share = percent(declared.value, view.language)
    if planned.value is None:
        return view.say(
            Text("{share} du travail est déclaré fait", "{share} of the work is declared done").fill(share=share)
        )
    text = Text(
        "{share} du travail est déclaré fait, pour {planned} prévus",
        "{share} of the work is declared done, against {planned} planned",
    )
    return view.say(text.fill(share=share, planned=percent(planned.value, view.language)))
