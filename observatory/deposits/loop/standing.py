"""The lines that a commune has: those that stand, and those that she sent and nobody has judged."""

from collections.abc import Sequence

import polars as pl

from observatory.deposits.loop.differences import COLUMNS, applied
from observatory.schemas.site_use import SiteUse
from observatory.store import Store, batches, deposits, private, site_use, staged
from observatory.store.deposits import PENDING
from observatory.store.writer import Connection

_LINES = f"""
    SELECT {", ".join(COLUMNS)} FROM site_use
    WHERE $communes IS NULL OR list_contains($communes::VARCHAR[], insee_code)
"""


def standing(store: Store, communes: Sequence[str] | None) -> pl.DataFrame:
    """The published lines, of communes or of all. Grain: `SiteUse`'s key; its columns, closed lists as text."""
    snapshot = private.current(store)
    if snapshot is None:
        return SiteUse.create_empty().with_columns(pl.col(pl.Enum).cast(pl.String))
    return snapshot.query(_LINES, {"communes": _listed(communes)})


def held(con: Connection, communes: Sequence[str] | None) -> pl.DataFrame:
    """The same among the facts, in a store that its writer holds."""
    return site_use.standing(con, event=batches.last_event(con), communes=_listed(communes)).select(COLUMNS)


def with_pending(store: Store, communes: Sequence[str] | None) -> pl.DataFrame:
    """The lines that would stand if all that was sent were published, in the order in which it was sent."""
    frame = standing(store, communes)
    for one in reversed(deposits.every(store, communes=communes, states=PENDING)):
        frame = applied(frame, staged.fetch(store, one.staged), one.mode)
    return frame


def _listed(communes: Sequence[str] | None) -> list[str] | None:
    return None if communes is None else list(communes)
