"""A store in which nothing was deposited yet, and the pages have something to open."""

import shutil
from pathlib import Path

import pytest

from observatory.ingest import publish_now
from observatory.settings import Settings


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, small_data: Path) -> Path:
    """A store that was published empty; to be copied."""
    path = tmp_path_factory.mktemp("empty") / "store"
    publish_now(Settings(store=path, data=small_data))
    return path


@pytest.fixture
def settings(empty: Path, tmp_path: Path, small_data: Path) -> Settings:
    """A store of one's own."""
    return Settings(store=Path(shutil.copytree(empty, tmp_path / "store")), data=small_data)
