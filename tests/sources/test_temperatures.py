"""Daily temperatures: two columns of one name, doubtful values, odd days, and the published files whole."""

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.sources.rows import facts, found, read, table
from tests.stores import FIXTURES, PUBLISHED, current, needs_published, settings_in, taken

HEADER = ("NUM_POSTE", "AAAAMMJJ", "TN", "QTN", "TX", "QTX")
SOUND = [("38185012", f"2020010{day}", "1.5", "1", "8", "1") for day in (1, 2, 3)]
WEATHER = sorted((PUBLISHED / "weather").glob("meteofrance_*.csv"))
DAYS = "SELECT source, station, year, date, tn, tx, vintage FROM temperatures ORDER BY station, date"


def days(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> str:
    """A file of Météo-France with three sound days, and these."""
    again = [row if len(row) == len(header) else (row[0], *row) for row in (*SOUND, *rows)]
    return table(header, again, delimiter=";")


def test_a_column_that_stands_twice_is_accepted_where_both_agree() -> None:
    """The publisher's own file has the number of the station twice: read once, and told where they differ."""
    header = ("num_poste", *HEADER)
    twice = days(("38185012", "38185012", "20200104", "2", "1", "3", "1"), header=header)
    assert read(twice).report.outcome is Outcome.ACCEPT
    assert facts(twice).height == 4
    torn = days(("38185012", "38421002", "20200104", "2", "1", "3", "1"), header=header)
    assert found(torn) == [(5, "num_poste", "38185012", "copies_differ")]
    assert facts(torn).height == 3


def test_another_column_that_stands_twice_is_still_a_question() -> None:
    """What is declared for the station's number holds for no other column."""
    torn = table(("NUM_POSTE", "AAAAMMJJ", "TN", "TN", "QTN", "TX", "QTX"), [("38185012", "20200101", *"11181")])
    assert read(torn).report.code == "duplicate_header"


def test_a_doubtful_value_is_left_out_and_told() -> None:
    """Quality 2 is « douteuse » in the publisher's own words: the value is null, the day stays, nobody must act."""
    text = days(("38185012", "20200104", "9.9", "2", "12", "9"))
    report = read(text).report
    assert (report.outcome, report.rows_accepted) == (Outcome.ACCEPT, 4)
    assert found(text) == [(5, "TN", "9.9", "doubtful_value")]
    assert facts(text).select("tn", "tx").row(3) == (None, 12.0)


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (("", "20200104", "1", "1", "2", "1"), ("NUM_POSTE", "", "missing_value")),
        (("38185012", "20200230", "1", "1", "2", "1"), ("AAAAMMJJ", "20200230", "date_invalid")),
        (("38185012", "17890714", "1", "1", "2", "1"), ("AAAAMMJJ", "17890714", "date_out_of_range")),
        (("38185012", "20200104", "tiède", "1", "2", "1"), ("TN", "tiède", "not_a_number")),
        (("38185012", "20200104", "9", "1", "2", "1"), ("TN + TX", "9 · 2", "minimum_above_maximum")),
        (("38185012", "20200104", "1", "1", "200", "1"), ("TN + TX", "1 · 200", "out_of_range")),
        (("38185012", "20200101", "2", "1", "8", "1"), None),
    ],
)
def test_an_odd_day_is_told_and_makes_no_fact(row: tuple[str, ...], finding: tuple[str, ...] | None) -> None:
    """Its row is refused by column and value; a second reading of one day refuses both."""
    text = days(row)
    told = [(column, value, code) for _, column, value, code in found(text)]
    if finding is None:
        assert {code for _, _, code in told} == {"duplicate_conflict"}
        assert facts(text).height == 2
    else:
        assert told == [finding]
        assert facts(text).height == 3


def test_a_day_spelled_in_two_ways_is_one_day() -> None:
    """`20200101` and `2020-01-01` clash as two readings of one day do."""
    text = days(("38185012", "2020-01-01", "1.5", "1", "8", "1"))
    assert {code for *_, code in found(text)} == {"duplicate_conflict"}
    assert facts(text).height == 2


def test_a_number_that_a_spreadsheet_shortened_is_whole_again() -> None:
    """`1014002` is station 01014002: a number has eight digits."""
    assert facts(days(("1014002.0", "20200101", "1", "1", "2", "1")))["station"].to_list()[0] == "01014002"


def test_an_export_of_temperatures_reads_back_alike(tmp_path: Path) -> None:
    """Export, then ingest elsewhere: the same days; of one commune, the stations that stand there."""
    first, second = settings_in(tmp_path / "a"), settings_in(tmp_path / "b")
    taken(first, FIXTURES / "meteofrance_daily.csv")
    paths = export_tidy(current(first), tmp_path / "out")
    taken(second, *paths)
    assert_frame_equal(current(first).query(DAYS), current(second).query(DAYS))
    grenoble = export_tidy(current(first), tmp_path / "one", territories=[parse_territory("38185")])
    assert len(grenoble[0].read_text(encoding="utf-8").splitlines()) == 1 + 4


@needs_published
def test_the_five_published_files_are_the_shipped_extract(snapshot: Snapshot, tmp_path: Path) -> None:
    """Every row is read, none is wrong, and the extract has the same days: 6,210 at one station, 1,930 at the other."""
    settings = settings_in(tmp_path)
    reports = taken(settings, *WEATHER)
    assert [(one.rows_read, one.rows_accepted) for one in reports] == [(n, n) for n in (366, 1826, 1826, 1929, 2193)]
    assert_frame_equal(snapshot.query(DAYS), current(settings).query(DAYS))
    counted = current(settings).query("SELECT station, count(*) FROM temperatures GROUP BY ALL ORDER BY ALL")
    assert counted.rows() == [("38185012", 1930), ("38421002", 6210)]


def test_the_same_year_in_two_files_is_no_conflict(tmp_path: Path) -> None:
    """A file sent after the extract says the same days again: each stands once."""
    settings = settings_in(tmp_path)
    fixture = FIXTURES / "meteofrance_daily.csv"
    other = tmp_path / "other.csv"
    other.write_text(fixture.read_text(encoding="utf-8").replace(",213,", ",214,"), encoding="utf-8")
    taken(settings, fixture, other)
    assert current(settings).query("SELECT count(*), count(DISTINCT (station, date)) FROM temperatures").row(0) == (
        6,
        6,
    )
