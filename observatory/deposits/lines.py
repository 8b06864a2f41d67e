"""A file's tables once their layout is understood: one row per value, still text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from observatory.errors import Finding
from observatory.grammar import DecimalMark

if TYPE_CHECKING:
    from observatory.deposits.layouts.mapping import DepositMapping


@dataclass(frozen=True)
class Lines:
    """How a file's tables were understood: one row per value that may become a reading, still text.

    `frame`: sheet (String, null for text files), row (UInt32, the spreadsheet's own), column (String: the header under
    which the quantity stands, as the file spells it), then every one of FIELDS as text, null where the layout has none.
    `headers` gives for each field the header as the file spells it. `mapping` is how the file was read, None of the
    plain template. `findings` are lines that fit nothing and the warnings of the guard and of the readers.
    """

    layout: str
    mapping: "DepositMapping | None"
    frame: pl.DataFrame
    headers: Mapping[str, str]
    decimal: DecimalMark
    findings: tuple[Finding, ...]
    rows_seen: int
