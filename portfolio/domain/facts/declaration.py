"""How a fact is declared: once, with what its table, form, file check, dictionary and tests need."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, dataclass_transform

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.field import Field
from portfolio.domain.facts.kinds import Kind, Steward
from portfolio.domain.facts.series import Series
from portfolio.domain.facts.values import check_value, from_wire, to_wire

Value = str | bool | int | Decimal | date | Series | None
Key = tuple[str, ...]


@dataclass(frozen=True)
class Declaration:
    """A fact as declared: its class, its key (in order), its fields and its words. `numbered`: the letter of the codes
    that its rows are given (« J12 »); None where a name makes the code, or where a row is named by what it joins.
    `steward`: who enters them."""

    name: str
    fact: type[Fact]
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    label: Text
    meaning: Text
    steward: Steward
    numbered: str | None = None

    def field(self, name: str) -> Field:
        """The field of that name; `StopIteration` where none is declared."""
        return next(field for field in self.fields if field.name == name)

    @property
    def is_of_a_project(self) -> bool:
        """Whether its rows are parts of a project, or the project itself."""
        return self.key[0] == "project_id"

    def key_of(self, row: Fact) -> Key:
        """The values that name this row among those of its fact, in the order of the key."""
        return tuple(getattr(row, name) for name in self.key)


def field(
    kind: Kind,
    label: Text,
    *,
    default: Value | dataclasses._MISSING_TYPE = dataclasses.MISSING,
    **options: Any,
) -> Any:
    """Declare one field: compulsory without `default`; `default=None` makes it optional (NULL = unknown)."""
    if isinstance(default, dataclasses._MISSING_TYPE):
        return dataclasses.field(metadata={"field": Field(name="", kind=kind, label=label, **options)})
    described = Field(name="", kind=kind, label=label, required=False, default=default, **options)
    return dataclasses.field(default=default, metadata={"field": described})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Fact:
    """A row of what is so. Frozen; its values are cleaned and checked when it is built, or it is `Refused`."""

    declaration: ClassVar[Declaration]

    def __init_subclass__(
        cls, *, key: tuple[str, ...], steward: Steward, label: Text, meaning: Text, numbered: str | None = None
    ) -> None:
        super().__init_subclass__()
        dataclass(frozen=True, kw_only=True)(cls)
        fields = tuple(_named_field(cls, each) for each in dataclasses.fields(cls))  # type: ignore[arg-type]
        cls.declaration = Declaration(_snake(cls.__name__), cls, key, fields, label, meaning, steward, numbered)

    def __post_init__(self) -> None:
        for each in self.declaration.fields:
            try:
                value = check_value(each, getattr(self, each.name))
            except Refused as refusal:
                text = Text(fr="{fact} : {why}", en="{fact}: {why}")
                raise Refused(text.fill(fact=self.declaration.label, why=refusal.text), refusal.field) from refusal
            object.__setattr__(self, each.name, value)
        self.check()

    def check(self) -> None:
        """Rules between the fields of one row; raises `Refused`. A fact overrides it when it has some."""

    @cached_property
    def key(self) -> Key:
        """What names this row among those of its fact."""
        return self.declaration.key_of(self)

    def wire(self) -> dict[str, str | int | bool]:
        """The row as it travels in a payload: decimals and dates as text, unknowns left out."""
        pairs = ((each.name, getattr(self, each.name)) for each in self.declaration.fields)
        return {name: to_wire(value) for name, value in pairs if value is not None}

    @classmethod
    def from_wire(cls, row: dict[str, Any]) -> typing.Self:
        """The inverse of `wire`; fields this version does not declare are refused, absent ones are unknown."""
        unknown = set(row) - {each.name for each in cls.declaration.fields}
        if unknown:
            raise Refused(UNDECLARED.fill(fact=cls.declaration.label, names=", ".join(sorted(unknown))))
        values = {each.name: from_wire(each, row.get(each.name)) for each in cls.declaration.fields}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Ending:
    """A row that no longer holds: its fact and its key."""

    declaration: Declaration
    key: Key

    def wire(self) -> dict[str, str | int | bool]:
        """The ending as it travels in a payload: the key, and that it ended."""
        return {**dict(zip(self.declaration.key, self.key, strict=True)), "ended": True}


def _named_field(cls: type[Fact], declared: dataclasses.Field[Any]) -> Field:
    described: Field = declared.metadata["field"]
    hinted = typing.get_type_hints(cls)[declared.name]
    optional = isinstance(hinted, types.UnionType) and type(None) in typing.get_args(hinted)
    if described.required and optional:
        raise TypeError(f"{cls.__name__}.{declared.name}: optional in its type, compulsory in its declaration")
    return dataclasses.replace(described, name=declared.name)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


UNDECLARED = Text(
    fr="{fact} : cette version ne connaît pas le champ {names}. Mettez l’application à jour.",
    en="{fact}: this version does not know the field {names}. Update the application.",
)
