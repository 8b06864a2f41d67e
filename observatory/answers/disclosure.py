"""Threshold secrecy of the aggregates of third parties that the observatory makes and publishes itself.

The open data that it reads are already protected by their publishers: nothing of them is withheld a second time, for
that would hide what is public. What an agency adds up from bills, surveys or deposits of third parties (households,
firms) passes here before it is published. Municipal sites are not under this secrecy. The thresholds are conventions
of the observatory (`data/conventions.csv`), never shown as law.
"""

import polars as pl

from observatory.answers.conventions import convention
from observatory.methods.disclosure import Rules, suppress
from observatory.store.snapshots import Snapshot


def rules(snapshot: Snapshot) -> Rules:
    """The thresholds: delivery points, units, and the greatest share of one unit (0 to 1)."""
    return Rules(
        minimum_points=int(convention(snapshot, "disclosure_points")),
        minimum_units=int(convention(snapshot, "disclosure_units")),
        maximum_share=convention(snapshot, "disclosure_dominance"),
    )


def publishable(snapshot: Snapshot, cells: pl.DataFrame) -> pl.DataFrame:
    """A two-way table of third parties' aggregates, without what may not be published and what would betray it.

    `cells`, one line per row × column: row, column (text), value (≥ 0), points, units, largest (the value of the
    largest unit). Returns every row × column with the totals, named "total": row, column, value (null where withheld),
    withheld (primary, secondary or null). Raises ValueError when a pair comes twice.
    """
    return suppress(cells, rules(snapshot))
