"""What was found in a file that a commune sent: what may be kept, what must be put right, what only she can tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from observatory.deposits.layouts.mapping import DepositMapping
from observatory.errors import Finding, Outcome, Severity
from observatory.schemas.site_use import SiteUse


@dataclass(frozen=True)
class Question:
    """What only the sender can tell. An answer is one of `choices`, given under `key`.

    `rows` are the spreadsheet's own, of `sheet`; `params` are those of its sentence.
    """

    key: str
    code: str
    choices: tuple[str, ...]
    rows: tuple[int, ...]
    sheet: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """How many rows of a file were read: `read` = `accepted` + `rejected` + `duplicates`."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicates: int = 0


@dataclass(frozen=True)
class Part:
    """What a file holds of one commune."""

    insee_code: str
    rows: pl.DataFrame
    counts: Counts


@dataclass(frozen=True)
class Checked:
    """One file, judged; nothing is written.

    `rows` has the columns of `SiteUse` and is what would be staged: a row of the file gives none (a first index), one,
    or several (months across). `file_rows` has one row per row of the file that was read: sheet, row, insee_code (null
    where it is not known) and fate (accepted, rejected, duplicate). `code` and `params` say why a file was refused.
    """

    file: str
    sha256: str
    outcome: Outcome
    kind: str | None = None
    layout: str | None = None
    mapping: DepositMapping | None = None
    code: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    duplicates: int = 0
    rows: pl.DataFrame = field(default_factory=SiteUse.create_empty)
    file_rows: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FILE_ROWS))
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps a row from being taken."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What the sender and her adviser are told of what was taken."""
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)

    def by_commune(self) -> tuple[Part, ...]:
        """What would be staged, commune by commune, each with the counts of its own rows of the file."""
        codes = self.file_rows["insee_code"].drop_nulls().unique().sort()
        return tuple(
            Part(
                insee_code=code,
                rows=self.rows.filter(pl.col("insee_code") == code),
                counts=counted(self.file_rows.filter(pl.col("insee_code") == code)),
            )
            for code in codes
        )


FILE_ROWS: Mapping[str, pl.DataType] = {
    "sheet": pl.String(),
    "row": pl.UInt32(),
    "insee_code": pl.String(),
    "fate": pl.String(),
}
ACCEPTED, REJECTED, DUPLICATE = "accepted", "rejected", "duplicate"


def counted(file_rows: pl.DataFrame) -> Counts:
    """Count the rows of a file by what became of them."""
    fates = file_rows["fate"]
    return Counts(
        read=file_rows.height,
        accepted=int((fates == ACCEPTED).sum()),
        rejected=int((fates == REJECTED).sum()),
        duplicates=int((fates == DUPLICATE).sum()),
    )
