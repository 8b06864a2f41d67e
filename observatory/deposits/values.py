"""Text cells of a deposit into values; the column `f_code` says what is wrong with the field `f`, or null."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from observatory.deposits.energy import LOWER_SUFFIX, with_content
from observatory.deposits.fields import FIELDS
from observatory.deposits.periods import Period, read_day, read_period
from observatory.grammar import FIRST_YEAR, DecimalMark, fold_expr, parse_number
from observatory.vocabulary import FLUIDS, NATURES, QUANTITY_UNITS, READINGS, Term, spellings

COSTS: Mapping[str, str] = {"cout_ht": "cost_ht_eur", "cout_ttc": "cost_ttc_eur", "dont_abonnement": "fixed_cost_eur"}
# A line without any of these says nothing, and is skipped.
MEASURES = ("consommation", *COSTS)
# Where an error value is no text that somebody wrote.
CHECKED = tuple(name for name in FIELDS if name != "commentaire")
_NAMES = ("site", "compteur", "commune")
_LONGEST: Mapping[str, int] = {"site": 200, "compteur": 200, "commentaire": 1_000}
# Beyond what any one meter of any commune uses or costs between two bills.
_MOST_MWH, _MOST_M3, _MOST_EUR, _MOST_UNITS = 1_000_000, 100_000_000, 1_000_000_000, 1_000_000_000
_SIGNED = ("credit", "adjustment")
# What is read on a day and needs no month.
_DATED = ("index", "delivery")
_EXPONENT = r"^[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+$"
# A number of a workbook that holds so many digits: see `long_numbers`.
_KEPT_AS_NUMBER = r"^[0-9]{13,}\.0$"
# Point of delivery of electricity (PRM) and of gas (PCE): a number of 14 digits, which may begin with a zero.
_ONE_DIGIT_SHORT = r"^[1-9][0-9]{12}$"
_METERED = ("electricity", "gas")


def stripped(frame: pl.DataFrame) -> pl.DataFrame:
    """Take off the spaces around each text, make one of those within, and null of a blank."""
    text = pl.col(FIELDS).str.strip_chars().str.replace_all(r"\s+", " ")
    return frame.with_columns(text).with_columns(pl.when(pl.col(FIELDS) != "").then(pl.col(FIELDS)))


def with_words(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `fluid`, `nature`, `reading`, `unit` and what one unit holds. Codes: `missing_value`, `…_unknown`."""
    worded = lines.with_columns(
        fluid=_word("fluide", FLUIDS),
        nature=pl.when(pl.col("nature").is_null()).then(pl.lit("bill")).otherwise(_word("nature", NATURES)),
        nature_text="nature",
        reading=_word("releve", READINGS).fill_null("actual"),
        is_lower=fold_expr("unite").str.ends_with(LOWER_SUFFIX).fill_null(value=False),
    )
    unit = fold_expr("unite")
    bare = unit.str.strip_suffix(LOWER_SUFFIX)
    known = bare.replace_strict(spellings(QUANTITY_UNITS), default=None, return_dtype=pl.String)
    held = with_content(worded.with_columns(unit=known))
    return held.with_columns(
        fluide_code=_unless_known("fluide", "fluid", "fluid_unknown"),
        nature_code=pl.when(pl.col("nature").is_null()).then(pl.lit("nature_unknown")),
        releve_code=pl.when(pl.col("releve").is_not_null() & _word("releve", READINGS).is_null()).then(
            pl.lit("reading_unknown")
        ),
        unite_code=_unit_code(),
        unit_reason=_unit_reason(),
    )


