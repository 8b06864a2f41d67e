"""A store in which nothing was deposited yet, and the pages have something to open."""

import shutil
from pathlib import Path

import pytest

from observatory.deposits.loop import Mode
from observatory.ingest import publish_now
from observatory.settings import Settings
from tests.deposits_made import send, sent_and_published


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


@pytest.fixture(scope="session")
def lived(empty: Path, small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school's bills published; a correction that replaces the year waits."""
    path = Path(shutil.copytree(empty, tmp_path_factory.mktemp("lived") / "store"))
    settings = Settings(store=path, data=small_data)
    sent_and_published(settings, [("école", 1, 10.0), ("école", 2, 9.0)])
    send(settings, [("école", 1, 11.0), ("gymnase", 1, 2.0)], mode=Mode.REPLACE)
    return path


@pytest.fixture
def prepared(lived: Path, tmp_path: Path, small_data: Path) -> Settings:
    """A store of one's own in which that was done."""
    return Settings(store=Path(shutil.copytree(lived, tmp_path / "store")), data=small_data)
