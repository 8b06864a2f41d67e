"""Contours of the communes of today: completed, measured, simplified and written as GeoJSON."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from tools.reference_history import Link
from tools.reference_packages import Record, ReferenceDataError, require

Contours = dict[str, BaseGeometry]

# A smaller hole is a defect of the linework: the smallest commune absorbed since 2024 has 1.3 km2.
SMALLEST_HOLE_KM2 = 0.5
DECIMALS = 5
SIZE_LIMIT_BYTES = 500 * 1024
# In degrees, tried in turn until the file is small enough; 0.0001 is about ten metres.
TOLERANCES = (0.0, 0.0001, 0.0002, 0.0005, 0.001, 0.002)

WGS84_RADIUS_M = 6_378_137.0
WGS84_ECCENTRICITY_SQUARED = 0.00669437999014


def area_km2(contour: BaseGeometry) -> float:
    """Return the area on the ellipsoid, by the cylindrical equal-area projection of WGS84.

    One projection is exact everywhere, so overseas départements need no grid of their own.
    Source: Snyder, Map Projections, a Working Manual (1987), equations 3-12, 10-14 and 10-15.
    """
    return float(shapely.area(shapely.transform(contour, _equal_area))) / 1e6


def _equal_area(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    longitude, latitude = np.radians(degrees).T
    eccentricity = WGS84_ECCENTRICITY_SQUARED**0.5
    sine = np.sin(latitude)
    logarithm = np.log((1 - eccentricity * sine) / (1 + eccentricity * sine))
    q = (1 - WGS84_ECCENTRICITY_SQUARED) * (
        sine / (1 - WGS84_ECCENTRICITY_SQUARED * sine**2) - logarithm / (2 * eccentricity)
    )
    return np.column_stack([WGS84_RADIUS_M * longitude, WGS84_RADIUS_M * q / 2])


def completed(contours: Contours, drawn: Mapping[str, Record], former: Mapping[str, Link]) -> tuple[Contours, set[str]]:
    """Give communes merged since the contours were drawn the land of the ones they absorbed.

    The wheel keys contours of 2024 (`drawn`: the communes of then) by the codes of today, so an
    absorbed commune is missing and shows as a gap in the country. A gap belongs to the one
    neighbour that absorbed somebody or, without such a neighbour, to the commune of the same
    département that has no contour at all because it took another code. Returns the contours
    and the communes that remain too small: a gap on the country's border cannot be seen.
    """
    absorbing = {former[code].target for code in drawn if code in former}
    gains = _gains(contours, absorbing)
    own = {code: [contours[code]] for code in absorbing if code in contours}
    grown = {code: shapely.unary_union([*own.get(code, []), *gains[code]]) for code in gains}
    return contours | grown, {code for code in gains if not gains[code]}


def _gains(contours: Contours, absorbing: set[str]) -> dict[str, list[BaseGeometry]]:
    """Return the gaps that each absorbing commune gets: those it alone can own come first."""
    codes = sorted(contours)
    tree = shapely.STRtree([contours[code] for code in codes])
    gains: dict[str, list[BaseGeometry]] = {code: [] for code in absorbing}
    disputed = []
    for gap in _gaps(tree):
        around = {codes[index] for index in tree.query(gap, predicate="touches")}
        owners = _owners(around, absorbing, absorbing - set(contours))
        if len(owners) == 1:
            gains[min(owners)].append(gap)
        elif owners:
            disputed.append((gap, owners))
    for gap, owners in disputed:
        waiting = [code for code in owners if not gains[code]]
        require(len(waiting) == 1, f"a gap could belong to any of {sorted(owners)}")
        gains[waiting[0]].append(gap)
    return gains


def _gaps(tree: shapely.STRtree) -> list[BaseGeometry]:
    """Return what lies inside the country and in no commune."""
    country = shapely.get_parts(shapely.unary_union(tree.geometries))
    rings = [ring for part in country for ring in part.interiors]
    inside = [hole for hole in shapely.polygons(rings) if area_km2(hole) > SMALLEST_HOLE_KM2]
    # Land may lie within a hole: a seat all of whose neighbours were absorbed.
    islands = [country[shapely.STRtree(country).query(hole, predicate="contains")] for hole in inside]
    return [shapely.difference(hole, shapely.unary_union(land)) for hole, land in zip(inside, islands, strict=True)]


def _owners(around: set[str], absorbing: set[str], uncharted: set[str]) -> set[str]:
    """Return the communes that may own a hole: none for a foreign enclave (Llivia)."""
    departements = {code[:2] for code in around}
    return around & absorbing or {code for code in uncharted if code[:2] in departements}


def coverage(contours: Contours, *, names: Mapping[str, str]) -> Contours:
    """Return the contours of one département without overlap, gap or excess decimals.

    Small enough for `SIZE_LIMIT_BYTES` as GeoJSON: shared borders are simplified once, for both
    sides, and only if they must be. Raises `ReferenceDataError` when that breaks a border.
    """
    codes = sorted(contours)
    shapes = np.array([contours[code] for code in codes])
    if not shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_clean(shapes)
    for tolerance in TOLERANCES:
        simplified = shapely.coverage_simplify(shapes, tolerance) if tolerance else shapes
        rounded = dict(zip(codes, _rounded(simplified), strict=True))
        if len(geojson(rounded, names=names).encode()) < SIZE_LIMIT_BYTES:
            return rounded
    message = f"contours stay above {SIZE_LIMIT_BYTES} bytes"
    raise ReferenceDataError(message)


def _rounded(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Round every vertex the same way on both sides of a border, then check the borders."""
    rounded = shapely.transform(shapes, lambda degrees: np.round(degrees, DECIMALS))
    rounded = shapely.remove_repeated_points(rounded)
    if not (shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded)):
        rounded = shapely.set_precision(shapely.coverage_clean(rounded), 10**-DECIMALS)
    require(shapely.is_valid(rounded).all(), "rounding made a contour invalid")
    require(shapely.coverage_is_valid(rounded), "rounding broke a shared border")
    cleaned: npt.NDArray[np.object_] = rounded
    return cleaned


def geojson(contours: Contours, *, names: Mapping[str, str]) -> str:
    """Return a FeatureCollection, `id` = `insee_code`, sorted by code, one feature a line.

    Exterior rings run clockwise, against RFC 7946: Plotly draws maps with d3-geo, which reads a
    counter-clockwise ring as the whole globe but the commune, and does not rewind it
    (https://github.com/plotly/plotly.js/issues/4984).
    """
    features = [_feature(code, names[code], contours[code]) for code in sorted(contours)]
    lines = (json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _feature(code: str, name: str, contour: BaseGeometry) -> dict[str, Any]:
    parts = shapely.get_parts(shapely.orient_polygons(contour, exterior_cw=True))
    polygons = [
        [[_position(point) for point in ring.coords] for ring in (part.exterior, *part.interiors)] for part in parts
    ]
    geometry = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    properties = {"insee_code": code, "name": name}
    return {"type": "Feature", "id": code, "properties": properties, "geometry": geometry}


def _position(point: tuple[float, ...]) -> list[float]:
    return [round(value, DECIMALS) for value in point]
