"""The real app, served on a record of its own, in front of a real browser."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from portfolio import settings
from tests.browser.serving import browsing, chromium, serving, settle
from tests.support.demonstration import copied

FAILURES = Path(__file__).parent / "failures"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36"
# Under a deep link, Streamlit looks for its own health beside the page before finding it at the root.
STREAMLITS_OWN = ("_stcore/health", "_stcore/host-config")


@dataclass
class Served:
    """The app and its record."""

    url: str
    place: str

    def terminal(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A terminal command on the same record, from another process."""
        command = [sys.executable, "-m", "portfolio", "--record", self.place, *arguments]
        done = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return done

    def events(self, kind: str) -> int:
        """How many events of a kind the record holds."""
        with contextlib.closing(sqlite3.connect(self.place)) as connection:
            [(count,)] = connection.execute("select count(*) from event where kind = ?", [kind])
        return int(count)


@dataclass
class Visitor:
    """One visitor's tab, with what it asked of other hosts and what its console complained of."""

    page: Page
    url: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Visitor:
        self.page.goto(self.url + address)
        self.page.wait_for_selector("h1")
        return self.rest()

    def rest(self) -> Visitor:
        """Wait until the page has settled."""
        settle(self.page)
        return self

    def card(self, label: str) -> str:
        """The figure of a card, by its label."""
        found = self.page.locator("[data-testid=stMetric]", has_text=label)
        return found.locator("[data-testid=stMetricValue]").inner_text()

    def messages(self) -> list[str]:
        return [" ".join(each.inner_text().split()) for each in self.page.locator("[data-testid=stAlert]").all()]

    def leave(self) -> None:
        """Leave nothing to who comes next: no other tab, nothing remembered, no page open."""
        for other in self.page.context.pages[1:]:
            other.close()
        if self.page.url.startswith(self.url):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Without one the tests are skipped and say how to get it, save in CI where they fail."""
    path = chromium()
    if path is None:
        why = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with browsing(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def served(demonstration_at_rest: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    """The app as `make run` serves it, on both programmes."""
    place = str(copied(demonstration_at_rest, tmp_path_factory.mktemp("browser") / "own"))
    with serving("app.py", "health", PORTFOLIO_DATABASE_URL=place) as url:
        yield Served(url, place)


@pytest.fixture(scope="session")
def windows(browser: Browser, served: Served) -> Callable[[int], Visitor]:
    """One tab for each width, kept for the session: it has already read the scripts of Streamlit, which are heavy."""

    @cache
    def made(width: int) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 1000}, locale="fr-FR", user_agent=PHONE if width < 500 else None
        )
        page = context.new_page()
        page.set_default_timeout(30_000)
        found = Visitor(page, served.url)
        page.on("request", lambda r: _is_ours(r.url) or found.strangers.append(r.url))
        page.on("response", lambda r: _is_fine(r.status, r.url) or found.complaints.append(f"{r.status} {r.url}"))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("console", lambda message: _is_quiet(message) or found.complaints.append(message.text))
        return found

    return made


@pytest.fixture
def visitor(windows: Callable[[int], Visitor], request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A French visitor on a wide screen, or as the test's `screen` parameter says (width, theme), who never came."""
    width, theme = getattr(request, "param", (1440, "light"))
    found = windows(width)
    found.strangers.clear()
    found.complaints.clear()
    found.page.emulate_media(color_scheme=theme)
    yield found
    if getattr(request.node, "failed", False):
        FAILURES.mkdir(exist_ok=True)
        found.page.screenshot(path=str(FAILURES / f"{request.node.name}.png"), full_page=True)
    found.leave()
    assert found.strangers == [], "nothing leaves this machine"
    assert found.complaints == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]


def _is_ours(url: str) -> bool:
    return url.startswith(("http://localhost", "ws://localhost", "data:", "blob:"))


def _is_fine(status: int, url: str) -> bool:
    return status < 400 or url.endswith(STREAMLITS_OWN)


def _is_quiet(message: ConsoleMessage) -> bool:
    """No error; what could not be loaded is judged by its answer."""
    return message.type != "error" or message.text.startswith("Failed to load resource")
