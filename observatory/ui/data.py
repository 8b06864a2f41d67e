"""The published data, as this session sees them: one snapshot for a whole run, so that its figures agree."""

import streamlit as st

from observatory.settings import settings
from observatory.store import Store, snapshots
from observatory.store.snapshots import Snapshot

SNAPSHOT = "snapshot"


def store() -> Store:
    """The store of this process."""
    return Store(settings().store)


def open_current() -> Snapshot:
    """Take the current snapshot for this run. Raises ObservatoryError `store_empty`."""
    st.session_state[SNAPSHOT] = snapshots.current(store())
    return snapshot()


def snapshot() -> Snapshot:
    """The snapshot that this run reads."""
    found: Snapshot = st.session_state[SNAPSHOT]
    return found
