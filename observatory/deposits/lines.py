"""How the tables of a file were understood, before anything of it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from observatory.deposits.fields import FIELDS
from observatory.errors import Finding
from observatory.grammar import DecimalMark

LINE_SCHEMA: Mapping[str, pl.DataType] = {
    "sheet": pl.String(),
    "row": pl.UInt32(),
    "column": pl.String(),
    **{name: pl.String() for name in FIELDS},
}


@dataclass(frozen=True)
class Lines:
    """One row per value that may become a reading, still text.

    `frame` has `LINE_SCHEMA`: sheet (null for a text file), row (the spreadsheet's own), column (the header under which
    the quantity stands, as the file spells it), then `FIELDS` as text, null where the layout has none. `headers` says
    how the file spells each field. `mapping` is how it was read where that can be edited (None of the template).
    `decimal` is the mark that the sender declared, None where nobody did. `findings` are those of the records that fit
    nothing, and the warnings of the guard and of the readers. `rows_seen` counts the rows below the header.
    """

    layout: str
    mapping: object | None
    frame: pl.DataFrame
    headers: Mapping[str, str]
    decimal: DecimalMark
    findings: tuple[Finding, ...]
    rows_seen: int
