"""The one number grammar, the one code grammar and the one year grammar: text cells in, values and codes out.

Everything is a Polars expression, so that a million cells cost one pass each. A grammar never raises: beside each value
stands the stable code of what was wrong with the cell, or null. Besides the codes that each function names, an error
value (`#N/A`) is a `cell_error`, and a formula without its result (`=A1*2`) is `formula_not_calculated`. Digits are
ASCII digits: parsers that accept `NaN`, `1_000` or Arabic digits find numbers where the sender wrote none.
"""

import re
import unicodedata
from typing import Literal, NamedTuple, TypeAlias

import polars as pl

DecimalMark: TypeAlias = Literal[".", ","] | None
"""The decimal mark that a source declares; None for text cells of which nothing is known."""

FIRST_YEAR = 1990

# Thousands are set apart by a space, a no-break space (Excel) or a narrow no-break space (French typography).
_SPACES = "[ \u00a0\u202f]"
_INTEGER = rf"(?:[0-9]+|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+)"
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,3})?"
_NUMBER = {
    ".": rf"^[+-]?(?:{_INTEGER}(?:\.[0-9]+)?|\.[0-9]+){_EXPONENT}$",
    ",": rf"^[+-]?(?:{_INTEGER}(?:,[0-9]+)?|,[0-9]+){_EXPONENT}$",
    None: rf"^[+-]?(?:{_INTEGER}(?:[.,][0-9]+)?|[.,][0-9]+){_EXPONENT}$",
}
# A lone dot before exactly three digits is a thousand to one reader and a decimal to another; so is every mixture of
# the two marks. `0.125` and `1234.567` are no groups of three and have one reading only.
_AMBIGUOUS = r"^[+-]?(?:[1-9][0-9]{0,2}\.[0-9]{3}|[0-9]{1,3}(?:[.,][0-9]{3})+[.,][0-9]+)$"
# Excel in English and in French, LibreOffice (`Err:502`), and the `####` of a column that was too narrow to print.
_ERROR_CELL = r"^(?:#[\p{Lu}0-9/_]+[!?]?|#{2,}|Err:[0-9]{3})$"
# A formula whose result was never stored, or that a text file holds as text.
_FORMULA = r"^="

_INSEE = r"^(?:[0-9]{5}|2[AB][0-9]{3})$"
_SHORT_INSEE = r"^[1-9][0-9]{3}$"
_YEAR = r"^[0-9]{4}$"
_DATE = r"^(?:[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})$"
_WHOLE_NUMBER_TAIL = r"\.0+$"
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


class Parsed(NamedTuple):
    """Two expressions over one text column, both bearing its name: the value, and what was wrong (or null)."""

    value: pl.Expr
    code: pl.Expr


def parse_number(column: pl.Expr | str, *, decimal: DecimalMark) -> Parsed:
    """Read text as Float64 by the declared decimal mark; a blank has neither value nor code.

    Codes: `not_a_number`, `number_ambiguous` (only where no mark is declared).

    >>> cells = pl.DataFrame({"mwh": ["1 234,5", "1.234", "12.5", "NaN", "#N/A", " "]})
    >>> cells.select(parse_number("mwh", decimal=None).value)["mwh"].to_list()
    [1234.5, None, 12.5, None, None, None]
    >>> cells.select(parse_number("mwh", decimal=None).code)["mwh"].to_list()
    [None, 'number_ambiguous', None, 'not_a_number', 'cell_error', None]
    >>> cells.select(parse_number("mwh", decimal=".").value)["mwh"].to_list()
    [None, 1.234, 12.5, None, None, None]
    """
    text = _stripped(column)
    readable = text.str.contains(_NUMBER[decimal])
    ambiguous = text.str.contains(_AMBIGUOUS) if decimal is None else pl.lit(value=False)
    plain = text.str.replace_all(_SPACES, "").str.replace(",", ".", literal=True)
    number = plain.cast(pl.Float64, strict=False)
    # `1e400` is spelled like a number and is none: it overflows to infinity.
    value = pl.when(readable & ~ambiguous & number.is_finite()).then(number)
    code = (
        pl.when(text.is_null() | (text == "") | (value.is_not_null()))
        .then(None)
        .when(ambiguous)
        .then(pl.lit("number_ambiguous"))
        .otherwise(_error_or(text, "not_a_number"))
    )
    return _named(text, value, code)


def parse_insee(column: pl.Expr | str) -> Parsed:
    """Read text as the five characters of a commune's INSEE code.

    Codes: `missing_code`, `commune_unknown`, and `insee_repadded` beside a value: a four-digit code lost its zero in a
    spreadsheet, and the caller keeps the padded one only where the commune's name agrees.

    >>> cells = pl.DataFrame({"code": ["38185", "2a004", "1004", "38185.0", "Gières", None]})
    >>> cells.select(parse_insee("code").value)["code"].to_list()
    ['38185', '2A004', '01004', '38185', None, None]
    >>> cells.select(parse_insee("code").code)["code"].to_list()
    [None, None, 'insee_repadded', None, 'commune_unknown', 'missing_code']
    """
    raw = _stripped(column)
    # A numeric cell may arrive as `38185.0`.
    text = raw.str.to_uppercase().str.replace(_WHOLE_NUMBER_TAIL, "")
    whole, short = text.str.contains(_INSEE), text.str.contains(_SHORT_INSEE)
    value = pl.when(whole).then(text).when(short).then(pl.lit("0") + text)
    code = (
        pl.when(text.is_null() | (text == ""))
        .then(pl.lit("missing_code"))
        .when(whole)
        .then(None)
        .when(short)
        .then(pl.lit("insee_repadded"))
        .otherwise(_error_or(raw, "commune_unknown"))
    )
    return _named(raw, value, code)


