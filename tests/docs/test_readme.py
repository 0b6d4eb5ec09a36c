"""What README.md and CONTRIBUTING.md tell one to type is typed here, as it stands, on a record of its own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from portfolio.__main__ import main
from portfolio.store.backup import backups_in
from tests.docs.written import ROOT, code_words, fenced, text
from tests.support.files import PLAN

TERMINAL = "python -m portfolio "
TYPED = [line.split("  #")[0].removeprefix(TERMINAL) for line in fenced("README.md") if line.startswith(TERMINAL)]
PEOPLES_PAGES = ("README.md", "CONTRIBUTING.md")


def test_each_command_of_the_readme_runs_in_its_order(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    assert TYPED[0].startswith("init")
    for line in TYPED:
        backups = backups_in(tmp_path / "backups")
        meant = {"FOLDER": str(PLAN), "N": "2", "FILE": str(backups[0].path) if backups else ""}
        words = [meant.get(word, word) for word in shlex.split(line)]
        found = CliRunner().invoke(main, ["--record", str(record), *words], catch_exceptions=False)
        assert found.exit_code == 0, f"{line}: {found.output}"
        assert found.output.strip(), line


def test_each_command_of_the_terminal_is_typed_once() -> None:
    """So that all of them run above."""
    assert sorted(shlex.split(line)[0] for line in TYPED) == sorted(main.commands)


def test_a_command_spelt_otherwise_would_be_noticed(tmp_path: Path) -> None:
    wrong = TYPED[0].replace("--demo", "--demonstration")
    assert wrong != TYPED[0]
    assert CliRunner().invoke(main, ["--record", str(tmp_path / "r.sqlite"), *shlex.split(wrong)]).exit_code == 2


def targets() -> dict[str, str]:
    """The targets that `make help` lists, with what it says of each."""
    environment = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    told = subprocess.run(["make", "help"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return dict(re.findall(r"^make (\w+) +(\S.*)$", told.stdout, flags=re.M))


@pytest.mark.parametrize("name", PEOPLES_PAGES)
def test_each_make_target_told_of_is_one(name: str) -> None:
    typed = [*fenced(name), *code_words(text(name))]
    told = {found[1] for line in typed if (found := re.match(r"make (\w+)", line))}
    assert told and told <= set(targets())


def test_make_help_lists_every_target_that_people_use() -> None:
    [phony] = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)
    assert phony.split()[0] == "run", "plain `make` runs the app"
    assert list(targets()) == phony.split()
