"""Showing a declared screen: its title, what is chosen, its blocks and what to act on, in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.presentation.kit.asking import Asked
from portfolio.presentation.kit.block import Acts, Cards, Chart, Files, Section, Table
from portfolio.presentation.kit.screen import Block, Scope, Shown
from portfolio.ui.kit import address, filters, head, pieces
from portfolio.ui.kit.choosing import choose_view, tabs
from portfolio.ui.kit.queries import ask, ask_ahead, door, is_remembered, memoised, private
from portfolio.ui.kit.screen import DATA, Interactive, Item, Placed, Screen, SideBySide, Switch, blocks_of, flat
from portfolio.ui.kit.session import Visit, visit


def scope_of(here: Visit, screen: Screen) -> Scope:
    """What this visit is about, on this screen."""
    return Scope(
        programme=here.code,
        day=here.day,
        filters=filters.active_filters() if screen.has_filters else (),
        kind=ProgrammeKind.of(here.programme.kind) if here.programme else None,
        reader=here.actor,
        private=private(),
        chosen=tuple(sorted(address.everything().items())),
    )


def show(screen: Screen) -> None:
    """The page."""
    here = visit()
    scope = scope_of(here, screen)
    instead = screen.instead(ask, scope)
    if screen.above is not None:
        screen.above.draw(scope)
    sheet = screen.open_sheet(scope)
    shown = (*screen.lead, *sheet.items)
    if instead is None:
        ask_ahead(_asked(shown, scope))
    _head(screen, scope, files(screen, scope) if instead is None else [])
    if instead is not None:
        instead()
        return
    _items(screen.lead, scope)
    if len(screen.sheets) == 1:
        _items(sheet.items, scope)
        return
    names = {each.code: each.name for each in screen.sheets}
    if screen.switch is Switch.VIEWS:
        choose_view(names)
        _items(sheet.items, scope)
        return
    with tabs(names)[sheet.code]:
        _items(sheet.items, scope)


def _head(screen: Screen, scope: Scope, found: Files) -> None:
    here = visit()
    sentence = screen.sentence if isinstance(screen.sentence, Text) else screen.sentence(ask, scope)
    summary = here.say(sentence) if sentence is not None else ""
    name = f"{screen.path}-{screen.about(scope)}"
    head.title(screen.asked(ask, scope), summary, (name, found, _data(screen, scope)) if found else None)
    if screen.tools is not None:
        screen.tools.draw(scope)
    head.choices(with_filters=screen.has_filters)


def _data(screen: Screen, scope: Scope) -> str:
    """The address of this screen as data, of what is chosen here but the filters."""
    here = visit()
    asked = {"programme": here.code, "project": scope.project_id, "lang": here.language}
    asked["as_of"] = here.as_of.isoformat() if here.as_of else ""
    asked |= {choice: scope.value(choice) for choice in screen.choices}
    return f"{DATA}/{screen.path}?{urlencode({name: value for name, value in asked.items() if value})}"


def _asked(items: Iterable[Item], scope: Scope) -> Iterator[Asked]:
    """The questions of what is to be shown, but for what need not be made again."""
    for item in flat(items):
        if isinstance(item, Interactive):
            yield from item.asks(scope) if item.when(scope) else ()
        elif item.stands(scope) and not is_remembered(shown_by, item.block, scope.narrowed(item.block.reads)):
            yield from item.block.asks(scope)


@memoised
def shown_by(block: Block, scope: Scope) -> Shown:
    """What a block shows; of a scope narrowed to what it reads."""
    ask_ahead(block.then(ask, scope))
    return block.show(ask, scope, visit().view)


def files(screen: Screen, scope: Scope) -> Files:
    """What the screen lets one take away: the tables of the open view, or of every tab, that have rows."""
    here = visit()
    sheets = screen.sheets if screen.switch is Switch.TABS else (screen.open_sheet(scope),)
    offered = dict.fromkeys((*blocks_of(screen.lead), *(block for sheet in sheets for block in sheet.blocks)))
    return [
        (here.say(block.name), _maker(block, here, scope))
        for block in offered
        if block.has_table and block.when(scope) and _has_rows(shown_by(block, scope.narrowed(block.reads)))
    ]


def _has_rows(shown: Shown) -> bool:
    return isinstance(shown, Chart | Section | Acts) and bool(shown.table.rows)


def _maker(block: Block, here: Visit, scope: Scope) -> Callable[[], Table]:
    """Its table when asked for, which may be after the run that offered it."""
    reading = door(here)
    return lambda: block.table(reading, scope, here.view) or Table((), ())


def _items(items: Iterable[Item], scope: Scope) -> None:
    for item in items:
        if isinstance(item, SideBySide):
            _row(item, scope)
        else:
            _item(item, scope)


def _row(row: SideBySide, scope: Scope) -> None:
    widths = row.widths or (1,) * len(row.items)
    columns = [each if isinstance(each, tuple) else (each,) for each in row.items]
    kept = [(column, width) for column, width in zip(columns, widths, strict=True) if _says_something(column, scope)]
    if len(kept) == 1:
        _items(kept[0][0], scope)
    elif kept:
        for place, (column, _) in zip(st.columns([width for _, width in kept], gap="large"), kept, strict=True):
            with place:
                _items(column, scope)


def _says_something(items: Iterable[Block | Placed | Interactive], scope: Scope) -> bool:
    return any(
        item.when(scope) if isinstance(item, Interactive) else _shown(_placed(item), scope) is not None
        for item in items
    )


def _placed(item: Block | Placed) -> Placed:
    return item if isinstance(item, Placed) else Placed(item)


def _shown(placed: Placed, scope: Scope) -> Shown:
    """What stands in this place, None for nothing."""
    return shown_by(placed.block, scope.narrowed(placed.block.reads)) if placed.stands(scope) else None


def _item(item: Block | Placed | Interactive, scope: Scope) -> None:
    if isinstance(item, Interactive):
        if item.when(scope):
            item.draw(scope)
        return
    placed = _placed(item)
    match shown := _shown(placed, scope):
        case Chart():
            pieces.chart(shown, table_first=placed.is_table_first(visit().view), controls=placed.controls)
        case Section():
            pieces.section(shown)
        case Acts():
            pieces.acts(shown)
        case Cards():
            pieces.cards(shown)
