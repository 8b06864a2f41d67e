"""GRDF Cegibat: monthly degree-days of a weather station, as its calculator exports them.

Station, use, method, base and period stand in lines above the table; the column of years has no header. The year in
which the period ends is padded with 0.
https://cegibat.grdf.fr/simulateur/calcul-dju
"""

import re

import polars as pl

from observatory.schemas import DEGREE_DAYS
from observatory.sources.contract import Source

MONTHS = ("JAN", "FÉV", "MAR", "AVR", "MAI", "JUN", "JUI", "AOÛ", "SEP", "OCT", "NOV", "DÉC")
TITLES = {
    "station": "Station météo",
    "usage": "Usage",
    "method": "Méthode de calcul",
    "base": "Température de référence",
    "since": "Date de début",
    "until": "Date de fin",
}
YEAR, TOTAL = "Année", "Total"
NAMELESS = re.compile(r"column_\d+")


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the file -> text columns of the field. Grain: file row × month."""
    total = pl.col(TOTAL) if TOTAL in cells.columns else pl.lit("")
    about = {name: pl.col(title) for name, title in TITLES.items()}
    months = [
        cells.select(
            "row",
            **about,
            year=pl.col(_years(cells)),
            month=pl.lit(str(number)),
            degree_days=pl.col(header),
            total=total,
            header=pl.lit(header),
        )
        for number, header in enumerate(MONTHS, start=1)
    ]
    return pl.concat(months).sort("row", maintain_order=True)


def _years(cells: pl.DataFrame) -> str:
    """The column of years: named by a careful hand, or the one that has no name and is not empty."""
    nameless = [name for name in cells.columns if NAMELESS.fullmatch(name) and (cells[name] != "").any()]
    return YEAR if YEAR in cells.columns or not nameless else nameless[0]


SOURCE = Source(
    key="cegibat_monthly",
    fact=DEGREE_DAYS,
    headers=MONTHS,
    optional=(YEAR, TOTAL),
    titles=tuple(TITLES.values()),
    tidy=tidy,
    labels=TITLES | {"year": YEAR, "total": TOTAL},
    key_columns=("station", "base", "method", "year", "month"),
    caveats=("station_is_one_place", "series_never_mixed", "padded_year_left_out"),
    precedence=10,
    decimal=None,
)
