"""Readings of municipal sites: a site, a day, and what was used since the former reading.

A file gives the day on which a site was read, not the days that the reading covers. A reading runs from the day after
the former one of the same site; where there is none within six months, it is given the two months that bills usually
cover, and not more than the file does: in its first year, from the first of January.
"""

from datetime import timedelta
from functools import partial

import polars as pl

from observatory.grammar import fold_expr, parse_date, parse_number
from observatory.sources.contract import Context, Negatives, Reader, Source
from observatory.sources.distinct import as_texts, by_distinct
from observatory.sources.places import in_communes
from observatory.sources.rules import broken
from observatory.vocabulary import FLUIDS, spellings

FIRST_YEAR = 1990
LONGEST = timedelta(days=184)  # between two readings of a site that follow one another: 99.5 % of Grenoble's are within
USUAL = timedelta(days=61)
MWH_IN_KWH = 0.001
LINE = ("source", "insee_code", "site", "fluid")


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:
    """Site, day and quantity of each reading, kWh. Grain: file row."""
    frame = by_distinct(as_texts(text), ["date"], partial(_day, last_year=context.current_year))
    frame = by_distinct(frame, ["fluid"], _fluid)
    amount = parse_number("quantity", decimal=source.decimal)
    lacking = pl.when(pl.col("quantity") == "").then(pl.lit("missing_value"))
    read = in_communes(frame, context.codes).with_columns(
        quantity=amount.value,
        quantity_text="quantity",
        quantity_code=pl.coalesce(amount.code, lacking),
        site_text="site",
        site_code=pl.when(pl.col("site") == "").then(pl.lit("missing_value")),
    )
    refused = pl.lit(source.negatives is Negatives.REJECT) & (pl.col("quantity") < 0)
    named = broken(read, source.fact.observation, on=("row",))
    code = pl.coalesce("quantity_code", pl.when(refused).then(pl.lit("negative")), "rule")
    return named.with_columns(quantity_code=code).drop("rule")


def _day(texts: pl.DataFrame, *, last_year: int) -> pl.DataFrame:
    day = parse_date("date", first_year=FIRST_YEAR, last_year=last_year)
    return texts.select(date=day.value, date_text="date", date_code=day.code)


def _fluid(texts: pl.DataFrame) -> pl.DataFrame:
    code = fold_expr("fluid").replace_strict(spellings(FLUIDS), default=None, return_dtype=pl.String)
    return texts.select(
        fluid=code, fluid_text="fluid", fluid_code=pl.when(code.is_null()).then(pl.lit("carrier_unknown"))
    )


def facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """One line per site and day read: what its meters used, added, from the day after the former reading."""
    kept = frame.filter(~pl.col("rejected"))
    days = kept.group_by(*LINE, "date").agg(pl.col("quantity").sum(), pl.col("row").min()).sort(*LINE, "date")
    lines = days.with_columns(period_start=_start()).with_columns(
        period_end="date",
        meter=pl.lit(""),
        nature=pl.when(pl.col("quantity") < 0).then(pl.lit("adjustment")).otherwise(pl.lit("bill")),
        reading=pl.lit("actual"),
        unit=pl.lit("kWh"),
        energy_mwh=pl.col("quantity") * MWH_IN_KWH,
    )
    table = source.fact.table
    unknown = [pl.lit(None).alias(name) for name in table.column_names() if name not in lines.columns]
    return table.validate(lines.with_columns(*unknown).select(table.column_names()), cast=True)


def _start() -> pl.Expr:
    """The first day of each reading, over those of a site in their order."""
    day = pl.col("date")
    former = day.shift(1).over(LINE)
    began = day.dt.year() == day.min().dt.year()
    usual = day - pl.lit(USUAL) + pl.duration(days=1)
    alone = pl.when(began).then(day.dt.truncate("1y")).otherwise(usual)
    return pl.when(day - former <= pl.lit(LONGEST)).then(former + pl.duration(days=1)).otherwise(alone)


READER = Reader(absent={"insee_code": "", "commune": "", "merged_from": ""}, parse=parse, facts=facts)
