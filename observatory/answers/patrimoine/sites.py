"""One question each on a commune's sites: which weigh most, what each uses per m², which months no bill covers."""

from dataclasses import dataclass

import polars as pl

from observatory.answers.patrimoine.lens import Seen
from observatory.answers.patrimoine.spread import COVERING, DELIVERY, covered
from observatory.answers.patrimoine.steady import comparable
from observatory.answers.patrimoine.years import PAIR, Amount, years
from observatory.indicators import Measure
from observatory.vocabulary import LIGHTING

MOST = 10
KWH = 1000
YEAR = 366  # days
MEASURES = (Measure.SITE_ENERGY, Measure.SITE_WATER, Measure.SITE_COST)
METER = (*PAIR, "meter")


@dataclass(frozen=True, eq=False)
class Weights:
    """The sites that weigh most in a year, of `sites` there are.

    `frame`: site, value, share (0 to 1 of the whole year), estimated.
    """

    year: int
    frame: pl.DataFrame
    total: float
    sites: int


def last_year(seen: Seen, amount: Amount) -> int | None:
    """The last year whose bills have come; else the last that has any."""
    frame = years(seen, amount).drop_nulls("value")
    known = comparable(frame, seen.sites) or tuple(frame["year"].unique().sort())
    return known[-1] if known else None


def heaviest(seen: Seen, amount: Amount, *, most: int = MOST) -> Weights | None:
    """The sites that use or cost most in the last year, all fluids of each added; None where there is no year."""
    year = last_year(seen, amount)
    if year is None:
        return None
    of_year = years(seen, amount).filter(pl.col("year") == year).drop_nulls("value")
    sums = of_year.group_by("site").agg(pl.col("value").sum(), pl.col("estimated").any())
    total = float(sums["value"].sum())
    share = pl.col("value") / total if total > 0 else pl.lit(None, dtype=pl.Float64)
    ranked = sums.with_columns(share=share).sort("value", "site", descending=[True, False]).head(most)
    return Weights(year, ranked, total, sums.height)


def intensities(seen: Seen) -> pl.DataFrame:
    """Energy of each described site in the last year, by m², or by light point of street lights.

    Grain: site; kind, energy_mwh, size, kwh_each (kWh of the lower heating value per m² or per point), complete,
    estimated. Lighting has points and no m²; a site that says neither is left out.
    """
    amount = Amount(Measure.SITE_ENERGY)
    year = last_year(seen, amount)
    described = [
        (site.name, site.kind, float(size))
        for site in seen.sites
        if (size := site.light_points if site.kind == LIGHTING else site.area_m2) is not None
    ]
    known = pl.DataFrame(described, schema={"site": pl.String, "kind": pl.String, "size": pl.Float64}, orient="row")
    used = years(seen, amount).filter(pl.col("year") == (year or 0)).drop_nulls("value")
    whole = pl.col("complete") | pl.col("delivered")
    sums = used.group_by("site").agg(
        energy_mwh=pl.col("value").sum(), complete=whole.all(), estimated=pl.col("estimated").any()
    )
    found = known.join(sums, on="site").with_columns(kwh_each=pl.col("energy_mwh") * KWH / pl.col("size"))
    return found.sort("kwh_each", "site", descending=[True, False])


def missing_months(seen: Seen) -> pl.DataFrame:
    """The months without a day covered, between the first bill of each meter and the last of all.

    Grain: site × fluid × meter, those with gaps only; months (list of first days), last (the last day covered). What
    is bought by deliveries misses none; nor does a site after it was closed or transferred.
    """
    billed = seen.lines.filter(pl.col("nature").is_in(COVERING))
    delivered = seen.lines.filter(pl.col("nature") == DELIVERY).select(PAIR).unique()
    billed = billed.join(delivered, on=list(PAIR), how="anti")
    if billed.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(METER, pl.String) | {"months": pl.List(pl.Date), "last": pl.Date})
    ends = {site.name: site.until for site in seen.sites if site.until is not None}
    until = pl.col("site").replace_strict(ends, default=None, return_dtype=pl.Date)
    newest = billed["period_end"].max()
    spans = billed.group_by(METER).agg(first=pl.col("period_start").min(), last=pl.col("period_end").max())
    # A meter without a bill for more than a year is gone; one year of silence is what this list is for.
    awaited = pl.when((pl.lit(newest) - pl.col("last")).dt.total_days() > YEAR).then("last").otherwise(pl.lit(newest))
    expected = spans.with_columns(end=pl.min_horizontal(until, awaited))
    expected = expected.filter(pl.col("end") >= pl.col("first"))
    every = expected.with_columns(
        month=pl.date_ranges(pl.col("first").dt.truncate("1mo"), pl.col("end").dt.truncate("1mo"), "1mo")
    ).explode("month")
    lacking = every.join(covered(billed, METER), on=[*METER, "month"], how="anti")
    found = lacking.group_by(*METER, "last").agg(months=pl.col("month").sort())
    return found.select(*METER, "months", "last").sort(METER)


def deliveries(seen: Seen) -> pl.DataFrame:
    """What was delivered, over three years and over the three before them: one year says nothing of what was burnt.

    Grain: site × fluid; first (of the last three years), last, value and before in MWh; before is null where the three
    former years are not all after the first delivery.
    """
    frame = years(seen, Amount(Measure.SITE_ENERGY)).filter("delivered").drop_nulls("value")
    last = frame["year"].max()
    if last is None:
        return frame.select(*PAIR, first="year", last="year", value="value", before="value")
    span = pl.lit(last)
    recent = pl.col("value").filter(pl.col("year") > span - 3).sum()
    former = pl.col("value").filter(pl.col("year").is_between(span - 5, span - 3)).sum()
    known = pl.col("year").min() <= span - 5
    return (
        frame.group_by(PAIR)
        .agg(first=(span - 2).first(), last=span.first(), value=recent, before=pl.when(known).then(former))
        .sort(PAIR)
    )
