"""The lines that a commune has: those that stand, and those that she sent and nobody has judged."""

from collections.abc import Sequence

import polars as pl

from observatory.deposits.loop.differences import COLUMNS, applied
from observatory.store import Store, batches, deposits, site_use, staged
from observatory.store.deposits import PENDING
from observatory.store.writer import Connection, writing


def standing(store: Store, communes: Sequence[str] | None) -> pl.DataFrame:
    """The lines that stand, of communes or of all. Grain: `SiteUse`'s key; its columns."""
    with writing(store) as con:
        return held(con, communes)


def held(con: Connection, communes: Sequence[str] | None) -> pl.DataFrame:
    """The same, in a store that its writer holds."""
    event = batches.last_event(con)
    return site_use.standing(con, event=event, communes=list(communes) if communes is not None else None).select(
        COLUMNS
    )


def with_pending(store: Store, communes: Sequence[str] | None) -> pl.DataFrame:
    """The lines that would stand if all that was sent were published, in the order in which it was sent."""
    frame = standing(store, communes)
    for one in reversed(deposits.every(store, communes=communes, states=PENDING)):
        frame = applied(frame, staged.fetch(store, one.staged), one.mode)
    return frame
