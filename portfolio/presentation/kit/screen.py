"""What a screen is made of, declared: each block names the questions it asks and how their answers are shown.

One declaration serves the page, its downloads, its address in the API, the committee's pack and its test. Nothing here
reads: whoever shows a block hands it `ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Fact, Organisation
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.questions import FactRows, Figures, Filters, Measure, ProjectRows, Question
from portfolio.presentation.kit.asking import Asked
from portfolio.presentation.kit.block import Acts, Cards, Chart, Section, Table, View

A = TypeVar("A")
F = TypeVar("F", bound=Fact)
# What the blocks of one project read of the address.
PROJECT = ("id",)
# A trend is told over this long unless an earlier day is chosen.
WEEKS = 8


class Ask(Protocol):
    """The door, as one visitor on one day: the answer to a question, « au (as_of) » or on the day on screen."""

    def __call__(self, question: Question[A], as_of: date | None = None, /) -> A: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What a screen is about: a programme on a day, the filters, who reads, and what else the address chooses."""

    programme: str
    day: date
    filters: Filters = ()
    kind: ProgrammeKind | None = None
    reader: Actor = VISITOR
    private: tuple[str, ...] = ()  # the projects whose economic model is private, and this reader's to read
    chosen: tuple[tuple[str, str], ...] = ()  # the other parameters of the address, by name

    @property
    def is_real(self) -> bool:
        """Made of published facts: nothing is asked of a real organisation, nor judged of it."""
        return self.kind is ProgrammeKind.REAL

    @property
    def before(self) -> date:
        """The day that trends are told from."""
        return self.day - timedelta(weeks=WEEKS)

    @property
    def project_id(self) -> str:
        """The project of the address, for the screens of one project; empty without one."""
        return self.value("id")

    def value(self, name: str) -> str:
        """A parameter of the address as it stands, empty when it is not there."""
        return dict(self.chosen).get(name, "")

    def choice(self, name: str, among: Sequence[str]) -> str:
        """What the address chooses, the first when it chooses nothing that is offered."""
        chosen = self.value(name)
        return chosen if chosen in among else among[0]

    @property
    def projects(self) -> ProjectRows:
        """The projects that the filters leave."""
        return ProjectRows(programme=self.programme, filters=self.filters)

    @property
    def project(self) -> ProjectRows:
        """The project of the address, as a list of one, or of none."""
        return ProjectRows(programme=self.programme, filters=(("project_id", (self.project_id,)),))

    def narrowed(self, names: Iterable[str]) -> Scope:
        """The same, without the choices of others: what is shown from it holds whatever else is chosen."""
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair[0] in set(names)))

    def figure(self, indicator: str, *by: str, filters: Filters = ()) -> Figures:
        """An indicator over what the filters leave, by some dimensions."""
        return Figures(programme=self.programme, indicator=indicator, by=by, filters=(*self.filters, *filters))

    def model_figure(self, indicator: str, *by: str) -> Figures:
        """An indicator of economic models, those included that are private and this reader's to read."""
        return replace(self.figure(indicator, *by), private=self.private)

    def rows(self, fact: type[F], project_id: str | None = None) -> FactRows[F]:
        """The rows of a fact, of one project or of all."""
        return FactRows(programme=self.programme, fact=fact, project_id=project_id)

    def own(self, fact: type[F]) -> FactRows[F]:
        """The rows of a fact of the project of the address."""
        return self.rows(fact, self.project_id)


def organisations(ask: Ask, scope: Scope) -> dict[str, Organisation]:
    """Those of the programme, by code; asked as `scope.rows(Organisation)`."""
    return {row.organisation_id: row for row in ask(scope.rows(Organisation))}


def one(measures: Sequence[Measure]) -> Measure:
    """The figure of a question that groups by nothing; nothing known where there is no project."""
    return next(iter(measures), Measure((), None, 0, 0))


Asks = Callable[[Scope], Iterable[Asked]]
Then = Callable[[Ask, Scope], Iterable[Asked]]
Shown = Chart | Section | Acts | Cards | None
Show = Callable[[Ask, Scope, View], Shown]


def nothing(_: Scope) -> Iterable[Asked]:
    """Of a block that reads no answer."""
    return ()


def nothing_more(_: Ask, __: Scope) -> Iterable[Asked]:
    """Of a block whose questions are all known before the first answer."""
    return ()


def always(_: Scope) -> bool:
    """Of what stands on every scope."""
    return True


@dataclass(frozen=True, slots=True)
class Whole:
    """All the rows of a block that shows the first of them: made when they are taken away, from their own questions."""

    asks: Asks
    table: Callable[[Ask, Scope, View], Table]


@dataclass(frozen=True, slots=True)
class Block:
    """One message of a screen and what proves it. `asks`: its questions, known before any is answered; `then`: those
    that follow from the answers; `show`: what is read of them, None where there is nothing to say; `reads`: which
    choices of the address it depends on; `when`: on which scopes it stands; `has_table`: rows to take away, `whole`
    where they are more than it shows."""

    key: str
    name: Text
    asks: Asks
    show: Show
    then: Then = nothing_more
    reads: tuple[str, ...] = ()
    when: Callable[[Scope], bool] = always
    has_table: bool = True
    whole: Whole | None = None

    def table(self, ask: Ask, scope: Scope, view: View) -> Table | None:
        """Its rows, to take away; None when it shows none."""
        if self.whole is not None:
            return self.whole.table(ask, scope.narrowed(self.reads), view)
        shown = self.show(ask, scope.narrowed(self.reads), view)
        return shown.table if isinstance(shown, Chart | Section | Acts) else None


def block(
    key: str,
    name: Text,
    *,
    asks: Asks = nothing,
    then: Then = nothing_more,
    reads: tuple[str, ...] = (),
    when: Callable[[Scope], bool] = always,
    has_table: bool = True,
    whole: Whole | None = None,
) -> Callable[[Show], Block]:
    """Declare the function below as how a block is shown."""

    def declared(show: Show) -> Block:
        return Block(key, name, asks, show, then, reads, when, has_table, whole)

    return declared
