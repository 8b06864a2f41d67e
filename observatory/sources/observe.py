"""Text columns of the field -> values, findings and facts: the same for every source.

A bad row is data: it becomes findings, and the rows around it survive. Rows read = accepted + rejected + duplicates.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from observatory.grammar import fold, fold_expr, parse_insee, parse_number, parse_year
from observatory.schemas import EMISSIONS, ENERGY, GROUPS
from observatory.sources.contract import Negatives, Repeats, Source
from observatory.vocabulary import CARRIERS, SECTORS, Status, spellings

FINDING_SCHEMA = pl.Schema(
    {
        "row": pl.UInt32,
        "column": pl.String,
        "value": pl.String,
        "code": pl.String,
    }
)
WARNING_CODES = frozenset({"insee_repadded", "duplicate_identical"})
# The columns that every source may leave out, and what then stands there.
ABSENT: Mapping[str, str] = {
    "vintage": "",
    "commune": "",
    "operator": "",
    "category": "",
    "sites": "",
    "rows": "1",
    "withheld_cells": "0",
    "unflagged": "",
    "rejected_rows": "0",
    "status": "",
    "merged_from": "",
}


@dataclass(frozen=True)
class Observed:
    """What one file says.

    `facts` has the columns of the source's fact table; `findings` one row per finding (row, column, value, code);
    the three counts are of file rows and sum to `rows_read`.
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
    (columns code, name, insee_code).
    """
    named = _spelled(cells, source).with_columns(pl.exclude("row").fill_null(""))
    text = _completed(source.tidy(named), source, vintage=vintage)
    repeated = _repeats(text, source)
    parsed = _parse(text, source, codes=codes, current_year=current_year)
    ruled = _rules(parsed, source)
    findings = _findings(ruled, source, repeated)
    bad = findings.filter(~pl.col("code").is_in(WARNING_CODES))["row"].unique()
    copies = repeated.filter(pl.col("code") == "duplicate_identical")["row"].unique()
    copies = copies.filter(~copies.is_in(bad.implode()))
    kept = ruled.filter(~pl.col("row").is_in(copies.implode()))
    facts = _facts(kept.with_columns(rejected=pl.col("row").is_in(bad.implode())), source)
    return Observed(
        facts=facts,
        findings=findings,
        rows_read=cells.height,
        rows_accepted=cells.height - bad.len() - copies.len(),
        rows_rejected=bad.len(),
        duplicates=copies.len(),
    )


def _spelled(cells: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Give the columns the spelling that the source declares; a file may differ in case, accents or spaces."""
    declared = {fold(header): header for header in source.headers}
    return cells.rename({name: declared[fold(name)] for name in cells.columns if fold(name) in declared})


def _completed(text: pl.DataFrame, source: Source, *, vintage: str) -> pl.DataFrame:
    """Give every text frame the same columns, filling what the layout does not carry."""
    filling = {**ABSENT, "source": source.key, "vintage": vintage, "carrier": "", "sector": ""}
    if source.year is not None:
        filling = filling | {"year": str(source.year)}
    absent = {name: pl.lit(value) for name, value in filling.items() if name not in text.columns}
    return text.with_columns(**absent).with_columns(pl.exclude("row").str.strip_chars().fill_null(""))


