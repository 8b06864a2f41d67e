"""Stores that tests build: from the shipped extracts, from the published files, or from a few lines."""

from pathlib import Path

import pytest

from observatory.ingest import Report, ingest
from observatory.settings import PROJECT, Settings
from observatory.store import Store, snapshots
from observatory.store.snapshots import Snapshot

EXTRACTS = PROJECT / "data" / "extracts"
PUBLISHED = PROJECT.parent / "shared" / "data"
ORE = PUBLISHED / "energy" / "ore_conso_elec_gaz_commune_grenoble_metropole.csv"
FIXTURES = Path(__file__).parent / "fixtures"

needs_published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the publishers' own files are not beside the project"
)


def settings_in(folder: Path) -> Settings:
    """Settings of a store of its own."""
    return Settings(store=folder / "store")


def current(settings: Settings) -> Snapshot:
    """The snapshot that pages would read."""
    return snapshots.current(Store(settings.store))


def taken(settings: Settings, *paths: Path) -> list[Report]:
    """Ingest files and publish."""
    return ingest(paths, settings)


def written(folder: Path, name: str, text: str) -> Path:
    """A small file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
