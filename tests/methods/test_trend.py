"""Pace and direction of short series: reference case R14 of the methods page, and the board against scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from observatory.methods.trend import (
    mann_kendall,
    theil_sen,
    theil_sen_many,
    theil_sen_rate,
    theil_sen_rate_many,
)

R14 = [120.0, 118.0, 121.0, 115.0, 113.0, 116.0, 110.0, 108.0, 107.0, 109.0]
YEARS = list(range(2010, 2022))
# Few distinct values, so that ties happen; NaN is a missing year.
VALUES = st.one_of(st.just(np.nan), st.integers(1, 8).map(float), st.floats(0.1, 1e6))


def boards(rows: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    row = st.lists(VALUES, min_size=len(YEARS), max_size=len(YEARS))
    return rows.flatmap(lambda n: st.lists(row, min_size=n, max_size=n)).map(np.array)


def test_theil_sen_gives_the_reference_slope_and_interval() -> None:
    """R14: slope −1.6667, intercept 121.5, 95 % interval [−1.75, −1.0]; executed with scipy for the methods page."""
    found = theil_sen(range(10), R14, confidence=0.95)
    assert (found.slope, found.intercept) == (pytest.approx(-1.6667, abs=5e-5), pytest.approx(121.5))
    assert (found.low, found.high) == (-1.75, -1.0)


def test_mann_kendall_gives_the_reference_statistics() -> None:
    """R14: S and variance counted by hand; Z, both probabilities and tau as printed."""
    found = mann_kendall(range(10), R14)
    assert (found.s, found.variance) == (-33, 125.0)
    assert found.z == pytest.approx(-2.8622, abs=5e-5)
    assert found.p_normal == pytest.approx(0.004208, abs=5e-7)
    assert found.p_exact == pytest.approx(0.002213, abs=5e-7)
    assert found.tau == pytest.approx(-0.7333, abs=5e-5)


def test_mann_kendall_of_a_monotone_series() -> None:
    """R14: 1 to 10 has S = 45, Z = 3.93548, p = 8.303e-5."""
    found = mann_kendall(range(10), range(1, 11))
    assert (found.s, found.tau) == (45, pytest.approx(1.0))
    assert found.z == pytest.approx(3.93548, abs=5e-6)
    assert found.p_normal == pytest.approx(8.303e-5, abs=5e-9)


def test_mann_kendall_of_tied_values_has_no_exact_probability() -> None:
    """1, 2, 2, 3: five pairs rise and one ties; the variance is (156 − 18) / 18; Kendall's exact law supposes no tie."""
    found = mann_kendall([1, 2, 3, 4], [1.0, 2.0, 2.0, 3.0])
    assert (found.s, found.p_exact) == (5, None)
    assert found.variance == pytest.approx(138 / 18)


def test_a_constant_series_has_no_direction() -> None:
    """Nothing rises, nothing falls, and nothing is divided by zero."""
    found = mann_kendall([1, 2, 3], [5.0, 5.0, 5.0])
    assert (found.s, found.z, found.p_normal, found.p_exact, found.tau) == (0, 0.0, 1.0, None, 0.0)


def test_the_rate_is_the_slope_of_logarithms() -> None:
    """A series that loses 2 % each year has a rate of −2 %, without width."""
    found = theil_sen_rate(YEARS, [100 * 0.98 ** (year - 2010) for year in YEARS], confidence=0.8)
    assert (found.rate, found.low, found.high) == (pytest.approx(-0.02), pytest.approx(-0.02), pytest.approx(-0.02))


@pytest.mark.parametrize("values", [[1.0, 0.0], [1.0, -2.0]])
def test_a_rate_needs_positive_values(values: list[float]) -> None:
    """Zero has no logarithm: the series is refused, and on a board its row is NaN."""
    with pytest.raises(ValueError, match="positive"):
        theil_sen_rate([2020, 2021], values, confidence=0.8)
    assert np.isnan(theil_sen_rate_many([2020, 2021], np.array([values]), confidence=0.8).rate).all()


@pytest.mark.parametrize(("years", "values"), [([2020], [1.0]), ([2020, 2021], [1.0]), ([2020, 2021], [1.0, np.nan])])
def test_what_is_no_series_is_refused(years: list[int], values: list[float]) -> None:
    """One year, a year without its value and a missing value have no slope."""
    with pytest.raises(ValueError, match="at least 2 years"):
        theil_sen(years, values, confidence=0.8)


@settings(deadline=None)  # the first call loads scipy.stats
@given(board=boards(st.integers(1, 4)), confidence=st.sampled_from([0.8, 0.9, 0.95]))
def test_a_board_equals_scipy_row_by_row(board: np.ndarray, confidence: float) -> None:
    """With holes and ties, each row has scipy's slope, intercept and interval; below two years it has none."""
    found = theil_sen_many(YEARS, board, confidence=confidence)
    for at, row in enumerate(board):
        mine = (found.slope[at], found.intercept[at], found.low[at], found.high[at])
        known = np.isfinite(row)
        if known.sum() < 2:
            assert np.isnan(mine).all()
            continue
        expected = stats.theilslopes(row[known], np.array(YEARS)[known], alpha=confidence, method="separate")
        assert mine == pytest.approx(tuple(expected), rel=1e-12, abs=1e-9)


@settings(deadline=None)  # the first call loads scipy.stats
@given(board=boards(st.just(2)))
def test_the_rates_of_a_board_equal_those_of_its_series(board: np.ndarray) -> None:
    """A row of the board and the same series alone have one rate and one interval."""
    found = theil_sen_rate_many(YEARS, board, confidence=0.8)
    for at, row in enumerate(board):
        known = np.isfinite(row)
        if known.sum() >= 2:
            alone = theil_sen_rate(np.array(YEARS)[known].tolist(), row[known].tolist(), confidence=0.8)
            mine = (found.rate[at], found.low[at], found.high[at])
            assert mine == pytest.approx((alone.rate, alone.low, alone.high), rel=1e-12, abs=1e-12)


def test_a_board_of_one_year_or_of_nobody_has_no_slope() -> None:
    """No pair of years, or no series: NaN, or nothing, and no error."""
    assert np.isnan(theil_sen_many([2020], np.array([[1.0]]), confidence=0.8).slope).all()
    assert theil_sen_many([2020, 2021], np.empty((0, 2)), confidence=0.8).slope.shape == (0,)
