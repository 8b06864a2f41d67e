"""Lines of a table into what may be kept: every rule of a row, in the order in which one leans on another."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from observatory.deposits import values
from observatory.deposits.aside import set_aside
from observatory.deposits.checked import ACCEPTED, DUPLICATE, FILE_ROWS, REJECTED, Question
from observatory.deposits.communes import Place, Register, place_of
from observatory.deposits.depositor import Depositor
from observatory.deposits.fields import FIELDS
from observatory.deposits.found import found_of
from observatory.deposits.indexes import ALONE, differences
from observatory.deposits.lines import Lines
from observatory.deposits.plausibility import suspected
from observatory.deposits.repeats import CORRECTED, IDENTICAL, told_apart
from observatory.deposits.unusual import GAP, JUMP, SUDDEN_ZERO, unusual
from observatory.schemas.site_use import SiteUse

WARNING_CODES = frozenset(
    {
        "insee_repadded",
        "name_differs",
        "total_ignored",
        "meter_digits_lost",
        "unit_suspect",
        SUDDEN_ZERO,
        GAP,
        JUMP,
        "reading_unknown",
        "energy_unknown",
        IDENTICAL,
        CORRECTED,
        ALONE,
    }
)


@dataclass(frozen=True)
class Judged:
    """What the rules say of a table's lines.

    `file_rows` says what became of each row of the file (`FILE_ROWS`); `found` has one row per finding (`FOUND`);
    `rows` has the columns of `SiteUse`.
    """

    file_rows: pl.DataFrame
    found: pl.DataFrame
    rows: pl.DataFrame
    questions: tuple[Question, ...]


def judge(
    lines: Lines,
    depositor: Depositor,
    *,
    known: Register,
    today: dt.date,
    answers: Mapping[str, str],
    history: pl.DataFrame | None,
) -> Judged:
    """Apply every rule. Blank lines, months to come and totals are set aside; the rest is kept, refused or a repeat."""
    kept, totals = set_aside(values.stripped(lines.frame.with_row_index("line")))
    parsed = _parsed(kept, lines, depositor, known=known, today=today)
    found = [totals, *(_found(parsed, field) for field in FIELDS)]
    bad = pl.concat(found).filter(~pl.col("code").is_in(WARNING_CODES))["line"].unique()
    told = told_apart(parsed.filter(~pl.col("line").is_in(bad.implode())), answers=answers)
    counting = differences(told.lines.filter(pl.col("repeat").is_null()))
    sound = counting.filter(pl.col("index_code").is_null() | (pl.col("index_code") == ALONE))
    found += [
        found_of(told.lines, "repeat", "consommation"),
        found_of(counting, "index_code", "consommation", reason="index_reason"),
        suspected(sound, history=history),
        unusual(sound, history=history),
    ]
    every = pl.concat(found).unique().sort("line", "field", "code")
    return Judged(_fates(parsed, every), every, _rows(sound), told.questions)


def _parsed(kept: pl.DataFrame, lines: Lines, depositor: Depositor, *, known: Register, today: dt.date) -> pl.DataFrame:
    placed = _with_places(values.with_cell_errors(kept), depositor, known=known)
    worded = values.with_texts(values.with_words(placed))
    read = values.with_periods(values.with_numbers(worded, decimal=lines.decimal), today=today)
    errors = {f"{field}_code": pl.coalesce(f"{field}_error", f"{field}_code") for field in values.CHECKED}
    return read.with_columns(**errors).filter(~_to_come(today))


def _found(lines: pl.DataFrame, field: str) -> pl.DataFrame:
    return found_of(lines, f"{field}_code", field, reason="unit_reason" if field == "unite" else None)


def _to_come(today: dt.date) -> pl.Expr:
    """A month to come that spreadsheets fill with zeros."""
    numbers = [pl.col(name).fill_null(0) == 0 for name in ("quantity", *values.COSTS.values())]
    readable = [pl.col(f"{field}_code").is_null() for field in values.MEASURES]
    return ((pl.col("begins") > today) & pl.all_horizontal(*numbers, *readable)).fill_null(value=False)


def _with_places(lines: pl.DataFrame, depositor: Depositor, *, known: Register) -> pl.DataFrame:
    pairs = lines.select("code_insee", "commune").unique()
    places: list[Place] = [place_of(code, name, depositor=depositor, known=known) for code, name in pairs.iter_rows()]
    judged = pairs.with_columns(
        insee_code=pl.Series([place.insee_code for place in places], dtype=pl.String),
        code_insee_code=pl.Series([place.code for place in places], dtype=pl.String),
        commune_code=pl.Series([place.name_code for place in places], dtype=pl.String),
    )
    on = ["code_insee", "commune"]
    return lines.join(judged, on=on, how="left", nulls_equal=True, maintain_order="left")


def _fates(lines: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """What became of each row of the file: one wrong value rejects it, and it is a duplicate where all of it is."""
    wrong = found.filter(~pl.col("code").is_in(WARNING_CODES))["line"].unique()
    copies = found.filter(pl.col("code").is_in([IDENTICAL, CORRECTED]))["line"].unique()
    marked = lines.with_columns(
        wrong=pl.col("line").is_in(wrong.implode()), copy=pl.col("line").is_in(copies.implode())
    )
    fate = (
        pl.when(pl.col("wrong").any())
        .then(pl.lit(REJECTED))
        .when(pl.col("copy").all())
        .then(pl.lit(DUPLICATE))
        .otherwise(pl.lit(ACCEPTED))
    )
    rows = marked.group_by("sheet", "row", maintain_order=True).agg(
        insee_code=pl.col("insee_code").drop_nulls().first(), fate=fate
    )
    return rows.select(list(FILE_ROWS))


def _rows(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines as they are kept; a first index, which says nothing of what was used, gives none."""
    said = pl.any_horizontal(pl.col("quantity", *values.COSTS.values()).is_not_null())
    return SiteUse.validate(lines.filter(said).select(SiteUse.column_names()), cast=True)
