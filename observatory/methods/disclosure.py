"""Threshold secrecy of the aggregates of third parties that we publish ourselves.

A cell is withheld when too few delivery points or too few units make it, or when one unit dominates it (primary); then
as many others as keep it from being worked out (secondary). The thresholds are conventions of the observatory,
never law: they come from an editable table, so `Rules` has no default. Municipal sites are not under this secrecy.

Secondary suppression closes a cycle: in a table with its totals, a withheld cell can be computed exactly if and only
if no cycle of withheld cells, going row, column, row …, passes through it (Gusfield, SIAM J. Comput. 17, 1988). The
cheapest cycle, by published value, is a shortest path. What a line leaves withheld, if its total is published, is an
aggregate that anybody computes: it obeys the rules too (two firms alone in a sum know each other).

Limits: cells are made of different units; what is protected is the exact value, not the interval in which it lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy  # its submodules load at first use

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
TOTAL = "total"
FREE = 1e-9  # cost of a path through a cell already withheld: next to nothing, yet an edge of the graph


@dataclass(frozen=True)
class Rules:
    """What an aggregate needs: delivery points, units (firms, households), and no unit above a share (0 to 1)."""

    minimum_points: int
    minimum_units: int
    maximum_share: float


@dataclass(frozen=True)
class _Table:
    """Rows × columns with their totals last: value, points, units and the value of the largest unit of each cell."""

    rows: list[str]
    columns: list[str]
    value: Floats
    points: Floats
    units: Floats
    largest: Floats

    @property
    def empty(self) -> Flags:
        """Cells where there is nobody: they betray nothing, and everybody knows them, so they hide nothing."""
        nobody: Flags = (self.units == 0) & (self.value == 0)
        return nobody


def publishable(value: Floats, points: Floats, units: Floats, largest: Floats, *, rules: Rules) -> Flags:
    """Whether each aggregate may be published: enough points, enough units, largest ÷ value within the share."""
    within = largest <= rules.maximum_share * value * (1.0 + 1e-12)
    enough: Flags = (points >= rules.minimum_points) & (units >= rules.minimum_units) & within
    return enough


def suppress(cells: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """A two-way table with its totals, without what may not be published.

    `cells` has one line per row × column with row, column (text), value (≥ 0, any unit), points, units and largest
    (value of the largest unit), none null; a pair that has no line is empty. The result has every row × column, then
    the totals, named "total": row, column, value (null where withheld) and `withheld` (primary, secondary or null).
    Raises ValueError when a pair comes twice.
    """
    table = _tabulated(cells)
    primary = ~table.empty & ~publishable(table.value, table.points, table.units, table.largest, rules=rules)
    hidden = _withheld(table, primary, rules)
    reason = np.where(primary, "primary", np.where(hidden, "secondary", ""))
    columns = {
        "row": np.repeat(table.rows, len(table.columns)),
        "column": np.tile(table.columns, len(table.rows)),
        "value": table.value.ravel(),
        "withheld": reason.ravel(),
    }
    kept = pl.DataFrame(columns).with_columns(pl.col("withheld").replace("", None))
    return kept.with_columns(pl.when(pl.col("withheld").is_null()).then("value").alias("value"))


def _tabulated(cells: pl.DataFrame) -> _Table:
    if cells.select("row", "column").is_duplicated().any():
        raise ValueError("a pair of row and column comes twice")
    rows, r = np.unique(cells["row"].to_numpy(), return_inverse=True)
    columns, c = np.unique(cells["column"].to_numpy(), return_inverse=True)

    def with_totals(name: str, total: np.ufunc) -> Floats:
        inner = np.zeros((len(rows), len(columns)))
        inner[r, c] = cells[name].to_numpy()
        lower = np.vstack([inner, total.reduce(inner, axis=0)])
        return np.column_stack([lower, total.reduce(lower, axis=1)])

    value, points, units = (with_totals(name, np.add) for name in ("value", "points", "units"))
    largest = with_totals("largest", np.maximum)
    return _Table([*rows, TOTAL], [*columns, TOTAL], value, points, units, largest)


def _withheld(table: _Table, primary: Flags, rules: Rules) -> Flags:
    """Primary cells with what protects them, until nothing withheld can be worked out."""
    hidden, closed = primary.copy(), np.zeros_like(primary)
    more = primary
    while more.any():
        hidden |= more
        _enclose(table, hidden, closed)
        more = _betrayed(table, hidden, rules)
    return hidden


def _enclose(table: _Table, hidden: Flags, closed: Flags) -> None:
    """Put every withheld cell on a cycle of withheld cells; `closed` are those that already are."""
    for row, column in np.argwhere(hidden & ~closed):
        if not closed[row, column]:
            for step in [(row, column), *_cycle(table, hidden, int(row), int(column))]:
                hidden[step] = closed[step] = True


def _cycle(table: _Table, hidden: Flags, row: int, column: int) -> Iterator[tuple[int, int]]:
    """The other cells of the cheapest cycle through one cell: a shortest path from its row to its column.

    There is always one, through the totals: the cell, the total of its row, the grand total, the total of its column.
    """
    usable = ~table.empty
    usable[row, column] = False
    r, c = np.nonzero(usable)
    count = len(table.rows)
    cost = np.where(hidden[r, c], FREE, 1.0 + table.value[r, c])
    size = count + len(table.columns)
    graph = scipy.sparse.csr_array((cost, (r, count + c)), shape=(size, size))
    _, before = scipy.sparse.csgraph.dijkstra(graph, directed=False, indices=row, return_predecessors=True)
    node = count + column
    while node != row:
        previous = int(before[node])
        yield min(node, previous), max(node, previous) - count
        node = previous


def _betrayed(table: _Table, hidden: Flags, rules: Rules) -> Flags:
    """One more cell to withhold in each line whose published total gives away a sum that breaks the rules."""
    more = np.zeros_like(hidden)
    positions = np.indices(hidden.shape)
    for rows, columns in [*positions.swapaxes(0, 1), *positions.transpose(2, 0, 1)]:
        inner = (rows[:-1], columns[:-1])
        within = hidden[inner]
        spare = ~within & ~table.empty[inner]
        if hidden[rows[-1], columns[-1]] or not within.any() or not spare.any():
            continue
        value, points, units = (part[inner][within].sum() for part in (table.value, table.points, table.units))
        if not publishable(value, points, units, table.largest[inner][within].max(), rules=rules):
            cheapest = np.argmin(np.where(spare, table.value[inner], np.inf))
            more[rows[cheapest], columns[cheapest]] = True
    return more
