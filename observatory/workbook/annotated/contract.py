"""What is said of which cell."""

from dataclasses import dataclass

# The sheet that lists what to correct, and who speaks in the comments: by these a returned workbook is known again.
SUMMARY = "À corriger"
AUTHOR = "Observatoire"


@dataclass(frozen=True)
class Note:
    """One thing to tell the depositor.

    `row` is the spreadsheet's (1 = first) and `column` counts from 0 for A; a note of a whole row has no column, and
    one of the whole file no row. `sheet` is None in a text file. `error` tells what must be corrected from what is
    only to be looked at.
    """

    sheet: str | None
    row: int | None
    column: int | None
    header: str
    value: str
    text: str
    error: bool = True


@dataclass(frozen=True)
class Words:
    """The headers of the list, in the reader's language, and what stands above it."""

    title: str
    sheet: str
    row: str
    column: str
    value: str
    advice: str
