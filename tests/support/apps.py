"""Driving the pages in AppTest: a record to read, how a page is reached, and all that it says.

How a page is reached: `st.navigation` gives pages hashes of their addresses, and `AppTest.switch_page` only knows them
once the frame has run. So the frame runs once before the first session, and each session begins where its address says,
as a deep link does. `Session.go` names another page's file and replaces the address, which is what a link does: what
the visitor had chosen comes back from the session's memory.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from portfolio import settings
from portfolio.service import Service
from portfolio.ui import screens
from portfolio.ui.kit import session
from portfolio.ui.kit.filters import OPENED
from portfolio.ui.kit.screen import Screen, Sheet
from portfolio.ui.screens import SCREENS
from tests.support.demonstration import TODAY
from tests.support.installations import Clock

FRAME = settings.ROOT / "pages" / "frame.py"
PATIENCE = 60


@dataclass(frozen=True)
class Page:
    """A page as an address opens it: its file beside the frame, its own parameters."""

    file: str
    address: Mapping[str, str] = field(default_factory=dict)


def _page(screen: Screen, sheet: Sheet) -> Page:
    return Page(screen.file, {screen.parameter: sheet.code} if len(screen.sheets) > 1 else {})


# Every sheet of every screen, as an address opens it: « plan-depuis », « projet-jalons », « saisie ».
PAGES = {
    screen.path if len(screen.sheets) == 1 else f"{screen.path}-{sheet.code}": _page(screen, sheet)
    for screen in SCREENS
    for sheet in screen.sheets
}
SCREEN_OF = {name: screen for screen in SCREENS for name, page in PAGES.items() if page.file == screen.file}
HOME, PLAN, PROJECTS, DURABILITY, PROJECT, MINE, VERIFICATIONS, ENTRY, METHOD = (Page(each.file) for each in SCREENS)
SINCE = Page(PLAN.file, {"vue": "depuis", "depuis": "2026-03-31"})
VIEWS_OF_DURABILITY = tuple(sheet.code for sheet in screens.DURABILITY.sheets)
FORMS = ("programme", "organisation", "project")
FORMS_OF_A_PROJECT = ("project", "operation", "project_territory", "funding_line", "milestone", "observation")
# A project of each programme, and an organisation of each that leads and one that pays.
A_PROJECT = {"fictif": "F01", "reel": "MAY"}
A_LEAD = {"fictif": "lead:syndicat", "reel": "lead:syane"}
A_FUNDER = {"fictif": "funder:region-b", "reel": "funder:etat"}


def serve(place: Path | str, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """From now on the pages read this record, at a clock that the test sets; `session.close` lets it go."""
    clock = Clock(TODAY)
    opened = Service.open(str(place), clock=clock)
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", str(place))
    monkeypatch.setitem(session._services, str(place), opened)
    return clock


# What every session would look for again, longer than a page takes: the installed components, the pages of the frame.
_found: dict[str, Any] = {}


class Session:
    """One visitor in front of the pages: an address, a memory, and widgets."""

    def __init__(self, page: Page = HOME, /, **address: str) -> None:
        self.app = AppTest.from_file(FRAME, default_timeout=PATIENCE)
        self.app.context["locale"] = "fr-FR"
        if not _found:
            self.app.run()
        if any("url_pathname" in each for each in self.app._registered_pages.values()):
            _found.update(components=self.app._bidi_component_manager, pages=self.app._registered_pages)
        if _found:
            self.app._bidi_component_manager = _found["components"]
            self.app._registered_pages = _found["pages"]
        self.go(page, **address)

    def go(self, page: Page, /, **address: str) -> Session:
        """Follow a link to a page; the address is the link's."""
        self.app.query_params.clear()
        self.app.query_params.update({**page.address, **address})
        self.app.switch_page(page.file).run()
        return self

    def click(self, label: str) -> Session:
        """Click on the button that bears exactly this label."""
        [found] = [button for button in self.app.button if plain(button.label) == label]
        found.click().run()
        return self

    def open_filters(self) -> Session:
        """Open the menu of filters, which is drawn when it is opened."""
        self.app.session_state[OPENED] = True
        self.app.run()
        return self

    @property
    def address(self) -> dict[str, Any]:
        return dict(self.app.query_params)

    @property
    def title(self) -> str:
        [title] = self.app.title
        return plain(title.value)

    @property
    def failures(self) -> list[str]:
        """What must never be there: an exception, or an incident told with its number."""
        return [each.value for each in (*self.app.exception, *self.app.error)]

    @property
    def cards(self) -> dict[str, str]:
        return {card.label: card.value for card in self.app.metric}

    @property
    def buttons(self) -> list[str]:
        return [plain(button.label) for button in self.app.button]

    @property
    def tables(self) -> list[list[list[str]]]:
        """Each table as rows of cells as they are read, its headings first."""
        return [_rows(table.proto.arrow_data) for table in self.app.table]

    @property
    def lines(self) -> dict[str, list[str]]:
        """The rows of the list of projects: by name, what each column says."""
        found: dict[str, list[str]] = {}
        name = ""
        for column in self.app.columns:
            [*links] = column.get("page_link")
            if links:
                name = plain(links[0].help or links[0].label)  # a name cut to its column is told whole on hover
                found[name] = []
            elif name:
                found[name].append(" ".join(plain(text.value) for text in column.markdown))
        return found

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """The links to pages: their words, the page, its parameters."""
        return [(plain(link.label), link.proto.page, link.proto.query_string) for link in self.app.get("page_link")]

    def said(self) -> list[str]:
        """Everything that can be read, piece by piece, without the signs of Markdown; cells and figures too."""
        return [plain(text) for text in self.sources() if plain(text)]

    @property
    def figures(self) -> list[str]:
        return [node.proto.spec for node in self.app.get("plotly_chart")]

    def sources(self, *, is_markdown: bool = False) -> list[str]:
        """The same as it was given to Streamlit; `is_markdown`: only where it would read Markdown."""
        pages = [str(page["page_name"]) for page in self.app._registered_pages.values()]
        nodes = [node for node in self.app.main if not is_markdown or node.type not in PLAIN]
        shown = (node.proto for node in nodes if getattr(node, "proto", None) is not None)
        return [*pages, *(text for proto in shown for text in _texts(proto))]


