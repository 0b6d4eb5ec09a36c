"""What people wrote, shown as they wrote it: none of it is read as Markdown."""

from __future__ import annotations

import re

SHORTCODE = re.compile(r":(?=[\w+/-]+:)")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>$~:])")
# What makes a list, a heading or a block of code at the start of a line, and an address that becomes a link by itself.
LINE_START = re.compile(r"^[ \t]*(?:([-=])|(\d+)\.)|^[ \t]+", re.MULTILINE)
BARE_ADDRESS = re.compile(r"\b(www)\.", re.IGNORECASE)


def safe(text: str) -> str:
    """What people typed, with nothing in it that Markdown would read.

    Icons and emoji (:material/sunny:, :smile:) are looked for after escapes are undone: a word joiner, which nobody
    sees, keeps them from being found.
    """
    escaped = MARKDOWN.sub(r"\\\1", SHORTCODE.sub(":\u2060", text))
    return LINE_START.sub(_escaped_start, BARE_ADDRESS.sub("\\1\u2060.", escaped))


def _escaped_start(start: re.Match[str]) -> str:
    """A line's first sign, as itself; spaces before it would make a block of code."""
    sign, number = start.groups()
    return f"\\{sign}" if sign else f"{number}\\." if number else ""
