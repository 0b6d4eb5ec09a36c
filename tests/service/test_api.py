"""What the app serves beside its pages: health, polite headers, and the language a page says it is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from zstandard import ZstdDecompressor

from portfolio.api import MIDDLEWARE, ROUTES
from portfolio.service import Service
from portfolio.ui.kit import session

PAGE = '<!DOCTYPE html>\n<html lang="en">\n<head><title>é</title></head></html>'


async def page(_: object) -> HTMLResponse:
    return HTMLResponse(PAGE, headers={"etag": "same-for-both"})


async def data(_: object) -> JSONResponse:
    return JSONResponse({"text": PAGE})


async def greet(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("bonjour")
    await socket.close()


SCRIPT = "const words = 'un texte qui se répète';\n" * 200


async def script(request: Request) -> Response:
    """As a file that the server sends whole, or in part when asked for a range."""
    if "range" in request.headers:
        part = {"content-range": f"bytes 0-9/{len(SCRIPT)}"}
        return Response(SCRIPT[:10], 206, media_type="text/javascript", headers=part)
    return Response(SCRIPT, media_type="text/javascript")


@pytest.fixture
def client() -> TestClient:
    own = [
        Route("/", page),
        Route("/app.js", script),
        Route("/data", data, methods=["GET", "POST"]),
        Route("/_stcore/metrics", page),
    ]
    served = Starlette(routes=[*ROUTES, *own, WebSocketRoute("/stream", greet)], middleware=MIDDLEWARE)
    return TestClient(served, base_url="http://localhost:8501")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A record of its own for the process, closed afterwards."""
    place = str(tmp_path / "record.sqlite")
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", place)
    yield place
    session.close()


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "fr-FR,fr;q=0.9", "fr"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "de-DE", "fr"),
        ("?lang=en", "fr-FR", "en"),
        ("?lang=fr", "en-GB", "fr"),
        ("?lang=%3Cscript%3E", "fr-FR", "fr"),
    ],
)
def test_a_page_says_the_language_of_its_address_or_of_the_browser(
    client: TestClient, query: str, accepted: str, language: str
) -> None:
    answer = client.get(f"/{query}", headers={"accept": "text/html", "accept-language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers, "a kept copy would be right for one language only"


def test_what_is_not_a_page_is_left_as_it_is(client: TestClient) -> None:
    answer = client.get("/data", headers={"accept": "application/json", "accept-language": "fr"})
    assert answer.json() == {"text": PAGE}


def test_every_response_carries_the_headers_of_a_careful_site(client: TestClient) -> None:
    for path in ("/", "/data"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"


def test_health_is_ok_when_the_record_can_be_read(client: TestClient, place: str) -> None:
    Service.create(place)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_health_says_why_when_there_is_no_record(client: TestClient, place: str) -> None:
    answer = client.get("/health")
    assert answer.status_code == 503
    assert "init" in answer.json()["why"]
    assert not Path(place).exists()


ELSEWHERE = "https://ailleurs.example"


@pytest.mark.parametrize("host", ["ailleurs.example", "localhost.ailleurs.example", "localhost@ailleurs.example", ""])
def test_another_host_is_not_answered(client: TestClient, host: str) -> None:
    """A page elsewhere may have its own name lead to this machine."""
    assert client.get("/", headers={"host": host}).status_code == 421
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("ws://localhost:8501/stream", headers={"host": host}),
    ):
        pass


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:80"])
def test_this_machine_is_answered_under_its_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_other_names_are_answered_when_the_installation_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTFOLIO_HOSTS", "plan.example, Autre.example")
    for host in ("plan.example", "autre.example:443"):
        assert client.get("/", headers={"host": host, "origin": f"https://{host}"}).status_code == 200
    assert client.get("/", headers={"host": "encore.example"}).status_code == 421


def test_a_page_of_elsewhere_opens_no_stream_and_changes_nothing(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("ws://localhost:8501/stream", headers={"origin": ELSEWHERE}),
    ):
        pass
    assert client.post("/data", headers={"origin": ELSEWHERE}).status_code == 403
    assert client.get("/data", headers={"origin": ELSEWHERE}).status_code == 200
    with client.websocket_connect("ws://localhost:8501/stream", headers={"origin": "http://localhost:8501"}) as stream:
        assert stream.receive_text() == "bonjour"
    assert client.post("/data", headers={"origin": "http://127.0.0.1:8501"}).status_code == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/"])
def test_the_server_tells_nobody_how_it_is_made(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("encoding", ["zstd", "br", "gzip"])
def test_a_script_is_sent_compressed_as_the_browser_asks(client: TestClient, encoding: str) -> None:
    answer = client.get("/app.js", headers={"accept-encoding": encoding})
    assert answer.headers["content-encoding"] == encoding and "accept-encoding" in answer.headers["vary"].lower()
    assert int(answer.headers.get("content-length", "0")) < len(SCRIPT) / 10
    # The client undoes the others itself.
    sent = ZstdDecompressor().decompressobj().decompress(answer.content) if encoding == "zstd" else answer.content
    assert sent.decode() == SCRIPT


def test_a_part_of_a_file_and_a_browser_that_asks_for_nothing_get_bytes_as_they_are(client: TestClient) -> None:
    part = client.get("/app.js", headers={"range": "bytes=0-9", "accept-encoding": "gzip"})
    assert part.status_code == 206 and "content-encoding" not in part.headers and part.text == SCRIPT[:10]
    whole = client.get("/app.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in whole.headers and whole.text == SCRIPT


def test_the_address_of_the_first_page_leads_to_it_with_what_it_asks(client: TestClient) -> None:
    """Streamlit says « Page not found », in English, at the address of its own first page."""
    answer = client.get("/accueil?programme=fictif&lang=en", follow_redirects=False)
    assert answer.is_redirect and answer.headers["location"] == "/?programme=fictif&lang=en"
    assert client.get("/accueil", follow_redirects=False).headers["location"] == "/"
