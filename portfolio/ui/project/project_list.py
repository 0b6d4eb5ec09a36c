"""The list of projects as rows: a table on a wide screen, cards on a phone. A name opens its project in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import ProjectRow, ProjectsFoundRow, ProjectsKnown, Question
from portfolio.presentation.kit.formats import percent
from portfolio.presentation.kit.screen import Scope
from portfolio.presentation.project import listing as projects
from portfolio.presentation.project import search as finding
from portfolio.ui.kit import address, filters, pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.project import words
from portfolio.ui.project.list_columns import ListColumn, columns_for

LINK, LONGEST_NAME = 3.5, 37  # the share of the width of the project's own name, and how much of it is written


def asked(scope: Scope) -> list[Question[Any]]:
    """What the list is known to read; its page depends on how many are found."""
    return [finding.found(scope), ProjectsKnown(programme=scope.programme)]


def found(scope: Scope) -> ProjectsFoundRow:
    """How many projects the filters leave and what is typed finds."""
    [row] = ask(finding.found(scope))
    return row


def searched() -> str:
    """The words of the address."""
    return address.value("q") or ""


def search_box() -> None:
    here = visit()
    st.session_state["search"] = searched()
    st.text_input(
        here.say(words.SEARCH),
        key="search",
        placeholder=here.say(words.SEARCH_HINT),
        icon=":material/search:",
        width=480,
        on_change=lambda: address.put("q", st.session_state["search"].strip() or None),
    )


def sorted_by() -> str:
    """The order of the address, by name when it gives none that is known."""
    return finding.order(address.value("tri") or "")


def sort_box() -> None:
    """Every order, and its other end."""
    here, code = visit(), sorted_by().removeprefix(finding.OTHER_END)
    st.session_state["sort"] = code
    st.selectbox(
        here.say(words.SORT),
        list(finding.SORTS),
        format_func=lambda code: here.say(finding.SORTS[code].label),
        key="sort",
        width=320,
        on_change=lambda: _sort(st.session_state["sort"]),
    )
    st.button(here.say(words.OTHER_END), icon=":material/swap_vert:", key="turn", on_click=_sort, args=(code,))


def _sort(code: str) -> None:
    """In that order; from its other end when it is the one already. From the first page."""
    address.put("tri", finding.OTHER_END + code if sorted_by() == code else code)
    address.put("page", None)


def nothing_found() -> None:
    pieces.empty(words.NOTHING_FOUND, words.NOTHING_FOUND_NEXT, _start_again)


def _start_again() -> None:
    """The way out of a search that finds nothing."""
    st.button(visit().say(words.START_AGAIN), on_click=_forget)


def _forget() -> None:
    filters.clear()
    address.put("q", None)


def tools(_: Scope) -> None:
    """What to look for, and in which order."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search_box()
        sort_box()


def show(scope: Scope) -> None:
    """What was found, a page of it, and the way to the others; the whole programme decides the columns."""
    matching = found(scope)
    [known] = ask(ProjectsKnown(programme=scope.programme))
    columns = columns_for(known)
    st.caption(safe(projects.count_line(matching, visit().view)))
    rows = ask(finding.page(scope, (_number(matching.found) - 1) * finding.PAGE, finding.PAGE))
    if visit().phone:
        for row in rows:
            _card(row)
    else:
        with st.container(gap="xsmall"):
            _headings(columns)
            for row in rows:
                _row(row, columns)
    _pages(matching.found)
    notes = (column.note for column in columns if column.note)
    st.caption(" ".join(visit().say(text) for text in (words.PROJECTS_NOTE, *notes)))


def _number(rows: int) -> int:
    """The page of the address, within what there is."""
    asked = address.value("page") or "1"
    return max(1, min(int(asked) if asked.isdecimal() else 1, -(-rows // finding.PAGE)))


def _pages(rows: int) -> None:
    if rows <= finding.PAGE:
        return
    st.session_state["page"] = _number(rows)
    st.pagination(
        -(-rows // finding.PAGE), key="page", on_change=lambda: address.put("page", str(st.session_state["page"]))
    )


def _headings(columns: Sequence[ListColumn]) -> None:
    """Each heading sorts by its column, and tells which one the list is sorted by."""
    first, *cells = st.columns([LINK, *(column.width for column in columns)], gap="small", vertical_alignment="bottom")
    with first:
        _heading(common.PROJECT, "nom")
    for cell, column in zip(cells, columns, strict=True):
        with cell.container(horizontal=True, horizontal_alignment="right" if column.is_number else "left"):
            _heading(column.heading, column.sort)


def _heading(text: Text, code: str) -> None:
    here, by = visit(), sorted_by()
    is_by = by.removeprefix(finding.OTHER_END) == code
    goes_down = finding.SORTS[code].largest_first is not by.startswith(finding.OTHER_END)
    arrow = (" ↓" if goes_down else " ↑") if is_by else ""
    label = here.say(finding.SORTS[code].label)
    st.button(
        f"{here.say(text)}{arrow}",
        key=f"sort:{code}",
        type="tertiary",
        help=here.say(words.SORT_BY.fill(what=label)),
        on_click=_sort,
        args=(code,),
    )


def _row(row: ProjectRow, columns: Sequence[ListColumn]) -> None:
    here = visit()
    widths = [LINK, *(column.width for column in columns)]
    first, *cells = st.columns(widths, gap="small", vertical_alignment="center")
    with first:
        # A link on one line is cut where its column ends, without a word: cut it ourselves, and say the rest on hover.
        pieces.project_link(row.project_id, row.title, most=LONGEST_NAME)
    for cell, column in zip(cells, columns, strict=True):
        with cell:
            if column.is_badge:
                pieces.standing(row)
            else:
                text = safe(column.write(row, here.view))
                st.markdown(text, text_alignment="right" if column.is_number else "left")


def _card(row: ProjectRow) -> None:
    here = visit()
    with st.container(border=True, gap="xsmall"):
        pieces.project_link(row.project_id, row.title)
        pieces.standing(row)
        cost = projects.amount(row.cost_eur, row.is_cost_whole, here.view)
        figures = Text(
            "Déclaré {declared} · coût {cost} · acquis {secured}",
            "Declared {declared} · cost {cost} · secured {secured}",
        ).fill(
            declared=percent(row.declared_progress, here.language),
            cost=cost,
            secured=percent(row.secured_share, here.language),
        )
        st.markdown(safe(here.say(figures)))
        st.caption(safe(f"{projects.place(row, here.view)} · {projects.next_step(row, here.view)}"))
