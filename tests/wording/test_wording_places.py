"""Names of territories inside a sentence."""

import pytest

from observatory.territory import Kind
from observatory.wording import places


@pytest.mark.parametrize(
    ("name", "of", "at"),
    [
        ("Grenoble", "de Grenoble", "à Grenoble"),
        ("Échirolles", "d'Échirolles", "à Échirolles"),
        ("Eybens", "d'Eybens", "à Eybens"),
        ("Huez", "d'Huez", "à Huez"),
        ("Haut-Bréda", "de Haut-Bréda", "à Haut-Bréda"),
        ("Le Pont-de-Claix", "du Pont-de-Claix", "au Pont-de-Claix"),
        ("Les Adrets", "des Adrets", "aux Adrets"),
        ("La Tronche", "de La Tronche", "à La Tronche"),
        ("L'Albenc", "de L'Albenc", "à L'Albenc"),
        ("Lens-Lestang", "de Lens-Lestang", "à Lens-Lestang"),
    ],
)
def test_commune(name: str, of: str, at: str) -> None:
    """A commune's own article merges with « de » and « à », and « de » elides before a vowel or a mute h."""
    assert (places.of(name, "fr"), places.at(name, "fr"), places.subject(name, "fr")) == (of, at, name)


@pytest.mark.parametrize(
    ("name", "subject", "of", "at"),
    [
        ("Isère", "l'Isère", "de l'Isère", "dans l'Isère"),
        ("Loire", "la Loire", "de la Loire", "dans la Loire"),
        ("Rhône", "le Rhône", "du Rhône", "dans le Rhône"),
        ("Hautes-Alpes", "les Hautes-Alpes", "des Hautes-Alpes", "dans les Hautes-Alpes"),
        ("Haute-Savoie", "la Haute-Savoie", "de la Haute-Savoie", "dans la Haute-Savoie"),
        ("Paris", "Paris", "de Paris", "à Paris"),
    ],
)
def test_departement(name: str, subject: str, of: str, at: str) -> None:
    """A département has its article."""
    kind = Kind.DEPARTEMENT
    found = [form(name, "fr", kind=kind) for form in (places.subject, places.of, places.at)]
    assert found == [subject, of, at]


def test_other_kinds() -> None:
    """An EPCI named by its status is feminine, one named as a town is not; a group is quoted."""
    assert places.of("CC Le Grésivaudan", "fr", kind=Kind.EPCI) == "de la CC Le Grésivaudan"
    assert places.of("Grenoble-Alpes-Métropole", "fr", kind=Kind.EPCI) == "de Grenoble-Alpes-Métropole"
    assert places.of("Charte", "fr", kind=Kind.GROUP) == "du groupe «\u00a0Charte\u00a0»"
    assert places.at("France", "fr", kind=Kind.FRANCE) == "en France"


def test_english_has_one_form() -> None:
    """English puts a preposition before the name as it is."""
    assert places.of("Le Pont-de-Claix", "en") == "of Le Pont-de-Claix"
    assert places.at("Isère", "en", kind=Kind.DEPARTEMENT) == "in Isère"
