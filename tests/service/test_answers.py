"""What a question answers is what its row declares, field by field, on the whole demonstration."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portfolio.domain.access.actor import OFFICE
from portfolio.domain.questions import Rows
from portfolio.service import Service
from tests.support import apps

OWN = {"project_id": "F01", "siren": "200055556", "level": "commune", "words": "saint", "dimension": "axis"}


@pytest.fixture(scope="module")
def reading(demonstration: Path) -> Iterator[Service]:
    service = Service.open(str(demonstration))
    yield service
    service.close()


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a declared type: a class, a union of them, or a tuple of one."""
    if isinstance(hint, types.UnionType):
        return any(fits(value, one) for one in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(fits(one, typing.get_args(hint)[0]) for one in value)
    return isinstance(value, float | int) if hint is float else isinstance(value, hint)


@pytest.mark.parametrize("asked", Rows.__subclasses__(), ids=lambda asked: asked.__name__)
def test_a_row_holds_what_it_declares(reading: Service, asked: type[Rows[Any]]) -> None:
    own = {f.name: OWN[f.name] for f in dataclasses.fields(asked) if f.name in OWN}
    hints = typing.get_type_hints(asked.row)
    for programme in apps.A_PROJECT:
        for row in reading.read(asked(programme=programme, **own), OFFICE):
            wrong = {name: getattr(row, name) for name, hint in hints.items() if not fits(getattr(row, name), hint)}
            assert wrong == {}, f"{asked.__name__}: {wrong}"
