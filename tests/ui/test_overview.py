"""Vue d'ensemble: cards that hedge as the sentences do, what is kept, and parts of one and the same total."""

from pathlib import Path

import pytest

from tests.ui.conftest import Open
from tests.ui.said import on, paragraphs, sentences, text

GRENOBLE, METROPOLIS, ISERE, SAINT_ETIENNE = "38185", "epci:200040715", "dep:38", "42218"


@pytest.mark.parametrize("place", ["38151", GRENOBLE, METROPOLIS])
def test_a_card_is_as_sure_as_its_sentence(open_app: Open, shipped_store: Path, place: str) -> None:
    """Whatever a card says of a change stands in a sentence of « À retenir », hedge included."""
    app = on(open_app, shipped_store, "vue-d-ensemble", territoire=place)
    changes = [note for note in paragraphs(app, "card-note") if "qu'en" in note]
    assert changes
    for change in changes:
        amount, year = change.split(" de moins qu'en ")
        assert any(amount in sentence and f"de moins qu'en {year}" in sentence for sentence in sentences(app)), change


def test_a_year_to_confirm_ends_no_change(open_app: Open, shipped_store: Path) -> None:
    """The heat of 2023 comes from a file of September 2023: its card tells a value and no change."""
    app = on(open_app, shipped_store, "vue-d-ensemble", territoire=METROPOLIS)
    notes = " | ".join(paragraphs(app, "card-note"))
    assert "année à confirmer" in notes
    assert "qu'en 2018" not in notes


def test_who_makes_the_change_stands_with_it(open_app: Open, shipped_store: Path) -> None:
    """Three sentences are kept, and the one site that makes most of the gas' fall is told in that of the gas."""
    kept = sentences(on(open_app, shipped_store, "vue-d-ensemble", territoire=METROPOLIS))
    assert len(kept) == 3
    gas = next(sentence for sentence in kept if "de gaz" in sentence)
    assert "Pont-de-Claix" in gas


def test_who_makes_the_total_stands_on_its_card(open_app: Open, shipped_store: Path) -> None:
    """Grenoble makes 29 % of the electricity of its metropolis, and the card says what is left without it."""
    notes = paragraphs(on(open_app, shipped_store, "vue-d-ensemble", territoire=METROPOLIS), "card-note")
    assert "dont 29 % à Grenoble ; sans elle : 2,06 TWh" in notes


def test_the_parts_of_a_departement_are_of_communes_with_both_networks(open_app: Open, shipped_store: Path) -> None:
    """The shares of Isère add electricity and gas over 47 communes, by carrier and by sector, and no heat."""
    said = text(on(open_app, shipped_store, "vue-d-ensemble", territoire=ISERE))
    assert "Électricité : 54 % du total de 2023, pour 47 communes sur 512" in said
    assert "Industrie (hors branche énergie) : 52 % du total de 2023, pour 47 communes sur 512" in said


def test_parts_are_of_the_last_year_that_has_both(open_app: Open, shipped_store: Path) -> None:
    """Grenoble's gas of 2023 is not published: its parts are those of 2022, electricity and gas, not 100 % of one."""
    said = text(on(open_app, shipped_store, "vue-d-ensemble", territoire=GRENOBLE))
    assert "du total de 2022" in said
    assert "100 % du total" not in said


def test_what_is_missing_is_said(open_app: Open, shipped_store: Path) -> None:
    """Saint-Étienne has emissions alone: the page says that its electricity and gas are missing."""
    said = text(on(open_app, shipped_store, "vue-d-ensemble", territoire=SAINT_ETIENNE))
    assert "Électricité et gaz : pas de donnée" in said


def test_a_map_opens_on_what_most_communes_have(open_app: Open, shipped_store: Path) -> None:
    """49 communes of Isère have electricity, all have emissions: the map opens on these; the metropolis' on the former."""
    isere = text(on(open_app, shipped_store, "vue-d-ensemble", territoire=ISERE))
    metropolis = text(on(open_app, shipped_store, "vue-d-ensemble", territoire=METROPOLIS))
    assert "Émissions par habitant" in isere
    assert "Électricité résidentielle par habitant" in metropolis


def test_the_sidebar_has_what_the_page_obeys(open_app: Open, shipped_store: Path) -> None:
    """The overview obeys the years and no indicator, the comparison neither, the trends all three."""
    found = {}
    for page in ("vue-d-ensemble", "comparaison", "tendances"):
        app = on(open_app, shipped_store, page, territoire="38151")
        labels = {widget.label for kind in ("selectbox", "slider") for widget in app.sidebar.get(kind)}
        found[page] = labels & {"Indicateur", "Années", "Source"}
    assert found == {
        "vue-d-ensemble": {"Années"},
        "comparaison": {"Source"},
        "tendances": {"Indicateur", "Années", "Source"},
    }
