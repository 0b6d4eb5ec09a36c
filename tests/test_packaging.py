"""`pip install .` gives a `portfolio` that works away from the checkout: modules, SQL, data and command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from importlib.metadata import distributions
from pathlib import Path

import pytest

from portfolio import __version__
from portfolio.domain.facts import CLASSES
from portfolio.store.reference import TABLES

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
BUILT_FROM = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "requirements.txt", "portfolio", "data")
MADE_HERE = shutil.ignore_patterns("__pycache__", "local")
MINUTE = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip builds, from a copy: nothing is left in the checkout, nor taken from an earlier build."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=MADE_HERE)
        else:
            shutil.copy(ROOT / name, source / name)
    words = ["-m", "pip", "wheel", str(source), "--no-deps", "--no-build-isolation", "--no-index", "-w", str(out)]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, timeout=MINUTE)
    assert done.returncode == 0, done.stderr
    [made] = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel laid out as pip lays it out."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(installed: Path) -> Message:
    [found] = installed.glob("*.dist-info/METADATA")
    return Parser().parsestr(found.read_text(encoding="utf-8"))


def run(installed: Path, where: Path, *words: str) -> str:
    """The installed command, in another folder than the checkout, which it must not see."""
    [distribution] = distributions(path=[str(installed)])
    [point] = distribution.entry_points.select(group="console_scripts", name="portfolio")
    code = f"import sys; from {point.module} import {point.attr}; sys.exit({point.attr}(prog_name='portfolio'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(installed), "LC_ALL": "en_GB.UTF-8", "PORTFOLIO_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=MINUTE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_holds_every_module_and_every_query(installed: Path) -> None:
    wanted = {path.relative_to(ROOT) for kind in ("*.py", "*.sql") for path in ROOT.glob(f"portfolio/**/{kind}")}
    assert {str(path) for path in wanted if not (installed / path).exists()} == set()


def test_it_holds_the_reference_and_the_demonstrations_and_no_record(installed: Path) -> None:
    data = installed / "portfolio" / "data"
    assert all((data / "reference" / f"{name}.csv").exists() for name in TABLES)
    shown = {path.relative_to(ROOT / "data") for path in ROOT.glob("data/demo/*/*.csv")}
    assert {path for path in shown if not (data / path).exists()} == set()
    assert {path.stem for path in shown} <= {fact.declaration.name for fact in CLASSES}
    assert not (data / "local").exists()


def test_it_says_what_it_is_and_what_it_needs(metadata: Message) -> None:
    assert (metadata["Name"], metadata["Version"], metadata["License-Expression"]) == ("portfolio", __version__, "MIT")
    assert metadata["Description-Content-Type"] == "text/markdown" and "# Portfolio" in str(metadata.get_payload())
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    needed = metadata.get_all("Requires-Dist") or []
    assert [re.split(r"[ ;]", line)[0] for line in pinned] == [re.split(r"[ ;]", line)[0] for line in needed]


def test_the_versions_of_python_it_names_begin_where_it_says(metadata: Message) -> None:
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(metadata.get_all("Classifier") or []))
    assert named[0] == metadata["Requires-Python"].removeprefix(">=") == "3.11"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["mypy"]["python_version"] == named[0]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Python {named[0]} to {named[-1]}" in readme
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in named


def test_it_works_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert "measure" in run(installed, tmp_path, "--help")
    assert "reel: " in run(installed, tmp_path, "init", "--demo", "real")
    assert (tmp_path / "data" / "local" / "record.sqlite").exists()
    assert "19     28" in run(installed, tmp_path, "measure", "total_cost")
