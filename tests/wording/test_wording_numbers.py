"""Numbers, quantities, years, dates and lists by language."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.units import INHABITANTS, MWH, MWH_PER_INHABITANT, PERCENT, TCO2E
from observatory.wording.numbers import (
    Scale,
    date,
    date_time,
    listing,
    number,
    percent,
    quantity,
    scale_for,
    year_list,
    year_span,
)

AMOUNTS = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (1234567, "1\u202f234\u202f567", "1,234,567"),
        (1234.56, "1\u202f235", "1,235"),
        (-12.345, "−12,3", "−12.3"),
        (0.04567, "0,0457", "0.0457"),
        (2.9, "2,9", "2.9"),
        (0, "0", "0"),
        (None, "—", "—"),
        (math.nan, "—", "—"),
    ],
)
def test_number_by_language(value: float | None, french: str, english: str) -> None:
    """A number shows three significant digits, thousands and decimal mark of the language, and a dash where absent."""
    assert (number(value, language="fr"), number(value, language="en")) == (french, english)


def test_number_keeps_the_decimals_asked_for() -> None:
    """Decimals that are asked for stay, zeros too, so that a column aligns."""
    assert number(1234.5, language="fr", digits=2) == "1\u202f234,50"


def test_number_signed() -> None:
    """A signed number has its plus, a rounded zero has no sign."""
    assert [number(value, language="fr", digits=0, signed=True) for value in (3.2, -3.2, -0.2)] == ["+3", "−3", "0"]


@given(AMOUNTS, st.integers(min_value=0, max_value=4))
def test_grouping_round_trips(value: float, digits: int) -> None:
    """Taking the thousands' spaces off and the mark back gives the rounded number again."""
    text = number(value, language="fr", digits=digits)
    assert float(text.replace("\u202f", "").replace(",", ".").replace("−", "-")) == round(value, digits)


@given(st.lists(st.one_of(st.none(), AMOUNTS), max_size=20))
def test_one_scale_shows_every_figure_under_ten_thousand(values: list[float | None]) -> None:
    """The largest value of a figure, in its scale, has at most four digits before the mark, up to 10 000 TWh."""
    scale = scale_for(values, MWH)
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    assert largest * scale.factor < 10_000 or scale.unit == "TWh"


@pytest.mark.parametrize(
    ("largest", "unit", "shown"),
    [
        (9.9, MWH, "kWh"),
        (10.0, MWH, "MWh"),
        (999.0, MWH, "MWh"),
        (1_000.0, MWH, "GWh"),
        (2_900_000.0, MWH, "TWh"),
        (999.0, TCO2E, "tCO₂e"),
        (718_766.0, TCO2E, "ktCO₂e"),
        (9_500_000.0, TCO2E, "MtCO₂e"),
        (4.2, MWH_PER_INHABITANT, "MWh/hab."),
        (0.6, MWH_PER_INHABITANT, "kWh/hab."),
        (36_000.0, INHABITANTS, "hab."),
    ],
)
def test_unit_by_magnitude(largest: float, unit: str, shown: str) -> None:
    """The unit of a figure follows its largest value, whatever its sign."""
    assert scale_for([None, 0.0, -largest], unit).unit == shown


def test_scale_of_nothing_is_the_unit_itself() -> None:
    """A figure without a value, or with zeros only, keeps the unit of the indicator."""
    assert scale_for([None, 0.0], MWH) == Scale(1.0, MWH)


def test_quantity_in_french() -> None:
    """A quantity has a thin space for thousands, a comma, and its unit behind a no-break space."""
    assert quantity(1_234_500.0, MWH, language="fr", scale=Scale(1.0, MWH)) == "1\u202f234\u202f500\u00a0MWh"
    assert quantity(161_834.2, MWH, language="fr") == "162\u00a0GWh"


def test_quantity_of_inhabitants_is_whole() -> None:
    """Inhabitants are counted one by one."""
    assert quantity(36_227.4, INHABITANTS, language="fr") == "36\u202f227\u00a0hab."


def test_quantity_of_percents() -> None:
    """A share has the percent sign as French and English write it."""
    assert quantity(11.24, PERCENT, language="fr") == "11,2\u202f%"
    assert quantity(11.24, PERCENT, language="en") == "11.2%"


def test_quantity_absent() -> None:
    """A withheld value is a dash, never a zero."""
    assert quantity(None, MWH, language="fr") == "—"


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(-11.2, 0, "−11\u202f%"), (3.0, 0, "+3\u202f%"), (-0.3, 0, "0\u202f%"), (0.42, None, "+0,4\u202f%")],
)
def test_percent_in_french(value: float, digits: int | None, shown: str) -> None:
    """A change has its sign and a no-break space before the percent sign."""
    assert percent(value, language="fr", digits=digits) == shown


def test_years() -> None:
    """Years are joined by a dash where they follow one another, and listed where they do not."""
    assert year_span(2011, 2014) == "2011–2014"
    assert year_list((2022, 2011, 2012, 2013), "fr") == "2011–2013 et 2022"


def test_moment_is_shown_in_french_time() -> None:
    """The store's UTC moments are read an hour later in winter and two in summer."""
    assert date_time(dt.datetime(2026, 11, 22, 13, 5), "fr") == "22/11/2026 à 14\u00a0h\u00a005"  # noqa: DTZ001
    assert date_time(dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC), "en") == "2 July 2026 at 00:30"


def test_day() -> None:
    """A day is written as the language writes it."""
    assert date(dt.date(2026, 11, 22), "fr") == "22/11/2026"
    assert date(dt.date(2026, 11, 22), "en") == "22 November 2026"


@pytest.mark.parametrize(
    ("items", "french", "english"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a et b", "a and b"), (["a", "b", "c"], "a, b et c", "a, b and c")],
)
def test_listing(items: list[str], french: str, english: str) -> None:
    """A list has its last item joined by the word of the language."""
    assert (listing(items, "fr"), listing(items, "en")) == (french, english)
