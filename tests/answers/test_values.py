"""Values, ratios and statuses, checked by hand."""

import polars as pl
import pytest

from observatory.answers.contract import Answer, Question
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.vocabulary import Status, combined

METROPOLIS = "epci:200040715"


def asked(snapshot: Snapshot, territory: str, indicator: str = "energy", **more: object) -> Answer:
    return answer(snapshot, Question(indicator, parse_territory(territory), **more))


def codes(found: Answer) -> set[str]:
    return {one.code for one in found.notes}


def test_withheld_is_null_and_never_zero(snapshot: Snapshot) -> None:
    """Champagnier's residential gas is withheld from 2011 to 2022: null, with its status."""
    frame = asked(snapshot, "38068", carriers=("gas",), sectors=("residential",)).frame
    assert frame["year"].to_list() == list(range(2011, 2023))
    assert frame["value"].null_count() == 12
    assert set(frame["status"]) == {"withheld"}


def test_a_lower_bound_says_how_much_it_may_hide(snapshot: Snapshot) -> None:
    """A partial value counts its hidden cells and its order of magnitude is above it; a measured one hides nothing."""
    frame = asked(snapshot, "38151", carriers=("electricity",)).frame
    partial = frame.filter(pl.col("status") == "partial")
    assert (partial["withheld_cells"] > 0).all()
    assert (partial["high"] > partial["value"]).all()
    measured = frame.filter(pl.col("status") == "measured")
    assert measured["high"].equals(measured["value"].alias("high"))


def test_two_empty_rows_without_a_word_are_withheld_with_a_note(snapshot: Snapshot) -> None:
    """Bresson's gas of 2014 and Saint-Georges-de-Commiers' of 2011 have an empty row that no secrecy explains."""
    for commune, year in (("38057", 2014), ("38388", 2011)):
        found = asked(snapshot, commune, carriers=("gas",), years=(year, year))
        assert found.frame["status"].to_list() == ["partial"]
        assert "withheld_unflagged" in codes(found)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([Status.WITHHELD, Status.WITHHELD], Status.WITHHELD),
        ([Status.MEASURED, Status.WITHHELD], Status.PARTIAL),
        ([Status.ESTIMATED, Status.PARTIAL], Status.PARTIAL),
        ([Status.ESTIMATED, Status.MEASURED], Status.ESTIMATED),
        ([Status.MEASURED], Status.MEASURED),
    ],
)
def test_statuses_combine_to_the_least_trusted(statuses: list[Status], expected: Status) -> None:
    """All withheld is withheld; any withheld or partial is partial; any estimated is estimated."""
    assert combined(statuses) is expected


def test_a_rate_divides_by_the_inhabitants_of_its_own_year(snapshot: Snapshot) -> None:
    """Échirolles 2022 divides by the census of 2022; 2021 by the mean of 2020 and 2022, which is noted."""
    people = dict(asked(snapshot, "38151", "population").frame.select("year", "value").rows())
    found = asked(snapshot, "38151", "energy_per_inhabitant", carriers=("electricity",))
    rates = dict(found.frame.select("year", "value").rows())
    assert rates[2022] == pytest.approx(160_993.525 / people[2022])
    assert rates[2021] == pytest.approx(158_984.08936 / ((people[2020] + people[2022]) / 2))
    assert {"population_interpolated", "population_held"} <= codes(found)


def test_a_ratio_of_an_area_is_a_sum_over_a_sum(snapshot: Snapshot) -> None:
    """The metropolis' use per inhabitant is its energy over its inhabitants, not a mean of its communes' rates."""
    question = {"carriers": ("electricity",), "sectors": ("residential",), "years": (2023, 2023)}
    energy = asked(snapshot, METROPOLIS, **question).frame["value"][0]
    people = asked(snapshot, METROPOLIS, "population", years=(2023, 2023)).frame["value"][0]
    rate = asked(snapshot, METROPOLIS, "energy_per_inhabitant", **question).frame["value"][0]
    assert people == 450_608
    assert rate == pytest.approx(energy / people)


def test_the_heat_share_is_refused_below_the_epci(snapshot: Snapshot) -> None:
    """A network counts wholly in one commune: a share of that commune would be false."""
    with pytest.raises(QuestionRefused) as refusal:
        asked(snapshot, "38185", "heat_network_share")
    assert refusal.value.code == "indicator_below_grain"


def test_the_heat_share_is_refused_without_the_commune_of_the_network(snapshot: Snapshot) -> None:
    """Grenoble's gas is missing in the two years that have heat: the share would leave its own network out."""
    with pytest.raises(QuestionRefused) as refusal:
        asked(snapshot, METROPOLIS, "heat_network_share")
    assert (refusal.value.code, refusal.value.params["communes"]) == ("network_commune_left_out", ["Grenoble"])


def test_a_network_is_no_consumption_of_its_commune(snapshot: Snapshot) -> None:
    """The 606 GWh of the metropolis' network are not Grenoble's: they are named beside its figures."""
    found = asked(snapshot, "38185", years=(2023, 2023))
    assert "heat_network" not in found.perimeter.carriers
    assert "network_attached" in codes(found)
    networks = asked(snapshot, METROPOLIS, carriers=("heat_network",), years=(2023, 2023)).frame
    assert networks["value"][0] == pytest.approx(606_022 + 590 + 1_757 + 1_624 + 919)


def test_a_year_younger_than_its_file_is_to_be_confirmed(snapshot: Snapshot) -> None:
    """A file of September 2023 cannot know the whole of 2023."""
    found = asked(snapshot, METROPOLIS, carriers=("heat_network",))
    told = [one.params for one in found.notes if one.code == "year_to_confirm"]
    assert told == [{"year": 2023, "vintage": "2023-09"}]


def test_emissions_are_estimated_of_one_year_and_leave_the_hors_total_apart(snapshot: Snapshot) -> None:
    """Isère's inventory: 9.49 Mt in 2016, all estimated; biomass and international transport only when asked for."""
    found = asked(snapshot, "dep:38", "emissions")
    assert found.frame.select("year", "status").rows() == [(2016, "estimated")]
    assert found.frame["value"][0] == pytest.approx(9_492_908.8)
    assert {"not_orcae", "one_year_only", "cement_neighbours", "merged_communes", "imputed_sectors"} <= codes(found)
    split = asked(snapshot, "dep:38", "emissions", by=("sector",)).frame
    assert not {"biomass_co2", "international_transport"} & set(split["sector"])
    apart = asked(snapshot, "dep:38", "emissions", sectors=("biomass_co2",), by=("sector",)).frame
    assert apart["value"][0] > 0


def test_a_merged_commune_has_the_figures_of_its_members(snapshot: Snapshot) -> None:
    """Porte-des-Bonnevaux adds Commelle, Nantoin and Arzay to Semons, whose code it kept, and says so."""
    found = asked(snapshot, "38479", "emissions")
    merged = [one.params["names"] for one in found.notes if one.code == "merged_communes"]
    assert merged == [
        ["Arzay → Porte-des-Bonnevaux", "Commelle → Porte-des-Bonnevaux", "Nantoin → Porte-des-Bonnevaux"]
    ]