# Menus and grids show their words as they are; figures read HTML of their own.
PLAIN = {"selectbox", "multiselect", "plotly_chart", "dataframe"}
# What the messages to the browser hold that nobody reads, and formulas, which are in no language.
SILENT = {
    "code_text", "config", "content_icon", "deferred_file_id", "form_id", "format", "icon", "id", "max", "min", "page",
    "page_script_hash", "query_string", "raw_value", "raw_values", "tag", "type", "url", "uuid", "value", "default",
}  # fmt: skip
READ_IN_FIGURES = {"text", "ticktext", "customdata", "label", "hovertemplate", "name", "hovertext"}


def _texts(proto: Any) -> Iterator[str]:
    """The strings of a message that people read."""
    for each, value in proto.ListFields():
        if each.name in SILENT:
            continue
        values = value if each.is_repeated else [value]
        if each.name == "spec":
            yield from _figure(json.loads(value))
        elif each.name == "arrow_data":
            yield from _cells(value)
        elif each.message_type is not None:
            for inner in values:
                if hasattr(inner, "ListFields"):
                    yield from _texts(inner)
        else:
            yield from (text for text in values if isinstance(text, str))


def _figure(part: Any, *, is_read: bool = False) -> Iterator[str]:
    if isinstance(part, str):
        if is_read:
            yield re.sub(r"<[^>]+>|%\{[^}]+\}", " ", part)
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from _figure(inner, is_read=name in READ_IN_FIGURES)
    elif isinstance(part, list):
        for inner in part:
            yield from _figure(inner, is_read=is_read)


def _cells(data: Any) -> Iterator[str]:
    """The headings of a table and its cells, as they are given."""
    frame = _arrow(data.data)
    yield from _headings(frame)
    written = _arrow(data.styler.display_values) if data.HasField("styler") else frame
    for column in written.columns:
        yield from (str(value) for value in column.to_pylist() if value is not None)


def _rows(data: Any) -> list[list[str]]:
    written = _arrow(data.styler.display_values)
    columns = [[plain(str(value)) for value in column.to_pylist()] for column in written.columns]
    return [_headings(_arrow(data.data)), *(list(row) for row in zip(*columns, strict=True))]


def _headings(frame: pa.Table) -> list[str]:
    return [name for name in frame.column_names if not name.startswith("__index")]


def _arrow(content: bytes) -> pa.Table:
    return pa.ipc.open_stream(io.BytesIO(content)).read_all()


def plain(text: str) -> str:
    """A text as it is read: no icon, badge, emphasis or escape."""
    text = re.sub(r"(?<!\\):material/\w+:", "", text)
    text = re.sub(r"(?<!\\):\w+(?:-badge)?\[((?:[^\]\\]|\\.)*)\]", r"\1", text)
    text = re.sub(r"(?<!\\)\*\*", "", text)
    return re.sub(r"\\(.)", r"\1", text).strip()
