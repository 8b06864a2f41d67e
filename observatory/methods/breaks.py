"""Where a series stops describing the same thing, found from what each source covers, never from size alone.

Gas fell by more than a fifth in twelve communes in the mild year 2014 without any change of coverage: a jump proves
nothing. What is looked for is an operator that enters or leaves, a commune that appears or disappears, and a class of
customers that is created. Whether such a movement weighs enough to cut a series is asked of the series (`MATERIAL`).
"""

from collections.abc import Mapping

import polars as pl

from observatory.grammar import fold_expr
from observatory.schemas.grain import grain_numbers

MATERIAL = 0.05  # a movement cuts a series when it makes this share of the total it enters or leaves
# One operator leaves and another enters with as much, within this tolerance: the network changed hands, no more.
HANDOVER = 0.20
SERIES = ["source", "carrier"]
PLACE = [*SERIES, "insee_code"]
MOVES = {
    "operator": ("operator_enters", "operator_leaves"),
    "commune": ("commune_appears", "commune_disappears"),
}
CATEGORY_MATERIAL = 0.01  # a new class of customers counts from this share of the source's carrier and year


def movements(coverage: pl.DataFrame, *, renames: Mapping[str, str]) -> pl.DataFrame:
    """What enters and leaves the figures of each commune, from one published year to the next.

    `coverage` has source, insee_code, year, carrier, sector, operator, energy_mwh. Grain of the result: source ×
    insee_code × carrier × sector × year × operator × kind; `year` is the first of the new state, `kind` one of
    operator_enters, operator_leaves, commune_appears, commune_disappears; `moved_mwh` is what the operator has in that
    sector in the year it is there.
    """
    amounts = _amounts(coverage, renames)
    dated = amounts.select("series", "place", "holder", "year", held=grain_numbers(amounts, ["holder", "year"]))
    there = dated.unique("held").drop("held")
    steps = _neighbours(there, "place")
    spans = _neighbours(there, "series")
    operators = _moved(amounts, there.join(steps, on=["place", "year"]), key="holder", what="operator")
    whole = amounts.with_columns(operator=pl.lit("", dtype=amounts.schema["operator"]))
    present = there.select("series", "place", "year").unique()
    communes = _moved(whole, present.join(spans, on=["series", "year"]), key="place", what="commune")
    found = pl.concat([_without_handovers(operators), communes]).with_columns(pl.col(pl.Categorical).cast(pl.String))
    return found.sort(*PLACE, "year", "kind", "operator", "sector")


def _amounts(coverage: pl.DataFrame, renames: Mapping[str, str]) -> pl.DataFrame:
    """Amounts by the operator's one spelling; series, places and holders numbered, which join several times faster."""
    operators = coverage.select("operator").unique()
    folded = operators.select(fold_expr(pl.col("operator").cast(pl.String)).replace(renames)).to_series()
    kinds = pl.Categorical(pl.Categories.random())
    spelled = operators.with_columns(folded=folded.cast(kinds))
    named = coverage.select(*PLACE, "sector", "year", "operator", "energy_mwh").join(spelled, on="operator")
    amounts = named.drop("operator").rename({"folded": "operator"}).with_columns(pl.col(pl.String).cast(kinds))
    numbers = {"series": SERIES, "place": ["series", "insee_code"], "holder": ["place", "operator"]}
    for name, grain in numbers.items():
        amounts = amounts.with_columns(grain_numbers(amounts, grain).alias(name))
    return amounts


def _neighbours(there: pl.DataFrame, key: str) -> pl.DataFrame:
    """The published years of each, with the ones before and after."""
    years = there.select(key, "year").unique().sort(key, "year")
    return years.with_columns(
        before=pl.when(pl.col(key) == pl.col(key).shift()).then(pl.col("year").shift()),
        after=pl.when(pl.col(key) == pl.col(key).shift(-1)).then(pl.col("year").shift(-1)),
    )


def _moved(amounts: pl.DataFrame, there: pl.DataFrame, *, key: str, what: str) -> pl.DataFrame:
    """Amounts whose key is absent from the neighbouring year: `before` to arrive, `after` to depart.

    `there` says where each key is, with the years before and after of its series.
    """
    arrivals, departures = MOVES[what]
    frames = []
    for kind, other in ((arrivals, "before"), (departures, "after")):
        dated = there.filter(pl.col(other).is_not_null())
        neighbours = there.select(key, pl.col("year").alias(other))
        alone = dated.join(neighbours, on=[key, other], how="anti").select(key, "year", "after")
        year = pl.col("year") if other == "before" else pl.col("after")
        summed = (
            amounts.join(alone, on=[key, "year"])
            .group_by(*PLACE, "sector", year.alias("year"), "operator")
            .agg(moved_mwh=pl.col("energy_mwh").sum())
        )
        frames.append(summed.with_columns(kind=pl.lit(kind)))
    return pl.concat(frames)


def _without_handovers(moves: pl.DataFrame) -> pl.DataFrame:
    entered = pl.col("moved_mwh").filter(pl.col("kind") == "operator_enters").sum().over(*PLACE, "year")
    left = pl.col("moved_mwh").filter(pl.col("kind") == "operator_leaves").sum().over(*PLACE, "year")
    largest = pl.max_horizontal(entered, left)
    handover = (pl.min_horizontal(entered, left) > 0) & ((entered - left).abs() <= HANDOVER * largest)
    return moves.filter(~handover)


def categories_created(coverage: pl.DataFrame) -> pl.DataFrame:
    """Classes of customers that a source begins to publish everywhere. Grain: source × carrier × year × category.

    A class created takes its customers from others, so every split by sector is cut there, and no total is. A class
    that one operator alone uses is that operator's habit, not a change of the source.
    """
    source_year = ["source", "carrier", "year"]
    sizes = coverage.group_by(source_year).agg(communes=pl.col("insee_code").n_unique())
    parts = coverage.filter(pl.col("category") != "").group_by(*source_year, "category")
    summed = parts.agg(pl.col("energy_mwh").sum(), spread=pl.col("insee_code").n_unique())
    weighed = summed.join(sizes, on=source_year).with_columns(
        share=pl.col("energy_mwh") / pl.col("energy_mwh").sum().over(source_year),
        first=pl.col("year").min().over("source", "carrier", "category"),
        source_first=pl.col("year").min().over("source", "carrier"),
    )
    created = (pl.col("year") == pl.col("first")) & (pl.col("first") > pl.col("source_first"))
    everywhere = (pl.col("share") >= CATEGORY_MATERIAL) & (pl.col("spread") * 2 >= pl.col("communes"))
    found = weighed.filter(created & everywhere).select(*source_year, "category")
    return found.with_columns(pl.col(pl.Categorical).cast(pl.String)).sort(*source_year, "category")
