"""The table of weather stations: whom each serves, when, and over which years its normal is taken."""

import polars as pl
import pytest

from observatory.answers import territories
from observatory.settings import PROJECT
from observatory.sources import registry
from observatory.store import reference, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

STATIONS = reference.table(PROJECT / "data", "stations").to_dicts()
GRENOBLE = ("38185012", "38421002")


@pytest.mark.parametrize("line", STATIONS, ids=lambda line: line["station"])
def test_a_station_has_all_the_days_that_it_answers_for(line: dict[str, str | int], snapshot: Snapshot) -> None:
    """Every year served, and every year of the normal, is whole in the shipped temperatures."""
    days = snapshot.query(
        """SELECT year, count(*) FILTER (tn IS NOT NULL AND tx IS NOT NULL) = date_diff('day', make_date(year, 1, 1),
               make_date(year + 1, 1, 1)) AS whole
           FROM temperatures WHERE station = $station AND source = $source GROUP BY year""",
        {"station": line["station"], "source": line["source"]},
    )
    whole = set(days.filter(pl.col("whole"))["year"])
    for first, last in (("first_year", "last_year"), ("normal_first", "normal_last")):
        assert set(range(int(line[first]), int(line[last]) + 1)) <= whole


@pytest.mark.parametrize("line", STATIONS, ids=lambda line: line["station"])
def test_a_station_serves_a_territory_that_exists(line: dict[str, str | int], snapshot: Snapshot) -> None:
    """Its territory has a name, its source is one of ours, and the station stands among those whom it serves."""
    served = parse_territory(str(line["serves"]))
    assert territories.name(snapshot, served)
    assert line["source"] in registry()
    assert str(line["station"])[:5] in set(totals.members(snapshot, served)["insee_code"])


def test_the_valley_of_grenoble_is_not_the_isere(snapshot: Snapshot) -> None:
    """Two stations at 220 m serve the metropolis alone, and no mountain of the département."""
    table = totals.table(snapshot, "stations").filter(pl.col("station").is_in(GRENOBLE))
    assert set(table["serves"]) == {"epci:200040715"}
    assert table["altitude_m"].max() == 220
