"""The pieces every page is made of: cards, chart blocks, tables, rows to act on, empty states, refusals, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectNameRow, ProjectRow
from portfolio.presentation.kit.block import Act, Acts, Cards, Chart, Files, Section
from portfolio.presentation.kit.template import CONFIG, Figure
from portfolio.presentation.progress.confidence import CONFIDENCE_WORDS, NOT_REPORTED
from portfolio.publish import spreadsheets
from portfolio.ui.kit import address, words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.session import visit
from portfolio.ui.kit.tables import table

CARD_WIDTH = 290
STATUS = {
    Confidence.ON_TRACK: (":material/sunny:", "green"),
    Confidence.ATTAINABLE: (":material/partly_cloudy_day:", "blue"),
    Confidence.NEEDS_SUPPORT: (":material/cloud:", "orange"),
    Confidence.COMPROMISED: (":material/thunderstorm:", "red"),
}
SILENT = (":material/help:", "gray")


class Ready(BaseFigure):  # type: ignore[misc]
    """A figure that plotly need not look at again: tests show it every shape of them, and looking at the outlines of a
    map would take half of a page's time at each run."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    def to_dict(self) -> Figure:
        return self._figure


def cards(shown: Cards) -> None:
    """Figures in a row that wraps: four across a wide screen, one on a phone."""
    grid = st.grid(columns="auto", min_column_width=CARD_WIDTH)
    for item in shown.items:
        colour = {True: "green", False: "red", None: "off"}[item.good]
        grid.metric(
            item.label,
            item.value,
            item.delta,
            delta_color=colour,  # type: ignore[arg-type]
            delta_arrow=item.trend or "off",  # type: ignore[arg-type]
            delta_description=item.note,
            border=True,
            height="stretch",
        )
    if shown.caption:
        st.caption(safe(shown.caption))


def chart(shown: Chart, *, table_first: bool = False, controls: Callable[[], None] | None = None) -> None:
    """A message, then its figure, its table and its source, one click apart; `controls` choose what it shows."""
    with st.container(gap="xxsmall"):
        st.header(safe(shown.title), anchor=False)
        st.caption(safe(shown.caption))
    if controls is not None:
        controls()
    if shown.figure is None and not shown.table.rows:
        with st.container(border=True):
            st.markdown(safe(shown.empty))
        return
    _sides(shown, table_first)


@st.fragment
def _sides(shown: Chart, table_first: bool) -> None:
    """The figure, its table or its source: the one that is open is the only one drawn."""
    here = visit()
    names = [here.say(each) for each in (words.CHART, words.TABLE, words.SOURCE)]
    key = f"sides:{shown.key}:{here.language}"
    figure, rows, source = st.tabs(names, default=names[1] if table_first else None, key=key, on_change="rerun")
    if figure.open:
        with figure:
            if shown.figure is None:
                st.caption(safe(shown.empty))
            else:
                st.plotly_chart(
                    Ready(shown.figure), theme=None, config=CONFIG, alt=shown.alt, key=f"figure-{shown.key}"
                )
    if rows.open:
        with rows:
            table(shown.table)
    if source.open:
        source.markdown(safe(shown.source))


def section(shown: Section) -> None:
    """A heading and its table, or what is missing."""
    if shown.title:
        st.header(safe(shown.title), anchor=False)
    if shown.table.rows:
        table(shown.table)
    elif shown.empty:
        st.caption(safe(shown.empty))
    if shown.note:
        st.caption(safe(shown.note))


def acts(shown: Acts) -> None:
    """The most at stake first; the others behind one click."""
    with st.container(gap="xxsmall"):
        st.header(safe(shown.title), anchor=False)
        if shown.caption:
            st.caption(safe(shown.caption))
    for item in shown.items:
        _act(item)
    if shown.rest is not None:
        folded = st.expander(safe(shown.rest_title), key="acts:rest", on_change="rerun")
        if folded.open:
            with folded:
                table(shown.rest)
                if shown.rest_note:
                    st.caption(safe(shown.rest_note))


