"""On a store of many communes, a question reads the rows of its territory and not the table."""

import pytest

from benchmarks import national
from benchmarks.plans import GROUP, Query, Scan, explained, recording
from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.answers.observed import Matter, of_communes
from observatory.store import Store, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, settings_in, taken

FACTS = 1_600_000  # of one year: 34,969 communes × 6 carriers × 8 sectors, less a few gaps


@pytest.fixture(scope="module")
def france(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A store of every commune, of one year."""
    folder = tmp_path_factory.mktemp("france")
    settings = settings_in(folder)
    taken(settings, EXTRACTS)
    path = folder / "france.duckdb"
    assert national.build(Store(settings.store).snapshot(1), path, [2023]) > FACTS
    return Snapshot(path, 1)


def scans(snapshot: Snapshot, place: str, **more: object) -> dict[str, Scan]:
    """What the queries of one answer read, by table; the widest scan of each. Reference tables are read before."""
    question = Question("energy", parse_territory(place), **more)
    answer.__wrapped__(snapshot, question)
    for remembered in (totals.members, totals.presence, totals.vintages):
        remembered.cache_clear()
    with recording() as queries:
        answer.__wrapped__(snapshot, question)
    return widest(snapshot, queries)


def widest(snapshot: Snapshot, queries: list[Query]) -> dict[str, Scan]:
    """The widest scan of each table."""
    found: dict[str, Scan] = {}
    for scan in (scan for query in queries for scan in explained(snapshot, query)):
        found[scan.table] = max(found.get(scan.table, scan), scan, key=lambda one: one.scanned)
    return found


def test_a_commune_reads_the_row_groups_that_hold_it(france: Snapshot) -> None:
    """Grenoble's answer by carrier reads two row groups at most of fourteen, and nothing else but small tables."""
    found = scans(france, "38185", by=("carrier",))
    assert found["energy"].rows > FACTS
    assert 0 < found["energy"].scanned <= 2 * GROUP
    assert all(scan.holds for scan in found.values())


@pytest.mark.parametrize("place", ["dep:38", "fr"])
def test_a_large_area_reads_its_sums(france: Snapshot, place: str) -> None:
    """An answer of a département, or of France, reads sums by communes alike and no cell."""
    assert "energy_rolled" in scans(france, place)
    assert "energy" not in scans(france, place)


def test_communes_side_by_side_read_their_slice(france: Snapshot) -> None:
    """The communes of an EPCI, each by itself, are read without the rest of the country, and so is a board of them."""
    found = scans(france, "epci:200040715", by=("commune",))
    assert found["energy"].extent == "slice"
    assert found["energy"].holds
    with recording() as queries:
        of_communes(france, Matter("energy", ("electricity",), (), None), ["38151", "38185"])
    assert widest(france, queries)["energy"].scanned <= 2 * GROUP


def test_a_scan_of_a_whole_table_is_told() -> None:
    """A table beyond four row groups that is read whole does not hold; a small one read whole does."""
    assert not Scan("energy", 10**6, 10**6, 10**6).holds
    assert not Scan("energy", 9 * 10**6, 960, 10**7).holds
    assert Scan("communes", 34_969, 512, 34_969).holds


def test_no_query_is_recorded_once_the_block_ends(france: Snapshot) -> None:
    """What is asked outside the block is not in its list."""
    with recording() as queries:
        france.query("SELECT 1")
    france.query("SELECT 2")
    assert [(query.name, query.sql) for query in queries] == [
        ("test_pruning.test_no_query_is_recorded_once_the_block_ends", "SELECT 1")
    ]
