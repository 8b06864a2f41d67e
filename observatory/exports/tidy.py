"""What is published, in the observatory's own tidy layout: reading it back gives the same facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from observatory.sources.observatory_degree_days import COLUMNS as DEGREE_DAYS_COLUMNS
from observatory.sources.observatory_emissions import COLUMNS as EMISSIONS_COLUMNS
from observatory.sources.observatory_energy import COLUMNS as ENERGY_COLUMNS
from observatory.sources.observatory_perimeters import COLUMNS as PERIMETERS_COLUMNS
from observatory.sources.observatory_production import COLUMNS as PRODUCTION_COLUMNS
from observatory.sources.observatory_temperatures import COLUMNS as TEMPERATURES_COLUMNS
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory


@dataclass(frozen=True)
class Layout:
    """How one table of facts leaves: its columns, its order, and the commune that a row belongs to.

    One that is not `divisible` by commune leaves with everything only.
    """

    table: str
    columns: tuple[str, ...]
    order: str
    commune: str = "insee_code"
    divisible: bool = True


LAYOUTS = {
    "energy": Layout("coverage", ENERGY_COLUMNS, "source, insee_code, year, carrier, sector, operator, category"),
    "emissions": Layout("emissions", EMISSIONS_COLUMNS, "source, insee_code, year, sector"),
    # Part of a perimeter is another perimeter.
    "perimeters": Layout("perimeters", PERIMETERS_COLUMNS, "source, year, siren, insee_code", divisible=False),
    # A station that a publisher names has no commune.
    "degree_days": Layout(
        "degree_days", DEGREE_DAYS_COLUMNS, "source, station, base, method, year, month", "''", divisible=False
    ),
    "production": Layout("production", PRODUCTION_COLUMNS, "source, insee_code, year, technology"),
    # The number of a station begins with the code of the commune where it stands.
    "temperatures": Layout("temperatures", TEMPERATURES_COLUMNS, "source, station, date", commune="left(station, 5)"),
}
# A text that a spreadsheet would run as a formula leaves with an apostrophe, which reading takes off again.
FORMULA = r"^([=+\-@\t\r])"


def export_tidy(
    snapshot: Snapshot, folder: Path, *, territories: Sequence[Territory] = (), source: str | None = None
) -> list[Path]:
    """Write one CSV per kind of fact and source, `energy_ore_commune.csv` and so on, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, layout in LAYOUTS.items():
        if territories and not layout.divisible:
            continue
        facts = _named(snapshot, layout).filter(_inside(snapshot, territories))
        for key, rows in facts.group_by("source", maintain_order=True):
            if source in (None, key[0]):
                path = folder / f"{kind}_{key[0]}.csv"
                _escaped(rows.select(layout.columns)).write_csv(path)
                written.append(path)
    return sorted(written)


def _named(snapshot: Snapshot, layout: Layout) -> pl.DataFrame:
    return snapshot.query(
        f"""SELECT facts.*, communes.name AS commune
            FROM (SELECT *, {layout.commune} AS place FROM {layout.table}) AS facts
            LEFT JOIN communes ON communes.insee_code = facts.place ORDER BY {layout.order}"""
    )


def _inside(snapshot: Snapshot, territories: Sequence[Territory]) -> pl.Expr:
    if not territories:
        return pl.lit(value=True)
    codes = pl.concat([totals.members(snapshot, one).select("insee_code") for one in territories])["insee_code"]
    return pl.col("place").is_in(codes.implode())


def _escaped(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col(pl.String).str.replace(FORMULA, "'$1"))
