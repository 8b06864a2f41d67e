"""Stores and apps for the tests of the interface."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.ingest import ingest
from observatory.settings import PROJECT, Settings, settings

MAIN = PROJECT / "observatory" / "ui" / "main.py"

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the figures that the project ships."""
    store = tmp_path_factory.mktemp("store")
    list(ingest([PROJECT / "data" / "extracts"], Settings(store=store)))
    return store


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Run the frame on a store, with these parameters in the address."""

    def run(store: Path, **query: str) -> AppTest:
        monkeypatch.setenv("OBSERVATORY_STORE", str(store))
        settings.cache_clear()
        app = AppTest.from_file(MAIN, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    yield run
    settings.cache_clear()
