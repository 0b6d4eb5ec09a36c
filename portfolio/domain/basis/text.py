"""Words people read, in the two languages of the screens, and the refusal that carries them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Self

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

NARROW_SPACE = "\u202f"
HARD_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a label in French and in English; both are compulsory."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        if not self.fr.strip() or not self.en.strip():
            raise ValueError(f"a Text needs both languages: {self.fr!r} / {self.en!r}")

    def to(self, language: Language) -> str:
        """The words of that language, as they are written here, before typography."""
        return self.fr if language == "fr" else self.en

    def fill(self, **values: object) -> Text:
        """The same text with its `{placeholders}` filled; a Text value is filled language by language."""
        fr = {name: value.fr if isinstance(value, Text) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
        return Text(self.fr.format(**fr), self.en.format(**en))


class Choice(StrEnum):
    """A closed list of words: each member is its code and knows its label in both languages."""

    label: Text

    def __new__(cls, code: str, label: Text) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The member of that code; raises ValueError when the list has none."""
        for member in cls:
            if member.value == code:
                return member
        raise ValueError(f"{code!r} is not one of {[str(member) for member in cls]}")


class Refused(Exception):
    """A rule said no. Carries one text: what was found, why it is refused, what to do; and the name of the field it
    is about, when it is about one."""

    def __init__(self, text: Text, field: str | None = None) -> None:
        super().__init__(text.en)
        self.text = text
        self.field = field


def in_euros(amount: Decimal) -> Text:
    """« 1 234,50 € »: an amount inside a warning, its cents where it has some."""
    written = f"{amount:,.2f}".removesuffix(".00")
    french = written.translate({ord(","): NARROW_SPACE, ord("."): ","})
    return Text(f"{french}{HARD_SPACE}€", f"€{written}")


def shown(value: object) -> Text:
    """A value inside a refusal, plainly: numbers as files write them. Screens format with Babel; a rule has none."""
    match value:
        case str():
            return Text(f"« {value[:60]} »", f"“{value[:60]}”")
        case bool():
            return Text("oui", "yes") if value else Text("non", "no")
        case date():
            return Text(f"{value:%d/%m/%Y}", f"{value:%d %b %Y}")
        case Decimal() if value.is_finite():
            return Text(f"{value.normalize():f}", f"{value.normalize():f}")
        case _:
            return Text(str(value), str(value))
