"""What a person waits for in front of Chromium, and what goes over the wire, over an empty Streamlit page."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.timing import Line
from tests.browser.serving import SETTLED, browsing, chromium, serving

TIMES = 3
EMPTY = "import streamlit as st\nst.title('Rien')\n"
PAGES = ("/plan", "/projets", "/projet?id=P000017")


def measure(place: str, programme: str, size: int, folder: Path) -> Iterator[Line]:
    """First load and navigation until the page has settled; nothing where there is no browser."""
    path = chromium()
    if path is None:
        return
    (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
    with browsing(path) as browser:
        with serving(str(folder / "empty.py"), "_stcore/health") as url:
            empty = _first(browser, url)
        with serving("app.py", "health", PORTFOLIO_DATABASE_URL=place) as url:
            for page in PAGES:
                address = f"{url}{page}{'&' if '?' in page else '?'}programme={programme}&lang=fr"
                seen = _first(browser, address)
                name = page.partition("?")[0]
                yield Line(f"{name}, first load in Chromium", size, seen[0], "empty page", empty[0])
                yield Line(f"{name}, bytes of a first load", size, seen[1], unit="kB")
            moved = _navigation(browser, f"{url}/plan?programme={programme}&lang=fr")
            yield Line("from /plan to /projets in Chromium", size, moved[0], "empty page", empty[0])
            yield Line("from /plan to /projets, bytes", size, moved[1], unit="kB")


def _first(browser: Browser, address: str) -> tuple[float, float]:
    """Of a first visit, nothing cached."""
    return _medians(lambda: _visit(browser, address))


def _navigation(browser: Browser, address: str) -> tuple[float, float]:
    """Of going to another page by the menu."""
    return _medians(lambda: _visit(browser, address, then=("Projets", "Quels projets")))


def _medians(visit: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """Medians of a few visits: (ms, kB)."""
    took, received = zip(*(visit() for _ in range(TIMES)), strict=True)
    return statistics.median(took), statistics.median(received)


def _visit(browser: Browser, address: str, then: tuple[str, str] | None = None) -> tuple[float, float]:
    """How long until painted (ms), and how much was received (kB): by the first load, or by the move `then`, a link and
    the heading that it leads to."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(120_000)
    received = _listening(page)
    page.goto(address)
    painted = page.evaluate(STEADY, "")
    if then is not None:
        received.clear()
        began = page.evaluate("() => performance.now()")
        link, heading = then
        page.get_by_role("link", name=link, exact=True).first.click()
        painted = page.evaluate(STEADY, heading) - began
    context.close()
    return painted, sum(received) / 1024


# When the page, under a heading with these words, became steady for a fifth of a second; ms since it was asked for.
STEADY = f"""words => new Promise(told => {{
    const settled = {SETTLED};
    let since = null;
    const look = () => {{
        const here = settled() && document.querySelector('h1')?.innerText.includes(words);
        since = here ? (since ?? performance.now()) : null;
        if (since !== null && performance.now() - since > 200) told(since); else requestAnimationFrame(look);
    }};
    look();
}})"""


def _listening(page: Page) -> list[float]:
    """Bytes received from here on, by HTTP as encoded and by the web socket."""
    received: list[float] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
    client.on("Network.webSocketFrameReceived", lambda e: received.append(_length(e["response"])))
    return received


def _length(frame: dict[str, object]) -> float:
    """A binary frame comes in base 64."""
    size = len(str(frame["payloadData"]))
    return size * 3 / 4 if frame["opcode"] == 2 else size
