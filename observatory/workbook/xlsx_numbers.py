"""The numbers of a sheet that the parser's text does not tell: it keeps nine decimals, and `1.234` may be a text.

They are read from the XML, which is looked at anyway, so that the parser need not lay the sheet out a second time.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from observatory.workbook.xlsx_addresses import Addresses, Piece, among

_DECIMALS, _THOUSANDTHS = 9, 3
_IS_DIGIT, _IS_EXPONENT = among(b"0123456789"), among(b"eE")
_CELL = r'^<c r="[A-Z]+[0-9]+"'
_TEXT = _CELL + r'[^<>]*\st="(?:str|s|inlineStr|b|e|d)"'
_NUMBER = (
    _CELL + r'(?:\s+(?:s|cm|vm|ph)="[0-9]*"|\s+t="n")*\s*>\s*(?:<f[^<]*(?:</f>)?\s*)?<v[^<>]*>\s*'
    r"(-?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*$"
)


def exact_numbers(piece: Piece, cells: Addresses) -> pl.DataFrame | None:
    """Rows, columns (1 = first) and values of those numeric cells; None where one of them cannot be told.

    >>> from observatory.workbook.xlsx_addresses import marked, usual_addresses
    >>> piece = marked(b'<c r="A2"><v>1.25</v></c><c r="B2"><v>0.30000000000000004</v></c>')
    >>> exact_numbers(piece, usual_addresses(piece)).row(0)
    (2, 2, 0.30000000000000004)
    """
    if piece.names(b"!") or (b"#" in piece.content and b"&#" in piece.content):
        return None
    at = _doubtful(piece)
    before = np.searchsorted(piece.tags, at) - 1
    within = (before >= 0) & (piece.initials[before] == ord("v"))
    at, before = at[within], before[within]
    cell = np.searchsorted(cells.places, at) - 1
    if (cell < 0).any():
        return None
    ends = np.append(piece.tags, len(piece.content))[before + 1]
    found = pl.DataFrame(
        {"row": cells.rows[cell], "column": cells.columns[cell], "xml": _texts(piece, cells.places[cell], ends)},
        schema={"row": pl.Int32, "column": pl.Int32, "xml": pl.Binary},
    )
    numbers = found.with_columns(pl.col("xml").cast(pl.String)).filter(~pl.col("xml").str.contains(_TEXT))
    numbers = numbers.with_columns(number=pl.col("xml").str.extract(_NUMBER).cast(pl.Float64, strict=False))
    return None if numbers["number"].has_nulls() else numbers.drop("xml")


def _doubtful(piece: Piece) -> NDArray[np.int64]:
    """Places of decimal points before three digits, or more than nine, and of the exponents below zero."""
    marks = piece.marks
    points = np.flatnonzero(marks == ord("."))
    thousandths = points[marks[points + _THOUSANDTHS + 1] == ord("<")]
    for place in range(1, _DECIMALS + 2):
        points = points[_IS_DIGIT[marks[points + place]]]
    minus = np.flatnonzero(marks == ord("-"))
    small = minus[_IS_EXPONENT[marks[minus - 1]] & _IS_DIGIT[marks[minus + 1]]]
    return np.concatenate([thousandths, points, small])


def _texts(piece: Piece, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[bytes]:
    return [piece.content[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
