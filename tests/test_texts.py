"""Every text of the product, shown or not by some test: both languages, the same blanks, each in its own typography."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import portfolio
from portfolio.domain.basis.text import Choice, Text
from portfolio.presentation.kit.sentences import typeset

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("portfolio/**/*.py"), *ROOT.glob("pages/**/*.py")])
FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|et|est|pour|dans|sur|aux|une?|qui|avec|sans|pas|ce|cette|vous|votre)\b", re.I
)
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|with|for|not|this|to|by|from|that|have|been|which|when|they|your)\b", re.I
)
# What is quoted is in whatever language it was written in, and a blank in none.
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\{[^}]*\}|https?://\S+")


@dataclass(frozen=True)
class Written:
    """A text as its file writes it; a computed part is an empty blank."""

    where: str
    fr: str
    en: str
    is_computed: bool


def written_in(path: Path) -> Iterator[Written]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"):
            continue
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            continue  # both at once, computed elsewhere
        given = dict(zip(("fr", "en"), node.args, strict=False)) | {str(k.arg): k.value for k in node.keywords}
        parts = {name: _literal(value) for name, value in given.items()}
        where = f"{path.relative_to(ROOT)}:{node.lineno}"
        assert set(parts) == {"fr", "en"}, f"{where}: a Text says it in French and in English"
        if parts["fr"] is not None and parts["en"] is not None:
            computed = any(isinstance(value, ast.JoinedStr) for value in given.values())
            yield Written(where, parts["fr"], parts["en"], computed)


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "□" for part in node.values)
    return None


TEXTS = [text for path in FILES for text in written_in(path)]


def failing(check: re.Pattern[str], language: str) -> list[str]:
    texts = [(text.where, QUOTED.sub("□", getattr(text, language))) for text in TEXTS]
    return [f"{where}: {text}" for where, text in texts if check.search(text)]


def test_there_are_texts_to_check() -> None:
    assert len(TEXTS) > 500


def test_a_text_has_the_same_blanks_in_both_languages() -> None:
    def blanks(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    fixed = [text for text in TEXTS if not text.is_computed]
    assert [text.where for text in fixed if blanks(text.fr) != blanks(text.en)] == []


def test_no_french_stands_where_english_is_read() -> None:
    assert failing(FRENCH, "en") == []


def test_no_english_stands_where_french_is_read() -> None:
    assert failing(ENGLISH, "fr") == []


@pytest.mark.parametrize(
    ("fault", "language"),
    [
        (r"\w'\w", "fr"),  # the apostrophe is ’
        (r"\.\.\.", "fr"),  # the ellipsis is one sign
        (r"\.\.\.", "en"),
        (r"[^\s:□\d/](?<!https)[;?!](?=\s|$)", "fr"),  # a space stands before ; ? and !
        (r"\w:(?=\s|$)", "fr"),  # and before the colon
        (r"\w[  \u202f][;:?!](?=\s|$)", "en"),  # none does in English
        (r"(?<!\w)\"\w", "fr"),  # quotation marks are « »
        (r"  ", "fr"),
        (r"  ", "en"),
    ],
)
def test_each_language_keeps_its_typography(fault: str, language: str) -> None:
    assert failing(re.compile(fault), language) == []


def test_typesetting_twice_is_typesetting_once() -> None:
    for text in TEXTS:
        for language, words in (("fr", text.fr), ("en", text.en)):
            once = typeset(words, language)  # type: ignore[arg-type]
            assert typeset(once, language) == once, text.where  # type: ignore[arg-type]


def choices() -> Iterator[type[Choice]]:
    for module in pkgutil.walk_packages(portfolio.__path__, "portfolio."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = Choice.__subclasses__()
    while found:
        each = found.pop()
        found += each.__subclasses__()
        yield each


def test_each_word_of_a_closed_list_is_told_apart_in_both_languages() -> None:
    lists = [each for each in choices() if each.__module__.startswith("portfolio.")]
    assert len(lists) > 10
    for each in lists:
        for language in ("fr", "en"):
            labels = [getattr(member.label, language) for member in each]
            assert len(set(labels)) == len(labels), f"{each.__name__} in {language}: {labels}"
        assert all(isinstance(member.label, Text) for member in each)
