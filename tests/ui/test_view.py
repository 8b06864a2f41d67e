"""A view and a link say the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.settings import settings
from observatory.view import NAMES, View

codes = st.sampled_from(
    ["38185", "2A004", "epci:200040715", "epci:200040715@2025", "dep:38", "dep:2B", "group:charte", "fr"]
)
years = st.none() | st.tuples(st.integers(1990, 2030), st.integers(1990, 2030)).map(lambda two: tuple(sorted(two)))
views = st.builds(
    View,
    page=st.just("tendances"),
    territory=codes,
    years=years,
    indicator=st.sampled_from(["energy", "emissions", "population"]),
    carriers=st.lists(st.sampled_from(["gas", "electricity"]), unique=True).map(tuple),
    sectors=st.lists(st.sampled_from(["residential", "industry"]), unique=True).map(tuple),
    split=st.sampled_from(["", "carrier", "sector", "commune"]),
    source=st.none() | st.just("ore_commune"),
    version=st.none() | st.sampled_from(["3", "2026-11-24", "2026-11-24 10:30"]),
    language=st.sampled_from(["fr", "en"]),
    options=st.just(()) | st.just((("mesure", "base"),)),
)


@given(views)
def test_a_link_opens_the_view_that_wrote_it(view: View) -> None:
    """Reading the parameters of a view gives that view, without a problem."""
    read, problems = View.from_query(view.to_query(), page="tendances", options=("mesure",))
    assert (read, problems) == (view, ())


@given(st.dictionaries(st.sampled_from([*NAMES.values(), "mesure", "utm_source"]), st.text(max_size=300)))
def test_no_parameter_raises(query: dict[str, str]) -> None:
    """Whatever stands in an address, there is a view, and it can be written again."""
    view, _ = View.from_query(query, page="tendances", options=("mesure",))
    assert View.from_query(view.to_query(), page="tendances", options=("mesure",))[0] == view


def test_the_default_view_has_a_bare_link() -> None:
    """What everybody starts with is not in the address."""
    assert View().to_query() == {}


def test_the_default_territory_is_home() -> None:
    """A bare address opens on the territory of the settings."""
    assert View().territory == settings().home


@pytest.mark.parametrize(
    ("parameter", "value", "code"),
    [
        ("territoire", "Grenoble", "territory_unreadable"),
        ("annees", "2023-2015", "years_unreadable"),
        ("annees", "２０２３", "years_unreadable"),
        ("indicateur", "bonheur", "indicator_unknown"),
        ("version", "hier", "version_unreadable"),
        ("energies", "gas,vapeur", "parameter_unknown"),
        ("secteurs", "tous", "parameter_unknown"),
        ("decoupage", "rue", "parameter_unknown"),
        ("source", "rumeur", "parameter_unknown"),
        ("langue", "tlh", "parameter_unknown"),
    ],
)
def test_a_bad_parameter_is_told_and_has_its_default(parameter: str, value: str, code: str) -> None:
    """Each unreadable parameter gives one problem, and the default view."""
    view, problems = View.from_query({parameter: value})
    assert ([problem.code for problem in problems], view) == ([code], View())


def test_a_bad_parameter_leaves_the_others() -> None:
    """One unreadable parameter does not lose the rest of a link."""
    view, _ = View.from_query({"territoire": "38151", "annees": "hier", "indicateur": "emissions"})
    assert (view.territory, view.indicator) == ("38151", "emissions")


def test_parameters_of_others_are_dropped() -> None:
    """What a mail tracker adds does not stay in the address."""
    view, problems = View.from_query({"utm_source": "lettre", "territoire": "38151"})
    assert (view.to_query(), problems) == ({"territoire": "38151"}, ())


def test_a_page_keeps_the_options_it_declares() -> None:
    """An option that the page does not declare is not one."""
    view, _ = View.from_query({"mesure": "base", "autre": "1"}, options=("mesure",))
    assert (view.option("mesure"), view.option("autre")) == ("base", "")


def test_an_emptied_option_leaves_the_link() -> None:
    """Back to its default, an option is no longer in the address."""
    assert View().but(mesure="base").but(mesure="").to_query() == {}


def test_another_page_keeps_what_is_looked_at() -> None:
    """Territory, years and indicator follow to another page; the choices of one page do not."""
    view = View(territory="38151", years=(2015, 2020), sectors=("industry",), options=(("mesure", "base"),))
    assert view.shared("comparaison").to_query() == {"territoire": "38151", "annees": "2015-2020"}


def test_a_view_is_saved_and_restored() -> None:
    """A saved screen is the JSON of its view."""
    view = View(page="tendances", territory="38151", years=(2015, 2020), options=(("mesure", "base"),))
    assert View.model_validate_json(view.model_dump_json()) == view
