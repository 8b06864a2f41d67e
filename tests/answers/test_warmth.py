"""Heat near a territory, from the shipped temperatures, against counts made by hand in the file."""

import pytest

from observatory.answers.warmth import Warmth, warmth
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, current, settings_in, taken


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    settings = settings_in(tmp_path_factory.mktemp("warmth"))
    taken(settings, EXTRACTS / "temperatures_meteofrance_daily.csv")
    return current(settings)


@pytest.mark.parametrize(
    ("counted", "station", "year", "value"),
    [
        (Warmth.HOT_DAYS, "38185012", 2022, 16),
        (Warmth.TROPICAL_NIGHTS, "38185012", 2022, 20),
        (Warmth.HOT_DAYS, "38421002", 2009, 19),
        (Warmth.TROPICAL_NIGHTS, "38421002", 2009, 9),
    ],
)
def test_counts_are_those_of_the_file(snapshot: Snapshot, counted: Warmth, station: str, year: int, value: int) -> None:
    """Days over 35 °C and nights not under 20 °C, counted in the file's lines from May to September."""
    rows = warmth(snapshot, parse_territory("38151"), counted).frame.rows(named=True)
    assert [row["value"] for row in rows if (row["station"], row["year"]) == (station, year)] == [value]


def test_where_no_station_serves_nothing_is_told(snapshot: Snapshot) -> None:
    """A commune out of reach of both stations has no count, rather than that of another place."""
    with pytest.raises(QuestionRefused, match="station_unknown"):
        warmth(snapshot, parse_territory("42218"), Warmth.HOT_DAYS)
