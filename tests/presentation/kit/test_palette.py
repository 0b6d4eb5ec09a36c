"""The colours: legible, told apart, and the same in the theme of the screens; the theme's keys exist in Streamlit."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config as streamlit_config

from portfolio.presentation.kit.palette import DARK, LIGHT, Palette, palette
from portfolio.presentation.kit.template import FONT

ROOT = Path(__file__).parents[3]
CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
BOTH = pytest.mark.parametrize(("name", "colours"), [("light", LIGHT), ("dark", DARK)])


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[k : k + 2], 16)) for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@BOTH
def test_every_text_of_a_figure_is_legible(name: str, colours: Palette) -> None:
    page = colours.background
    texts = [colours.text, colours.note, colours.primary, *colours.words.values(), colours.inside["to_be_found"]]
    assert min(contrast(colour, page) for colour in texts) >= 4.5
    solid = ("secured", "requested", "not_reported")
    assert min(contrast(colours.inside[key], colours.certainty[key]) for key in solid) >= 4.5


@BOTH
def test_contrasts_are_those_that_were_measured(name: str, colours: Palette) -> None:
    expected = {"light": (18.4, 6.7, 6.4), "dark": (15.0, 8.2, 8.4)}[name]
    found = [contrast(colour, colours.background) for colour in (colours.text, colours.primary, colours.note)]
    assert all(one == pytest.approx(other, abs=0.1) for one, other in zip(found, expected, strict=True))


@BOTH
def test_marks_stand_out_from_the_page(name: str, colours: Palette) -> None:
    marks = [colours.late, colours.planned, colours.declared, colours.border, *colours.certainty.values()]
    outlined = {colours.certainty["not_reported"], colours.certainty["requested"]}  # beside a neighbour or an outline
    assert min(contrast(mark, colours.background) for mark in marks if mark not in outlined) >= 2.9


@BOTH
def test_the_steps_of_the_map_go_one_way(name: str, colours: Palette) -> None:
    light = [luminance(step) for step in colours.steps]
    assert light == sorted(light, reverse=name == "light")
    assert colours.unknown not in colours.steps


@BOTH
def test_the_screens_have_the_same_colours(name: str, colours: Palette) -> None:
    theme = CONFIG["theme"][name]
    same = {
        "primaryColor": colours.primary,
        "backgroundColor": colours.background,
        "secondaryBackgroundColor": colours.secondary,
        "textColor": colours.text,
        "borderColor": colours.border,
        "greenColor": colours.confidence["on_track"],
        "blueColor": colours.confidence["attainable"],
        "orangeColor": colours.confidence["needs_support"],
        "redColor": colours.confidence["compromised"],
        "grayColor": colours.confidence["not_reported"],
        "greenTextColor": colours.words["secured"],
        "blueTextColor": colours.words["declared"],
        "orangeTextColor": colours.words["to_be_found"],
        "grayTextColor": colours.words["not_reported"],
    }
    assert {key: theme[key] for key in same} == same
    badges = {key.removesuffix("TextColor") for key in theme if key.endswith("TextColor")} - {"code"}
    assert min(contrast(theme[f"{badge}TextColor"], theme[f"{badge}BackgroundColor"]) for badge in badges) >= 6.4


def test_both_themes_set_the_same_keys() -> None:
    assert CONFIG["theme"]["light"].keys() == CONFIG["theme"]["dark"].keys()
    assert (palette("light"), palette("dark")) == (LIGHT, DARK)


def test_every_key_of_the_configuration_exists() -> None:
    known = set(streamlit_config.get_config_options(force_reparse=False))
    given = {
        f"{section}.{key}" if not isinstance(value, dict) else f"{section}.{key}.{inner}"
        for section, keys in CONFIG.items()
        for key, value in keys.items()
        for inner in (value if isinstance(value, dict) else [""])
    }
    assert given <= known, given - known


def test_every_font_is_here_and_none_has_a_digit_in_its_name() -> None:
    faces = CONFIG["theme"]["fontFaces"]
    for face in faces:
        path = ROOT / "pages" / face["url"].removeprefix("app/")
        assert path.suffix == ".woff2"
        assert 20_000 < path.stat().st_size < 45_000
        assert not re.search(r"\d", face["family"])
    families = {face["family"] for face in faces}
    assert {CONFIG["theme"][key].split(",")[0] for key in ("font", "headingFont")} == families
    assert CONFIG["theme"]["font"] == FONT
    assert CONFIG["server"]["enableStaticServing"]


def test_nothing_is_fetched_from_elsewhere() -> None:
    text = (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
    assert "http" not in text
    assert CONFIG["browser"]["gatherUsageStats"] is False
