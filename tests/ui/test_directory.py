"""The order in which territories are offered."""

import json

import polars as pl

from observatory.ui.directory import document, ordered

TERRITORIES = pl.DataFrame(
    {
        "key": ["01001", "38185", "38151", "dep:38", "epci:200040715", "epci:200000172"],
        "name": ["L'Abergement", "Grenoble", "Échirolles", "Isère", "Grenoble-Alpes-Métropole", "CC sans donnée"],
        "kind": ["commune", "commune", "commune", "dep", "epci", "epci"],
        "detail": ["Ain", "Isère", "Isère", "512", "49", "20"],
        "has_data": [False, True, True, True, True, False],
        "inhabitants": [800, 156_000, 37_000, 1_200_000, 450_000, None],
    }
)


def test_home_comes_first_then_areas_then_communes_with_data() -> None:
    """Home, the areas with data, the communes with data by size, then the others, areas first."""
    keys = [entry.key for entry in ordered(TERRITORIES, home="epci:200040715")]
    assert keys == ["epci:200040715", "dep:38", "38185", "38151", "epci:200000172", "01001"]


def test_the_browser_reads_key_name_and_detail() -> None:
    """The document holds three texts per territory, accents kept."""
    (first, *_) = ordered(TERRITORIES, home="38151")
    assert json.loads(document([first])) == [["38151", "Échirolles", "Isère"]]
