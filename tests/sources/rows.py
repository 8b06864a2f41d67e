"""Files of a few rows, and what reading them says, without a store."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from observatory.ingest.reading import Reading
from observatory.ingest.reading import read as verdict
from observatory.settings import Settings
from observatory.sources.observatory_energy import COLUMNS
from tests.stores import FIXTURES

IGT_HEADER = (FIXTURES / "ademe_igt.csv").read_text(encoding="utf-8").splitlines()[0]
NETWORK_COLUMNS = (
    "ID OPERATEUR ANNEE FILIERE COMMUNE_CODE COMMUNE_LIBELLE PDL CONSOTOT CONSOR CONSOT CONSOI CONSOA CONSONA"
)
OWN: Mapping[str, str] = {
    "source": "ore_commune",
    "vintage": "2023",
    "insee_code": "38151",
    "commune": "Échirolles",
    "year": "2020",
    "carrier": "electricity",
    "sector": "residential",
    "operator": "Enedis",
    "category": "RES",
    "energy_mwh": "10",
    "sites": "5",
    "rows": "1",
    "withheld_cells": "0",
    "unflagged": "0",
    "rejected_rows": "0",
    "status": "measured",
    "merged_from": "",
    "corrected_mwh": "",
}


def read(text: str, name: str = "a.csv") -> Reading:
    """The verdict on a text file, and what it observed."""
    return verdict(text.encode(), name, Settings(), only=None)


def facts(text: str) -> pl.DataFrame:
    """The facts of a text file that is accepted."""
    observed = read(text).observed
    assert observed is not None
    return observed.facts


def found(text: str) -> list[tuple[Any, ...]]:
    """Row, column, value and code of each finding."""
    return [(one.row, one.column, one.value, one.code) for one in read(text).report.findings]


def own(*rows: Mapping[str, str]) -> str:
    """A file in the observatory's own layout: each row is `OWN` with something changed."""
    return table(COLUMNS, ({**OWN, **row}.values() for row in rows))


def networks(*rows: str) -> str:
    """A file of the SDES: rows of the second header's columns, separated by spaces; `-` for a blank."""
    lines = ([cell.replace("-", "") if cell == "-" else cell for cell in row.split()] for row in rows)
    return table(NETWORK_COLUMNS.split(), lines, delimiter=";")


def table(header: Iterable[str], rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """A CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
