"""The communes' template: one line per reading, the sixteen names in a header among the first lines."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from observatory.deposits.fields import FIELDS
from observatory.deposits.lines import Lines
from observatory.errors import FileRejected
from observatory.grammar import fold
from observatory.workbook.cells import Cells
from observatory.workbook.choice import HEADER_WITHIN, first_lines

LAYOUT = "template"
LINE_SCHEMA: Mapping[str, pl.DataType] = {
    "sheet": pl.String(),
    "row": pl.UInt32(),
    "column": pl.String(),
    **{name: pl.String() for name in FIELDS},
}
_QUANTITY = ("consommation", "cout_ht", "cout_ttc")
_DATES = ("date_debut", "date_fin")
_BYTE_ORDER_MARK = "\ufeff"
# So many of its names in one line are no accident: what lacks is then worth naming.
_ENOUGH = 4


@dataclass(frozen=True)
class Header:
    """A line that may be the template's header: its number, what each of its cells says, and the names that lack."""

    row: int
    texts: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def known(self) -> int:
        """How many of the template's names it has."""
        return len({fold(text) for text in self.texts} & set(FIELDS))


def read_template(tables: Sequence[Cells]) -> Lines | None:
    """Read the one sheet that is the template; None where no sheet has its header.

    Raises FileRejected `choose_sheet` where several hold something below it, and `duplicate_header`.
    """
    found = [(table, header) for table in tables if (header := _best(table)) is not None and not header.missing]
    filled = [(table, header) for table, header in found if table.frame["row"].max() != header.row]
    if len(filled) > 1:
        raise FileRejected("choose_sheet", sheets=tuple(table.sheet for table, _ in filled))
    chosen = (filled or found)[:1]
    return _lines(*chosen[0]) if chosen else None


def refuse(tables: Sequence[Cells]) -> FileRejected:
    """Say why no sheet is the template: `missing_column` of the nearest header, `unrecognised` where none is near."""
    headers = [header for table in tables if (header := _best(table)) is not None]
    nearest = max(headers, key=lambda header: header.known, default=None)
    if nearest is None or nearest.known < _ENOUGH:
        return FileRejected("unrecognised", reason="deposit")
    found = [text for text in nearest.texts if text]
    return FileRejected("missing_column", missing=list(nearest.missing), found=found, row=nearest.row)


def missing_fields(names: Collection[str]) -> tuple[str, ...]:
    """The names that a table lacks: a fluid, a quantity or a cost, its unit, and a period or its two dates.

    >>> missing_fields({"fluide", "cout_ttc", "date_debut"})
    ('unite', 'date_fin')
    """
    missing = [name for name in ("fluide",) if name not in names]
    if not any(name in names for name in _QUANTITY):
        missing.append("consommation")
    missing += [name for name in ("unite",) if name not in names]
    if "periode" not in names:
        dates = [name for name in _DATES if name not in names]
        missing += ["periode"] if len(dates) == len(_DATES) else dates
    return tuple(missing)


def _best(table: Cells) -> Header | None:
    """The line that has most of the template's names, of those the first."""
    lines = [(row, texts) for row, texts in first_lines(table) if row <= HEADER_WITHIN]
    headers = [
        Header(row, cleaned := tuple(map(_clean, texts)), missing_fields({fold(text) for text in cleaned}))
        for row, texts in lines
    ]
    return max(headers, key=lambda header: header.known, default=None)


def _clean(text: str) -> str:
    return text.strip().strip(_BYTE_ORDER_MARK).strip()


def _lines(table: Cells, header: Header) -> Lines:
    names = [fold(text) for text in header.texts]
    twice = [name for name, count in Counter(names).items() if count > 1 and name in FIELDS]
    if twice:
        raise FileRejected("duplicate_header", columns=[text for text in header.texts if fold(text) in twice])
    places = {name: place for place, name in enumerate(names) if name in FIELDS}
    headers = {name: header.texts[place] for name, place in places.items()}
    below = table.frame.filter(pl.col("row") > header.row)
    texts = [
        pl.col(f"c{places[name]}").alias(name) if name in places else pl.lit(None, dtype=pl.String).alias(name)
        for name in FIELDS
    ]
    column = headers.get("consommation") or next(headers[name] for name in _QUANTITY if name in headers)
    told = {"sheet": pl.lit(table.sheet, dtype=pl.String), "column": pl.lit(column)}
    ragged = tuple(each for each in table.findings if each.row is None or each.row > header.row)
    return Lines(
        layout=LAYOUT,
        mapping=None,
        frame=below.with_columns(**told).with_columns(texts).select(list(LINE_SCHEMA)),
        headers=headers,
        decimal=None,
        findings=(*table.warnings, *ragged),
        rows_seen=below.height + len(ragged),
    )
