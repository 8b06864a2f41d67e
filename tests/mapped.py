"""Tables of advisers that tests map: a long one and a wide one, of invented figures, and how each is read."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from observatory import ingest
from observatory.ingest import Reading
from observatory.settings import Settings
from observatory.sources.mapping import TableMapping, read_mapping
from observatory.sources.mapping_text import with_said
from observatory.workbook.drafting import draft
from tests.stores import FIXTURES

ORCAE, PCAET = FIXTURES / "mapped_orcae.csv", FIXTURES / "mapped_pcaet.csv"
NAMED = {"title": "Consommations", "publisher": "ORCAE", "licence": "Licence Ouverte", "recomputes": "oui"}
SAID: Mapping[Path, Mapping[str, str]] = {
    ORCAE: NAMED | {"key": "orcae", "withheld": "s", "carriers.Bois-énergie (EnRt)": "wood"},
    PCAET: NAMED
    | {
        "key": "pcaet",
        "gas": "none",
        "climate_corrected": "non",
        "named_in": "38",
        "withheld": "nd",
        "sectors.Logement social": "residential",
    },
}


def mapping(path: Path = ORCAE, **said: str) -> TableMapping:
    """How a table is read: what is guessed of it, what the adviser says, and what the test changes."""
    usual = SAID.get(path, NAMED | {"key": "table"})
    return read_mapping(with_said(draft(path.read_bytes(), path.name).fields(), {**usual, **said}))


def read(path: Path, found: TableMapping) -> Reading:
    """What a table gives, without a store."""
    return ingest.preview(path.read_bytes(), path.name, Settings(), mapping=found)


def facts(path: Path, found: TableMapping) -> pl.DataFrame:
    """The facts of a table that is accepted."""
    observed = read(path, found).observed
    assert observed is not None
    return observed.facts