def with_numbers(lines: pl.DataFrame, *, decimal: DecimalMark) -> pl.DataFrame:
    """Add `quantity`, the costs, `energy_mwh` and `water_m3`. Codes: those of numbers, `negative`, `out_of_range`."""
    names = {"consommation": "quantity", **COSTS}
    parsed = {field: parse_number(field, decimal=decimal) for field in names}
    told = lines.with_columns(**{name: parsed[field].value for field, name in names.items()})
    told = told.with_columns(**{f"{field}_code": parsed[field].code for field in names})
    told = told.with_columns(
        energy_mwh=pl.col("quantity") * pl.col("mwh"),
        water_m3=pl.col("quantity") * pl.col("m3"),
        unit=pl.when(pl.col("quantity").is_not_null()).then("unit"),
    )
    beyond = (
        (pl.col("energy_mwh").abs() > _MOST_MWH)
        | (pl.col("water_m3").abs() > _MOST_M3)
        | (pl.col("mwh").is_null() & pl.col("m3").is_null() & (pl.col("quantity").abs() > _MOST_UNITS))
    )
    signed = pl.col("nature").is_in(_SIGNED).fill_null(value=True)  # an unknown nature is told once
    codes = {"consommation_code": _number_code("consommation", "quantity", beyond, signed)}
    for field, name in COSTS.items():
        codes[f"{field}_code"] = _number_code(field, name, pl.col(name).abs() > _MOST_EUR, signed)
    return told.with_columns(**codes)


def with_periods(lines: pl.DataFrame, *, today: dt.date) -> pl.DataFrame:
    """Add `period_start` and `period_end`: of the two dates where both are there, else of the period.

    Codes: those of `read_period`, `missing_value`, `period_out_of_range` (before 1990, or not begun yet).
    """
    known = {"periode": read_period, "date_debut": read_day, "date_fin": read_day}
    for field, read in known.items():
        texts = lines[field].drop_nulls().unique()
        spans = _periods(field, {text: read(text, today=today) for text in texts})
        lines = lines.join(spans, on=field, how="left", maintain_order="left")
    dated = pl.col("date_debut").is_not_null() & pl.col("date_fin").is_not_null()
    one_date = (pl.col("date_debut").is_not_null() | pl.col("date_fin").is_not_null()) & pl.col("periode").is_null()
    whole = pl.col("nature").is_in(_DATED) & pl.col("periode_is_day")
    found = lines.with_columns(
        period_start=pl.when(dated).then("date_debut_start").otherwise("periode_start"),
        period_end=pl.when(dated).then("date_fin_end").otherwise("periode_end"),
        periode_code=pl.when(~dated & ~one_date)
        .then(pl.when(pl.col("periode").is_null()).then(pl.lit("missing_value")).otherwise(
            pl.when(~whole.fill_null(value=False)).then("periode_code")
        )),
        date_debut_code=_date_code("date_debut", dated, one_date),
        date_fin_code=_date_code("date_fin", dated, one_date),
    )  # fmt: skip
    return _in_time(found, dated, today)


