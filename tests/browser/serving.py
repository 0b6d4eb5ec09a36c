"""An app served as `make run` serves it, and the browser that looks at it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from portfolio import settings


def chromium() -> str | None:
    """The browser's path, or None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextlib.contextmanager
def browsing(path: str) -> Iterator[Browser]:
    """Chromium, opened once."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@contextlib.contextmanager
def serving(script: str, health: str, **environment: str) -> Iterator[str]:
    """The address of a Streamlit script served on a free port; `health` is what answers there once it is up."""
    port = _free_port()
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    served = subprocess.Popen(command, cwd=settings.ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    with served as process:
        try:
            _wait(f"{url}/{health}")
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


def settle(page: Page) -> None:
    """Wait until the script has run and the page has settled: twice idle in a row, figures and PDF files drawn."""
    for _ in range(2):
        page.wait_for_timeout(150)
        page.wait_for_function(SETTLED)


SETTLED = (
    "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-testid=stSkeleton]')"
    # A PDF asks for its file after the script has run: gone too soon, it would be asked of a page that left it.
    " && [...document.querySelectorAll('[class*=st-key-pdf]')].every("
    "pdf => [...pdf.querySelectorAll('*')].some(each => each.shadowRoot?.querySelector('canvas')))"
)


def _free_port() -> int:
    with contextlib.closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answered at {address}")
