"""docs/glossary.md knows every fact, command and list by the words of screens, and names nothing that is no more."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import portfolio
from portfolio.domain.basis.text import Choice
from portfolio.domain.commands import Command
from portfolio.domain.facts import CLASSES, FACTS, Fact
from tests.docs.written import classes, code_words, everything_written, rows, section, text

PAGE = "docs/glossary.md"
WORDS = [*rows(section(PAGE, "How the house works")), *rows(section(PAGE, "The trade"))]


def lists() -> list[type[Choice]]:
    for module in pkgutil.walk_packages(portfolio.__path__, "portfolio."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [each for each in Choice.__subclasses__() if each.__module__.startswith("portfolio.")]


def of_fact(fact: type[Fact]) -> str:
    declared = fact.declaration
    return f"| `{declared.name}` | {declared.label.fr} | {declared.meaning.en} |"


def of_list(choice: type[Choice]) -> str:
    words = ", ".join(f"`{word.value}` {word.label.fr}" for word in choice)
    return f"| `{choice.__name__}` | {words} |"


def commands(kind: type[Command] = Command) -> list[type[Command]]:
    """Every command, with those that say more of another."""
    ours = (each for each in kind.__subclasses__() if each.__module__.startswith("portfolio."))
    return [found for each in ours for found in (each, *commands(each))]


def of_command(command: type[Command]) -> str:
    meaning = " ".join((command.__doc__ or "").split()).partition(". ")[0].rstrip(".")
    return f"| `{command.__name__}` | {command.action.label.fr} | {meaning} |"


LISTS, COMMANDS = lists(), commands()


@pytest.mark.parametrize("fact", CLASSES, ids=list(FACTS))
def test_each_fact_has_its_row_in_the_words_of_its_declaration(fact: type[Fact]) -> None:
    assert of_fact(fact) in text(PAGE).splitlines(), f"write in {PAGE}: {of_fact(fact)}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_each_command_has_its_row_with_the_right_it_needs(command: type[Command]) -> None:
    assert of_command(command) in text(PAGE).splitlines(), f"write in {PAGE}: {of_command(command)}"


@pytest.mark.parametrize("choice", LISTS, ids=lambda choice: choice.__name__)
def test_each_closed_list_has_its_row_with_every_word(choice: type[Choice]) -> None:
    assert of_list(choice) in text(PAGE).splitlines(), f"write in {PAGE}: {of_list(choice)}"


def test_no_row_is_of_something_that_is_no_more() -> None:
    facts = [code_words(cells[0])[0] for cells in rows(section(PAGE, "Facts"))]
    named = [code_words(cells[0])[0] for cells in rows(section(PAGE, "Closed lists"))]
    asked = [code_words(cells[0])[0] for cells in rows(section(PAGE, "Commands"))]
    assert facts == list(FACTS)
    assert sorted(asked) == sorted(each.__name__ for each in COMMANDS)
    assert sorted(named) == sorted(each.__name__ for each in LISTS)


@pytest.mark.parametrize("cells", WORDS, ids=lambda cells: cells[0])
def test_each_code_word_is_a_word_of_the_code(cells: list[str]) -> None:
    assert code_words(cells[0])
    unknown = [
        word for word in code_words(cells[0]) if not re.search(rf"\b{re.escape(word)}s?\b", everything_written())
    ]
    assert unknown == []


@pytest.mark.parametrize("cells", WORDS, ids=lambda cells: cells[0])
def test_what_is_not_to_be_said_names_no_class_and_no_fact(cells: list[str]) -> None:
    avoided = {"".join(part.capitalize() for part in word.split()) for word in cells[3].split(",")}
    assert avoided & classes() == set()
