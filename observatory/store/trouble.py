"""A disk that is full, a file that cannot be written, a database that stays busy: told in words, never as a trace."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from observatory.errors import ObservatoryError
from observatory.store.control import BUSY_SECONDS


@contextmanager
def told() -> Iterator[None]:
    """Refuse in words what the machine refuses. Raises ObservatoryError `not_written`, `store_busy`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise ObservatoryError("store_busy", seconds=BUSY_SECONDS) from error
        raise ObservatoryError("not_written") from error
    except (OSError, duckdb.IOException) as error:
        raise ObservatoryError("not_written") from error
