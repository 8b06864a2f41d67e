"""A mapping applied to a file: every value on a line of its own, with all that is said of it."""

from collections.abc import Mapping, Sequence

import polars as pl

from observatory.deposits.fields import FIELDS
from observatory.deposits.layouts.aliases import TOTALS
from observatory.deposits.layouts.around import sheet_says, titles_say
from observatory.deposits.layouts.columns import block_of
from observatory.deposits.layouts.fit import Fit, fits
from observatory.deposits.layouts.mapping import MONTH, VALUES, YEAR, ColumnReading, DepositMapping
from observatory.deposits.layouts.periods import period_text
from observatory.deposits.layouts.sections import alone, is_total
from observatory.deposits.layouts.template import LINE_SCHEMA
from observatory.deposits.lines import Lines
from observatory.errors import Finding, Severity
from observatory.grammar import fold, fold_expr
from observatory.vocabulary import FLUIDS, spellings
from observatory.workbook.cells import Cells

_SECTION = "section"
_MEASURES = ("consommation", "cout_ht", "cout_ttc")
_KEYS = (*(name for name in FIELDS if name not in {*VALUES, "periode"}), YEAR, MONTH)
_DATES = ("date_debut", "date_fin")
_US_DATE = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"


def read_mapped(tables: Sequence[Cells], mapping: DepositMapping) -> Lines:
    """Read a file exactly as a mapping says. Raises FileRejected `missing_column` as `fits` does."""
    found = fits(tables, mapping)
    parts = [_read(fit, mapping) for fit in found]
    headers: dict[str, str] = {}
    for fit in found:
        for column in fit.columns:
            if column.meaning:
                headers.setdefault(column.meaning, column.header)
    if YEAR in headers or MONTH in headers:
        headers.setdefault("periode", headers.get(MONTH) or headers[YEAR])
    return Lines(
        layout=mapping.layout,
        mapping=mapping,
        frame=pl.concat([frame for frame, _, _ in parts]),
        headers={name: header for name, header in headers.items() if name in FIELDS},
        decimal=found[0].cells.decimal_mark(mapping.decimal or None),
        findings=tuple(one for _, findings, _ in parts for one in findings),
        rows_seen=sum(seen for _, _, seen in parts),
    )


def _read(fit: Fit, mapping: DepositMapping) -> tuple[pl.DataFrame, list[Finding], int]:
    """The lines of one sheet, what is said of those that are none, and how many rows it has."""
    below = fit.head.body(fit.cells)
    ragged = [one for one in fit.cells.findings if one.row is None or one.row > fit.head.last]
    findings = [*fit.cells.warnings, *ragged, *_total_columns(fit)]
    body = _without_headers(below.filter(~pl.col("row").is_in(list(fit.reading.skip_rows))), fit)
    totals = body.filter(_is_total_line(fit))
    findings += [_total(fit, row, text) for row, text in totals.select("row", _label(fit)).iter_rows()]
    body = _with_sections(body, fit).filter(~pl.col("row").is_in(totals["row"].implode()))
    said = _said(fit, mapping)
    blocks: dict[object, list[int]] = {}
    for at, column in enumerate(fit.columns):
        if column.meaning in VALUES:
            blocks.setdefault(block_of(column.given), []).append(at)
    lines = [_block(body, fit, places, said) for places in blocks.values()]
    frame = pl.concat(lines).sort("row", maintain_order=True) if lines else pl.DataFrame(schema=dict(LINE_SCHEMA))
    return frame, findings, below.height + len(ragged)


def _block(body: pl.DataFrame, fit: Fit, places: Sequence[int], said: Mapping[str, str]) -> pl.DataFrame:
    """The lines of the columns that speak of the same period, fluid and site; without those that measure nothing."""
    columns = {fit.columns[at].meaning: at for at in places}
    given = {name: text for at in places for name, text in fit.columns[at].given.items()}
    cells = {name: pl.col(f"c{at}") for name, at in columns.items()}
    measured = [cells[name].str.strip_chars() != "" for name in _MEASURES if name in cells]
    if not measured:
        return pl.DataFrame(schema=dict(LINE_SCHEMA))
    first = next(name for name in _MEASURES if name in columns)
    texts = {name: _text(name, fit, given, said) for name in _KEYS} | cells
    texts["unite"] = _unit(texts["unite"], texts["fluide"], fit) if "consommation" in cells else texts["unite"]
    texts["periode"] = _period(texts, fit)
    told = {name: texts.get(name, pl.lit(None)).cast(pl.String).alias(name) for name in FIELDS}
    return body.filter(pl.any_horizontal(measured)).select(
        pl.lit(fit.cells.sheet, dtype=pl.String).alias("sheet"),
        "row",
        pl.lit(fit.columns[columns[first]].header).alias("column"),
        *(_dated(told[name], fit) if name in {*_DATES, "periode"} else told[name] for name in FIELDS),
    )


