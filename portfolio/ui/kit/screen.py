"""A screen as a page shows it: its title, what is chosen, its blocks and what to act on, in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from portfolio.domain.basis.text import Text
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.screen import PROJECT, Ask, Asks, Block, Scope, always, nothing

# Where the declared screens are as data, each under its own address.
DATA = "/api/v1/screens"


@dataclass(frozen=True, slots=True)
class Interactive:
    """What is acted on, drawn by hand: a form, a list, a choice. `asks`: what it is known to read."""

    draw: Callable[[Scope], None]
    asks: Asks = nothing
    when: Callable[[Scope], bool] = always


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the menu that chooses what it shows, with its table before its figure, or on some scopes only."""

    block: Block
    controls: Callable[[], None] | None = None
    is_table_first: Callable[[View], bool] = lambda _: False
    when: Callable[[Scope], bool] = always

    def stands(self, scope: Scope) -> bool:
        """Whether it has its place on this scope."""
        return self.when(scope) and self.block.when(scope)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Side by side where there is room, in these shares of the width; what shows nothing leaves its place. An item may
    be a column of several."""

    items: tuple[Block | Placed | Interactive | tuple[Block | Placed | Interactive, ...], ...]
    widths: tuple[int, ...] = ()


Item = Block | Placed | Interactive | SideBySide


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view or a tab of a screen: its code in the address, its name, what it shows; `files`: blocks that it only lets
    one take away."""

    code: str
    name: Text
    items: tuple[Item, ...]
    files: tuple[Block, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that it declares."""
        return (*blocks_of(self.items), *self.files)


class Switch(Enum):
    """How one goes from a sheet to another: views are other questions, tabs other sides of the same thing."""

    VIEWS = auto()
    TABS = auto()


def _stays_open(_: Ask, __: Scope) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Screen:
    """A page, declared. `file`: the script that shows it; `path`: its address; `name`, `section`: in the menu; `lead`:
    what stands above the sheets; `tools`: beside the title; `instead`: what is shown when there is nothing to show."""

    file: str
    path: str
    name: Text
    question: Text | Callable[[Ask, Scope], Text]
    sentence: Text | Callable[[Ask, Scope], Text | None]
    sheets: tuple[Sheet, ...]
    lead: tuple[Item, ...] = ()
    above: Interactive | None = None
    tools: Interactive | None = None
    section: Text | None = None
    is_hidden: bool = False
    has_filters: bool = False
    switch: Switch = Switch.VIEWS
    instead: Callable[[Ask, Scope], Callable[[], None] | None] = _stays_open
    about: Callable[[Scope], str] = lambda scope: scope.programme

    @property
    def parameter(self) -> str:
        """The parameter of the address that names the open sheet."""
        return "vue" if self.switch is Switch.VIEWS else "onglet"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that it declares, whatever sheet is open."""
        return (*blocks_of(self.lead), *(block for sheet in self.sheets for block in sheet.blocks))

    def asked(self, ask: Ask, scope: Scope) -> Text:
        """The question that it answers, on this scope."""
        return self.question if isinstance(self.question, Text) else self.question(ask, scope)

    @property
    def choices(self) -> tuple[str, ...]:
        """The parameters of the address that its blocks read, but for the project."""
        return tuple(sorted({name for block in self.blocks for name in block.reads} - {*PROJECT}))

    def standing(self, scope: Scope) -> tuple[Block, ...]:
        """The blocks that have their place on this scope, each once, in their order, whatever sheet is open."""
        placed = [each for each in flat(self.lead) if isinstance(each, Placed)]
        for sheet in self.sheets:
            placed += [each for each in flat((*sheet.items, *sheet.files)) if isinstance(each, Placed)]
        return tuple(dict.fromkeys(each.block for each in placed if each.stands(scope)))

    def open_sheet(self, scope: Scope) -> Sheet:
        """The sheet of the address, the first by default."""
        chosen = scope.value(self.parameter)
        return next((sheet for sheet in self.sheets if sheet.code == chosen), self.sheets[0])


def flat(items: Iterable[Item | tuple[Block | Placed | Interactive, ...]]) -> Iterator[Placed | Interactive]:
    """Rows and columns undone: each block with its place, each part, in their order."""
    for item in items:
        match item:
            case Block():
                yield Placed(item)
            case SideBySide():
                yield from flat(item.items)
            case tuple():
                yield from flat(item)
            case _:
                yield item


def blocks_of(items: Iterable[Item]) -> Iterator[Block]:
    """The blocks among them."""
    return (each.block for each in flat(items) if isinstance(each, Placed))
