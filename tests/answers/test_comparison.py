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
    """From 2017 to 2023 no residential change is given; from 2018 all but two of the 49 communes have one."""
    across = compare(snapshot, RESIDENTIAL, year=2023, year_from=2017)
    assert set(across.frame["change_state"]) == {"break"}
    assert across.frame["change"].null_count() == 49
    assert [one.year for one in across.breaks] == [2018]
    inside = compare(snapshot, RESIDENTIAL, year=2023, year_from=2018)
    assert inside.breaks == ()
    assert inside.frame.filter(pl.col("change_state") == "ok").height == 47


def test_what_the_publisher_could_not_attribute_cuts_a_commune_alone(snapshot: Snapshot) -> None:
    """In 2020 18 % of Grenoble's electricity has no sector, none in 2019; Sarcenas had 5.8 % in 2019 only: no change."""
    found = compare(snapshot, RESIDENTIAL, year=2023, year_from=2018).frame
    assert found.filter(pl.col("change_state") == "break")["name"].to_list() == ["Grenoble", "Sarcenas"]
    whole = compare(snapshot, replace(RESIDENTIAL, sectors=()), year=2023, year_from=2018).frame
    assert "break" not in whole["change_state"].to_list()


@pytest.mark.parametrize(("carriers", "sectors"), [((), ()), (("gas",), ()), ((), ("industry",))])
def test_a_commune_is_cut_where_its_own_page_is(
    snapshot: Snapshot, carriers: tuple[str, ...], sectors: tuple[str, ...]
) -> None:
    """Operators weigh the same in a comparison and alone, gas in a sum being PCI on both sides: the same communes are cut.

    A commune that lacks one of the two years has no figure to cut.
    """
    asked = Question("energy", METROPOLIS, carriers=carriers, sectors=sectors)
    found = compare(snapshot, asked, year=2017, year_from=2011).frame.filter(pl.col("change_state") != "missing")
    compared = set(found.filter(pl.col("change_state") == "break")["key"])
    alone = set()
    for key in found["key"]:
        own = answer(snapshot, replace(asked, territory=parse_territory(key), years=(2011, 2017)))
        causes = {one.cause for one in own.breaks}
        alone |= {key} if causes & {"operator_enters", "operator_leaves", "unspecified_moves"} else set()
    assert compared == alone
    assert alone


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


@pytest.mark.parametrize("sectors", [("industry",), ("residential", "industry")])
def test_imputed_sectors_are_not_ranked(snapshot: Snapshot, sectors: tuple[str, ...]) -> None:
    """The inventory spreads industry by jobs: a ranking on it is refused, alone or added to another sector."""
    with pytest.raises(QuestionRefused) as refusal:
        compare(snapshot, Question("emissions", ISERE, sectors=sectors), year=2016)
    assert refusal.value.code == "imputed_not_ranked"
    assert refusal.value.params["sectors"] == ["industry"]


def test_ranks_and_quartiles_are_among_the_size_asked_for(snapshot: Snapshot) -> None:
    """Seven communes have 2 000 to 3 499 inhabitants: they rank from 1 to 7 and their median is the fourth."""
    found = compare(snapshot, RESIDENTIAL, year=2023, size=4)
    ordered = found.frame.sort("rank")
    assert ordered["rank"].to_list() == list(range(1, 8))
    assert ordered["inhabitants"].is_between(2000, 3499).all()
    assert found.quartiles is not None
    assert (
        found.quartiles[1] == ordered["value"][3] == ordered.filter(pl.col("name").str.contains("Commiers"))["value"][0]
    )


def test_an_epci_known_in_part_is_shown_and_not_ranked(snapshot: Snapshot) -> None:
    """Twelve of the thirty communes of Vienne Condrieu are in the Rhône, without data: 18 do not stand for it."""
    found = compare(snapshot, Question("emissions_per_inhabitant", ISERE), year=2016, by_epci=True).frame
    line = found.filter(pl.col("name") == "CA Vienne Condrieu").row(0, named=True)
    assert (line["described"], line["communes"]) == (18, 30)
    assert (line["ranked"], line["unranked"], line["rank"]) == (False, "partial", None)
    assert line["inhabitants"] > 80_000


def test_an_epci_that_industry_dominates_is_not_ranked(snapshot: Snapshot) -> None:
    """The cement works of the Balcons du Dauphiné make most of its emissions: it is an EPCI, not a commune, that is left."""
    found = compare(snapshot, Question("emissions_per_inhabitant", ISERE), year=2016, by_epci=True).frame
    assert "CC Les Balcons du Dauphiné" in found.filter(pl.col("unranked") == "industry")["name"].to_list()


def test_an_epci_changes_as_its_own_page_says(snapshot: Snapshot) -> None:
    """The metropolis uses 18.6 % less electricity than in 2018; no change is given across the new split of 2018."""
    asked = Question("energy", ISERE, carriers=("electricity",))
    found = compare(snapshot, asked, year=2023, year_from=2018, by_epci=True).frame
    own = change(answer(snapshot, replace(asked, territory=METROPOLIS, years=(2018, 2023))))
    line = found.filter(pl.col("key") == str(METROPOLIS)).row(0, named=True)
    assert own is not None
    assert (line["change"], line["change_state"]) == (own.percent, "ok")
    assert line["change"] == pytest.approx(-18.6, abs=0.05)
    across = compare(snapshot, replace(asked, sectors=("residential",)), year=2023, year_from=2017, by_epci=True).frame
    assert across.filter(pl.col("key") == str(METROPOLIS))["change_state"][0] == "break"
    assert set(found.filter(pl.col("value").is_null())["change_state"]) == {"missing"}


def test_an_epci_is_the_sum_of_its_communes(snapshot: Snapshot) -> None:
    """The emissions of the metropolis in a comparison by EPCI are those of its own page."""
    found = compare(snapshot, Question("emissions", ISERE), year=2016, by_epci=True).frame
    alone = answer(snapshot, Question("emissions", METROPOLIS)).frame["value"][0]
    assert found.filter(pl.col("key") == str(METROPOLIS))["value"][0] == pytest.approx(alone)


def test_few_communes_give_no_quartile(snapshot: Snapshot) -> None:
    """Where fewer than five communes have a value, none is given."""
    found = compare(snapshot, Question("energy", parse_territory("38151"), carriers=("electricity",)), year=2023)
    assert found.quartiles is None


def median_of_its_size(snapshot: Snapshot, code: str) -> pl.DataFrame:
    question = replace(RESIDENTIAL, territory=parse_territory(code))
    return peers_median(snapshot, question, within=replace(question, territory=ISERE))


def test_the_median_of_its_size_is_of_the_others(snapshot: Snapshot) -> None:
    """Échirolles beside the 8 others of 10 000 to 50 000 inhabitants, itself aside: the mean of the 4th and the 5th.

    In 2023, in MWh per inhabitant: 1.150, 1.202, 1.343, 1.373, 1.466, 1.592, 1.836, 1.890; with its own 1.033 the median
    would be 1.373.
    """
    medians = median_of_its_size(snapshot, "38151")
    assert medians["year"].to_list() == list(range(2011, 2024))
    last = medians.row(-1, named=True)
    assert (last["communes"], last["value"]) == (8, pytest.approx((1.3730 + 1.4659) / 2, abs=5e-5))


def test_the_largest_commune_has_none_of_its_size(snapshot: Snapshot) -> None:
    """Three communes stand in the class under Grenoble's 156 140 inhabitants, and none beside it: no median is given."""
    assert median_of_its_size(snapshot, "38185").is_empty()


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
