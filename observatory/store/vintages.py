"""What two batches of one source say of the same cells."""

import polars as pl

from observatory.errors import ObservatoryError
from observatory.schemas import Fact
from observatory.store.place import Store
from observatory.store.writer import Connection, writing


def batches_of(store: Store, key: str) -> list[int]:
    """Batches of a source that were taken and stand, the oldest first."""
    if not store.working.exists():
        raise ObservatoryError("store_empty")
    with writing(store) as con:
        return _standing(con, key)


def cells(store: Store, fact: Fact, key: str, old: int, new: int) -> pl.DataFrame:
    """The amounts of two batches side by side. Grain: insee_code × year × carrier × sector; old, new.

    An amount is null where that batch has none, or withholds it; emissions have "" for a carrier.
    """
    carrier = "carrier" if "carrier" in fact.grain else "''"
    with writing(store) as con:
        frame: pl.DataFrame = con.sql(
            f"""SELECT insee_code, year, {carrier} AS carrier, sector,
                    sum({fact.value}) FILTER (batch = $old) AS old, sum({fact.value}) FILTER (batch = $new) AS new
                FROM {fact.name}_versions WHERE source = $key AND batch IN ($old, $new)
                GROUP BY ALL ORDER BY ALL""",
            params={"key": key, "old": old, "new": new},
        ).pl()
    return frame


def _standing(con: Connection, key: str) -> list[int]:
    rows = con.execute(
        """SELECT batch FROM batches JOIN events USING (batch) WHERE source = ?
           GROUP BY batch HAVING arg_max(action, event) = 'accept' ORDER BY batch""",
        [key],
    ).fetchall()
    return [row[0] for row in rows]
