"""What one published layout must declare so that the rest of the house can read it.

A source only renames and unfolds: its `tidy` takes the file's text columns and returns text columns with the names of
the field. Grammar, vocabulary, row rules, sums and messages are the same for all (`observatory.sources.observe`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from observatory.grammar import DecimalMark
from observatory.schemas import Fact
from observatory.vocabulary import Scope


class Repeats(StrEnum):
    """What a second row with the same key is."""

    SUM = "sum"  # one more part of the same figure
    REJECT = "reject"  # the same row twice (counted once), or a contradiction


class Negatives(StrEnum):
    """What a value below zero is."""

    CORRECTION = "correction"
    REJECT = "reject"


@dataclass(frozen=True)
class Source:
    """One published layout.

    `headers` are the spellings (folded) that a file must have to be this source, `optional` those that it may lack:
    `tidy` looks whether they are there. `dated` are stems of headers that end with a year, whichever it is (`ptot` is
    `ptot_2025` in one file): each must be there, and `tidy` reads the year. `titles` are the labels of lines above
    the header (`Station météo`, then its value): each must be there, and is a column of the same value in every row.
    `unless` are headers that make a file another layout. `labels` names, for each text column that `tidy` returns, the
    file's header, for the messages; where the values stand in several columns of the file, `tidy` returns a column
    `header` that names the one of each. `key_columns` are the columns of the tidy frame that make a value unique.
    `finest` is the smallest territory for which the figure may be read.
    """

    key: str
    fact: Fact
    headers: tuple[str, ...]
    tidy: Callable[[pl.DataFrame], pl.DataFrame]
    labels: Mapping[str, str]
    key_columns: tuple[str, ...]
    caveats: tuple[str, ...]
    precedence: int
    scope: Scope = Scope.TERRITOIRE
    decimal: DecimalMark = "."
    repeats: Repeats = Repeats.REJECT
    negatives: Negatives = Negatives.REJECT
    finest: str = "commune"
    estimated: bool = False
    secret: frozenset[str] = field(default_factory=frozenset)  # literals that stand for a withheld value
    year: int | None = None  # of a file without a year column
    optional: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    describes: tuple[str, ...] = ()  # carriers of energy, technologies of production
    by_row: bool = False  # `tidy` looks at declared columns of one row at a time: a large file may be read in parts
    repeated: frozenset[str] = field(default_factory=frozenset)  # headers that stand twice in the publisher's own file
    factor: float = 1.0  # units of the fact in one unit of the file
    gas_factor: float = 1.0  # PCS in one unit of the gas of the file
    named_in: str = ""  # the département whose communes the file names, without their codes
    matches: Callable[[frozenset[str]], bool] | None = None  # whether folded headers are those of an adviser's table
    recomputes: bool | None = None  # of an adviser's table: whether each file replaces all the former ones


@dataclass(frozen=True)
class Context:
    """What values are read against: every commune's code, today's and former ones, and the year that it is."""

    codes: pl.DataFrame  # code, name, insee_code
    current_year: int


@dataclass(frozen=True)
class Reader:
    """How one kind of fact is read, whatever the layout.

    `absent` gives what stands in the columns that a layout may leave out. `parse` turns text columns into values, each
    beside the text it comes from (`x_text`) and the code of what was wrong with it (`x_code`). `facts` turns the values
    into rows of the fact's table; a column `rejected` marks those of a refused row.
    """

    absent: Mapping[str, str]
    parse: Callable[[pl.DataFrame, Source, Context], pl.DataFrame]
    facts: Callable[[pl.DataFrame, Source], pl.DataFrame]
