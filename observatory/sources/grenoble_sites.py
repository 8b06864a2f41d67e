"""Ville de Grenoble: electricity readings of its municipal sites, 2012 to 2022, kWh.

Each row is one meter of one site on the day it was read; several meters of a site read on one day are several rows,
and are added. A negative quantity takes back what a former reading counted too much.

The file writes days up to the twelfth with the month in the place of the day: `2022-01-03` is the first of March.
Read as they stand, 18,000 of 45,155 readings would be in January, and those of one site would not follow one another
(in 4,089 places of 38,768; so corrected, in 222, where two meters share one name).
"""

import polars as pl

from observatory.schemas import SITE_USE
from observatory.sources.contract import Negatives, Repeats, Source
from observatory.vocabulary import Scope

INSEE_CODE = "38185"
HEADERS = {
    "site": "libelle_niv__4",
    "date": "date_releve",
    "fluid": "fluide",
    "quantity": "quantite_kwh",
}
DAY = r"^(\d{4})-(\d{2})-(0[1-9]|1[0-2])(?:T.*)?$"  # a day that could be a month
DATE = 10  # characters of a date, before its hour


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the file -> text columns of the field. Grain: file row."""
    named = cells.select("row", **{name: pl.col(header) for name, header in HEADERS.items()})
    turned = pl.col("date").str.strip_chars().str.replace(DAY, "$1-$3-$2").str.slice(0, DATE)
    # The export repeats spaces inside some names, and quotes twice those that hold quotation marks.
    site = pl.col("site").str.replace(r'^"(.*)"$', "$1").str.replace_all('""', '"', literal=True)
    site = site.str.replace_all(r"\s+", " ").str.strip_chars()
    return named.with_columns(date=turned, site=site, insee_code=pl.lit(INSEE_CODE))


SOURCE = Source(
    key="grenoble_sites",
    fact=SITE_USE,
    headers=tuple(HEADERS.values()),
    tidy=tidy,
    labels=HEADERS,
    key_columns=("site", "date"),
    caveats=("site_readings_dated", "site_meters_added", "site_corrections_kept", "site_day_month_turned"),
    precedence=10,
    scope=Scope.PATRIMOINE,
    decimal=",",
    repeats=Repeats.SUM,
    negatives=Negatives.CORRECTION,
    describes=("electricity",),
)
