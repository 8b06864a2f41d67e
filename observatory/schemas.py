"""Every table of facts: its columns, units, grain, key and row rules.

A schema is a class body (dataframely): `filter` returns the rows that hold and those that fail with the name of the
rule, and that name is the stable code of the finding.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES, Status

# One commune-year-sector above this is a unit mistake: the largest industrial site of France uses under 10 TWh a year.
MAX_CELL_MWH = 50_000_000.0
MAX_CELL_TCO2E = 50_000_000.0
# Below and above any temperature measured in France (−41 °C in 1985, 46 °C in 2019): a reading beyond is a mistake.
EXTREMES_C = (-60.0, 60.0)


class EnergyObservation(dy.Schema):
    """One value of a file row. Grain: file row × sector. `energy_mwh` null means that the publisher withheld it."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    merged_from = dy.String(nullable=True)  # the code in the file, where that commune has merged since
    year = dy.Int32()
    carrier = dy.String()
    sector = dy.String()
    operator = dy.String()
    category = dy.String()
    energy_mwh = dy.Float64(nullable=True)
    corrected_mwh = dy.Float64(nullable=True)  # at normal climate, by the publisher itself
    sites = dy.Float64(nullable=True)  # delivery points
    rows = dy.UInt32()
    withheld_cells = dy.UInt32()
    unflagged = dy.UInt32()  # empty without a word of secrecy
    rejected_rows = dy.UInt32()
    estimated = dy.Bool()

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A value beyond any plausible one is a unit mistake."""
        return pl.col("energy_mwh").abs() <= MAX_CELL_MWH


class EmissionsObservation(dy.Schema):
    """One value of a file row. Grain: file row × sector."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    merged_from = dy.String(nullable=True)
    year = dy.Int32()
    sector = dy.String()
    emissions_tco2e = dy.Float64(nullable=True)
    rows = dy.UInt32()
    withheld_cells = dy.UInt32()
    unflagged = dy.UInt32()
    rejected_rows = dy.UInt32()
    estimated = dy.Bool()

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A value beyond any plausible one is a unit mistake."""
        return pl.col("emissions_tco2e").abs() <= MAX_CELL_TCO2E


class Coverage(dy.Schema):
    """What a source published. Grain: source × commune × year × carrier × sector × operator × category, MWh a year."""

    source = dy.String(primary_key=True)
    insee_code = dy.String(primary_key=True)
    year = dy.Int32(primary_key=True)
    carrier = dy.Enum(list(CARRIER_CODES), primary_key=True)
    sector = dy.Enum(list(SECTOR_CODES), primary_key=True)
    operator = dy.String(primary_key=True)  # of a network: its name
    category = dy.String(primary_key=True)  # the publisher's class of customers; "" where it has none
    energy_mwh = dy.Float64(nullable=True)
    corrected_mwh = dy.Float64(nullable=True)  # null unless every value added has one
    sites = dy.Float64(nullable=True)
    rows = dy.UInt32()
    withheld_cells = dy.UInt32()
    unflagged = dy.UInt32()
    rejected_rows = dy.UInt32()
    status = dy.Enum([status.value for status in Status])
    merged_from = dy.String(nullable=True)
    vintage = dy.String()
    first_row = dy.UInt32()
    last_row = dy.UInt32()

    @dy.rule()
    def withheld_is_never_a_number(cls) -> pl.Expr:
        """Withheld means null, and null means withheld."""
        return (pl.col("status") == Status.WITHHELD) == pl.col("energy_mwh").is_null()


class Emissions(dy.Schema):
    """Grain: source × commune × year × sector, tCO₂e a year; `additive = False` sectors stay out of every total."""

    source = dy.String(primary_key=True)
    insee_code = dy.String(primary_key=True)
    year = dy.Int32(primary_key=True)
    sector = dy.Enum(list(SECTOR_CODES), primary_key=True)
    emissions_tco2e = dy.Float64(nullable=True)
    rows = dy.UInt32()
    withheld_cells = dy.UInt32()
    unflagged = dy.UInt32()
    rejected_rows = dy.UInt32()
    status = dy.Enum([status.value for status in Status])
    merged_from = dy.String(nullable=True)
    vintage = dy.String()
    first_row = dy.UInt32()
    last_row = dy.UInt32()

    @dy.rule()
    def withheld_is_never_a_number(cls) -> pl.Expr:
        """Withheld means null, and null means withheld."""
        return (pl.col("status") == Status.WITHHELD) == pl.col("emissions_tco2e").is_null()


class MembershipObservation(dy.Schema):
    """One line of a list of communes. Grain: file row."""

    row = dy.UInt32(min=1)
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    merged_from = dy.String(nullable=True)
    group_key = dy.String()
    group_name = dy.String()
    dated = dy.String(nullable=True)


class Membership(dy.Schema):
    """Which communes a named group holds. Grain: group × commune."""

    group_key = dy.String(primary_key=True, regex=r"^[a-z0-9_]+$")
    group_name = dy.String()
    dated = dy.String(nullable=True)
    insee_code = dy.String(primary_key=True)


class TemperatureObservation(dy.Schema):
    """One day of a station as a file gives it, °C. Grain: file row."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    station = dy.String()
    date = dy.Date()
    tn = dy.Float64(nullable=True)
    tx = dy.Float64(nullable=True)

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A temperature beyond any that was measured is a mistake."""
        return pl.col("tn").is_between(*EXTREMES_C) & pl.col("tx").is_between(*EXTREMES_C)

    @dy.rule()
    def minimum_above_maximum(cls) -> pl.Expr:
        """Both are taken over the same daylight hours: the lowest is never above the highest."""
        return pl.col("tn") <= pl.col("tx")


class Temperatures(dy.Schema):
    """Lowest and highest temperature of a day under shelter, °C; null where missing. Grain: source × station × date."""

    source = dy.String(primary_key=True)
    station = dy.String(primary_key=True)  # the publisher's number
    year = dy.Int32()
    date = dy.Date(primary_key=True)
    tn = dy.Float64(nullable=True)
    tx = dy.Float64(nullable=True)
    vintage = dy.String()
    row = dy.UInt32()


@dataclass(frozen=True)
class Fact:
    """One kind of fact: its observations, the table that holds their sums, and the slice that a file replaces.

    `value` is the amount that its rows add up; "" where they hold none, or none that may be added. `beside` is the same
    amount by another reckoning of the publisher's, summed only where every value added has it. `slice` names, for
    each column of the store's pointer, the column of the fact that fills it; a pointer column that is not named has one
    value for all.
    """

    name: str
    observation: type[dy.Schema]
    table: type[dy.Schema]
    grain: tuple[str, ...]
    slice: Mapping[str, str]
    value: str = ""
    beside: str | None = None


ENERGY = Fact(
    name="coverage",
    observation=EnergyObservation,
    table=Coverage,
    value="energy_mwh",
    beside="corrected_mwh",
    grain=("source", "insee_code", "year", "carrier", "sector", "operator", "category"),
    slice={"source": "source", "carrier": "carrier", "insee_code": "insee_code", "year": "year"},
)
EMISSIONS = Fact(
    name="emissions",
    observation=EmissionsObservation,
    table=Emissions,
    value="emissions_tco2e",
    grain=("source", "insee_code", "year", "sector"),
    slice={"source": "source", "insee_code": "insee_code", "year": "year"},
)
GROUPS = Fact(
    name="memberships",
    observation=MembershipObservation,
    table=Membership,
    grain=("group_key", "insee_code"),
    slice={"source": "group_key"},
)
TEMPERATURES = Fact(
    name="temperatures",
    observation=TemperatureObservation,
    table=Temperatures,
    grain=("source", "station", "date"),
    slice={"source": "source", "insee_code": "station", "year": "year"},
)
FACTS = (ENERGY, EMISSIONS, GROUPS, TEMPERATURES)


def slices(frame: pl.DataFrame, fact: Fact) -> pl.DataFrame:
    """Distinct slices of a fact's rows. Grain: one row per slice; columns source, carrier, insee_code, year."""
    blank: dict[str, pl.Expr] = {column: pl.lit("") for column in ("source", "carrier", "insee_code")}
    blank["year"] = pl.lit(0)
    filled = {column: pl.col(name) for column, name in fact.slice.items()}
    columns = {
        column: expr.cast(pl.Int32 if column == "year" else pl.String) for column, expr in (blank | filled).items()
    }
    return frame.select(**columns).unique().sort("source", "carrier", "insee_code", "year")
