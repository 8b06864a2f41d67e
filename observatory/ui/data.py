"""The published data, as this session sees them: one snapshot for a whole run, so that its figures agree."""

import streamlit as st

from observatory.settings import settings
from observatory.store import Store, former, snapshots
from observatory.store.former import AsOf
from observatory.store.snapshots import Snapshot

READ = "read"


def store() -> Store:
    """The store of this process."""
    return Store(settings().store)


def open_as_of(version: str | None) -> None:
    """Take the snapshot of this run: the current one, or the one that stood at a date or under a number.

    Raises ObservatoryError `store_empty`, and what `former.as_of` refuses.
    """
    st.session_state[READ] = former.as_of(store(), version, data=settings().data)


def is_open() -> bool:
    """Whether this session has figures to read."""
    return READ in st.session_state


def read() -> AsOf:
    """What this run reads."""
    found: AsOf = st.session_state[READ]
    return found


def snapshot() -> Snapshot:
    """The snapshot that this run reads."""
    return read().snapshot


def newest() -> Snapshot:
    """The current snapshot, whatever this run reads."""
    return snapshots.current(store())


def version(number: int) -> Snapshot:
    """The snapshot of a number, kept or built again. Raises QuestionRefused `version_unknown`."""
    return former.as_of(store(), str(number), data=settings().data).snapshot
