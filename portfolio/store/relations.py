"""What a query reads by its name: a fact or view as it is now or as of a day, or a query of `relations/`, which may
name values of its own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

RELATIONS = Path(__file__).parent / "relations"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KEPT = "{kept}"


def source(name: str, *, now: bool) -> str:
    """How it is written after FROM."""
    text = _texts().get(name)
    if text is None:
        return name if now else f"{name}_as_of($t)"
    return f"({filled(text, now=now)})"


def filled(text: str, *, now: bool) -> str:
    """A query's text with every `{name}` written as it is read, but for `{kept}`: the projects that filters keep."""
    return PLACEHOLDER.sub(lambda match: match[0] if match[0] == KEPT else source(match[1], now=now), text)


@cache
def _texts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8").strip().rstrip(";") for path in RELATIONS.glob("*.sql")}
