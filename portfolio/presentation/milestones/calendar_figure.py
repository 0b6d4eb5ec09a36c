"""The rows of a timeline, and the marks drawn for them: ◇ initial date, ○ forecast, ● reached, and the slip between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.dates import day
from portfolio.presentation.kit.labels import Label, plain, wrapped
from portfolio.presentation.kit.palette import Palette
from portfolio.presentation.kit.template import Part

INITIAL = Text("date initiale", "initial date")
FORECAST = Text("prévision", "forecast")
REACHED = Text("atteint", "reached")
ROW, LINE = 48, 17

Side = Literal["right", "left", "label", "alone"]  # of its marks, as one more line of label, or without any mark


class TimelineRow(NamedTuple):
    """A milestone: « J4 », its name, its three dates (None is not known or not yet), its verification in a word, and
    the day on which it is seen not to be reached though its date has passed."""

    number: str
    name: str
    planned_on: date | None
    expected_on: date | None
    reached_on: date | None
    verification: Label | None = None
    overdue_on: date | None = None

    @property
    def dates(self) -> list[date]:
        """The days at which something is drawn."""
        return [at for at in (self.planned_on, self.now) if at]

    @property
    def now(self) -> date | None:
        """Where it stands: the day it was reached, else today once its date has passed, else the day it is expected."""
        return self.reached_on or self.overdue_on or self.expected_on

    @property
    def slip(self) -> int | None:
        """Days after the initial date; None when one of the two is missing."""
        return (self.now - self.planned_on).days if self.now and self.planned_on else None


class Waiting(NamedTuple):
    """A milestone that waits for another, by their numbers; critical when the wait leaves no day to lose."""

    before: str
    after: str
    is_critical: bool


class DrawnMilestone(NamedTuple):
    """A milestone as drawn: its lines of label, where it starts in pixels from the top, and where its gap is told."""

    milestone: TimelineRow
    label: tuple[str, ...]
    top: float
    gap: str
    side: Side

    @property
    def middle(self) -> float:
        return self.top + 19 + LINE * len(self.label)

    @property
    def bottom(self) -> float:
        return self.top + ROW + LINE * (len(self.label) - 1)


def waits(rows: Sequence[DrawnMilestone], waiting: Sequence[Waiting], colours: Palette) -> list[Part]:
    """Two traces of elbows, from where a milestone stands down to the row of the one that waits for it: critical waits
    drawn full, the others dotted. A milestone without a date has none."""
    placed = {row.milestone.number: row for row in rows if row.milestone.dates}
    traces = []
    for critical in (False, True):
        x: list[str | None] = []
        y: list[float | None] = []
        for before, after, is_critical in waiting:
            if is_critical == critical and before in placed and after in placed:
                start, end = placed[before], placed[after]
                leaves, enters = max(start.milestone.dates), min(end.milestone.dates)
                x += [leaves.isoformat(), leaves.isoformat(), enters.isoformat(), None]
                y += [start.middle, end.middle, end.middle, None]
        if x:
            line = {"color": colours.text if critical else colours.note, "width": 2 if critical else 1.2}
            line |= {} if critical else {"dash": "dot"}
            traces.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"})
    return traces


def slips(rows: Sequence[DrawnMilestone], colours: Palette) -> list[Part]:
    """Two traces of segments: late, and early."""
    traces = []
    for late, colour in ((True, colours.late), (False, colours.primary)):
        x: list[str | None] = []
        y: list[float | None] = []
        for row in rows:
            planned, now, slip = row.milestone.planned_on, row.milestone.now, row.milestone.slip
            if planned and now and slip and (slip > 0) == late:
                x += [planned.isoformat(), now.isoformat(), None]
                y += [row.middle, row.middle, None]
        if x:
            line = {"color": colour, "width": 3}
            traces.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"})
    return traces


def marks(rows: Sequence[DrawnMilestone], colours: Palette, language: Language) -> list[Part]:
    """One trace a kind of mark; a forecast is no longer drawn once the milestone is reached."""
    page, outline = colours.background, {"color": colours.note, "width": 1.6}
    waiting = [row for row in rows if not row.milestone.reached_on]
    tints = [_tint(row.milestone, colours) for row in waiting if row.milestone.expected_on]
    initial = {"symbol": "diamond", "size": 11, "color": page, "line": outline}
    forecast = {"symbol": "circle", "size": 11, "color": page, "line": {"color": tints, "width": 3}}
    reached = {"symbol": "circle", "size": 13, "color": colours.primary, "line": {"width": 0}}
    traces = (
        _trace([(row, row.milestone.planned_on) for row in rows], INITIAL, initial, language),
        _trace([(row, row.milestone.expected_on) for row in waiting], FORECAST, forecast, language),
        _trace([(row, row.milestone.reached_on) for row in rows], REACHED, reached, language),
    )
    return [trace for trace in traces if trace["x"]]


def _tint(row: TimelineRow, colours: Palette) -> str:
    return colours.late if (row.slip or 0) > 0 else colours.primary


def _trace(dated: Sequence[tuple[DrawnMilestone, date | None]], word: Text, marker: Part, language: Language) -> Part:
    known = [(row, at) for row, at in dated if at]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [at.isoformat() for _, at in known],
        "y": [row.middle for row, _ in known],
        "marker": {"opacity": 1, **marker},
        "hoverinfo": "text",
        "hovertext": [_hover(row.milestone, word, at, language) for row, at in known],
        "cliponaxis": False,
    }


def _hover(row: TimelineRow, word: Text, at: date, language: Language) -> str:
    title = [plain(line) for line in wrapped(f"{row.number} {row.name}", 240, most=4)]
    return "<br>".join([*title, f"{word.to(language)} {day(at, language)}"])
