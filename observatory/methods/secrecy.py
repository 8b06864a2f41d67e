"""How much a lower bound may hide: an order of magnitude, never a correction.

The publisher counts the small cells that it withheld. For each, in this order:

1. the same cell (commune, carrier, sector, operator, category) in the nearest published years, three at most away:
   the larger of the two neighbours;
2. the usual size of a small cell: the 90th percentile of the cells of ten delivery points or fewer that the source
   published for that carrier, sector and category (ten such cells at least);
3. ten delivery points (a cell is withheld below eleven) of the mean use of that carrier, sector and category;
4. the same two for the carrier alone.

A cell that has a value and hides `n` more gets `n` times the usual size. The result is shown as a thin band above the
published value; nothing is added to any figure.
"""

import polars as pl

NEIGHBOUR_YEARS = 3
SMALL_SITES = 10
ENOUGH_CELLS = 10
QUANTILE = 0.9
KIND = ("source", "carrier", "sector", "category")
CELL = ("source", "insee_code", "carrier", "sector", "operator", "category")


def hidden_orders(coverage: pl.DataFrame) -> pl.DataFrame:
    """Order of magnitude of what is withheld, MWh. Grain: source × insee_code × year × carrier × sector.

    `coverage` has the columns of `schemas.Coverage`; commune-years where nothing is withheld have no row.
    """
    incomplete = coverage.filter(pl.col("withheld_cells") > 0)
    sized = _usual_sizes(incomplete, coverage)
    near = _neighbours(incomplete, coverage)
    joined = sized.join(near, on=[*CELL, "year"], how="left", nulls_equal=True)
    order = (
        pl.when(pl.col("energy_mwh").is_null())
        .then(pl.coalesce("neighbour_mwh", pl.col("withheld_cells") * pl.col("usual_mwh")))
        .otherwise(pl.col("withheld_cells") * pl.col("usual_mwh"))
    )
    grain = ["source", "insee_code", "year", "carrier", "sector"]
    return joined.group_by(grain).agg(order.fill_null(0.0).sum().alias("hidden_mwh")).sort(grain)


def _neighbours(incomplete: pl.DataFrame, coverage: pl.DataFrame) -> pl.DataFrame:
    """The larger of the nearest fully published values before and after. Grain: cell × year."""
    published = coverage.filter(pl.col("energy_mwh").is_not_null() & (pl.col("withheld_cells") == 0))
    known = published.select(*CELL, known_year="year", neighbour_mwh="energy_mwh")
    pairs = incomplete.select(*CELL, "year").join(known, on=list(CELL))
    distance = pl.col("known_year") - pl.col("year")
    close = pairs.with_columns(away=distance.abs(), after=distance > 0).filter(pl.col("away") <= NEIGHBOUR_YEARS)
    nearest = close.filter(pl.col("away") == pl.col("away").min().over(*CELL, "year", "after"))
    return nearest.group_by(*CELL, "year").agg(pl.col("neighbour_mwh").max())


def _usual_sizes(incomplete: pl.DataFrame, coverage: pl.DataFrame) -> pl.DataFrame:
    """Each incomplete cell with the usual size of a small cell of its kind."""
    small = coverage.filter(pl.col("energy_mwh").is_not_null() & pl.col("sites").is_between(1, SMALL_SITES))
    joined = incomplete
    for name, kind in (("exact", list(KIND)), ("carrier", ["source", "carrier"])):
        by_cells = small.group_by(kind).agg(
            pl.when(pl.len() >= ENOUGH_CELLS)
            .then(pl.col("energy_mwh").quantile(QUANTILE, "nearest"))
            .alias(f"{name}_small")
        )
        known = coverage.filter(pl.col("energy_mwh").is_not_null() & (pl.col("sites") > 0))
        by_sites = known.group_by(kind).agg(
            (pl.col("energy_mwh").sum() / pl.col("sites").sum() * SMALL_SITES).alias(f"{name}_sites")
        )
        joined = joined.join(by_cells, on=kind, how="left").join(by_sites, on=kind, how="left")
    return joined.with_columns(usual_mwh=pl.coalesce("exact_small", "exact_sites", "carrier_small", "carrier_sites"))
