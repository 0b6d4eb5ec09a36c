"""The top of a page: its question, one sentence, what is chosen (date, programme, filters), its downloads."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.presentation.kit.block import Files
from portfolio.presentation.kit.formats import day as written
from portfolio.ui.kit import address, filters, words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.pieces import downloads
from portfolio.ui.kit.session import FIRST_DAY, visit


def title(question: Text, sentence: str, files: tuple[str, Files, str] | None = None) -> None:
    """The page's question and what it shows; `files` are the downloads, under the page's name, and its address as
    data."""
    here = visit()
    with st.container(horizontal=not here.phone, horizontal_alignment="distribute", vertical_alignment="bottom"):
        with st.container(gap="xxsmall", width="stretch"):
            st.title(safe(here.say(question)), anchor=False)
            st.markdown(safe(sentence))
        if files is not None:
            downloads(*files)


def choices(*, with_filters: bool = False) -> None:
    """Date of the data, programme, filters; the banner of a past date below."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _as_of()
        _programme()
        if with_filters:
            filters.popover()
            filters.chips()
    _past()


def _as_of() -> None:
    here = visit()
    label = here.say(words.AS_OF.fill(day=written(here.day, here.language)))
    with st.popover(label, icon=":material/calendar_today:", type="secondary"):
        st.session_state["as_of"] = here.day
        st.date_input(
            here.say(words.AS_OF_CHOICE),
            min_value=FIRST_DAY,
            max_value=here.today,
            format="DD/MM/YYYY",
            key="as_of",
            help=here.say(words.AS_OF_HELP),
            on_change=_see_as_of,
        )


def _see_as_of() -> None:
    chosen = st.session_state["as_of"]
    past = chosen is not None and chosen < visit().today
    address.put("au", chosen.isoformat() if past else None)


def _programme() -> None:
    here = visit()
    if here.programme is None:
        return
    names = {row.programme: row.name_fr if here.language == "fr" else row.name_en for row in here.programmes}
    with st.popover(safe(names[here.code]), icon=":material/folder:", type="secondary"):
        st.session_state["programme"] = here.code
        st.radio(
            here.say(words.PROGRAMME),
            list(names),
            format_func=lambda code: safe(names[code]),
            key="programme",
            on_change=_change_programme,
        )
    kind = here.programme.kind
    if kind == ProgrammeKind.FICTIONAL:
        st.badge(here.say(words.FICTIONAL), icon=":material/science:", color="violet")
    elif kind == ProgrammeKind.REAL:
        st.badge(here.say(words.REAL), icon=":material/public:", color="gray")


def _change_programme() -> None:
    """Another plan has other projects: the filters and the persona of this one do not follow."""
    address.put("programme", st.session_state["programme"])
    filters.clear()
    address.put("profil", None)


def _past() -> None:
    here = visit()
    if here.as_of is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            here.say(words.PAST_BODY),
            title=here.say(words.PAST_TITLE.fill(day=written(here.as_of, here.language))),
            icon=":material/history:",
        )
        st.button(here.say(words.BACK_TO_TODAY), on_click=lambda: address.put("au", None))
