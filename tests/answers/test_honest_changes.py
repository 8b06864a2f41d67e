"""What no change may cross, and what bears none: carriers that come in, years to confirm, inhabitants held, no sector."""

import pytest

from observatory.answers.change import change, comparable_years
from observatory.answers.contract import Answer, PerimeterRule, Question
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.figures.trend import trend_chart
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording import readings
from observatory.wording.breaks import break_label, break_sentence
from observatory.wording.typography import plain_spaces

METROPOLIS = "epci:200040715"


def asked(snapshot: Snapshot, territory: str, indicator: str = "energy", **more: object) -> Answer:
    return answer(snapshot, Question(indicator, parse_territory(territory), **more))


def told(found: Answer, **part: str) -> str:
    return plain_spaces(readings.trend(found, change(found, **part), "fr", **part))


def test_a_carrier_that_comes_into_a_sum_cuts_it(snapshot: Snapshot) -> None:
    """Heat is published for 2018 and 2023 only: added to electricity whatever each year has, it makes no rise."""
    found = asked(
        snapshot,
        METROPOLIS,
        carriers=("electricity", "heat_network"),
        perimeter=PerimeterRule.ALL,
        years=(2017, 2023),
    )
    cuts = [(one.year, one.cause, one.params["carriers"]) for one in found.breaks if one.cause.startswith("carrier")]
    assert cuts == [
        (2018, "carrier_enters", ["heat_network"]),
        (2019, "carrier_leaves", ["heat_network"]),
        (2023, "carrier_enters", ["heat_network"]),
    ]
    assert comparable_years(found) == (2019, 2020, 2021, 2022)
    assert plain_spaces(break_label(found.breaks[-1], "fr")) == "2023 : le total compte aussi les réseaux de chaleur"


def test_a_gap_is_told_once_with_its_carrier(snapshot: Snapshot) -> None:
    """Grenoble's gas resumes in 2019 after a gap: its sum is cut when gas leaves it, then once when it is back."""
    found = asked(snapshot, "38185", perimeter=PerimeterRule.ALL, years=(2015, 2023))
    assert [(one.year, one.cause) for one in found.breaks] == [
        (2018, "carrier_leaves"),
        (2019, "years_missing"),
        (2023, "carrier_leaves"),
        (2023, "years_missing"),
    ]
    resumed = next(one for one in found.breaks if one.year == 2019)
    assert plain_spaces(break_label(resumed, "fr")) == "2018 : pas de donnée de gaz"


def test_a_series_of_nothing_has_no_break(snapshot: Snapshot) -> None:
    """Séchilienne's tertiary gas begins at zero: an operator that brings nothing to it is no break, and no crash."""
    found = asked(snapshot, "38478", carriers=("gas",), sectors=("tertiary",))
    assert "operator_enters" not in {one.cause for one in found.breaks}


def test_an_operator_cuts_the_sectors_it_is_in(snapshot: Snapshot) -> None:
    """RTE enters the industry of Champ-sur-Drac in 2012: its homes go on, split or asked for alone."""
    split = asked(snapshot, "38071", carriers=("electricity",), by=("sector",), years=(2011, 2017))
    alone = asked(snapshot, "38071", carriers=("electricity",), sectors=("residential",), years=(2011, 2017))
    assert [(one.year, one.sector) for one in split.breaks] == [(2012, "industry")]
    assert alone.breaks == ()
    assert comparable_years(split, sector="residential") == tuple(range(2011, 2018))
    assert comparable_years(split, sector="industry") == tuple(range(2012, 2018))
    drawn = trend_chart(split, change(split, sector="industry"), language="fr", dimension="sector")
    assert {(mark.x, mark.series) for mark in drawn.marks} == {(2012, "industry")}


def test_a_commune_that_appears_is_named(snapshot: Snapshot) -> None:
    """What cuts the metropolis' electricity in 2015 is Grenoble's operator; gas that appears there names Grenoble."""
    found = asked(snapshot, METROPOLIS, carriers=("gas",), perimeter=PerimeterRule.ALL)
    appears = next(one for one in found.breaks if one.cause == "communes_appear")
    assert appears.params["names"] == ["Grenoble"]
    assert plain_spaces(break_label(appears, "fr")) == f"{appears.year} : Grenoble entre dans les données"


def test_networks_deliver_and_communes_do_not_consume(snapshot: Snapshot) -> None:
    """Heat is divided by the inhabitants of the whole area, whose networks are told, without a change to 2023."""
    found = asked(snapshot, METROPOLIS, "energy_per_inhabitant", carriers=("heat_network",))
    heat = dict(asked(snapshot, METROPOLIS, carriers=("heat_network",)).frame.select("year", "value").rows())
    rates = dict(found.frame.select("year", "value").rows())
    assert rates[2023] == pytest.approx(heat[2023] / 450_608)  # inhabitants of the 49 communes, 2023
    assert change(found) is None
    assert told(found) == (
        "Les réseaux rattachés aux communes de Grenoble-Alpes-Métropole livrent au moins 1,36 MWh/hab. de chaleur en "
        "2023 ; année à confirmer, donc pas d'évolution"
    )


