"""One spelling of a territory, on the command line, in links and in saved screens."""

import pytest

from observatory.errors import QuestionRefused
from observatory.territory import Kind, Territory, parse_territory


@pytest.mark.parametrize(
    "text", ["38185", "2A004", "epci:200040715", "epci:200040715@2025", "dep:38", "group:charte_energie", "fr"]
)
def test_a_territory_is_written_as_it_is_read(text: str) -> None:
    """What was read is spelled the same again."""
    assert str(parse_territory(text)) == text


@pytest.mark.parametrize(
    "text", ["epci:200040715@25", "epci:200040715@", "epci:20004071@2025", "38185@2025", "dep:38@2025", "fr@2025"]
)
def test_only_an_epci_has_a_perimeter_of_a_year(text: str) -> None:
    """A year of four digits after an EPCI's number is a perimeter; anywhere else it names nothing."""
    with pytest.raises(QuestionRefused, match="territory_unreadable"):
        parse_territory(text)


def test_an_epci_of_a_year_is_another_territory() -> None:
    """It is not today's EPCI, and each leads to the other."""
    then, now = parse_territory("epci:200040715@2025"), Territory(Kind.EPCI, "200040715")
    assert then != now
    assert (then.perimeter_year, now.perimeter_year) == (2025, None)
    assert then.in_perimeter(None) == now
    assert now.in_perimeter(2025) == then.in_perimeter(2019).in_perimeter(2025) == then
