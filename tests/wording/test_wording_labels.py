"""Words of the closed lists."""

import pytest

from observatory.errors import Outcome
from observatory.sources import registry
from observatory.territory import Kind
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES, Scope, Status
from observatory.wording import labels
from observatory.wording.language import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_vocabulary_has_its_words(language: str) -> None:
    """No code is shown bare: each carrier, sector, status, scope, kind and outcome has a label."""
    named = [
        *(labels.carrier(code, language) for code in CARRIER_CODES),
        *(labels.carrier_of(code, language) for code in CARRIER_CODES),
        *(labels.sector(code, language) for code in SECTOR_CODES),
        *(labels.sector_in(code, language) for code in SECTOR_CODES),
        *(labels.status(code, language) for code in Status),
        *(labels.scope(code, language) for code in Scope),
        *(labels.territory_kind(code, language) for code in Kind),
        *(labels.outcome(code, language) for code in Outcome),
    ]
    assert all(named)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("unspecified", "secteur non précisé"),
        ("industry", "industrie (hors branche énergie)"),
        ("international_transport", "transports internationaux (hors total)"),
        ("biomass_co2", "CO₂ de la biomasse (hors total)"),
    ],
)
def test_sector_words(code: str, words: str) -> None:
    """Sectors have the words that the interface fixes."""
    assert labels.sector(code, "fr") == words


def test_carrier_after_an_amount() -> None:
    """« de » elides before a vowel."""
    assert [labels.carrier_of(code, "fr") for code in ("electricity", "gas", "")] == [
        "d'électricité",
        "de gaz",
        "d'énergie",
    ]


def test_shipped_sources_are_named() -> None:
    """Each source of the registry has a name for readers."""
    assert not [key for key in registry() if labels.source(key, "fr") == key]


def test_unknown_source_is_named_by_its_key() -> None:
    """A source added in its own file alone is still named."""
    assert labels.source("new_source", "fr") == "new_source"


def test_operator_spells_itself() -> None:
    """A known operator has its own spelling; one of which only a folded spelling is left has no name to show."""
    found = [labels.operator(name) for name in ("greenalp", "grt_gaz", "Régie du Val", "regie_du_val")]
    assert found == ["GreenAlp", "GRTgaz", "Régie du Val", None]


def test_units_by_language() -> None:
    """Inhabitants are abbreviated as the language does; other units are the same for all."""
    assert [labels.unit(unit, "en") for unit in ("MWh/hab.", "GWh", "tCO₂e")] == ["MWh/inhab.", "GWh", "tCO₂e"]
