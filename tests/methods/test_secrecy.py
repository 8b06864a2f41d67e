"""How much a lower bound may hide: each rule on a few cells made by hand."""

import polars as pl
import pytest

from observatory.methods.secrecy import hidden_orders

CELL = {"source": "s", "carrier": "gas", "sector": "industry", "operator": "o", "category": "ENT"}


def cells(*rows: dict[str, object]) -> pl.DataFrame:
    """Coverage rows; what is not said is measured."""
    usual = {"insee_code": "38001", "year": 2020, "energy_mwh": None, "sites": None, "withheld_cells": 0}
    schema = {"energy_mwh": pl.Float64, "sites": pl.Float64, "withheld_cells": pl.UInt32}
    return pl.DataFrame([CELL | usual | row for row in rows], schema_overrides=schema)


def order(frame: pl.DataFrame, year: int = 2020) -> float:
    return float(hidden_orders(frame).filter(pl.col("year") == year)["hidden_mwh"][0])


def test_the_nearest_years_of_the_same_cell_come_first() -> None:
    """A withheld year between 100 and 130 MWh may hold the larger of the two; a year four away says nothing."""
    frame = cells(
        {"year": 2016, "energy_mwh": 999.0},
        {"year": 2019, "energy_mwh": 100.0},
        {"year": 2020, "withheld_cells": 1},
        {"year": 2022, "energy_mwh": 130.0},
    )
    assert order(frame) == 130.0


def test_then_the_usual_size_of_a_small_cell() -> None:
    """Among ten published cells of ten sites or fewer, 1 to 10 MWh, the 90th percentile is 9 MWh."""
    small = [{"insee_code": f"3810{at}", "energy_mwh": float(at + 1), "sites": 5.0} for at in range(10)]
    assert order(cells({"withheld_cells": 1}, *small)) == pytest.approx(9.0)


def test_then_ten_sites_of_the_mean_use() -> None:
    """With 200 MWh over 100 sites published, a hidden cell may hold ten sites of 2 MWh."""
    assert order(cells({"withheld_cells": 1}, {"insee_code": "38002", "energy_mwh": 200.0, "sites": 100.0})) == 20.0


def test_then_the_sector_whatever_the_category() -> None:
    """A class of customers that one operator alone uses borrows from its sector, not from other sectors."""
    sector = {"insee_code": "38002", "category": "PRO", "energy_mwh": 300.0, "sites": 100.0}
    other = {"insee_code": "38003", "sector": "tertiary", "energy_mwh": 90_000.0, "sites": 100.0}
    assert order(cells({"withheld_cells": 1, "category": "ENT_PRO"}, sector, other)) == pytest.approx(30.0)


def test_then_the_carrier_alone() -> None:
    """A sector that nothing describes borrows from its carrier."""
    other = {"insee_code": "38002", "sector": "tertiary", "category": "PRO", "energy_mwh": 300.0, "sites": 100.0}
    assert order(cells({"withheld_cells": 1}, other)) == pytest.approx(30.0)


def test_several_cells_together_hold_less_than_as_many_times_the_largest() -> None:
    """Four hidden cells of sites of 2 MWh: 4 × 11 (5.5 sites each) + √4 × (20 − 11), not 4 × 20."""
    frame = cells(
        {"energy_mwh": 1000.0, "sites": 500.0, "withheld_cells": 4},
        {"insee_code": "38002", "energy_mwh": 1000.0, "sites": 500.0},
    )
    assert order(frame) == pytest.approx(4 * 11 + 2 * 9)


def test_what_hides_nothing_has_no_row() -> None:
    """A fully published commune-year has no order of magnitude."""
    assert hidden_orders(cells({"energy_mwh": 5.0, "sites": 1.0})).is_empty()
