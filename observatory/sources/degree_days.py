"""Monthly degree-days of a station: its months in the place of carriers, and no figure of a year that is not whole.

A file that stops within a year is padded with 0 up to December, and a 0 in summer is real. So a year counts where the
period of the file, from its first to its last day, holds all of it. Where the file does not tell its period, its newest
year is incomplete if its December is 0, and its oldest if its January is: both are heated everywhere in France proper.
"""

import polars as pl

from observatory.grammar import fold_expr, parse_date, parse_number, parse_year
from observatory.schemas.degree_days import METHODS
from observatory.sources.contract import Context, Reader, Source
from observatory.sources.distinct import as_texts
from observatory.sources.rules import broken

SPELLED = {"professionnels_de_l_energie": "costic", "professionnel_de_l_energie": "costic"} | {
    method: method for method in METHODS
}
INCOMPLETE = "year_incomplete"
BASES_C = (5.0, 30.0)
MONTHS = 12
FIRST_YEAR = 1850
ROUNDING = 1.0  # between a total and the sum of its twelve months, each rounded to a tenth
SERIES = ("source", "station", "base", "method")
TOLD = ("station", "base", "method", "usage", "year", "month", "total")


def parse(text: pl.DataFrame, source: Source, context: Context) -> pl.DataFrame:
    """Months of one station, base and method; null in a year that the file does not hold whole. Grain: row × month."""
    amount, total = (parse_number(name, decimal=source.decimal) for name in ("degree_days", "total"))
    year = parse_year("year", current_year=context.current_year)
    read = as_texts(text).with_columns(
        **{f"{name}_text": pl.col(name) for name in (*TOLD, "degree_days")},
        **_series(),
        **_month(),
        year=year.value,
        year_code=year.code,
        degree_days=amount.value,
        amount_code=amount.code,
        total=total.value,
    )
    whole = _whole(read, context)
    named = broken(whole, source.fact.observation, on=("row", "month"))
    lacking = pl.when("whole").then(_missing("degree_days_text"))
    return named.with_columns(
        year_code=pl.coalesce("year_code", pl.when(~pl.col("whole")).then(pl.lit(INCOMPLETE))),
        degree_days_code=pl.coalesce("amount_code", lacking, "rule"),
        total_code=_total_code(),
    ).drop("amount_code", "rule")


def _series() -> dict[str, pl.Expr]:
    """What makes a series: a station, a base, a method, and heating."""
    method = fold_expr("method").replace_strict(SPELLED, default=None, return_dtype=pl.String)
    return _base() | {
        "method": method,
        "method_code": pl.when(method.is_null()).then(pl.lit("method_unknown")),
        "station_code": _missing("station"),
        "usage_code": pl.when(~fold_expr("usage").is_in(["", "chauffage"])).then(pl.lit("not_heating")),
    }


def _month() -> dict[str, pl.Expr]:
    month = parse_number("month", decimal=".").value
    known = (month.is_between(1, MONTHS) & (month == month.round())).fill_null(value=False)
    return {
        "month": pl.when(known).then(month).cast(pl.Int32),
        "month_code": pl.when(~known).then(pl.lit("month_invalid")),
    }


def _missing(name: str) -> pl.Expr:
    return pl.when(pl.col(name) == "").then(pl.lit("missing_value"))


def _base() -> dict[str, pl.Expr]:
    """The base and its unit, `18°C` or `17,5`."""
    base = parse_number(pl.col("base").str.replace(r"\s*°\s*[Cc]?\s*$", ""), decimal=None)
    beyond = pl.when(~base.value.is_between(*BASES_C)).then(pl.lit("out_of_range"))
    return {"base": base.value, "base_code": pl.coalesce(base.code, beyond, _missing("base"))}


def _whole(read: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Add `whole`: whether the file holds all of the row's year."""
    # A day may come with its hour, and a workbook saved again as text as `15/06/2021`.
    days = pl.col("since", "until").str.slice(0, 10).str.replace(r"^(\d{2})/(\d{2})/(\d{4})$", "$3-$2-$1")
    dated = read.with_columns(days)
    since, until = (
        parse_date(one, first_year=FIRST_YEAR, last_year=context.current_year).value for one in ("since", "until")
    )
    first, last = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), MONTHS, 31)
    inside = (since <= first) & (until >= last)
    return dated.with_columns(whole=pl.coalesce(inside, ~_padded(MONTHS, "max") & ~_padded(1, "min")))


def _padded(month: int, end: str) -> pl.Expr:
    """Whether the year is the file's newest (or oldest) and this month of it is 0, where a file tells no period."""
    edge = pl.col("year").max() if end == "max" else pl.col("year").min()
    nothing = ((pl.col("month") == month) & (pl.col("degree_days") == 0)).any().over("row")
    return (pl.col("year") == edge.over(SERIES)) & nothing


def _total_code() -> pl.Expr:
    """The year's total, where the file has one, is the sum of its months."""
    apart = (pl.col("degree_days").sum().over("row") - pl.col("total")).abs()
    return pl.when(pl.col("whole") & (apart > ROUNDING)).then(pl.lit("total_differs"))


def facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """The months of the rows kept, in the years that are whole."""
    table = source.fact.table
    kept = frame.filter(~pl.col("rejected"), pl.col("whole")).sort(source.fact.grain)
    named = kept.with_columns(reckoning=pl.format("{} {}", "base", "method"))
    return table.validate(named.select(table.column_names()), cast=True)


READER = Reader(absent={"usage": "", "since": "", "until": "", "total": ""}, parse=parse, facts=facts)
