"""Amounts of communes by year (energy, emissions, production): values, counts, statuses and the rules they hold."""

from collections.abc import Mapping
from functools import partial

import polars as pl

from observatory.grammar import fold_expr, parse_number, parse_year
from observatory.schemas import EMISSIONS, ENERGY, PRODUCTION
from observatory.sources.contract import Context, Negatives, Reader, Source
from observatory.sources.distinct import by_distinct
from observatory.sources.places import in_communes
from observatory.sources.rules import broken
from observatory.sources.sums import facts
from observatory.vocabulary import CARRIERS, SECTORS, TECHNOLOGIES, Status, spellings

# What a file counts one by one; what a fact counts beside its amount (delivery points, kW) may be an average.
COUNTS = ("rows", "withheld_cells", "unflagged", "rejected_rows")
MOST = 1_000_000  # rows of one cell: as many as a whole file may have
BLANK: Mapping[str, float] = {"rows": 1.0, "withheld_cells": 0.0, "rejected_rows": 0.0}
ABSENT: Mapping[str, str] = {
    "commune": "",
    "carrier": "",
    "sector": "",
    "operator": "",
    "category": "",
    "sites": "",
    "technology": "",
    "capacity_kw": "",
    "installations": "",
    "rows": "1",
    "withheld_cells": "0",
    "unflagged": "",
    "rejected_rows": "0",
    "status": "",
    "merged_from": "",
    "corrected_mwh": "",
}


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:
    """Values, codes and statuses of each amount. Grain: file row × sector."""
    frame = by_distinct(text, ["year"], partial(_year, context=context))
    for name in (*_read_amounts(source), *source.fact.counts, *COUNTS):
        frame = by_distinct(frame, [name], partial(_number, name=name, source=source))
    frame = in_communes(frame, context.codes, named_in=source.named_in)
    return _rules(_converted(_coded(frame, source), source), source)


def _year(texts: pl.DataFrame, *, context: Context) -> pl.DataFrame:
    parsed = parse_year("year", current_year=context.current_year)
    return texts.select(parsed.value, year_text="year", year_code=parsed.code)


def _number(texts: pl.DataFrame, *, name: str, source: Source) -> pl.DataFrame:
    """One number beside its text and what is wrong with it: a negative as the source declares, a count that counts."""
    parsed = parse_number(pl.when(~pl.col(name).is_in(source.secret)).then(name).alias(name), decimal=source.decimal)
    read = texts.select(value=parsed.value, code=parsed.code, text=name)
    counts = name in {*source.fact.counts, *COUNTS}
    negative = pl.lit(counts or source.negatives is Negatives.REJECT) & (pl.col("value") < 0)
    whole = (pl.col("value") <= MOST) & (pl.col("value") == pl.col("value").floor())
    odd = pl.lit(name in COUNTS) & ~whole
    code = pl.when(negative).then(pl.lit("negative")).when(odd).then(pl.lit("out_of_range")).otherwise("code")
    read = read.with_columns(code=code)
    if counts:
        read = read.with_columns(
            value=pl.when(pl.col("code").is_null()).then("value").fill_null(pl.lit(BLANK.get(name)))
        )
    return read.rename({"value": name, "code": f"{name}_code", "text": f"{name}_text"})


def _read_amounts(source: Source) -> tuple[str, ...]:
    beside = source.fact.beside
    return (source.fact.value,) if beside is None else (source.fact.value, beside)


def _coded(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Publishers' labels of carriers, sectors and technologies -> the codes of the vocabulary.

    A sector that nobody knows is refused, and leaves its trace among the unspecified ones: the total lacks it.
    """
    wanted = {ENERGY.name: ("carrier", "sector"), EMISSIONS.name: ("sector",), PRODUCTION.name: ("technology",)}
    spelled = frame.with_columns(carrier_text="carrier", sector_text="sector", technology_text="technology")
    for column, terms in (("carrier", CARRIERS), ("sector", SECTORS), ("technology", TECHNOLOGIES)):
        if column in wanted[source.fact.name]:
            spelled = by_distinct(spelled, [column], partial(_code, column=column, known=spellings(terms)))
    return spelled.with_columns(pl.col("sector").fill_null("unspecified"), pl.col("technology").fill_null("other"))


def _converted(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Carry the amounts to the unit of the fact, and gas to PCS; their texts stay those of the file."""
    if source.factor == 1 and source.gas_factor == 1:
        return frame
    basis = pl.when(pl.col("carrier") == "gas").then(source.gas_factor).otherwise(1.0)
    return frame.with_columns(pl.col(source.fact.value) * source.factor * basis)


def _code(texts: pl.DataFrame, *, column: str, known: Mapping[str, str]) -> pl.DataFrame:
    code = texts.select(fold_expr(column).replace_strict(known, default=None, return_dtype=pl.String))
    unknown = pl.when(pl.col(column).is_null()).then(pl.lit(f"{column}_unknown"))
    return code.with_columns(unknown.alias(f"{column}_code"))


def _rules(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Say what is withheld, and apply the rules of the schema by their names."""
    value, code = source.fact.value, f"{source.fact.value}_code"
    hidden = pl.col(value).is_null() & pl.col(code).is_null() & (pl.col("rejected_rows") == 0)
    secret = pl.col(f"{value}_text").is_in(source.secret) if source.secret else pl.lit(value=False)
    # Our own layout may say `partial` without a count: something is hidden, so one cell at least.
    incomplete = hidden | ((pl.col("status") == Status.PARTIAL) & (pl.col("rejected_rows") == 0))
    count = pl.col("withheld_cells")
    typed = frame.with_columns(
        withheld_cells=pl.when(incomplete).then(pl.max_horizontal(count, 1)).otherwise(count).cast(pl.UInt32),
        unflagged=pl.col("unflagged").fill_null((hidden & (count == 0) & ~secret).cast(pl.Float64)).cast(pl.UInt32),
        rows=pl.col("rows").cast(pl.UInt32),
        rejected_rows=pl.col("rejected_rows").cast(pl.UInt32),
        estimated=pl.lit(source.estimated) | (pl.col("status") == Status.ESTIMATED),
    )
    cell = [name for name in ("year", "carrier", "sector", "technology") if name in source.fact.grain]
    named = broken(typed, source.fact.observation, on=("row", *cell))
    return named.with_columns(pl.coalesce(code, "rule").alias(code)).drop("rule")


READER = Reader(absent=ABSENT, parse=parse, facts=facts)
