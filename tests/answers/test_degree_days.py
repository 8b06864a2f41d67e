"""Yearly degree-days stand side by side, each under its source, station, base and method; none is spliced."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from observatory.answers.climate import degree_days
from observatory.answers.contract import Note
from observatory.answers.degree_days import SERIES, yearly_degree_days
from observatory.answers.sources import listing
from observatory.errors import QuestionRefused
from observatory.ingest import ingest
from observatory.settings import PROJECT, Settings
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, FIXTURES, current

GRENOBLE, METROPOLIS = parse_territory("38185"), parse_territory("epci:200040715")
RADOME, VALLEY, ESSAI = "38185012", "38421002", "ESSAI-SUR-LOIRE"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Daily temperatures and monthly degree-days, both declared to serve the metropolis."""
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(PROJECT / "data", folder / "data", ignore=shutil.ignore_patterns("extracts"))
    with (folder / "data" / "stations.csv").open("a", encoding="utf-8") as handle:
        handle.write(f"{ESSAI},Essai-sur-Loire,100,epci:200040715,2019,2020,2019,2020,cegibat_monthly\n")
    settings = Settings(store=folder / "store", data=folder / "data")
    ingest([EXTRACTS / "temperatures_meteofrance_daily.csv", FIXTURES / "cegibat_monthly.csv"], settings)
    return current(settings)


def test_the_two_stations_keep_their_own_years(snapshot: Snapshot) -> None:
    """Base 18: 1833, 2141, 1789, 1766, 1771 at one station, 1942 in 2020 at the other; 2020 stands twice."""
    frame = yearly_degree_days(snapshot, GRENOBLE).frame.filter(base=18.0, method="meteo", months="1-12")
    years: dict[str, dict[int, int]] = {RADOME: {}, VALLEY: {}}
    for station, year, total in frame.select("station", "year", "degree_days").rows():
        years[station][year] = round(total)
    assert years[RADOME] == {2020: 1833, 2021: 2141, 2022: 1789, 2023: 1766, 2024: 1771}
    assert years[VALLEY][2020] == 1942
    assert (min(years[VALLEY]), max(years[VALLEY])) == (2004, 2020)


def test_what_a_publisher_reckoned_is_a_series_of_its_own(both: Snapshot) -> None:
    """2019 is 2165 and 2020 is 1961 by the file, whatever the temperatures of other stations give in those years."""
    frame = yearly_degree_days(both, GRENOBLE).frame
    theirs = frame.filter(source="cegibat_monthly")
    assert theirs.select("station", "name", "base", "method", "year").rows() == [
        (ESSAI, "Essai-sur-Loire", 18.0, "costic", 2019),
        (ESSAI, "Essai-sur-Loire", 18.0, "costic", 2020),
    ]
    assert theirs["degree_days"].to_list() == pytest.approx([2165.0, 1961.0])
    assert not frame.select(*SERIES, "year").is_duplicated().any()


def test_loaded_years_are_told_of_what_is_no_amount_of_a_commune(both: Snapshot) -> None:
    """Données et méthodes says which years of weather are there: 2004 to 2024 of one source, 2019 and 2020 of the other."""
    told = dict(listing(both).filter(pl.col("years") != "").select("source", "years").iter_rows())
    assert told == {"cegibat_monthly": "2019–2020", "meteofrance_daily": "2004–2024"}


def test_a_published_series_takes_no_part_in_a_correction(both: Snapshot, snapshot: Snapshot) -> None:
    """Corrections are reckoned from daily temperatures alone: the same with and without the published months."""
    assert_frame_equal(degree_days(both, METROPOLIS), degree_days(snapshot, METROPOLIS))


def test_a_station_that_serves_nobody_is_told(tmp_path: Path) -> None:
    """Ingested without a line in the table of stations, its series is shown to nobody, and named beside the others."""
    settings = Settings(store=tmp_path / "store")
    ingest([EXTRACTS / "temperatures_meteofrance_daily.csv", FIXTURES / "cegibat_monthly.csv"], settings)
    found = yearly_degree_days(current(settings), GRENOBLE)
    assert set(found.frame["station"]) == {RADOME, VALLEY}
    assert found.notes == (Note("station_unassigned", {"names": [ESSAI]}),)


@pytest.mark.parametrize(("place", "code"), [("dep:38", "station_unknown"), ("99999", "territory_unknown")])
def test_where_no_station_serves_it_is_a_refusal(snapshot: Snapshot, place: str, code: str) -> None:
    """The valley's stations do not serve the Isère, and no station serves a territory that is none."""
    with pytest.raises(QuestionRefused, match=code):
        yearly_degree_days(snapshot, parse_territory(place))
