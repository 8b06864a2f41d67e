"""What a commune pays for, site by site: its bills, deliveries and readings.

A line says what one meter used between two days, both included. Energy is in MWh of the lower heating value (PCI),
water in m³; the two are never added. What was billed, excluding and including tax, is kept as it was written.
"""

import dataframely as dy
import polars as pl

from observatory.schemas.fact import Fact
from observatory.vocabulary import FLUID_CODES, NATURE_CODES, QUANTITY_UNIT_CODES, READING_CODES

# What tells one line from another: the same key once more is a correction of the former.
SITE_USE_KEY = ("insee_code", "site", "meter", "fluid", "period_start", "period_end", "nature")


# The largest municipal site of Grenoble, all its street lights, uses 9 GWh a year.
MAX_READING_KWH = 20_000_000.0


class SiteUse(dy.Schema):
    """Grain: commune × site × meter × fluid × first day × last day × nature."""

    insee_code = dy.String(primary_key=True, regex=r"^(\d{5}|2[AB]\d{3})$")
    site = dy.String(primary_key=True)
    meter = dy.String(primary_key=True)  # "" where the commune names none
    fluid = dy.Enum(list(FLUID_CODES), primary_key=True)
    period_start = dy.Date(primary_key=True)
    period_end = dy.Date(primary_key=True)
    nature = dy.Enum(list(NATURE_CODES), primary_key=True)
    reading = dy.Enum(list(READING_CODES))
    quantity = dy.Float64(nullable=True)  # as it was written; null where only a cost is known
    unit = dy.Enum(list(QUANTITY_UNIT_CODES), nullable=True)
    energy_mwh = dy.Float64(nullable=True)  # lower heating value; null of water, or where no conversion is declared
    water_m3 = dy.Float64(nullable=True)
    cost_ht_eur = dy.Float64(nullable=True)
    cost_ttc_eur = dy.Float64(nullable=True)
    fixed_cost_eur = dy.Float64(nullable=True)  # the standing charge in the cost
    comment = dy.String(nullable=True)
    sheet = dy.String(nullable=True)
    row = dy.UInt32(min=1)

    @dy.rule()
    def energy_is_no_water(cls) -> pl.Expr:
        """Only water has m³ of water, and it has no energy."""
        water = pl.col("fluid") == "water"
        return (~water | pl.col("energy_mwh").is_null()) & (water | pl.col("water_m3").is_null())

    @dy.rule()
    def period_runs_forward(cls) -> pl.Expr:
        """A period ends on the day it starts, or after."""
        return pl.col("period_end") >= pl.col("period_start")


class SiteReadingObservation(dy.Schema):
    """One reading of a published file. Grain: file row. A reading tells its day, and what was used since the former."""

    row = dy.UInt32(min=1)
    source = dy.String()
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    site = dy.String()
    fluid = dy.Enum(list(FLUID_CODES))
    date = dy.Date()
    quantity = dy.Float64()  # kWh

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A reading beyond what any municipal site uses in a year is a unit mistake."""
        return pl.col("quantity").abs() <= MAX_READING_KWH


class PublishedSiteUse(SiteUse):
    """The same lines, from a published file. Grain: source × that of `SiteUse`."""

    source = dy.String(primary_key=True)


SITE_USE = Fact(
    name="site_use",
    observation=SiteReadingObservation,
    table=PublishedSiteUse,
    value="quantity",
    part="date",
    grain=("source", *SITE_USE_KEY),
    # A reading belongs to the year of its last day, though it may begin in the former one.
    slice={"source": "source", "carrier": "fluid", "insee_code": "insee_code", "year": "period_end"},
)
