"""The pieces every block is made of. All their words are computed from the rows they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.formats import UNKNOWN, count_of
from portfolio.presentation.kit.palette import Theme
from portfolio.presentation.kit.sentences import counted, typeset
from portfolio.presentation.kit.template import Figure, NothingToDraw

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How an answer is to be told: in which language, under which theme, as of which day, on a phone or not."""

    language: Language
    theme: Theme
    day: date
    phone: bool = False

    def say(self, text: Text) -> str:
        """The text in this language, with its typographic spaces."""
        return typeset(text.to(self.language), self.language)

    def of(self, known: int, total: int) -> str:
        """« 26 sur 28 projets renseignés »: the coverage that every figure prints."""
        one, many = Text("projet renseigné", "project known"), Text("projets renseignés", "projects known")
        return f"{count_of(known, total, self.language)} {counted(total, one, many, self.language)}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how a raw value is written; numbers stand right."""

    label: str
    write: Callable[[Any], str] = lambda value: UNKNOWN if value is None else str(value)
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Raw values, None where unknown; the same rows are shown, and downloaded."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


# What a page offers to take away: under a label, a table that is made when it is asked for.
Files = list[tuple[str, Callable[[], Table]]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A message, what proves it, and where it comes from. Without a figure, `empty` says why and what to do."""

    key: str
    title: str
    caption: str
    table: Table
    source: str
    figure: Figure | None = None
    alt: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A figure of the page's head. `trend` is "up", "down" or None; `good` whether that move is good news."""

    label: str
    value: str
    delta: str | None = None
    trend: str | None = None
    good: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Figures in a row, and how much of the plan they know."""

    items: tuple[Card, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A table under what it says; `empty`: what is shown without a row. `note` stands under it."""

    title: str
    table: Table
    empty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do about a project: what, at what stake, who acts before when. `icon` is a sign, never alone."""

    icon: str
    what: str
    detail: str
    project_id: str
    project: str
    stake: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """Rows to act on under their message, the first of them; `table` is all of them, and `rest` those not shown."""

    title: str
    caption: str
    items: tuple[Act, ...]
    table: Table
    rest: Table | None = None
    rest_title: str = ""
    rest_note: str = ""


def drawn(draw: Callable[[], Figure], describe: Callable[[], str]) -> tuple[Figure | None, str]:
    """The figure and its description, or nothing when the rows hold nothing to draw."""
    try:
        return draw(), describe()
    except NothingToDraw:
        return None, ""


def total(values: Sequence[Any]) -> Any:
    """The sum of what is known, None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
