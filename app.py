"""The ASGI app: the script every visit runs, behind Streamlit's own server (`streamlit run app.py`)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import streamlit as st

from portfolio.api import MIDDLEWARE, ROUTES
from portfolio.ui.kit import session

TIDY_EVERY_SECONDS = 30


async def _keep_tidy() -> None:
    while True:
        await asyncio.sleep(TIDY_EVERY_SECONDS)
        await asyncio.to_thread(session.tidy)


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """While the app runs, leave a copy of the facts when idle; at its end, close the stores."""
    tidying = asyncio.create_task(_keep_tidy())
    try:
        yield
    finally:
        tidying.cancel()
        await asyncio.to_thread(session.close)


app = st.App("pages/frame.py", lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
