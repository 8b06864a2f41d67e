"""SDES: heat and cold networks of France, one row per network and one column per sector, all vintages.

The file has two header rows and the second is the schema, which hardly changes between vintages where the first does.
A network counts wholly in the commune it is attached to though it serves several, so its figure is read for an EPCI or
for the network itself, never as that commune's own consumption.
"""

import polars as pl

from observatory.grammar import parse_number
from observatory.schemas import ENERGY
from observatory.sources.contract import Source

HEADERS = {
    "operator": "OPERATEUR",  # the publisher's word for the name of the network
    "network": "ID",
    "year": "ANNEE",
    "carrier": "FILIERE",
    "insee_code": "COMMUNE_CODE",
    "commune": "COMMUNE_LIBELLE",
    "sites": "PDL",
}
SECRET = "secret"  # noqa: S105 - the publisher's word for a withheld value
TOTAL = "CONSOTOT"
SECTORS = ("CONSOR", "CONSOT", "CONSOI", "CONSOA", "CONSONA")
UNATTRIBUTED = "CONSONA"


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per network and sector that the publisher filled, plus what no sector accounts for as CONSONA."""
    named = cells.select("row", *SECTORS, TOTAL, **{name: pl.col(header) for name, header in HEADERS.items()})
    named = named.with_columns(pl.col(column).str.strip_chars() for column in (*SECTORS, TOTAL))
    by_sector = named.drop(TOTAL).unpivot(
        on=SECTORS, index=["row", *HEADERS], variable_name="sector", value_name="energy_mwh"
    )
    by_sector = by_sector.with_columns(header="sector")
    hidden = by_sector.filter(pl.col("energy_mwh") == SECRET).filter(pl.len().over("row") < len(SECTORS))
    rest = named.filter(~pl.col("row").is_in(hidden["row"].implode())).with_columns(energy_mwh=_unattributed())
    rest = rest.filter(pl.col("energy_mwh").is_not_null()).with_columns(
        sector=pl.lit(UNATTRIBUTED), header=pl.lit(TOTAL)
    )
    empty = (pl.col("energy_mwh") == "") | (_mwh("energy_mwh") == 0) | (pl.col("energy_mwh") == SECRET)
    filled = by_sector.filter(~empty.fill_null(value=False)).join(rest, on=["row", "sector"], how="anti")
    parts = pl.concat([part.select(by_sector.columns) for part in (filled, hidden, rest)]).sort("row", "sector")
    # The delivery points are the network's, not the sector's: they stand on its first row only.
    first = pl.int_range(pl.len()).over("row") == 0
    return parts.with_columns(sites=pl.when(first).then("sites"))


def _unattributed() -> pl.Expr:
    """Text of what no sector accounts for: all of the total, or what is left of it beyond 1 MWh; null where nothing."""
    attributed = pl.sum_horizontal(_mwh(column) for column in SECTORS if column != UNATTRIBUTED)
    known = attributed + _mwh(UNATTRIBUTED).fill_null(0)
    return (
        pl.when((known == 0) | (pl.col(TOTAL) == SECRET))
        .then(TOTAL)
        .when(_mwh(TOTAL) - known > 1)
        .then((_mwh(TOTAL) - attributed).cast(pl.String))
    )


def _mwh(column: str) -> pl.Expr:
    return parse_number(column, decimal=".").value


SOURCE = Source(
    key="sdes_heat_networks",
    fact=ENERGY,
    headers=(*HEADERS.values(), TOTAL, *SECTORS),
    tidy=tidy,
    labels=HEADERS,
    key_columns=("network", "carrier", "year", "insee_code", "sector"),
    caveats=("network_attached_to_one_commune", "network_year_to_confirm", "network_gas_counted_twice"),
    describes=("heat_network", "cold_network"),
    precedence=20,
    finest="epci",
    secret=frozenset({SECRET}),
    by_row=True,
)
