"""Years side by side on a constant perimeter: the sites, fluid by fluid, that the commune held and billed all along.

A site that opens, closes, or is transferred to a syndicat or an EPCI changes a total without any saving; so does a bill
that has not come yet. They are set aside with their reason, and the total stands beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from observatory.answers.patrimoine.years import PAIR
from observatory.schemas.site import Site

ENOUGH = 0.8  # of what the sites of a year usually use: below, the year is one of missing bills
DECEMBER, LAST_DAY = 12, 31


@dataclass(frozen=True, eq=False)
class Steady:
    """Years of one measure on what was held all along.

    `kept` and `aside` have a row per site × fluid; `aside` says the reason (opened, closed, transferred, deliveries,
    unvalued: some bill does not say it, incomplete) and the value of the last year. `frame` has year, value, estimated;
    `total` year, value of everything, and whether some of it is `incomplete`.
    """

    years: tuple[int, ...]
    kept: pl.DataFrame
    aside: pl.DataFrame
    frame: pl.DataFrame
    total: pl.DataFrame

    def value(self, year: int) -> float:
        """On the constant perimeter."""
        return float(self.frame.filter(pl.col("year") == year)["value"].sum())

    def whole(self, year: int) -> float:
        """Of everything billed, whatever it covers."""
        return float(self.total.filter(pl.col("year") == year)["value"].sum())

    @property
    def share(self) -> float | None:
        """What the constant perimeter makes of everything in the last year, 0 to 1."""
        whole = self.whole(self.years[-1]) if self.years else 0.0
        return self.value(self.years[-1]) / whole if whole > 0 else None

    def percent(self, before: int, after: int) -> float | None:
        """Change on the constant perimeter, in percent; None from nothing."""
        return _percent(self.value(before), self.value(after))

    def whole_percent(self, before: int, after: int) -> float | None:
        """Change of the total, in percent, whatever opened, closed or was transferred."""
        return _percent(self.whole(before), self.whole(after))


def _percent(before: float, after: float) -> float | None:
    return (after / before - 1) * 100 if before > 0 else None


def comparable(frame: pl.DataFrame, sites: Sequence[Site]) -> tuple[int, ...]:
    """The years whose bills have come: whole for sites that make 80 % of what those of the year usually use.

    `frame` is that of `years.years`. A site is looked for until a year after its last bill, or until its declared end.
    """
    billed = frame.filter(~pl.col("delivered"))
    whole = billed.filter("complete")
    if whole.is_empty():
        return ()
    usual = whole.group_by(PAIR).agg(weight=pl.col("value").mean().abs())
    spans = billed.group_by(PAIR).agg(first=pl.col("year").min(), last=pl.col("year").max()).join(usual, on=PAIR)
    every = pl.DataFrame({"year": sorted(set(billed["year"]))}, schema={"year": frame.schema["year"]})
    expected = spans.join(every, how="cross").filter(pl.col("year").is_between("first", pl.col("last") + 1))
    expected = pl.concat([_held(expected.filter(pl.col("year") == year), sites, year, year) for year in every["year"]])
    there = expected.join(whole.select(*PAIR, "year", "complete"), on=[*PAIR, "year"], how="left")
    told = there.group_by("year").agg(
        came=pl.col("weight").filter(pl.col("complete").fill_null(value=False)).sum(), all=pl.col("weight").sum()
    )
    return tuple(told.filter((pl.col("came") > 0) & (pl.col("came") >= ENOUGH * pl.col("all")))["year"].sort())


def steady(frame: pl.DataFrame, sites: Sequence[Site], years: Sequence[int]) -> Steady:
    """Sum, for each of the years, what was held from the first day of the first to the last day of the last."""
    shown = frame.filter(pl.col("year").is_in(list(years)))
    pairs = shown.select(PAIR).unique()
    whole = shown.filter("complete").group_by(PAIR).len().filter(pl.col("len") == len(years)).select(PAIR)
    kept = _held(whole, sites, years[0], years[-1]) if years else whole
    inside = shown.join(kept, on=PAIR, how="semi")
    aside = _reasons(pairs.join(kept, on=PAIR, how="anti"), shown, sites, years)
    return Steady(
        years=tuple(years),
        kept=kept.sort(PAIR),
        aside=aside,
        frame=inside.group_by("year").agg(pl.col("value").sum(), pl.col("estimated").any()).sort("year"),
        total=shown.group_by("year")
        .agg(pl.col("value").sum(), incomplete=(~pl.col("complete") & ~pl.col("delivered")).any())
        .sort("year"),
    )


def _held(pairs: pl.DataFrame, sites: Sequence[Site], first: int, last: int) -> pl.DataFrame:
    """Those whose site is the commune's own from the first day of a year to the last day of another."""
    since, until = date(first, 1, 1), date(last, DECEMBER, LAST_DAY)
    gone = [
        site.name
        for site in sites
        if (site.opened is not None and site.opened > since) or (site.until is not None and site.until < until)
    ]
    return pairs.filter(~pl.col("site").is_in(gone))


def _reasons(pairs: pl.DataFrame, shown: pl.DataFrame, sites: Sequence[Site], years: Sequence[int]) -> pl.DataFrame:
    """Why each is set aside, and what it makes of the last year, the largest first."""
    declared = {site.name: _why(site, years) for site in sites}
    delivered = shown.group_by(PAIR).agg(
        pl.col("delivered").any(),
        lacking=pl.col("value").is_null().any(),
        value=pl.col("value").filter(pl.col("year") == years[-1]).sum() if years else 0.0,
    )
    told = pl.col("site").replace_strict(declared, default=None, return_dtype=pl.String)
    bought = pl.when("delivered").then(pl.lit("deliveries"))
    unvalued = pl.when("lacking").then(pl.lit("unvalued"))
    found = pairs.join(delivered, on=PAIR).with_columns(
        reason=pl.coalesce(told, bought, unvalued, pl.lit("incomplete"))
    )
    return found.select(*PAIR, "reason", "value").sort("value", *PAIR, descending=[True, False, False])


def _why(site: Site, years: Sequence[int]) -> str | None:
    """What the commune says of a site that explains why it was not held all along."""
    if not years:
        return None
    since, until = date(years[0], 1, 1), date(years[-1], DECEMBER, LAST_DAY)
    if site.transferred is not None and site.transferred < until and site.transferred == site.until:
        return "transferred"
    if site.closed is not None and site.closed < until:
        return "closed"
    return "opened" if site.opened is not None and site.opened > since else None
