"""The visit: who, in which language, on which programme, as of which day; and the two doors of the service."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from portfolio import settings
from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.basis.text import LANGUAGES, Language, Refused, Text
from portfolio.domain.commands import Command
from portfolio.domain.questions import ProgrammeRow, Programmes
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.palette import Theme
from portfolio.presentation.kit.sentences import typeset
from portfolio.service import Heads, Recorded, Service
from portfolio.ui.kit import address

FIRST_DAY = date(2005, 1, 1)  # before anything a plan of this kind could know


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything a page needs to know of who is looking. `as_of` is None for today; `heads`: where the record stood
    when this run began, so that a page is read at one moment."""

    actor: Actor
    language: Language
    theme: Theme
    phone: bool
    programmes: tuple[ProgrammeRow, ...]
    programme: ProgrammeRow | None
    as_of: date | None
    today: date
    heads: Heads

    @property
    def day(self) -> date:
        return self.as_of or self.today

    @property
    def code(self) -> str:
        return self.programme.programme if self.programme else ""

    @property
    def view(self) -> View:
        return View(self.language, self.theme, self.day, self.phone)

    def say(self, text: Text) -> str:
        return typeset(text.to(self.language), self.language)


_services: dict[str, Service] = {}
_opening = threading.Lock()


def service() -> Service:
    """The one service of this process for the record in use; raises `StoreProblem` when there is none to open."""
    place = settings.record_place()
    with _opening:
        if place not in _services:
            _services[place] = Service.open(place)
        return _services[place]


def tidy() -> None:
    """When nobody writes: leave what lets the next process start fast."""
    for opened in list(_services.values()):
        opened.tidy()


def close() -> None:
    """At the end of the process."""
    with _opening:
        while _services:
            _services.popitem()[1].close()


def begin() -> Visit:
    """Read the visit from the address and the browser, at the start of a run."""
    address.restore()
    opened = service()
    heads = opened.heads()
    today = opened.today(heads)
    programmes = opened.read(Programmes(), VISITOR, heads=heads)
    visit = Visit(
        actor=_actor(),
        language=_language(),
        theme="dark" if st.context.theme.type == "dark" else "light",
        phone="Mobi" in st.context.headers.get("User-Agent", ""),
        programmes=programmes,
        programme=_programme(programmes),
        as_of=_as_of(today),
        today=today,
        heads=heads,
    )
    st.session_state["visit"] = visit
    return visit


def visit() -> Visit:
    """The visit of this run."""
    found: Visit = st.session_state["visit"]
    return found


def carry_out(asked: Command | Sequence[Command], command_id: str) -> Recorded:
    commands = [asked] if isinstance(asked, Command) else asked
    return service().carry_out_all(commands, visit().actor, command_id)


def command_id(form: str) -> str:
    """The id that a form carries until its command is recorded, so that clicking twice does nothing twice."""
    key = f"command:{form}"
    if key not in st.session_state:
        st.session_state[key] = str(uuid.uuid4())
    found: str = st.session_state[key]
    return found


def renew(form: str) -> None:
    """The form's next submission is another command."""
    st.session_state.pop(f"command:{form}", None)


def _language() -> Language:
    asked = address.value("lang")
    for language in LANGUAGES:
        if asked == language:
            return language
    preferred = (st.context.locale or "fr").lower()
    return "en" if preferred.startswith("en") else "fr"


def _actor() -> Actor:
    """The persona of the address; one that is not known is a visitor."""
    try:
        return Actor.parse(address.value("profil") or "visitor")
    except Refused:
        return VISITOR


def _programme(programmes: tuple[ProgrammeRow, ...]) -> ProgrammeRow | None:
    asked = address.value("programme")
    return next((row for row in programmes if row.programme == asked), programmes[0] if programmes else None)


def _as_of(today: date) -> date | None:
    """A past day, the first one at the earliest; None, for today: a day to come, or what is not a day."""
    try:
        asked = date.fromisoformat(address.value("au") or "")
    except ValueError:
        return None
    return max(asked, FIRST_DAY) if asked < today else None
