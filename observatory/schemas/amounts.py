"""Amounts of communes by year: energy and emissions, as a file gives them and as the store keeps them."""

import dataframely as dy
import polars as pl

from observatory.schemas.fact import Fact
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES, Status

# One commune-year-sector above this is a unit mistake: the largest industrial site of France uses under 10 TWh a year.
MAX_CELL_MWH = 50_000_000.0
MAX_CELL_TCO2E = 50_000_000.0


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


ENERGY = Fact(
    name="coverage",
    observation=EnergyObservation,
    table=Coverage,
    value="energy_mwh",
    beside="corrected_mwh",
    counts=("sites",),
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
