"""A project's milestones: along time, and what was promised of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Milestone, MilestoneLink
from portfolio.domain.questions import ForecastRow
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import day, number, signed_days
from portfolio.presentation.milestones import slip, timeline
from portfolio.presentation.milestones.calendar_figure import TimelineRow
from portfolio.presentation.milestones.dependencies import waiting

MARKS = Text("◇ date initiale · ○ prévision actualisée · ● réalisation", "◇ initial date · ○ forecast · ● reached")
WAITS = Text("trait plein : chemin critique · pointillé : autre attente", "solid: critical path · dotted: other wait")
ENTERED = Text("Jalons saisis par le porteur ou publiés", "Milestones entered by the lead, or published")
NO_DATE = Text("Aucun jalon daté n’est connu pour ce projet.", "No dated milestone is known for this project.")
AXES = Text(
    "Date prévue (verticale) selon le jour où elle a été dite (horizontale) · plate : elle est tenue",
    "Date promised (vertical) by the day it was said (horizontal) · flat: it is kept",
)


def calendar(rows: Sequence[Milestone], view: View, links: Sequence[MilestoneLink] = ()) -> Chart:
    """A project's milestones along time, in the order of their dates, with what each waits for."""
    ordered = sorted(rows, key=lambda m: (m.planned_on or m.expected_on or m.reached_on or date.max, m.milestone_id))
    drawn_rows = [_row(m, view.day) for m in ordered]
    waits = waiting(rows, links) if links else []
    figure, alt = drawn(
        lambda: timeline.figure(drawn_rows, view.day, view.language, view.theme, waits),
        lambda: timeline.alt(drawn_rows, view.day, view.language, waits),
    )
    return Chart(
        key="jalons",
        title=_milestones_message(drawn_rows, view),
        caption=" · ".join(view.say(text) for text in ((MARKS, WAITS) if links else (MARKS,))),
        table=_table(ordered, drawn_rows, view),
        source=view.say(ENTERED),
        figure=figure,
        alt=alt,
        empty=view.say(NO_DATE),
    )


def _row(m: Milestone, today: date) -> TimelineRow:
    due = m.expected_on or m.planned_on
    overdue = today if m.reached_on is None and due is not None and due < today else None
    return TimelineRow(m.milestone_id, m.title, m.planned_on, m.expected_on, m.reached_on, overdue_on=overdue)


def _table(ordered: Sequence[Milestone], rows: Sequence[TimelineRow], view: View) -> Table:
    dated = Column("", lambda value: day(value, view.language, short=True))
    columns = (
        Column(view.say(Text("Jalon", "Milestone"))),
        Column(view.say(Text("Nom", "Name"))),
        Column(view.say(Text("Poids", "Weight")), lambda value: number(value, view.language), is_number=True),
        Column(view.say(Text("Date initiale", "Initial date")), dated.write),
        Column(view.say(Text("Prévision", "Forecast")), dated.write),
        Column(view.say(Text("Réalisation", "Reached")), dated.write),
        Column(view.say(Text("Écart", "Gap")), lambda value: signed_days(value, view.language), is_number=True),
        Column(view.say(Text("Précision", "Note"))),
    )
    cells = (
        (m.milestone_id, m.title, m.weight, m.planned_on, m.expected_on, m.reached_on, row.slip, m.note)
        for m, row in zip(ordered, rows, strict=True)
    )
    return Table(columns, tuple(cells))


def _milestones_message(rows: Sequence[TimelineRow], view: View) -> str:
    """« 4 jalons sur 8 sont atteints ; les suivants glissent de 48 à 107 jours »."""
    if not rows:
        return view.say(Text("Aucun jalon n’est connu", "No milestone is known"))
    reached = sum(row.reached_on is not None for row in rows)
    head = Text(
        "{reached} jalons sur {n} atteints" if reached > 1 else "{reached} jalon sur {n} atteint",
        "{reached} of {n} milestones reached",
    ).fill(reached=reached, n=len(rows))
    slips = sorted(row.slip for row in rows if row.reached_on is None and row.slip)
    late = [each for each in slips if each > 0]
    if not late:
        return view.say(head)
    tail = _slips(late)
    return view.say(Text(f"{head.fr} ; {tail.fr}", f"{head.en}; {tail.en}"))


