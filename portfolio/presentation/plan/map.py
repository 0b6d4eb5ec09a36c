"""A figure by département on the map of France: a shade a class, overseas and Paris in framed insets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.kit.labels import plain, width_of
from portfolio.presentation.kit.numerals import count_of
from portfolio.presentation.kit.palette import Palette, Theme, palette
from portfolio.presentation.kit.sentences import join, typeset
from portfolio.presentation.kit.template import CLEAR, NARROWEST, NOTE_SIZE, SIDE, Figure, Part, layout, note
from portfolio.presentation.plan.map_classes import Kind, MapClass, MapRow, classes, positive_values, scale, written

__all__ = ["Kind", "MapRow", "alt", "figure", "scale"]

Shapes = Mapping[str, Any]  # data/reference/department_shapes.json, as read

ABBREVIATED = Text("dép.", "dép.")
MAP, MAP_ON_PHONE, GAP, SWATCH, LINE = 470, 240, 14, 12, 56
HIGHEST_TOLD = 3


def figure(
    rows: Sequence[MapRow],
    shapes: Shapes,
    language: Language,
    theme: Theme,
    *,
    kind: Kind = "euros",
    phone: bool = False,
) -> Figure:
    """Values of 0 or more by code; the legend counts the départements of each class.

    `shapes` holds features (code, name, polygons: a GeoJSON MultiPolygon's coordinates), insets, bounds, on one plane.
    `phone` makes the map as low as a narrow screen makes it small. Raises NothingToDraw when no value is above zero,
    ValueError for a value below.
    """
    colours = palette(theme)
    found = classes(rows, [feature["code"] for feature in shapes["features"]], kind, language, theme)
    height = MAP_ON_PHONE if phone else MAP
    marks, notes, below = _legend(found, height, colours, language)
    margin = {"l": SIDE, "r": SIDE, "t": 0, "b": below}
    more = {"margin": margin, "geo": _plane(shapes), "shapes": marks, "annotations": notes}
    areas = [_area(group, rows, shapes, kind, language) | _style(group, colours) for group in found if group.codes]
    frames = _frames(shapes, NOTE_SIZE - 3 if phone else NOTE_SIZE - 1, colours, language)
    return {"data": [*frames, *areas], "layout": layout(theme, language, height + below, **more)}


def alt(rows: Sequence[MapRow], shapes: Shapes, language: Language, *, kind: Kind = "euros") -> str:
    """« 28 départements sur 101 ont une valeur ; les plus hautes : Allier 24,1 M€, Gard … »"""
    values = positive_values(rows)
    names = {feature["code"]: feature["name"] for feature in shapes["features"]}
    ranked = sorted(values, key=lambda code: (-values[code], code))[:HIGHEST_TOLD]
    highest = join(
        [f"{names.get(code, code)} {written(values[code], rows, kind, language)}" for code in ranked], language
    )
    missing = sum(row.value is None for row in rows)
    silent = {
        "fr": f" ; non renseigné : {missing}" if missing else "",
        "en": f"; not reported: {missing}" if missing else "",
    }
    told = count_of(len(values), len(names), language)
    if language == "fr":
        return typeset(f"Départements avec une valeur : {told}. Les plus hautes : {highest}{silent['fr']}.", language)
    return f"Départements with a value: {told}. Highest: {highest}{silent['en']}."


def _plane(shapes: Shapes) -> Part:
    """The plane of the shapes, drawn as if its coordinates were degrees, and nothing of the world."""
    x0, y0, x1, y1 = shapes["bounds"]
    ranges = {"lonaxis": {"range": [x0, x1]}, "lataxis": {"range": [y0, y1]}}
    return {"visible": False, "bgcolor": CLEAR, "projection": {"type": "equirectangular"}, "framewidth": 0, **ranges}


def _frames(shapes: Shapes, size: int, colours: Palette, language: Language) -> list[Part]:
    """Frames and names of the insets. First in the figure: a leading choropleth would make plotly fetch a world map."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for inset in shapes["insets"]:
        x0, y0, x1, y1 = inset["frame"]
        lon += [x0, x1, x1, x0, x0, None]
        lat += [y0, y0, y1, y1, y0, None]
    if not lon:
        lon, lat = [shapes["bounds"][0]], [shapes["bounds"][1]]
    line = {"color": colours.border, "width": 1}
    frames = {"type": "scattergeo", "mode": "lines", "lon": lon, "lat": lat, "line": line, "hoverinfo": "skip"}
    names = {
        "type": "scattergeo",
        "mode": "text",
        "lon": [inset["frame"][0] for inset in shapes["insets"]],
        "lat": [inset["frame"][3] for inset in shapes["insets"]],
        "text": [plain(inset["label" if language == "fr" else "label_en"]) for inset in shapes["insets"]],
        "textposition": "top right",
        "textfont": {"size": size, "color": colours.note},
        "hoverinfo": "skip",
    }
    return [frames, names] if shapes["insets"] else [frames]


def _area(group: MapClass, rows: Sequence[MapRow], shapes: Shapes, kind: Kind, language: Language) -> Part:
    """The shapes of one class, and what hovering says of each."""
    inside = [feature for feature in shapes["features"] if feature["code"] in group.codes]
    by_code = {row.code: row for row in rows}
    hover = []
    for feature in inside:
        row = by_code.get(feature["code"])
        value = written(row.value, rows, kind, language) if row and (row.value is None or row.value > 0) else group.text
        detail = f"<br>{plain(row.detail)}" if row and row.detail else ""
        hover.append(f"{plain(feature['name'])} ({feature['code']})<br><b>{value}</b>{detail}")
    return {
        "type": "choropleth",
        "geojson": {"type": "FeatureCollection", "features": [_geojson(feature) for feature in inside]},
        "locations": [feature["code"] for feature in inside],
        "z": [1] * len(inside),
        "hoverinfo": "text",
        "hovertext": hover,
    }


def _geojson(feature: Mapping[str, Any]) -> Part:
    geometry = {"type": "MultiPolygon", "coordinates": feature["polygons"]}
    return {"type": "Feature", "id": feature["code"], "properties": {}, "geometry": geometry}


def _style(group: MapClass, colours: Palette) -> Part:
    return {
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, group.colour], [1, group.colour]],
        "showscale": False,
        "marker": {"line": {"color": colours.background, "width": 0.8}},
    }