def parse_year(column: pl.Expr | str, *, current_year: int) -> Parsed:
    """Read text as a year (Int32) from 1990 to the current year.

    Codes: `period_invalid` (a blank too), `period_out_of_range`.

    >>> cells = pl.DataFrame({"year": ["2019", "2019.0", "1989", "19", "2027"]})
    >>> cells.select(parse_year("year", current_year=2026).value)["year"].to_list()
    [2019, 2019, None, None, None]
    >>> cells.select(parse_year("year", current_year=2026).code)["year"].to_list()
    [None, None, 'period_out_of_range', 'period_invalid', 'period_out_of_range']
    """
    raw = _stripped(column)
    text = raw.str.replace(_WHOLE_NUMBER_TAIL, "")
    year = pl.when(text.str.contains(_YEAR)).then(text).cast(pl.Int32)
    in_range = year.is_between(FIRST_YEAR, current_year)
    code = (
        pl.when(in_range)
        .then(None)
        .when(year.is_not_null())
        .then(pl.lit("period_out_of_range"))
        .otherwise(_error_or(raw, "period_invalid"))
    )
    return _named(raw, pl.when(in_range).then(year), code)


def parse_date(column: pl.Expr | str, *, first_year: int, last_year: int) -> Parsed:
    """Read text as a day (Date): `20200131`, as publishers write it, or `2020-01-31`.

    Codes: `date_invalid` (a blank too), `date_out_of_range` outside the years given.

    >>> cells = pl.DataFrame({"day": ["20200229", "2020-01-31", "20230229", "20200131.0", "18990101", "31/01/2020"]})
    >>> day = parse_date("day", first_year=1950, last_year=2026)
    >>> cells.select(day.value)["day"].cast(pl.String).to_list()
    ['2020-02-29', '2020-01-31', None, '2020-01-31', None, None]
    >>> cells.select(day.code)["day"].to_list()
    [None, None, 'date_invalid', None, 'date_out_of_range', 'date_invalid']
    """
    raw = _stripped(column)
    text = raw.str.replace(_WHOLE_NUMBER_TAIL, "")
    compact = pl.when(text.str.contains(_DATE)).then(text.str.replace_all("-", "", literal=True))
    day = compact.str.to_date("%Y%m%d", strict=False)
    in_range = day.dt.year().is_between(first_year, last_year)
    code = (
        pl.when(in_range)
        .then(None)
        .when(day.is_not_null())
        .then(pl.lit("date_out_of_range"))
        .otherwise(_error_or(raw, "date_invalid"))
    )
    return _named(raw, pl.when(in_range).then(day), code)


def fold(text: str) -> str:
    """Spell a header or a label without case, accents or spaces, so that two spellings of it compare equal.

    >>> fold("  Code INSEE (commune) ")
    'code_insee_commune'
    >>> fold("Énergie livrée, m³ — Cœur")
    'energie_livree_m3_coeur'
    """
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if unicodedata.category(mark)[0] != "M")
    lower = bare.lower()
    for ligature, letters in _LIGATURES.items():
        lower = lower.replace(ligature, letters)
    return re.sub(r"[^a-z0-9]+", "_", lower).strip("_")


def fold_expr(column: pl.Expr | str) -> pl.Expr:
    """Do for a column what `fold` does for one text; null stays null."""
    text = pl.col(column) if isinstance(column, str) else column
    lower = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    for ligature, letters in _LIGATURES.items():
        lower = lower.str.replace_all(ligature, letters, literal=True)
    return lower.str.replace_all(r"[^a-z0-9]+", "_").str.strip_chars("_")


def _stripped(column: pl.Expr | str) -> pl.Expr:
    text = pl.col(column) if isinstance(column, str) else column
    return text.str.strip_chars()


def _error_or(text: pl.Expr, code: str) -> pl.Expr:
    return (
        pl.when(text.str.contains(_ERROR_CELL))
        .then(pl.lit("cell_error"))
        .when(text.str.contains(_FORMULA))
        .then(pl.lit("formula_not_calculated"))
        .otherwise(pl.lit(code))
    )


def _named(text: pl.Expr, value: pl.Expr, code: pl.Expr) -> Parsed:
    # `when` takes its name from the first `then`, which may be a literal: give both the name of the column they read.
    name = text.meta.output_name()
    return Parsed(value=value.alias(name), code=code.cast(pl.String).alias(name))
