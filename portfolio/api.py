"""What the app serves beside its pages: its health, its screens as data; and what it adds to every response."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from portfolio import __version__, settings
from portfolio.domain.access.private_logs import project_of
from portfolio.domain.basis.text import Language
from portfolio.service import StoreProblem
from portfolio.ui import screen_data
from portfolio.ui.kit import session
from portfolio.ui.kit.screen import DATA
from portfolio.ui.plan.screens import HOME

# Streamlit's page says it is in English whatever it shows: a screen reader would read French aloud as English.
SAID, OPENING = b'<html lang="en"', b'<html lang="'
# How the server is made, and what its memory holds, are nobody's to read from outside.
SHUT = {"/_stcore/metrics"}
VALIDATORS = ("etag", "last-modified")
CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


async def health(_: Request) -> JSONResponse:
    """200 when the record can be read, 503 with the reason otherwise."""
    try:
        opened = session.service()
        heads = opened.heads()
    except StoreProblem as problem:
        return JSONResponse({"status": "unavailable", "why": problem.text.en}, status_code=503)
    status = "damaged" if opened.faults else "read-only" if opened.read_only else "ok"
    return JSONResponse(
        {"status": status, "version": __version__, "programmes": sum(project_of(name) is None for name in heads)}
    )


def home(request: Request) -> RedirectResponse:
    """The first page stands at the root: its own address leads there, with all that it asks for."""
    asked = request.url.query
    return RedirectResponse(f"/?{asked}" if asked else "/")


def screens(request: Request) -> JSONResponse:
    """The list of the declared screens, as data."""
    return _answered(request, screen_data.every_screen)


def screen(request: Request) -> JSONResponse:
    """What a screen shows a visitor: 400 or 404 with the reason otherwise, 503 when the record cannot be read."""
    address, asked = request.path_params["address"], dict(request.query_params)
    return _answered(request, lambda language: screen_data.one_screen(session.service(), address, asked, language))


def _answered(request: Request, answer: Callable[[Language], dict[str, Any]]) -> JSONResponse:
    language = spoken(request.scope)
    try:
        return JSONResponse(answer(language))
    except screen_data.Unanswered as unanswered:
        status, text = unanswered.status, unanswered.text
    except StoreProblem as problem:
        status, text = HTTPStatus.SERVICE_UNAVAILABLE, problem.text
    return JSONResponse({"status": status, "why": text.to(language)}, status_code=status)


class Guarded:
    """Only what is asked under a name of ours, by a page of ours: another host, another origin or a shut address are
    refused before anything else looks at them, whatever the request says of itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        status = refused(scope)
        if status is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()  # the opening, which is answered by a closing: the handshake fails with a 403
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(HTTPStatus(status).phrase, status)(scope, receive, send)


def refused(scope: Scope) -> int | None:
    """The status that a request is refused with, None when it is let through."""
    headers = Headers(scope=scope)
    if not is_ours(headers.get("host", "")):
        return HTTPStatus.MISDIRECTED_REQUEST
    origin = headers.get("origin")
    changes = scope["type"] == "websocket" or scope["method"] not in {"GET", "HEAD", "OPTIONS"}
    if changes and origin is not None and not is_ours(origin.partition("://")[2]):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.NOT_FOUND if scope["path"].rstrip("/") in SHUT else None


def is_ours(netloc: str) -> bool:
    """Whether a host, with or without its port, is one that this installation answers to."""
    host = netloc.rsplit("]", 1)[0] + "]" if netloc.startswith("[") else netloc.partition(":")[0]
    return host.lower() in settings.hosts()


class Polite:
    """Every response gets its headers; an HTML page says the language it is shown in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_page = "text/html" in Headers(scope=scope).get("accept", "")
        language = spoken(scope)

        async def polite(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if is_page:
                    # One address, two languages: a copy kept by the browser would be right for one of them only.
                    for name in VALIDATORS:
                        del headers[name]
            elif is_page:
                message["body"] = message.get("body", b"").replace(SAID, OPENING + language.encode() + b'"')
            await send(message)

        await self.app(_plain(scope) if is_page else scope, receive, polite)


def _plain(scope: Scope) -> Scope:
    """The request of a page, asking for it whole and uncompressed."""
    kept = [(name, value) for name, value in scope["headers"] if name not in CONDITIONS]
    return {**scope, "headers": kept}


def spoken(scope: Scope) -> Language:
    """The language of the address, else the browser's own, else French."""
    asked = QueryParams(scope.get("query_string", b"")).get("lang")
    if asked in {"fr", "en"}:
        return "en" if asked == "en" else "fr"
    preferred = Headers(scope=scope).get("accept-language", "fr").strip().lower()
    return "en" if preferred.startswith("en") else "fr"


ROUTES = [
    Route("/health", health),
    Route(f"/{HOME.path}", home),
    Route(DATA, screens),
    Route(DATA + "/{address}", screen),
]
# Compressed as the browser asks, scripts included, which the server would send as they are: they are most of a first
# load, and the browser keeps them once it has them.
MIDDLEWARE = [Middleware(Guarded), Middleware(CompressMiddleware, remove_accept_encoding=True), Middleware(Polite)]
