"""A question, and everything that an honest answer carries: values, status, perimeter, breaks, sources, notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import polars as pl

from observatory.indicators import Indicator
from observatory.territory import Territory


class GasBasis(StrEnum):
    """Higher (as published) or lower heating value."""

    PCS = "pcs"
    PCI = "pci"


class PerimeterRule(StrEnum):
    """Which carriers and communes a series of years adds."""

    COMMON = "common"  # those present in every year shown
    ALL = "all"  # whatever each year has


class Correction(StrEnum):
    """How the weather of each year is taken out of its energy; figures of two corrections never compare."""

    NONE = "none"
    SDES = "sdes"  # by the statistical formula, from the degree-days of the station that serves the territory
    PUBLISHER = "publisher"  # as the publisher itself corrected it


@dataclass(frozen=True)
class Question:
    """What is asked. Empty `carriers` or `sectors` means all; `years` None means every year that the data have."""

    indicator: str
    territory: Territory
    years: tuple[int, int] | None = None
    by: tuple[str, ...] = ()  # among carrier, sector, commune; the year always
    carriers: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    gas: GasBasis | None = None  # None: PCS for gas alone, PCI in a sum across carriers
    perimeter: PerimeterRule = PerimeterRule.COMMON
    source: str | None = None
    correction: Correction = Correction.NONE


@dataclass(frozen=True)
class Note:
    """Something a reader must know beside the figure: a stable code and the parameters of its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """Why a question has no answer: a stable code and the parameters of its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Break:
    """Between `year - 1` and `year` the figures do not describe the same thing.

    `carrier` is None for a sum of several; `sectors_only` means that the total goes on and only its split is cut;
    `sector` is the one of a split that is cut, None for all.
    Causes: operator_enters, operator_leaves, communes_appear, communes_disappear (params operators, communes, their
    names, share of the total), carrier_enters, carrier_leaves (params carriers), category_created (params category),
    years_missing (params missing, and of a sum the carrier), unspecified_moves (params points),
    station_changes (of a series at normal climate; params before, after).
    """

    year: int
    cause: str
    carrier: str | None = None
    sectors_only: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    sector: str | None = None


@dataclass(frozen=True)
class Place:
    """A commune by its code and name."""

    insee_code: str
    name: str


@dataclass(frozen=True)
class Coverage:
    """The communes whose figures one carrier adds, or, where it is `areal`, those that its networks are attached to.

    `inhabitants_share` is 0 to 1; None for a commune, and for networks, which serve other communes than their own.
    """

    communes: int
    inhabitants_share: float | None
    areal: bool = False


@dataclass(frozen=True)
class Perimeter:
    """What a total covers.

    `carriers_left_out` gives, for each carrier that the total lacks, the years that have it; `never_published`
    are the carriers that the sources carry elsewhere and never here. `inhabitants_share` is 0 to 1; None for a commune.
    `by_carrier` has the coverage of each, where figures are split by carrier: no other may be told beside one of them.
    `areal`: everything added is read for areas only, and `communes_covered` counts the communes of attachment.
    `epci_year` is the year whose communes an EPCI is read with; None of another territory.
    """

    carriers: tuple[str, ...]
    carriers_left_out: Mapping[str, tuple[int, ...]]
    never_published: tuple[str, ...]
    communes_covered: int
    communes_total: int
    communes_left_out: tuple[Place, ...]
    inhabitants_share: float | None
    by_carrier: Mapping[str, Coverage] = field(default_factory=dict)
    areal: bool = False
    epci_year: int | None = None

    def of(self, carrier: str | None) -> "Perimeter":
        """The perimeter of one carrier of it; of an unknown one, or of none, the whole."""
        one = self.by_carrier.get(carrier or "")
        if one is None:
            return self
        share, areal = one.inhabitants_share, one.areal
        return replace(
            self, carriers=(carrier or "",), communes_covered=one.communes, inhabitants_share=share, areal=areal
        )


@dataclass(frozen=True)
class SourceLine:
    """Where figures come from: one source and its vintages.

    `stated` are the codes of what must stand beside an adviser's own table, in the line itself.
    """

    key: str
    title: str
    publisher: str
    licence: str
    url: str
    vintages: tuple[str, ...]
    caveats: tuple[str, ...]
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)  # one object per question and snapshot: charts are remembered by it
class Answer:
    """The answer to one question.

    `frame` is sorted and has: year (Int32); carrier, sector, insee_code and commune where asked by; value (Float64,
    null where withheld), high (the order of magnitude that a lower bound may reach; equal to value where nothing is
    hidden), status (measured, estimated, partial, withheld), withheld_cells (UInt32).
    `unsure` are the (carrier, year) from or to which no change may be told: a year that its file is too young to know
    whole, inhabitants of another year. `published` are the years that the sources have anywhere.
    """

    question: Question
    indicator: Indicator
    name: str  # of the territory
    unit: str
    frame: pl.DataFrame
    perimeter: Perimeter
    breaks: tuple[Break, ...]
    sources: tuple[SourceLine, ...]
    notes: tuple[Note, ...]
    gas: GasBasis | None  # the basis used, where gas is in the figure
    snapshot: int
    published_at: datetime
    unsure: tuple[tuple[str, int], ...] = ()
    published: tuple[int, ...] = ()

    @property
    def latest(self) -> int | None:
        """The last year that the sources have anywhere: where a figure stops before, a sentence says so."""
        return self.published[-1] if self.published else None


@dataclass(frozen=True, eq=False)
class Change:
    """From one year to another, inside comparable years only.

    `percent` is None where the hidden part could turn its sign (`undecided`); `percent_low`, `percent_high` bound it.
    `comparable` is the span of years that no break cuts; `cut_by` the break that shortened the years asked for.
    """

    year_from: int
    year_to: int
    value_from: float
    value_to: float
    percent: float | None
    percent_low: float
    percent_high: float
    undecided: bool
    comparable: tuple[int, int]
    cut_by: Break | None
