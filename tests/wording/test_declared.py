"""What is declared of indicators and sources, and the words of the field, as the page of methods says them."""

import pytest

from observatory.indicators import Direction, Measure, indicator, registry
from observatory.schemas import FACTS as DECLARED_FACTS
from observatory.sources import registry as sources
from observatory.vocabulary import CARRIER_CODES
from observatory.wording import declared, labels
from observatory.wording.glossary import TERMS, glossary
from observatory.wording.language import LANGUAGES
from observatory.wording.typography import plain_spaces


def test_every_declaration_has_its_words() -> None:
    """Measures, directions, dimensions and facts are all named."""
    assert set(declared.MEASURES) == set(Measure)
    assert set(declared.DIRECTIONS) == set(Direction)
    assert {name for one in registry().values() for name in one.dimensions} <= set(declared.DIMENSIONS)
    assert {fact.name for fact in DECLARED_FACTS} <= set(declared.FACTS)


def test_a_ratio_is_written_as_a_sum_over_a_sum() -> None:
    """The formula comes from the numerator, the denominator and the factor."""
    found = plain_spaces(declared.formula(indicator("heat_network_share"), "fr"))
    assert found == (
        "Somme sur les communes de : chaleur livrée par les réseaux de chaleur (MWh) ÷ somme sur les mêmes communes de : "
        "énergie livrée (MWh) × 100"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_declaration_leaves_no_blank(language: str) -> None:
    """Each indicator has its definition, formula, unit and limits; each source what it describes and its columns."""
    for one in registry().values():
        assert all(declared.of_indicator(one, language).values()) or not one.dimensions, one.key
    for source in sources().values():
        found = declared.of_source(source, language)
        assert source.headers[0] in " ".join(found.values())
        assert len(declared.caveats(source, language)) == len(source.caveats)


def test_the_glossary_knows_former_perimeters() -> None:
    """What an EPCI is says that its communes may be those of a past year."""
    assert any("ou de l'année choisie" in meaning and "@2019" in meaning for _, meaning in glossary("fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_is_in_order_and_filled(language: str) -> None:
    """Every word once, in the order of the alphabet, the closed lists in full."""
    found = glossary(language)
    assert len(found) == len(TERMS)
    names = [name.casefold().replace("é", "e") for name, _ in found]
    assert names == sorted(names)
    text = " ".join(meaning for _, meaning in found)
    assert "{" not in text
    assert all(labels.carrier(code, language) in text for code in CARRIER_CODES)
