"""Electricity produced in communes, by year and technology: as a file gives it and as the store keeps it."""

import dataframely as dy
import polars as pl

from observatory.schemas.fact import Fact
from observatory.vocabulary import TECHNOLOGY_CODES, Status

# One commune-year above this is a unit mistake: the largest plants of France (Gravelines) produce under 40 TWh a year.
MAX_PRODUCTION_MWH = 50_000_000.0


class ProductionObservation(dy.Schema):
    """One value of a file row. Grain: file row × technology. `production_mwh` null: the publisher withheld it."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    merged_from = dy.String(nullable=True)
    year = dy.Int32()
    technology = dy.String()
    production_mwh = dy.Float64(nullable=True)
    capacity_kw = dy.Float64(nullable=True)  # installed at the end of the year
    installations = dy.Float64(nullable=True)
    rows = dy.UInt32()
    withheld_cells = dy.UInt32()
    unflagged = dy.UInt32()
    rejected_rows = dy.UInt32()
    estimated = dy.Bool()

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A value beyond any plausible one is a unit mistake."""
        return pl.col("production_mwh").abs() <= MAX_PRODUCTION_MWH


class Production(dy.Schema):
    """Electricity produced, MWh a year. Grain: source × commune × year × technology."""

    source = dy.String(primary_key=True)
    insee_code = dy.String(primary_key=True)
    year = dy.Int32(primary_key=True)
    technology = dy.Enum(list(TECHNOLOGY_CODES), primary_key=True)
    production_mwh = dy.Float64(nullable=True)
    capacity_kw = dy.Float64(nullable=True)
    installations = dy.Float64(nullable=True)
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
        return (pl.col("status") == Status.WITHHELD) == pl.col("production_mwh").is_null()


PRODUCTION = Fact(
    name="production",
    observation=ProductionObservation,
    table=Production,
    value="production_mwh",
    part="technology",
    counts=("capacity_kw", "installations"),
    grain=("source", "insee_code", "year", "technology"),
    slice={"source": "source", "insee_code": "insee_code", "year": "year"},
)
