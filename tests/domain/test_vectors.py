"""The worked examples of the definitions, run on every module of the domain that is there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Vector = dict[str, Any]

VECTORS: list[Vector] = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))["vectors"]
OVER_ARRAY: dict[str, Callable[[Any], Any]] = {
    "min": np.min,
    "argmin": np.argmin,
    "mean": np.mean,
    "last": lambda array: array[-1],
}


# The face of a theme names what its page of definitions names.
FACES = {"funding_rules": "funding"}


def full_name(vector: Vector) -> str:
    module: str = vector["module"]
    return module if module.startswith("stdnum.") else f"portfolio.domain.{FACES.get(module, module)}"


RUNNABLE = [vector for vector in VECTORS if find_spec(full_name(vector))]


@pytest.mark.parametrize("vector", RUNNABLE, ids=lambda vector: vector["id"])
def test_a_worked_example_gives_its_expected_result(vector: Vector) -> None:
    run(vector)


@pytest.mark.parametrize(
    ("module", "count"),
    [("progress", 11), ("funding_rules", 13), ("economics", 26), ("stdnum.fr.siren", 2), ("stdnum.fr.siret", 7)],
)
def test_every_worked_example_of_a_finished_module_runs(module: str, count: int) -> None:
    ran = [run(vector) for vector in RUNNABLE if vector["module"] == module]
    assert len(ran) == len({*ran}) == count == Counter(vector["module"] for vector in VECTORS)[module]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (1.1, 1.0),
        (None, 0.0),
        (float("nan"), 0.0),
        (True, 1),
        (1, True),
        (np.bool_(True), True),
        (0.0, None),
        ([1.0], [1.0, 2.0]),
        ([1.0, 3.0], [1.0, 2.0]),
        ([0.1, 0.2], {"any": 0.3}),
        ([3.0, 1.0, 2.0], {"min": 1.0, "argmin": 0}),
        ([3.0, 1.0, 2.0], {"last": 1.0}),
        ([3.0, 1.0, 2.0], {"mean": 2.5}),
        (Path("a/b"), {"name": "c"}),
    ],
)
def test_a_result_that_is_not_the_expected_one_is_caught(result: object, expected: object) -> None:
    with pytest.raises(AssertionError):
        check(result, expected, tolerance=1e-9)


def run(vector: Vector) -> str:
    """Call the function with the arguments and check what comes back; the vector's id."""
    note = vector.get("note", "")
    arguments = [tuples(argument) for argument in vector["args"]] if "are tuples" in note else vector["args"]
    result = getattr(import_module(full_name(vector)), vector["function"])(*arguments)
    expected = vector["expected"]
    if "critical in any order" in note:
        assert sorted(result.critical) == sorted(expected["critical"])
        expected = {name: value for name, value in expected.items() if name != "critical"}
    check(result, expected, vector["tol"])
    return str(vector["id"])


def tuples(argument: Any) -> Any:
    """A list of lists as a list of tuples: JSON has no tuple."""
    return (
        [tuple(item) if isinstance(item, list) else item for item in argument]
        if isinstance(argument, list)
        else argument
    )


def check(result: Any, expected: Any, tolerance: float) -> None:
    """Read `expected` as the note of the vectors file says."""
    if isinstance(expected, dict):
        check_described(result, expected, tolerance)
    elif isinstance(expected, list):
        assert len(result) == len(expected)
        for item, expected_item in zip(result, expected, strict=True):
            check(item, expected_item, tolerance)
    elif expected is None or isinstance(expected, bool):
        assert result is expected
    else:
        assert is_near(result, expected, tolerance), f"{result!r} is not {expected!r} within {tolerance}"


def check_described(result: Any, expected: dict[str, Any], tolerance: float) -> None:
    for name, value in expected.items():
        if name == "any":
            assert any(is_near(item, value, tolerance) for item in result)
        elif name in OVER_ARRAY:
            check(OVER_ARRAY[name](np.asarray(result, dtype=float)), value, tolerance)
        else:
            check(getattr(result, name), value, tolerance)


def is_near(result: Any, expected: float, tolerance: float) -> bool:
    number = isinstance(result, int | float | np.number) and not isinstance(result, bool)
    return number and bool(abs(result - expected) <= tolerance)