def _text(name: str, fit: Fit, given: Mapping[str, str], said: Mapping[str, str]) -> pl.Expr:
    """What a line says of a field: its own cell, then its section, its header, and what stands around the table."""
    texts = [_cell(at, name, fit) for at, column in enumerate(fit.columns) if column.meaning == name]
    if fit.reading.sections == name:
        texts.append(pl.col(_SECTION))
    texts += [pl.lit(text) for text in (given.get(name), said.get(name)) if text]
    return pl.coalesce(texts) if texts else pl.lit(None, dtype=pl.String)


def _cell(at: int, name: str, fit: Fit) -> pl.Expr:
    text = pl.col(f"c{at}").str.strip_chars()
    filled = pl.when(text != "").then(text)
    return filled.forward_fill() if name in fit.reading.fill_down else filled


def _unit(unit: pl.Expr, fluid: pl.Expr, fit: Fit) -> pl.Expr:
    """A unit that nothing else says is that of its fluid."""
    if not fit.reading.units:
        return unit
    words = {word: fit.reading.units[code] for word, code in spellings(FLUIDS).items() if code in fit.reading.units}
    return pl.coalesce(unit, fold_expr(fluid).replace_strict(words, default=None, return_dtype=pl.String))


def _period(texts: Mapping[str, pl.Expr], fit: Fit) -> pl.Expr:
    """The period in its own column, or made of a year and a month; none where two dates say it."""
    own = [_cell(at, "periode", fit) for at, column in enumerate(fit.columns) if column.meaning == "periode"]
    if own or any(column.meaning in _DATES for column in fit.columns):
        return own[0] if own else pl.lit(None, dtype=pl.String)
    return period_text(texts[YEAR], texts[MONTH])


def _dated(text: pl.Expr, fit: Fit) -> pl.Expr:
    """Dates that are written month first, as days that have one reading."""
    if fit.reading.dates != "mdy":
        return text
    day = text.str.to_date("%m/%d/%Y", strict=False).dt.to_string("%Y-%m-%d")
    return pl.when(text.str.contains(_US_DATE)).then(pl.coalesce(day, text)).otherwise(text)


def _said(fit: Fit, mapping: DepositMapping) -> dict[str, str]:
    """What holds for the whole sheet, from the surest: said of the sheet, by its name, by its titles, of all."""
    sheet, titles = sheet_says(fit.cells.sheet), titles_say(fit.head.above(fit.cells))
    named = {name: sheet[name] for name in fit.reading.sheet_says if name in sheet}
    titled = {name: titles[name] for name in fit.reading.title_says if name in titles}
    return {**fit.reading.given, **titled, **named, **mapping.by_sheet.get(fit.cells.sheet or "", {})}


def _with_sections(body: pl.DataFrame, fit: Fit) -> pl.DataFrame:
    """Each line with the lone text above it, and those texts taken away, where the reading says that they are one."""
    if not fit.reading.sections:
        return body
    values = [at for at, column in enumerate(fit.columns) if column.meaning in VALUES]
    lone = alone(body, max(min(values, default=1) - 1, 0)).rename({"text": _SECTION})
    joined = body.join(lone, on="row", how="left", maintain_order="left")
    return joined.with_columns(pl.col(_SECTION).forward_fill()).filter(~pl.col("row").is_in(lone["row"].implode()))


def _without_headers(body: pl.DataFrame, fit: Fit) -> pl.DataFrame:
    """Lines other than the header printed again on each page."""
    names = [
        (f"c{at}", text) for at, text in enumerate(fit.head.labels) if " / " not in text and fit.columns[at].meaning
    ]
    if fit.head.lines > 1 or not names:
        return body
    again = [(pl.col(name).str.strip_chars() == text).fill_null(value=False) for name, text in names]
    return body.filter(~pl.all_horizontal(again))


def _labels(fit: Fit) -> list[str]:
    """The columns in which a line may be labelled: those of keys, and those before the first measure."""
    first = min((at for at, column in enumerate(fit.columns) if column.meaning in VALUES), default=0)
    spoken = {"site", "compteur", "commune", "fluide", "periode", MONTH, YEAR}
    return [
        f"c{at}"
        for at, column in enumerate(fit.columns)
        if column.meaning in spoken or (at < first and not column.meaning)
    ]


def _is_total_line(fit: Fit) -> pl.Expr:
    labels = _labels(fit)
    return pl.any_horizontal([is_total(pl.col(name)) for name in labels]) if labels else pl.lit(value=False)


def _label(fit: Fit) -> pl.Expr:
    return pl.coalesce([pl.when(is_total(pl.col(name))).then(pl.col(name)) for name in _labels(fit)] or [pl.lit(None)])


def _total(fit: Fit, row: int, text: str | None) -> Finding:
    return Finding("total_ignored", row=row, value=text, severity=Severity.WARNING, params=_on(fit))


def _total_columns(fit: Fit) -> list[Finding]:
    """The columns of totals that are not read."""
    found = [column.header for column in fit.columns if not column.meaning and _is_total(column)]
    return [Finding("total_ignored", column=text, severity=Severity.WARNING, params=_on(fit)) for text in found]


def _is_total(column: ColumnReading) -> bool:
    return any(word in TOTALS for word in fold(column.header).split("_"))


def _on(fit: Fit) -> dict[str, str]:
    return {"sheet": fit.cells.sheet} if fit.cells.sheet else {}
