"""Météo-France: daily temperatures of the weather stations of a département, °C and tenths.

Each value has a quality code: 0 protected, 1 validated, 9 filtered, 2 doubtful and still being checked. A doubtful
value is left out and told. Some files of the publisher hold the number of the station twice.
https://meteo.data.gouv.fr/datasets/donnees-climatologiques-de-base-quotidiennes/
"""

import polars as pl

from observatory.grammar import fold
from observatory.schemas import TEMPERATURES
from observatory.sources.contract import Source

HEADERS = {
    "station": "NUM_POSTE",
    "date": "AAAAMMJJ",
    "tn": "TN",
    "tn_quality": "QTN",
    "tx": "TX",
    "tx_quality": "QTX",
}
STATION_AGAIN = "num_poste_2"
DIGITS = 8  # of a station's number, whose first five are the code of its commune


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the file -> text columns of the field. Grain: file row."""
    again = [pl.col(name).alias("station_again") for name in cells.columns if fold(name) == STATION_AGAIN]
    named = cells.select("row", *again, **{name: pl.col(header) for name, header in HEADERS.items()})
    # A spreadsheet takes the number for an amount: 01014002 becomes 1014002.0.
    whole = pl.col("^station.*$").str.strip_chars().str.replace(r"\.0+$", "")
    return named.with_columns(pl.when(whole == "").then(whole).otherwise(whole.str.zfill(DIGITS)))


SOURCE = Source(
    key="meteofrance_daily",
    fact=TEMPERATURES,
    headers=tuple(HEADERS.values()),
    tidy=tidy,
    labels=HEADERS | {"temperatures": f"{HEADERS['tn']} + {HEADERS['tx']}"},
    key_columns=("station", "date"),
    caveats=("station_is_one_place", "stations_not_spliced", "doubtful_left_out"),
    precedence=10,
    repeated=frozenset({HEADERS["station"]}),
)
