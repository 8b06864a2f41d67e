"""What a deposit changes, said before it is sent: new, corrected, the same, left out, and the totals."""

from datetime import date

import polars as pl
import pytest

from observatory.deposits.loop import Mode, differences
from observatory.deposits.loop.differences import applied, year
from tests.deposits_made import rows

STANDING = rows([("école", 1, 10.0), ("école", 2, 20.0), ("mairie", 1, 5.0)])
SENT = rows([("école", 1, 10.0), ("école", 2, 25.0), ("gymnase", 1, 7.0)])


def test_each_line_is_new_corrected_or_the_same() -> None:
    """Of three lines sent, one is new, one corrects 20 MWh to 25 (+25 %), one says what stands."""
    found = differences(STANDING, SENT)
    assert found.new["site"].to_list() == ["gymnase"]
    energy = found.changed.row(by_predicate=pl.col("column") == "energy_mwh", named=True)
    assert (energy["site"], energy["old"], energy["new"], energy["percent"]) == ("école", 20.0, 25.0, 25.0)
    assert (found.lines_changed, found.identical) == (1, 1)


@pytest.mark.parametrize(("mode", "removed"), [(Mode.COMPLETE, []), (Mode.REPLACE, ["mairie"])])
def test_what_is_not_said_again_stays_unless_the_year_is_replaced(mode: Mode, removed: list[str]) -> None:
    """The town hall is not in the file: it is listed, and goes only where the whole year is replaced."""
    found = differences(STANDING, SENT, mode)
    assert found.missing.select("site", "meter_said").rows() == [("mairie", False)]
    assert found.removed["site"].to_list() == removed


@pytest.mark.parametrize(("mode", "after"), [(Mode.COMPLETE, 47.0), (Mode.REPLACE, 42.0)])
def test_totals_before_and_after(mode: Mode, after: float) -> None:
    """10 + 20 + 5 MWh before; 10 + 25 + 7 after, and the 5 of the town hall where it stays."""
    total = differences(STANDING, SENT, mode).totals.row(0, named=True)
    assert (total["year"], total["energy_mwh_before"], total["energy_mwh_after"]) == (2023, 35.0, after)
    assert total["water_m3_before"] is None


def test_another_year_is_left_alone() -> None:
    """Replacing 2023 takes nothing of 2022 away."""
    before = rows([("école", 1, 3.0)], year=2022)
    assert applied(before, SENT, Mode.REPLACE).height == 4


def test_a_unit_put_right_is_a_correction() -> None:
    """The same figure in another unit is a line that changes, by its words."""
    other = STANDING.with_columns(unit=pl.lit("MWh", STANDING.schema["unit"]))
    found = differences(STANDING, other)
    assert found.changed.select("column", "old_text", "new_text").unique().rows() == [("unit", "kWh", "MWh")]
    assert found.lines_changed == 3


def test_a_value_that_appears_has_no_percentage() -> None:
    """From nothing to something is no rate."""
    without = STANDING.with_columns(cost_ttc_eur=pl.lit(None, pl.Float64))
    found = differences(without, STANDING).changed
    assert found["column"].unique().to_list() == ["cost_ttc_eur"]
    assert found["percent"].null_count() == found.height


def test_a_bill_over_new_year_is_of_the_year_of_its_middle() -> None:
    """20 December to 19 January: its middle day is 4 January."""
    frame = pl.DataFrame({"period_start": [date(2022, 12, 20)], "period_end": [date(2023, 1, 19)]})
    assert frame.select(year=year())["year"].to_list() == [2023]


def test_nothing_standing_makes_every_line_new() -> None:
    """A first deposit has no former line, and totals without a before."""
    found = differences(STANDING.clear(), SENT)
    assert (found.new.height, found.identical, found.missing.height) == (3, 0, 0)
    assert found.totals["energy_mwh_before"].to_list() == [None]
