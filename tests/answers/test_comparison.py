"""Communes side by side, and who makes a total by itself."""

from dataclasses import replace

import polars as pl
import pytest

from observatory.answers.change import change
from observatory.answers.comparison import compare, peers_median
from observatory.answers.concentration import dominance
from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.answers.provenance import detail, provenance
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

METROPOLIS = parse_territory("epci:200040715")
ISERE = parse_territory("dep:38")
RESIDENTIAL = Question("energy_per_inhabitant", METROPOLIS, carriers=("electricity",), sectors=("residential",))


def test_quartiles_are_those_of_the_ranked_values(snapshot: Snapshot) -> None:
    """Of 49 values, the quartiles are the 13th, the 25th and the 37th."""
    found = compare(snapshot, RESIDENTIAL, year=2023)
    values = found.frame["value"].sort().to_list()
    assert found.quartiles == pytest.approx((values[12], values[24], values[36]))
    assert found.frame.filter(pl.col("name") == "Échirolles")["rank"][0] == 49


def test_a_change_across_the_new_split_by_sector_is_none(snapshot: Snapshot) -> None:
    """From 2017 to 2023 no residential change is given; from 2018 each of the 49 communes has one."""
    across = compare(snapshot, RESIDENTIAL, year=2023, year_from=2017)
    assert set(across.frame["change_state"]) == {"break"}
    assert across.frame["change"].null_count() == 49
    assert [one.year for one in across.breaks] == [2018]
    inside = compare(snapshot, RESIDENTIAL, year=2023, year_from=2018)
    assert set(inside.frame["change_state"]) == {"ok"}


def test_a_commune_that_an_operator_enters_has_no_change(snapshot: Snapshot) -> None:
    """Between 2011 and 2013, RTE's entry leaves three communes without a change of their electricity."""
    question = Question("energy", METROPOLIS, carriers=("electricity",))
    found = compare(snapshot, question, year=2013, year_from=2011).frame
    cut = found.filter(pl.col("change_state") == "break")["name"].to_list()
    assert cut == ["Champ-sur-Drac", "Jarrie", "Le Pont-de-Claix"]
    assert found.filter(pl.col("name") == "Grenoble")["change_state"][0] == "missing"


def test_industry_is_not_ranked_per_inhabitant(snapshot: Snapshot) -> None:
    """All sectors together, the communes where industry exceeds half are shown and not ranked."""
    found = compare(snapshot, Question("energy_per_inhabitant", METROPOLIS, carriers=("electricity",)), year=2023)
    unranked = found.frame.filter(~pl.col("ranked"))["name"].to_list()
    assert {"Champ-sur-Drac", "Jarrie", "Le Pont-de-Claix", "Veurey-Voroize"} <= set(unranked)
    assert found.frame.filter(~pl.col("ranked"))["rank"].null_count() == len(unranked)


def test_imputed_sectors_are_not_ranked(snapshot: Snapshot) -> None:
    """The inventory spreads industry by jobs: a ranking of communes on it is refused."""
    with pytest.raises(QuestionRefused) as refusal:
        compare(snapshot, Question("emissions", ISERE, sectors=("industry",)), year=2016)
    assert refusal.value.code == "imputed_not_ranked"


def test_an_epci_is_the_sum_of_its_communes(snapshot: Snapshot) -> None:
    """The emissions of the metropolis in a comparison by EPCI are those of its own page."""
    found = compare(snapshot, Question("emissions", ISERE), year=2016, by_epci=True).frame
    alone = answer(snapshot, Question("emissions", METROPOLIS)).frame["value"][0]
    assert found.filter(pl.col("key") == str(METROPOLIS))["value"][0] == pytest.approx(alone)


def test_few_communes_give_no_quartile(snapshot: Snapshot) -> None:
    """Where fewer than five communes have a value, none is given."""
    found = compare(snapshot, Question("energy", parse_territory("38151"), carriers=("electricity",)), year=2023)
    assert found.quartiles is None


def test_peers_are_of_the_size_widened_until_there_are_five(snapshot: Snapshot) -> None:
    """Three communes have 20,000 to 50,000 inhabitants: the classes beside are added to give a median."""
    question = Question("energy_per_inhabitant", parse_territory("38151"), carriers=("electricity",))
    within = Question("energy_per_inhabitant", METROPOLIS, carriers=("electricity",))
    medians = peers_median(snapshot, question, within=within)
    assert (medians["communes"] >= 5).all()
    assert medians["year"].to_list() == list(range(2011, 2024))


def test_peers_are_others_and_no_further_than_the_next_class(snapshot: Snapshot) -> None:
    """Échirolles' nine peers are the others of 10,000 inhabitants or more; Grenoble has three below it, so no median."""
    within = Question("energy_per_inhabitant", METROPOLIS, carriers=("electricity",), years=(2012, 2023))
    described = compare(snapshot, within, year=2023).frame
    large = described.filter(pl.col("inhabitants") >= 10_000)["key"].to_list()
    medians = peers_median(snapshot, replace(within, territory=parse_territory("38151")), within=within)
    assert medians.filter(pl.col("year") == 2023)["communes"].to_list() == [len(large) - 1] == [9]
    assert peers_median(snapshot, replace(within, territory=parse_territory("38185")), within=within).is_empty()


def test_one_plant_makes_half_of_the_fall(snapshot: Snapshot) -> None:
    """Champ-sur-Drac's one site makes 47 % of the metropolis' fall of 2018–2023; without the commune it is −12 %."""
    found = answer(snapshot, Question("energy", METROPOLIS, carriers=("electricity",), years=(2018, 2023)))
    of_change = [one for one in dominance(snapshot, found, change(found)) if one.of_change]
    assert [one.place.name for one in of_change] == ["Champ-sur-Drac"]
    assert of_change[0].operator == "RTE"
    assert of_change[0].share == pytest.approx(0.47, abs=0.005)
    assert of_change[0].without == pytest.approx(-12.1, abs=0.1)


def test_a_figure_leads_to_its_file_and_rows(snapshot: Snapshot) -> None:
    """Échirolles' electricity of 2023 is the sum of published rows of one file, between two of its lines."""
    found = answer(
        snapshot, Question("energy", parse_territory("38151"), carriers=("electricity",), years=(2023, 2023))
    )
    line = provenance(snapshot, found).row(0, named=True)
    assert (line["source"], line["file"], line["vintage"]) == ("ore_commune", "energy_ore_commune.csv", "2023")
    cells = detail(snapshot, "38151", 2023, "electricity")
    assert cells["energy_mwh"].sum() == pytest.approx(found.frame["value"][0])
    assert line["rows"] == cells["rows"].sum()
