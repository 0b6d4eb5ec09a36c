"""Every figure, from many shapes of rows: plotly takes it, labels keep apart, what people typed stays text."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.presentation.funding import funding_figure as funding
from portfolio.presentation.funding import funding_share, sankey
from portfolio.presentation.kit.labels import plain, spread, width_of, wrapped
from portfolio.presentation.kit.palette import Theme
from portfolio.presentation.kit.scales import class_limits, month_ticks, round_ticks
from portfolio.presentation.kit.template import NARROWEST, NothingToDraw
from portfolio.presentation.milestones import slip, timeline
from portfolio.presentation.plan import map as area
from portfolio.presentation.progress import confidence_figure as confidence
from portfolio.presentation.progress import curve_figure as progress
from portfolio.presentation.progress import targets
from portfolio.presentation.progress.targets import IndicatorPath, Value
from tests.support import figure_examples as cases

EXAMPLES = cases.examples()
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
THEMES: tuple[Theme, ...] = ("light", "dark")
REAL_SHAPES = Path(__file__).parents[2] / "data/reference/department_shapes.json"


@EACH
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_plotly_takes_the_figure_as_it_is(example: cases.Example, language: Language, theme: Theme) -> None:
    drawn = example.draw(language, theme)
    validated = go.Figure(**drawn).to_dict()
    assert len(validated["data"]) == len(drawn["data"]) > 0
    assert len(json.dumps(validated["layout"]["template"])) < 100  # plotly's own template was not added
    assert not drawn["layout"]["showlegend"]
    assert drawn["layout"]["height"] >= 60
    json.dumps(drawn)


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_is_told_in_a_sentence(example: cases.Example, language: Language) -> None:
    told = example.tell(language)
    assert told[0].isupper() or not told[0].isalpha()
    assert told.endswith(".")
    assert not re.search(r"None|\bnan\b|\{|  |\.\.", told)
    assert len(told) < 800


@EACH
def test_the_two_languages_and_themes_differ_only_in_words_and_colours(example: cases.Example) -> None:
    shapes = [
        [trace["type"] for trace in example.draw(language, theme)["data"]] for language in LANGUAGES for theme in THEMES
    ]
    assert all(shape == shapes[0] for shape in shapes)


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [NARROWEST, 620])
def test_no_two_labels_overlap(example: cases.Example, language: Language, width: int) -> None:
    if width == NARROWEST and example.name.startswith("sankey"):
        pytest.skip("the flow is for wide screens; a table replaces it on a phone")
    layout = example.draw(language, "light")["layout"]
    boxes = [(note["text"], box(note, layout, width)) for note in layout.get("annotations", [])]
    for (text, one), (other, two) in combinations(boxes, 2):
        assert not overlap(one, two), f"{text!r} {one} and {other!r} {two}"


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_stays_inside_the_narrowest_screen(example: cases.Example, language: Language) -> None:
    if example.name.startswith("sankey"):
        pytest.skip("the flow is for wide screens")
    layout = example.draw(language, "light")["layout"]
    for note in layout.get("annotations", []):
        left, right, top, bottom = box(note, layout, NARROWEST)
        assert left >= -6, (note["text"], left)
        assert right <= NARROWEST + 6, (note["text"], right)
        assert top >= -3, (note["text"], top)
        assert bottom <= layout["height"] + 3, (note["text"], bottom)


@EACH
def test_what_people_typed_is_never_markup(example: cases.Example) -> None:
    for text in texts(example.draw("fr", "light")):
        tags = set(re.findall(r"</?(\w+)[^>]*>", text))
        assert tags <= {"b", "br", "span", "extra"}, text
        assert "<b>local" not in text
        assert "<b>balise" not in text


@pytest.mark.parametrize(
    "draw",
    [
        lambda: progress.figure([], cases.CUTOFF, "fr", "light"),
        lambda: progress.figure([progress.CurvePoint(cases.CUTOFF, None, None)], cases.CUTOFF, "fr", "light"),
        lambda: funding.figure([], "fr", "light"),
        lambda: funding.figure([funding.FundingRow("a"), funding.FundingRow("b", Decimal(0))], "fr", "light"),
        lambda: funding_share.figure(funding_share.ProjectFunding(None), "fr", "light"),
        lambda: confidence.figure([confidence.ConfidenceRow("on_track", cases.STATE, 0)], "fr", "light"),
        lambda: timeline.figure([], cases.CUTOFF, "fr", "light"),
        lambda: timeline.figure([cases.T("J1", "a", None, None, None)], cases.CUTOFF, "fr", "light"),
        lambda: slip.figure([slip.SlipLine("J1", (), None)], "fr", "light"),
        lambda: targets.figure(IndicatorPath((), Value(cases.CUTOFF, 1)), cases.CUTOFF, "fr", "light"),
        lambda: area.figure([area.MapRow("01", 0), area.MapRow("02", None)], cases.SHAPES, "fr", "light"),
        lambda: sankey.figure([], "fr", "light"),
        lambda: funding.alt([], "fr"),
        lambda: timeline.alt([], cases.CUTOFF, "fr"),
        lambda: targets.alt(IndicatorPath(()), "fr"),
    ],
)
def test_nothing_to_draw_is_said(draw: Any) -> None:
    with pytest.raises(NothingToDraw):
        draw()


def test_the_last_known_values_are_told_at_the_date_of_the_data() -> None:
    points = [
        progress.CurvePoint(cases.CUTOFF, 0.69, 0.6, 0.52),
        progress.CurvePoint(date(2027, 6, 1), 0.9, None),
    ]
    assert progress.alt(points, cases.CUTOFF, "fr") == (
        "Au 20 novembre 2026\u00a0: prévu 69\u202f%, déclaré 60\u202f% et vérifié 52\u202f% du travail."
    )
    assert progress.alt(points, cases.CUTOFF, "en").startswith("On 20 November 2026: planned 69%, declared 60%")


def test_an_unknown_amount_is_a_dash_and_draws_no_bar() -> None:
    drawn = funding.figure([funding.FundingRow("A", Decimal(10_000)), funding.FundingRow("B")], "fr", "light")
    assert "B <b>—</b>" in [note["text"] for note in drawn["layout"]["annotations"]]
    assert [trace["x"] for trace in drawn["data"]] == [[10_000.0, None]]


def test_each_certainty_is_named_once_even_when_the_first_bar_lacks_it() -> None:
    notes = [
        note["text"]
        for note in funding.figure(cases.FUNDING["status not reported"], "fr", "light")["layout"]["annotations"]
    ]
    for word in ("acquis", "à rechercher", "statut non renseigné"):
        assert notes.count(f"<b>{word}</b>") == 1
    assert "<b>sollicité</b>" not in notes


def test_a_plan_that_does_not_balance_shows_its_gap() -> None:
    assert funding_share.alt(cases.SHARES["partly covered"], "fr").endswith("36\u202f% non couvert.")
    texts_ = [
        n["text"] for n in funding_share.figure(cases.SHARES["beyond the cost"], "fr", "light")["layout"]["annotations"]
    ]
    assert "coût total 100\u00a0€" in texts_


def test_squares_give_way_to_bars_past_sixty() -> None:
    kinds = {k: {t["type"] for t in confidence.figure(v, "fr", "light")["data"]} for k, v in cases.CONFIDENCE.items()}
    assert kinds == {"squares": {"scatter"}, "sixty": {"scatter"}, "bars": {"bar"}}
    assert len(confidence.figure(cases.CONFIDENCE["sixty"], "fr", "light")["data"][0]["x"]) == 60


def test_late_is_orange_early_is_not_and_missing_says_so() -> None:
    notes = [
        n["text"]
        for n in timeline.figure(cases.TIMELINE["late, early, on time"], cases.CUTOFF, "fr", "light")["layout"][
            "annotations"
        ]
    ]
    assert {"+14\u202fj · vérifié", "−5\u202fj · date passée", "à l’heure"} <= set(notes)
    missing = timeline.figure(cases.TIMELINE["dates missing"], cases.CUTOFF, "fr", "light")["layout"]["annotations"]
    assert sum("prévision\u00a0: —" in note["text"] for note in missing) == 2
    tall = timeline.figure(cases.TIMELINE["forty"], cases.CUTOFF, "fr", "light")["layout"]["height"]
    assert tall > 40 * 45


def test_the_critical_path_is_drawn_full_and_other_waits_dotted() -> None:
    rows = cases.TIMELINE["late, early, on time"]
    waits = [
        timeline.Waiting("J1", "J2", True),
        timeline.Waiting("J1", "J4", False),
        timeline.Waiting("J2", "J9", True),
    ]
    dotted, full, *_ = timeline.figure(rows, cases.CUTOFF, "fr", "light", waits)["data"]
    assert (dotted["line"]["dash"], full["line"].get("dash")) == ("dot", None)
    reached, initial = rows[0].dates[-1].isoformat(), rows[1].dates
    assert full["x"] == [reached, reached, min(initial).isoformat(), None], (
        "one that is not drawn is waited for by none"
    )
    assert full["y"][1] == full["y"][2] > full["y"][0]
    told = timeline.alt(rows, cases.CUTOFF, "fr", waits)
    assert "J1 → J2" in told and "J1 → J4" not in told


def test_a_map_never_asks_for_a_world_map_and_counts_every_departement() -> None:
    for rows, kind in cases.MAPS.values():
        drawn = area.figure(rows, cases.SHAPES, "fr", "light", kind=kind)
        assert drawn["data"][0]["type"] == "scattergeo"
        assert "lon" in drawn["data"][0]
        assert all("geojson" in trace for trace in drawn["data"] if trace["type"] == "choropleth")
        counts = [int(re.findall(r"(\d+) dép", note["text"])[0]) for note in drawn["layout"]["annotations"]]
        assert sum(counts) == len(cases.SHAPES["features"])


def test_a_map_tells_the_unknown_from_nothing() -> None:
    drawn = area.figure(*cases.MAPS["some not reported"][:1], cases.SHAPES, "fr", "light")
    legend = [note["text"] for note in drawn["layout"]["annotations"]]
    assert legend == ["<b>aucun</b><br>8 dép.", "<b>1</b><br>1 dép.", "<b>non renseigné</b><br>1 dép."]
    with pytest.raises(ValueError, match="below"):
        area.figure([area.MapRow("01", -1)], cases.SHAPES, "fr", "light")


@pytest.mark.skipif(not REAL_SHAPES.exists(), reason="the shapes are not built")
def test_the_real_map_has_its_hundred_and_one_departements_and_stays_light() -> None:
    shapes = json.loads(REAL_SHAPES.read_text(encoding="utf-8"))
    rows = [area.MapRow(feature["code"], k * 1_000_000) for k, feature in enumerate(shapes["features"])]
    drawn = area.figure(rows, shapes, "fr", "dark")
    assert sum(len(trace.get("locations", [])) for trace in drawn["data"]) == 101
    assert len(json.dumps(drawn)) < 600_000
    go.Figure(**drawn)


def test_the_limits_of_a_map_are_round_and_leave_no_class_empty() -> None:
    values = [0.1, 0.3, 0.7, 1.1, 2.2, 3.5, 4.8, 6, 9, 12, 18, 24, 25]
    limits = class_limits(values)
    assert all(re.fullmatch(r"[125]0*", str(limit).replace("0.", "").replace(".0", "").lstrip("0")) for limit in limits)
    edges = [0, *limits, 1e9]
    assert all(any(low <= value < high for value in values) for low, high in pairwise(edges))
    assert class_limits([]) == class_limits([3, 3]) == []


def test_ticks_are_few_and_told_once_a_year() -> None:
    days, labels = month_ticks(date(2025, 1, 1), date(2027, 12, 1), "fr")
    assert days[:2] == ["2025-01-01", "2025-07-01"]
    assert labels[:3] == ["janv.<br>2025", "juil.", "janv.<br>2026"]
    assert month_ticks(date(2000, 2, 2), date(2030, 1, 1), "en")[1] == ["2005", "2010", "2015", "2020", "2025", "2030"]
    assert round_ticks(0, 440_000) == [0, 100_000, 200_000, 300_000, 400_000]
    assert round_ticks(3, 3) == [3]


def test_labels_move_as_little_as_they_must() -> None:
    assert spread([10, 50], 20, 0, 100) == [10, 50]
    assert spread([50, 50], 20, 0, 100) == [40, 60]
    assert spread([100, 100, 0], 20, 0, 100) == [80, 100, 0]
    assert spread([50, 40, 60], 20, 0, 100) == [50, 30, 70]
    assert spread([5] * 5, 30, 0, 100) == [0, 25, 50, 75, 100]
    assert spread([], 20, 0, 100) == []


def test_words_typed_by_people_are_plain_and_fit() -> None:
    assert plain("<a href='x'>a</a> &\nb") == "&lt;a href='x'&gt;a&lt;/a&gt; &amp; b"
    lines = wrapped("Étape " * 40, 200)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert max(width_of(line, 14) for line in lines) <= 200
    assert wrapped("x" * 200, 100)[0].endswith("…")


# Where a label falls, in pixels from the top left corner of a figure of a given width.

LEFT_TICKS = 48  # what labels of a vertical axis take, near enough


def box(note: dict[str, Any], layout: dict[str, Any], width: int) -> tuple[float, float, float, float]:
    margin = layout["margin"]
    left = margin["l"] + (LEFT_TICKS if layout.get("yaxis", {}).get("visible", True) and "yaxis" in layout else 0)
    across, up = width - left - margin["r"], layout["height"] - margin["t"] - margin["b"]
    lines, size = note["text"].split("<br>"), note["font"]["size"]
    wide, high = max(measured(line, size) for line in lines), len(lines) * size * 1.2 - 2
    x = left + across * share(note["x"], layout.get("xaxis"), note.get("xref")) + note.get("xshift", 0)
    y = margin["t"] + up * (1 - share(note["y"], layout.get("yaxis"), note.get("yref"))) - note.get("yshift", 0)
    x -= {"left": 0, "center": wide / 2, "right": wide}[note["xanchor"]]
    y -= {"top": 0, "middle": high / 2, "bottom": high}[note["yanchor"]]
    return x, x + wide, y, y + high


def measured(line: str, size: int) -> float:
    bold, light = "".join(re.findall(r"<b>(.*?)</b>", line)), re.sub(r"<b>.*?</b>|</?b>|</?span[^>]*>", "", line)
    return width_of(unescape(bold), size, bold=True) + width_of(unescape(light), size)


def share(value: Any, axis: dict[str, Any] | None, ref: str | None) -> float:
    if ref == "paper" or axis is None:
        return float(value)
    low, high = (number(edge) for edge in axis["range"])
    return (number(value) - low) / (high - low)


def number(value: Any) -> float:
    return float(date.fromisoformat(value).toordinal()) if isinstance(value, str) else float(value)


def overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]


def texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for key, value in part.items() if key != "geojson" for text in texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in texts(value)]
    return [part] if isinstance(part, str) else []
