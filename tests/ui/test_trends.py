"""Tendances: the base year, what stands beside a commune, and what is offered where there is no figure."""

from pathlib import Path

from observatory.ingest import ingest
from observatory.settings import Settings
from tests.stores import FIXTURES
from tests.ui.conftest import Open
from tests.ui.said import on, text


def test_the_sentence_counts_from_the_base_year(open_app: Open, shipped_store: Path) -> None:
    """With 2015 as its base, Échirolles' sentence is of 2015 too."""
    app = on(open_app, shipped_store, "tendances", territoire="38151", base="oui", annee_base="2015")
    assert "Échirolles consomme 11 % d'électricité de moins qu'en 2015" in text(app)


def test_a_base_year_beyond_a_break_is_refused(open_app: Open, shipped_store: Path) -> None:
    """Grenoble's operator entered in 2015: 2012 is no base, and the years offered start at 2015."""
    app = on(open_app, shipped_store, "tendances", territoire="38185", base="oui", annee_base="2012")
    assert "« 2012 » n'est pas reconnu" in text(app)
    bases = next(widget for widget in app.main.get("selectbox") if widget.label == "Année de base")
    assert bases.options == ["première comparable", *map(str, range(2015, 2023))]


def test_a_reference_that_is_not_drawn_is_said(open_app: Open, shipped_store: Path) -> None:
    """Isère is described by the metropolis' communes alone: one line, and the sentence that says so."""
    said = text(on(open_app, shipped_store, "tendances", territoire="38151"))
    assert "Isère : mêmes communes que Grenoble-Alpes-Métropole dans les données." in said


def test_no_commune_is_compared_with_another_size(open_app: Open, shipped_store: Path) -> None:
    """No other commune described is of Grenoble's size, nor enough of the class below: there is no median."""
    said = text(on(open_app, shipped_store, "tendances", territoire="38185"))
    assert "Médiane : trop peu d'autres communes" in said
    assert "communes de taille voisine" not in said


def test_years_without_data_call_for_no_file(open_app: Open, shipped_store: Path) -> None:
    """Échirolles has no year before 2011: no published file would fill 1990–1995."""
    said = text(on(open_app, shipped_store, "tendances", territoire="38151", annees="1990-1995"))
    assert "Pas de donnée d'énergie pour Échirolles" in said
    assert "comblerait" not in said


def test_an_indicator_without_data_is_asked_by_a_link_only(open_app: Open, shipped_store: Path) -> None:
    """No production is shipped: the selector leaves it out; a link that asks for it says which file would fill it."""
    usual = on(open_app, shipped_store, "tendances", territoire="38151")
    asked = on(open_app, shipped_store, "tendances", territoire="38151", indicateur="renewable_production")
    offered = [next(one for one in app.sidebar.get("selectbox") if one.label == "Indicateur") for app in (usual, asked)]
    label = "Production d'électricité renouvelable"
    assert [label in one.options for one in offered] == [False, True]
    assert "Pas de donnée de production d'électricité pour Échirolles" in text(asked)
    assert "Production électrique annuelle par filière à la maille commune (Enedis)" in text(asked)


def test_a_production_is_shown_by_technology(open_app: Open, tmp_path: Path) -> None:
    """Once Enedis' file is in, Tendances opens on its technologies and Comparaison ranks communes by it."""
    store = tmp_path / "store"
    list(ingest([FIXTURES / "enedis_production.csv"], Settings(store=store)))
    said = text(on(open_app, store, "tendances", territoire="38151", indicateur="renewable_production"))
    assert "par filière" in said
    assert "hors cogénération et autres filières" in said
    compared = text(on(open_app, store, "comparaison", territoire="38151", mesure="renewable_production"))
    assert "Échirolles : 6" in compared
    assert "n'a pas pu s'afficher" not in said + compared


def test_energies_that_are_drawn_look_chosen(open_app: Open, shipped_store: Path) -> None:
    """Where the link names no energy, both are drawn and both buttons are pressed."""
    app = on(open_app, shipped_store, "tendances", territoire="38151")
    chosen = next(group for group in app.main.get("button_group") if group.label == "Énergies")
    assert chosen.value == ["electricity", "gas"]
    assert app.session_state["view"].carriers == ()


def test_a_share_that_no_commune_has_is_not_offered(open_app: Open, shipped_store: Path) -> None:
    """The share of heat networks means nothing for a commune, and is offered for its EPCI."""
    offered = {}
    for place in ("38151", "epci:200040715"):
        app = on(open_app, shipped_store, "tendances", territoire=place)
        group = next(group for group in app.main.get("button_group") if group.label == "Voir aussi")
        offered[place] = {getattr(option, "content", option) for option in group.options}
    assert "Part des réseaux de chaleur" not in offered["38151"]
    assert any("réseaux de chaleur" in label for label in offered["epci:200040715"])


def test_small_panels_say_that_their_scales_differ(open_app: Open, shipped_store: Path) -> None:
    """Each sector has its own axis, in words too."""
    said = text(on(open_app, shipped_store, "tendances", territoire="38151"))
    assert "Chaque panneau a sa propre échelle" in said


def test_homes_at_normal_climate_stand_alone(open_app: Open, shipped_store: Path) -> None:
    """Corrected, the series says so and is compared with no other commune: a correction is over time only."""
    for climate in ("sdes", "publisher"):
        said = text(on(open_app, shipped_store, "tendances", territoire="38151", climat=climate))
        assert "corrigé des variations climatiques" in said
        assert "Isère : mêmes communes" not in said


def test_what_is_not_corrected_is_told(open_app: Open, shipped_store: Path) -> None:
    """The publisher corrects no gas: the choice gives a sentence, and the rest of the page goes on."""
    app = on(open_app, shipped_store, "tendances", territoire="38151", climat="publisher", cote="gas")
    assert "sa correction manque pour gaz" in text(app)
    assert not app.exception
