"""The project's pages name paths that exist, classes and functions that are defined, and links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.written import OF_TODAY, ROOT, code_words, everything_written, name_of, rows, section, text

PAGES = [name_of(page) for page in OF_TODAY]
ROOTS = {path.name for path in ROOT.iterdir()}
CLASS, CALLED = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+"), re.compile(r"(\w+)\(.*\)")
# Made by an installation, and not in git.
MADE = {"data/local/", "data/local/record.sqlite", ".venv/bin"}
ELSEWHERE = {"fetchone", "sum", "coalesce", "count"}  # of another library, and of SQL


@pytest.mark.parametrize("name", PAGES)
def test_each_path_named_exists(name: str) -> None:
    words = {
        word for word in code_words(text(name)) if word.partition("/")[0] in ROOTS and re.fullmatch(r"[\w./-]+", word)
    }
    assert {word for word in words - MADE if not (ROOT / word).exists()} == set()


@pytest.mark.parametrize("name", PAGES)
def test_each_link_leads_somewhere(name: str) -> None:
    found = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text(name))
    local = {link for link in found if not link.startswith(("http", "mailto"))}
    assert {link for link in local if not ((ROOT / name).parent / link).exists()} == set()


@pytest.mark.parametrize("name", PAGES)
def test_each_class_and_function_named_is_one(name: str) -> None:
    words = code_words(text(name))
    named = {word for word in words if CLASS.fullmatch(word)}
    named |= {called[1] for word in words if (called := CALLED.fullmatch(word))} - ELSEWHERE
    unknown = {word for word in named if not re.search(rf"\b(class|def) {word}\b", everything_written())}
    assert unknown == set()


def rooms() -> set[str]:
    """The floors and rooms of the package that hold code."""
    found = {path.parent.relative_to(ROOT) for path in ROOT.glob("portfolio/*/__init__.py")}
    return {f"{path}/" for path in found} | {str(path.relative_to(ROOT)) for path in ROOT.glob("portfolio/*.py")}


# The start of the package and of its command, and where an installation lies: no room of the house.
NO_ROOM = {"portfolio/__init__.py", "portfolio/__main__.py", "portfolio/settings.py", "portfolio/lru_cache.py"}


def test_the_architecture_names_every_room() -> None:
    assert rooms() - NO_ROOM - set(code_words(section("docs/architecture.md", "Floors and rooms"))) == set()


def test_the_architecture_names_every_page_with_its_address_and_its_question() -> None:
    table = list(rows(section("docs/architecture.md", "Pages")))
    files = {str(path.relative_to(ROOT)) for path in ROOT.glob("pages/*/*.py")}
    assert {code_words(file)[0] for _, file, _ in table} == files
    words = [code_words(address)[0].removeprefix("/") for address, _, _ in table]
    words += [question for _, _, question in table if not question.startswith("—")]
    assert [each for each in words if f'"{each}"' not in everything_written()] == []


def test_every_decision_is_listed_by_its_title() -> None:
    folder = ROOT / "docs" / "decisions"
    records = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    titles = [path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in records]
    expected = [f"- [{title}]({path.name})" for title, path in zip(titles, records, strict=True)]
    assert re.findall(r"^- .*$", text("docs/decisions/README.md"), flags=re.M) == expected
    assert [path.name[:4] for path in records] == [title[:4] for title in titles]


@pytest.mark.parametrize("name", [each for each in PAGES if re.search(r"decisions/\d", each)])
def test_a_decision_says_why_what_was_tried_and_what_follows(name: str) -> None:
    told = re.findall(r"^\*\*(\w+)\.\*\*", text(name), flags=re.M)
    assert sorted(told) == ["Consequences", "Context", "Decision", "Tried"]


def test_the_changelog_begins_with_what_is_not_released() -> None:
    released = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)
    assert released[0] == "Unreleased"
    version = re.search(r'__version__ = "(.+)"', Path(ROOT / "portfolio" / "__init__.py").read_text(encoding="utf-8"))
    assert version is not None and released[1] == version[1]