def _repeats(text: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Rows whose key stands twice: the same line again (`duplicate_identical`) or a contradiction."""
    if source.repeats is Repeats.SUM:
        return pl.DataFrame(schema=FINDING_SCHEMA)
    key = list(source.key_columns)
    twice = text.filter(pl.len().over(key) > 1)
    payload = pl.struct(pl.exclude("row", *key))
    judged = twice.with_columns(
        same=payload.n_unique().over(key) == 1,
        again=pl.int_range(pl.len()).over(key) > 0,
        spelled=pl.concat_str(key, separator=" · "),
    )
    judged = judged.filter(~pl.col("same") | pl.col("again"))
    return judged.select(
        "row",
        column=pl.lit(" + ".join(source.labels.get(name, name) for name in key)),
        value="spelled",
        code=pl.when("same").then(pl.lit("duplicate_identical")).otherwise(pl.lit("duplicate_conflict")),
    )


def _parse(text: pl.DataFrame, source: Source, *, codes: pl.DataFrame, current_year: int) -> pl.DataFrame:
    """Values beside the text they come from: `x` is the value, `x_text` the cell, `x_code` what was wrong with it."""
    parsers = {"insee_code": parse_insee("insee_code")}
    if source.fact is not GROUPS:
        parsers["year"] = parse_year("year", current_year=current_year)
        for name in (source.fact.value, "sites", "rows", "withheld_cells", "unflagged", "rejected_rows"):
            shown = pl.when(~pl.col(name).is_in(source.secret)).then(name).alias(name)
            parsers[name] = parse_number(shown, decimal=source.decimal)
    values = {name: parsed.value.alias(name) for name, parsed in parsers.items()}
    wrong = {f"{name}_code": parsed.code.alias(f"{name}_code") for name, parsed in parsers.items()}
    spelled = {f"{name}_text": pl.col(name) for name in (*parsers, "carrier", "sector")}
    frame = text.with_columns(**spelled, **values, **wrong)
    return _coded(_current_communes(frame, codes), source)


def _current_communes(frame: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Carry a commune's former code to the one of today; a padded code must be confirmed by the name."""
    known = codes.select(insee_code="code", current="insee_code", known_name=fold_expr("name"))
    joined = frame.join(known, on="insee_code", how="left", maintain_order="left")
    agrees = fold_expr("commune") == pl.col("known_name")
    problem = (
        pl.when((pl.col("insee_code_code") == "insee_repadded") & ~agrees.fill_null(value=False))
        .then(pl.lit("commune_unknown"))
        .when(pl.col("insee_code").is_not_null() & pl.col("current").is_null())
        .then(pl.lit("commune_unknown"))
        .otherwise("insee_code_code")
    )
    moved = pl.when(pl.col("current") != pl.col("insee_code")).then("insee_code").otherwise("merged_from")
    return joined.with_columns(
        insee_code_code=problem,
        merged_from=pl.when(moved == "").then(None).otherwise(moved),
        insee_code="current",
    ).drop("current", "known_name")


def _coded(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Publishers' labels of carriers and sectors -> the codes of the vocabulary."""
    wanted = {ENERGY.name: ("carrier", "sector"), EMISSIONS.name: ("sector",)}.get(source.fact.name, ())
    for column, terms in (("carrier", CARRIERS), ("sector", SECTORS)):
        if column in wanted:
            code = fold_expr(f"{column}_text").replace_strict(spellings(terms), default=None, return_dtype=pl.String)
            unknown = pl.when(pl.col(column).is_null()).then(pl.lit(f"{column}_unknown"))
            frame = frame.with_columns(code.alias(column)).with_columns(unknown.alias(f"{column}_code"))
    return frame


def _rules(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Apply the row rules: negatives as the source declares, then the rules of the schema by their names."""
    if source.fact is GROUPS:
        return frame
    value, code = source.fact.value, f"{source.fact.value}_code"
    if source.negatives is Negatives.REJECT:
        below = pl.when(pl.col(value) < 0).then(pl.lit("negative")).otherwise(code)
        frame = frame.with_columns(below.alias(code))
    count = pl.col("withheld_cells").fill_null(0).cast(pl.UInt32, strict=False)
    secret = pl.col(f"{value}_text").is_in(source.secret)
    hidden = pl.col(value).is_null() & pl.col(code).is_null()
    typed = frame.with_columns(
        withheld_cells=pl.when(hidden).then(pl.max_horizontal(count, 1)).otherwise(count).cast(pl.UInt32),
        unflagged=pl.col("unflagged").fill_null((hidden & (count == 0) & ~secret).cast(pl.Float64)).cast(pl.UInt32),
        rows=pl.col("rows").fill_null(1).cast(pl.UInt32),
        rejected_rows=pl.col("rejected_rows").fill_null(0).cast(pl.UInt32),
        estimated=pl.lit(source.estimated) | (pl.col("status") == Status.ESTIMATED),
    )
    return _schema_rules(typed, source)


def _schema_rules(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Name, for each value that a rule of the observation schema refuses, that rule."""
    code = f"{source.fact.value}_code"
    _, failure = source.fact.observation.filter(frame, cast=True)
    rules = [rule for rule in failure.counts() if "|" not in rule]
    if not rules:
        return frame
    refused = (pl.when(pl.col(rule).cast(pl.String) == "invalid").then(pl.lit(rule)) for rule in rules)
    broken = failure.details().select("row", "sector", rule=pl.coalesce(refused)).drop_nulls()
    joined = frame.join(broken.unique(["row", "sector"]), on=["row", "sector"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(code, "rule").alias(code)).drop("rule")


def _findings(frame: pl.DataFrame, source: Source, repeated: pl.DataFrame) -> pl.DataFrame:
    """One row per finding, in file order."""
    codes = [name.removesuffix("_code") for name in frame.columns if name.endswith("_code") and name != "insee_code"]
    per_column = [
        frame.filter(pl.col(f"{name}_code").is_not_null()).select(
            pl.col("row").cast(pl.UInt32),
            column=pl.lit(source.labels.get(name, name)),
            value=f"{name}_text",
            code=f"{name}_code",
        )
        for name in codes
    ]
    found = pl.concat([*per_column, repeated.cast(FINDING_SCHEMA)]).unique()
    return found.sort("row", "column", "code")


def _facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Sum the observations to the grain of the fact's table."""
    fact = source.fact
    if fact is GROUPS:
        good = frame.filter(~pl.col("rejected")).with_columns(pl.col("dated").replace("", None))
        return fact.table.validate(good.select(fact.table.column_names()).unique(maintain_order=True), cast=True)
    needed = [column for column in fact.grain if column in ("insee_code", "year", "carrier", "sector")]
    placed = frame.filter(pl.all_horizontal(pl.col(column).is_not_null() for column in needed))
    # A refused row leaves its trace: the figure it belongs to is a lower bound.
    value = pl.when(~pl.col("rejected")).then(fact.value)
    grouped = placed.with_columns(value.alias(fact.value), rejected_rows=pl.col("rejected_rows") + pl.col("rejected"))
    summed = grouped.group_by(fact.grain, maintain_order=True).agg(
        _sum_or_null(fact.value),
        *([_sum_or_null("sites")] if fact is ENERGY else []),
        pl.col("rows", "withheld_cells", "unflagged", "rejected_rows").sum(),
        pl.col("estimated").any(),
        pl.col("merged_from").drop_nulls().unique().sort().str.join(",").replace("", None),
        pl.col("vintage").max(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
    )
    table = summed.with_columns(_status(fact.value)).select(fact.table.column_names())
    return fact.table.validate(table.sort(fact.grain), cast=True)


def _sum_or_null(column: str) -> pl.Expr:
    """Sum of what is known; null, never 0, where nothing is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column)


def _status(value: str) -> pl.Expr:
    hidden = (pl.col("withheld_cells") + pl.col("rejected_rows")) > 0
    return (
        pl.when(pl.col(value).is_null())
        .then(pl.lit(Status.WITHHELD))
        .when(hidden)
        .then(pl.lit(Status.PARTIAL))
        .when("estimated")
        .then(pl.lit(Status.ESTIMATED))
        .otherwise(pl.lit(Status.MEASURED))
        .alias("status")
    )
