"""Which communes a named group holds: one row per group and commune, no amount."""

import polars as pl

from observatory.schemas import GROUPS
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.distinct import as_texts
from observatory.sources.places import in_communes
from observatory.sources.repeats import CONFLICT


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:  # noqa: ARG001 - of a Reader
    """A group has a name, and one date in one file. Grain: file row."""
    unnamed = pl.when(pl.col("group_key") == "").then(pl.lit("missing_value"))
    older = pl.when(pl.col("dated") != pl.col("dated").max().over("group_key")).then(pl.lit(CONFLICT))
    return in_communes(as_texts(text), context.codes).with_columns(
        group_name_text="group_name", group_name_code=unnamed, dated_text="dated", dated_code=older
    )


def facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Each group with one spelling of its name, and each of its communes once: two may have merged."""
    named = frame.filter(~pl.col("rejected")).with_columns(
        pl.col("group_name").min().over("group_key"), dated=pl.col("dated").replace("", None)
    )
    table = source.fact.table
    once = named.unique(list(GROUPS.grain)).sort(GROUPS.grain)
    return table.validate(once.select(table.column_names()), cast=True)


READER = Reader(absent={"commune": "", "merged_from": ""}, parse=parse, facts=facts)
