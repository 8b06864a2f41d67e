"""Which communes an EPCI held in a year: one row per EPCI and member, no amount."""

import polars as pl

from observatory.grammar import parse_number, parse_year
from observatory.schemas.perimeters import PERIMETERS
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.distinct import as_texts
from observatory.sources.places import in_communes

SIREN = r"^[0-9]{9}$"
MOST_ROWS = 100_000  # refused in one EPCI: more than the communes of France is no count


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:  # noqa: ARG001 - of a Reader
    """A member that is a commune, today's or since merged, of an EPCI with a number and a name. Grain: file row."""
    year = parse_year("year", current_year=context.current_year)
    refused = parse_number("rejected_rows", decimal=".")
    # A numeric cell may arrive as `200040715.0`.
    read = in_communes(as_texts(text), context.codes).with_columns(
        **{f"{name}_text": pl.col(name) for name in ("siren", "epci_name", "year", "rejected_rows")},
        siren=pl.col("siren").str.replace(r"\.0+$", ""),
        epci_name_code=pl.when(pl.col("epci_name") == "").then(pl.lit("missing_value")),
        year=year.value,
        year_code=year.code,
        rejected_rows=refused.value,
        rejected_rows_code=pl.coalesce(
            refused.code, pl.when(~refused.value.is_between(0, MOST_ROWS)).then(pl.lit("out_of_range"))
        ),
    )
    return read.with_columns(siren_code=pl.when(~pl.col("siren").str.contains(SIREN)).then(pl.lit("siren_invalid")))


def facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Each of today's communes once, with the former ones it stands for; an EPCI has one spelling of its name."""
    epci = ("source", "siren", "year")
    told = frame.with_columns(
        pl.col("epci_name", "nature").min().over(epci),
        rejected_rows=pl.col("rejected_rows").max().over(epci) + pl.col("rejected").sum().over(epci),
        merged_from=pl.col("merged_from").replace("", None),
    )
    kept = told.filter(~pl.col("rejected")).sort(*PERIMETERS.grain, "merged_from")
    once = kept.group_by(PERIMETERS.grain, maintain_order=True).agg(
        pl.col("epci_name", "nature", "vintage", "rejected_rows").first(),
        merged_from=pl.col("merged_from").drop_nulls().unique(maintain_order=True).str.join(","),
    )
    table = source.fact.table
    named = once.with_columns(pl.col("merged_from").replace("", None))
    return table.validate(named.select(table.column_names()), cast=True)


READER = Reader(absent={"commune": "", "merged_from": "", "rejected_rows": "0"}, parse=parse, facts=facts)
