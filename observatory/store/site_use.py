"""Lines that communes deposit: versions by batch, and which of them count."""

import duckdb
import polars as pl

from observatory.schemas.site_use import SITE_USE_KEY, SiteUse

DEPOSIT = "deposit"
KEY = ", ".join(SITE_USE_KEY)
# The lines that count once the events up to $event have happened, of the communes $communes (null: of all).
STANDING = f"""
    WITH last AS (
        SELECT batch, max(event) AS event, arg_max(action, event) AS action
        FROM events WHERE event <= $event GROUP BY batch
    ), counting AS (
        SELECT versions.* EXCLUDE (source), last.event FROM site_use_versions AS versions JOIN last USING (batch)
        WHERE source = '{DEPOSIT}' AND action = 'accept'
            AND ($communes IS NULL OR list_contains($communes::VARCHAR[], insee_code))
        QUALIFY row_number() OVER (PARTITION BY {KEY} ORDER BY last.event DESC) = 1
    )
    SELECT * EXCLUDE (removed, event) FROM counting WHERE NOT removed ORDER BY {KEY}
"""


def add(con: duckdb.DuckDBPyConnection, batch: int, rows: pl.DataFrame, *, removed: pl.DataFrame | None = None) -> None:
    """Write a batch's lines, and those of the lines that counted which it takes away; both have `SiteUse`'s columns."""
    for frame, gone in ((rows, False), (removed, True)):
        if frame is not None and not frame.is_empty():
            lines = frame.select(SiteUse.column_names())
            con.register("lines", lines)
            con.execute(
                f"""INSERT INTO site_use_versions BY NAME
                    SELECT ?::INTEGER AS batch, '{DEPOSIT}' AS source, ?::BOOLEAN AS removed, * FROM lines""",
                [batch, gone],
            )
            con.unregister("lines")


def standing(con: duckdb.DuckDBPyConnection, *, event: int, communes: list[str] | None = None) -> pl.DataFrame:
    """The lines that count after an event. Grain: `SiteUse`'s key; its columns, and `batch`."""
    frame: pl.DataFrame = con.sql(STANDING, params={"event": event, "communes": communes}).pl()
    return frame