def test_an_index_has_no_point_in_a_year_to_confirm(snapshot: Snapshot) -> None:
    """Base 100 in 2018, what networks deliver shows nothing in 2023."""
    found = asked(snapshot, METROPOLIS, carriers=("heat_network",))
    drawn = trend_chart(found, None, language="fr", index=2018)
    assert dict(zip(drawn.series[0].x, drawn.series[0].y, strict=True))[2023] is None


def test_what_has_no_sector_has_no_trend(snapshot: Snapshot) -> None:
    """How much the publisher can attribute is no use of energy: it is given without its course."""
    found = asked(snapshot, METROPOLIS, carriers=("electricity",), sectors=("unspecified",), years=(2018, 2023))
    assert change(found) is None
    assert told(found).endswith("cette part dépend de ce que l'éditeur sait attribuer, donc pas d'évolution")
    split = asked(snapshot, METROPOLIS, carriers=("electricity",), by=("sector",), years=(2018, 2023))
    assert change(split, sector="unspecified") is None


def test_what_is_no_part_of_a_total_is_added_to_nothing(snapshot: Snapshot) -> None:
    """Biomass CO₂ and homes are refused as one sum, and given side by side."""
    both = ("biomass_co2", "residential")
    with pytest.raises(QuestionRefused) as refusal:
        asked(snapshot, "38185", "emissions", sectors=both)
    assert (refusal.value.code, refusal.value.params["sectors"]) == ("sectors_not_additive", ["biomass_co2"])
    assert set(asked(snapshot, "38185", "emissions", sectors=both, by=("sector",)).frame["sector"]) == set(both)


def test_a_census_is_of_most_communes(snapshot: Snapshot) -> None:
    """Mayotte alone is counted in 2017: France is interpolated that year, and Mayotte is not."""
    france = asked(snapshot, "fr", "population", years=(2017, 2017))
    assert france.frame["status"].to_list() == ["estimated"]
    assert [one.code for one in france.notes] == ["population_interpolated"]
    assert 2017 not in asked(snapshot, "fr", "population").frame["year"]
    assert asked(snapshot, "dep:976", "population", years=(2017, 2017)).frame["status"].to_list() == ["measured"]


def test_inhabitants_held_bear_no_change(snapshot: Snapshot) -> None:
    """Isère's inhabitants of 2015 are those of 2016: its growth is told since 2016, in whole inhabitants."""
    found = asked(snapshot, "dep:38", "population", years=(2015, 2023))
    moved = change(found)
    assert moved is not None
    assert (moved.year_from, moved.value_from) == (2016, 1_252_912)
    assert told(found) == "L'Isère compte 4 % d'habitants de plus qu'en 2016"
    assert all(value == round(value) for value in found.frame["value"])
    parts = asked(snapshot, "dep:38", "population", years=(2021, 2021), by=("commune",)).frame["value"].sum()
    assert parts == found.frame.filter(year=2021)["value"][0]


def test_a_view_that_stops_early_names_its_last_year(snapshot: Snapshot) -> None:
    """Of the years 2011–2017 the sentence is told of 2017, as 2023 is published; of one year, that it was chosen."""
    early = asked(snapshot, "38151", carriers=("electricity",), years=(2011, 2017))
    assert told(early).startswith("En 2017, Échirolles consomme")
    late = asked(snapshot, "38151", carriers=("electricity",), years=(2015, 2023))
    assert told(late).startswith("Échirolles consomme")
    alone = asked(snapshot, "38151", carriers=("electricity",), years=(2016, 2016))
    assert told(alone).endswith("; une seule année choisie, donc pas d'évolution")


def test_no_other_year_is_promised_where_none_can_help(snapshot: Snapshot) -> None:
    """Brié-et-Angonnes never has gas, the Loire no electricity: the sentence says so."""
    assert told(asked(snapshot, "38059", carriers=("gas",))) == (
        "Pas de donnée de gaz pour Brié-et-Angonnes : non desservi ou non publié ; choisissez une autre énergie"
    )
    assert "choisissez une autre énergie ou un autre territoire" in told(asked(snapshot, "dep:42", carriers=("gas",)))
    assert told(asked(snapshot, "dep:42", "heat_network_share")).endswith("choisissez un autre territoire")


def test_the_heat_share_is_given_with_what_some_years_lack(snapshot: Snapshot) -> None:
    """Added whatever each year has, the share is 11.7 and 11.6 %, told as a maximum and cut by no year without heat."""
    found = asked(snapshot, METROPOLIS, "heat_network_share", perimeter=PerimeterRule.ALL)
    assert [round(value, 1) for value in found.frame["value"]] == [11.7, 11.6]
    assert "share_upper_bound" in {one.code for one in found.notes}
    assert found.breaks == ()


def test_a_series_that_stops_is_told_as_stopped(snapshot: Snapshot) -> None:
    """Grenoble's gas has no 2023: with the years asked for, the last known one is said, not which compare after it."""
    found = asked(snapshot, "38185", by=("carrier",), years=(2019, 2023))
    stop = next(one for one in found.breaks if one.carrier == "gas")
    assert plain_spaces(break_sentence(stop, "fr", name="Grenoble")) == (
        "Grenoble, gaz : la série s'arrête en 2022, car l'année 2023 n'est pas publiée."
    )
