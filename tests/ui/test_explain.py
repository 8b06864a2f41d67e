"""« Ce qui explique l'évolution » on Tendances."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.wording.typography import plain_spaces
from tests.stores import settings_in, taken, written
from tests.ui.conftest import Open

HEADING = "Ce qui explique l'évolution".replace("'", "&#x27;")


def text_of(open_app: Open, store: Path, **query: str) -> str:
    """Everything that Tendances says."""
    app: AppTest = open_app(store, **query).switch_page("../../pages/trends.py").run()
    assert not app.exception
    return plain_spaces(" ".join(element.proto.body for element in app.main if element.type == "html"))


def test_the_section_keeps_to_the_comparable_years(open_app: Open, shipped_store: Path) -> None:
    """With all years chosen, Échirolles is explained from 2018, when its sectors are split anew."""
    text = text_of(open_app, shipped_store, territoire="38151")
    assert HEADING in text
    assert "De 2018 à 2023 : −14,2 GWh (−16 %)." in text
    assert "Climat : un hiver plus doux en 2023" in text


def test_the_section_follows_the_years_and_the_energies(open_app: Open, shipped_store: Path) -> None:
    """2020–2022 of gas alone."""
    text = text_of(open_app, shipped_store, territoire="38151", annees="2020-2022", energies="gas")
    assert "De 2020 à 2022 : −6,79 GWh (−13 %)." in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"territoire": "38068"}, "Toute une énergie est sous le secret statistique (gaz, 2018–2022)"),
        ({"territoire": "38151", "annees": "2012-2016"}, "Avant 2018, les fichiers publiés rangent d"),
        ({"territoire": "38151", "annees": "2023"}, "Il n&#x27;y a qu&#x27;une année comparable, 2023"),
        ({"territoire": "dep:38"}, "Aucune station météo ne sert tout ce territoire"),
    ],
)
def test_what_is_not_explained_is_a_sentence(
    open_app: Open, shipped_store: Path, query: dict[str, str], sentence: str
) -> None:
    """Secrecy, years of another split, a single year, a territory without a station: each has its sentence."""
    text = text_of(open_app, shipped_store, **query)
    assert HEADING in text
    assert sentence in text


@pytest.mark.parametrize(
    "query",
    [{"territoire": "42218"}, {"territoire": "38151", "indicateur": "emissions"}, {"indicateur": "population"}],
)
def test_no_section_where_there_is_nothing_to_explain(
    open_app: Open, shipped_store: Path, query: dict[str, str]
) -> None:
    """No residential energy, an inventory of one year, inhabitants: the section is not there."""
    assert HEADING not in text_of(open_app, shipped_store, **query)


def test_emissions_of_several_years_are_explained_by_sector(open_app: Open, tmp_path: Path) -> None:
    """Two inventories of one vintage: each sector has its sentence, and the figure is there."""
    head = "source,vintage,insee_code,commune,year,sector,emissions_tco2e,rows,withheld_cells,unflagged,rejected_rows,status,merged_from"
    cells = ((2020, "residential", 9000), (2021, "residential", 8000), (2020, "industry", 500), (2021, "industry", 700))
    lines = [f"hand,2024,42218,,{year},{sector},{tons},1,0,0,0,estimated," for year, sector, tons in cells]
    settings = settings_in(tmp_path)
    taken(settings, written(tmp_path, "emissions.csv", "\n".join([head, *lines]) + "\n"))
    text = text_of(open_app, settings.store, territoire="42218", indicateur="emissions")
    assert HEADING in text
    assert "Résidentiel : une baisse explique environ −1 000 tCO₂e." in text
    assert "De 2020 à 2021 : −800 tCO₂e (−8,4 %)." in text
