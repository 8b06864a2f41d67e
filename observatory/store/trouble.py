"""A disk that is full, or a file that cannot be written: told in words, never as a trace."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from observatory.errors import ObservatoryError


@contextmanager
def told() -> Iterator[None]:
    """Refuse in words what the machine refuses; the control database does so by itself.

    Raises ObservatoryError `not_written`.
    """
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.FatalException) as error:
        raise ObservatoryError("not_written") from error
