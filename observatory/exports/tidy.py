"""What is published, in the observatory's own tidy layout: reading it back gives the same facts."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from observatory.sources.observatory_emissions import COLUMNS as EMISSIONS_COLUMNS
from observatory.sources.observatory_energy import COLUMNS as ENERGY_COLUMNS
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

LAYOUTS = {"energy": ("coverage", ENERGY_COLUMNS), "emissions": ("emissions", EMISSIONS_COLUMNS)}
# A text that a spreadsheet would run as a formula leaves with an apostrophe, which reading takes off again.
FORMULA = r"^([=+\-@\t\r])"


def export_tidy(
    snapshot: Snapshot, folder: Path, *, territories: Sequence[Territory] = (), source: str | None = None
) -> list[Path]:
    """Write one CSV per kind of fact and source, `energy_ore_commune.csv` and so on, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, (table, columns) in LAYOUTS.items():
        facts = _named(snapshot, table).filter(_inside(snapshot, territories))
        for key, rows in facts.group_by("source", maintain_order=True):
            if source in (None, key[0]):
                path = folder / f"{kind}_{key[0]}.csv"
                _escaped(rows.select(columns)).write_csv(path)
                written.append(path)
    return sorted(written)


def _named(snapshot: Snapshot, table: str) -> pl.DataFrame:
    order = (
        "source, insee_code, year, carrier, sector, operator, category"
        if table == "coverage"
        else "source, insee_code, year, sector"
    )
    return snapshot.query(
        f"""SELECT facts.*, communes.name AS commune FROM {table} AS facts
            LEFT JOIN communes USING (insee_code) ORDER BY {order}"""
    )


def _inside(snapshot: Snapshot, territories: Sequence[Territory]) -> pl.Expr:
    if not territories:
        return pl.lit(value=True)
    codes = pl.concat([totals.members(snapshot, one).select("insee_code") for one in territories])["insee_code"]
    return pl.col("insee_code").is_in(codes.implode())


def _escaped(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col(pl.String).str.replace(FORMULA, "'$1"))