def _slips(late: Sequence[int]) -> Text:
    """« un autre glisse de 1 jour », « les suivants glissent de 48 à 107 jours »; in rising order."""
    days = Text("jour" if late[-1] == 1 else "jours", "day" if late[-1] == 1 else "days")
    between = Text("{first} à {last}", "{first} to {last}").fill(first=late[0], last=late[-1])
    span = between if late[0] != late[-1] else Text(str(late[0]), str(late[0]))
    one, many = (
        Text("un autre glisse de {span} {days}", "another slips by {span} {days}"),
        Text("les suivants glissent de {span} {days}", "the next ones slip by {span} {days}"),
    )
    return (one if len(late) == 1 else many).fill(span=span, days=days)


def promises(rows: Sequence[ForecastRow], view: View) -> Chart:
    """What was promised of each milestone, by the day it was said."""
    said: dict[str, list[ForecastRow]] = {}
    for row in rows:
        said.setdefault(row.milestone_id, []).append(row)
    lines = [line for line in (_slip_line(key, versions, view.day) for key, versions in said.items()) if line.reports]
    figure, alt = drawn(lambda: slip.figure(lines, view.language, view.theme), lambda: slip.alt(lines, view.language))
    columns = (
        Column(view.say(Text("Jalon", "Milestone"))),
        Column(view.say(Text("Dit le", "Said on")), lambda value: day(value, view.language, short=True)),
        Column(view.say(Text("Pour le", "For")), lambda value: day(value, view.language, short=True)),
    )
    table = tuple((line.number, at, promised) for line in lines for at, promised in line.reports)
    return Chart(
        key="glissements",
        title=_slip_message(lines, view),
        caption=view.say(AXES),
        table=Table(columns, table),
        source=view.say(Text("Historique des prévisions du porteur", "History of the lead's forecasts")),
        figure=figure,
        alt=alt,
        empty=view.say(Text("Aucune prévision n’a encore été dite.", "No forecast has been given yet.")),
    )


def _slip_line(milestone_id: str, versions: Sequence[ForecastRow], today: date) -> slip.SlipLine:
    """Forecasts as they were said; the same day's last word counts; a milestone reached ends on its day, and one whose
    date has passed is seen today not to be reached."""
    by_day = {v.said_on: v.expected_on or v.planned_on for v in versions if v.reached_on is None}
    promised = [(at, on) for at, on in sorted(by_day.items()) if on is not None]
    last = versions[-1]
    if last.reached_on is not None:
        promised = [(at, on) for at, on in promised if at < last.reached_on] + [(last.reached_on, last.reached_on)]
    elif promised and promised[-1][1] < today:
        promised.append((today, today))
    return slip.SlipLine(milestone_id, tuple(promised), last.planned_on, last.reached_on is not None)


def _slip_message(lines: Sequence[slip.SlipLine], view: View) -> str:
    slips = [line.slip for line in lines if line.slip is not None]
    late = [each for each in slips if each > 0]
    if not slips:
        return view.say(Text("Aucune date initiale à laquelle comparer", "No initial date to compare with"))
    if not late:
        return view.say(Text("Les dates promises sont tenues", "The promised dates are kept"))
    return view.say(
        Text("{n} dates promises sur {of} ont glissé", "{n} of {of} promised dates have slipped").fill(
            n=len(late), of=len(slips)
        )
        if len(late) > 1
        else Text("1 date promise sur {of} a glissé", "1 of {of} promised dates has slipped").fill(of=len(slips))
    )
