"""The colours of the screens and figures, light and dark. Colour says two things only: status and certainty.

The pairs below were measured together: texts reach a contrast of 4.5 on what they are written on, and two statuses or
two certainties stay apart for people who do not see red, green or blue. .streamlit/config.toml holds the same values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role. A mapping is by code: of a confidence, a certainty or an axis; `words` are legible as text."""

    background: str
    secondary: str
    text: str
    primary: str
    border: str  # of cards, frames and of what has no colour of its own
    note: str  # notes and axis labels
    grid: str
    late: str  # a slip
    planned: str
    declared: str
    confidence: Mapping[str, str]
    certainty: Mapping[str, str]  # filling
    inside: Mapping[str, str]  # text inside that filling
    words: Mapping[str, str]  # a text naming a certainty, a lateness or a curve
    steps: tuple[str, ...]  # map: none, then five classes
    unknown: str  # map: not reported
    axes: Mapping[str, str]
    neutral: str  # nodes without an axis
    veil: str  # behind a label laid over ribbons
    ribbon: float  # opacity of a ribbon


LIGHT = Palette(
    background="#FFFFFF",
    secondary="#F2F5F4",
    text="#0E1518",
    primary="#17666A",
    border="#89959A",
    note="#566165",
    grid="#E3E8E8",
    late="#BF6A05",
    planned="#8A9599",
    declared="#3B86DC",
    confidence={
        "on_track": "#17666A",
        "attainable": "#3B86DC",
        "needs_support": "#BF6A05",
        "compromised": "#701528",
        "not_reported": "#92959A",
    },
    certainty={"secured": "#17666A", "requested": "#7DB3B2", "to_be_found": "#BF6A05", "not_reported": "#E3E8E8"},
    inside={"secured": "#FFFFFF", "requested": "#0E1518", "to_be_found": "#844600", "not_reported": "#0E1518"},
    words={
        "secured": "#0F5357",
        "requested": "#4E575B",
        "to_be_found": "#844600",
        "not_reported": "#4E575B",
        "verified": "#0F5357",
        "declared": "#1B559B",
        "late": "#844600",
    },
    steps=("#EFF2F2", "#B5D6D1", "#7FB9B3", "#47938F", "#226A6D", "#0A4247"),
    unknown="#C9CED1",
    axes={
        "people": "#142A66",
        "mastery": "#198194",
        "bridges": "#7BA121",
        "approach": "#A65028",
        "experience": "#5D273F",
    },
    neutral="#9AA5A8",
    veil="rgba(255,255,255,0.78)",
    ribbon=0.26,
)

DARK = Palette(
    background="#14191C",
    secondary="#1F272B",
    text="#E9EDED",
    primary="#3FC4B6",
    border="#66747A",
    note="#A9B4B7",
    grid="#2A3337",
    late="#FCC648",
    planned="#8A9599",
    declared="#69A4F2",
    confidence={
        "on_track": "#17CDB7",
        "attainable": "#69A4F2",
        "needs_support": "#FCC648",
        "compromised": "#EB3350",
        "not_reported": "#6E777F",
    },
    certainty={"secured": "#3FC4B6", "requested": "#2A6F6C", "to_be_found": "#FCC648", "not_reported": "#2A3337"},
    inside={"secured": "#14191C", "requested": "#FFFFFF", "to_be_found": "#FCD479", "not_reported": "#E9EDED"},
    words={
        "secured": "#6FDCCF",
        "requested": "#B9C2C5",
        "to_be_found": "#FCD479",
        "not_reported": "#B9C2C5",
        "verified": "#6FDCCF",
        "declared": "#9CC5FA",
        "late": "#FCD479",
    },
    steps=("#232B2F", "#1B4A4A", "#1B6C6A", "#26918B", "#5CBDB4", "#B4E8E1"),
    unknown="#4A5459",
    axes={
        "people": "#6293E9",
        "mastery": "#27E9D8",
        "bridges": "#DDE169",
        "approach": "#C95924",
        "experience": "#B24F7C",
    },
    neutral="#66747A",
    veil="rgba(20,25,28,0.72)",
    ribbon=0.36,
)


def palette(theme: Theme) -> Palette:
    """The colours that are read on the ground of this theme."""
    return DARK if theme == "dark" else LIGHT
