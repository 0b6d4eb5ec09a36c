"""What is wrong in a file, and where, in words that let someone mend it."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.domain.basis.text import Refused, Text


@dataclass(frozen=True, slots=True)
class FileFinding:
    """Something wrong in a file. `line` is that of the file, headings being line 1; None: the whole file."""

    file: str
    line: int | None
    column: str | None
    text: Text

    @property
    def place(self) -> tuple[int, str]:
        """Where findings of one file stand among the others: the file as a whole first, then line by line."""
        return self.line or 0, self.column or ""


class Unreadable(Refused):
    """A file that cannot be read at all; `line` is where that was found out, if it is known."""

    def __init__(self, text: Text, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line
