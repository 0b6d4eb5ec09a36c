"""The screens as data: what the address of a screen answers is what its blocks show a visitor, value for value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from portfolio.api import MIDDLEWARE, ROUTES
from portfolio.domain.access.actor import VISITOR
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Language, Text
from portfolio.domain.facts.choices import Confidence, ProgrammeKind
from portfolio.domain.questions import Question
from portfolio.presentation.kit.block import Acts, Cards, Chart, Section, View
from portfolio.presentation.kit.screen import Block, Scope
from portfolio.publish.as_data import plain
from portfolio.service import Service
from portfolio.ui.kit import session
from portfolio.ui.kit.screen import Screen
from portfolio.ui.screens import SCREENS
from tests.support import apps
from tests.support.demonstration import TODAY

WITH_BLOCKS = [screen for screen in SCREENS if screen.blocks]
KINDS = {"fictif": ProgrammeKind.FICTIONAL, "reel": ProgrammeKind.REAL}


@pytest.fixture(scope="module")
def service(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("screens") / "record.sqlite"
        place.write_bytes(demonstration.read_bytes())
        apps.serve(place, patch)
        yield session.service()
        session.close()


@pytest.fixture(scope="module")
def client(service: Service) -> TestClient:
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE), base_url="http://localhost:8501")


def is_of_a_project(screen: Screen) -> bool:
    return any("id" in block.reads for block in screen.blocks)


def expected(service: Service, block: Block, scope: Scope, language: Language) -> tuple[str, int, list[list[Any]]]:
    """The message, how wide it is and the rows, each question asked alone through the other door."""

    def ask(question: Question[Any], as_of: date | None = None, /) -> Any:
        [answer] = service.read_all([question], VISITOR, as_of or scope.day)
        return answer

    shown = block.show(ask, scope.narrowed(block.reads), View(language, "light", scope.day))
    match shown:
        case Chart() | Section() | Acts():
            rows = [[plain(value, language) for value in row] for row in shown.table.rows]
            return shown.title, len(shown.table.columns), rows
        case Cards():
            return shown.caption, 4, [[card.label, card.value, card.delta, card.note] for card in shown.items]
        case None:
            return "", 0, []


@pytest.mark.parametrize("programme", KINDS)
@pytest.mark.parametrize("screen", WITH_BLOCKS, ids=lambda screen: screen.path)
def test_the_address_of_a_screen_answers_what_its_blocks_show(
    service: Service, client: TestClient, screen: Screen, programme: str
) -> None:
    for language, day in (("fr", day_of(TODAY)), ("en", date(2026, 3, 31))):
        asked = {"programme": programme, "lang": language, "as_of": day.isoformat()}
        chosen: tuple[tuple[str, str], ...] = ()
        if is_of_a_project(screen):
            asked["project"] = apps.A_PROJECT[programme]
            chosen = (("id", asked["project"]),)
        answer = client.get(f"/api/v1/screens/{screen.path}", params=asked)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert (body["programme"], body["as_of"]) == (programme, day.isoformat())
        scope = Scope(programme, day, kind=KINDS[programme], chosen=chosen)
        found = {each["key"]: each for each in body["blocks"]}
        assert [*found] == [block.key for block in screen.standing(scope)]
        for block in screen.standing(scope):
            each = found[block.key]
            title, width, rows = expected(service, block, scope, "en" if language == "en" else "fr")
            assert (each["title"], len(each["columns"])) == (title, width)
            assert each["rows"] == json.loads(json.dumps(rows)), block.key
            assert all(len(row) == width for row in each["rows"])
    assert screen.path == "verifications" or any(each["rows"] for each in found.values())


def test_a_page_links_to_its_own_data_and_the_link_answers(client: TestClient) -> None:
    page = apps.Page(apps.PROJECT.file, {"programme": "fictif", "id": "F01", "onglet": "jalons", "au": "2026-03-31"})
    shown = apps.Session(page)
    [link] = [each.proto.url for each in shown.app.get("link_button")]
    assert link == "/api/v1/screens/projet?programme=fictif&project=F01&lang=fr&as_of=2026-03-31"
    answer = client.get(link).json()
    assert (answer["project"], answer["as_of"]) == ("F01", "2026-03-31")


def test_every_screen_that_shows_rows_is_listed_with_its_blocks(client: TestClient) -> None:
    listed = client.get("/api/v1/screens", params={"lang": "en"}).json()["screens"]
    assert {each["address"]: {block["key"] for block in each["blocks"]} for each in listed} == {
        f"/api/v1/screens/{screen.path}": {block.key for block in screen.blocks} for screen in WITH_BLOCKS
    }
    [plan] = [each for each in listed if each["address"].endswith("/plan")]
    assert {"programme", "project", "as_of", "lang", "depuis"} <= {*plan["parameters"]}


def test_a_choice_of_the_page_is_a_parameter(client: TestClient) -> None:
    near, far = (
        client.get("/api/v1/screens/plan", params={"programme": "fictif", "depuis": day}).json()
        for day in ("2026-11-01", "2025-01-01")
    )
    moved = [next(b for b in each["blocks"] if b["key"] == "mouvements") for each in (near, far)]
    assert len(moved[0]["rows"]) < len(moved[1]["rows"])


@pytest.mark.parametrize(
    ("path", "status", "french", "english"),
    [
        ("nulle-part", 404, "Aucun écran", "No screen"),
        ("saisie", 404, "Aucun écran", "No screen"),
        ("plan?programme=zz", 404, "Aucun programme", "No programme"),
        ("projet?programme=fictif&project=ZZ", 404, "Aucun projet", "No project"),
        ("plan?programme=fictif&project=ZZ", 404, "Aucun projet", "No project"),
        ("projet?programme=fictif", 400, "donnez son code", "give its code"),
        ("plan?as_of=hier", 400, "n’est pas un jour", "not a day"),
        ("plan?as_of=2999-01-01", 400, "Donnez un jour entre", "Give a day between"),
        ("plan?profil=office", 400, "Paramètre inconnu", "does not know: profil"),
    ],
)
def test_what_has_no_answer_says_why_in_words(
    client: TestClient, path: str, status: int, french: str, english: str
) -> None:
    for language, words in (("fr", french), ("en", english)):
        answer = client.get(f"/api/v1/screens/{path}{'&' if '?' in path else '?'}lang={language}")
        assert answer.status_code == status
        assert words in answer.json()["why"] and answer.json()["status"] == status
    assert client.get("/api/v1/screens/plan?lang=xx").status_code == 400


def test_a_project_known_since_is_absent_before(client: TestClient) -> None:
    asked = {"programme": "fictif", "project": "F01", "as_of": "2006-01-01"}
    early, absent = (client.get("/api/v1/screens/projet", params={**asked, "project": code}) for code in ("F01", "F99"))
    assert early.status_code == absent.status_code == 404
    assert early.json()["why"].replace("F01", "F99") == absent.json()["why"]


def test_values_keep_what_they_are() -> None:
    values = (Decimal("1234567890123456.70"), date(2026, 3, 1), None, float("nan"), 0.5, True, (Decimal(1), None))
    expected = ["1234567890123456.70", "2026-03-01", None, None, 0.5, True, ["1", None]]
    assert [plain(value, "fr") for value in values] == expected
    assert plain(Text("un", "one"), "en") == "one" and plain(Confidence.ON_TRACK, "fr") == "on_track"
    with pytest.raises(TypeError, match="no form in JSON"):
        plain(object(), "fr")
