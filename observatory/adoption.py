"""Targets in: from a file of targets to the store, all lines or none, each change with its author and its reason."""

from collections.abc import Mapping, Sequence

import polars as pl

from observatory.errors import FileRejected, QuestionRefused
from observatory.grammar import fold
from observatory.indicators import indicator
from observatory.targets import kind
from observatory.targets.contract import Target
from observatory.targets.spelling import read_target
from observatory.territory import parse_territory
from observatory.workbook.cells import Cells, find_header, read_tables, with_header
from observatory.workbook.limits import ADVISER

REQUIRED = ("territory", "scope", "indicator", "milestones")
OPTIONAL = (
    "carriers", "sectors", "gas", "kind", "baseline", "baseline_value", "baseline_source", "instead_of", "path",
    "origin", "deliberated", "text",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)


def declared(fields: Mapping[str, str]) -> Target:
    """A target from texts; its territory, indicator and kind are known. Raises QuestionRefused where one is not."""
    target = read_target(fields)
    parse_territory(target.territory)
    kind(target.kind)
    asked = indicator(target.indicator)
    for dimension, codes in (("carrier", target.carriers), ("sector", target.sectors)):
        if codes and dimension not in asked.dimensions:
            raise QuestionRefused("dimension_unknown", dimension=dimension, known=sorted(asked.dimensions))
    return target


def read_file(content: bytes, name: str) -> tuple[Target, ...]:
    """The targets of a spreadsheet or a CSV, one a line.

    Raises FileRejected where the file cannot be read or a column is missing (`target_column_missing`), and
    QuestionRefused `target_line_unreadable` on the first line that is no target.
    """
    tables = read_tables(content, name, limits=ADVISER)
    cells, header = _with_columns(tables)
    frame = with_header(cells, header)
    named = {column: fold(column) for column in frame.columns}
    known = frame.rename({column: text for column, text in named.items() if text in COLUMNS})
    return tuple(_line(line) for line in known.select("row", *(c for c in COLUMNS if c in known.columns)).to_dicts())


def _with_columns(tables: Sequence[Cells]) -> tuple[Cells, int]:
    for cells in tables:
        header = find_header(cells, REQUIRED)
        if header is not None:
            return cells, header
    first = tables[0].frame.select(pl.exclude("row")).row(0) if tables[0].frame.height else ()
    found = [text for text in first if text]
    missing = [name for name in REQUIRED if name not in {fold(text) for text in found}]
    raise FileRejected("target_column_missing", missing=missing, found=found)


def _line(line: Mapping[str, str | int | None]) -> Target:
    texts = {name: str(value or "") for name, value in line.items() if name != "row"}
    try:
        return declared(texts)
    except QuestionRefused as refusal:
        raise QuestionRefused("target_line_unreadable", row=line["row"], refusal=refusal) from refusal
