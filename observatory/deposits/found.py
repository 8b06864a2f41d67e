"""What the rules find, as one frame; and as findings with the words of the file."""

from collections.abc import Callable, Collection, Mapping
from sys import intern
from types import MappingProxyType
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
    warning_codes: Collection[str],
    explained: Mapping[str, Callable[[str, str | None, str | None], Mapping[str, Any]]],
) -> tuple[Finding, ...]:
    """Name each field by its header in the file, and say what the sentence needs to know.

    `explained` gives, for the codes that need more, what makes it of the code, the commune's code and its name there.
    """
    severities = {True: Severity.WARNING, False: Severity.ERROR}
    return tuple(
        Finding(
            code=intern(code),
            row=row,
            column=intern(column),
            value=value,
            severity=severities[code in warning_codes],
            params=_params(sheet, reason, explained[code](code, insee, name) if code in explained else _NOTHING),
        )
        for code, row, column, value, sheet, reason, insee, name in _named(found, lines).iter_rows()
    )


def _named(found: pl.DataFrame, lines: Lines) -> pl.DataFrame:
    """Each finding's code, row, header, text, sheet and reason, and the commune's code and name of its line."""
    told = lines.frame.with_row_index("line").select("line", "column", "code_insee", "commune")
    header = pl.col("field").replace(dict(lines.headers))
    for field, beside in _of_the_same_month(lines).items():
        own = pl.col("column").replace_strict(beside, default=header, return_dtype=pl.String)
        header = pl.when(pl.col("field") == field).then(own).otherwise(header)
    return found.join(told, on="line", how="left", maintain_order="left").select(
        "code",
        "row",
        pl.when(pl.col("field") == "consommation").then("column").otherwise(header),
        pl.col("value").str.slice(0, _SHOWN),
        "sheet",
        "reason",
        "code_insee",
        "commune",
    )


def _of_the_same_month(lines: Lines) -> dict[str, dict[str, str]]:
    """The header of each cost by that of the quantity beside it, where every month has both."""
    if lines.mapping is None:
        return {}
    columns = lines.frame["column"].unique().to_list()
    found = {
        field: {name: text for name in columns if (text := lines.mapping.header_beside(name, field)) is not None}
        for field in COSTS
    }
    return {field: headers for field, headers in found.items() if headers}


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _params(sheet: str | None, reason: str | None, more: Mapping[str, Any]) -> Mapping[str, Any]:
    """Hundreds of thousands of findings have none: they share one."""
    told = {name: text for name, text in (("sheet", sheet), ("reason", reason)) if text is not None}
    return {**more, **told} if told or more else _NOTHING