def _legend(
    found: Sequence[MapClass], height: int, colours: Palette, language: Language
) -> tuple[list[Part], list[Part], int]:
    """Rectangles under the map with class and count, as many a line as fit the narrowest screen.

    Gives shapes, notes, and the height they take in pixels.
    """
    texts = [f"<b>{group.text}</b><br>{len(group.codes)} {ABBREVIATED.to(language)}" for group in found]
    widest = max(width_of(group.text, bold=True) for group in found)
    columns = next((n for n in (len(found), 3, 2) if widest <= (NARROWEST - 2 * SIDE) / n), 1)
    marks, notes = [], []
    for place, (group, text) in enumerate(zip(found, texts, strict=True)):
        left, top = place % columns / columns, GAP + LINE * (place // columns)
        box = {"x0": left, "x1": left + 1 / columns - 0.006, "y0": -top / height, "y1": -(top + SWATCH) / height}
        line = {"color": colours.border, "width": 1}
        marks.append({"type": "rect", "xref": "paper", "yref": "paper", **box, "fillcolor": group.colour, "line": line})
        under = {"xref": "paper", "yref": "paper", "yanchor": "top", "xshift": 1}
        notes.append(note(text, left, -(top + SWATCH + 3) / height, colours.note, **under))
    return marks, notes, GAP + LINE * -(-len(found) // columns)
