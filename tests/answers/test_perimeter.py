"""What a series of years adds, and what it leaves out and names."""

from pathlib import Path

import polars as pl
import pytest

from observatory.answers.contract import Answer, GasBasis, PerimeterRule, Question
from observatory.answers.indicator import answer
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, current, settings_in, taken, written

METROPOLIS = "epci:200040715"


def asked(snapshot: Snapshot, territory: str, indicator: str = "energy", **more: object) -> Answer:
    return answer(snapshot, Question(indicator, parse_territory(territory), **more))


def by_year(found: Answer) -> dict[int, float]:
    return dict(zip(found.frame["year"], found.frame["value"], strict=True))


def test_a_commune_adds_only_the_carriers_of_every_year(snapshot: Snapshot) -> None:
    """Grenoble's total is its electricity; gas, which seven years have, is named as left out."""
    found = asked(snapshot, "38185")
    assert found.perimeter.carriers == ("electricity",)
    assert found.perimeter.carriers_left_out == {"gas": (2015, 2016, 2017, 2019, 2020, 2021, 2022)}


def test_years_that_have_both_add_both_with_gas_in_lower_heating_value(snapshot: Snapshot) -> None:
    """In 2019–2022 Grenoble adds electricity, and gas ÷ 1.11 (arrêté du 15 septembre 2006)."""
    found = asked(snapshot, "38185", years=(2019, 2022))
    assert (found.perimeter.carriers, found.gas) == (("electricity", "gas"), GasBasis.PCI)
    assert by_year(found)[2019] == pytest.approx(1_023_519.448 + 523_147.0 / 1.11)


def test_gas_alone_is_as_published_and_the_basis_can_be_asked_for(snapshot: Snapshot) -> None:
    """Gas by itself is MWh PCS; asked in PCI it is divided by 1.11."""
    higher = asked(snapshot, "38185", carriers=("gas",))
    lower = asked(snapshot, "38185", carriers=("gas",), gas=GasBasis.PCI)
    assert by_year(higher)[2015] == pytest.approx(475_460.0)
    assert by_year(lower)[2015] == pytest.approx(475_460.0 / 1.11)


def test_an_area_leaves_out_the_communes_that_lack_a_year(snapshot: Snapshot) -> None:
    """The metropolis' electricity from 2011 leaves out Grenoble, begun in 2012; from 2012 all are in."""
    long = asked(snapshot, METROPOLIS, carriers=("electricity",))
    assert [place.name for place in long.perimeter.communes_left_out] == ["Grenoble"]
    assert (long.perimeter.communes_covered, long.perimeter.communes_total) == (48, 49)
    short = asked(snapshot, METROPOLIS, carriers=("electricity",), years=(2012, 2023))
    assert (short.perimeter.communes_covered, short.perimeter.inhabitants_share) == (49, 1.0)


def test_all_adds_whatever_each_year_has(snapshot: Snapshot) -> None:
    """With the perimeter « all », 2012 has Grenoble and 2011 has not."""
    common = by_year(asked(snapshot, METROPOLIS, carriers=("electricity",)))
    everything = by_year(asked(snapshot, METROPOLIS, carriers=("electricity",), perimeter=PerimeterRule.ALL))
    assert everything[2011] == pytest.approx(common[2011])
    assert everything[2012] - common[2012] == pytest.approx(137_507.7)


@pytest.mark.parametrize("rule", list(PerimeterRule))
def test_communes_add_up_to_their_epci(snapshot: Snapshot, rule: PerimeterRule) -> None:
    """Σ communes = EPCI, year by year, under the same perimeter."""
    whole = by_year(asked(snapshot, METROPOLIS, years=(2012, 2023), carriers=("electricity", "gas"), perimeter=rule))
    parts = asked(
        snapshot, METROPOLIS, years=(2012, 2023), carriers=("electricity", "gas"), by=("commune",), perimeter=rule
    )
    added = parts.frame.group_by("year").agg(pl.col("value").sum())
    for year, value in added.rows():
        assert value == pytest.approx(whole[year], abs=1e-6)


def test_sectors_add_up_to_the_total(snapshot: Snapshot) -> None:
    """Σ sectors = total, year by year, for a commune and for emissions of a département."""
    for territory, indicator in (("38151", "energy"), ("dep:38", "emissions")):
        whole = by_year(asked(snapshot, territory, indicator))
        parts = asked(snapshot, territory, indicator, by=("sector",)).frame
        for year, value in parts.group_by("year").agg(pl.col("value").sum()).rows():
            assert value == pytest.approx(whole[year], abs=1e-6)


def test_a_carrier_never_published_is_no_gap(snapshot: Snapshot) -> None:
    """Mont-Saint-Martin has no gas at all: it is told as never published, and its total is whole."""
    found = asked(snapshot, "38258")
    assert "gas" in found.perimeter.never_published
    assert [one.params for one in found.notes if one.code == "carrier_never_published"] == [
        {"carrier": "gas", "name": "Mont-Saint-Martin"}
    ]
    assert found.perimeter.carriers_left_out == {}


def test_an_area_is_told_by_what_it_covers(snapshot: Snapshot) -> None:
    """Isère's electricity is that of 49 communes out of 512, 35 % of its inhabitants."""
    perimeter = asked(snapshot, "dep:38", carriers=("electricity",), years=(2023, 2023)).perimeter
    assert (perimeter.communes_covered, perimeter.communes_total) == (49, 512)
    assert perimeter.inhabitants_share == pytest.approx(0.347, abs=0.001)


def test_two_sources_of_one_carrier_are_never_added(tmp_path: Path) -> None:
    """A second source of Échirolles' electricity is set aside, named, and can be asked for."""
    settings = settings_in(tmp_path)
    header = (EXTRACTS / "energy_ore_commune.csv").read_text(encoding="utf-8").splitlines()[0]
    other = written(
        tmp_path,
        "other.csv",
        f"{header}\nautre_source,2024,38151,Échirolles,2023,electricity,tertiary,,,1000,,1,0,0,0,measured,,\n",
    )
    taken(settings, EXTRACTS / "energy_ore_commune.csv", other)
    snapshot = current(settings)
    question = {"carriers": ("electricity",), "years": (2023, 2023)}
    first = asked(snapshot, "38151", **question)
    assert by_year(first)[2023] == pytest.approx(155_452.014)
    assert [one.params["others"] for one in first.notes if one.code == "source_precedence"] == [["autre_source"]]
    assert by_year(asked(snapshot, "38151", source="autre_source", **question)) == {2023: 1000.0}
