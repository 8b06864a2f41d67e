"""Contours of communes, read from the files that the pages serve."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from observatory.settings import PROJECT

FOLDER = PROJECT / "observatory" / "ui" / "static" / "geo"
Ring = tuple[tuple[float, float], ...]


def files() -> dict[str, Path]:
    """Département -> its communes' contours, for those that were built."""
    return {file.stem.split("-")[1]: file for file in sorted(FOLDER.glob("*.geojson"))}


def rings_of(address: str, codes: Iterable[str]) -> dict[str, tuple[Ring, ...]]:
    """The closed lines of communes, as (longitude, latitude); `address` is that of a page, or a path."""
    known = _read(Path(address).name)
    return {code: known[code] for code in codes if code in known}


@lru_cache(maxsize=4)
def _read(name: str) -> dict[str, tuple[Ring, ...]]:
    path = FOLDER / name
    if not path.is_file():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {str(one["id"]): _rings(one["geometry"]) for one in features}


def _rings(geometry: dict[str, list[list[list[list[float]]]]]) -> tuple[Ring, ...]:
    """Every ring of a polygon, or of several: holes are told by crossing."""
    polygons = geometry["coordinates"] if str(geometry["type"]) == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple((x, y) for x, y, *_ in ring) for polygon in polygons for ring in polygon)  # type: ignore[misc]
