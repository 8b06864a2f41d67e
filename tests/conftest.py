"""What several test packages share."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from observatory.settings import PROJECT
from observatory.store.snapshots import Snapshot
from tests.stores import EXTRACTS, current, settings_in, taken

KEPT = ("38", "42")


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The shipped extracts, published once for the whole run; read-only."""
    settings = settings_in(tmp_path_factory.mktemp("extracts"))
    taken(settings, EXTRACTS)
    return current(settings)


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's `data/` with the communes of Isère and Loire only: a tenth of the time to publish."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(PROJECT / "data", folder, ignore=shutil.ignore_patterns("extracts"), dirs_exist_ok=True)
    for name in ("communes", "population", "former_codes"):
        path = folder / "reference" / f"{name}.csv"
        table = pl.read_csv(path, infer_schema=False)
        table.filter(pl.col("insee_code").str.slice(0, 2).is_in(KEPT)).write_csv(path)
    return folder
