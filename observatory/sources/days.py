"""Daily temperatures of weather stations: a station and a date in the place of a commune and a year."""

from functools import partial

import polars as pl

from observatory.grammar import parse_date, parse_number
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.distinct import as_texts, by_distinct
from observatory.sources.repeats import CONFLICT
from observatory.sources.rules import broken

VALUES = ("tn", "tx")
DOUBTFUL = "doubtful_value"
DOUBTFUL_QUALITY = "2"  # Météo-France: « donnée douteuse en cours de vérification »
FIRST_YEAR = 1850  # the oldest of Météo-France's daily files begins in 1852


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:
    """Temperatures of one station and day, null where missing or doubtful to their publisher. Grain: file row."""
    frame = as_texts(text).with_columns(temperatures_text=pl.concat_str(VALUES, separator=" · "))
    frame = by_distinct(frame, ["date"], partial(_day, last_year=context.current_year))
    frame = by_distinct(frame, ["station", "station_again"], _station)
    for name in VALUES:
        frame = by_distinct(frame, [name, f"{name}_quality"], partial(_temperature, name=name, source=source))
    frame = frame.with_columns(date_code=pl.coalesce("date_code", _twice()))
    named = broken(frame, source.fact.observation, on=("row",))
    return named.rename({"rule": "temperatures_code"})


def _day(texts: pl.DataFrame, *, last_year: int) -> pl.DataFrame:
    day = parse_date("date", first_year=FIRST_YEAR, last_year=last_year)
    read = texts.select(date=day.value, date_text="date", date_code=day.code)
    return read.with_columns(year=pl.col("date").dt.year())


def _temperature(texts: pl.DataFrame, *, name: str, source: Source) -> pl.DataFrame:
    """One temperature: null where its publisher doubts it."""
    parsed = parse_number(name, decimal=source.decimal)
    doubtful = (pl.col(f"{name}_quality") == DOUBTFUL_QUALITY) & parsed.code.is_null()
    told = pl.when(doubtful & (pl.col(name) != "")).then(pl.lit(DOUBTFUL)).otherwise(parsed.code)
    read = {name: pl.when(~doubtful).then(parsed.value), f"{name}_text": pl.col(name), f"{name}_code": told}
    return texts.select(**read)


def _station(texts: pl.DataFrame) -> pl.DataFrame:
    """A station has a number; where a file gives it twice, both are the same."""
    code = (
        pl.when(pl.col("station") == "")
        .then(pl.lit("missing_value"))
        .when((pl.col("station_again") != "") & (pl.col("station_again") != pl.col("station")))
        .then(pl.lit("copies_differ"))
    )
    # A numeric cell may arrive as `38185012.0`.
    return texts.select(pl.col("station").str.replace(r"\.0+$", ""), station_text="station", station_code=code)


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
