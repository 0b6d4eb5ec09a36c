"""The figures of economic models: cash that runs out or stops being known, and what counts most.

In the expectations, « _ » stands for U+202F and « ~ » for U+00A0.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.presentation.economics import cash_path, tornado
from portfolio.presentation.economics.cash_line import parted
from portfolio.presentation.economics.cash_path import CashLine, Fan
from portfolio.presentation.economics.tornado import Bar
from portfolio.presentation.kit.labels import width_of
from portfolio.presentation.kit.palette import LIGHT, Theme, palette
from portfolio.presentation.kit.template import NARROWEST, NothingToDraw
from tests.support import figure_examples as cases

RUNS_OUT = CashLine(cases.REFERENCE, 2029, (40e3, 10e3, -61e3, 30e3, 340e3), "main")
MARKUP = "<b>Fonds</b> <a href='http://x'>local</a> & Cie"


def shown(text: str) -> str:
    return text.replace("_", "\u202f").replace("~", "\u00a0")


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def cash(*lines: CashLine, fan: Fan | None = None, language: Language = "fr", theme: Theme = "light") -> dict[str, Any]:
    return cash_path.figure(lines, fan, language, theme)


def inked(figure: dict[str, Any], colour: str) -> list[tuple[float, float]]:
    """The spots of the lines of that colour."""
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines" and trace["line"]["color"] == colour]
    return [spot for trace in lines for spot in zip(trace["x"], trace["y"], strict=True) if spot != (None, None)]


def of(values: tuple[float | None, ...], first: int = 2026) -> CashLine:
    return CashLine(cases.REFERENCE, first, values, "main")


# The cash of a model.


def test_the_first_year_below_zero_and_the_last_are_written_on_the_line() -> None:
    assert texts(cash(RUNS_OUT)) == [
        shown("référence<br><b>2033~: 340~k€</b>"),
        shown("<b>2031~: −61~k€</b>"),
    ]
    assert texts(cash(RUNS_OUT, language="en")) == ["reference<br><b>2033: €340k</b>", "<b>2031: −€61k</b>"]


def test_a_line_that_never_runs_out_has_no_year_below_zero() -> None:
    figure = cash(of((0.0, 5e3, 2e6)))
    assert texts(figure) == [shown("référence<br><b>2028~: 2,0~M€</b>")]
    assert not inked(figure, LIGHT.late)


def test_cash_that_runs_out_in_the_last_year_is_said_once() -> None:
    assert texts(cash(of((5e3, -3e3)))) == [shown("référence<br><b>2027~: −3_000~€</b>")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_below_zero_is_late_and_the_colour_changes_where_the_line_crosses(theme: Theme) -> None:
    figure, colours = cash(RUNS_OUT, theme=theme), palette(theme)
    late = inked(figure, colours.late)
    assert all(euros <= 0 for _, euros in late)
    assert all(euros >= 0 for _, euros in inked(figure, colours.primary))
    assert late[0] == pytest.approx((2030 + 10 / 71, 0.0))
    assert late[1:] == [(2031, -61e3), (pytest.approx(2031 + 61 / 91), 0.0)]
    assert {note["font"]["color"] for note in figure["layout"]["annotations"]} == {
        colours.words["verified"],
        colours.words["late"],
    }


def test_only_the_main_line_is_late_and_it_is_drawn_over_the_others() -> None:
    stress = CashLine("sans l’État", 2029, (1.0, -90e3), "stress")
    figure = cash(RUNS_OUT, stress)
    assert {trace["line"].get("dash") for trace in figure["data"] if trace.get("line")} >= {"dash"}
    colours = [trace["line"]["color"] for trace in figure["data"] if trace["mode"] == "lines"]
    assert colours.index(LIGHT.planned) < colours.index(LIGHT.primary)
    assert (2030, -90e3) not in inked(figure, LIGHT.late)


def test_a_stretch_is_cut_where_it_crosses_and_nothing_joins_two_stretches() -> None:
    above, below = parted([(0, 1.0), (1, -1.0), (2, -1.0), (3, 1.0)])
    assert above == [(None, None), (0, 1.0), (0.5, 0.0), (None, None), (2.5, 0.0), (3, 1.0)]
    assert below == [(None, None), (0.5, 0.0), (1, -1.0), (2, -1.0), (2.5, 0.0)]
    assert parted([(0, 0.0), (1, 0.0)]) == ([(None, None), (0, 0.0), (1, 0.0)], [])


def test_the_line_stops_where_cash_is_no_longer_known() -> None:
    known = CashLine("connue", 2026, (1e4, 2e4, 3e4, 4e4), "other")
    figure = cash(of((2e4, 1e4, None, 9e4)), known)
    assert max(year for year, _ in inked(figure, LIGHT.primary)) == 2027
    assert texts(figure)[0] == shown("référence<br><b>2027~: 10~k€</b><br><b>puis inconnue</b>")
    (leader,) = [trace for trace in figure["data"] if trace.get("line", {}).get("dash") == "dot"]
    assert (leader["x"], leader["y"]) == ([2027, 2029], [1e4, 1e4])
    assert "10\u00a0k€ en 2027, jamais sous zéro, inconnue ensuite." in cash_path.alt([of((2e4, 1e4)), known], "fr")
    assert texts(cash(of((2e4, float("nan"), 3e4)))) == [shown("référence<br><b>2026~: 20~k€</b>")]


def test_a_line_of_which_nothing_is_known_is_a_dash() -> None:
    unknown = CashLine("inconnue", 2026, (None, 5.0), "stress")
    assert texts(cash(RUNS_OUT, unknown))[1] == "inconnue<br><b>—</b>"
    assert cash_path.alt([RUNS_OUT, unknown], "fr").endswith("Inconnue\u00a0: non renseignée.")


def test_one_year_is_a_dot_in_the_middle() -> None:
    figure = cash(of((7e3,)))
    assert figure["layout"]["xaxis"]["range"] == [2025, 2027]
    assert figure["layout"]["xaxis"]["ticktext"] == ["2026"]
    (dots,) = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert (dots["x"], dots["y"], dots["marker"]["size"]) == ([2026], [7e3], [8])


def test_nothing_but_zeros_is_not_below_zero_nor_is_less_than_half_a_cent() -> None:
    figure = cash(of((0.0, -0.004, 0.0)))
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < 0 < high
    assert figure["layout"]["yaxis"]["ticktext"] == ["0"]
    assert not inked(figure, LIGHT.late)
    assert cash_path.alt([of((0.0, -0.004))], "fr") == shown(
        "Trésorerie cumulée. Référence~: 0~€ en 2027, jamais sous zéro."
    )


@pytest.mark.parametrize("values", [(-1e5, -2e5, -3e5), (3e5, 2e5), (9e11, -9e11, 1e12)])
def test_zero_is_always_shown_with_a_line_of_its_own(values: tuple[float, ...]) -> None:
    figure = cash(of(values))
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < 0 < high
    assert "0" in figure["layout"]["yaxis"]["ticktext"]
    (zero,) = [trace for trace in figure["data"] if trace["mode"] == "lines" and trace["line"]["color"] == LIGHT.note]
    assert zero["x"] == figure["layout"]["xaxis"]["range"]
    assert zero["y"] == [0, 0]


def test_negative_only_is_late_from_end_to_end() -> None:
    figure = cash(of((-1e5, -2e5, -3e5)))
    assert inked(figure, LIGHT.late) == [(2026, -1e5), (2027, -2e5), (2028, -3e5)]
    assert not inked(figure, LIGHT.primary)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (8_000, "0|2_000~€|4_000~€|6_000~€|8_000~€"),
        (400_000, "0|100~k€|200~k€|300~k€|400~k€"),
        (2e6, "0|0,5~M€|1,0~M€|1,5~M€|2,0~M€"),
        (2e9, "0|0,5~Md€|1,0~Md€|1,5~Md€|2,0~Md€"),
        (2, "0|1~€|2~€"),
    ],
)
def test_the_euros_of_the_axis_share_the_unit_that_reads_best(highest: float, ticks: str) -> None:
    assert cash(of((0.0, highest)))["layout"]["yaxis"]["ticktext"] == shown(ticks).split("|")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("years", range(1, 62))
def test_years_never_overlap_on_a_phone(years: int, language: Language) -> None:
    lines = (of(tuple(-1e6 - k for k in range(years))), CashLine(MARKUP, 2026, (-1.5e9,), "stress"))
    layout = cash(*lines, language=language)["layout"]
    axis, left = layout["xaxis"], 16 + max(width_of(text, 14) for text in layout["yaxis"]["ticktext"])
    across, (first, last) = NARROWEST - left - layout["margin"]["r"], axis["range"]
    assert axis["tickvals"]
    for one, two in pairwise(axis["tickvals"]):
        assert (two - one) / (last - first) * across > width_of("2026", 14) + 4


def test_sixty_years_have_few_ticks_and_a_mark_every_five() -> None:
    axis = cash(*cases.CASH["sixty years"][0])["layout"]["xaxis"]
    assert axis["ticktext"] == ["2040", "2060", "2080"]
    assert axis["minor"]["dtick"] == 5
    assert cash(RUNS_OUT)["layout"]["xaxis"]["minor"]["dtick"] == 1


def test_labels_at_the_ends_keep_apart_and_the_figure_grows_with_them() -> None:
    lines = [CashLine(f"scénario {k}", 2026, (0.0, 1e6 + k), "other") for k in range(20)]
    layout = cash(*lines)["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    heights = sorted(note["y"] * plot for note in layout["annotations"])
    assert all(high - low > 31 for low, high in pairwise(heights))
    assert layout["height"] > 20 * 32


def test_the_fan_is_a_pale_band_behind_everything_and_says_what_it_is() -> None:
    fan = Fan(2029, (1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    figure = cash(RUNS_OUT, fan=fan)
    band = figure["data"][0]
    assert (band["fill"], band["x"], band["y"]) == (
        "toself",
        [2029, 2030, 2031, 2031, 2030, 2029],
        [4.0, 5.0, 6.0, 3.0, 2.0, 1.0],
    )
    assert "9 tirages sur 10" in texts(figure)
    assert cash_path.alt([RUNS_OUT], "fr", fan).endswith(shown("En 2031, 9 tirages sur 10~: de 3~€ à 6~€."))
    assert not [trace for trace in cash(RUNS_OUT)["data"] if trace.get("fill")]


def test_a_fan_that_is_wider_than_the_lines_is_shown_whole() -> None:
    low, high = cash(of((0.0, 10.0)), fan=Fan(2026, (0.0, -500.0), (0.0, 900.0)))["layout"]["yaxis"]["range"]
    assert low < -500
    assert high > 900


def test_the_cash_is_told_line_by_line() -> None:
    stress = CashLine("sans l’État", 2029, (1e3, -9e4, -2e5, -3e5, -4e5), "stress")
    assert cash_path.alt([RUNS_OUT, stress], "fr") == shown(
        "Trésorerie cumulée. Référence~: −61~k€ en 2031, première année sous zéro, puis 340~k€ en 2033. "
        "Sans l’État~: −90~k€ en 2030, première année sous zéro, puis −400~k€ en 2033."
    )
    assert cash_path.alt([RUNS_OUT], "en") == (
        "Cumulated cash. Reference: −€61k in 2031, the first year below zero, then €340k in 2033."
    )


# What counts most.

BARS = [Bar(cases.USERS, -120e3, 340e3), Bar(cases.COSTS, 40e3, 210e3)]


def test_both_ends_of_a_bar_are_written_under_its_label() -> None:
    figure = tornado.figure(BARS, 102e3, "fr", "light")
    assert texts(figure) == [
        "recettes des usagers",
        shown("−120~k€"),
        shown("340~k€"),
        "coûts d’exploitation",
        shown("40~k€"),
        shown("210~k€"),
        shown("<b>référence 102~k€</b>"),
        shown("0~€"),
    ]
    label, low = figure["layout"]["annotations"][:2]
    assert label["y"] + 14 < low["y"]


def test_what_a_bar_has_below_zero_is_told_apart() -> None:
    above, below = tornado.figure(BARS, 102e3, "fr", "light")["data"]
    assert (above["base"], above["x"], above["marker"]["color"]) == ([0, 40e3], [340e3, 170e3], LIGHT.primary)
    assert (below["base"], below["x"], below["marker"]["color"]) == ([-120e3], [120e3], LIGHT.late)
    (only,) = tornado.figure([Bar("a", -3.0, -1.0)], -2.0, "fr", "light")["data"]
    assert (only["base"], only["x"], only["marker"]["color"]) == ([-3.0], [2.0], LIGHT.late)


@pytest.mark.parametrize(
    ("bars", "reference", "verticals"),
    [
        (BARS, 102e3, [102e3, 0.0]),
        ([Bar("a", 1e3, 3e3)], 2e3, [2e3]),
        ([Bar("a", -3e3, -1e3)], -2e3, [-2e3]),
        ([Bar("a", 1e3, 3e3)], -2e3, [-2e3, 0.0]),
        ([Bar("a", 0.0, 0.0)], 0.0, [0.0, 0.0]),
    ],
)
def test_zero_has_a_vertical_when_it_is_among_the_euros_shown(
    bars: list[Bar], reference: float, verticals: list[float]
) -> None:
    layout = tornado.figure(bars, reference, "fr", "light")["layout"]
    low, high = layout["xaxis"]["range"]
    assert [shape["x0"] for shape in layout["shapes"]] == verticals
    assert all(low <= at <= high for at in verticals)


def test_a_factor_without_effect_has_one_value_and_is_still_seen() -> None:
    figure = tornado.figure([Bar("a", 5e3, 5e3)], 5e3, "fr", "light")
    assert texts(figure)[:2] == ["a", shown("5_000~€")]
    assert figure["data"][0]["x"] == [0]
    assert figure["data"][0]["marker"]["line"]["width"] > 0


def test_a_factor_whose_lowest_gives_the_most_is_read_from_the_least() -> None:
    turned = tornado.figure([Bar("a", 3.0, -1.0)], 1.0, "fr", "light")
    assert turned == tornado.figure([Bar("a", -1.0, 3.0)], 1.0, "fr", "light")
    assert "de −1\u00a0€ à 3\u00a0€" in tornado.alt([Bar("a", 3.0, -1.0)], 1.0, "fr")


def test_what_counts_most_is_told_first() -> None:
    assert tornado.alt(BARS, 102e3, "fr") == shown(
        "Ce qui compte le plus~: recettes des usagers (de −120~k€ à 340~k€) et coûts d’exploitation "
        "(de 40~k€ à 210~k€). Référence~: 102~k€."
    )
    assert tornado.alt(BARS, 102e3, "en").startswith("What counts most: user revenue (from −€120k to €340k) and")
    assert "et 15 autres." in tornado.alt(*cases.TORNADOS["twenty"], "fr")


# Both.


def test_names_that_people_typed_are_never_markup() -> None:
    figures = (
        cash(CashLine(MARKUP, 2026, (1.0, 2.0), "main")),
        tornado.figure([Bar(MARKUP, 0.0, 1.0)], 0.5, "fr", "light"),
    )
    for figure in figures:
        hovered = [text for trace in figure["data"] for text in trace.get("hovertext", [])]
        written = " ".join(texts(figure)[0].split("<br>"))
        assert "<a" not in written + "".join(hovered)
        assert written.startswith("&lt;b&gt;Fonds&lt;/b&gt;")
        assert hovered[0].startswith("&lt;b&gt;Fonds&lt;/b&gt;")


@pytest.mark.parametrize(
    "draw",
    [
        cash,
        lambda: cash(of((None, 1.0))),
        lambda: cash(of(()), fan=Fan(2026, (1.0,), (2.0,))),
        lambda: cash_path.alt([], "fr"),
        lambda: tornado.figure([], 0.0, "fr", "light"),
        lambda: tornado.alt([], 0.0, "fr"),
    ],
)
def test_nothing_to_draw_is_said(draw: Any) -> None:
    with pytest.raises(NothingToDraw):
        draw()