def _act(item: Act) -> None:
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch"):
            stake = f" · {safe(item.stake)}" if item.stake else ""
            st.markdown(f"{item.icon} **{safe(item.what)}**{stake}")
            st.caption(safe(item.detail))
        project_link(item.project_id, item.project, icon=":material/arrow_forward:")


def downloads(name: str, tables: Files, data: str) -> None:
    """A menu of the page's tables as files: exactly the rows shown. Nothing is written before it is asked for. `data`:
    the address of the same screen for a program, as any visitor reads it."""
    here = visit()
    with st.popover(here.say(words.DOWNLOAD), icon=":material/download:"):
        for label, content in tables:
            stem = f"{name}-{label}-{here.day.isoformat()}".lower().replace(" ", "-")
            for form, mime, make in (
                ("CSV", "text/csv", lambda c=content: spreadsheets.csv_bytes(c(), here.language)),
                (
                    "XLSX",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    lambda c=content, n=label: spreadsheets.xlsx_bytes(c(), n),
                ),
            ):
                text = here.say(words.DOWNLOAD_AS.fill(name=label, form=form))
                st.download_button(
                    text, make, f"{stem}.{form.lower()}", mime, key=f"{stem}.{form}", type="tertiary", on_click="ignore"
                )
        st.link_button(here.say(words.AS_DATA), data, type="tertiary", icon=":material/data_object:")


def confidence_badge(code: str | None) -> None:
    """Icon, word and colour: never colour alone."""
    here = visit()
    if code is None:
        icon, colour = SILENT
        st.badge(here.say(NOT_REPORTED), icon=icon, color=colour)  # type: ignore[arg-type]
        return
    icon, colour = STATUS[Confidence.of(code)]
    st.badge(here.say(CONFIDENCE_WORDS[Confidence.of(code)]), icon=icon, color=colour)  # type: ignore[arg-type]


def standing(row: ProjectRow) -> None:
    """How a project stands: its lead's confidence, or that it is abandoned."""
    if row.abandoned_on is None:
        confidence_badge(row.confidence)
    else:
        st.badge(visit().say(words.ABANDONED), icon=":material/block:", color="gray")


def project_link(
    project_id: str,
    title: str,
    *,
    icon: str | None = None,
    width: Any = "content",
    most: int | None = None,
    **parts: str,
) -> None:
    """A link that opens the project in the same tab, with everything chosen so far and what `parts` of it to show; a
    name longer than `most` is cut, and told whole on hover."""
    parameters = address.current(id=project_id, programme=visit().code, **parts)
    label = shortened(title, most)
    more = None if label == title else safe(title)
    st.page_link("projects/project.py", label=safe(label), icon=icon, query_params=parameters, width=width, help=more)


def shortened(text: str, most: int | None) -> str:
    """At most that many characters, the last one « … » where some are left out."""
    return text if most is None or len(text) <= most else text[: most - 1].rstrip(" ,—–-") + "…"


def page_link(page: str, label: Text, *, icon: str | None = None, **parameters: str) -> None:
    """A link to another page, with everything chosen so far and some parameters of its own."""
    st.page_link(page, label=visit().say(label), icon=icon, query_params=address.current(**parameters))


def empty(fact: Text, reason: Text, action: Callable[[], None] | None = None) -> None:
    """Nothing yet: what is missing, why, and what to do."""
    here = visit()
    with st.container(border=True):
        st.markdown(f"**{safe(here.say(fact))}**")
        st.markdown(safe(here.say(reason)))
        if action is not None:
            action()


def refusal(refused: Refused) -> None:
    """Not done, why, and what to do."""
    here = visit()
    st.error(safe(here.say(refused.text)), title=here.say(words.NOT_RECORDED), icon=":material/block:")


def confidence_names(level: Confidence, named: Sequence[ProjectNameRow], of: int) -> None:
    """The first projects of a level, named, each a link, and how many more there are."""
    if not named:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        confidence_badge(level)
        for row in named:
            project_link(row.project_id, row.title)
        if of > len(named):
            page_link("projects/projects.py", words.more_projects(of - len(named)), confiance=level.value)
