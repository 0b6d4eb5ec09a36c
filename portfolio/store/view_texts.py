"""The SQL of the views, one derived thing a file, with a placeholder for each fact or view that it reads."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

VIEWS = Path(__file__).parent / "views"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def texts() -> dict[str, str]:
    """Each view's SQL, by name."""
    return {path.stem: path.read_text(encoding="utf-8").strip().rstrip(";") for path in sorted(VIEWS.glob("*.sql"))}


def in_order() -> list[str]:
    """Views after the views they read."""
    ordered: list[str] = []

    def place(name: str) -> None:
        if name in texts() and name not in ordered:
            for needed in PLACEHOLDER.findall(texts()[name]):
                place(needed)
            ordered.append(name)

    for name in texts():
        place(name)
    return ordered
