"""What a decomposition says, and what it never says."""

from dataclasses import replace

import polars as pl
import pytest

from observatory.answers.contract import Break, Question
from observatory.answers.decomposition import Decomposition, decomposition
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording import explanations
from observatory.wording.sentences import finding
from observatory.wording.typography import plain_spaces


@pytest.fixture(scope="module")
def found(snapshot: Snapshot) -> Decomposition:
    question = Question("energy", parse_territory("38151"), years=(2018, 2023), sectors=("residential",))
    return decomposition(snapshot, question)


def said(found: Decomposition, language: str = "fr") -> list[str]:
    return [plain_spaces(one) for one in explanations.sentences(found, language)]


def test_the_title_says_which_factor_explains_most(found: Decomposition) -> None:
    """A hedged sentence: less, since when, and first of all the use per inhabitant."""
    assert plain_spaces(explanations.headline(found, "fr")) == (
        "Dans le résidentiel, Échirolles consomme 16 % d'énergie de moins qu'en 2018 ; ce qui l'explique d'abord : "
        "usages par habitant, à climat normal (environ −14,8 GWh)"
    )
    assert plain_spaces(explanations.total(found, "fr")) == "De 2018 à 2023 : −14,2 GWh (−16 %)."


def test_each_factor_has_its_sentence(found: Decomposition) -> None:
    """Inhabitants are counted, a winter is mild or cold, and what cannot be told apart is said to be so."""
    assert said(found) == [
        "Population : 918 habitants de plus qu'en 2018 expliquent environ +1,96 GWh.",
        (
            "Usages par habitant, à climat normal : une baisse explique environ −14,8 GWh (logements, équipements, "
            "habitudes ou prix : rien ne les distingue ici)."
        ),
        "Climat : un hiver plus doux en 2023 qu'en 2018 explique environ −1,39 GWh.",
    ]
    assert said(found, "en")[2] == "Weather: a milder winter in 2023 than in 2018 explains about −1.39 GWh."


def test_the_signs_of_effects_turn_their_sentences(found: Decomposition) -> None:
    """Against the sun, winters are colder and uses rise; inhabitants who come and go are not counted."""
    turned = replace(found, steps=found.steps.with_columns(-pl.col("value")))
    people, use, weather = said(turned)
    assert people == "Population : une baisse explique environ −1,96 GWh."
    assert "une hausse explique environ +14,8 GWh" in use
    assert "un hiver plus froid en 2023" in weather
    fewer = replace(turned, inhabitants=(200.0, 100.0))
    assert said(fewer)[0] == "Population : 100 habitants de moins qu'en 2018 expliquent environ −1,96 GWh."


def test_a_factor_without_effect_says_so(found: Decomposition) -> None:
    """Zero is no rise and no fall."""
    still = replace(found, steps=found.steps.with_columns(value=pl.lit(0.0)))
    assert said(still)[2] == "Climat : aucun effet mesurable."


def test_the_weather_left_inside_is_said(found: Decomposition) -> None:
    """Without a station, the use per inhabitant says that it holds the weather."""
    two = replace(found, factors=("inhabitants", "use_per_inhabitant"))
    assert said(two)[1].startswith("Usages par habitant, climat compris : une baisse")


def test_a_steady_total_is_not_explained_by_one_factor(found: Decomposition) -> None:
    """Under half a percent, effects offset one another."""
    ends = found.answer.frame.with_columns(value=pl.lit(100.0), high=pl.lit(100.0))
    steady = replace(found, answer=replace(found.answer, frame=ends))
    assert "les effets se compensent" in explanations.headline(steady, "fr")


def test_a_change_from_nothing_is_told_by_its_ends(found: Decomposition) -> None:
    """From zero there is no percentage."""
    ends = found.answer.frame.with_columns(value=pl.when(pl.col("year") > 2018).then(100.0).otherwise(0.0))
    risen = replace(found, answer=replace(found.answer, frame=ends))
    assert plain_spaces(explanations.headline(risen, "fr")).startswith("Échirolles : 0 MWh en 2018, 100 MWh en 2023 ;")
    assert plain_spaces(explanations.total(risen, "fr")) == "De 2018 à 2023 : +100 MWh."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_named_structure(found: Decomposition, language: str) -> None:
    """The word misleads: no sentence and no name of a factor has it."""
    names = [explanations.factor(name, found, language) for name in (*found.factors, "perimeter_or_method", "waste")]
    assert not [text for text in [*names, *said(found, language)] if "structur" in text.lower()]


def test_a_refusal_names_the_years_that_compare() -> None:
    """The sentence says what cuts the series and which years can be chosen."""
    cut = Break(2020, "unspecified_moves", "electricity", sectors_only=True, params={"points": 0.05})
    params = {"first": 2018, "last": 2023, "comparable": [2020, 2021, 2022, 2023], "cut": cut}
    assert plain_spaces(finding("decomposition_break_between", params, "fr")) == (
        "2020 : la part sans secteur précisé gagne 5 points : 2018 et 2023 ne décrivent pas la même chose, et "
        "leur écart ne s'explique pas. Années comparables : 2020–2023."
    )
