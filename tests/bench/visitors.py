"""Visitors over real websockets, as browsers speak to the app: how long a navigation takes, what it sends."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.timing import Line
from tests.browser.serving import serving

# The first page stands at the root.
PAGES = ("plan", "projets", "perennite", "")
VISITORS, ROUNDS, PATIENCE = 50, 2, 300


class Visited(NamedTuple):
    """A navigation: the page, how long until its script had finished (ms), what was sent (bytes), whether it worked."""

    page: str
    ms: float
    size: int
    works: bool


def measure(place: str, programme: str, size: int) -> Iterator[Line]:
    """One visitor alone, then fifty at once, each going round the pages."""
    with serving("app.py", "health", PORTFOLIO_DATABASE_URL=place) as url:
        asyncio.run(_go_round(url, programme, 1))  # what the first visitor ever has to wait for
        alone = asyncio.run(_go_round(url, programme, 3))
        began = time.perf_counter()
        many = asyncio.run(_together(url, programme))
        took = (time.perf_counter() - began) * 1000
    times = sorted(each.ms for each in many)
    what, one = f"{VISITORS} visitors at once", statistics.median(each.ms for each in alone)
    yield Line(f"{what}, p95 of a navigation", size, times[int(len(times) * 0.95)], "the median of one visitor", one)
    yield Line(f"{what}, ms between two runs", size, took / len(many))
    yield Line(f"{what}, failures", size, sum(not each.works for each in many), unit="")
    for page in PAGES:
        sent = max(each.size for each in alone if each.page == page) / 1024
        yield Line(f"a page's message, /{page}", size, sent, unit="kB")
    yield Line("a page's message, the largest", size, max(each.size for each in alone) / 1024, unit="kB")


async def _together(url: str, programme: str) -> list[Visited]:
    found = await asyncio.gather(*(_go_round(url, programme, ROUNDS, start) for start in range(VISITORS)))
    return [each for of_one in found for each in of_one]


async def _go_round(url: str, programme: str, rounds: int, start: int = 0) -> list[Visited]:
    """The pages in turn, on one connection; visitors do not all begin with the same."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    turn = [PAGES[(start + step) % len(PAGES)] for step in range(len(PAGES))] * rounds
    async with connect(address, origin=url, subprotocols=["streamlit"], max_size=None) as stream:
        return [await visit_page(stream, page, programme) for page in turn]


async def visit_page(stream: ClientConnection, page: str, programme: str) -> Visited:
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode({"programme": programme, "lang": "fr"})
    asked.rerun_script.page_name = page
    asked.rerun_script.context_info.locale = "fr-FR"
    began = time.perf_counter()
    await stream.send(asked.SerializeToString())
    size, works, has_begun = 0, True, False
    while True:
        sent = await asyncio.wait_for(stream.recv(), PATIENCE)
        size += len(sent)
        message = ForwardMsg.FromString(sent)
        kind = message.WhichOneof("type")
        has_begun |= kind == "new_session"
        works &= not (kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception")
        if kind == "script_finished" and has_begun:
            works &= message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return Visited(page, (time.perf_counter() - began) * 1000, size, works)
