"""Which published files would fill which gaps, against a count of the shipped extracts by hand."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from observatory.answers.gaps import Gap, gaps
from observatory.settings import PROJECT
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, FIXTURES, current, settings_in, taken

OTHERS = ("ore_sectors", "ore_sectors_iris", "sdes_local_energy")


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def communes(departement: str) -> set[str]:
    """The communes of a département, in the reference table."""
    known = lines(PROJECT / "data" / "reference" / "communes.csv")
    return {one["insee_code"] for one in known if one["departement"] == departement}


def described(*files: str) -> dict[str, set[int]]:
    """The years of each commune in some extracts, whatever the source."""
    found = defaultdict(set)
    for name in files:
        for one in lines(EXTRACTS / f"{name}.csv"):
            found[one["insee_code"]].add(int(one["year"]))
    return found


def of(snapshot: Snapshot, territory: str) -> dict[str, Gap]:
    return {one.line.key: one for one in gaps(snapshot, parse_territory(territory))}


@pytest.mark.parametrize("departement", ["38", "42"])
def test_the_communes_and_years_that_lack_are_those_counted_in_the_extracts(
    snapshot: Snapshot, departement: str
) -> None:
    """The shipped file has the metropolis alone: every other commune lacks, and in Loire every year too."""
    have = described("energy_ore_commune")
    lacking = communes(departement) - have.keys()
    here = {year for code in communes(departement) for year in have.get(code, ())}
    published = {year for years in have.values() for year in years}
    gap = of(snapshot, f"dep:{departement}")["ore_commune"]
    assert (gap.communes_missing, len(lacking)) == ({"38": 463, "42": 320}[departement],) * 2
    assert set(gap.years) == here
    assert set(gap.years_missing) == published - here


def test_a_gap_names_the_dataset_and_the_largest_communes(snapshot: Snapshot) -> None:
    """Exact title, publisher and address of the record, what it brings, and the three most populated communes."""
    gap = of(snapshot, "dep:42")["ore_commune"]
    record = next(one for one in lines(PROJECT / "data" / "sources.csv") if one["key"] == "ore_commune")
    assert (gap.line.title, gap.line.publisher, gap.line.url) == (record["title"], record["publisher"], record["url"])
    assert gap.describes == ("electricity", "gas")
    assert gap.examples == ("Saint-Étienne", "Saint-Chamond", "Roanne")


def test_a_source_that_was_never_loaded_says_what_it_would_bring(snapshot: Snapshot) -> None:
    """Production lacks everywhere, for the years on record; old local data would add 2008 to 2010 to the metropolis."""
    metropolis = of(snapshot, "epci:200040715")
    production = metropolis["enedis_production"]
    assert (production.communes_missing, production.years) == (49, ())
    assert production.years_missing == tuple(range(2011, 2022))
    assert {"photovoltaic", "hydro"} <= set(production.describes)
    old = metropolis["sdes_local_energy"]
    assert (old.communes_missing, old.years, old.years_missing) == (0, (), (2008, 2009, 2010))


def test_what_others_describe_is_no_gap(snapshot: Snapshot) -> None:
    """The metropolis has its electricity from one file: a second file of the same years would fill nothing."""
    metropolis = of(snapshot, "epci:200040715")
    assert "ore_commune" not in metropolis
    assert "ore_sectors" not in metropolis
    assert set(OTHERS) <= of(snapshot, "dep:42").keys()


def test_a_file_taken_in_fills_its_gap(tmp_path: Path) -> None:
    """Once the production of Échirolles is in, it no longer lacks, and the metropolis lacks 48 communes of 49."""
    settings = settings_in(tmp_path)
    taken(settings, FIXTURES / "enedis_production.csv")
    assert of(current(settings), "38151")["enedis_production"].communes_missing == 0
    assert of(current(settings), "epci:200040715")["enedis_production"].communes_missing == 48


def test_networks_are_told_by_their_years_alone(snapshot: Snapshot) -> None:
    """Not every commune has a heat network: an area lacks years of them, never communes, and a commune lacks nothing."""
    networks = of(snapshot, "dep:01")["sdes_heat_networks"]
    published = {int(one["year"]) for one in lines(EXTRACTS / "energy_sdes_heat_networks.csv")}
    assert (networks.communes_missing, set(networks.years_missing)) == (None, published)
    assert "sdes_heat_networks" not in of(snapshot, "01053")