def with_texts(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `site`, `meter`, `comment`. Codes: `text_too_long`, `meter_digits_lost`, and errors of cells."""
    long: dict[str, pl.Expr] = {
        f"{field}_code": pl.when(pl.col(field).str.len_chars() > most).then(pl.lit("text_too_long"))
        for field, most in _LONGEST.items()
    }
    meter = pl.col("compteur")
    short = meter.str.contains(_ONE_DIGIT_SHORT) & pl.col("fluid").is_in(_METERED).fill_null(value=False)
    lost = meter.str.contains(_EXPONENT) | meter.str.contains(_KEPT_AS_NUMBER) | short
    long["compteur_code"] = pl.when(lost).then(pl.lit("meter_digits_lost")).otherwise(long["compteur_code"])
    return lines.with_columns(**long).with_columns(
        site=pl.col("site").fill_null(""),
        meter=_whole_number("compteur").fill_null(""),
        compteur_text=_whole_number("compteur"),
        comment="commentaire",
    )


def with_cell_errors(lines: pl.DataFrame) -> pl.DataFrame:
    """Let an error value or an uncalculated formula be told as what it is, in any column but the comment.

    A site may well be named `=…`: a name is never a formula.
    """
    errors = {}
    for field in CHECKED:
        code = parse_number(field, decimal=None).code
        told = ["cell_error"] if field in _NAMES else ["cell_error", "formula_not_calculated"]
        errors[f"{field}_error"] = pl.when(code.is_in(told)).then(code)
    return lines.with_columns(**errors)


def _whole_number(column: str) -> pl.Expr:
    """A meter's number that a spreadsheet keeps as a number: its digits, where all of them are there."""
    text = pl.col(column).str.replace(r"^([0-9]+)\.0$", "$1")
    decimals = text.str.extract(r"[.,]([0-9]+)[eE]").str.len_chars()
    power = text.str.extract(r"[eE]\+?([0-9]+)$").cast(pl.UInt32, strict=False)
    number = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    whole = number.cast(pl.Int64, strict=False).cast(pl.String)
    return pl.when(text.str.contains(_EXPONENT) & (decimals >= power)).then(whole).otherwise(text)


def _word(column: str, terms: tuple[Term, ...]) -> pl.Expr:
    return fold_expr(column).replace_strict(spellings(terms), default=None, return_dtype=pl.String)


def _unless_known(column: str, value: str, code: str) -> pl.Expr:
    missing = pl.when(pl.col(column).is_null()).then(pl.lit("missing_value")).otherwise(pl.lit(code))
    return pl.when(pl.col(value).is_null()).then(missing)


def _unit_code() -> pl.Expr:
    """A unit is needed for a quantity, and must be one that its fluid is counted in."""
    blank = pl.col("unite").is_null()
    fits = pl.col("unit").is_not_null() & (pl.col("counted").is_not_null() | pl.col("fluid").is_null())
    return (
        pl.when(pl.col("consommation").is_null() & blank)
        .then(None)
        .when(blank)
        .then(pl.lit("missing_value"))
        .when(~fits)
        .then(pl.lit("unit_unknown"))
        .when(
            pl.col("counted") & pl.col("consommation").is_not_null() & pl.col("mwh").is_null() & pl.col("m3").is_null()
        )
        .then(pl.lit("energy_unknown"))
    )


def _unit_reason() -> pl.Expr:
    """Why a known unit is refused: cubic metres of gas hold what only the bill says, others do not fit their fluid."""
    refused = pl.col("unit").is_not_null() & pl.col("fluid").is_not_null() & pl.col("counted").is_null()
    gas = (pl.col("fluid") == "gas") & (pl.col("unit") == "m3")
    return pl.when(refused).then(pl.when(gas).then(pl.lit("gas_volume")).otherwise(pl.lit("fluid")))


def _number_code(field: str, value: str, beyond: pl.Expr, signed: pl.Expr) -> pl.Expr:
    return (
        pl.when(pl.col(f"{field}_code").is_not_null())
        .then(f"{field}_code")
        .when(beyond)
        .then(pl.lit("out_of_range"))
        .when((pl.col(value) < 0) & ~signed)
        .then(pl.lit("negative"))
    )


def _periods(field: str, found: Mapping[str, Period]) -> pl.DataFrame:
    lines = [(text, each.start, each.end, each.code, each.is_day) for text, each in found.items()]
    schema = {field: pl.String, f"{field}_start": pl.Date, f"{field}_end": pl.Date}
    return pl.DataFrame(
        lines, orient="row", schema={**schema, f"{field}_code": pl.String, f"{field}_is_day": pl.Boolean}
    )


def _date_code(field: str, dated: pl.Expr, one_date: pl.Expr) -> pl.Expr:
    missing = pl.when(one_date & pl.col(field).is_null()).then(pl.lit("missing_value"))
    return pl.when(dated | (one_date & pl.col(field).is_not_null())).then(f"{field}_code").otherwise(missing)


def _in_time(lines: pl.DataFrame, dated: pl.Expr, today: dt.date) -> pl.DataFrame:
    """Tell a period that runs backwards from one before 1990 or to come; the year that runs may be whole."""
    start, end = pl.col("period_start"), pl.col("period_end")
    beyond = (start.dt.year() < FIRST_YEAR) | (start > today) | (end.dt.year() > today.year)
    backwards = end < start
    code = pl.when(backwards).then(pl.lit("period_invalid")).when(beyond).then(pl.lit("period_out_of_range"))
    marked = lines.with_columns(_time_code=code)
    return marked.with_columns(
        periode_code=pl.coalesce("periode_code", pl.when(~dated).then("_time_code")),
        date_fin_code=pl.coalesce("date_fin_code", pl.when(dated).then("_time_code")),
        begins="period_start",
        period_start=pl.when(pl.col("_time_code").is_null()).then("period_start"),
        period_end=pl.when(pl.col("_time_code").is_null()).then("period_end"),
    )
