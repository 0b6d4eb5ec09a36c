"""Screens as declared: every page is one, asks what it says it asks, and lets one take away what it shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portfolio import settings
from portfolio.domain.access.actor import OFFICE, Actor, Persona
from portfolio.domain.basis.days import day_of
from portfolio.domain.commands import EnterRows
from portfolio.domain.facts import FundingLoss
from portfolio.domain.facts.choices import LossKind, ProgrammeKind
from portfolio.domain.questions import Question
from portfolio.presentation.kit.asking import Asked, At
from portfolio.presentation.kit.block import Acts, Section, View
from portfolio.presentation.kit.screen import Block, Scope
from portfolio.service import Service
from portfolio.ui.kit import pieces, session
from portfolio.ui.kit.screen import Screen
from portfolio.ui.screens import SCREENS
from tests.support import apps
from tests.support.demonstration import TODAY

PAGES = settings.ROOT / "pages"
READERS = {
    "fictif": ("visitor", "office", "committee", "lead:syndicat", "funder:region-b", "instructor:region-b"),
    "reel": ("visitor", "office"),
}
PROJECTS = {"fictif": ("F01", "F07"), "reel": (apps.A_PROJECT["reel"],)}
KINDS = {"fictif": ProgrammeKind.FICTIONAL, "reel": ProgrammeKind.REAL}
DAYS = {"fictif": (day_of(TODAY), date(2026, 3, 31)), "reel": (day_of(TODAY),)}


# The demonstration has no loss: one, so that every block has something to show.
LOSS = FundingLoss(
    project_id="F07",
    line_id="L1",
    loss_id="P1",
    kind=LossKind.REDUCED,
    amount_eur=Decimal(1_000),
    lost_on=date(2026, 2, 2),
)


@pytest.fixture(scope="module", autouse=True)
def reading(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("screens") / "record.sqlite"
        place.write_bytes(demonstration.read_bytes())
        apps.serve(place, patch)
        opened = session.service()
        opened.carry_out(EnterRows(programme="fictif", rows=(LOSS,), reason="réduction"), OFFICE, "loss")
        yield opened
        session.close()


def test_every_page_is_a_screen_and_every_screen_has_its_page() -> None:
    files = {str(path.relative_to(PAGES)) for path in PAGES.glob("*/*.py")}
    assert files == {screen.file for screen in SCREENS}
    assert len({screen.path for screen in SCREENS}) == len(SCREENS)


def test_a_page_shows_the_screen_that_names_it() -> None:
    for screen in SCREENS:
        text = (PAGES / screen.file).read_text("utf-8")
        [shown] = [line for line in text.splitlines() if line.startswith("show(")]
        name = shown.removeprefix("show(").removesuffix(")")
        found: dict[str, Any] = {}
        exec(text.replace(shown, ""), found)
        assert found[name] is screen


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_the_blocks_of_a_screen_have_each_their_own_key_and_its_sheets_their_own_code(screen: Screen) -> None:
    blocks = {id(block): block.key for block in screen.blocks}
    assert len({*blocks.values()}) == len(blocks)
    assert len({sheet.code for sheet in screen.sheets}) == len(screen.sheets)


class Counting:
    """The door, and what was asked at it."""

    def __init__(self, service: Service, scope: Scope, as_of: date) -> None:
        self.service, self.scope, self.as_of = service, scope, as_of
        self.asked: set[tuple[Question[Any], date]] = set()

    def __call__(self, question: Question[Any], as_of: date | None = None, /) -> Any:
        self.asked.add((question, as_of or self.as_of))
        return self.service.read(question, self.scope.reader, as_of or self.as_of)

    def declared(self, asked: Any) -> set[tuple[Question[Any], date]]:
        return {self._one(each) for each in asked}

    def _one(self, each: Asked) -> tuple[Question[Any], date]:
        return (each.question, each.as_of) if isinstance(each, At) else (each, self.as_of)


def scopes(service: Service) -> Iterator[tuple[Scope, date]]:
    """Both programmes, their readers, two days, some projects."""
    for programme, readers in READERS.items():
        for day in DAYS[programme]:
            for reader in readers:
                actor = Actor.parse(reader)
                private = service.private_models(actor, programme, day)
                for project in PROJECTS[programme]:
                    yield Scope(programme, day, (), KINDS[programme], actor, private, (("id", project),)), day


BLOCKS = {f"{screen.path}/{block.key}": block for screen in SCREENS for block in screen.blocks}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_asks_what_it_declares_and_nothing_else(block: Block) -> None:
    service, has_shown = session.service(), False
    for scope, day in scopes(service):
        if not block.when(scope):
            continue
        narrow = scope.narrowed(block.reads)
        door = Counting(service, narrow, day)
        declared = door.declared(block.asks(narrow))
        more = door.declared(block.then(door, narrow))
        door.asked.clear()
        shown = block.show(door, narrow, View("fr", "light", day))
        assert door.asked <= declared | more, f"{block.key} asks more than it declares"
        has_shown |= shown is not None
        if shown is not None:
            assert declared <= door.asked, f"{block.key} declares too much"
    assert has_shown, f"{block.key} never shows anything on the demonstration"


WHOLES = {key: block for key, block in BLOCKS.items() if block.whole is not None}


@pytest.mark.parametrize("block", WHOLES.values(), ids=WHOLES)
def test_what_is_taken_away_whole_asks_what_it_declares_and_begins_with_what_is_shown(block: Block) -> None:
    service, has_rows = session.service(), False
    for scope, day in scopes(service):
        if not block.when(scope):
            continue
        narrow, view = scope.narrowed(block.reads), View("fr", "light", day)
        door = Counting(service, narrow, day)
        whole = block.table(door, narrow, view)
        assert block.whole is not None and whole is not None
        assert door.asked == door.declared(block.whole.asks(narrow))
        shown = block.show(door, narrow, view)
        assert isinstance(shown, Section | Acts)
        assert shown.table.rows == whole.rows[: len(shown.table.rows)]
        has_rows |= bool(whole.rows)
    assert has_rows


def test_a_block_cannot_read_a_choice_that_it_does_not_declare() -> None:
    scope = Scope("fictif", date(2026, 11, 20), chosen=(("id", "F01"), ("tri", "cout")))
    assert scope.narrowed(("tri",)).project_id == ""
    assert scope.narrowed(("id",)).project_id == "F01"


@pytest.mark.parametrize("programme", READERS)
def test_every_file_of_every_page_can_be_taken_away_after_its_run(
    programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit makes a file when it is clicked, in a thread that knows of no visit."""
    offered: dict[str, Callable[[], bytes]] = {}
    drawn = pieces.st.download_button

    def noted(label: str, make: Callable[[], bytes], name: str, *args: Any, **more: Any) -> bool:
        offered[name] = make
        return drawn(label, make, name, *args, **more)

    monkeypatch.setattr(pieces.st, "download_button", noted)
    taken: set[str] = set()
    for reader in READERS[programme]:
        tab = apps.Session(programme=programme, profil=reader)
        for page in apps.PAGES.values():
            project = {"id": apps.A_PROJECT[programme]} if page.file == apps.PROJECT.file else {}
            offered.clear()
            tab.go(page, programme=programme, profil=reader, **project)
            assert tab.failures == [], (page, reader)
            with ThreadPoolExecutor(1) as elsewhere:
                made = {name: elsewhere.submit(make).result() for name, make in offered.items()}
            for name, content in made.items():
                taken.add(name)
                assert zipfile.is_zipfile(io.BytesIO(content)) if name.endswith(".xlsx") else b";" in content, name
    assert len(taken) > 20


def test_a_persona_is_in_the_readers_tried() -> None:
    assert {Actor.parse(each).persona for each in READERS["fictif"]} == {*Persona}
