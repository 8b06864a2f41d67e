"""Text columns of the field -> values, findings and facts: the same for every source.

A bad row is data: it becomes findings, and the rows around it survive. Rows read = accepted + rejected + duplicates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from observatory.errors import FileRejected
from observatory.grammar import fold, fold_expr
from observatory.schemas import DEGREE_DAYS, EMISSIONS, ENERGY, GROUPS, PERIMETERS, PRODUCTION, TEMPERATURES
from observatory.sources import amounts, days, degree_days, memberships, perimeters
from observatory.sources.aside import OTHER_LEVEL, left_aside
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.repeats import IDENTICAL, repeats

WARNING_CODES = frozenset({"insee_repadded", IDENTICAL, OTHER_LEVEL, days.DOUBTFUL, degree_days.INCOMPLETE})
READERS: Mapping[str, Reader] = {
    ENERGY.name: amounts.READER,
    EMISSIONS.name: amounts.READER,
    GROUPS.name: memberships.READER,
    PERIMETERS.name: perimeters.READER,
    PRODUCTION.name: amounts.READER,
    TEMPERATURES.name: days.READER,
    DEGREE_DAYS.name: degree_days.READER,
}


@dataclass(frozen=True)
class Observed:
    """What one file says.

    `facts` has the columns of the source's fact table; `findings` one row per finding (row, column, value, code);
    the three counts are of file rows and sum to `rows_read`. `duplicates` are the rows that say again what others say:
    the same once more, or the same at another geographic level.
    """

    facts: pl.DataFrame
    findings: pl.DataFrame
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    duplicates: int


def observe(cells: pl.DataFrame, source: Source, *, codes: pl.DataFrame, vintage: str, current_year: int) -> Observed:
    """Read a file's text columns as facts.

    `cells` has `row` and the file's columns as text. `codes` maps every commune code, former ones too, to today's
    (columns code, name, insee_code). Raises FileRejected `duplicate_header` where two columns are one by their names.
    """
    reader = READERS[source.fact.name]
    spelled = _spellings(cells, source)
    named = cells.rename(spelled).with_columns(pl.exclude("row").fill_null(""))
    told = {declared: found for found, declared in spelled.items()}
    text = _completed(source.tidy(named), source, reader, vintage=vintage).with_columns(pl.col("header").replace(told))
    source = replace(source, labels={name: told.get(header, header) for name, header in source.labels.items()})
    text, aside = left_aside(text, source, rows=cells.height)
    repeated = repeats(text, source)
    values = reader.parse(text, source, Context(codes=codes, current_year=current_year))
    findings = _findings(values, source, repeated)
    bad = findings.filter(~pl.col("code").is_in(WARNING_CODES))["row"].unique()
    copies = repeated.filter(pl.col("code") == IDENTICAL)["row"].unique()
    copies = copies.filter(~copies.is_in(bad.implode()))
    kept = values.filter(~pl.col("row").is_in(copies.implode()))
    return Observed(
        facts=reader.facts(kept.with_columns(rejected=pl.col("row").is_in(bad.implode())), source),
        findings=pl.concat([findings, aside.findings]).sort("row", "column", "code"),
        rows_read=cells.height,
        rows_accepted=cells.height - bad.len() - copies.len() - aside.rows,
        rows_rejected=bad.len(),
        duplicates=copies.len() + aside.rows,
    )


def _spellings(cells: pl.DataFrame, source: Source) -> dict[str, str]:
    """The file's headers -> those that the source declares; a file may differ in case, accents or spaces."""
    declared = {fold(header): header for header in (*source.headers, *source.optional)}
    found = {name: declared[fold(name)] for name in cells.columns if fold(name) in declared}
    twice = [name for name, header in found.items() if list(found.values()).count(header) > 1]
    if twice:
        raise FileRejected("duplicate_header", columns=twice)
    return found


def _completed(text: pl.DataFrame, source: Source, reader: Reader, *, vintage: str) -> pl.DataFrame:
    """Give every text frame of a kind of fact the same columns, filling what the layout does not carry."""
    filling = {**reader.absent, "source": source.key, "vintage": vintage, "header": ""}
    if source.year is not None:
        filling = filling | {"year": str(source.year)}
    absent = {name: pl.lit(value) for name, value in filling.items() if name not in text.columns}
    whole = text.with_columns(**absent).with_columns(pl.exclude("row").str.strip_chars().fill_null(""))
    # The key of a source names files and stands in lists: it is an identifier, whatever a file of ours says.
    return whole.with_columns(source=fold_expr("source").replace("", source.key))


def _findings(frame: pl.DataFrame, source: Source, repeated: pl.DataFrame) -> pl.DataFrame:
    """One row per finding, in file order."""
    codes = [name.removesuffix("_code") for name in frame.columns if name.endswith("_code") and name != "insee_code"]
    per_column = [
        frame.filter(pl.col(f"{name}_code").is_not_null()).select(
            pl.col("row").cast(pl.UInt32),
            column=_header(name, source),
            value=f"{name}_text",
            code=f"{name}_code",
        )
        for name in codes
    ]
    found = pl.concat([*per_column, repeated]).unique()
    return found.sort("row", "column", "code")


def _header(name: str, source: Source) -> pl.Expr:
    """The file's header of a column: of a value, its own where the file has one column per sector."""
    named = pl.lit(source.labels.get(name, name))
    return pl.when(pl.col("header") != "").then("header").otherwise(named) if name == source.fact.value else named
