"""What the rules find, as one frame; and as findings with the words of the file."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from observatory.deposits.lines import Lines
from observatory.deposits.values import COSTS
from observatory.errors import Finding, Severity

FOUND: Mapping[str, pl.DataType] = {
    "line": pl.UInt32(),
    "sheet": pl.String(),
    "row": pl.UInt32(),
    "field": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "reason": pl.String(),  # which sentence of the code
}
_SHOWN = 200


def found_of(lines: pl.DataFrame, code: str, field: str, *, reason: str | None = None) -> pl.DataFrame:
    """One finding per line whose column `code` says something of a field; `FOUND`. `reason` names a column too."""
    text = f"{field}_text" if f"{field}_text" in lines.columns else field
    return (
        lines.filter(pl.col(code).is_not_null())
        .with_columns(
            field=pl.lit(field),
            value=text,
            code=pl.col(code),
            reason=pl.col(reason) if reason else pl.lit(None, dtype=pl.String),
        )
        .select(pl.col(name).cast(kind) for name, kind in FOUND.items())
    )


def as_findings(
    found: pl.DataFrame,
    lines: Lines,
    *,
    warning_codes: frozenset[str],
    explained: Callable[[str, str | None, str | None], Mapping[str, Any]],
) -> tuple[Finding, ...]:
    """Name each field by its header in the file, and say what the sentence needs to know.

    `explained` takes a code, the text of the cell and the commune's name on that line.
    """
    told = lines.frame.with_row_index("line").select("line", "column", "commune", "code_insee")
    rows = found.join(told, on="line", how="left", maintain_order="left").iter_rows(named=True)
    return tuple(_finding(row, lines, warning_codes, explained) for row in rows)


def _header(field: str, column: str, lines: Lines) -> str:
    """The header of a field; where each month has its own, that of the line's month."""
    beside = lines.mapping.header_beside(column, field) if lines.mapping is not None and field in COSTS else None
    return beside or lines.headers.get(field, field)


def _finding(
    row: Mapping[str, Any],
    lines: Lines,
    warning_codes: frozenset[str],
    explained: Callable[[str, str | None, str | None], Mapping[str, Any]],
) -> Finding:
    code, field = row["code"], row["field"]
    header = row["column"] if field == "consommation" else _header(field, row["column"], lines)
    params = dict(explained(code, row["code_insee"], row["commune"]))
    params |= {name: row[name] for name in ("sheet", "reason") if row[name] is not None}
    return Finding(
        code=code,
        row=row["row"],
        column=header,
        value=None if row["value"] is None else row["value"][:_SHOWN],
        severity=Severity.WARNING if code in warning_codes else Severity.ERROR,
        params=params,
    )
