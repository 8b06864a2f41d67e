"""A mapping applied to a file: sheet by sheet, what is a line of it, what is none, and what holds for all of them."""

from collections.abc import Sequence

import polars as pl

from observatory.deposits.fields import FIELDS
from observatory.deposits.layouts.aliases import TOTALS
from observatory.deposits.layouts.around import sheet_says, titles_say
from observatory.deposits.layouts.blocks import SECTION, lines_of
from observatory.deposits.layouts.fit import Fit, fits
from observatory.deposits.layouts.mapping import MONTH, VALUES, YEAR, ColumnReading, DepositMapping
from observatory.deposits.layouts.sections import alone, is_total
from observatory.deposits.lines import Lines
from observatory.errors import Finding, Severity
from observatory.grammar import fold
from observatory.workbook.cells import Cells


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
    kept = below.filter(~pl.col("row").is_in(list(fit.reading.skip_rows)))
    body = kept.filter(~_is_header(fit))
    totals = body.filter(_is_total_line(fit))
    findings += [_total(fit, row, text) for row, text in totals.select("row", _label(fit)).iter_rows()]
    first = _lone_above(fit) if body.height < kept.height else None
    body = _with_sections(body, fit, first=first).filter(~pl.col("row").is_in(totals["row"].implode()))
    return lines_of(body, fit, _said(fit, mapping)), findings, below.height + len(ragged)


def _said(fit: Fit, mapping: DepositMapping) -> dict[str, str]:
    """What holds for the whole sheet, from the surest: said of the sheet, by its name, by its titles, of all."""
    sheet, titles = sheet_says(fit.cells.sheet), titles_say(fit.head.above(fit.cells))
    named = {name: sheet[name] for name in fit.reading.sheet_says if name in sheet}
    titled = {name: titles[name] for name in fit.reading.title_says if name in titles}
    return {**fit.reading.given, **titled, **named, **mapping.by_sheet.get(fit.cells.sheet or "", {})}


def _with_sections(body: pl.DataFrame, fit: Fit, *, first: str | None) -> pl.DataFrame:
    """Each line with the lone text above it, and those texts taken away, where the reading says that they are one."""
    if not fit.reading.sections:
        return body
    values = [at for at, column in enumerate(fit.columns) if column.meaning in VALUES]
    lone = alone(body, max(min(values, default=1) - 1, 0)).rename({"text": SECTION})
    joined = body.join(lone, on="row", how="left", maintain_order="left")
    told = joined.with_columns(pl.col(SECTION).forward_fill().fill_null(pl.lit(first, dtype=pl.String)))
    return told.filter(~pl.col("row").is_in(lone["row"].implode()))


def _is_header(fit: Fit) -> pl.Expr:
    """Whether a line is the header once more, as on each page or over each part of a table."""
    names = [(f"c{at}", text) for at, text in enumerate(fit.head.labels) if fit.columns[at].meaning]
    if fit.head.lines > 1 or not names:
        return pl.lit(value=False)
    again = [(pl.col(name).str.strip_chars() == text).fill_null(value=False) for name, text in names]
    return pl.all_horizontal(again)


def _lone_above(fit: Fit) -> str | None:
    """The text that stands alone just above the header: the name of the first part of a table that has several."""
    above = fit.head.above(fit.cells)
    return above[-1][0] if above and len(above[-1]) == 1 else None


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
    values = [pl.col(f"c{at}").is_not_null() for at, column in enumerate(fit.columns) if column.meaning in VALUES]
    if not labels or not values:
        return pl.lit(value=False)
    return pl.any_horizontal([is_total(pl.col(name)) for name in labels]) & pl.any_horizontal(values)


def _label(fit: Fit) -> pl.Expr:
    labels = [pl.when(is_total(pl.col(name))).then(pl.col(name)).otherwise(None) for name in _labels(fit)]
    return pl.coalesce([*labels, pl.lit(None, dtype=pl.String)]).alias("label")


def _total(fit: Fit, row: int, text: str | None) -> Finding:
    return Finding("total_ignored", row=row, value=text, severity=Severity.WARNING, params=_on(fit))


def _total_columns(fit: Fit) -> list[Finding]:
    """The columns of totals that are not read."""
    found = [column.header for column in fit.columns if not column.meaning and _is_total(column)]
    return [
        Finding(
            "total_ignored",
            column=text,
            severity=Severity.WARNING,
            params={"reason": "column", "column": text} | _on(fit),
        )
        for text in found
    ]


def _is_total(column: ColumnReading) -> bool:
    return any(word in TOTALS for word in fold(column.header).split("_"))


def _on(fit: Fit) -> dict[str, str]:
    return {"sheet": fit.cells.sheet} if fit.cells.sheet else {}
