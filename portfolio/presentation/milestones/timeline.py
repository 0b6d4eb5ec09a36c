"""Milestones along time: ◇ initial date, ○ today's forecast, ● reached, and the slip between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.dates import day, signed_days
from portfolio.presentation.kit.labels import plain, spoken, width_of, wrapped
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.scales import month_ticks
from portfolio.presentation.kit.sentences import join, plural, typeset
from portfolio.presentation.kit.template import (
    NARROWEST,
    NOTE_SIZE,
    SIDE,
    SIZE,
    Figure,
    NothingToDraw,
    Part,
    cutoff_mark,
    dated_layout,
    note,
    pixel_rows,
    time_axis,
)
from portfolio.presentation.milestones.calendar_figure import (
    DrawnMilestone,
    Side,
    TimelineRow,
    Waiting,
    marks,
    slips,
    waits,
)

__all__ = ["TimelineRow", "Waiting", "alt", "figure"]

NO_FORECAST = Text("prévision : —", "forecast: —")
NO_PLAN = Text("date initiale : —", "initial date: —")
PASSED = Text("date passée", "date passed")
CRITICAL = Text(" Chemin critique : {path}.", " Critical path: {path}.")
COUNTED = (
    Text("aucun jalon", "no milestone"),
    Text("{n} jalon", "{n} milestone"),
    Text("{n} jalons", "{n} milestones"),
)
ACROSS = NARROWEST - 2 * SIDE
ROOM_BEFORE, ROOM_AFTER = 0.04, 0.28  # of the dates' span
MOST_TOLD = 6
MARK = 14  # from the middle of a mark to its text, in pixels


def figure(
    milestones: Sequence[TimelineRow],
    cutoff: date,
    language: Language,
    theme: Theme,
    waiting: Sequence[Waiting] = (),
) -> Figure:
    """One row a milestone, in the order given; the height grows with them. `waiting`: which waits for which.

    Raises NothingToDraw when there is no milestone, or not one date.
    """
    first, last = _bounds(milestones, cutoff)
    colours, rows = palette(theme), _rows(milestones, (first, last), cutoff, language)
    height = rows[-1].bottom
    shape, title = cutoff_mark(cutoff, language, colours)
    return {
        "data": [*waits(rows, waiting, colours), *slips(rows, colours), *marks(rows, colours, language)],
        "layout": dated_layout(
            theme,
            language,
            height,
            xaxis=time_axis(theme, first, last, month_ticks(first, last, language), showgrid=True),
            yaxis=pixel_rows(theme, height),
            shapes=[*(_rule(row, colours) for row in rows), shape],
            annotations=[*(part for row in rows for part in _texts(row, colours)), title],
        ),
    }


def alt(milestones: Sequence[TimelineRow], cutoff: date, language: Language, waiting: Sequence[Waiting] = ()) -> str:
    """« 8 jalons, 4 atteints au 20 novembre 2026. J5 : +48 j ; J6 : +92 j. Chemin critique : J2 → J4, J4 → J5. »"""
    _bounds(milestones, cutoff)
    reached = sum(milestone.reached_on is not None for milestone in milestones)
    ahead = [row for row in milestones if not row.reached_on]
    head = plural(len(milestones), *COUNTED, language)
    done = {
        "fr": f"{reached} atteint{'s' if reached > 1 else ''} au {day(cutoff, 'fr')}",
        "en": f"{reached} reached by {day(cutoff, 'en')}",
    }[language]
    gaps = join([f"{row.number} {_gap(row, cutoff, language)}" for row in ahead], language, most=MOST_TOLD)
    tight = ", ".join(f"{each.before} → {each.after}" for each in waiting if each.is_critical)
    path = CRITICAL.fill(path=tight).to(language) if tight else ""
    return typeset(f"{head}, {done}." + (f" {gaps}." if gaps else "") + path, language)


def _bounds(milestones: Sequence[TimelineRow], cutoff: date) -> tuple[date, date]:
    dates = [at for row in milestones for at in (row.planned_on, row.expected_on, row.reached_on) if at]
    if not dates:
        raise NothingToDraw("no milestone has a date")
    first, last = min(*dates, cutoff), max(*dates, cutoff)
    span = max(60, (last - first).days)
    return first - timedelta(days=round(ROOM_BEFORE * span)), last + timedelta(days=round(ROOM_AFTER * span))


def _rows(
    milestones: Sequence[TimelineRow], across: tuple[date, date], cutoff: date, language: Language
) -> list[DrawnMilestone]:
    rows: list[DrawnMilestone] = []
    for milestone in milestones:
        gap = _gap(milestone, cutoff, language)
        side = _side(milestone, gap, across)
        lines = wrapped(f"{milestone.number} {milestone.name}", ACROSS - 6)
        label = (*lines, gap) if side == "label" else tuple(lines)
        rows.append(DrawnMilestone(milestone, label, rows[-1].bottom if rows else 0, gap, side))
    return rows


def _side(milestone: TimelineRow, gap: str, across: tuple[date, date]) -> Side:
    """Right of the marks where the text fits at the narrowest, else left, else above them with the label."""
    dates, room = milestone.dates, width_of(gap) + MARK
    if not dates:
        return "alone"
    day_width = ACROSS / (across[1] - across[0]).days
    if (across[1] - max(dates)).days * day_width >= room:
        return "right"
    return "left" if (min(dates) - across[0]).days * day_width >= room else "label"


def _gap(row: TimelineRow, cutoff: date, language: Language) -> str:
    """What is written beside the marks: « +94 j · à compléter », « prévision : — »."""
    if row.now is None:
        return typeset(NO_FORECAST.to(language), language)
    parts = [signed_days(row.slip, language) if row.planned_on else typeset(NO_PLAN.to(language), language)]
    if row.reached_on is None and row.now < cutoff:
        parts.append(PASSED.to(language))
    if row.verification:
        parts.append(spoken(row.verification, language))
    return " · ".join(parts)


def _texts(row: DrawnMilestone, colours: Palette) -> list[Part]:
    """The label above the marks, and the gap beside them."""
    number, lines = plain(row.milestone.number), [plain(line) for line in row.label]
    lines[0] = f"<b>{number}</b>" + lines[0][len(number) :]
    if row.side == "label":
        lines[-1] = f'<span style="color:{colours.note};font-size:{NOTE_SIZE}px">{lines[-1]}</span>'
    label = note("<br>".join(lines), 0, row.top + 5, colours.text, size=SIZE, xref="paper", yanchor="top")
    gap = note(plain(row.gap), 0, row.middle, colours.note)
    if row.side == "alone":
        return [label, gap | {"xref": "paper"}]
    if row.side == "label":
        return [label]
    if row.side == "left":
        return [label, gap | {"x": min(row.milestone.dates).isoformat(), "xanchor": "right", "xshift": -MARK}]
    return [label, gap | {"x": max(row.milestone.dates).isoformat(), "xshift": MARK}]


def _rule(row: DrawnMilestone, colours: Palette) -> Part:
    line = {"color": colours.grid, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": row.bottom, "y1": row.bottom, "line": line}
