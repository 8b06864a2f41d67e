"""The lines of one sheet: every value on a line of its own, with all that is said of it."""

from collections.abc import Mapping, Sequence

import polars as pl

from observatory.deposits.fields import FIELDS
from observatory.deposits.layouts.cells_like import bracketed, unbracketed
from observatory.deposits.layouts.fit import Fit
from observatory.deposits.layouts.mapping import MONTH, VALUES, YEAR, said_beside
from observatory.deposits.layouts.periods import period_text
from observatory.deposits.layouts.template import LINE_SCHEMA
from observatory.errors import FileRejected
from observatory.grammar import fold_expr
from observatory.vocabulary import FLUIDS, spellings

MOST_VALUES = 2_000_000  # 50,000 rows of forty months: some 600 MB of lines
SECTION = "section"  # the column of the lone text above a line
_MEASURES = ("consommation", "cout_ht", "cout_ttc")
_DATES = ("date_debut", "date_fin")
_KEYS = (*(name for name in FIELDS if name not in VALUES), YEAR, MONTH)
_MONTH_FIRST = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"


def lines_of(body: pl.DataFrame, fit: Fit, said: Mapping[str, str]) -> pl.DataFrame:
    """The lines of a sheet, in its order; `said` holds for all of them where nothing nearer says otherwise.

    Grain and columns: those of `Lines.frame`. Columns of one period, fluid and site make one line.
    Raises FileRejected `sheet_too_large` where it holds more values than a deposit may.
    """
    keyed = _keyed(body, fit)
    _refuse_too_many(body, fit)
    blocks: dict[object, list[int]] = {}
    for at, column in enumerate(fit.columns):
        if column.meaning in VALUES:
            blocks.setdefault(said_beside(column.given), []).append(at)
    lines = [line for places in blocks.values() if (line := _block(keyed.lazy(), fit, places, said)) is not None]
    if not lines:
        return pl.DataFrame(schema=dict(LINE_SCHEMA))
    return pl.concat(pl.collect_all(lines)).sort("row", maintain_order=True)


def _refuse_too_many(body: pl.DataFrame, fit: Fit) -> None:
    """Many filled columns of many rows are more lines than the rows that the guard counted."""
    measures = [f"c{at}" for at, column in enumerate(fit.columns) if column.meaning in VALUES]
    values = body.height * len(measures) - sum(body[name].null_count() for name in measures)
    if values > MOST_VALUES:
        raise FileRejected("sheet_too_large", rows=values, max_rows=MOST_VALUES, reason="values")


def _keyed(body: pl.DataFrame, fit: Fit) -> pl.DataFrame:
    """What the cells of each line, and the lone text above it, say of every field; what they count stays beside."""
    texts = {name: _text(name, fit) for name in _KEYS}
    texts = {name: _day_first(text, fit) if name in {*_DATES, "periode"} else text for name, text in texts.items()}
    keyed = body.with_columns(**texts)
    stated = pl.coalesce("unite", bracketed(pl.col("fluide")))
    return keyed.with_columns(unite=stated, fluide=unbracketed(pl.col("fluide")))


def _text(name: str, fit: Fit) -> pl.Expr:
    texts = [_cell(at, name, fit) for at, column in enumerate(fit.columns) if column.meaning == name]
    texts += [pl.col(SECTION)] if fit.reading.sections == name else []
    return pl.coalesce(texts) if texts else pl.lit(None, dtype=pl.String)


def _cell(at: int, name: str, fit: Fit) -> pl.Expr:
    """A cell without its blanks; where a column numbers quarters, `1` is `T1`."""
    text = pl.col(f"c{at}").str.strip_chars()
    part = fit.columns[at].given.get(MONTH, "") if name == MONTH else ""
    is_part = text.str.contains("^[1-4]$") & pl.lit(bool(part))
    filled = pl.when(text != "").then(pl.when(is_part).then(pl.lit(part) + text).otherwise(text))
    return filled.forward_fill() if name in fit.reading.fill_down else filled


def _block(keyed: pl.LazyFrame, fit: Fit, places: Sequence[int], said: Mapping[str, str]) -> pl.LazyFrame | None:
    """The lines of the columns that speak of the same period, fluid and site; without those that measure nothing."""
    columns = {fit.columns[at].meaning: at for at in places}
    given = dict(said) | {name: text for at in places for name, text in fit.columns[at].given.items()}
    cells = {name: pl.col(f"c{at}") for name, at in columns.items()}
    measured = [cells[name].str.strip_chars() != "" for name in _MEASURES if name in cells]
    if not measured:
        return None
    header = next(fit.columns[columns[name]].header for name in _MEASURES if name in columns)
    texts = {name: pl.coalesce(name, pl.lit(given[name])) if name in given else pl.col(name) for name in _KEYS}
    texts |= cells
    texts["unite"] = _unit(texts, fit) if "consommation" in cells else pl.col("unite")
    texts["periode"] = _period(texts, fit)
    blank = pl.lit(None, dtype=pl.String)
    return keyed.filter(pl.any_horizontal(measured)).select(
        pl.lit(fit.cells.sheet, dtype=pl.String).alias("sheet"),
        "row",
        pl.lit(header).alias("column"),
        *(texts.get(name, blank).alias(name) for name in FIELDS),
    )


def _unit(texts: Mapping[str, pl.Expr], fit: Fit) -> pl.Expr:
    """A unit that nothing else says is that of its fluid."""
    known = fit.reading.units
    words = {word: known[code] for word, code in spellings(FLUIDS).items() if code in known}
    if not words:
        return texts["unite"]
    of_fluid = fold_expr(texts["fluide"]).replace_strict(words, default=None, return_dtype=pl.String)
    return pl.coalesce(texts["unite"], of_fluid)


def _period(texts: Mapping[str, pl.Expr], fit: Fit) -> pl.Expr:
    """The period in its own column, or made of a year and a month; none where dates say it."""
    meanings = {column.meaning for column in fit.columns}
    if meanings & {"periode", *_DATES}:
        return texts["periode"]
    return period_text(texts[YEAR], texts[MONTH])


def _day_first(text: pl.Expr, fit: Fit) -> pl.Expr:
    """Dates that are written month first, as days that have one reading."""
    if fit.reading.dates != "mdy":
        return text
    day = text.str.to_date("%m/%d/%Y", strict=False).dt.to_string("%Y-%m-%d")
    return pl.when(text.str.contains(_MONTH_FIRST)).then(pl.coalesce(day, text)).otherwise(text)
