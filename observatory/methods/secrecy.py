"""How much a lower bound may hide: an order of magnitude, never a correction.

The publisher counts the small cells that it withheld. For each, in this order:

1. the same cell (commune, carrier, sector, operator, category) in the nearest published years, three at most away:
   the larger of the two neighbours;
2. small cells of the kind: the median and the 90th percentile of the cells of ten delivery points or fewer that the
   source published for that carrier, sector and category (ten such cells at least);
3. the mean use of a delivery point of that kind, times 5.5 points (the middle of what is withheld: one to ten) for the
   median, and times ten for the 90th percentile;
4. the same two for the sector whatever the category (an operator may have a class of customers of its own), then for
   the carrier alone.

`n` hidden cells together get `n·median + √n·(p90 − median)`: what one of them may hold when there is one, and, as
independent deviations do, less than `n` times that when there are several. The result is shown as a thin band above
the published value; nothing is added to any figure.
"""

import polars as pl

from observatory.schemas.grain import grain_numbers

NEIGHBOUR_YEARS = 3
SMALL_SITES = 10
MIDDLE_SITES = 5.5
ENOUGH_CELLS = 10
QUANTILE = 0.9
KIND = ("source", "carrier", "sector", "category")
CELL = ("source", "insee_code", "carrier", "sector", "operator", "category")


def hidden_orders(coverage: pl.DataFrame) -> pl.DataFrame:
    """Order of magnitude of what is withheld, MWh. Grain: source × insee_code × year × carrier × sector.

    `coverage` has the columns of `schemas.Coverage`; commune-years where nothing is withheld have no row.
    """
    cells = coverage.select(*CELL, "year", "energy_mwh", "sites", "withheld_cells")
    # Texts as numbers of a list join several times faster.
    cells = cells.with_columns(pl.col(pl.String).cast(pl.Categorical(pl.Categories.random())))
    incomplete = cells.filter(pl.col("withheld_cells") > 0)
    sized = _usual_sizes(incomplete, cells)
    near = _neighbours(incomplete, cells)
    joined = sized.join(near, on=[*CELL, "year"], how="left", nulls_equal=True)
    hidden = pl.col("withheld_cells").cast(pl.Float64)
    together = hidden * pl.col("middle_mwh") + hidden.sqrt() * (pl.col("large_mwh") - pl.col("middle_mwh"))
    withheld = pl.col("energy_mwh").is_null()
    order = pl.when(withheld).then(pl.coalesce("neighbour_mwh", together)).otherwise(together)
    grain = ["source", "insee_code", "year", "carrier", "sector"]
    orders = joined.group_by(grain).agg(order.fill_null(0.0).sum().alias("hidden_mwh"))
    return orders[grain_numbers(orders, grain).arg_sort()].with_columns(pl.col(pl.Categorical).cast(pl.String))


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
    """Each incomplete cell with the middle and the large size of a small cell of its kind."""
    known = coverage.filter(pl.col("energy_mwh").is_not_null())
    small = known.filter(pl.col("sites").is_between(1, SMALL_SITES))
    sizes = incomplete.select(KIND).unique()
    kinds = {"exact": list(KIND), "sector": ["source", "carrier", "sector"], "carrier": ["source", "carrier"]}
    for name, kind in kinds.items():
        enough = pl.len() >= ENOUGH_CELLS
        by_cells = small.group_by(kind).agg(
            pl.when(enough).then(pl.col("energy_mwh").median()).alias(f"{name}_cells_middle"),
            pl.when(enough).then(pl.col("energy_mwh").quantile(QUANTILE, "nearest")).alias(f"{name}_cells_large"),
        )
        each = pl.col("energy_mwh").sum() / pl.col("sites").sum()
        sized = ((f"{name}_sites_middle", MIDDLE_SITES), (f"{name}_sites_large", SMALL_SITES))
        by_sites = (
            known.filter(pl.col("sites") > 0)
            .group_by(kind)
            .agg((each * sites).alias(column) for column, sites in sized)
        )
        sizes = sizes.join(by_cells, on=kind, how="left").join(by_sites, on=kind, how="left")
    sizes = sizes.select(
        *KIND,
        *(
            pl.coalesce(f"{name}_{of}_{size}" for name in kinds for of in ("cells", "sites")).alias(f"{size}_mwh")
            for size in ("middle", "large")
        ),
    )
    return incomplete.join(sizes, on=KIND, how="left")
