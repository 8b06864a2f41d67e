"""Why the cost moved: what was used, or its price. One fluid at a time, and nothing left over.

Additive LMDI-I of cost = quantity × mean price (`methods.decomposition`): each effect is the logarithmic mean of the
two costs times the logarithm of the ratio of the quantities, or of the prices. Ang, Energy Policy 33 (2005).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from observatory.answers.patrimoine.lens import Seen
from observatory.answers.patrimoine.steady import comparable, steady
from observatory.answers.patrimoine.years import PAIR, WATER, Amount, Tax, amount_of, years
from observatory.indicators import Measure
from observatory.methods.decomposition import lmdi


@dataclass(frozen=True)
class PriceSplit:
    """The cost of one fluid in two years on the same sites, € of one kind of tax; quantity in MWh, or m³ of water.

    `after - before = by_quantity + by_price`.
    """

    fluid: str
    year_from: int
    year_to: int
    before: float
    after: float
    quantity_before: float
    quantity_after: float
    by_quantity: float
    by_price: float


def cost_years(seen: Seen) -> tuple[int, ...]:
    """The last two years whose costs compare; fewer where there are none."""
    return comparable(years(seen, amount_of(seen, Measure.SITE_COST)), seen.sites)[-2:]


def tax_of(seen: Seen) -> Tax:
    """Which of the two costs is read."""
    return amount_of(seen, Measure.SITE_COST).tax or Tax.TTC


def price_splits(seen: Seen) -> tuple[PriceSplit, ...]:
    """The split of each fluid over the last two comparable years, the largest cost first.

    Only what has both its quantity and its cost, whole in both years, and was held all along. A fluid whose bills sum
    to nothing or less in one of the years has no price, and is left out.
    """
    ends = cost_years(seen)
    if len(ends) < 2:  # noqa: PLR2004 - a change has two ends
        return ()
    costs = years(seen, amount_of(seen, Measure.SITE_COST))
    kept = steady(costs, seen.sites, ends).kept
    used = pl.concat([years(seen, Amount(Measure.SITE_ENERGY)), years(seen, Amount(Measure.SITE_WATER))])
    both = costs.join(kept, on=PAIR, how="semi").join(
        used.filter("complete").select(*PAIR, "year", quantity="value"), on=[*PAIR, "year"]
    )
    both = both.filter(pl.col("year").is_in(list(ends)))
    whole = both.filter(pl.col("year").n_unique().over(PAIR) == len(ends))
    sums = whole.group_by("fluid", "year").agg(pl.col("value", "quantity").sum())
    found = [_split(fluid, sums.filter(pl.col("fluid") == fluid), ends) for fluid in sums["fluid"].unique()]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: -one.after))


def _split(fluid: str, sums: pl.DataFrame, ends: Sequence[int]) -> PriceSplit | None:
    known = {year: (cost, quantity) for year, cost, quantity in sums.select("year", "value", "quantity").rows()}
    if any(number <= 0 for year in ends for number in known[year]):
        return None
    (before, used_before), (after, used_after) = (known[year] for year in ends)
    effects = lmdi([[used_before, before / used_before]], [[used_after, after / used_after]])
    by_quantity, by_price = effects.by_factor
    return PriceSplit(
        fluid=fluid,
        year_from=ends[0],
        year_to=ends[1],
        before=before,
        after=after,
        quantity_before=used_before,
        quantity_after=used_after,
        by_quantity=float(by_quantity),
        by_price=float(by_price),
    )


def is_water(split: PriceSplit) -> bool:
    """Whether the quantity is m³, never added to energy."""
    return split.fluid == WATER
