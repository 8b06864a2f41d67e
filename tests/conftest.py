"""What several test packages share."""

import pytest

from observatory.store.snapshots import Snapshot
from tests.stores import EXTRACTS, current, settings_in, taken


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The shipped extracts, published once for the whole run; read-only."""
    settings = settings_in(tmp_path_factory.mktemp("extracts"))
    taken(settings, EXTRACTS)
    return current(settings)
