"""Text columns of the field -> values, findings and facts: the same for every source.

A bad row is data: it becomes findings, and the rows around it survive. Rows read = accepted + rejected + duplicates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from observatory.errors import FileRejected
from observatory.grammar import fold, fold_expr, parse_insee, parse_number, parse_year
from observatory.schemas import EMISSIONS, ENERGY, GROUPS
from observatory.sources.contract import Negatives, Source
from observatory.sources.repeats import CONFLICT, IDENTICAL, repeats
from observatory.sources.sums import facts
from observatory.vocabulary import CARRIERS, SECTORS, Status, spellings

WARNING_CODES = frozenset({"insee_repadded", IDENTICAL})
# What a file counts beside its values; delivery points, which it may average, beside what it counts one by one.
COUNTS = ("sites", "rows", "withheld_cells", "unflagged", "rejected_rows")
MOST = 1_000_000  # rows of one cell: as many as a whole file may have
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
    "header": "",
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
    (columns code, name, insee_code). Raises FileRejected `duplicate_header` where two columns are one by their names.
    """
    spelled = _spellings(cells, source)
    named = cells.rename(spelled).with_columns(pl.exclude("row").fill_null(""))
    told = {declared: found for found, declared in spelled.items()}
    text = _completed(source.tidy(named), source, vintage=vintage).with_columns(pl.col("header").replace(told))
    source = replace(source, labels={name: told.get(header, header) for name, header in source.labels.items()})
    repeated = repeats(text, source)
    parsed = _parse(text, source, codes=codes, current_year=current_year)
    ruled = _rules(parsed, source)
    findings = _findings(ruled, source, repeated)
    bad = findings.filter(~pl.col("code").is_in(WARNING_CODES))["row"].unique()
    copies = repeated.filter(pl.col("code") == IDENTICAL)["row"].unique()
    copies = copies.filter(~copies.is_in(bad.implode()))
    kept = ruled.filter(~pl.col("row").is_in(copies.implode()))
    return Observed(
        facts=facts(kept.with_columns(rejected=pl.col("row").is_in(bad.implode())), source),
        findings=findings,
        rows_read=cells.height,
        rows_accepted=cells.height - bad.len() - copies.len(),
        rows_rejected=bad.len(),
        duplicates=copies.len(),
    )


def _spellings(cells: pl.DataFrame, source: Source) -> dict[str, str]:
    """The file's headers -> those that the source declares; a file may differ in case, accents or spaces."""
    declared = {fold(header): header for header in source.headers}
    found = {name: declared[fold(name)] for name in cells.columns if fold(name) in declared}
    twice = [name for name, header in found.items() if list(found.values()).count(header) > 1]
    if twice:
        raise FileRejected("duplicate_header", columns=twice)
    return found


def _completed(text: pl.DataFrame, source: Source, *, vintage: str) -> pl.DataFrame:
    """Give every text frame the same columns, filling what the layout does not carry."""
    filling = {**ABSENT, "source": source.key, "vintage": vintage, "carrier": "", "sector": ""}
    if source.year is not None:
        filling = filling | {"year": str(source.year)}
    absent = {name: pl.lit(value) for name, value in filling.items() if name not in text.columns}
    whole = text.with_columns(**absent).with_columns(pl.exclude("row").str.strip_chars().fill_null(""))
    # The key of a source names files and stands in lists: it is an identifier, whatever a file of ours says.
    return whole.with_columns(source=fold_expr("source").replace("", source.key))


def _parse(text: pl.DataFrame, source: Source, *, codes: pl.DataFrame, current_year: int) -> pl.DataFrame:
    """Values beside the text they come from: `x` is the value, `x_text` the cell, `x_code` what was wrong with it."""
    parsers = {"insee_code": parse_insee("insee_code")}
    if source.fact is not GROUPS:
        parsers["year"] = parse_year("year", current_year=current_year)
        for name in (source.fact.value, *COUNTS):
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
    """Publishers' labels of carriers and sectors -> the codes of the vocabulary.

    A sector that nobody knows is refused, and leaves its trace among the unspecified ones: the total lacks it.
    """
    wanted = {ENERGY.name: ("carrier", "sector"), EMISSIONS.name: ("sector",)}.get(source.fact.name, ())
    for column, terms in (("carrier", CARRIERS), ("sector", SECTORS)):
        if column in wanted:
            code = fold_expr(f"{column}_text").replace_strict(spellings(terms), default=None, return_dtype=pl.String)
            unknown = pl.when(pl.col(column).is_null()).then(pl.lit(f"{column}_unknown"))
            frame = frame.with_columns(code.alias(column)).with_columns(unknown.alias(f"{column}_code"))
    return frame.with_columns(pl.col("sector").fill_null("unspecified"))


def _rules(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Apply the row rules: negatives as the source declares, then the rules of the schema by their names."""
    if source.fact is GROUPS:
        return _group_rules(frame)
    value, code = source.fact.value, f"{source.fact.value}_code"
    if source.negatives is Negatives.REJECT:
        below = pl.when(pl.col(value) < 0).then(pl.lit("negative")).otherwise(code)
        frame = frame.with_columns(below.alias(code))
    counted = _counted(frame)
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
    return _schema_rules(typed, source)


def _group_rules(frame: pl.DataFrame) -> pl.DataFrame:
    """A group has a name, and one date in one file."""
    unnamed = pl.when(pl.col("group_key") == "").then(pl.lit("missing_value"))
    older = pl.when(pl.col("dated") != pl.col("dated").max().over("group_key")).then(pl.lit(CONFLICT))
    return frame.with_columns(
        group_name_text="group_name", group_name_code=unnamed, dated_text="dated", dated_code=older
    )


def _counted(frame: pl.DataFrame) -> pl.DataFrame:
    """Refuse counts that count nothing; a blank is one row, and none of the rest."""
    codes, values = {}, {}
    for name in COUNTS:
        broken = (pl.col(name) > MOST) | (pl.col(name) != pl.col(name).floor())
        kept = pl.col(f"{name}_code")
        other = kept if name == "sites" else pl.when(broken).then(pl.lit("out_of_range")).otherwise(kept)
        codes[f"{name}_code"] = pl.when(pl.col(name) < 0).then(pl.lit("negative")).otherwise(other)
        values[name] = pl.when(pl.col(f"{name}_code").is_null()).then(name)
    blank = {"rows": 1, "withheld_cells": 0, "rejected_rows": 0}
    known = frame.with_columns(**codes).with_columns(**values)
    return known.with_columns(pl.col(name).fill_null(number) for name, number in blank.items())


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
