"""Breaks over the 49 communes of the Agence ORE file: each one that is there, and none that is not."""

import polars as pl
import pytest

from observatory.answers.change import change
from observatory.answers.contract import Answer, PerimeterRule, Question
from observatory.answers.indicator import answer
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

METROPOLIS = "epci:200040715"
# Read in the file by hand: (commune, carrier, first year of the new state, cause).
TOTAL_BREAKS = {
    ("38068", "gas", 2023, "operator_leaves"),  # GRTgaz leaves Champagnier
    ("38071", "electricity", 2012, "operator_enters"),  # RTE at Champ-sur-Drac
    ("38185", "electricity", 2015, "operator_enters"),  # the local operator of Grenoble
    ("38185", "gas", 2015, "years_missing"),
    ("38185", "gas", 2019, "years_missing"),
    ("38185", "gas", 2023, "years_missing"),
    ("38200", "electricity", 2012, "operator_enters"),  # RTE at Jarrie
    ("38200", "gas", 2013, "operator_enters"),  # GRTgaz at Jarrie
    ("38317", "electricity", 2012, "operator_enters"),  # RTE at Le Pont-de-Claix
    ("38478", "gas", 2020, "years_missing"),  # Séchilienne: 2018 and 2019 are missing
    ("38478", "gas", 2020, "operator_enters"),  # and 1 MWh becomes 437 under another operator
    ("38478", "gas", 2023, "years_missing"),
}


def asked(snapshot: Snapshot, territory: str, **more: object) -> Answer:
    return answer(snapshot, Question("energy", parse_territory(territory), **more))


@pytest.fixture(scope="module")
def communes(snapshot: Snapshot) -> list[str]:
    return totals.members(snapshot, parse_territory(METROPOLIS))["insee_code"].to_list()


def test_every_break_of_a_total_is_found_and_no_other(snapshot: Snapshot, communes: list[str]) -> None:
    """Over 49 communes and two carriers, the breaks of the totals are those read in the file by hand."""
    found = {
        (commune, one.carrier, one.year, one.cause)
        for commune in communes
        for one in asked(snapshot, commune, by=("carrier",)).breaks
    }
    assert found == TOTAL_BREAKS


def test_a_gap_cuts_a_carrier_asked_for_alone(snapshot: Snapshot) -> None:
    """Grenoble's gas, asked for alone, still stops in 2018: its change is told since 2019."""
    found = asked(snapshot, "38185", carriers=("gas",))
    assert [(one.year, one.cause) for one in found.breaks] == [(2019, "years_missing")]
    told = change(found)
    assert told is not None
    assert (told.year_from, told.year_to) == (2019, 2022)


def test_by_sector_2018_is_a_break_for_every_commune_and_carrier(snapshot: Snapshot, communes: list[str]) -> None:
    """A class of small professionals is created in 2018: every split by sector is cut there."""
    for commune in communes:
        found = asked(snapshot, commune, by=("carrier", "sector"))
        cut = {one.carrier for one in found.breaks if one.year == 2018 and one.cause == "category_created"}
        assert cut == set(found.frame["carrier"]), commune


@pytest.mark.parametrize("commune", ["38151", "38421"])
def test_a_total_goes_on_where_its_sectors_are_cut(snapshot: Snapshot, commune: str) -> None:
    """The totals of Échirolles and Saint-Martin-d'Hères are continuous, their residential use is not."""
    assert asked(snapshot, commune, by=("carrier",)).breaks == ()
    assert asked(snapshot, commune, carriers=("electricity",), sectors=("residential",)).breaks


def test_size_alone_is_no_break(snapshot: Snapshot) -> None:
    """Gas fell by more than a fifth in twelve communes in the mild year 2014, without any break."""
    gas = asked(snapshot, METROPOLIS, by=("commune",), carriers=("gas",), perimeter=PerimeterRule.ALL).frame
    ends = gas.filter(pl.col("year").is_in([2013, 2014])).pivot(on="year", index="insee_code", values="value")
    fell = ends.filter(pl.col("2014") / pl.col("2013") < 0.8)["insee_code"]
    assert len(fell) == 12
    assert not [one for commune in fell for one in asked(snapshot, commune, by=("carrier",)).breaks if one.year == 2014]


def test_the_metropolis_jumps_when_rte_enters(snapshot: Snapshot) -> None:
    """Electricity of the EPCI goes from 1.48 to 2.69 TWh in 2012, and that is told as a break of RTE."""
    found = asked(snapshot, METROPOLIS, carriers=("electricity",), perimeter=PerimeterRule.ALL)
    values = dict(zip(found.frame["year"], found.frame["value"], strict=True))
    assert values[2011] == pytest.approx(1_477_900, rel=1e-4)
    assert values[2012] == pytest.approx(2_690_148.9, abs=0.1)
    assert any(one.year == 2012 and one.params["operators"] == ["rte"] for one in found.breaks)


def test_no_change_crosses_a_break(snapshot: Snapshot) -> None:
    """Grenoble's electricity is compared from 2015 on only, and the break that cuts it is named."""
    moved = change(asked(snapshot, "38185", carriers=("electricity",)))
    assert moved is not None
    assert moved.cut_by is not None
    assert (moved.year_from, moved.comparable, moved.cut_by.cause) == (2015, (2015, 2023), "operator_enters")
    assert moved.percent == pytest.approx((850_479.271767 / 1_008_150.6 - 1) * 100)


def test_a_name_that_changes_is_no_break(snapshot: Snapshot) -> None:
    """GEG becomes GreenAlp in 2018 without a break, and Séchilienne's network changes hands without one."""
    for commune in ("38185", "38478"):
        found = asked(snapshot, commune, carriers=("electricity",)).breaks
        assert not [one for one in found if one.year == 2018]
