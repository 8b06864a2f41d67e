"""The wide layout of network operators: one row per operator, year, carrier and place, one set of columns per sector.

Of each sector: what was delivered (CONSO, MWh), to how many delivery points (PDL), and INDQUAL, the share of it that
was read from meters, the rest being estimated (arrêté du 18 juillet 2016): a value of which a part is estimated is
estimated. The Agence ORE adds the number of cells under secrecy; the SDES writes `secret` in the cell itself. A sector
without delivery point and without MWh is no figure.
"""

from collections.abc import Mapping

import polars as pl

SECTORS = ("A", "I", "T", "R", "NA")
KEY = {"operator": "OPERATEUR", "carrier": "FILIERE", "year": "ANNEE"}
AMOUNTS = tuple(f"CONSO{sector}" for sector in SECTORS)
POINTS = tuple(f"PDL{sector}" for sector in SECTORS)
QUALITY = tuple(f"INDQUAL{sector}" for sector in SECTORS)
HIDDEN = tuple(f"NOMBRE_MAILLE_SECRETISEES_{sector}" for sector in SECTORS)
HEADERS = (*KEY.values(), *AMOUNTS, *POINTS)
OPTIONAL = (*QUALITY, *HIDDEN)
SECRET = frozenset({"secret"})
NOTHING = r"^0*(?:[.,]0*)?$"  # a blank, or a zero


def unfold(cells: pl.DataFrame, place: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """One row per file row and sector that says something; `place` gives the columns that tell where.

    Text columns: row, operator, carrier, year, those of `place`, sector, header, energy_mwh, sites, withheld_cells and
    status.
    """
    key = {name: pl.col(header) for name, header in KEY.items()}
    shared = cells.select("row", *AMOUNTS, *POINTS, *_there(cells), **key, **place)
    whole = _whole_index(shared)
    names = ("row", *KEY, *place)
    each = [shared.select(*names, **_cell(sector, shared, whole)) for sector in SECTORS]
    nothing = pl.all_horizontal(
        pl.col(name).str.strip_chars().str.contains(NOTHING) for name in ("energy_mwh", "sites", "withheld_cells")
    )
    return pl.concat(each).filter(~nothing).sort("row", maintain_order=True)


def _there(cells: pl.DataFrame) -> list[str]:
    return [name for name in OPTIONAL if name in cells.columns]


def _cell(sector: str, shared: pl.DataFrame, whole: float) -> dict[str, pl.Expr]:
    """The set of columns of one sector."""
    amount, quality, hidden = f"CONSO{sector}", f"INDQUAL{sector}", f"NOMBRE_MAILLE_SECRETISEES_{sector}"
    partly = _share(quality) < whole if quality in shared.columns else pl.lit(value=False)
    return {
        "sector": pl.lit(amount),
        "header": pl.lit(amount),
        "energy_mwh": pl.col(amount),
        "sites": pl.col(f"PDL{sector}"),
        "withheld_cells": pl.col(hidden) if hidden in shared.columns else pl.lit(""),
        "status": pl.when(partly.fill_null(value=False)).then(pl.lit("estimated")).otherwise(pl.lit("")),
    }


def _whole_index(shared: pl.DataFrame) -> float:
    """What a wholly measured value has: 1 where a file gives shares, 100 where it gives percentages."""
    indices = [_share(name).max().alias(name) for name in QUALITY if name in shared.columns]
    highest = shared.select(pl.max_horizontal(indices)).item() if indices else None
    return 100.0 if highest is not None and highest > 1 else 1.0


def _share(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def commune_of_iris(code: str) -> pl.Expr:
    """The commune in the code of an IRIS: its first five characters, four where a spreadsheet took the zero off.

    What has not the length of an IRIS is left as it is, for the grammar of communes to refuse.
    """
    text = pl.col(code).str.strip_chars().str.replace(r"\.0+$", "")
    short = text.str.contains(r"^\d{8}$")
    whole = text.str.contains(r"^[0-9][0-9AaBb]\d{7}$")
    return pl.when(whole).then(text.str.slice(0, 5)).when(short).then(text.str.slice(0, 4)).otherwise(text)
