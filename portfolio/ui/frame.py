"""What surrounds every page: the visit, the menu, the banner of the demonstration, and what is shown when it fails."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

import streamlit as st

from portfolio.domain.access.actor import OFFICE
from portfolio.domain.basis.text import LANGUAGES
from portfolio.service import StoreProblem
from portfolio.ui.entry.screens import ENTRY
from portfolio.ui.kit import address, personas, words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.pieces import empty
from portfolio.ui.kit.session import Visit, begin, service, visit
from portfolio.ui.screens import SCREENS

logger = logging.getLogger(__name__)


def run() -> None:
    """The script of every visit."""
    st.set_page_config(page_title=words.APP.fr, layout="wide", initial_sidebar_state="collapsed")
    try:
        here = begin()
    except StoreProblem as problem:
        _cannot_open(problem)
        return
    page = st.navigation(_menu(here), position="top")
    st.set_page_config(page_title=f"{page.title} · {here.say(words.APP)}")
    _banner(here)
    if here.programme is None and page.url_path != ENTRY.path:
        _nothing_yet(here)
        return
    _shown(page.run)


def _nothing_yet(here: Visit) -> None:
    """An empty installation: a programme is made by hand, or imported."""
    st.title(here.say(words.APP), anchor=False)
    empty(words.NO_PROGRAMME, words.NO_PROGRAMME_NEXT)
    asked = address.current(fait="programme", profil=str(OFFICE))
    st.page_link(
        ENTRY.file, label=here.say(words.CREATE_PROGRAMME), icon=":material/create_new_folder:", query_params=asked
    )


def _menu(here: Visit) -> dict[str, list[st.Page]] | list[st.Page]:
    """Sections on a wide screen; a flat list on a phone, where sections would make an unlabelled list."""
    pages: dict[str, list[st.Page]] = {}
    for screen in SCREENS:
        made = st.Page(
            screen.file,
            title=here.say(screen.name),
            url_path=screen.path,
            default=screen is SCREENS[0],
            visibility="hidden" if screen.is_hidden else "visible",
        )
        pages.setdefault(here.say(screen.section) if screen.section else "", []).append(made)
    return [page for group in pages.values() for page in group] if here.phone else pages


def _banner(here: Visit) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            st.badge(here.say(words.DEMONSTRATION), icon=":material/science:", color="violet")
            _persona(here)
        st.session_state["language"] = here.language
        st.segmented_control(
            here.say(words.LANGUAGE),
            LANGUAGES,
            format_func=str.upper,
            key="language",
            required=True,
            on_change=lambda: address.put("lang", st.session_state["language"]),
            label_visibility="collapsed",
        )
    _elsewhere(here)
    _damaged()
    if service().read_only is not None:
        st.warning(
            safe(here.say(service().read_only or words.READ_ONLY)),
            title=here.say(words.READ_ONLY),
            icon=":material/lock:",
        )


def _damaged() -> None:
    """What the record no longer is, and what is gone on without, on every page."""
    notice = service().notice
    if notice is not None:
        st.warning(safe(visit().say(notice)), icon=":material/memory:")
    for text in service().faults:
        st.error(safe(visit().say(text)), title=visit().say(words.DAMAGED), icon=":material/broken_image:")


def _elsewhere(here: Visit) -> None:
    """A link to a programme that is not here shows another one: say so."""
    asked = address.value("programme")
    if here.programme is not None and asked and asked != here.code:
        shown = here.programme.name_fr if here.language == "fr" else here.programme.name_en
        st.warning(safe(here.say(words.NO_SUCH_PROGRAMME.fill(asked=asked, shown=shown))), icon=":material/link_off:")


def _persona(here: Visit) -> None:
    names = {**personas.offered(), str(here.actor): personas.name_of(here.actor)}
    with st.popover(safe(names[str(here.actor)]), icon=":material/person:", type="secondary"):
        st.session_state["persona"] = str(here.actor)
        st.selectbox(
            here.say(words.PERSONA),
            list(names),
            format_func=lambda code: names.get(code, code),
            key="persona",
            help=here.say(words.PERSONA_HELP),
            on_change=lambda: address.put("profil", st.session_state["persona"]),
        )


def _shown(page: Callable[[], None]) -> None:
    """The page; what fails in it is noted under a number, and said without a trace."""
    try:
        page()
    except StoreProblem as problem:
        st.error(safe(visit().say(problem.text)), title=visit().say(words.ERROR_TITLE))
    except Exception:
        incident = uuid.uuid4().hex[:8]
        logger.exception("incident %s", incident)
        here = visit()
        st.error(here.say(words.ERROR_BODY.fill(incident=incident)), title=here.say(words.ERROR_TITLE))


def _cannot_open(problem: StoreProblem) -> None:
    """Before there is a visit there is no language: both are shown."""
    st.title(words.NO_RECORD_TITLE.fr, anchor=False)
    st.error(safe(problem.text.fr), title=words.NO_RECORD_TITLE.fr)
    st.caption(safe(problem.text.en))
