"""What a form is made of: the rows it makes, and the fields it asks of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portfolio.domain.deciding.entering import stays
from portfolio.domain.facts import Declaration, Fact, Field, Operation
from portfolio.domain.facts.kinds import Kind
from portfolio.presentation.project.entries import Names

NAMING = ("title", "name", "name_fr")
PLACE_CODE = "territory_code"


@dataclass(frozen=True)
class Part:
    """One row of a form: its fact, the row as it holds (None: new), what is known without asking, the fields asked.
    A new optional part of which nothing is said makes no row."""

    declaration: Declaration
    held: Fact | None
    fixed: Mapping[str, Any]
    asked: tuple[Field, ...]
    is_optional: bool = False

    @property
    def code(self) -> Field | None:
        """The field that names a new row among its like; None when it is named by what it joins."""
        own = self.declaration.field(self.declaration.key[-1])
        named = self.declaration.numbered or any(f.name in NAMING for f in self.declaration.fields)
        return own if named and self.held is None and own.name not in self.fixed else None


def part_of(declaration: Declaration, held: Fact | None, fixed: Mapping[str, Any], names: Names, **more: Any) -> Part:
    """The part with every field that has something to choose from: one operation, or no source, is never asked."""
    key = declaration.key if held is not None else declaration.key[-1:] if _is_named(declaration) else ()
    unasked = {*fixed, *key, *(stays(held) if held is not None else ())}
    asked = (each for each in declaration.fields if each.name not in unasked and _has_a_choice(each, names))
    return Part(declaration, held, fixed, tuple(asked), **more)


def with_cost(project: Part, operation: Fact | None) -> tuple[Part, ...]:
    """A simple project has one operation and never hears of it: its cost is asked as the project's."""
    declaration = Operation.declaration
    held_key = {name: getattr(operation, name) for name in ("operation_id", "title")} if operation else {}
    asked = tuple(declaration.field(name) for name in ("cost_eur", "tax_regime"))
    return project, Part(declaration, operation, held_key, asked, is_optional=True)


def key_of(form: str, part: Part, field: Field) -> str:
    return f"{form}:{part.declaration.name}.{field.name}"


def _has_a_choice(field: Field, names: Names) -> bool:
    """An operation is asked when there are several, another row when there is one; anything else always is."""
    if field.refers_to in {None, "organisation"}:
        return True
    return len(names.get(field.refers_to or "", {})) > (field.refers_to == "operation")


def _is_named(declaration: Declaration) -> bool:
    own = declaration.field(declaration.key[-1])
    return own.refers_to is None and own.name != PLACE_CODE and own.kind is Kind.CODE
