"""Amounts of communes by year (energy, emissions, production): values, counts, statuses and the rules they hold."""

from collections.abc import Mapping

import polars as pl

from observatory.grammar import fold_expr, parse_number, parse_year
from observatory.schemas import EMISSIONS, ENERGY, PRODUCTION
from observatory.sources.contract import Context, Negatives, Reader, Source
from observatory.sources.places import in_communes
from observatory.sources.rules import broken
from observatory.sources.sums import facts
from observatory.vocabulary import CARRIERS, SECTORS, TECHNOLOGIES, Status, spellings

# What a file counts one by one; what a fact counts beside its amount (delivery points, kW) may be an average.
COUNTS = ("rows", "withheld_cells", "unflagged", "rejected_rows")
MOST = 1_000_000  # rows of one cell: as many as a whole file may have
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
    parsers = {"year": parse_year("year", current_year=context.current_year)}
    for name in (*_read_amounts(source), *source.fact.counts, *COUNTS):
        shown = pl.when(~pl.col(name).is_in(source.secret)).then(name).alias(name)
        parsers[name] = parse_number(shown, decimal=source.decimal)
    values = {name: parsed.value.alias(name) for name, parsed in parsers.items()}
    wrong = {f"{name}_code": parsed.code.alias(f"{name}_code") for name, parsed in parsers.items()}
    spelled = {f"{name}_text": pl.col(name) for name in (*parsers, "carrier", "sector", "technology")}
    read = text.with_columns(**spelled, **values, **wrong)
    frame = in_communes(read, context.codes, named_in=source.named_in)
    return _rules(_converted(_coded(frame, source), source), source)


def _read_amounts(source: Source) -> tuple[str, ...]:
    beside = source.fact.beside
    return (source.fact.value,) if beside is None else (source.fact.value, beside)


def _coded(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Publishers' labels of carriers, sectors and technologies -> the codes of the vocabulary.

    A sector that nobody knows is refused, and leaves its trace among the unspecified ones: the total lacks it.
    """
    wanted = {ENERGY.name: ("carrier", "sector"), EMISSIONS.name: ("sector",), PRODUCTION.name: ("technology",)}
    for column, terms in (("carrier", CARRIERS), ("sector", SECTORS), ("technology", TECHNOLOGIES)):
        if column in wanted[source.fact.name]:
            code = fold_expr(f"{column}_text").replace_strict(spellings(terms), default=None, return_dtype=pl.String)
            unknown = pl.when(pl.col(column).is_null()).then(pl.lit(f"{column}_unknown"))
            frame = frame.with_columns(code.alias(column)).with_columns(unknown.alias(f"{column}_code"))
    return frame.with_columns(pl.col("sector").fill_null("unspecified"), pl.col("technology").fill_null("other"))


def _converted(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Carry the amounts to the unit of the fact, and gas to PCS; their texts stay those of the file."""
    if source.factor == 1 and source.gas_factor == 1:
        return frame
    basis = pl.when(pl.col("carrier") == "gas").then(source.gas_factor).otherwise(1.0)
    return frame.with_columns(pl.col(source.fact.value) * source.factor * basis)


def _rules(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Apply the row rules: negatives as the source declares, then the rules of the schema by their names."""
    value, code = source.fact.value, f"{source.fact.value}_code"
    if source.negatives is Negatives.REJECT:
        frame = frame.with_columns(
            pl.when(pl.col(name) < 0).then(pl.lit("negative")).otherwise(f"{name}_code").alias(f"{name}_code")
            for name in _read_amounts(source)
        )
    counted = _counted(frame, source)
    hidden = pl.col(value).is_null() & pl.col(code).is_null() & (pl.col("rejected_rows") == 0)
    secret = pl.col(f"{value}_text").is_in(source.secret)
    # Our own layout may say `partial` without a count: something is hidden, so one cell at least.
    incomplete = hidden | ((pl.col("status") == Status.PARTIAL) & (pl.col("rejected_rows") == 0))
    count = pl.col("withheld_cells")
    typed = counted.with_columns(
        withheld_cells=pl.when(incomplete).then(pl.max_horizontal(count, 1)).otherwise(count).cast(pl.UInt32),
        unflagged=pl.col("unflagged").fill_null((hidden & (count == 0) & ~secret).cast(pl.Float64)).cast(pl.UInt32),
        rows=pl.col("rows").cast(pl.UInt32),
        rejected_rows=pl.col("rejected_rows").cast(pl.UInt32),
        estimated=pl.lit(source.estimated) | (pl.col("status") == Status.ESTIMATED),
    )
    cell = [name for name in ("year", "carrier", "sector", "technology") if name in source.fact.grain]
    named = broken(typed, source.fact.observation, on=("row", *cell))
    return named.with_columns(pl.coalesce(code, "rule").alias(code)).drop("rule")


def _counted(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Refuse counts that count nothing; a blank is one row, and none of the rest."""
    codes, values = {}, {}
    for name in (*source.fact.counts, *COUNTS):
        broken_count = (pl.col(name) > MOST) | (pl.col(name) != pl.col(name).floor())
        kept = pl.col(f"{name}_code")
        other = (
            kept if name in source.fact.counts else pl.when(broken_count).then(pl.lit("out_of_range")).otherwise(kept)
        )
        codes[f"{name}_code"] = pl.when(pl.col(name) < 0).then(pl.lit("negative")).otherwise(other)
        values[name] = pl.when(pl.col(f"{name}_code").is_null()).then(name)
    blank = {"rows": 1, "withheld_cells": 0, "rejected_rows": 0}
    known = frame.with_columns(**codes).with_columns(**values)
    return known.with_columns(pl.col(name).fill_null(number) for name, number in blank.items())


READER = Reader(absent=ABSENT, parse=parse, facts=facts)
