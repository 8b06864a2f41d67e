"""How a commune's own spreadsheet, kept for years, is understood: its template, or any layout that says enough.

`guess` proposes how a file is read, with the reason of each column and what only its sender can tell; `understand`
reads it, by a mapping exactly, or by the guess where that leaves no doubt.
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from observatory.deposits.layouts.fit import fits
from observatory.deposits.layouts.guess import Guess, guess, signature
from observatory.deposits.layouts.mapping import YEAR, ColumnReading, DepositMapping, TableReading
from observatory.deposits.layouts.needs import Need, needs
from observatory.deposits.layouts.reading import read_mapped
from observatory.deposits.layouts.tables import HeaderAt, widest
from observatory.deposits.layouts.template import read_template, refuse
from observatory.deposits.lines import Lines
from observatory.errors import FileRejected, Finding, Severity
from observatory.workbook.cells import Cells
from observatory.workbook.choice import recognised_table

__all__ = [
    "ColumnReading",
    "DepositMapping",
    "Guess",
    "HeaderAt",
    "Need",
    "TableReading",
    "guess",
    "is_template",
    "needs",
    "places",
    "preview",
    "signature",
    "understand",
]
PREVIEWED = 20
_LOOKED_AT = 400  # lines of each sheet, for a preview


def understand(tables: Sequence[Cells], *, mapping: DepositMapping | None = None) -> Lines:
    """Bring a file's tables to the template's columns: by a mapping exactly, as the template, or as they seem to be.

    Raises FileRejected `missing_column` with what is `missing` and what was `found`, `duplicate_header`,
    `choose_sheet`, `unrecognised`.
    """
    if mapping is not None:
        return read_mapped(tables, mapping)
    return read_template(tables) or _free(tables)


def preview(tables: Sequence[Cells], mapping: DepositMapping, *, rows: int = PREVIEWED) -> pl.DataFrame:
    """The first lines that a mapping gives. Grain and columns: those of `Lines.frame`."""
    heads = [replace(cells, frame=cells.frame.head(_LOOKED_AT)) for cells in tables]
    return read_mapped(heads, mapping).frame.head(rows)


def places(tables: Sequence[Cells], mapping: DepositMapping) -> dict[tuple[str | None, str], int]:
    """Where each column stands, 0 = A, by its sheet and its header as findings name it, over however many lines.

    Raises FileRejected `missing_column` as `understand` does.
    """
    return {(fit.cells.sheet, label): at for fit in fits(tables, mapping) for at, label in enumerate(fit.head.labels)}


def is_template(tables: Sequence[Cells]) -> bool:
    """Whether a file is the template, of which nothing is to be told. Raises FileRejected as `read_template` does."""
    return read_template(tables) is not None


def _free(tables: Sequence[Cells]) -> Lines:
    """Read a layout of the commune's own, where nothing of it is left to ask."""
    _refuse_published(tables)
    try:
        found = guess(tables)
    except FileRejected as refusal:
        raise refuse(tables) from refusal
    if found.blocking:
        raise _doubt(found, tables)
    lines = read_mapped(tables, found.mapping)
    return replace(lines, findings=(*lines.findings, *_left_out(found)))


def _refuse_published(tables: Sequence[Cells]) -> None:
    """Figures of a whole territory are no bills of a commune, whatever their columns say."""
    try:
        _, recognition = recognised_table(tables)
    except FileRejected:
        return
    raise FileRejected("unrecognised", reason="published", sources=[recognition.source.key])


def _doubt(found: Guess, tables: Sequence[Cells]) -> FileRejected:
    """Why a layout cannot be read without asking."""
    first = found.blocking[0]
    if first.field == "sheets":
        return FileRejected("choose_sheet", sheets=first.choices)
    if first.field == "repeated":
        return FileRejected("duplicate_header", columns=list(first.choices))
    as_template = refuse(tables)
    if as_template.code == "missing_column":
        return as_template
    names = {YEAR: "periode", "cout": "cout_ht ou cout_ttc"}
    missing = list(dict.fromkeys(names.get(need.field, need.field) for need in found.blocking))
    head = widest(found.groups[max(first.table, 0)]).head
    labels = [label for label in head.labels if not label.startswith("column_")]
    return FileRejected("missing_column", missing=missing, found=labels, row=head.last)


def _left_out(found: Guess) -> list[Finding]:
    """The columns of measures that could mean two things, or several lines, and the sheets that were not read."""
    said = [(need.of, "tax") for need in found.needs if need.field == "cout"]
    for at in range(len(found.groups)):
        columns = [one for one in found.columns(at) if one.params.get("meaning", "").startswith("cout")]
        said += [(one.label, one.why) for one in columns]
    return [
        Finding(
            "column_left_out", column=column, severity=Severity.WARNING, params={"reason": reason, "column": column}
        )
        for column, reason in dict.fromkeys(said)
    ]
