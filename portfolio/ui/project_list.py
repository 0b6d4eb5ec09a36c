"""The list of projects as rows: a table on a wide screen, cards on a phone. A name opens its project in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from portfolio.domain.questions import Filters, ProjectRow, ProjectRows
from portfolio.domain.words import Text
from portfolio.presentation.blocks import finding, projects
from portfolio.presentation.blocks.block import View
from portfolio.presentation.formats import UNKNOWN, percent
from portfolio.ui import address, filters, pieces, texts
from portfolio.ui.asking import ask, kept
from portfolio.ui.session import visit

PAGE = 25


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its heading, its share of the width, what it writes; `said`: whether a row knows it;
    `note`: what its values are, told under the list."""

    heading: Text
    width: float
    write: Callable[[ProjectRow, View], str]
    said: Callable[[ProjectRow], object]
    is_number: bool = False
    is_badge: bool = False
    note: Text | None = None


LINK = 3.5  # the share of the width of the project's own name
COLUMNS = (
    Column(Text("Territoire", "Territory"), 1.9, projects.place, lambda row: row.territories),
    Column(Text("Confiance", "Confidence"), 2.1, lambda row, view: "", lambda row: row.confidence, is_badge=True),
    Column(
        Text("Déclaré", "Declared"),
        0.9,
        lambda row, view: percent(row.declared_progress, view.language),
        lambda row: row.declared_progress is not None,
        is_number=True,
    ),
    Column(
        Text("Calendrier", "Calendar"),
        1.0,
        projects.slip,
        lambda row: row.slip_days is not None,
        is_number=True,
        note=texts.CALENDAR_NOTE,
    ),
    Column(
        Text("Coût", "Cost"),
        1.1,
        lambda row, view: projects.amount(row.cost_eur, row.is_cost_whole, view),
        lambda row: row.cost_eur is not None,
        is_number=True,
    ),
    Column(
        Text("Financement", "Funding"),
        1.2,
        lambda row, view: projects.amount(row.funding_eur, row.is_funding_whole, view),
        lambda row: row.funding_eur is not None,
        is_number=True,
    ),
    Column(
        Text("Acquis", "Secured"),
        0.8,
        lambda row, view: percent(row.secured_share, view.language),
        lambda row: row.secured_share,
        is_number=True,
        note=texts.SECURED_NOTE,
    ),
    Column(
        Text("Montage", "Legal form"),
        1.8,
        lambda row, view: projects.words_of(row, view)["legal_form"] or UNKNOWN,
        lambda row: row.legal_form,
    ),
    Column(Text("Prochain jalon", "Next milestone"), 2.4, projects.next_step, lambda row: row.next_milestone),
    Column(Text("Qui agit", "Who acts"), 1.9, lambda row, view: row.lead_name or UNKNOWN, lambda row: row.lead_name),
)
# The last resort when a screen is full: what the list can do without.
MOST_COLUMNS, FIRST_LEFT_OUT = 8, ("Montage", "Financement")


def columns_for(rows: Sequence[ProjectRow]) -> list[Column]:
    """The columns that say something of at least one project, eight at the most."""
    kept = [column for column in COLUMNS if any(column.said(row) for row in rows)]
    for name in FIRST_LEFT_OUT:
        if len(kept) > MOST_COLUMNS:
            kept = [column for column in kept if column.heading.fr != name]
    return kept


@kept
def found(filters: Filters, words: str, sort: str) -> list[ProjectRow]:
    """The rows of the list: what the filters keep and the words find, in the order asked for."""
    rows, index = ask(ProjectRows(programme=visit().code, filters=filters)), _index()
    return finding.arrange(finding.search(rows, words, index), sort, index)


@kept
def _index() -> finding.Index:
    return finding.index(ask(ProjectRows(programme=visit().code)))


def searched() -> str:
    """The words of the address."""
    return address.value("q") or ""


def search_box() -> None:
    here = visit()
    st.session_state["search"] = searched()
    st.text_input(
        here.say(texts.SEARCH),
        key="search",
        placeholder=here.say(texts.SEARCH_HINT),
        icon=":material/search:",
        width=480,
        on_change=lambda: address.put("q", st.session_state["search"].strip() or None),
    )


def sorted_by() -> str:
    """The order of the address, by name when it gives none."""
    chosen = address.value("tri")
    return chosen if chosen and chosen in finding.SORTS else "nom"


def sort_box() -> None:
    here = visit()
    st.session_state["sort"] = sorted_by()
    st.selectbox(
        here.say(texts.SORT),
        list(finding.SORTS),
        format_func=lambda code: here.say(finding.SORTS[code][0]),
        key="sort",
        width=320,
        on_change=lambda: address.put("tri", st.session_state["sort"]),
    )


def start_again() -> None:
    """The way out of a search that finds nothing."""
    st.button(visit().say(texts.START_AGAIN), on_click=_forget)


def _forget() -> None:
    filters.clear()
    address.put("q", None)


def show(rows: Sequence[ProjectRow], of: Sequence[ProjectRow]) -> None:
    """A page of the list, and the way to the others; `of` is the whole programme, which decides the columns."""
    shown = _page(rows)
    if visit().phone:
        for row in shown:
            _card(row)
    else:
        columns = columns_for(of)
        with st.container(gap="xsmall"):
            _headings(columns)
            for row in shown:
                _row(row, columns)
    _pages(len(rows))
    notes = (column.note for column in columns_for(of) if column.note)
    st.caption(" ".join(visit().say(text) for text in (texts.PROJECTS_NOTE, *notes)))


def _page(rows: Sequence[ProjectRow]) -> Sequence[ProjectRow]:
    number = _number(len(rows))
    return rows[(number - 1) * PAGE : number * PAGE]


def _number(rows: int) -> int:
    """The page of the address, within what there is."""
    asked = address.value("page") or "1"
    return max(1, min(int(asked) if asked.isdecimal() else 1, -(-rows // PAGE)))


def _pages(rows: int) -> None:
    if rows <= PAGE:
        return
    st.session_state["page"] = _number(rows)
    st.pagination(-(-rows // PAGE), key="page", on_change=lambda: address.put("page", str(st.session_state["page"])))


def _headings(columns: Sequence[Column]) -> None:
    here = visit()
    first, *cells = st.columns([LINK, *(column.width for column in columns)], gap="small")
    first.caption(here.say(texts.PROJECT))
    for cell, column in zip(cells, columns, strict=True):
        cell.caption(here.say(column.heading), text_alignment="right" if column.is_number else "left")


def _row(row: ProjectRow, columns: Sequence[Column]) -> None:
    here = visit()
    widths = [LINK, *(column.width for column in columns)]
    first, *cells = st.columns(widths, gap="small", vertical_alignment="center")
    with first:
        pieces.project_link(row.project_id, row.title)
    for cell, column in zip(cells, columns, strict=True):
        with cell:
            if column.is_badge:
                pieces.standing(row)
            else:
                text = pieces.safe(column.write(row, here.view))
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
        st.markdown(pieces.safe(here.say(figures)))
        st.caption(pieces.safe(f"{projects.place(row, here.view)} · {projects.next_step(row, here.view)}"))
