"""Daily temperatures of weather stations: a station and a date in the place of a commune and a year."""

import polars as pl

from observatory.grammar import parse_date, parse_number
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.repeats import CONFLICT
from observatory.sources.rules import broken

VALUES = ("tn", "tx")
DOUBTFUL = "doubtful_value"
DOUBTFUL_QUALITY = "2"  # Météo-France: « donnée douteuse en cours de vérification »
FIRST_YEAR = 1850  # the oldest of Météo-France's daily files begins in 1852


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:
    """Temperatures of one station and day, null where missing or doubtful to their publisher. Grain: file row."""
    day = parse_date("date", first_year=FIRST_YEAR, last_year=context.current_year)
    parsed = {name: parse_number(name, decimal=source.decimal) for name in VALUES}
    doubtful = {name: (pl.col(f"{name}_quality") == DOUBTFUL_QUALITY) & parsed[name].code.is_null() for name in VALUES}
    told = {
        name: pl.when(doubtful[name] & (pl.col(name) != "")).then(pl.lit(DOUBTFUL)).otherwise(parsed[name].code)
        for name in VALUES
    }
    frame = text.with_columns(
        **{f"{name}_text": pl.col(name) for name in ("station", "date", *VALUES)},
        **{f"{name}_code": told[name] for name in VALUES},
        **{name: pl.when(~doubtful[name]).then(parsed[name].value) for name in VALUES},
        station=pl.col("station").str.replace(r"\.0+$", ""),  # a numeric cell may arrive as `38185012.0`
        temperatures_text=pl.concat_str(VALUES, separator=" · "),
        station_code=_station_code(),
        date=day.value,
        date_code=day.code,
    ).with_columns(year=pl.col("date").dt.year(), date_code=pl.coalesce("date_code", _twice()))
    named = broken(frame, source.fact.observation, on=("row",))
    return named.rename({"rule": "temperatures_code"})


def _station_code() -> pl.Expr:
    """A station has a number; where a file gives it twice, both are the same."""
    return (
        pl.when(pl.col("station") == "")
        .then(pl.lit("missing_value"))
        .when((pl.col("station_again") != "") & (pl.col("station_again") != pl.col("station")))
        .then(pl.lit("copies_differ"))
    )


def _twice() -> pl.Expr:
    """A day spelled in two ways is one day: which row counts is not for a program to choose."""
    spellings = pl.col("date_text").n_unique().over("source", "station", "date")
    return pl.when(pl.col("date").is_not_null() & (spellings > 1)).then(pl.lit(CONFLICT))


def facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """The days of the rows kept: a refused day is a day that lacks."""
    table = source.fact.table
    kept = frame.filter(~pl.col("rejected")).sort(source.fact.grain)
    return table.validate(kept.select(table.column_names()), cast=True)


READER = Reader(absent={"station_again": "", "tn_quality": "", "tx_quality": ""}, parse=parse, facts=facts)
