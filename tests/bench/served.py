"""The list of projects served here, by Datasette and by a plain Dash page: the same rows, each by its own server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from websockets.asyncio.client import connect

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.questions import ProjectPage, ProjectRow
from portfolio.service import Service
from tests.bench.timing import Line, ms
from tests.bench.visitors import visit_page
from tests.browser.serving import serving

COLUMNS = ("title", "lead_name", "confidence", "declared_progress", "slip_days", "cost_eur", "secured_share")
TIMES = 15
DASH = """
import json, sys
from dash import Dash, html
rows = json.loads(open(sys.argv[1], encoding="utf-8").read())
app = Dash(__name__)
head = html.Tr([html.Th(name) for name in rows[0]])
app.layout = lambda: html.Table([head, *(html.Tr([html.Td(v) for v in row.values()]) for row in rows[:25])])
app.run(port=int(sys.argv[2]), debug=False)
"""


def measure(place: str, programme: str, size: int, folder: Path) -> Iterator[Line]:
    """A page of twenty-five rows asked for again, on an open connection each."""
    service = Service.open(place)
    rows = service.read(ProjectPage(programme=programme), VISITOR)
    service.close()
    with serving("app.py", "health", PORTFOLIO_DATABASE_URL=place) as url:
        ours = asyncio.run(_ours(url, programme))
    for name, command, path in (
        ("Datasette", _datasette(rows, folder), "/projects/project?_size=25"),
        ("Dash", _dash(rows, folder), "/_dash-layout"),
    ):
        with _running(command) as url:
            yield Line("the list of projects served", size, ours, name, ms(lambda u=url + path: _get(u), TIMES))


async def _ours(url: str, programme: str) -> float:
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, origin=url, subprotocols=["streamlit"], max_size=None) as stream:
        seen = [await visit_page(stream, "projets", programme) for _ in range(TIMES)]
    return sorted(each.ms for each in seen)[TIMES // 2]


def _cells(row: ProjectRow) -> dict[str, object]:
    return {name: None if (value := getattr(row, name)) is None else str(value) for name in COLUMNS}


def _datasette(rows: tuple[ProjectRow, ...], folder: Path) -> list[str]:
    path = folder / "projects.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"create table project ({', '.join(COLUMNS)})")
        marks = ", ".join("?" for _ in COLUMNS)
        connection.executemany(f"insert into project values ({marks})", [tuple(_cells(row).values()) for row in rows])
        connection.commit()
    return [sys.executable, "-m", "datasette", "serve", str(path), "--port"]


def _dash(rows: tuple[ProjectRow, ...], folder: Path) -> list[str]:
    script, data = folder / "dash_page.py", folder / "rows.json"
    script.write_text(DASH, encoding="utf-8")
    data.write_text(json.dumps([_cells(row) for row in rows]), encoding="utf-8")
    return [sys.executable, str(script), str(data)]


@contextlib.contextmanager
def _running(command: list[str]) -> Iterator[str]:
    with contextlib.closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, str(port)], **quiet) as process:  # type: ignore[call-overload]
        try:
            for _ in range(300):
                with contextlib.suppress(OSError):
                    _get(f"http://127.0.0.1:{port}/")
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())
