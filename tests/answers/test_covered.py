"""What a figure covers is told of that figure: of one carrier, its own communes, never those of another."""

import csv
from collections.abc import Callable

import pytest

from observatory.answers.change import change
from observatory.answers.contract import Answer, Question
from observatory.answers.indicator import answer
from observatory.settings import PROJECT
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording import readings
from observatory.wording.notes import note
from observatory.wording.typography import plain_spaces
from tests.stores import EXTRACTS

METROPOLIS = "epci:200040715"
Row = dict[str, str]


def asked(snapshot: Snapshot, territory: str, indicator: str = "energy", **more: object) -> Answer:
    return answer(snapshot, Question(indicator, parse_territory(territory), **more))


def rows() -> list[Row]:
    """The shipped extract of electricity and gas, as it is written."""
    with (EXTRACTS / "energy_ore_commune.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def present(carrier: str, years: range) -> set[str]:
    """Communes that have a carrier in every one of these years: a plain count over the rows."""
    by_year = [
        {row["insee_code"] for row in rows() if row["carrier"] == carrier and row["year"] == str(at)} for at in years
    ]
    return set.intersection(*by_year)


def inhabitants(where: Callable[[str], bool]) -> float:
    with (PROJECT / "data" / "reference" / "population.csv").open(encoding="utf-8") as file:
        return sum(float(row["inhabitants"]) for row in csv.DictReader(file)
                   if row["year"] == "2023" and where(row["insee_code"]))  # fmt: skip


def told(found: Answer, carrier: str) -> str:
    return plain_spaces(readings.trend(found, change(found, carrier=carrier), "fr", carrier=carrier))


@pytest.mark.parametrize("carrier", ["electricity", "gas"])
def test_each_carrier_has_its_own_coverage(snapshot: Snapshot, carrier: str) -> None:
    """Split by carrier since 2011, electricity is that of 48 communes and gas of 31, with their own inhabitants."""
    found = asked(snapshot, METROPOLIS, by=("carrier",)).perimeter.of(carrier)
    communes = present(carrier, range(2011, 2024))
    metropolis = {row["insee_code"] for row in rows()}
    share = inhabitants(communes.__contains__) / inhabitants(metropolis.__contains__)
    assert found.communes_covered == len(communes) == {"electricity": 48, "gas": 31}[carrier]
    assert found.inhabitants_share == pytest.approx(share)


def test_networks_cover_no_commune(snapshot: Snapshot) -> None:
    """Isère split by carrier is told by the 49 communes of its electricity: 16 others have a heat network and no more."""
    perimeter = asked(snapshot, "dep:38", by=("carrier",), years=(2012, 2023)).perimeter
    assert (perimeter.communes_covered, perimeter.of("electricity").communes_covered) == (49, 49)
    assert perimeter.of("heat_network").areal
    assert perimeter.of("heat_network").inhabitants_share is None


def test_a_sentence_has_the_coverage_of_its_carrier(snapshot: Snapshot) -> None:
    """Isère's electricity is told of 49 communes, the metropolis' since 2012 of 48 and its gas since 2015 of 31."""
    electricity = told(asked(snapshot, "dep:38", by=("carrier",), years=(2012, 2023)), "electricity")
    assert electricity.startswith("49 communes sur 512, 35 % des habitants de l'Isère, consomment")
    split = asked(snapshot, METROPOLIS, by=("carrier",))
    assert told(split, "electricity").startswith("48 communes sur 49, 65 % des habitants de Grenoble-Alpes-Métropole,")
    assert told(split, "gas").startswith("31 communes sur 49, 61 % des habitants de Grenoble-Alpes-Métropole,")


def test_a_split_is_titled_by_each_of_its_carriers(snapshot: Snapshot) -> None:
    """Where carriers cover other communes than one another, each is told, and the area bears no title alone."""
    found = asked(snapshot, METROPOLIS, by=("carrier",), carriers=("electricity", "gas"))
    assert plain_spaces(readings.coverage_title(found, "fr")) == (
        "Grenoble-Alpes-Métropole : 48 communes sur 49, 65 % des habitants (électricité) ; 31 communes sur 49, 61 % "
        "des habitants (gaz)"
    )
    assert not readings.is_whole(found)


def test_what_is_dropped_is_named_with_its_carrier(snapshot: Snapshot) -> None:
    """Grenoble and Séchilienne lack years of gas, Grenoble alone one of electricity."""
    found = asked(snapshot, METROPOLIS, by=("carrier",), carriers=("electricity", "gas"))
    said = [plain_spaces(note(one.code, one.params, "fr")) for one in found.notes if one.code == "communes_left_out"]
    assert said == [
        "Électricité : 1 commune laissée de côté, sans donnée certaines années : Grenoble.",
        "Gaz : 2 communes laissées de côté, sans donnée certaines années : Grenoble et Séchilienne.",
    ]


def test_a_total_adds_no_network_to_the_communes(snapshot: Snapshot) -> None:
    """Isère in 2023 is the electricity and gas (÷ 1.11) of 47 communes, 52 % of it in industry; networks stand apart."""
    kept = [row for row in rows() if row["year"] == "2023" and row["insee_code"] not in {"38185", "38478"}]
    worth = [(row["sector"], float(row["energy_mwh"] or 0) / (1.11 if row["carrier"] == "gas" else 1)) for row in kept]
    found = asked(snapshot, "dep:38", years=(2023, 2023))
    assert found.frame["value"][0] == pytest.approx(sum(value for _, value in worth)) == pytest.approx(3_822_497, abs=1)
    assert found.perimeter.carriers == ("electricity", "gas")
    assert found.perimeter.communes_covered == 47
    assert "networks_apart" in {one.code for one in found.notes}
    assert found.perimeter.carriers_left_out == {"cold_network": (2018, 2023), "heat_network": (2018, 2023)}
    split = dict(asked(snapshot, "dep:38", years=(2023, 2023), by=("sector",)).frame.select("sector", "value").rows())
    industry = sum(value for sector, value in worth if sector == "industry")
    assert split["industry"] == pytest.approx(industry)
    assert round(split["industry"] / sum(split.values()) * 100) == 52


def test_networks_asked_for_are_added_where_their_commune_is(snapshot: Snapshot) -> None:
    """Electricity and heat of Isère add no network of the 15 communes whose electricity is unknown."""
    both = asked(snapshot, "dep:38", carriers=("electricity", "heat_network"), years=(2023, 2023))
    area = asked(snapshot, METROPOLIS, carriers=("heat_network",), years=(2023, 2023)).frame["value"][0]
    electricity = asked(snapshot, METROPOLIS, carriers=("electricity",), years=(2023, 2023)).frame["value"][0]
    assert both.frame["value"][0] == pytest.approx(electricity + area)
    assert both.perimeter.communes_covered == 49


def test_an_area_with_nothing_but_networks_shows_them(snapshot: Snapshot) -> None:
    """Of the Loire, which has no other figure, energy is what its networks deliver: it covers no commune."""
    perimeter = asked(snapshot, "dep:42").perimeter
    assert (perimeter.carriers, perimeter.areal) == (("cold_network", "heat_network"), True)


def test_a_year_without_a_carrier_says_which_have_it(snapshot: Snapshot) -> None:
    """Grenoble in 2018 is its electricity alone: its gas is published for seven other years, which are told."""
    for split in ((), ("carrier",)):
        found = asked(snapshot, "38185", years=(2018, 2018), by=split)
        known = [one.params for one in found.notes if one.code == "carrier_other_years"]
        assert known == [{"carrier": "gas", "years": [2015, 2016, 2017, 2019, 2020, 2021, 2022]}]
        assert "gas" not in found.perimeter.never_published
