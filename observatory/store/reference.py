"""The reference tables that every snapshot carries, read from `data/reference`, and what the agency declares."""

from functools import cache
from pathlib import Path

import polars as pl

DECLARATIONS = frozenset({"conventions", "sources", "stations"})
TABLES: dict[str, dict[str, type[pl.DataType]]] = {
    "communes": {
        "insee_code": pl.String,
        "name": pl.String,
        "epci_siren": pl.String,
        "departement": pl.String,
        "region": pl.String,
        "area_km2": pl.Float64,
    },
    "epci": {"siren": pl.String, "name": pl.String, "nature": pl.String},
    "departements": {"code": pl.String, "name": pl.String, "region": pl.String},
    "regions": {"code": pl.String, "name": pl.String},
    "population": {"insee_code": pl.String, "year": pl.Int32, "inhabitants": pl.Int64},
    "former_codes": {"former_code": pl.String, "name": pl.String, "insee_code": pl.String, "kind": pl.String},
    "conventions": {"key": pl.String, "value": pl.String, "meaning": pl.String, "source": pl.String},
    "sources": dict.fromkeys(("key", "title", "publisher", "licence", "url", "vintage", "retrieved"), pl.String),
    # Which weather station serves which territory, in which years; its normal is its own mean over a stated period.
    "stations": {
        "station": pl.String,
        "name": pl.String,
        "altitude_m": pl.Int32,
        "serves": pl.String,
        "first_year": pl.Int32,
        "last_year": pl.Int32,
        "normal_first": pl.Int32,
        "normal_last": pl.Int32,
        "source": pl.String,
    },
}


@cache
def table(data: Path, name: str) -> pl.DataFrame:
    """One reference table, as its file has it (`TABLES` gives the columns)."""
    folder = data if name in DECLARATIONS else data / "reference"
    return pl.read_csv(folder / f"{name}.csv", schema_overrides=TABLES[name], columns=list(TABLES[name]))


@cache
def commune_codes(data: Path) -> pl.DataFrame:
    """Every code that names a commune, today's and former ones. Grain: one row per code; code, name, insee_code."""
    current = table(data, "communes").select(code="insee_code", name="name", insee_code="insee_code")
    former = table(data, "former_codes").select(code="former_code", name="name", insee_code="insee_code")
    return pl.concat([current, former]).unique("code", keep="first", maintain_order=True).sort("code")
