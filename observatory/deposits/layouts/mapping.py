"""How a commune's own spreadsheet is read: declared once, shown to whoever sends it, and remembered as JSON."""

from collections.abc import Iterable, Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from observatory.deposits.fields import FIELDS
from observatory.errors import QuestionRefused

# Year and month may stand apart; together they make a `periode`.
YEAR, MONTH = "annee", "mois"
IGNORED = ""
MEANINGS: tuple[str, ...] = (*FIELDS, YEAR, MONTH)
VALUES: tuple[str, ...] = ("consommation", "cout_ht", "cout_ttc", "dont_abonnement")
# What a table, a sheet or a title may say for all of its rows, or a header for those of its column.
GIVABLE: tuple[str, ...] = (
    "code_insee", "commune", "site", "compteur", "fluide", "nature", "releve", "unite", YEAR, MONTH,
)  # fmt: skip
DateForm = Literal["", "dmy", "mdy"]
Section = Literal["", "site", "compteur", "fluide", "annee", "commune"]


class ColumnReading(BaseModel):
    """What one column says: one of `MEANINGS`, or nothing; `given` is what its header says of the values below.

    A column of `mois` that numbers quarters or semesters gives `mois` the letter T or S.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: str
    meaning: str = IGNORED
    given: dict[str, str] = {}

    @model_validator(mode="after")
    def _holds(self) -> Self:
        _refuse_unknown([self.meaning] if self.meaning else [], MEANINGS)
        _refuse_unknown(self.given, GIVABLE)
        return self


class TableReading(BaseModel):
    """How the tables of one header are read, be they on one sheet or on many.

    `columns` are all those of the header, of `header_lines` lines. `sheet_says` and `title_says` are what is taken from
    the sheet's name and from the lines above. `given` holds for every row that nothing else tells; `units` by fluid.
    A line with one text alone is, where `sections` says so, the field of the lines below; the cells of `fill_down` go
    on downwards until the next. `skip_rows` are numbers of lines that are no part of the table.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header_lines: int = Field(default=1, ge=1, le=3)
    columns: tuple[ColumnReading, ...] = Field(min_length=1)
    sheet_says: tuple[str, ...] = ()
    title_says: tuple[str, ...] = ()
    given: dict[str, str] = {}
    units: dict[str, str] = {}
    sections: Section = ""
    fill_down: tuple[str, ...] = ()
    skip_rows: tuple[int, ...] = ()
    dates: DateForm = ""

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for said in (self.sheet_says, self.title_says, self.given):
            _refuse_unknown(said, GIVABLE)
        _refuse_unknown(self.fill_down, MEANINGS)
        return self

    def column_of(self, meaning: str) -> ColumnReading | None:
        """The first column that says something."""
        return next((column for column in self.columns if column.meaning == meaning), None)


class DepositMapping(BaseModel):
    """How one file is read: `layout` names its form, `tables` its headers, `sheets` those read where others are not.

    `by_sheet` is what a person said of one sheet; `decimal` the mark of numbers kept as text, where she said it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    layout: str
    tables: tuple[TableReading, ...] = Field(min_length=1)
    sheets: tuple[str, ...] = ()
    by_sheet: dict[str, dict[str, str]] = {}
    decimal: Literal["", ",", "."] = ""

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for said in self.by_sheet.values():
            _refuse_unknown(said, GIVABLE)
        return self

    def header_beside(self, header: str, meaning: str) -> str | None:
        """The header of what another measure is read from on the line of a column: the cost of the same month."""
        for table in self.tables:
            given = next((said_beside(one.given) for one in table.columns if one.header == header), None)
            for one in table.columns:
                if given is not None and one.meaning == meaning and said_beside(one.given) == given:
                    return one.header
        return None

    def lasting(self) -> "DepositMapping":
        """What holds for the next file of this layout too: not a year that was said, nor the numbers of its lines."""
        tables = tuple(
            table.model_copy(update={"given": _without_year(table.given), "skip_rows": ()}) for table in self.tables
        )
        by_sheet = {sheet: _without_year(said) for sheet, said in self.by_sheet.items()}
        return self.model_copy(update={"tables": tables, "sheets": (), "by_sheet": by_sheet})


def said_beside(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What tells the values of one line from those of another: all that a header gives but the unit."""
    return tuple(sorted((name, text) for name, text in given.items() if name != "unite"))


def _without_year(given: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in given.items() if name not in {YEAR, MONTH}}


def _refuse_unknown(said: Iterable[str], known: tuple[str, ...]) -> None:
    for name in said:
        if name not in known:
            raise QuestionRefused("mapping_field", field=name, value=name, known=list(known))
